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
from digestkit.vocabulary import simplified

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
_EXCUSED = (
    "失败",
    "失敗",
    "出错",
    "出錯",
    "超时",
    "超時",
    "无法",
    "無法",
    "抱歉",
    "对不起",
    "對不起",
    "您",
    "好的",
    "以下是",
    "助手",
    "言模型",
    "ailed",
    "nable to",
    "orry, I",
    "nfortunately, I",
)
"""What a failure, an excuse or an address has one of in it: found much faster than by a pattern."""
_LABELLED = frozenset({Role.FIELD, Role.POINT})
_TELLING = frozenset({Role.FIELD, Role.POINT, Role.PROSE, Role.BODY})
_FAILED = late(
    r"[（(【\[]?(?:AI|大?模型|智能|自动|摘要|正文|内容|翻译|标题|总结|简介|文章|网页|全文|原文|链接|[ \t的]){0,5}"
    r"(?:处理|生成|翻译|总结|概括|获取|抓取|抽取|提取|加载|解析|请求|读取|采集)(?:内容|摘要|正文|翻译|全文)?(?:失败|出错|超时)了?"
    r"(?:[，,。；;！! ]{1,2}(?:请|点击|可|详见)[^，。\n]{0,16})?[。.！!]?[）)】\]]?"
    r"|(?:Failed to|Unable to) (?:generate|fetch|summari[sz]e|translate|load|process|retrieve|extract)\b[^.\n]{0,40}\.?"
    r"|(?:AI |Summary |Content )?(?:processing|generation|translation|request) failed\b[^\n]{0,40}",
    re.IGNORECASE,
)
"""What a program writes for a text that it did not get, as all that stands there."""
_TEXTS = r"(?:文章|原文|链接|网页|页面|正文|全文)"
_EXCUSE = late(
    r"(?:很|非常|十分)?(?:抱歉|对不起)[，,。！!][ ]?(?:但|不过)?(?:我(?:目前|暂时)?(?:无法|不能|没有|未能)|[您你](?:所?提供|没有提供|未提供|发))"
    rf"|由于我?(?:无法|未能)(?:直接|成功)?(?:访问|获取|打开|读取|查看)[^，。\n]{{0,8}}{_TEXTS}[^。\n]{{0,40}}(?:无法|不能|[只仅]能|根据)"
    rf"|(?:由于|因)?该?{_TEXTS}(?:内容)?(?:因|由于)?[^。\n]{{0,8}}(?:付费|订阅|为空|未提供|缺失)[^。，\n]{{0,8}}，(?:因此)?无法(?:获取|访问|读取|提供|生成|总结)"
    r"|(?:由于|因)(?:目标|该)?(?:网站|网页|页面|站点|原站)[^，。\n]{0,12}(?:验证|限制|拦截|防护|反爬|保护)[^，。\n]{0,4}，(?:目前|暂时|因此)?无法(?:直接|正常|成功)?"
    rf"(?:获取|访问|读取|抓取|打开)[^，。\n]{{0,40}}(?:{_TEXTS}|内容)"
    r"|(?:I'm sorry|I am sorry|Sorry|Unfortunately), (?:but )?I (?:can(?:no|')t|could(?:n't| not)|am unable|don't have)",
    re.IGNORECASE,
)
"""What a language model begins with that was given nothing to tell."""
_ADDRESS = late(
    r"根据[您你]所?(?:提供|给出|上传|发来)的|作为(?:一个|一名|一款)?[ ]?(?:AI|人工智能)[ ]?(?:语言模型|大?模型|助手|助理)[，,][ ]?我"
    r"|(?:好的|当然可以|没问题|收到)[，,！!。][ ]?(?:以下|下面|这里)是"
    r"|(?:以下|下面)是(?:为[您你]|(?:根据|按照)[您你]|(?:改写|整理|润色|优化|精简|修改|翻译|总结)后)"
    r"|希望(?:以上|这份|这些|本文)[^。\n]{0,12}对[您你]有",
    re.IGNORECASE,
)
"""What a language model says to who asked it for a text, before the text."""
_SUBTITLE = late(
    r"[^。，,.:：]{0,40}[:：](?![^。]{0,20}(?:文章|内容|原文|链接|网页|页面|付费|订阅|提供|信息|访问|http|article|page))"
)
"""What makes of such words the title of a paper: 抱歉，我无法阅读盲文：语言模型的一处缺陷."""
_STOP = late(r"[，,。：:！!\n]")
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


def failures(parsed: Parsed) -> Iterator[Leftover]:
    """What is no news: a line that says that there is none (``lost``), or how a line begins (``excuse``, ``address``)."""
    words = [word for word in _EXCUSED if word in parsed.text]
    if not words:
        return
    for piece, text in prose(parsed):
        if piece.role not in _TELLING or not piece.loc or not any(word in text for word in words):
            continue
        begin = piece.content
        held = parsed.source.slice(begin).strip()
        start, said = parsed.text.find(held, begin.start), simplified(held)
        if _FAILED.fullmatch(said):
            yield Leftover("lost", Span(start, start + len(held)), piece)
        elif piece.role in _LABELLED and (
            address := _ADDRESS.match(said)
        ):  # DK111 has those between the fields
            end = _STOP.search(held, address.end())
            yield Leftover("address", Span(start, start + (end.start() if end else len(held))), piece)
        elif excuse := _EXCUSE.match(said):
            stop = parsed.text.find("。", start + excuse.end(), start + len(held)) + 1
            if _SUBTITLE.match(parsed.text, start + excuse.end(), stop or start + len(held)):
                continue
            yield Leftover("excuse", Span(start, stop or start + len(held)), piece)


def is_failure(text: str) -> bool:
    """Whether a text says but that there is none: AI 处理失败，请查看原文."""
    return any(word in text for word in _EXCUSED) and _FAILED.fullmatch(simplified(text.strip())) is not None


def without_failures(text: str) -> str:
    """``text`` without the lines that say but that there is none."""
    if not any(word in text for word in _EXCUSED):
        return text
    return "\n".join(line for line in text.split("\n") if not is_failure(line))


def is_unread(text: str) -> bool:
    """Whether a text says that there is none, or begins with an excuse for it: its article could not be read."""
    excused = any(word in text for word in _EXCUSED)
    return excused and (is_failure(text) or _EXCUSE.match(simplified(text.strip())) is not None)


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
