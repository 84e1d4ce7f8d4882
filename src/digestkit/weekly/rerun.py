"""A second run: what the editor changed in the file since digestkit wrote it stays.

What digestkit wrote is kept in the user's state folder, under the hash of the file's absolute path.
Not in the file itself, which goes to readers; nor beside it, where a site generator would publish it.
"""

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from digestkit.diagnostic import Text
from digestkit.disk.files import MAX_SIZE, file_error, read_bytes, users_folder, write_atomic
from digestkit.errors import FileError, RefusedWrite
from digestkit.escape import printable
from digestkit.source import Source
from digestkit.styles.header import inert
from digestkit.weekly.numbers import updated

_BLANKS = re.compile(r"-->\n\n\n+")
_GONE = "<!-- digestkit: conflict 这里您改过，日报合出的新稿里没有这一段 -->\n"
_OTHERS = "<!-- digestkit: conflict 这里您改过，日报合出的新稿写在下面的注释里 -->\n"
_STALE = re.compile(rf"\n?(?:{_GONE}|{_OTHERS}<!--\n.*?\n-->\n)\n?", re.DOTALL)
"""Remarks of an earlier run: a newer one takes their place."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What to write, as bytes of the file that is there, and what became of the editor's changes."""

    data: bytes
    made: str
    """What digestkit made, as it was merged: what the next run is to tell the editor's changes from."""
    edited: bool = False
    """Whether the file had been changed by hand."""
    clashes: tuple[int, ...] = ()
    """The lines where the dailies had changed what the editor had."""


def base_path(output: Path) -> Path:
    """Where the text that digestkit last wrote to ``output`` is kept."""
    name = hashlib.sha256(os.path.realpath(output).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return users_folder("state") / "weekly" / f"{name}.md"


def reconciled(
    output: Path,
    made: str,
    there: Source | None,
    base: str | None,
    restyled: Callable[[str], str] | None = None,
    in_order: Callable[[str, str], str] | None = None,
) -> Reconciled:
    """What to write to ``output``: ``made``, with the editor's changes from ``base`` to ``there``.

    ``there`` is what the file holds now (``None``: there is none), ``base`` what digestkit last wrote;
    ``restyled`` brings both into the style of ``made`` when they have another; ``in_order`` brings the stories of its
    second text into the order of its first, so that what moved is not taken for what changed.
    Where both changed the same lines the editor's stay, and a remark holds the others.
    Raises ``RefusedWrite`` when there is a file that digestkit has not written.
    """
    if there is None:
        return Reconciled(made.encode("utf-8", "surrogateescape"), made)
    held = there.text.replace("\r\n", "\n")
    if held == made:
        return Reconciled(there.to_bytes(), made)
    if base is None:
        shown = printable(output)
        raise RefusedWrite(
            Text(
                f"{shown} 已经有了，但不是 digestkit 在这台机器上写的，分不清哪些是您改的，所以没有动它；"
                "请用 -o 换个名字，或者先把它移走",
                f"{shown} exists but was not written by digestkit on this machine, so your changes can't be "
                "told apart; it was left alone: choose another -o or move the file away",
            )
        )
    clashes: list[int] = []
    text = made
    if held != base:
        old, edited = (restyled(base), restyled(held)) if restyled else (base, held)
        made = in_order(old, made) if in_order else made
        text, clashes = _merged(old, edited, made)
    data = there.encode(text.replace("\n", there.newline))
    return Reconciled(data, made, held != base, tuple(clashes))


def remember(output: Path, made: str) -> None:
    """Keep what digestkit itself made for ``output``, for the next run. Raises ``FileError``."""
    path = base_path(output)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_error(path.parent, error) from error
    write_atomic(path, made.encode("utf-8", "surrogateescape"))


def recalled(output: Path) -> str | None:
    """What digestkit last wrote to ``output``, or ``None``."""
    try:
        return read_bytes(base_path(output), MAX_SIZE).decode("utf-8", "surrogateescape")
    except FileError:
        return None


def _merged(base: str, there: str, made: str) -> tuple[str, list[int]]:
    """Both sets of changes in one text, and the lines where they clashed."""
    from merge3 import Merge3

    lines: list[str] = []
    clashes: list[int] = []
    for group in Merge3(_lines(base), _lines(there), _lines(made)).merge_groups():
        if group[0] != "conflict":
            lines += group[1]
            continue
        old, held, new = map("".join, group[1:])
        if (both := updated(old, held, new)) is not None:
            lines += _lines(both)
            continue
        clashes.append(len(lines) + 1)
        lines += _lines(_STALE.sub("", held))
        # A comment can't stand in the YAML header: there the editor's word is simply kept.
        if lines and not (lines[0].startswith("---") and "---\n" not in lines[1:]):
            lines += ["\n", _remark(new), "\n"]
    return _BLANKS.sub("-->\n\n", "".join(lines)), clashes


def _lines(text: str) -> list[str]:
    """``text`` in lines with their line ends. (``splitlines`` cuts at more than line ends.)"""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _remark(made: str) -> str:
    """A remark that ``lint`` reports until the editor has decided, and the other words in a comment."""
    words = inert(made.strip())
    return f"{_OTHERS}<!--\n{words}\n-->\n" if words else _GONE
