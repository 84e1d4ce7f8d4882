"""``digestkit init``."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from digestkit.cli.options import both, command
from digestkit.cli.session import Session, named
from digestkit.cli.trust import writable
from digestkit.diagnostic import Text
from digestkit.disk.files import SETTINGS_SIZE, file_error, read_bytes, write_atomic
from digestkit.errors import FileError
from digestkit.escape import printable

_FILES = {
    "digestkit.toml": "digestkit.toml",
    "pre-commit.yaml": ".pre-commit-config.yaml",
    "workflow.yml": ".github/workflows/digestkit.yml",
}

FolderArgument = Annotated[
    str,
    typer.Argument(
        metavar="[DIR]",
        show_default=False,
        help=both("写到哪个目录（默认当前目录）。", "Where to write (default: here)."),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    command(
        app,
        "init",
        zh="写一份带注释的 digestkit.toml、pre-commit 配置和 CI 流程；已有的文件不动。",
        en="Write a commented digestkit.toml, a pre-commit entry and a CI workflow; never overwrites.",
    )(init)


def init(session: Session, folder: FolderArgument = ".") -> int:
    """Run the command."""
    here = named(folder)
    data = files("digestkit.data").joinpath("init")
    for name, target in _FILES.items():
        path = here / target
        shown = printable(path)
        text = data.joinpath(name).read_text("utf-8")
        if path.exists() or path.is_symlink():
            session.notice(
                Text(f"{shown} 已经有了，没有动它", f"{shown} exists and was left alone")
                if _speaks_of_us(path)
                else Text(
                    f"{shown} 已经有了，没有动它。可以参照下面的内容自己加：\n\n{text}",
                    f"{shown} exists and was left alone. To add by hand:\n\n{text}",
                )
            )
            continue
        writable(path, [folder])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise file_error(path.parent, error) from error
        write_atomic(path, text.encode("utf-8"))
        session.notice(Text(f"写好了 {shown}", f"wrote {shown}"))
    return 0


def _speaks_of_us(path: Path) -> bool:
    """Whether the file runs or sets up digestkit already, so that nothing is to be added."""
    try:
        return path.name == "digestkit.toml" or b"digestkit" in read_bytes(path, SETTINGS_SIZE)
    except FileError:
        return False
