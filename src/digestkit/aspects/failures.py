"""What stands in the place of news: what a program or a language model writes when it has none to tell."""

import re
from collections.abc import Iterator

from digestkit.aspects.leftovers import Leftover
from digestkit.aspects.typography import prose
from digestkit.late import late
from digestkit.parsed import Parsed, Role
from digestkit.source import Span
from digestkit.vocabulary import simplified

_WORDS = (
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


def failures(parsed: Parsed) -> Iterator[Leftover]:
    """What is no news: a line that says that there is none (``lost``), or how a line begins (``excuse``, ``address``)."""
    if not _may_fail(parsed.text):
        return
    for piece, text in prose(parsed):
        if piece.role not in _TELLING or not piece.loc or not _may_fail(text):
            continue
        held = parsed.source.slice(piece.content).strip()
        start, said = parsed.text.find(held, piece.content.start), simplified(held)
        if _FAILED.fullmatch(said):
            yield Leftover("lost", Span(start, start + len(held)), piece)
        elif piece.role in _LABELLED and (
            address := _ADDRESS.match(said)
        ):  # DK111 has those between the fields
            end = _STOP.search(held, address.end())
            yield Leftover("address", Span(start, start + (end.start() if end else len(held))), piece)
        elif excuse := _EXCUSE.match(said):
            stop = parsed.text.find("。", start + excuse.end(), start + len(held)) + 1
            if not _SUBTITLE.match(parsed.text, start + excuse.end(), stop or start + len(held)):
                yield Leftover("excuse", Span(start, stop or start + len(held)), piece)


def is_failure(text: str) -> bool:
    """Whether a text says but that there is none: AI 处理失败，请查看原文."""
    return _may_fail(text) and _FAILED.fullmatch(simplified(text.strip())) is not None


def without_failures(text: str) -> str:
    """``text`` without the lines that say but that there is none."""
    if not _may_fail(text):
        return text
    return "\n".join(line for line in text.split("\n") if not is_failure(line))


def is_unread(text: str) -> bool:
    """Whether a text says that there is none, or begins with an excuse for it: its article could not be read."""
    return is_failure(text) or (_may_fail(text) and _EXCUSE.match(simplified(text.strip())) is not None)


def _may_fail(text: str) -> bool:
    return any(word in text for word in _WORDS)
