"""The sources that a line names: links, names between separators, and the line of 时间 and 来源 over a story."""

import re
from itertools import pairwise

from digestkit.late import late
from digestkit.publishers import Directory
from digestkit.reader.inline import Link, is_emoji, label_at, plain
from digestkit.schema import Source
from digestkit.source import Span, span_of
from digestkit.vocabulary import Vocabulary, simplified

_SEPARATORS = late(r"(?:[|｜、；;，]|\s/\s)\s*")
_NEXT_LABEL = late(r"\s(?P<label>[^\W\d_]{2,12})[ \t]?[：:]")
_DAY = r"20\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?"
_OTHER_FACT = late(r"[^\w\n*]{0,4}\*\*[^*\n：:]{1,16}(?:\*\*[ ]?[：:]|[：:]\*\*)")
"""A part of a line of sources that says something else, behind a label in bold: ``| **AI 分类**: 财经``."""
_WHEN = late(
    rf"(?:^|[\s(（])(?:{_DAY}|\d{{1,2}}[ ]?月[ ]?\d{{1,2}}[ ]?[日号])(?:[ T]{{0,2}}\d{{1,2}}:\d\d(?::\d\d)?)?[)）]?\s*$"
)
_META = late(rf"[*_>\s]{{0,6}}(?:{_DAY}|[^\W\d_]{{2,12}}[ \t]?[：:])")
_META_LABEL = late(r"(?<=[\s|｜·,，/])[*_]{0,2}(?P<label>[^\W\d_]{2,12})[*_]{0,2}[ \t]?[：:][*_]{0,2}")
_SOURCE_WORD = "(?:消息|信息|资料|新闻|讯息|资讯)?(?:来源|来自|出处|source|via)[：: ][ ]?"
_SOURCE_WORDS = ("来源", "来自", "出处", "ource", "OURCE", "via", "Via", "VIA")
"""One of these, simplified, stands in all that ``_CLOSING_LINKS`` finds, and is found faster."""
_CLOSING = late(
    rf"[（(\[【]{_SOURCE_WORD}(?P<names>[^（()）\[\]【】\n]{{1,60}})[)）\]】][。.]?[*_\s]{{0,4}}$",
    re.IGNORECASE,
)
_CLOSING_LINKS = late(
    rf"[（(【]{_SOURCE_WORD}(?P<names>[^（\n]{{1,600}})[)）】][。.]?[*_\s]{{0,4}}$", re.IGNORECASE
)
_SAID = late(_SOURCE_WORD, re.IGNORECASE)
_FIGURE = late(r"[\d,.]+[ ]?[kKmMwW万]?\+?")
_SIGNED = late(
    r"(?<![^\s。！？；…”」』）)>])(?:(?:(?:——?|–|-|by|via|from|[|｜·])[ \t]?|(?P<bracket>[(（]))"
    r"(?P<name>[^—–|｜·()（）\n\s。，：:；][^—–|｜()（）\n。，：:；]{1,19})(?(bracket)[)）])"
    rf"|{_SOURCE_WORD}(?P<said>[^\W_][^\n。，,；;：:？！?!（()）\[\]【】]{{1,23}}))[。.]?[*_\s]{{0,4}}$",
    re.IGNORECASE,
)
"""Who reported, at the end of a text: ``。—— 36氪``, ``。（36氪）``, ``。来自：晨报``."""
NAME_BEHIND = late(r"(?<=[^()（）\n])[(（](?P<name>[^()（）\n，。；：]{2,28})[)）]$")
"""A name in brackets at the end of a text."""
_SIGNS = late(r"[—–|｜·(（]| -|来源|來源|来自|來自|出处|出處|ource|SOURCE|[Vv]ia|[Bb]y|[Ff]rom")
"""One of these stands in what ``_SIGNED`` finds."""
PROSE_ENDS = "。！？；：…”"
"""How prose ends that does not say who reported."""
SENTENCE_END = late(r"[。！？!?…]|\.(?=\s|$)")
"""What stands in a sentence, and not in facts."""
_LONGEST_SIGNED = 40
_EDGES = " ：:·。()（）*<>[]【】「」→-–—"
_OPENS = {"）": "（", ")": "(", "】": "【", "」": "「", "]": "["}
_LONGEST_META = 100
_LONGEST_LINKS = 620
_TAGS_BEHIND = late(r"[ \t]*+[|｜·]?+(?:[ \t]*+#[^\W\d_][\w/-]{0,30}){1,8}[ \t]*$")
_TAG = r"(?:`[^`\n]{1,60}`|#[^\W\d_][\w/-]{0,30})"
_TAGS = late(rf"{_TAG}(?:[ \t·•|｜、,，]*+{_TAG})*$")
_BESIDE = late(r"`[^`\n]{1,40}`(?:[ ][·•|｜](?:[ ][^·•|｜`。！？；\[\]\s]{1,20}+){1,4}){2,12}")
"""A tag and two or more facts of a word or two beside it, each behind a stroke."""
_POINTS = late("[·•|｜]")
_LONGEST_TAG = 8
_LONGEST_BYLINE = 60
_BYLINE_ENDS = late(r"[。！？；]")
_BY = late(r"(?:by|via|from|[来來]自)(?:[ \t：:]+|(?=@))", re.IGNORECASE)
_PARTS = late(r"[|｜·•,，、/—–()（）]|[ \t]-[ \t]")
_TIMES = late(
    rf"{_DAY}|(?<![\d./-])(?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01])(?![\d./-])"
    rf"|(?<!\d)\d{{1,2}}[ ]?月[ ]?\d{{1,2}}[ ]?[日号]|(?<!\d)\d{{1,2}}:\d\d(?::\d\d)?(?:[ ]?[AaPp][Mm])?|[+-]\d\d:?\d\d(?!\d)"
    r"|(?:\d{1,2}[ ])?\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:[ ]\d{1,2},?)?[ ]20\d\d"
    r"|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b|\b(?:UTC|GMT)\b|(?<!\d)\d{1,3}[ ]?(?:小时|分钟|天|hours?|minutes?|days?)[ ]?(?:前|ago)"
    r"|(?<![\d.])\d{1,6}[ ](?:points?|pts|comments?|upvotes?)\b",
    re.IGNORECASE,
)
_SHORT_BYLINE = 24
_HINTS = late(r"[\d@]")
"""What a line has that says when, or under whose account."""
_COMMA = late("[，,]")
_SHORT_NAME = 16
_LINK_WORDS = frozenset("地址 网址 直达 传送门 点击 here".split())  # noqa: SIM905
"""What the words of a link may be besides those for sources."""
_LONGEST_BARRED = 36
_IN_SENTENCE = late(r"[。！？；：:，,]")
_NAMED_ADDRESS = late(r"[^\W_](?:[^\W_]|[ .·-]){0,15}[ ：:]{1,2}$")
"""What stands before an address, and is all the line says besides: ``晨报 https://…``."""
_LINK_SIGNS = "🔗📎"
SOURCE_SIGNS = frozenset(_LINK_SIGNS + "（([h")
"""What a line begins with that may be one of sources without a label."""
_LONGEST_NAME = 24
_LONGEST_LABEL = 12
_AROUND_LABEL = " \t*_<🔗📎👉➡️→"
_BETWEEN = 4
"""Fewer characters than that stand between two links of one line of sources."""


def signed_source(text: str, span: Span, links: list[Link]) -> Span | None:
    """Where a line names its sources that has links with no more words than a name.

    It begins with a sign for links (``🔗 晨报：https://…``), or ends with tags (``[晨报](…) | #模型``), or stands in brackets.
    """
    if text[span.start] in "（(":
        found = (_CLOSING_LINKS if links else _CLOSING).match(simplified(text[span.start : span.end]))
        if found:
            return span_of(found.span("names")).moved(span.start)
        if text[span.end - 1] in ")）":
            span = span_of((span.start + 1, span.end - 1))
    if not links:
        return None
    if links[0][0].start == span.start and _TAGS_BEHIND.match(text, links[-1][0].end, span.end):
        return span_of((span.start, links[-1][0].end))
    link, label, _ = links[0]
    alone = not label and not text[link.end : span.end].strip()
    if alone and _NAMED_ADDRESS.match(text, span.start, link.start):
        return span
    if text[span.start] not in _LINK_SIGNS:
        return None
    words = (
        links[0][0].start
        - span.start
        + sum(after[0].start - before[0].end for before, after in pairwise(links))
    )
    rest = text[links[-1][0].end : span.end].strip()
    return span_of((span.start + 1, span.end)) if words <= _LONGEST_NAME and len(rest) <= 1 else None


def labels_links(text: str, span: Span, links: list[Link], vocabulary: Vocabulary) -> bool:
    """Whether a line is links behind the label of sources, which has no colon: ``来源 [晨报](…)``."""
    if not 1 < links[0][0].start - span.start <= _LONGEST_LABEL:
        return False
    words = text[span.start : links[0][0].start].strip(_AROUND_LABEL)
    if vocabulary.field_of(words) != "sources":
        return False
    return all(
        len(text[before[0].end : after[0].start]) < _BETWEEN for before, after in pairwise(links)
    ) and not any(map(str.isalnum, text[links[-1][0].end : span.end]))


def sources_in(text: str, span: Span, links: list[Link], vocabulary: Vocabulary) -> list[Source]:
    """Linked sources of ``text[span]``, and names between separators that no link covers."""
    found: list[Source] = []
    at, linked = span.start, False
    for link, label, url in [*links, (span_of((span.end, span.end)), "", "")]:
        if link.start < span.start or link.start > span.end:
            continue
        parts = _split(text[at : link.start])
        # 星河官网 https://…, 晨报（[原文](…)）: the words before a bare address name it, or before a word for one
        nameless = bool(url) and (not label or _means_link(label, vocabulary))
        named = _name(parts.pop(), vocabulary) if nameless else label
        while nameless and not named and parts and not (linked and len(parts) == 1):  # 星河官网，https://…
            named = _name(parts.pop(), vocabulary)
        named = named or label
        for i, part in enumerate(parts):
            touches = (i == 0 and linked) or (i == len(parts) - 1 and bool(url) and not nameless)
            name = "" if touches or _OTHER_FACT.match(part) else _name(part, vocabulary)
            if name:
                found.append(Source(name))
        if url:
            found.append(Source(named, url))
        at, linked = link.end, True
    return found


def _split(words: str) -> list[str]:
    """The parts of ``words`` between separators; brackets hold together what stands in them: 晨报（权重 90，综合分 113）."""
    if "（" not in words and "(" not in words:
        return _SEPARATORS.split(words)
    parts = [""]
    at = 0
    for found in _SEPARATORS.finditer(words):
        parts[-1] += words[at : found.start()]
        at = found.end()
        opened = sum(map(parts[-1].count, "（(")) > sum(map(parts[-1].count, "）)"))
        if opened and any(bracket in words[at:] for bracket in "）)"):
            parts[-1] += found[0]
        else:
            parts.append("")
    parts[-1] += words[at:]
    return parts


def _means_link(label: str, vocabulary: Vocabulary) -> bool:
    """Whether the words of a link say that it is one, and not where it leads: 原文, 阅读全文, 地址."""
    return label in _LINK_WORDS or vocabulary.field_of(label) == "sources"


def barred_source(text: str, span: Span, links: list[Link], vocabulary: Vocabulary) -> bool:
    """Whether a line is but a name, a stroke and a word for the link behind it: ``📍 晨报 | [原文](…)``."""
    if len(links) != 1 or links[0][0].end != span.end or not _means_link(links[0][1], vocabulary):
        return False
    before = text[span.start : links[0][0].start].rstrip()
    return 1 < len(before) <= _LONGEST_BARRED and before[-1] in "|｜·•" and not _IN_SENTENCE.search(before)


def _name(part: str, vocabulary: Vocabulary) -> str:
    """The name of a source that ``part`` of a line of sources says, if any; not when it appeared."""
    if ":" in part or "：" in part:  # 晨报 时间：08:00
        for label in _NEXT_LABEL.finditer(part):
            if vocabulary.knows(label["label"]):
                part = part[: label.start()]
                break
    name = _trimmed(plain(part))
    if label_at(name, 0, len(name), vocabulary):
        return ""
    name = _trimmed(_WHEN.sub("", name))
    told = _TIMES.sub("", name) if _HINTS.search(name) else name  # ~7 小时前
    return name if any(char.isalnum() for char in told) else ""


def who(words: str) -> str:
    """Whom ``words`` in brackets behind a headline name, without 来源：, and without when or how well it was received."""
    name = words.strip()
    if said := _SAID.match(simplified(name)):
        name = name[said.end() :]
    if _HINTS.search(name):
        name = _trimmed(_TIMES.sub("", name))
    return name if any(map(str.isalpha, name)) and not _FIGURE.fullmatch(name) else ""


def closing_source(text: str, span: Span, linked: bool = False) -> Span | None:
    """Where prose that closes with ``（来源：晨报、云报）`` names its sources, without a link or (``linked``) with some."""
    if text[max(span.start, span.end - 6) : span.end].rstrip("。.*_ \t")[-1:] not in ("）", ")", "]", "】"):
        return None
    if linked:
        start = max(span.start, span.end - _LONGEST_LINKS)
        tail = simplified(text[start : span.end])
        if not any(word in tail for word in _SOURCE_WORDS):  # many a line ends with a link
            return None
        found = _CLOSING_LINKS.search(tail)
    else:
        start = max(span.start, span.end - _LONGEST_META)
        found = _CLOSING.search(simplified(text[start : span.end]))
        if found and "](" in found[0]:
            return None
    return span_of(found.span("names")).moved(start) if found else None


def signature(text: str, span: Span, publishers: Directory, *, signed: bool = False) -> Span | None:
    """Where prose that ends with who reported it (``。—— 36氪``, ``。来自：晨报``) names them; ``None`` for other prose.

    Behind a mark, or in brackets, it must be a publisher that is known, and no company: that may be what is told of.
    ``signed``: it is one of a list whose items all end so, with publishers among them.
    """
    if text[span.end - 1] in PROSE_ENDS:
        return None
    start = max(span.start, span.end - _LONGEST_SIGNED)
    if signed and (found := NAME_BEHIND.search(text, start, span.end)):
        return span_of(found.span("name"))
    if not _SIGNS.search(text, start, span.end):
        return None
    found = _SIGNED.search(simplified(text[start : span.end]))
    if found is None:
        return None
    if found["said"]:
        return span_of(found.span("said")).moved(start)
    known = publishers.named(found["name"])
    return span_of(found.span("name")).moved(start) if known and known.kind != "company" else None


def without_closing_source(text: str) -> str:
    """``text`` without the ``（来源：晨报）`` that closes it."""
    named = closing_source(text, Span(0, len(text)), "](" in text or "http" in text)
    at = max(text.rfind(bracket, 0, named.start) for bracket in "（([【") if named else -1
    return text[:at].rstrip() if at > 0 else text


def byline(words: str, publishers: Directory) -> str | None:
    """The publisher of a line that says but who reported and when (``*晨报* · 08:12``, ``via @desk``).

    Empty when it names none that is known; ``None`` for other lines.
    """
    if len(words) > _LONGEST_BYLINE or _BYLINE_ENDS.search(words):
        return None
    if len(words) > _SHORT_BYLINE and not _HINTS.search(words):
        return None
    marked = words[:1] in "*_"
    words = plain(words)
    rest = _TIMES.sub("|", words)
    parts = [part for part in (_BY.sub("", each.strip(_EDGES)) for each in _PARTS.split(rest)) if part]
    known = [part for part in parts if publishers.named(part)]
    handles = sum(part.startswith("@") for part in parts)
    if len(known) + handles == len(parts) and (parts or rest != words):
        return known[0] if known else ""
    if (
        rest != words
        and len(parts) == 1
        and len(parts[0]) <= _SHORT_NAME
        and (marked or not _COMMA.search(words))
    ):
        return ""
    return None


def _trimmed(words: str) -> str:
    """``words`` without the marks and pictures around them; a bracket that closes one among them stays."""
    name = words.strip(_EDGES)
    while name and is_emoji(name[0]):
        name = name[1:].lstrip("\ufe0f\u200d" + _EDGES)
    closing = words[words.find(name) + len(name) :][:1]
    opening = _OPENS.get(closing)
    return name + closing if opening and name.count(opening) > name.count(closing) else name


def is_tags(words: str, *, bold: bool = False) -> bool:
    """Whether a line is nothing but tags: ```RAG` `Agent```, ``#模型 #开源``, and in bold ``研究 · 必读``.

    Behind a tag may stand facts, each a word or two: ```hn` · 21:19 UTC · by an · ▲ 5``.
    """
    if bold:
        parts = [part.strip() for part in _POINTS.split(words)]
        return len(parts) > 1 and all(0 < len(part) <= _LONGEST_TAG for part in parts)
    if words[:1] not in ("`", "#"):
        return False
    return _TAGS.match(words) is not None or (words[0] == "`" and _BESIDE.fullmatch(words) is not None)


def meta_source(text: str, span: Span, vocabulary: Vocabulary) -> Span | None:
    """Where a line of facts about the report (``发布时间：… 来源：晨报``) names its source; ``None`` for others."""
    if span.end - span.start > _LONGEST_META:
        return None
    line = text[span.start : span.end]
    if "。" in line or line.count("：") + line.count(":") < 1 + (
        line[:1].isalpha()
    ):  # a fact has a colon each
        return None
    if not _META.match(text, *span):
        return None
    labels = [found for found in _META_LABEL.finditer(text, *span) if vocabulary.knows(found["label"])]
    for i, found in enumerate(labels):
        if vocabulary.field_of(found["label"]) == "sources":
            end = labels[i + 1].start() if i + 1 < len(labels) else span.end
            stop = min((at for mark in "|｜" if (at := text.find(mark, found.end(), end)) >= 0), default=end)
            return Span(found.end(), stop)
    return None
