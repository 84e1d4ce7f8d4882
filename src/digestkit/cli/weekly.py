"""``digestkit weekly``."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from digestkit.cli.options import PathsArgument, Session, both, command
from digestkit.diagnostic import Text
from digestkit.files import printable, write_atomic


class WeeklyStyle(StrEnum):
    """Styles of a weekly."""

    front_matter = "front-matter"
    blue_span = "blue-span"


WeekOption = Annotated[
    str | None,
    typer.Option(
        metavar="WEEK",
        help=both(
            "哪一周，如 2026-W06（默认最新一期日报所在的周）。",
            "The ISO week, e.g. 2026-W06 (default: the week of the newest daily).",
        ),
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help=both("从哪天起，如 2026-02-02。", "From this day on, e.g. 2026-02-02.")
    ),
]
UntilOption = Annotated[
    str | None, typer.Option(metavar="DATE", help=both("到哪天为止（含）。", "Up to and including this day."))
]
ToOption = Annotated[WeeklyStyle, typer.Option(help=both("周报的样式。", "The style of the weekly."))]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help=both("写到文件（默认标准输出）。", "Write to a file.")
    ),
]
ReportOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help=both("把每条新闻的去向写成 JSON。", "Write what became of every story, as JSON."),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    command(
        app,
        "weekly",
        zh="把日报合成周报：同一件事只讲一次，来源一个不少。",
        en="Merge dailies into a weekly: each event once, with all its sources.",
    )(weekly)


def weekly(
    session: Session,
    paths: PathsArgument = None,
    week: WeekOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    to: ToOption = WeeklyStyle.front_matter,
    output: OutputOption = None,
    report: ReportOption = None,
) -> int:
    """Run the command."""
    from digestkit.weekly import template
    from digestkit.weekly.build import build, gather
    from digestkit.weekly.choose import choose
    from digestkit.weekly.report import report as report_of

    choice = choose(session.digests(paths), week, since, until)
    for notice in choice.notices:
        session.notice(notice)
    config = session.config.weekly
    vocabulary = session.config.vocabulary_for()
    events, dropped = gather(choice)
    made = build(choice, events, dropped, config, vocabulary, template.shipped())
    if report is not None:
        told = report_of(choice.span, choice.dailies, made.items, made.dropped, session.lang)
        write_atomic(report, (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
    if output is None:
        session.write(made.text)
    else:
        write_atomic(output, made.text.encode("utf-8"))
        session.notice(Text(f"写好了 {printable(output)}", f"wrote {printable(output)}"))
    return session.exit_code()
