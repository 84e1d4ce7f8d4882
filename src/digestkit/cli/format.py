"""``digestkit format``: its options."""

from typing import Annotated

import typer

from digestkit.cli.formatting import Asked, run
from digestkit.cli.options import PathsArgument, StdinNameOption, both, command
from digestkit.cli.session import HouseStyle, Session

ToOption = Annotated[
    HouseStyle | None,
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
            "不写入，只列出要改的文件；有要改的，退出码为 1。",
            "Write nothing, list files that would change; exit 1 if any.",
        ),
    ),
]
DiffOption = Annotated[
    bool,
    typer.Option(
        "--diff",
        help=both(
            "不写入，只显示会怎样改；有改动时退出码为 1。",
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
    return run(session, Asked(paths, to, output, check, diff, stdin_filename))
