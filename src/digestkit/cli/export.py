"""``digestkit export``."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from digestkit.cli.options import PathsArgument, StdinNameOption, both, command
from digestkit.cli.session import Session


class OutputFormat(StrEnum):
    """Formats of the export."""

    json = "json"
    jsonl = "jsonl"


FormatOption = Annotated[
    OutputFormat,
    typer.Option(
        help=both("json：一个数组；jsonl：每个文件一行。", "json: one array; jsonl: a line for each file.")
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    command(
        app,
        "export",
        zh="把日报、周报导出成 JSON：板块、新闻、说明、背景、要点、来源。",
        en="The digests as JSON: sections, stories, summaries, backgrounds, points, sources.",
    )(export)


def export(
    session: Session,
    paths: PathsArgument = None,
    output_format: FormatOption = OutputFormat.json,
    stdin_filename: StdinNameOption = None,
) -> int:
    """Run the command."""
    documents = _documents(session, list(paths or ["."]), stdin_filename)
    if output_format is OutputFormat.jsonl:
        for line in documents:
            session.write(line + "\n")
    else:
        session.write("[" + ",".join("\n" + each for each in documents) + "\n]\n")
    return session.exit_code()


def _documents(session: Session, paths: list[str], stdin_filename: str | None) -> Iterator[str]:
    """Each digest as JSON, one by one, so that writing begins at once."""
    from digestkit.escape import to_json
    from digestkit.export import document

    digests = session.digests(paths, stdin_filename)
    if not digests:
        session.tell_nothing(paths)
    for parsed in digests:
        yield to_json(document(parsed))
