"""Lines of HTML in a draft: headings, paragraphs, lists and links in tags are what they would be in Markdown."""

import re

from digestkit.late import late
from digestkit.reader.block import Block
from digestkit.source import Source, Span, span_of

_ITEM = "<li>"
"""The marker of an item of an HTML list."""
_TAGS = "<ul>"
"""The marker of a line that is but tags of such lists."""
LISTS = frozenset((_ITEM, _TAGS))
"""The markers of what HTML lists are made of."""
_DEEPER = 2
"""Columns that a list in a list counts for."""
_INDENT = " \t\u3000"
_TITLE_TAG = late(
    r"<h(?P<level>[1-6])\b[^<>\n]{0,200}>(?P<text>[^\n]{1,300}?)</h(?P=level)>[ \t]*$", re.IGNORECASE
)
_FOLDED = late(
    r"(?:<details\b[^<>\n]{0,200}>[ \t]*)?<summary\b[^<>\n]{0,200}>(?P<text>[^\n]{1,300}?)</summary>[ \t]*$",
    re.IGNORECASE,
)
"""The words over something folded away: a section, or the title of a story."""
_INVITES = late(r"点击|展开|收起|折叠|查看|详情|更多|目录|click|expand|more|detail|show|toc", re.IGNORECASE)
_INVITATION = late(
    r"(?:[\W_]|点击|展开|收起|折叠|查看|阅读|全部|全文|更多|详情|详细|完整|内容|摘要|正文|原文|此处|这里|以"
    r"|\b(?:click|tap|expand|show|read|view|see|more|full|all|details?|text|summary|here|to|the|for)\b)+",
    re.IGNORECASE,
)
"""Words that say but that something is folded away; nothing is left of them where it is not."""
_UNFOLDED = late(
    r"(?:</?(?:details|br)\b[^<>\n]{0,200}>[ \t]*|<(?:a|span)\b[^<>\n]{0,200}></(?:a|span)>[ \t]*)+$",
    re.IGNORECASE,
)
"""A line of tags that show nothing: what ends the folding, breaks a line, or is an anchor."""
_PARAGRAPH = late(
    r"<(?P<tag>p|small|sub)\b[^<>\n]{0,200}>(?P<text>[^\n]{1,5000}?)</(?P=tag)>[ \t]*$", re.IGNORECASE
)
_COLOURED = late(r"<font\b[^<>\n]{0,200}>(?P<text>[^<\n]{1,5000})</font>[ \t]*$", re.IGNORECASE)
"""A line that is coloured as a whole, as 语雀 exports what was pasted into it."""
_EMPTY = late(r"(?:&nbsp;|&#160;|<br ?/?>|\s)+", re.IGNORECASE)
_BREAK_LINE = late(r"<hr\b[^<>\n]{0,100}>[ \t]*$", re.IGNORECASE)
_STRONG = late(r"<(?P<tag>b|strong)>(?P<text>[^<\n]{1,300})</(?P=tag)>[ \t]*[：:]?[ \t]*$", re.IGNORECASE)
_ANCHOR = late(
    r"[^\w\n<]{0,6}<a\b[^<>\n]{0,200}?\bhref=[\"']https?://[^<>\n]{1,2000}>(?P<text>[^<\n]{1,300})</a>[ \t]*(?:</(?:li|ul|ol)>[ \t]*)*$",
    re.IGNORECASE,
)
"""A line that is one link."""
_LIST = late(r"(?:</?(?:ul|ol|li)\b[^<>\n]{0,200}>[ \t]*)+", re.IGNORECASE)
"""The tags that a line of an HTML list begins with."""
_LIST_END = late(r"</(?:ul|ol|li)>[ \t]*", re.IGNORECASE)
_LIST_LEVEL = late(r"<(?P<end>/?)[uo]l\b", re.IGNORECASE)
_LIST_ITEM = late(r"<li\b", re.IGNORECASE)
_HTML = late(
    r"</?(div|p|table|section|details|summary|figure|iframe|video|audio|center|style|script|br|hr|img|ul|ol|li|a|tr|td|th|tbody|thead|blockquote|picture|source)\b",
    re.IGNORECASE,
)
IN_PROSE = late(r"[ \t\u3000]*</?(?:br|img|a|video|audio|picture)\b", re.IGNORECASE)
"""What begins a line of prose with a picture, a film or a break in it: no block of HTML for CommonMark."""
PICTURE = late(r"[ \t\u3000]*<img\b[^<>]{0,2000}>\s*$", re.IGNORECASE)
"""A picture in tags, and nothing else."""
_LINES_OF_TAG = 12
_NEXT = late(r"#|---|\*\*|(?:-|\d{1,3}[.)])[ \t]")
"""How a line begins that no HTML before it takes: a heading, a rule, bold, an item."""


def tagged(source: Source, line: int, span: Span, at: int, end: int, indent: int) -> Block | None:
    """A line that is one heading, paragraph, item or link of HTML, or the HTML block that begins with it."""
    if found := _TITLE_TAG.match(source.text, at, end):
        return Block("heading", span, line, line, span_of(found.span("text")), "<", int(found["level"]))
    if found := _PARAGRAPH.match(source.text, at, end) or _COLOURED.match(source.text, at, end):
        return _paragraph(source.text, line, span, span_of(found.span("text")), indent)
    found = _LIST.match(source.text, at, end)
    if found and (block := _of_list(source.text, line, span, found.end(), end)):
        return block
    if found := _FOLDED.match(source.text, at, end):
        if not _INVITES.search(found["text"]):
            return Block("heading", span, line, line, span_of(found.span("text")), "<", 6)
        if _INVITATION.fullmatch(found["text"]):
            return Block("comment", span, line, line, span_of((at, end)), "<")
    elif block := _of_tags(source.text, line, span, at, end, indent):
        return block
    return _html(source, line, span) if _HTML.match(source.text, at, end) else None


def _of_tags(text: str, line: int, span: Span, at: int, end: int, indent: int) -> Block | None:
    """A line that is one link in tags, or tags that show nothing but a break."""
    if found := _ANCHOR.match(text, at, end):
        return Block("link", span, line, line, span_of(found.span("text")), "<", indent)
    if found := _STRONG.match(text, at, end):
        return Block("bold", span, line, line, span_of(found.span("text")), "<", indent)
    if _BREAK_LINE.match(text, at, end):
        return Block("rule", span, line, line, span_of((at, end)), "<")
    return (
        Block("comment", span, line, line, span_of((at, end)), "<")
        if _UNFOLDED.match(text, at, end)
        else None
    )


def _paragraph(text: str, line: int, span: Span, content: Span, indent: int) -> Block:
    """A paragraph of HTML on one line: bold, a link, text, or one that shows nothing."""
    if _EMPTY.fullmatch(text, *content):
        return Block("comment", span, line, line, content, "<")
    if found := _STRONG.match(text, *content):
        return Block("bold", span, line, line, span_of(found.span("text")), "<", indent)
    if found := _ANCHOR.match(text, *content):
        return Block("link", span, line, line, span_of(found.span("text")), "<", indent)
    return Block("text", span, line, line, content, "<", indent)


def _of_list(text: str, line: int, span: Span, at: int, end: int) -> Block | None:
    """An item of an HTML list, or its tags alone; ``None`` for several items on one line. The tags end at ``at``."""
    content = _without_end(text, span_of((at, end)))
    if at >= content.end:
        return Block("comment", span, line, line, content, _TAGS)
    opened = text.rfind("<", span.start, at)
    if not _LIST_ITEM.match(text, opened) or _LIST_ITEM.search(text, at, content.end):
        return None
    if found := _PARAGRAPH.match(text, *content):
        content = span_of(found.span("text"))
    return Block("item", span, line, line, content, _ITEM)


def _without_end(text: str, span: Span) -> Span:
    """``span`` without the tags that end a list or an item of it."""
    start, end = span
    while (tag := text.rfind("</", start, end)) >= 0 and _LIST_END.fullmatch(text, tag, end):
        end = start + len(text[start:tag].rstrip(_INDENT))
    return span_of((start, end))


def _html(source: Source, line: int, span: Span) -> Block:
    """An HTML block: until a blank line, but never past the tags that it opened (CommonMark 4.6).

    What begins a line of prose opens none: it is a line, or the lines of its tag.
    """
    alone = IN_PROSE.match(source.text, *span)
    last = _tag_end(source, line) if alone else line
    while not alone and last < source.line_count and source.line_text(last + 1).strip():
        nxt = source.line_text(last + 1).lstrip()
        if _NEXT.match(nxt) or _is_line_of_html(nxt):
            break
        last += 1
    whole = span_of((span.start, source.line_span(last).end))
    return Block("html", whole, line, last, whole, "<")


def _tag_end(source: Source, line: int) -> int:
    """The line that ends the tag which is open at the end of a line; the line itself where none is, or none ends it."""
    words = source.line_text(line)
    if words.rfind("<") < words.rfind(">"):
        return line
    for last in range(line + 1, min(line + _LINES_OF_TAG, source.line_count) + 1):
        words = source.line_text(last)
        if not words.strip() or "<" in words:
            break
        if ">" in words:
            return last
    return line


def _is_line_of_html(words: str) -> bool:
    """Whether a line is one heading or paragraph of HTML, as editors of rich text write them."""
    return (
        words[:2] in ("<p", "<h", "<P", "<H", "<s", "<S", "</")
        and (
            _TITLE_TAG.match(words)
            or _PARAGRAPH.match(words)
            or _FOLDED.match(words)
            or _UNFOLDED.match(words)
        )
        is not None
    )


def nest(text: str, blocks: list[Block]) -> None:
    """Count the levels of HTML lists; the line below a ``<li>`` that stands alone is the item."""
    depth, fresh = 0, False
    for block in blocks:
        if block.kind == "heading":
            depth = 0
        if block.marker not in LISTS:
            if fresh and block.kind in ("text", "bold", "link") and not block.quote:
                block.kind, block.marker, block.level = "item", _ITEM, max(depth - 1, 0) * _DEEPER
                block.content = _without_end(text, block.content)
            elif depth and block.kind in ("text", "bold", "link"):
                block.level = depth * _DEEPER
            fresh = fresh and block.kind == "comment"
            continue
        levels = [found["end"] for found in _LIST_LEVEL.finditer(text, *block.span)]
        above, depth = depth, depth + levels.count("")
        item = block.marker == _ITEM
        block.level = max(depth - 1, 0) * _DEEPER
        depth = max(depth - levels.count("/"), 0)
        if not item:
            block.level = min(above, depth) * _DEEPER
        fresh = not item and _LIST_ITEM.match(text, text.rfind("<", *block.span)) is not None
