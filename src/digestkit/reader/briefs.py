"""A story of one line: where its headline ends, who is named behind it, and what else it says."""

import re
from typing import NamedTuple

from digestkit.late import late
from digestkit.publishers import Directory
from digestkit.reader.drafts import BRACKETED, PARTED, lead_of
from digestkit.reader.inline import TAGS, TITLED, Link, links_in
from digestkit.reader.sources import byline, closing_source, signature, who
from digestkit.source import Span
from digestkit.urls import media
from digestkit.vocabulary import squeeze

_TIME = r"(?:[01]?\d|2[0-3])[:：][0-5]\d"
TAG = late(rf"[\[【(（][^\]】)）]{{1,6}}[\]】)）]|{_TIME}|[^\s|｜丨]{{1,8}}[ \t]?[|｜丨]")
"""What stands in bold before a headline and is none: a tag, or the time of day."""
_SIGNS = r"[^\w\n*\[【`#\"“]{0,4}"
_BEFORE_BOLD = re.compile(
    rf"{_SIGNS}(?:`[^`\n]{{1,12}}`|[\[【][^\]】\n]{{1,6}}[\]】](?!\()|{_TIME}){_SIGNS}(?=\*\*[^*\n]{{4}})"
)
"""The same before a headline in bold, or a tag in code: `08:05`, 🔥 [模型]."""
_SENTENCE = late(r"(?:[^。！？\s][ \t]*+){8,45}。(?![”’」』）)\"])(?=[^\n]{10})")
_FIRST = late(r"(?:[^。！？\s][ \t]*+){8,60}[。！？](?![”’」』）)\"])(?=[^\n]{10})")
"""The same behind a tag, where a question or an exclamation may be the headline, too."""
_PUBLISHER = re.compile(r"\s*[(（](?P<name>[^()（）\n]{1,24})[)）]\s*")
_BEHIND = late(
    r"(?:[(（](?P<inside>[^()（）\n]{2,20})[)）]"
    r"|(?:——?|–|[ \t](?:-|by|via|[|｜·])[ \t]|｜)[ \t]?(?P<after>[^—–|｜()（）\n\s][^—–|｜()（）\n]{1,19}))$"
)
"""What may be the publisher behind a headline: ``标题（36氪）``, ``标题 —— 36氪``."""
_TASK = re.compile(r"\[[ xX]\] ")
_ENDS = ("。", "！", "？")
_BREAK = late(r"<br ?/?>", re.IGNORECASE)
_ADDRESS_LABEL = late(r"(?<=[。！？；>])[ \t]*[^\W\d_]{2,12}[：:]$")
"""What stands before an address at the end and goes with it: 项目地址：…"""
_SHORTEST = 4
"""Characters of a headline."""
_LONGEST_TAGS = 120
_LONGEST_REPORT = 100
"""Characters of a report that can be its own headline."""
_MARKS = ("—", "–", "｜", " - ", " | ", " · ", " by ", " via ")
_LONGEST_BEHIND = 26
_HEADLINE = 8
"""Characters of a headline that a publisher may stand behind."""
_DASH = " \t：:-—–|，,。"


class Brief(NamedTuple):
    """The parts of a one-line story."""

    title: Span
    publisher: str
    """``(36kr)`` after the title; empty when there is none."""
    behind: bool
    """It stood behind the words of the headline, no link between: it is known to be a publisher."""
    rest: Span
    summary: str
    """What stands in ``rest``, without the links that close it."""


def brief_of(
    text: str,
    content: Span,
    links: list[Link],
    publishers: Directory,
    groups: re.Pattern[str],
    *,
    parted: bool = False,
) -> Brief:
    """The parts of a story that is one list item or paragraph with ``links``; ``groups`` are words for sections.

    ``parted``: it is one of a list whose items have their headline before a colon.
    """
    task = _TASK.match(text, *content)
    said = Span(task.end() if task else content.start, _before_pictures(text, content, links))
    last = max(said.start, said.end - _LONGEST_TAGS)
    if text.find("#", last, said.end) >= 0 and (tags := TAGS.search(text, last, said.end)):
        said = Span(said.start, tags.start())
    links = [link for link in links if link[0].start < said.end]
    before = _publisher_before(text, said, links, publishers)
    if parted and (head := PARTED.match(text, *said)):
        title, after = Span(*head.span("head")), head.end()
    else:
        whole = Span(before[0], said.end) if before else said
        title, after = _title(text, whole, links, groups, publishers)
    found = _PUBLISHER.match(text, after, said.end)
    after, publisher = (found.end(), who(found["name"])) if found else (after, before[1] if before else "")
    behind = None if publisher else _publisher_behind(text, title, publishers)
    if behind:
        title, publisher = behind
    told = without_breaks(text[after : said.end]).lstrip(_DASH)
    summary = _without_trailing_links(told.strip())
    by = byline(summary, publishers) if summary else None
    if by is not None:  # 标题 — *晨报*, 08:12
        publisher, summary = publisher or by, ""
    return Brief(title, publisher, behind is not None, Span(after, content.end), summary)


def is_picture(text: str, link: Link) -> bool:
    """Whether a link is a picture that leads to itself: it says who shows it, not who reports."""
    return text.startswith("[![", link[0].start) and media(link[2]) is not None


def _before_pictures(text: str, content: Span, links: list[Link]) -> int:
    """Where a line ends but for the pictures, and the line breaks around them, that close it."""
    end = content.end
    for link in reversed(links):
        if not is_picture(text, link) or without_breaks(text[link[0].end : end]):
            break
        end = link[0].start
    return content.start + len(without_breaks(text[content.start : end])) if end < content.end else end


def _publisher_before(
    text: str, content: Span, links: list[Link], publishers: Directory
) -> tuple[int, str] | None:
    """Where a linked headline begins that the name of a publisher stands before, and that: ``[36氪] [标题](…)``."""
    if (
        not links
        or len(links[0][1]) < _HEADLINE
        or not content.start < links[0][0].start <= content.start + _LONGEST_BEHIND
    ):
        return None
    head = text[content.start : links[0][0].start]
    name = head.strip(" \t*[]【】：:|｜-—")
    known = publishers.named(name) if head[:1] in "*[【" or head.rstrip()[-1:] in "：:|｜" else None
    return (links[0][0].start, name) if known else None


def _publisher_behind(text: str, title: Span, publishers: Directory) -> tuple[Span, str] | None:
    """A headline without the publisher that it ends with, and its name; a company is rather one that it tells of: 星河（Nova）."""
    end = title.start + len(text[title.start : title.end].rstrip(" \t:："))
    start = max(end - _LONGEST_BEHIND, title.start + _HEADLINE)
    if start >= end or not (text[end - 1] in ")）" or any(mark in text[start:end] for mark in _MARKS)):
        return None
    found = _BEHIND.search(text, start, end)
    name = (found["inside"] or found["after"]).strip() if found else ""
    known = publishers.named(name) if name else None
    if found is None or known is None or known.kind == "company":
        return None
    return Span(title.start, title.start + len(text[title.start : found.start()].rstrip())), name


def _title(
    text: str, content: Span, links: list[Link], groups: re.Pattern[str], publishers: Directory
) -> tuple[Span, int]:
    """The title and where the text after it begins."""
    start, end = content
    if label := TITLED.match(text, start, end):
        start = label.end()
    bracketed = BRACKETED.match(text, start, end)
    if bracketed:
        return Span(*bracketed.span("title")), bracketed.end()
    if tag := _BEFORE_BOLD.match(text, start, end):
        start = tag.end()
    bold = lead_of(text, start, end)
    if bold and (TAG.fullmatch(bold["bold"]) or _is_group(text, bold, end, groups)):
        # the headline comes after it: **【要闻】** …, **融资**｜…
        if (told := _FIRST.match(text, bold.end(), end)) and told[0].count("**") % 2 == 0:
            return Span(bold.end(), told.end() - (text[told.end() - 1] == "。")), told.end()
        start, bold = bold.end(), None
    if bold:
        first, last = bold.span("bold")
        return Span(first, last - text.endswith("。", first, last)), bold.end()
    if links and links[0][1] and not text[start : links[0][0].start].strip(" \t*_#0123456789.、"):
        span = links[0][0]
        stop = span.end + 2 if text.startswith("**", span.end) else span.end
        return span, min(stop, end)
    stop = (
        _before_source(text, start, end, links[-1]) if links else _before_name(text, start, end, publishers)
    )
    sentence = _SENTENCE.match(text, start, stop)
    if sentence:  # a paragraph in one item: its first sentence is the headline
        return Span(start, sentence.end() - 1), sentence.end()
    return Span(start, stop), end


def _is_group(text: str, bold: re.Match[str], end: int, groups: re.Pattern[str]) -> bool:
    """Whether bold words before a report are but a word for sections: **融资**｜…, **AI 资讯：**…; not before several reports."""
    words = bold["bold"].lower()
    if groups.fullmatch(words):
        return True
    if words[-1] not in "：:" and not bold["sep"]:
        return False
    words = words.rstrip(" ：:").removeprefix("ai").lstrip()
    rest = text[bold.end() : end]
    return (
        groups.fullmatch(words) is not None
        and "；" not in rest
        and (len(rest) <= _LONGEST_REPORT or _FIRST.match(rest) is not None)
    )


def _before_source(text: str, start: int, end: int, last: Link) -> int:
    """Where a title ends: a closing [来源](…) is no part of it."""
    span, label, url = last
    enclosed = text[span.end : end].lstrip()[:1] in ("）", ")", "】")
    named = closing_source(text, Span(start, end), linked=True) if enclosed else None
    if named and named.start <= span.start:  # （来源：晨报，https://…）
        at = max(text.rfind(bracket, start, named.start) for bracket in "（([【")
        return _headline_end(text, start, at, end)
    if not label and not text[span.end : end].strip(" \t>)）]】"):
        return _headline_end(text, start, span.start, end)
    if not label or text[span.end : end].strip(" \t)）]】。."):
        return end
    if len(squeeze(label)) > 10 and label.lower() not in url.lower():
        return end
    return _headline_end(text, start, span.start, end)


def _headline_end(text: str, start: int, source: int, end: int) -> int:
    """Where a title ends that is followed by its source: a full stop closes no headline, but several sentences."""
    head = text[start:source].rstrip(" \t（([【·|-—<🔗📎👉")
    if head.endswith(("。", "；")) and not any(mark in head[:-1] for mark in _ENDS):
        head = head[:-1]
    return start + len(head) if len(head) >= _SHORTEST else end


def _before_name(text: str, start: int, end: int, publishers: Directory) -> int:
    """Where a title ends: a closing （来源：晨报） is no part of it, nor is 来源：晨报 behind a full stop."""
    named = closing_source(text, Span(start, end))
    if named is None and (signed := signature(text, Span(start, end), publishers)):
        stop = text.rfind("。", start, signed.start)
        return stop if stop >= start + _SHORTEST else end
    at = max(text.rfind(bracket, start, named.start) for bracket in "（([【") if named else end
    return start + len(text[start:at].rstrip())


def without_breaks(text: str) -> str:
    """``text`` without the line breaks of HTML around it."""
    text = text.strip()
    if "<br" not in text and "<BR" not in text:
        return text
    while found := _BREAK.match(text):
        text = text[found.end() :].lstrip()
    while (at := max(text.rfind("<br"), text.rfind("<BR"))) >= 0 and _BREAK.fullmatch(text, at):
        text = text[:at].rstrip()
    return text


def _without_trailing_links(text: str) -> str:
    """``text`` without the links that close it (they are its sources)."""
    while True:
        text = without_breaks(text)
        links = links_in(text, 0, len(text))
        if not links:
            return text
        span = links[-1][0]
        named = len(links[-1][1]) <= 12 or text[: span.start].rstrip().endswith(_ENDS)
        if text[span.end :].strip(" \t)）]】。.|") or not named:
            return text.strip()
        text = text[: span.start].rstrip(" \t（([【|·，,、")
        if text.endswith(("：", ":")):
            label = _ADDRESS_LABEL.search(text, max(len(text) - 20, 0))
            text = text[: label.start()] if label else text
