"""What is wrong where YAML breaks off, and what to write instead: its reader notices some slips lines later.

Loaded only when there is something wrong.
"""

import re

from digestkit.diagnostic import Text

_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]{0,40})[ \t]*(?:(?P<wide>[：﹕])|:(?=[^\s/]))", re.ASCII)
"""A key at the beginning of a line whose colon is full-width, or has no blank behind it."""
_INNER = re.compile(
    r"[ \t]*(?:-[ \t]+)?[A-Za-z_][\w-]{0,40}:[ \t]+(?![\"'\[{|>#])[^#\n]*?\S:(?:[ \t]|$)", re.ASCII
)
"""A value without quotation marks that has a colon in it."""
_TORN = re.compile(
    r"""[ \t]*(?:-[ \t]+)?(?:[^\s:#"']{1,41}:[ \t]+)?(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*[^\s#:]"""
)
"""A value in quotation marks that goes on behind them: there are more inside."""
_TAB = re.compile(r"[ ]*\t")


def explained(text: str, broken: int) -> tuple[int, Text] | None:
    """The line to mend and what to write there, where the reader of ``text`` gave up in the line ``broken`` (from 1)."""
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines[:broken], 1):
        if found := _KEY.match(line):
            return number, _colon(found["key"], wide=found["wide"] is not None)
        if line.startswith("<!--"):
            return number, Text(
                "这里的注释要以 # 开头，<!-- … --> 只能写在正文里",
                "a comment begins with # here; <!-- … --> can only stand in the text",
            )
    line = lines[broken - 1] if 0 < broken <= len(lines) else ""
    if _TAB.match(line):
        return broken, Text("缩进用了制表符（Tab），请换成空格", "it is indented with a tab; use blanks")
    for number in (broken, broken - 1):  # it may be noticed on the next line
        if 0 < number <= len(lines) and _TORN.match(lines[number - 1]):
            return number, Text(
                "引号里面又有英文引号，请把里面的换成中文引号“ ”",
                "there are straight quotes inside the quoted value; write “ ” for the inner ones",
            )
    if _INNER.match(line):
        return broken, Text(
            "值里有冒号，请给整个值加上英文引号", "there is a colon in the value; put all of it in quotes"
        )
    return None


def _colon(key: str, *, wide: bool) -> Text:
    if wide:
        return Text(
            f"{key} 后面是全角冒号，请写成“{key}: ”（半角冒号加一个空格）",
            f"the colon after '{key}' is full-width; write '{key}: ' with a half-width one and a blank",
        )
    return Text(f"{key} 的冒号后面少一个空格", f"the colon after '{key}' lacks the blank behind it")
