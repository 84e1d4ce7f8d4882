"""Files that are not UTF-8 as a whole: what they are instead, and what to do about it.

Some bytes that are not UTF-8 can be worked around (``Source`` carries them, DK101 finds them). In a file of another
encoding no sign can be trusted: half of a character may look like a bracket, so it is never written to.
"""

from digestkit.diagnostic import Text
from digestkit.errors import FileError, RefusedWrite
from digestkit.escape import printable
from digestkit.late import late
from digestkit.source import Source

_RAW = late("[\udc80-\udcff]")
_BEYOND_ASCII = late("[^\x00-\x7f]")
_FEW = 8
"""So many bytes that are not UTF-8 may be a slip."""
_MARKS = {
    "UTF-32": ("\udcff\udcfe\0\0", "\0\0\udcfe\udcff"),
    "UTF-16": ("\udcff\udcfe", "\udcfe\udcff"),
}
"""How the byte-order marks of encodings read; the first that a text begins with is its own."""
_GBK = Text(
    "不是 UTF-8 编码（多半是 GBK）；请用编辑器另存为 UTF-8",
    "is not UTF-8 (GBK, most likely); save it as UTF-8 in an editor",
)


def foreign(source: Source) -> Text | None:
    """What ``source`` is, and what to do, when its bytes are another encoding's, or no text's at all."""
    if not _is_foreign(source.text):
        return None
    if name := _marked(source.text):
        return Text(f"是 {name} 编码；请用编辑器另存为 UTF-8", f"is {name}; save it as UTF-8 in an editor")
    if "\0" not in source.text:
        return _GBK
    return Text("不是文本文件；请给出 Markdown 文件", "is no text; name a Markdown file")


def _marked(text: str) -> str:
    """The encoding whose byte-order mark ``text`` begins with; empty when there is none."""
    return next((name for name, marks in _MARKS.items() if text.startswith(marks)), "")


def _is_foreign(text: str) -> bool:
    """Whether a text begins as no UTF-8 does, or more than a few bytes of it are none, and more than other signs are."""
    if _marked(text):
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raw = len(_RAW.findall(text))
        return raw > _FEW and 2 * raw > len(_BEYOND_ASCII.findall(text))
    return False


def is_text(source: Source) -> bool:
    """Whether there is a text to find faults in. UTF-16, pictures and the like have none: their bytes hold NUL."""
    return "\0" not in source.text or foreign(source) is None


def decoded(source: Source) -> Source | None:
    """A text that begins with the byte-order mark of another encoding, as it reads in UTF-8; ``None`` for any other."""
    name = _marked(source.text)
    return Source.from_text(source.to_bytes().decode(name, "replace"), source.path) if name else None


def unreadable(source: Source) -> FileError:
    """The error for a text that is ``foreign``, or not wholly UTF-8."""
    shown, what = printable(source.path), foreign(source) or _GBK
    return FileError(Text(f"{shown}：没有读取，{what.zh}", f"{shown}: not read; it {what.en}"))


def check_whole(source: Source) -> None:
    """See that ``source``, which was written for us and is no draft, is UTF-8 to the last byte. Raises ``FileError``."""
    if _RAW.search(source.text):
        raise unreadable(source)


def check_writable(source: Source) -> None:
    """Raise ``RefusedWrite`` when ``source`` has another encoding."""
    what = foreign(source)
    if what:
        shown = printable(source.path)
        raise RefusedWrite(Text(f"{shown}：没有写入，文件{what.zh}", f"{shown}: not written; it {what.en}"))
