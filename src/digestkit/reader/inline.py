"""Inside a line: links, labels, dates, and the words a reader sees.

Every pattern here is linear: no nested quantifier over what another one can match too.
"""

import re
from datetime import date
from typing import NamedTuple

from digestkit.late import late
from digestkit.numerals import number_of, real_day
from digestkit.schema import FieldName
from digestkit.source import Span, span_of
from digestkit.vocabulary import Vocabulary

LINK = re.compile(
    r"\[(?<!!\[)(?P<text>[^\[\]\n]{0,600}+(?:\[[^\[\]\n]{0,200}+\][^\[\]\n]{0,600}+){0,20})\]\(\s{0,3}<?(?P<url>[^\s()<>]*(?:\([^\s()<>]{0,500}\)[^\s()<>]*){0,8})>?(?:\s+[\"'“][^\n\"]{0,200}[\"'”])?\s{0,3}\)"
)
AUTOLINK = late(
    r"https?://[^\s<>()\[\]（）【】「」“”《》，。；、：！？\"'`|]+(?:\([^\s<>()\[\]]{0,200}\)[^\s<>()\[\]（），。；、|\"'`]*)*"
)
_ANCHOR = r"<[aA]\b[^<>\n]{0,200}?\bhref=[\"'](?P<href>https?://[^\"'\s<>]{1,2000})[\"'][^<>\n]{0,200}>(?P<words>[^<\n]{0,300})</[aA]>"
_PIPED = r"<(?P<page>https?://[^|\s<>]{1,2000})\|(?P<name>[^<>|\n]{1,300})>"
"""A link as Slack exports it: <https://…|晨报>."""
_PIPED_LINK = late(_PIPED)
_ANY_LINK = re.compile(f"{LINK.pattern}|{AUTOLINK.pattern}")
_ANY_LINK_OR_TAG = late(f"{LINK.pattern}|{_ANCHOR}|{_PIPED}|{AUTOLINK.pattern}")
_IMAGE = late(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,1000}\)")
_NOTE = late(r"\[\[(?P<note>[^\[\]|\n]{1,200})(?:\|(?P<alias>[^\[\]|\n]{1,200}))?\]\](?!\()")
"""A link to a note, as note-keepers write it: ``[[星河智能|星河]]``."""
_REFERENCE = late(r"\[\^[^\[\]\s]{1,40}\]|\[(?P<text>[^\[\]\n]{1,300})\]\[\d{1,3}\]")
"""A footnote's mark, and a link whose address is defined elsewhere under a number."""
_TAG = late(r"</?[A-Za-z][^<>\n]{0,300}>")
_SLANT = late(r"(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_MARKED = late(
    r"(?<!\w)_(?=[^\s_])[^_\n]{1,160}(?<=[^\s_])_(?!\w)|~~(?=[^\s~])[^~\n]{1,160}~~|(?<![A-Za-z0-9])==(?=[^\s=])[^=\n]{1,160}==(?![A-Za-z0-9])"
)
"""Words in italics, struck out, or marked with colour."""
_CLOCK = r"(?:[01]?\d|2[0-3])[:：][0-5]\d(?::[0-5]\d)?(?:\s++(?![-–—~至到])|\s?[|｜·—–-](?!\s?\d))\s*"
"""The time of day at which an item appeared: 09:30 …, 09:30 | …; not the span of an event."""
_HAN_NUMBER = "[一二三四五六七八九十壹贰貳叁參肆伍]{1,3}"
_ANY_NUMBER = r"[一二三四五六七八九十\d]{1,3}"
_NUMBERS = (
    _CLOCK,
    r"[\[【（(](?:[01]?\d|2[0-3])[:：][0-5]\d[\]】）)]\s*",
    r"\d{1,3}\s?[|｜丨]\s?(?!\d)",
    r"(?:TOP|NO)[. ]{0,2}\d{1,2}\s?[.:：、|｜](?!\d)\s*",
    r"0[1-9]\s+(?:[/|｜]\s+)?(?![后年])",
    r"\d{1,2}/\s+(?!\d)",
    r"(?:Part|PART)[\s.]?\d{1,2}\s?(?:[.:：|｜丨·—/-]|(?<=0\d\s))\s*",
    r"Top\s?\d{1,2}\s?[:：、|｜]\s*",
    r"(?:Story|News)\s\d{1,2}\s?[:：|｜·]\s*",
    r"#?\d{1,3}\s*[.、:：)）．](?!\d)\s*",
    rf"{_HAN_NUMBER}、\s*",
    rf"[（(]{_ANY_NUMBER}[）)]\s*",
    r"[【「\[]\d{1,3}[】」\]]\s*",
    r"#\d{1,3}\s+",
    r"[IVX]{1,4}\.\s+(?=[^\x00-\x7f])",
    rf"第{_ANY_NUMBER}(?:[、：:]|[条條则則][、：:|｜])\s*",
    rf"(?:[重要][点點闻聞]|新[闻聞])\s?{_ANY_NUMBER}\s?[:：、|｜·]\s*",
    r"[①-⑳]\s*",
    r"\d{1,2}\ufe0f?\u20e3\s*",
)
_NUMBER = re.compile(
    rf"(?=[\dTNPSIVX#（(【「\[第一二三四五六七八九十壹贰貳叁參肆伍①-⑳重要新])(?:{'|'.join(_NUMBERS)})"
)
"""The number of a title, in any of the ways that titles are counted."""
_ATTRIBUTES = late(r"^\[[ xX]?\] (?=\S)|(?<=\S)\s?\{[#.][\w.# -]{1,60}\}$")
"""The box of a task list, and the anchor that a site's generator reads: ``## 标题 {#name}``."""
TAGS = late(r"(?<=[^\s#])(?:[ \t]+#[^\W\d_][\w/-]{1,30}){1,8}(?:[ \t]+\^[\w-]{1,20})?$")
"""The tags of a note-keeper behind a title, and the name of the block: ``标题 #AI/新闻 ^n1``."""
_LABEL = re.compile(
    r"[^\w\n\[(（【<`“\"「《]{0,8}+(?P<label>[^\W\d_][^\n：:；;*\[\]()（）|，。]{0,22}+(?:[(（][^()（）\n：:]{1,20}[)）])?)[ \t]*+"
    r"(?P<bold>\*{0,2}+)[ \t]*+(?P<colon>::|[：:；;])[ \t]*+(?P<after>\*{0,2})[ \t]*+"
)
_TLDR = late(r"(?P<label>TL;DR|tl;dr)(?P<bold>\*{0,2})[ \t]?(?P<colon>[：:])(?P<after>\*{0,2})[ \t]*")
"""The one label that has a semicolon in it."""
_BARE_LABEL = late(
    r"[^\w\n\[(（【<`“\"「《]{0,6}\*\*[^\w\n*\[(（【<`“\"「《]{0,4}+(?P<label>[^\W\d_][^\n：:*\[\]()（）|，。]{0,22}?)[ \t]*+\*\*[ \t]*+"
    r"(?:(?:[—–]{1,2}|-|→|[|｜丨])[ \t]++(?=\S))?"
)
_TAGGED_LABEL = late(
    r"[^\w\n\[(（【<`“\"「《]{0,6}+<(?P<tag>b|strong|font|span|em|i|u)\b[^<>\n]{0,120}>(?P<label>[^\W\d_][^\n：:<]{0,22}+)(?P<inside>[：:]?)"
    r"</(?P=tag)>[ \t]*+(?P<behind>[：:]?)[ \t]*+",
    re.IGNORECASE,
)
_BRACKET_LABEL = late(
    r"[^\w\n\[(（【<`“\"「《]{0,4}\*{0,2}【(?P<label>[^\W\d_][^\n】]{0,12})】\*{0,2}[：:]?[ \t]*"
)
_QUOTED_LABEL = late(
    r"[^\w\n\[(（【<`“\"「《]{0,4}\*\*[「『](?P<label>[^\W\d_][^\n「」『』]{0,12})[」』]\*\*[：:]?[ \t]*"
)
"""A label in bold corner brackets: ``**「背景」** …``."""
_SQUARE_LABEL = late(
    r"[^\w\n\[(（【<`“\"「《]{0,4}\*{0,2}\[(?P<label>[^\W\d_][^\n\[\]]{0,12})\](?![(\[:])\*{0,2}[：:]?[ \t]*"
)
_BARRED_LABEL = late(
    r"[^\w\n\[(（【<`“\"「《]{0,6}+(?P<label>[^\W\d_丨]{2,8}+)\*{0,2}[ \t]{0,2}[|｜丨→]\*{0,2}[ \t]*(?=[^\s|｜丨])"
)
"""A label before a stroke, as editors of WeChat write that of the source: 来源丨晨报, 📌 说明 | …."""
_SLANTED_LABEL = late(
    r"(?P<mark>_{1,2})(?P<label>[^\W\d_][^\n：:_*]{0,12}+)(?:(?P<colon>[：:])[ \t]?(?P=mark)|(?P=mark)[ \t]?(?P<behind>[：:]))[ \t]*+"
)
"""A label in italics, by underscores: ``_背景：_ …``."""
_COUNTED = late(r"(?:\d\ufe0f?\u20e3|[一二三四五六七八]、|[A-Ha-h][.)、．])[ \t]*+(?=\S)")
_COUNTS = frozenset("123456789一二三四五六七八ABCDEFGHabcdefgh")
"""What the number of a label begins with, where labels are counted and are no items: ``1️⃣ 说明：…``."""
_UNMARKED = (
    ("**", _BARE_LABEL),
    ("【", _BRACKET_LABEL),
    ("**「", _QUOTED_LABEL),
    ("**『", _QUOTED_LABEL),
    ("[", _SQUARE_LABEL),
)
"""Labels without a colon, and what they cannot be without."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ONES = "一二三四五六七八九"
_ERAS = {"民國": 1911, "民国": 1911, "令和": 2018}
"""What the years of a calendar begin after."""
SPELT_DAYS = (  # May 2, 2026; 2 May 2026; 民國115年5月2日; 二〇二六年五月二日
    re.compile(
        rf"(?<![A-Za-z]){_MONTH}\.?[ ](?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<y>20\d\d)(?!\d)", re.IGNORECASE
    ),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ ]{_MONTH}\.?,?[ ](?P<y>20\d\d)(?!\d)", re.IGNORECASE
    ),
    re.compile(
        r"(?P<y>(?:民[國国]|令和)[ ]?\d{1,3})[ ]?年[ ]?(?P<m>\d{1,2})[ ]?月[ ]?(?P<d>\d{1,2})[ ]?[日號号]"
    ),
    re.compile(
        rf"(?P<y>二[〇零○{_ONES}]{{3}})年(?P<m>十?[{_ONES}]|十)月(?P<d>[{_ONES}廿]?十?[{_ONES}]|[{_ONES}]?十|廿)[日號号]"
    ),
)
"""Days that are not written in digits alone, or by another calendar."""
_DATES = (
    re.compile(r"(?<!\d)(?P<y>[2２][0０]\d\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)[-/._](?P<m>\d{1,2})[-/._](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)"),
    *SPELT_DAYS,
)
WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
"""The full-width digits of an input method, to ordinary ones."""
_ENTITY = late(r"&(?:amp;)*(?P<name>quot|#34|#39|apos|nbsp|#160);|&(?:amp;)+")
_ENTITIES = {"amp": "&", "quot": '"', "#34": '"', "#39": "'", "apos": "'", "nbsp": " ", "#160": " "}
"""Characters that exporters write as entities. Not those of tags: a title must not become one."""
_RATING = late(
    r"(?<=[^\s⭐\ufe0f])[ \t]*[(（]?(?:(?:⭐\ufe0f?){1,5}"
    r"|⭐\ufe0f?[ \t]?\d[\d,.]{0,8}[ ]?(?:[kKwW万]|/[ ]?(?:5|10|100)|分)?(?:[ \t]*[(（][^()（）\n]{1,16}[)）])?)[)）]?$"
)
"""How a desk rates a story, behind its title: ``标题 ⭐⭐⭐``, in stars or in figures (``⭐ 8.5/10``), or how many stars a project has: ``⭐ 12.3k (+860)``.

With other stars critics rate what they write of."""
_DECORATION = " \t\u3000\ufe0f\u200d\u200b·•|｜>-—–~☆▏▎▍▌▋▊▉█┃◆◇■□●○◉◎▪▫"
_BRACKETS = ("【】", "「」", "『』")
"""What may stand around a whole title, as a decoration."""
FRAMES = "=＝━─—～★☆◆■●＊/"
"""What the name of a section is framed with, twice and more on each side: ``==== 要闻 ====``."""
_ESCAPED = late(r"\\([!-/:-@\[-`{-~])")
"""The stroke before a mark that is to be read as written: ``1\\. 标题``, as editors of rich text write it."""
_KEPT = {"*": "\ufdd0", "_": "\ufdd1", "`": "\ufdd2"}
"""Escaped marks of emphasis, and the characters that stand for them until the others are gone: no text has those."""
_GIVEN_BACK = str.maketrans({stand_in: mark for mark, stand_in in _KEPT.items()})
_TITLE_WORD = "(?:(?:新闻)?[标標][题題]|[Tt]itle)"
_TITLE_LABEL = late(rf"{_TITLE_WORD}[ \t]?[：:][ \t]*(?=\S)|【{_TITLE_WORD}】[ \t]?[：:]?[ \t]*(?=\S)")
"""The label of the title itself: 标题：…"""
TITLED = late(
    rf"[*_【]{{0,3}}{_TITLE_WORD}[*_】]{{0,3}}[ \t]?[：:][*_ \t]{{0,4}}(?=[^\s*_])|【{_TITLE_WORD}】[ \t]*(?=\S)"
)
"""The same at the head of a line, before its marks are taken off."""


_ELSEWHERE = late(rf"\[\[[^\[\]\n]{{1,200}}\]\]|{LINK.pattern}")
"""A link to a note or a page."""

Link = tuple[Span, str, str]
"""Where a link stands, its words (none for a bare URL), and its URL."""


class Label(NamedTuple):
    """A label at the head of a line. Spans are in the whole text."""

    word: str
    field: FieldName | None
    """The field that it names; ``None`` for the label of something else."""
    span: Span
    colon: Span | None
    content: int
    """Where the text after label, colon and markup begins."""


def label_at(text: str, start: int, end: int, vocabulary: Vocabulary) -> Label | None:
    """The known label that ``text[start:end]`` begins with, if it does."""
    if text[start : start + 1] in _COUNTS and (number := _COUNTED.match(text, start, end)):
        start = number.end()
    found = _LABEL.match(text, start, end)
    if found and found["colon"] == ";" and found["label"] in ("TL", "tl"):
        found = _TLDR.match(text, found.start("label"), end)
    if found:
        word, bold, colon, after = found.groups()
        word = word.rstrip(" \t")
        name = vocabulary.field_of(word)
        if (name or vocabulary.knows(word)) if colon[0] in "：:" else (name and _is_long(word)):
            at, content = found.start("label"), found.end()
            if after and (bold or text.find(after, start, at) < 0):
                content = found.start("after")  # these asterisks open the text, they don't close the label
            return Label(word, name, span_of((at, at + len(word))), span_of(found.span("colon")), content)
    return _marked_label(text, start, end, vocabulary)


def _marked_label(text: str, start: int, end: int, vocabulary: Vocabulary) -> Label | None:
    """The label that a text begins with which is known by its marks rather than by a colon behind it."""
    head = text[start : min(end, start + 8)]
    for mark, pattern in _UNMARKED:
        if mark not in head:
            continue
        found = pattern.match(text, start, end)
        name = vocabulary.field_of(found["label"]) if found else None
        if found and (name or (mark[-1] in "【「『" and vocabulary.knows(found["label"]))):
            return Label(found["label"], name, span_of(found.span("label")), None, found.end())
    if "<" in head and (found := _TAGGED_LABEL.match(text, start, end)):
        return _with_colon(found, ("inside", "behind"), vocabulary)
    if head[:1] == "_" and (found := _SLANTED_LABEL.match(text, start, end)):
        return _with_colon(found, ("colon", "behind"), vocabulary)
    if "｜" in head or "丨" in head or "|" in head or "→" in head:
        found = _BARRED_LABEL.match(text, start, end)
        name = vocabulary.field_of(found["label"]) if found else None
        if found and (name == "sources" or vocabulary.is_house(found["label"])) and _is_long(found["label"]):
            return Label(found["label"], name, span_of(found.span("label")), None, found.end())
    return None


def _with_colon(found: re.Match[str], colons: tuple[str, str], vocabulary: Vocabulary) -> Label | None:
    """The known label that a pattern has found between marks, with its colon inside or behind them; that of a field needs none."""
    word = found["label"].rstrip(" \t")
    colon = next((each for each in colons if found[each]), None)
    name = vocabulary.field_of(word)
    if not (name or (colon and vocabulary.knows(word))):
        return None
    at = found.start("label")
    return Label(
        word, name, span_of((at, at + len(word))), span_of(found.span(colon)) if colon else None, found.end()
    )


def _is_long(word: str) -> bool:
    """Whether ``word`` can be a label even before a semicolon, typed for a colon."""
    return len(word) > 1 and not word.isascii()


def links_in(text: str, start: int, end: int) -> list[Link]:
    """``(span, label, url)`` of every link in the range: inline links and bare URLs."""
    words = text[start:end]
    if "](" not in words and "http" not in words:
        return []
    found: list[Link] = []
    tags = "<" in words and ("href=" in words or "<http" in words)
    for match in (_ANY_LINK_OR_TAG if tags else _ANY_LINK).finditer(text, start, end):
        url = match["url"]
        if url is not None:
            label = "" if match["text"] == url else plain(match["text"])
            # a sign or the number of a note names nobody: [🔗](…), [1](…)
            named = any(map(str.isalnum, label)) and not (len(label) < 3 and label.isdigit())
            found.append((span_of(match.span()), label if named else "", url))
        elif tags and (url := match["href"] or match["page"]):
            found.append((span_of(match.span()), plain(match["words"] or match["name"] or ""), url))
        elif text[max(start, match.start() - 2) : match.start()] not in ("](", "] ("):
            found.append((span_of(match.span()), "", match[0].rstrip(".,;:!?*_")))
    return found


def plain(text: str) -> str:
    """``text`` as a reader sees it: no link targets, emphasis, code marks, tags."""
    escapes = "\\" in text
    if escapes:
        text = _ESCAPED.sub(lambda found: _KEPT.get(found[1], found[0]), text)
    if "](" in text:
        if "![" in text:
            text = _IMAGE.sub("", text)
        text = LINK.sub(lambda found: found["text"], text)
    if "]" in text:
        if "[[" in text:
            text = _NOTE.sub(lambda found: found["alias"] or found["note"], text)
        text = _REFERENCE.sub(lambda found: found["text"] or "", text)
    if "<" in text:
        if "<http" in text:
            text = _PIPED_LINK.sub(lambda found: found["name"], text)
        text = _TAG.sub("", text)
    text = text.replace("**", "").replace("__", "").replace("`", "")
    if "*" in text:
        text = _SLANT.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: _ENTITIES[found["name"] or "amp"], text)
    if escapes:
        text = _ESCAPED.sub(r"\1", text).translate(_GIVEN_BACK)
    return " ".join(text.split())


def title_text(text: str) -> str:
    """A title without markup, numbering and decorative marks around it."""
    text = plain(text).replace("\u200b", "").replace("\ufeff", "")
    if "_" in text or "~~" in text or "==" in text:
        text = _MARKED.sub(lambda found: found[0].strip("_~="), text)
    if text[-1:] == "}" or text[:1] == "[":
        text = _ATTRIBUTES.sub("", text)
    if " #" in text:
        text = TAGS.sub("", text)
    if "⭐" in text[-28:]:
        text = _RATING.sub("", text)
    if not text[:1].isalnum():
        text = _unframed(_strip_left(_unframed(text)))  # a picture may stand outside the frame
    numbered = _NUMBER.match(text)
    if numbered and numbered.end() < len(text):
        text = _strip_left(text[numbered.end() :])
    if text[:1] in "标標新【TtHh" and (label := _TITLE_LABEL.match(text)):
        text = text[label.end() :]
    text = text.rstrip(" \t\u3000：:；").strip() or text.strip()
    bracketed = (
        text[:1] in "【「『" and text[:1] + text[-1:] in _BRACKETS and text.find(text[-1]) == len(text) - 1
    )
    return text[1:-1].strip() or text if bracketed else text


def _unframed(text: str) -> str:
    if text[:1] in FRAMES and text[-1:] == text[:1]:
        return text.strip(text[:1]).strip() or text
    return text


def _strip_left(text: str) -> str:
    if text[:1].isalpha():
        return text
    at = 0
    while at < len(text) and (text[at] in _DECORATION or is_emoji(text[at])):
        at += 1
    return text[at:] if at < len(text) else text


def is_emoji(char: str) -> bool:
    """Whether a character is a picture, an arrow or another sign that no word is written with."""
    code = ord(char)
    return (
        0x1F000 <= code <= 0x1FAFF
        or (0x2600 <= code <= 0x27BF and char not in "★☆")
        or 0x2B00 <= code <= 0x2BFF
        or 0x2190 <= code <= 0x21FF
        or 0xE000 <= code <= 0xF8FF
        or code == 0xFFFD
    )


def unlinked(text: str) -> str:
    """``text`` with blanks for its links: a day in one is another page's (``[上一期](2026-05-02.md) | 下一期``).

    A line that is but one link says what it links to.
    """
    rest, count = _ELSEWHERE.subn(lambda found: " " * len(found[0]), text) if "[" in text else (text, 0)
    return text if count == 1 and "[[" not in text and not any(map(str.isalnum, rest)) else rest


def date_in(text: str) -> str | None:
    """The first date in ``text`` that is a real day, as ISO 8601."""
    days = (day_of(found) for pattern in _DATES for found in pattern.finditer(text))
    return next((day.isoformat() for day in days if day), None)


def day_of(found: re.Match[str]) -> date | None:
    """The day that a match of a pattern of dates names; ``None`` when there is no such day. Digits may be full-width."""
    year, month = found["y"], found["m"]
    named = month.isascii() and month.isalpha()
    began = _ERAS.get(year[:2], 0)
    return real_day(
        began + (number_of(year[2:] if began else year) or 0),
        _MONTHS.index(month[:3].lower()) + 1 if named else number_of(month) or 0,
        number_of(found["d"]) or 0,
    )
