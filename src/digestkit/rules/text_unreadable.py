"""读不出或看不见的字符：不是 UTF-8 的字节、控制字符、替换符 �、多余的零宽字符和文字方向控制符。

整个文件是别的编码（GBK 之类）时只报这一处，别的规则不看它：里面的字没有一个可靠。

## 为什么

乱码读者读不懂；看不见的字符会让标签认不出、搜索搜不到、链接打不开，还可能让一句话显示成另一个样子。

## 何时关闭

一般不需要关闭。表情符号里的连接符和波斯文、印地文等文字里的连接符不会报告。
---
Characters that cannot be read or seen: bytes that are not UTF-8, control characters, the replacement mark �, stray
zero-width characters and marks that change the direction of writing.

A file in another encoding (GBK …) is told once, and no other rule looks at it: not a word in it can be relied on.

## Why

Nobody can read garbled text. Characters that nobody sees hide labels from search and tools, break links, and can make a sentence look like another one.

## When to switch it off

Hardly ever. Joiners inside emoji and in scripts that need them (Persian, Hindi …) are not reported.
"""

import re
import unicodedata
from collections.abc import Iterator

from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.encoding import foreign
from digestkit.late import late
from digestkit.parsed import Parsed
from digestkit.rule import NoOptions, rule
from digestkit.source import Span

_ANY = re.compile(
    r"[\udc80-\udcff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]"
)
"""Any character that ``_BAD`` may begin with: most texts have none, and one class is searched fast."""
_BAD = late(
    rf"(?={_ANY.pattern})(?:(?P<bytes>[\udc80-\udcff]+)"
    r"|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]+)"
    r"|(?P<lost>\ufffd+)"
    r"|(?P<joiner>[\u200c\u200d])"
    r"|(?P<hidden>(?<![A-Za-z])\u00ad+|\u00ad+(?![A-Za-z])"  # between letters it is a place to hyphenate
    r"|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+))"
)
_SYMBOLS = "\ufe0f\u20e3"
MANY = 5
"""More lines with foreign bytes than this are one fault: the file has another encoding."""


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at each run of such characters; one for all bytes of a file in another encoding."""
    text = parsed.text
    found = [
        match
        for match in (_BAD.finditer(text) if _ANY.search(text) else ())
        if match.lastgroup != "joiner" or _is_stray(text, match.start())
    ]
    raw = [match for match in found if match.lastgroup == "bytes"]
    lines = {parsed.source.position(match.start()).line: match for match in reversed(raw)}
    if raw and (len(lines) > MANY or foreign(parsed.source)):
        yield _foreign_file(raw)
        lines = {}
    shown = set(lines.values())  # one finding a line: a word falls into several runs
    for match in found:
        if match.lastgroup != "bytes" or match in shown:
            yield _finding(match)


def _finding(match: re.Match[str]) -> Finding:
    """What is said of one run of such characters."""
    span = Span(*match.span())
    match match.lastgroup:
        case "bytes":
            shown = " ".join(f"{ord(char) - 0xDC00:02X}" for char in match[0][:8])
            message = Text(
                f"这里的字节（{shown}）不是 UTF-8，读者看到的是乱码",
                f"These bytes ({shown}) are not UTF-8",
            )
            hint = Text(
                "重新输入这几个字，并把文件存为 UTF-8",
                "Type these characters again and save the file as UTF-8",
            )
        case "control":
            code = _code(match[0])
            message = Text(f"这里有控制字符 {code}", f"A control character stands here: {code}")
            hint = Text("删掉它，需要换行时按回车", "Delete it; press Enter where a new line is meant")
        case "lost":
            message = Text(
                "这里有替换符 �，原来的字已经丢失", "A replacement mark � stands here: the character is lost"
            )
            hint = Text("对照原文补上丢失的字", "Look the character up in the source and type it again")
        case _:
            code = _code(match[0])
            message = Text(f"这里有看不见的字符 {code}", f"An invisible character stands here: {code}")
            return Finding(span, message, Text("删掉它", "Delete it"), fix=Fix((Edit(span, ""),)))
    return Finding(span, message, hint)


def _foreign_file(found: list[re.Match[str]]) -> Finding:
    return Finding(
        Span(*found[0].span()),
        Text(
            f"文件不是 UTF-8：有 {len(found)} 处读不出来，从这里开始",
            f"The file is not UTF-8: {len(found)} places cannot be read, from here on",
        ),
        Text(
            "用编辑器以原来的编码（多半是 GBK）打开，另存为 UTF-8",
            "Open it in an editor with its own encoding (GBK, most likely) and save it as UTF-8",
        ),
    )


def _is_stray(text: str, at: int) -> bool:
    """Whether a joiner stands where it joins nothing: not in an emoji, not in a script that needs it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or not after:
        return True
    return not (_joins(before) and _joins(after))


def _joins(char: str) -> bool:
    if char in _SYMBOLS or unicodedata.category(char) in ("So", "Sk", "Mn", "Mc"):
        return True
    return (char.isalpha() and unicodedata.bidirectional(char) in ("AL", "R")) or "\u0900" <= char <= "\u0dff"


def _code(text: str) -> str:
    """The code points, for those who look for them in an editor."""
    codes = dict.fromkeys(f"U+{ord(char):04X}" for char in text)
    return " ".join(list(codes)[:4])


RULE = rule(
    code="DK101",
    title=Text("读不出或看不见的字符", "Unreadable or invisible characters"),
    severity=Severity.ERROR,
    fixes="sometimes",
)(check)
