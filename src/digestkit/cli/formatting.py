"""The run of ``format``: texts in, their clean forms out. Nothing here needs Typer."""

import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digestkit.beside import WORTH_A_CHILD, beside, can_fork
from digestkit.cli.session import STDOUT, HouseStyle, Session, always_taken, file_of
from digestkit.cli.trust import writable
from digestkit.diagnostic import Text, count
from digestkit.disk.files import file_error, identity, read_bytes, write_atomic
from digestkit.disk.finding import SUFFIXES, discover
from digestkit.errors import DigestkitError, FileError, UsageError
from digestkit.escape import printable
from digestkit.source import Source

if TYPE_CHECKING:
    from digestkit.config import FormatConfig
    from digestkit.schema import Style
    from digestkit.vocabulary import Vocabulary

LOT = 4_000_000
"""Characters that are held in memory at once."""
Result = tuple[Source, str | Text]
"""A text as it was read, and as it should be, or why it can't be had."""


@dataclass(frozen=True)
class Asked:
    """The options of ``format`` as they were given."""

    paths: Sequence[str] | None = None
    to: HouseStyle | None = None
    output: str | None = None
    check: bool = False
    diff: bool = False
    stdin_filename: str | None = None


def run(session: Session, asked: Asked) -> int:
    """Do what was asked; the exit code."""
    paths = asked.paths or ["."]
    dry = asked.check or asked.diff
    target, shown = file_of(asked.output, "-o"), asked.output == STDOUT
    places = _Places(paths, target, asked.output) if asked.output and target and not dry else None
    piped = (asked.stdin_filename or "-") if "-" in paths else None
    seen = changed = 0
    for source, text in _results(session, paths, asked.stdin_filename, asked.to.value if asked.to else None):
        try:
            if isinstance(text, Text):
                raise DigestkitError(text)
            if dry:
                _show(session, source, text, asked.diff)
            elif places:
                places.write(source.path, source.encode(text))
            elif shown or source.path == piped:
                session.show(("\ufeff" if source.bom else "") + text)
            elif text != source.text:
                write_atomic(writable(Path(source.path), paths), source.encode(text), source.to_bytes())
            seen += 1
            changed += text != source.text
        except DigestkitError as problem:
            session.error(problem.message)
    if seen and "-" not in paths and not shown:
        session.notice(_summary(seen, changed, dry, asked.output))
    elif not seen:
        session.tell_nothing(paths)
    return session.exit_code(dry and changed > 0)


def _results(
    session: Session, paths: Sequence[str], stdin_filename: str | None, to: "Style | None"
) -> Iterator[Result]:
    """What becomes of every digest that ``paths`` name, lot by lot, on two cores where that saves time."""
    taken = always_taken(paths, stdin_filename)
    sources = session.sources(paths, stdin_filename)
    begun = 0
    with session.waiting.at(lambda: Text(f"读了 {begun} 个文件，正在排版", f"laying out {begun} files")):
        while lot := _lot(sources):
            begun += len(lot)
            settings = (taken, session.config.vocabulary_for(), session.config.format, to)
            half = len(lot) // 2 if sum(len(each.text) for each in lot) > WORTH_A_CHILD and can_fork() else 0
            if half:
                with beside(_formatted, lot[half:], *settings) as rest:
                    yield from _formatted(lot[:half], *settings)
                    yield from rest()
            else:
                yield from _formatted(lot, *settings)


def _lot(sources: Iterator[Source]) -> list[Source]:
    """The next sources, as many as are well held in memory."""
    lot: list[Source] = []
    room = LOT
    while room > 0 and (source := next(sources, None)):
        lot.append(source)
        room -= len(source.text)
    return lot


def _formatted(
    lot: Sequence[Source],
    taken: Container[str],
    vocabulary: "Vocabulary",
    options: "FormatConfig",
    to: "Style | None",
) -> list[Result]:
    """The digests of ``lot`` with their new texts; in directories only what is a digest counts."""
    from digestkit.aspects.essays import looks_like_digest
    from digestkit.formatting import format_source
    from digestkit.reader import read

    results: list[Result] = []
    for source in lot:
        parsed = read(source, vocabulary)
        if source.path in taken or looks_like_digest(parsed):
            try:
                results.append((source, format_source(parsed, options, to)))
            except DigestkitError as problem:
                results.append((source, problem.message))
    return results


def _show(session: Session, source: Source, text: str, diff: bool) -> None:
    """What would change: as a diff, or the file's name."""
    if text == source.text:
        return
    if diff:
        from digestkit.diff import unified_diff

        session.show(unified_diff(source.path, source.text, text))
    else:
        shown = printable(source.path)
        session.write(Text(f"要改：{shown}\n", f"would change: {shown}\n").say(session.lang))


def _summary(seen: int, changed: int, dry: bool, output: str | None) -> Text:
    """What was done, or with ``dry`` what would be."""
    same = seen - changed
    files = count(seen if output and not dry else changed, "个文件", "file")
    if dry:
        return Text(f"{files.zh}要改，{same} 个不用改", f"{files.en} would change, {same} would not")
    if output:
        shown = printable(output)
        return Text(f"排好了 {files.zh}，写在 {shown}", f"formatted {files.en}, written to {shown}")
    if not changed:
        files = count(same, "个文件", "file")
        return Text(f"{files.zh}本来就整齐，没有改动", f"{files.en} clean already, nothing changed")
    rest = Text(f"，{same} 个本来就整齐", f", {same} clean already") if same else Text("", "")
    return Text(f"排好了 {files.zh}{rest.zh}", f"formatted {files.en}{rest.en}")


class _Places:
    """Where ``-o`` puts each file: one file, or a folder that keeps the paths below the given folders."""

    def __init__(self, paths: Sequence[str], output: Path, name: str) -> None:
        self.folders = [Path(name) for name in paths if name != "-" and Path(name).is_dir()]
        many = len(paths) > 1 or bool(self.folders)
        self.output = output
        is_folder = name.endswith(("/", os.sep)) or output.is_dir()
        self.is_folder = many or is_folder
        self.written: dict[tuple[int, int] | str, str] = {}
        """Result → the text it was made of."""
        self.inputs = set(map(identity, discover([name for name in paths if name != "-"]).files))
        if many and output.is_file():
            raise UsageError(_no_room(output, "是文件", "is a file and"))
        if many and not is_folder and output.name.lower().endswith(SUFFIXES):
            raise UsageError(_no_room(output, "像是文件名", "looks like a file, which"))

    def write(self, path: str, data: bytes) -> None:
        """Write the result of ``path``. Raises ``FileError`` when it would replace another, or a text that is read."""
        place = self._place(path)
        there = identity(place)
        if there in self.inputs and there != identity(path) and not _holds(place, data):
            shown = printable(place)
            raise FileError(
                Text(
                    f"{printable(path)}：没有写入。{shown} 也是这次要排的稿子；请给 -o 一个不在这些稿子里的目录",
                    f"{printable(path)}: not written. {shown} is itself a text of this run; "
                    "give -o a folder apart from them",
                )
            )
        write_atomic(place, data)
        self.written[identity(place)] = path

    def _place(self, path: str) -> Path:
        """The file to write for ``path``. Raises ``FileError`` when another file has taken it."""
        if not self.is_folder:
            return self.output
        source = Path("stdin.md" if path == "-" else path)
        top = next((folder for folder in self.folders if source.is_relative_to(folder)), source.parent)
        place = self.output / source.relative_to(top)
        other = self.written.get(identity(place), path)
        if other != path:
            zh, en = printable(place), printable(other)
            raise FileError(
                Text(
                    f"{printable(path)}：没有写入。{zh} 已经是 {en} 的结果；请分开处理",
                    f"{printable(path)}: not written. {zh} already holds the result of {en}; do them apart",
                )
            )
        try:
            writable(place, [str(self.output)]).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise file_error(place.parent, error) from error
        return place


def _no_room(output: Path, zh: str, en: str) -> Text:
    """What to say of an ``output`` that is no folder (``zh``, ``en``), where several results are to go."""
    shown = printable(output)
    return Text(
        f"{shown} {zh}，放不下多个文件的结果；请给 -o 一个目录，如 out/",
        f"{shown} {en} can't hold several results; give -o a folder, such as out/",
    )


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file holds just this."""
    try:
        return read_bytes(path, len(data)) == data
    except FileError:
        return False
