"""``digestkit schema``."""

import difflib
from typing import Annotated

import typer

from digestkit.cli import completion
from digestkit.cli.options import both, command
from digestkit.cli.session import Session
from digestkit.diagnostic import Text
from digestkit.errors import UsageError
from digestkit.escape import printable

NameArgument = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        show_default=False,
        autocompletion=completion.schemas,
        help=both(
            "digest（export 的输出）、front-matter（文件头）、config（配置）或 report（lint 的 JSON）。",
            "digest (what export writes), front-matter, config or report (lint's JSON).",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    command(
        app,
        "schema",
        zh="输出一份 JSON Schema，供编辑器补全配置、供别的程序校验数据。",
        en="Print a JSON Schema, for editors to complete a configuration and programs to check data by.",
    )(schema)


def schema(session: Session, name: NameArgument) -> None:
    """Run the command."""
    from digestkit import json_schemas
    from digestkit.escape import to_json

    if name not in json_schemas.SCHEMAS:
        near = difflib.get_close_matches(name.lower(), json_schemas.SCHEMAS, 1)
        known, shown = list(json_schemas.SCHEMAS), printable(name)
        raise UsageError(
            Text(
                f"没有叫“{shown}”的 schema；"
                + (f"是不是 {near[0]}？" if near else f"可以写 {'、'.join(known)}"),
                f"no schema is called '{shown}'; "
                + (f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"),
            )
        )
    session.write(to_json(json_schemas.schema(name), indent=2) + "\n")
