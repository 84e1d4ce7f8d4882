"""What is wrong where ``tomllib`` gives up, and what to write instead: its own words are English and no advice.

Loaded only when there is something wrong.
"""

import re
import unicodedata
from tomllib import TOMLDecodeError
from typing import NamedTuple

from digestkit.diagnostic import Text

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_SIGNS = {
    **dict.fromkeys("“”„‟〝〞「」『』", '"'), **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("，、", ","), "：": "=", "【": "[", "】": "]", "。": ".",
}  # fmt: skip
"""What a Chinese keyboard gives in the place of a sign of TOML's. Full-width ones come besides."""
_QUOTE = re.compile("[“”„‟〝〞‘’‚‛＂＇]")
_NAMELESS = ("Invalid statement", "Invalid initial", "Expected '=' after", "Expected ']'")
"""What ``tomllib`` says where it has read a key, or none, and something follows that is no part of one."""
_SINGLE = "Expected \"'"
"""What it says of a single quotation mark that none follows."""
_OPEN = ("Unterminated", "Illegal character", "Found invalid character", _SINGLE)
"""What it says at the end of a line or of the file, where text in quotes goes on."""
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Cannot redefine", "Duplicate")
_CONTROL = Text("有一个看不见的控制字符，请删掉", "there is an invisible control character; delete it")
_REASONS = {
    "Expected '=' after": Text("键后面少了等号，写成 键 = 值", "an equals sign is missing after the key: key = value"),
    "Expected ']": Text("小节名少了右方括号，写成 [名字]", "the name of a section lacks its ]: [name]"),
    "Expected newline": Text(
        "值后面还有别的；一行写一项，文字用引号括起来，说明写在 # 后面",
        "something follows the value; write one setting on a line, text in quotes, comments after #",
    ),
    "Unclosed array": Text("前面的列表没有写完，少了逗号或右方括号", "the list before this is not finished: a comma or a ] is missing"),
    "Unclosed inline": Text("前面的 { 没有写完，少了逗号或右花括号", "the { before this is not finished: a comma or a } is missing"),
    "Unescaped": Text(
        "双引号里的反斜杠要写两个，或者把双引号换成单引号",
        "write a backslash twice in double quotes, or use single quotes",
    ),
    "Invalid hex": Text(r"\u 后面要有四位十六进制数", r"\u takes four hexadecimal digits"),
    "Escaped character": Text(r"\u 后面的数不是任何字", r"no character has the number after \u"),
    "Illegal character": _CONTROL, "Found invalid character": _CONTROL,
    "Invalid date": Text("没有这个日期或时间", "there is no such date or time"),
    "Invalid value": Text("这个值读不懂；文字要用引号括起来", "this value means nothing; put text in quotes"),
    "Invalid initial": Text("这里应当是一个键，写成 键 = 值", "a key is wanted here: key = value"),
    "Invalid statement": Text(
        "这一行读不懂；写成 键 = 值 或者 [小节]，说明写在 # 后面",
        "this line means nothing; write key = value or [section], comments after #",
    ),
    "A key of too many": Text("键的层数太多", "the key has too many parts"),
    "A number of too many": Text("数字太长", "the number has too many digits"),
    "Nested too deeply": Text("嵌套太深", "it nests too deeply"),
}  # fmt: skip
"""How what ``tomllib`` says begins → what to say of it; the first that fits."""


class Explained(NamedTuple):
    """Where TOML breaks off, in lines and columns from 1, and what is to be mended there."""

    line: int
    column: int
    advice: Text


def explained(text: str, error: TOMLDecodeError) -> Explained:
    """What ``error`` means, which ``tomllib`` raised for ``text``."""
    reason, found = str(error), _PLACE.search(str(error))
    lines = text.split("\n")
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    else:  # the end; of a ' that none follows, the end of its own line is more to the point
        line = text.count("\n", 0, text.rfind("'")) + 1 if reason.startswith(_SINGLE) else len(lines)
        column = len(lines[line - 1].rstrip("\r")) + 1
    rest = lines[line - 1][column - 1 :].rstrip("\r")
    return Explained(line, column, _advice(reason, lines[line - 1], rest))


def _advice(reason: str, line: str, rest: str) -> Text:
    """What to mend where ``rest`` of ``line`` can't be read."""
    if reason.startswith(_TWICE):
        return Text("这一项写了两次，请合成一处", "this stands in the file twice; make it one")
    is_open = not rest and reason.startswith(_OPEN)
    quote = _QUOTE.search(line) if is_open else None
    sign = quote[0] if quote else rest[:1]
    wanted = _meant(sign)
    if wanted and not (reason.startswith("Expected newline") and wanted not in " #"):
        return _mistyped(sign, wanted)
    if is_open:
        return Text("引号没有合上", "a quotation mark is not closed")
    if reason.startswith(_NAMELESS) and sign.isalpha() and not sign.isascii():
        return Text(
            '中文的键要加英文引号："键"；说明写在 # 后面',
            'a Chinese key needs quotes: "键"; comments come after #',
        )
    if reason.startswith("Invalid value") and (not rest or sign == "#"):
        return Text("等号后面没有值", "there is no value after the equals sign")
    return next(
        (said for beginning, said in _REASONS.items() if reason.startswith(beginning)),
        Text("请检查引号、括号和等号", "check quotes, brackets and equals signs"),
    )


def _meant(sign: str) -> str:
    """The sign of TOML's that ``sign`` was meant to be; empty when it is none of a Chinese keyboard's."""
    if sign.isascii():
        return "=" if sign == ":" else ""
    if sign.isspace():
        return " "
    plain = _SIGNS.get(sign) or unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and plain.isascii() else ""


def _mistyped(sign: str, wanted: str) -> Text:
    if wanted == " ":
        return Text(
            "这里有全角空格（或别的特殊空格），请换成半角空格",
            "there is a full-width or other special blank; type a plain one",
        )
    if wanted in "\"'":
        return Text(
            f"中文引号 {sign} 要换成英文直引号 {wanted}",
            f"{sign} is no quotation mark to TOML; write a straight {wanted}",
        )
    if sign == ":":
        return Text("键后面用等号，不用冒号", "after a key comes =, no colon")
    return Text(f"中文的 {sign} 要换成半角的 {wanted}", f"{sign} is full-width; write {wanted}")
