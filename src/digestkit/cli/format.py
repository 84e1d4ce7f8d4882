"""``digestkit format``."""

import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from digestkit.cli.options import PathsArgument, StdinNameOption, both, command
from digestkit.cli.session import Session
from digestkit.diagnostic import Text
from digestkit.errors import DigestkitError, FileError, UsageError
from digestkit.files import file_error, printable, write_atomic
from digestkit.parsed import Parsed


class Target(StrEnum):
    """Styles to change to."""

    blue_span = "blue-span"
    front_matter = "front-matter"


ToOption = Annotated[
    Target | None,
    typer.Option(
        help=both(
            "换成另一种样式（默认保持文件自己的样式）。",
            "Change to another style (default: the file's own).",
        ),
        show_default=False,
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE|DIR",
        help=both(
            "写到这个文件或目录（目录以 / 结尾），原文件不动。",
            "Write to this file or folder (ending in /); the originals stay.",
        ),
    ),
]
CheckOption = Annotated[
    bool,
    typer.Option(
        "--check",
        help=both(
            "不写入，只列出要改的文件；有就以 1 退出。",
            "Write nothing, list files that would change; exit 1 if any.",
        ),
    ),
]
DiffOption = Annotated[
    bool,
    typer.Option(
        "--diff",
        help=both(
            "不写入，只显示会怎样改；有改动就以 1 退出。",
            "Write nothing, show what would change; exit 1 if anything.",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    command(
        app,
        "format",
        zh="把稿子排成整齐的格式，或换成另一种样式；一个字、一个数字、一个链接都不会少。",
        en="Lay drafts out in clean form, or change their style; no word, figure or link is ever lost.",
    )(format_command)


def format_command(
    session: Session,
    paths: PathsArgument = None,
    to: ToOption = None,
    output: OutputOption = None,
    check: CheckOption = False,
    diff: DiffOption = False,
    stdin_filename: StdinNameOption = None,
) -> int:
    """Run the command."""
    from digestkit.formatting import format_source

    paths = paths or ["."]
    places = _Places(paths, output) if output and not (check or diff) else None
    piped = (stdin_filename or "-") if "-" in paths else None
    seen = changed = 0
    for parsed in _digests(session, paths, stdin_filename):
        seen += 1
        try:
            text = format_source(parsed, session.config.format, to.value if to else None)
            changed += text != parsed.text
            if check or diff:
                _show(session, parsed, text, diff)
            elif places:
                write_atomic(places.target(parsed.source.path), parsed.source.encode(text))
            elif parsed.source.path == piped:
                session.write(("\ufeff" if parsed.source.bom else "") + text)
            elif text != parsed.text:
                write_atomic(Path(parsed.source.path), parsed.source.encode(text))
        except DigestkitError as problem:
            session.error(problem.message)
    if not seen and not session.failed:
        session.notice(Text("没有找到日报或周报", "no digests found"))
    elif "-" not in paths:
        _summary(session, seen, changed, dry=check or diff)
    return session.exit_code((check or diff) and changed > 0)


def _digests(session: Session, paths: Sequence[str], stdin_filename: str | None) -> Iterator[Parsed]:
    """The digests that ``paths`` name, one at a time; in directories only what is a digest."""
    from digestkit.reader import read

    named = {str(Path(name)) for name in paths} | {stdin_filename or "-"}
    vocabulary = None
    for source in session.sources(paths, stdin_filename):
        vocabulary = vocabulary or session.config.vocabulary_for()
        parsed = read(source, vocabulary)
        if source.path in named or parsed.looks_like_digest():
            yield parsed


def _show(session: Session, parsed: Parsed, text: str, diff: bool) -> None:
    """What would change: as a diff, or the file's name."""
    if text == parsed.text:
        return
    if diff:
        from digestkit.diff import unified_diff

        session.write(unified_diff(parsed.source.path, parsed.text, text))
    else:
        shown = printable(parsed.source.path)
        session.write(Text(f"要改：{shown}\n", f"would change: {shown}\n").say(session.lang))


def _summary(session: Session, seen: int, changed: int, *, dry: bool) -> None:
    same = seen - changed
    if dry:
        session.notice(
            Text(f"{changed} 个文件要改，{same} 个不用", f"{changed} would change, {same} would not")
        )
    else:
        session.notice(
            Text(f"排好了 {changed} 个文件，{same} 个本来就整齐", f"formatted {changed}, {same} were clean")
        )


class _Places:
    """Where ``-o`` puts each file: one file, or a folder that keeps the paths below the given folders."""

    def __init__(self, paths: Sequence[str], name: str) -> None:
        self.folders = [Path(name) for name in paths if name != "-" and Path(name).is_dir()]
        many = len(paths) > 1 or bool(self.folders)
        self.output = output = Path(name)
        self.is_folder = many or name.endswith(("/", os.sep)) or output.is_dir()
        self.taken: dict[Path, str] = {}
        if many and output.is_file():
            shown = printable(output)
            raise UsageError(
                Text(
                    f"{shown} 是文件，放不下多个文件的结果；请给 -o 一个目录",
                    f"{shown} is a file and can't hold several results; give -o a folder",
                )
            )

    def target(self, path: str) -> Path:
        """The file to write for ``path``. Raises ``FileError`` when another file has taken it."""
        if not self.is_folder:
            return self.output
        source = Path("stdin.md" if path == "-" else path)
        top = next((folder for folder in self.folders if source.is_relative_to(folder)), source.parent)
        place = self.output / source.relative_to(top)
        other = self.taken.setdefault(place, path)
        if other != path:
            zh, en = printable(place), printable(other)
            raise FileError(
                Text(
                    f"{printable(path)}：没有写入。{zh} 已经是 {en} 的结果；请分开处理",
                    f"{printable(path)}: not written. {zh} already holds the result of {en}; do them apart",
                )
            )
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise file_error(place.parent, error) from error
        return place
