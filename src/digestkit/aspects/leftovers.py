"""What language-model tools leave inside a text: marks of citations, gaps that nobody filled, thoughts.

Works on masked text (``typography.masked``): what stands in code is let be, and so is what stands in quotation
marks or is called a mark by the words beside it, for that text is *about* such leftovers.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from digestkit.aspects.typography import prose, protected
from digestkit.late import late
from digestkit.parsed import Parsed, Piece, Role, once
from digestkit.source import Span

_TURN = r"\ue202?turn\d{1,3}[a-z]{4,12}\d{1,2}(?:\ue202?L\d{1,5}-L\d{1,5})?(?!\.?\d|[%年月日亿万千百个家])"
_CITED = (
    r"(?:(?::contentReference)?\[oaicite:\d{1,4}\](?:\{index=\d{1,4}\})?"  # ChatGPT
    rf"|\ue200?(?:(?:file)?cite|(?<![A-Za-z])(?=[\ue202t]))(?:{_TURN}){{1,40}}\ue201?"
    r"|(?<=\[)oai_citation(?:_attribution)?:\d{1,4}‡(?=[^\]\n])"  # in a label, before the publisher's name
    r"|【\d{1,3}(?::\d{1,3})?†[!-~ ]{0,60}】"
    r"|\[(?:citation|cite|source|web|attached_file): ?\d{1,4}(?:[,，–\- ]{1,2}\d{1,4}){0,20}\](?![\0(])"
    r"|\[\^\d{1,3}\^\](?![\0(])"  # Kimi
    r"|\[cite_(?:start|end)\])"  # Gemini
)
_MARK = rf"{_CITED}(?:(?:[ \t]{{0,3}}|[ \t]{{0,2}}[,，、][ \t]{{0,2}}(?!\[cite_)){_CITED}){{0,40}}"
_LABEL = (
    r"\[citation: ?\d{1,4}\](?=[\0(])|oai_citation[^\s\[\]【】()]{0,80}"
    r"|\ue200[^\ue200\ue201\n]{1,300}\ue201|【\d{1,3}(?::\d{1,3})?†[^【】\n]{0,60}】"
)
_WHAT = r"(?:配图|图片?|截图|插图|图表|表格|视频|链接|网址|来源|出处|日期|标题)"
_SOME = r"[^\s了：:，,。【】\[\]（）()]{0,8}"
_GAP = (
    r"(?<![A-Za-z0-9{}^_\\$])\{\{ ?[^\W\d][\w-]{1,23} ?\}\}(?!\})"  # not TeX, not {{ page.title }}
    r"|[【\[（(](?:请|在|于|需|可|待)?(?:此处|这里)(?:请|可|需|应|待)?"
    rf"(?:插入|补充|添加|填写|填入|替换|上传|粘贴|放|加){_SOME}{_WHAT}[】\]）)]"
    rf"|[【\[]请?(?:插入|补充|填写|填入){_SOME}{_WHAT}[】\]](?!\0)"
    rf"|[【\[（(]待补充?{_WHAT}?[】\]）)]|[【\[](?:TODO|TBD)[】\]](?!\0)"
    r"|\[I(?:nsert|NSERT) [A-Za-z ]{2,30}\](?!\0)"
)
_LEFT = late(
    r"(?=[:\[【（({\ue200cfto])"  # what any of them begins with
    rf"(?:(?P<mark>{_MARK})|(?P<label>{_LABEL})|(?P<gap>{_GAP})|(?P<lost>\[object Object\]))"
)
_PERHAPS = re.compile(
    r"[:\[【（({\ue200†t](?:(?<=:)c|(?<=t)urn\d|(?<=\[)(?:oai|cit|sou|web|att|obj|TO|TB|I[nN]|\^\d)|(?<=[\[【（(])[插补填请在于需可待此这添放TI]|(?<=\{)\{|(?<=[\ue200†]))"
)
"""What each of them has in it: few texts do, and this is looked for fast."""
_DEFINED = late(
    r"(?m)^[ \t>*+-]{0,8}(\[[^\[\]\n]{1,20}\d\^?\])(?:[:：][ \t]{0,4}[^\s:：{]|[ \t]{0,4}[:：]?[ \t]{0,4}[^\s\[:：{])"
)
"""A line that says what a mark stands for: readers can look it up."""
_BRACKETED = late(r"\[[^\[\]\n]{1,24}\]")
_QUOTED = late(r"[“「『‘][^”」』’]{0,200}\Z")
_CALLED = late(r"(?:形如|例如|比如|诸如|譬如|类似|所谓|写成|写作|叫做|点击|单击|点选|选择)[ :：]?\Z")
_CALLS = late(
    r"[ ”」』’]{0,2}(?:这样|这类|这种|之类|(?:[和与、/]|等|这?几?个|的)?(?:引用)?"
    r"(?:标签|标记|记号|字样|占位|变量|模板|语法|格式|字符串|写法|乱码|模式|按钮|功能|选项|菜单|tag|token))"
)
_THOUGHT = re.compile(r"<(/?)think(?:ing)?>", re.IGNORECASE)
_OF_TAGS = late(r"[ \t]?(?:[:：/、，,|—]|[和与或]|-)")
_HEAD = late(r"[\s>#*_+\-\d.、]*")
_BLANKS = late(r"[ \t]*")
_EOL = late(r"[\r\n]")
_PAIRS = frozenset({"()", "（）", "[]", "【】", "**"})
_ENDS = ("。", "！", "？", ".", "!", "?")
_COLONS = frozenset({":", "："})
_FULL = "，。；：！？、"
"""Marks that take no blank behind them."""
BESIDE = 200
"""As many characters before a mark can make it a quotation."""


class Leftover(NamedTuple):
    """One of them. ``kind``: ``mark`` (nothing is lost without it), ``label`` (its place may need words), ``gap``, ``lost``, ``excuse``, ``address``."""

    kind: str
    span: Span
    piece: Piece


class Thought(NamedTuple):
    """A block of thoughts from its first tag to its last, or a tag without the other."""

    span: Span
    piece: Piece
    whole: bool


@once
def thoughts(parsed: Parsed) -> tuple[Thought, ...]:
    """The blocks and lone tags of thoughts: those that begin or end a line, not those that a sentence names."""
    found: list[Thought] = []
    opened = named = False
    for piece, closes, span in _tags(parsed) if _THOUGHT.search(parsed.text) else ():
        if closes and opened:
            found[-1] = Thought(Span(found[-1].span.start, span.end), found[-1].piece, whole=True)
            opened = False
        elif closes and named:
            named = False
        elif _stands_apart(parsed, piece, span, closes):
            found.append(Thought(span, piece, whole=False))
            opened = not closes
        else:
            named = not closes
    return tuple(found)


def _tags(parsed: Parsed) -> Iterator[tuple[Piece, bool, Span]]:
    for piece, _ in prose(parsed):
        text = parsed.source.slice(piece.span)
        for span in protected(text) if "<" in text else ():
            if match := _THOUGHT.fullmatch(text, *span):  # code is protected as a whole
                yield piece, bool(match[1]), span.moved(piece.span.start)


def _stands_apart(parsed: Parsed, piece: Piece, span: Span, closes: bool) -> bool:
    before, after = _beside(parsed.text, span)
    if _CALLS.match(after) or _OF_TAGS.match(after) or _is_quoted(before):
        return False
    first = piece.content.start == span.start or bool(_HEAD.fullmatch(before))
    first = first or before.rstrip().endswith(_ENDS)
    return first or (closes and not after.strip())


def leftovers(parsed: Parsed) -> Iterator[Leftover]:
    """Marks and gaps in prose, in the order of the text."""
    if not _PERHAPS.search(parsed.text):
        return
    perhaps = [(piece, text) for piece, text in prose(parsed) if _PERHAPS.search(text)]
    found = [(piece, text, match) for piece, text in perhaps for match in _LEFT.finditer(text)]
    defined = frozenset(_DEFINED.findall(parsed.text)) if found else frozenset()
    for piece, text, match in found:
        span = Span(*match.span())
        before, after = _beside(text, span)
        told = _is_quoted(before) or _CALLED.search(before) or _CALLS.match(after)
        if not told and defined.isdisjoint(_BRACKETED.findall(match[0])):
            yield Leftover(match.lastgroup or "", span.moved(piece.span.start), piece)


def _beside(text: str, span: Span) -> tuple[str, str]:
    """What stands before and behind a place on its line, as far as it matters."""
    before, after = text[max(0, span.start - BESIDE) : span.start], text[span.end : span.end + BESIDE]
    return _EOL.split(before)[-1], _EOL.split(after, maxsplit=1)[0]


def _is_quoted(before: str) -> bool:
    return before.count('"') % 2 == 1 or bool(_QUOTED.search(before))


def without(parsed: Parsed, mark: Leftover) -> Span | None:
    """What to delete so that ``mark`` is gone, with its brackets and blanks; ``None``: words are wanted in its place."""
    source, text, (start, end) = parsed.source, parsed.text, mark.span
    begins = mark.piece.role is Role.FIELD and mark.piece.content.start == start
    while text[start - 1 : start] + text[end : end + 1] in _PAIRS:
        start, end = start - 1, end + 1
    if text[end : end + 1] == "(" or (begins and text[end : end + 1] in _COLONS):
        return None  # the label of a link; what stands between a field's label and its colon
    number = source.position(start).line
    line = source.line_span(number)
    head, blanks = _HEAD.fullmatch(text, line.start, start), _BLANKS.match(text, end, line.end)
    after = blanks.end() if blanks else end
    if head and after == line.end:
        rest = source.starts[number] if number < source.line_count else len(text)
        return None if head[0].strip() else Span(line.start, rest)
    if head:
        return Span(start, after)
    apart = text[end : end + 1].isalnum()
    before = start
    while text[before - 1] in " \t":
        before -= 1
    return Span(start if apart and text[before - 1] not in _FULL else before, end)
