"""Lines to blocks: what each line looks like, before anything is said of what it means.

A Markdown tree is the wrong reader for these drafts (it makes ``来源：`` under a bullet part of that
bullet), so lines are scanned one by one. Only fences, HTML blocks, comments and tables run over
several lines.
"""

import re
from bisect import bisect_right
from functools import cached_property

from digestkit.late import late
from digestkit.reader.block import Block
from digestkit.reader.modules import code_of_page
from digestkit.reader.tags import LISTS, nest, tagged
from digestkit.source import Source, Span, span_of

_HEADING = re.compile(r"(#{1,6})(?:[ \t\xa0\u3000]+|(?<=##)(?=[^#\s])|(?=(?!\d{1,2}[ \t])[^#\s][^#\n]*$))")
"""The hashes of a heading; one right before a number counts a story: ``#1 标题``."""

PICTURES = "🔹🔸🔶🔷"
"""Pictures that chats write for bullets."""
BULLETS = f"-*+－•·・‣▪▫►●○◎◦–—◆◇■□◼◻◾◽▶▷➤{PICTURES}"
_BULLET = re.compile(
    rf"([{re.escape(BULLETS)}]|\d{{1,3}}\\?[.)、．）](?!\d)|[(（]\d{{1,2}}[)）]|[①-⑳])\ufe0f?"
    r"(?:[ \t\xa0\u3000]+|(?=[^\s\d*+\-.—])|(?<=[-•.)、．）])(?=\*\*[^\s*]))"
)
_SLANTED = late(r"\*[^*\s](?:[^*\n]{0,200}[^*\s])?\*(?!\*)")
"""Words in italics: the asterisk that they begin with is no bullet."""
_MARKS = frozenset("#<|`~_━─=(（{:%^" + BULLETS)
"""What a line may begin with that is block markup, besides digits."""
_INDENT = " \t\u3000"
_BLANK = _INDENT + "\u200b"
_INDENTED = 3
_TERM = tuple(f":{blank}" for blank in _INDENT)
"""How the line of a definition list begins that says what the line above means."""
_LINE = "-*_━─—="
"""What a thematic break is made of, from its first character to its last."""
_RULE = re.compile(r"(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$|[━─—]{2,}$|={3,}$")
_FENCE = late(r"(`{3,}|~{3,})")
_WRAPPING = late(r"(?:`{3,}|~{3,})[ \t]*(?:markdown|md)[ \t]*$", re.IGNORECASE)
"""The fence that a language model puts around a whole answer in Markdown."""
_BOLD = re.compile(
    r"(?:\*\*\d{1,2}[.、．]?\*\*[ \t]?)?(?:\d{1,2}\ufe0f?\u20e3)?[^\w\n*\[(（《“\"<`]{0,6}"
    r"(?:(?P<outer>\*|_{1,2})(?=\*\*[^*]))?(?P<mark>\*\*|__)(?P<inner>_?)(?P<text>[^*\n]+)(?P=inner)(?P=mark)(?(outer)(?P=outer))[ \t]*[：:]?$"
)
_LINK_ONLY = late(
    r"[^\w\n\[]{0,6}\[(?P<text>[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*)\]\((?P<url>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)[^()\n]{0,40}\)[ \t]*$"
)
_LINKS = late(r"[^\w\n\[]{0,6}(?:\[[^\[\]\n]*\]\((?!#)[^\s()]*\)[^\w\n\[]{0,5}){2,}$")
"""A line of several links and nothing else: ``🔗 [晨报](…) / [云报](…)``."""
_URL_ONLY = late(r"[^\w\n<(（\[【“\"*]{0,4}<?https?://[^\s<>]+>?$")
_TEMPLATE = late(r"\{(?:%[^\n]*%|\{[<%][^\n]*[>%]\}|:[^\n]*)\}$|:::+(?![^\n]*:::)")
"""A line for a site's generator: ``{% note %}``, ``{{< figure … >}}``, ``{: .lead}``, ``::: tip``."""
_BLOCK_NAME = late(r"\^[A-Za-z0-9][\w-]{0,40}$")
"""A line that is but the name by which note-keepers link to the block above: ``^story-1``."""
_LONGEST_NOTE = 40
"""Lines of a note-keeper's comment; what runs on for longer was never closed."""
_TAG_LINE = late(r"^#[^\s#]{1,40}(?:[ \t]+#[^\s#]{1,40})+[ \t]*\r?$", re.MULTILINE)
_UNDERLINE = late(r"(?P<mark>=|-)(?P=mark){2,}[ \t]*$")
_LONGEST_TITLE = 60
_MARKED_TITLE = re.compile(r"^##?[ \t]", re.MULTILINE)
_NO_TITLE = late(r"[。！？；，.;,!?：:）)]$|\]\(|://|^[^\s：:]{1,8}[：:]")
"""What the words of an underlined title don't have: the end of a sentence, a link, a label."""
_IMAGE_ONLY = late(r"(?:\[?!\[[^\]\n]*\]\([^)\n]*\)(?:\]\([^)\n]*\))?[ \t]*)+$")
_DEFINITION = late(r"\[(?:\^[^\[\]\s]{1,40}\]:[ \t]*\S|[^\[\]^\n]{1,60}\]:[ \t]*<?https?://)")
_CALLOUT = late(r"(\[![A-Za-z][\w-]{0,20}\][+-]?)[ \t]*")
_QUOTE = re.compile(r">(?:[ \t]?>)*[ \t]*")


def scan(source: Source, first: int = 1) -> list[Block]:
    """The blocks of ``source`` from line ``first`` on, in order; blank lines become ``gap``."""
    blocks: list[Block] = []
    ends = _Ends(source)
    line, gap, count = first, True, source.line_count
    text, starts = source.text, source.starts
    for block in code_of_page(source, first):
        blocks.append(block)
        line = block.last + 1
    while line <= count:
        start = starts[line - 1]
        if text.startswith("\n", start):  # most blank lines are empty, and many lines are blank
            gap = True
            line += 1
            continue
        words = text[start : starts[line] if line < count else len(text)].rstrip("\r\n")
        span = span_of((start, start + len(words)))
        end = start + len(words.rstrip(_BLANK))
        at = span.end - len(words.lstrip(_INDENT))
        if at < end:
            block = _line(source, ends, line, span, at, end)
        elif words.strip():  # a line of invisible characters alone is blank to a reader, yet not lost
            block = Block("rule", span, line, line, span_of((end, end)))
        else:
            gap = True
            line += 1
            continue
        block.gap, gap = gap or (block.marker == "<" and text.startswith(("<p", "<P"), at)), False
        if ends.underlined and block.gap and block.kind == "text" and not block.quote:
            _underlined(source, block)
        blocks.append(block)
        line = block.last + 1
    if ends.lists:
        nest(source.text, blocks)
    _outdent(blocks)
    return blocks


def _outdent(blocks: list[Block]) -> None:
    """Count the columns of items from the leftmost under their heading: CommonMark lets a list stand in by three."""
    if not any(block.level for block in blocks if block.kind == "item"):
        return
    items: list[Block] = []
    for block in blocks:
        if block.kind == "item" and not block.quote:
            items.append(block)
        elif block.kind == "heading" and items:
            _outdent_list(items)
            items = []
    _outdent_list(items)


def _outdent_list(items: list[Block]) -> None:
    least = min([item.level for item in items], default=0)
    if 0 < least <= _INDENTED:
        for item in items:
            item.level -= least


def _underlined(source: Source, block: Block) -> None:
    """Make ``block`` a heading if a line of ``===`` or ``---`` stands right under it.

    Whoever draws a line under a sentence or under several lines means a thematic break.
    """
    if block.last >= source.line_count or block.content.end - block.content.start > _LONGEST_TITLE:
        return
    under = source.line_span(block.last + 1)
    found = _UNDERLINE.match(source.text, *under)
    words = source.slice(block.content)
    if found and not _NO_TITLE.search(words):
        block.kind, block.level = "heading", 1 if found["mark"] == "=" else 2
        block.marker = "#" * block.level
        block.span, block.last = span_of((block.span.start, under.end)), block.last + 1


def _line(source: Source, ends: "_Ends", line: int, span: Span, at: int, end: int) -> Block:
    """The block that begins with a line whose text is ``[at:end]``."""
    text = source.text
    indent = at - span.start
    if indent:
        indent += 3 * text.count("\t", span.start, at)
    if text[at] != ">":
        return _unquoted(source, ends, line, span, at, end, indent)
    quote = _QUOTE.match(text, at, end)
    at = quote.end() if quote else at
    if at >= end:  # a quote line without text only separates
        return Block("rule", span, line, line, span_of((end, end)), ">", 0, quote=True)
    if text[at] in "`~<|" and not text.startswith("<http", at):
        return Block("text", span, line, line, span_of((at, end)), "", indent, quote=True)
    if text[at] == "[" and (callout := _CALLOUT.match(text, at, end)):
        title = span_of((callout.end(), end))
        return Block("callout", span, line, line, title, callout[1], indent, quote=True)
    block = _unquoted(source, ends, line, span, at, end, indent)
    block.quote = True
    return block


def _unquoted(source: Source, ends: "_Ends", line: int, span: Span, at: int, end: int, indent: int) -> Block:
    """The block that begins with a line, judged by its first character ``text[at]``."""
    text, head = source.text, source.text[at]
    if head not in _MARKS and not head.isdigit():
        return _words(text, line, span, at, end, indent)
    if head == "#":
        if found := _heading(text, ends, at, end):
            title = _unwrap(text, found.end(), end)
            return Block("heading", span, line, line, title, found[1], len(found[1]))
    elif head == "<":
        if block := _tagged(source, ends, line, span, at, end, indent):
            return block
    elif head == "|":
        return _table(source, line, span)
    elif head in "{:%^" and (block := _unseen(source, line, span, at, end)):
        return block
    elif head in "`~":
        if found := _FENCE.match(text, at, end):
            return _until_fence(source, ends, line, span, found[1])
    elif head in _LINE and text[end - 1] in _LINE and _RULE.match(text, at, end):
        return Block("rule", span, line, line, span_of((at, end)), text[at:end])
    elif not text.startswith("**", at) and (found := _bullet(text, at, end)):
        return Block("item", span, line, line, span_of((found.end(), end)), found[1], indent)
    return _words(text, line, span, at, end, indent)


def _heading(text: str, ends: "_Ends", at: int, end: int) -> re.Match[str] | None:
    """The hashes of a heading, if a line begins with some and they mark no tag."""
    found = _HEADING.match(text, at, end)
    return None if found and found.end() == at + 1 and ends.tags else found


def _tagged(
    source: Source, ends: "_Ends", line: int, span: Span, at: int, end: int, indent: int
) -> Block | None:
    """A comment, or what a line of HTML is."""
    if source.text.startswith("<!--", at):
        return _comment(source, ends, line, span)
    block = tagged(source, line, span, at, end, indent)
    ends.lists = ends.lists or (block is not None and block.marker in LISTS)
    return block


def _bullet(text: str, at: int, end: int) -> re.Match[str] | None:
    """The mark of a list item, if a line begins with one."""
    found = _BULLET.match(text, at, end)
    return None if found and found[0] == "*" and _SLANTED.match(text, at, end) else found


def _words(text: str, line: int, span: Span, at: int, end: int, indent: int) -> Block:
    """A line without block markup: an image, a bold line, a link, or text."""
    head = text[at]
    if head == ":" and text.startswith(_TERM, at):
        meaning = span_of((end - len(text[at + 1 : end].lstrip(_INDENT)), end))
        return Block("text", span, line, line, meaning, head, indent)
    whole = span if span == (at, end) else span_of((at, end))
    if head in "![" and _IMAGE_ONLY.match(text, at, end):
        return Block("image", span, line, line, whole, "", indent)
    if head in "▏▎▍▌▋▊▉█▐┃" and end - at <= 24:
        return Block("bold", span, line, line, span_of((at + 1, end)), head, indent)
    opening = text[at : at + 8]
    if ("**" in opening or "__" in opening) and (found := _BOLD.match(text, at, end)):
        return Block("bold", span, line, line, span_of(found.span("text")), found["mark"], indent)
    if head == "[" and _DEFINITION.match(text, at, end):
        return Block("definition", span, line, line, whole, "", indent)
    if "http" in opening and _URL_ONLY.match(text, at, end):
        return Block("link", span, line, line, span_of((end, end)), "", indent)
    if text.find("](", at, end) >= 0 and (found := _LINK_ONLY.match(text, at, end)):
        return Block("link", span, line, line, span_of(found.span("text")), "", indent)
    if text.find("[", at, at + 7) >= 0 and text.find("](", at, end) >= 0 and _LINKS.match(text, at, end):
        return Block("link", span, line, line, whole, "", indent)
    return Block("text", span, line, line, whole, "", indent)


def _unwrap(text: str, start: int, end: int) -> Span:
    """A heading's text without closing hashes and without bold around the whole."""
    if text[end - 1] not in "#*":
        return span_of((start, end))
    stop = end
    while stop > start and text[stop - 1] == "#":
        stop -= 1
    if stop < end and (stop == start or text[stop - 1] in " \t"):
        end = stop
    while end > start and text[end - 1] in " \t":
        end -= 1
    if (
        end - start > 4
        and text.startswith("**", start)
        and text.endswith("**", start, end)
        and text.find("**", start + 2) == end - 2
    ):
        start, end = start + 2, end - 2
    return span_of((start, end))


class _Ends:
    """What is looked up once a text: where fences and comments can end (a thousand unclosed ones cost no more than one)."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.fences: dict[tuple[str, int], list[int]] = {}
        self.last_comment = source.text.rfind("-->")
        self.underlined = _MARKED_TITLE.search(source.text) is None
        """Titles may be underlined: none is marked with hashes."""
        self.lists = False
        """There are HTML lists."""
        self.wrapping = 0
        """The last line of what is wrapped in a fence as a whole."""

    @cached_property
    def tags(self) -> bool:
        """Whether there are lines of tags, as channels write them: ``#AI #模型``. One tag alone is no heading then."""
        return _TAG_LINE.search(self.source.text) is not None

    def wraps(self, line: int, words: str) -> bool:
        """Whether a fence is put around most of the text, which is to be read all the same: at its first and last line."""
        if line == self.wrapping:
            return True
        if not _WRAPPING.match(words):
            return False
        last = self.fence(words[: len(words) - len(words.lstrip(words[0]))], line) or self.source.line_count
        whole = (last - line) * 2 > self.source.line_count
        self.wrapping = last if whole else self.wrapping
        return whole

    def fence(self, mark: str, after: int) -> int | None:
        """The first line after line ``after`` that closes a fence of ``mark``."""
        size = min(len(mark), 16)
        lines = self.fences.get((mark[0], size))
        if lines is None:
            closing = re.compile(rf"(?m)^[ \t]*{re.escape(mark[0])}{{{size},}}[ \t]*\r?$")
            position = self.source.position
            lines = [position(found.start()).line for found in closing.finditer(self.source.text)]
            self.fences[mark[0], size] = lines
        at = bisect_right(lines, after)
        return lines[at] if at < len(lines) else None


def _until_fence(source: Source, ends: _Ends, line: int, span: Span, fence: str) -> Block:
    """A fenced block; one that is never closed ends before the next blank line or heading."""
    if ends.wraps(line, source.slice(span).strip()):
        return Block("rule", span, line, line, span, fence)
    last = ends.fence(fence, line)
    if last is None:
        last = line
        while last < source.line_count:
            text = source.line_text(last + 1).strip()
            if not text or text.startswith("#"):
                break
            last += 1
    whole = span_of((span.start, source.line_span(last).end))
    return Block("fence", whole, line, last, whole, fence)


def _comment(source: Source, ends: _Ends, line: int, span: Span) -> Block:
    """An HTML comment; one that is never closed is its first line."""
    found = source.text.find("-->", span.start) if span.start <= ends.last_comment else -1
    last = source.position(found).line if found >= 0 else line
    whole = span_of((span.start, source.line_span(last).end))
    return Block("comment", whole, line, last, whole, "<")


def _unseen(source: Source, line: int, span: Span, at: int, end: int) -> Block | None:
    """What readers do not see, besides comments of HTML: a line for a generator, a note-keeper's comment, the name of a block."""
    text, head = source.text, source.text[at]
    if head == "%":
        if last := _note_end(source, line, at, end):
            whole = span_of((span.start, source.line_span(last).end))
            return Block("comment", whole, line, last, whole, head)
    elif _BLOCK_NAME.match(text, at, end) if head == "^" else _TEMPLATE.match(text, at, end):
        return Block("comment", span, line, line, span_of((at, end)), head)
    return None


def _note_end(source: Source, line: int, at: int, end: int) -> int:
    """The last line of a note-keeper's comment (``%% … %%``) that begins at ``at``; 0 when it is none.

    It is one line, or stands between two lines that are but the marks.
    """
    text = source.text
    if not text.startswith("%%", at):
        return 0
    if end - at > len("%%"):
        return line if text.find("%%", at + 2, end) == end - 2 > at + 2 else 0
    lines = range(line + 1, min(line + _LONGEST_NOTE, source.line_count) + 1)
    return next((each for each in lines if source.line_text(each).strip() == "%%"), 0)


def _table(source: Source, line: int, span: Span) -> Block:
    last = line
    while last < source.line_count and source.line_text(last + 1).lstrip().startswith("|"):
        last += 1
    whole = span_of((span.start, source.line_span(last).end))
    return Block("table", whole, line, last, whole, "|")
