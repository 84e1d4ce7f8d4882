"""What each daily told: its stories, without what is about the daily's text and not about the news."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from digestkit.citations import citations
from digestkit.diagnostic import Text
from digestkit.parsed import Loc, Parsed, Role
from digestkit.publishers import directory
from digestkit.reader.inline import label_at, plain, title_text
from digestkit.reader.sources import byline, without_closing_source
from digestkit.schema import Point, Story
from digestkit.stories import Report, reports_of
from digestkit.urls import canonical, is_home_page
from digestkit.vocabulary import Vocabulary
from digestkit.weekly.references import written_out
from digestkit.weekly.titles import opened
from digestkit.weekly.wording import width

_FENCE = re.compile(r"^[ \t]{0,3}(`{3,}|~{3,})", re.MULTILINE)
_EMPTY_LABEL = re.compile(r"\**[^*：:\n]{1,16}(?:[：:]\**|\**[：:])\s*")
_TAG = r"#[^\s#，。！？][^#\n，。！？]{0,30}"
_TAGS = re.compile(
    rf"[>\s]*(?:\*{{0,2}}(?:标签|关键词|[Tt]ags?)\s*(?:[:：]\*{{0,2}}|\*{{0,2}}[:：])\s*(?:{_TAG})+|(?:{_TAG}){{2,}})"
)
"""A block of nothing but #tags: they file the daily's page."""
_NAME_END = re.compile(r"[\w)）]$")
_NAME = 16
"""The widest title, in Chinese characters, that may be but the name of whom the story is of."""
_SAME, _MARKUP = 8, 6
"""By so many characters a text is known again, and so much markup may stand before it."""
_UNKNOWN = r"(?:N/?A|未标注|未知|暂无|无数据|数据不足)"
_NO_DATA = re.compile(
    rf"^[ \t]*\**[^\n：:*]{{1,12}}(?:\**[：:]|[：:]\**)[ \t]*{_UNKNOWN}[ \t]*(?:\n|\Z)", re.MULTILINE
)
"""A line of data that has none: **语言：** N/A."""
_NO_COUNT = re.compile(rf"(?<=\S)\s*[⭐★]\ufe0f?\s*{_UNKNOWN}$")
_SIGNS = "📝💡📌🔍📖📰📣📢👉🔹🔸"
"""What some dailies set before a paragraph in place of a label."""
_SIGN_EDGES = _SIGNS + " \ufe0f"
_LONGEST_FACTS = 300
_FACTS = re.compile(r"[·|｜•]")
"""What parts the facts on one line: `晨报` · `1h ago` · 评分 8.7"""
_CODE = re.compile(r"`[^`\n]{1,30}`")
_TAGGED = re.compile(rf"(?:{_TAG})+")
_WHEN = re.compile(
    r"(?:20\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}:\d\d"
    r"|\d{1,3}[ ]?(?:h|m|d|hrs?|mins?|hours?|minutes?|days?|小时|分钟|天)[ ]?(?:ago|前)",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"(?P<of>[^\W\d_]{1,12}|[⭐★🔥👍💬]\ufe0f?)[ ]{0,2}[：:]?[ ]{0,2}\d[\d.,]*[ ]?(?:[kKmMwW万分]|/[ ]?\d{1,3})?"
)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_REMARK = re.compile(r"[ \t]{0,99}<!--\s*digestkit:.{0,500}?-->[ \t]*\n?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """One story of one daily: as grouping sees it (``report``) and as the model has it (``story``)."""

    report: Report
    story: Story
    brief: bool = False
    place: int = 0
    """How many stories of its daily stand before it."""
    labelled: bool = False
    """Whether its daily tells it under labels (说明：…)."""
    mentioned: frozenset[str] = frozenset()
    """The addresses (canonical) that are not given as its sources: they stand on words of a sentence."""

    @property
    def key(self) -> tuple[str, str, int, int, int]:
        """Day, file, place: the order in which a reader of the dailies met it."""
        loc = self.report.loc
        return (self.report.date or "", self.report.path, self.report.line, int(loc[1]), int(loc[3]))

    @property
    def title(self) -> str:
        """Its title, or the first line of its text."""
        story = self.story
        if story.title:
            return story.title
        first = next(filter(None, (story.summary, story.background, *story.body)), "")
        return title_text(first.partition("\n")[0]) or self.report.title

    @property
    def size(self) -> int:
        """How much it tells, in characters; its title does not count."""
        return len(self.report.text)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A story that is not in the weekly, and why. ``failed``: nobody wanted that."""

    report: Report
    why: Text
    failed: bool = False


def told_in(dailies: Sequence[Parsed]) -> tuple[list[Told], list[Dropped]]:
    """Every story of the dailies, in their order; those without any words are dropped."""
    told, dropped = [], []
    for parsed in map(written_out, dailies):
        reports = {report.loc: report for report in reports_of(parsed)}
        stated = _stated(parsed)
        for place, (loc, section, story) in enumerate(parsed.stories()):
            report = reports.get(loc)
            if report is not None:
                mentioned = frozenset(map(canonical, report.urls)).difference(stated.get(loc, ()))
                labelled, brief = _is_labelled(parsed, loc), parsed.is_brief(loc)
                cleaned = _clean(_opened(parsed, loc, story), parsed.vocabulary)
                told.append(Told(report, cleaned, brief, place, labelled, mentioned))
                continue
            empty = Report("", "", (), parsed.digest.date, section.title, parsed.source.path, story.line, loc)
            dropped.append(Dropped(empty, Text("没有标题也没有内容", "it has neither a title nor any text")))
    return sorted(told, key=lambda each: each.key), dropped


def _is_labelled(parsed: Parsed, loc: Loc) -> bool:
    pieces = parsed.by_story.get(loc, ())
    return any(piece.role is Role.FIELD and piece.field != "sources" for piece in pieces)


def _opened(parsed: Parsed, loc: Loc, story: Story) -> Story:
    """``story`` with a sentence for its title where that is but the name that its first sentence begins with."""
    title, summary, text = story.title or "", story.summary or "", parsed.text
    if not title or not summary or not _NAME_END.search(title) or width(title) > _NAME:
        return story
    span = parsed.span(*loc, "title")
    at = text.find(summary[:_SAME], span.end, span.end + _SAME + _MARKUP)
    between = text[span.end : at] if at >= 0 else "\n"
    if between.strip("*_` \u3000") or summary.startswith(title) or not summary.lstrip("*`[“")[:1].isalnum():
        return story
    bold = "**" if text.endswith("**", 0, span.start) and between.startswith("**") else ""
    found = opened(f"{bold}{text[span.start : at]}", summary)
    return replace(story, title=found[0], summary=found[1] or None) if found else story


def _stated(parsed: Parsed) -> dict[Loc, set[str]]:
    """The sources of each story, canonical; a front page on other words than the source's name is that of a thing told of."""
    found: dict[Loc, set[str]] = {}
    for cited in citations(parsed):
        words = parsed.text.startswith(f"[{cited.label}]", cited.span.start)
        if cited.stated and cited.url and (words or not is_home_page(cited.url)):
            found.setdefault(cited.loc, set()).add(canonical(cited.url))
    return found


def _clean(story: Story, vocabulary: Vocabulary) -> Story:
    """``story`` without what is about the daily's text: remarks to digestkit, tags, facts it is filed by, empty labels.

    Code and comments that the daily left open are closed: else they would swallow the stories after them.
    """
    if story.title and (nothing := _NO_COUNT.search(story.title)):
        story = replace(story, title=story.title[: nothing.start()])
    body = tuple(_NO_DATA.sub("", block).strip("\n") for block in story.body if not _TAGS.fullmatch(block))
    body = tuple(filter(None, (_without_facts(block, vocabulary) for block in body)))
    if story.summary:
        story = replace(story, summary=_without_facts(story.summary, vocabulary) or None)
    while body and _EMPTY_LABEL.fullmatch(body[-1]):
        body = body[:-1]
    body = tuple(map(_closed, _outdented(body)))
    if "digestkit:" not in f"{story}":
        return story if body == story.body else replace(story, body=body)
    return replace(
        story,
        summary=_without_remarks(story.summary),
        background=_without_remarks(story.background),
        points=tuple(Point(each.lead, _without_remarks(each.text) or "") for each in story.points),
        body=tuple(text for each in body if (text := _without_remarks(each))),
    )


def _without_facts(block: str, vocabulary: Vocabulary) -> str:
    """``block`` without the lines that say but when, where and under which tags the daily has the report."""
    if len(block) > _LONGEST_FACTS or "```" in block:
        return _said(block)
    lines = block.split("\n")
    kept = [line for line in lines if not _is_fact(line, vocabulary)]
    return _said("\n".join(kept) if len(kept) < len(lines) else block)


def _said(text: str) -> str:
    """``text`` without the sign before it, and without the source in brackets behind it: that stands among the sources."""
    text = text.lstrip(_SIGN_EDGES) if text[:1] in _SIGNS else text
    return without_closing_source(text)


def _is_fact(line: str, vocabulary: Vocabulary) -> bool:
    start = len(line) - len(line.lstrip(" \t>-"))
    label = label_at(line, start, len(line), vocabulary)
    if label:
        return label.field is None and vocabulary.files(label.word)
    if not line.strip():
        return False
    return byline(line[start:], directory(vocabulary.publishers)) is not None or _is_facts(line, vocabulary)


def _is_facts(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is facts side by side, one of them when it was told or how it was rated, and nothing else."""
    parts = [part.strip() for part in _FACTS.split(line.strip(" \t>-"))]
    if len(parts) < 2:
        return False
    named = directory(vocabulary.publishers).named
    told = 0
    for part in parts:
        words = plain(part).strip(" `")
        measure = _MEASURE.fullmatch(words)
        if _WHEN.fullmatch(words) or (measure and _rates(measure["of"], vocabulary)):
            told += 1
        elif not (_CODE.fullmatch(part) or _TAGGED.fullmatch(part) or named(words)):
            return False
    return told > 0


def _rates(word: str, vocabulary: Vocabulary) -> bool:
    return not word[0].isalpha() or vocabulary.files(word)


def _outdented(body: Iterable[str]) -> Iterator[str]:
    """The blocks without the indentation that they had under an item of the daily: Markdown takes four spaces for code.

    What is nested in an item among them stays so.
    """
    by, nests = 0, False
    for block in body:
        indent = len(block) - len(block.lstrip(" \t"))
        if indent <= by or not nests:
            by, nests = indent, _ITEM.match(block) is not None
        yield _shifted(block, by) if by else block


def _shifted(block: str, by: int) -> str:
    """``block`` less ``by`` blanks before its lines, as far as they have so many: what follows is under something else."""
    lines = block.split("\n")
    under = list(takewhile(lambda line: not line[:by].strip(" \t"), lines))
    return "\n".join([*(line[by:] for line in under), *lines[len(under) :]])


def _closed(block: str) -> str:
    fences = _FENCE.findall(block)
    if len(fences) % 2:
        return f"{block}\n{fences[0]}"
    return f"{block} -->" if block.rfind("<!--") > block.rfind("-->") else block


def _without_remarks(text: str | None) -> str | None:
    return _REMARK.sub("", text).strip() or None if text else text


def fullest(reports: Iterable[Told]) -> Told:
    """The report that tells most; the first of several that tell as much."""
    return min(reports, key=lambda each: (-each.size, each.key))
