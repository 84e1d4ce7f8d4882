"""``digestkit weekly``: its options."""

from typing import Annotated

import typer

from digestkit.cli.merging import Asked, run
from digestkit.cli.options import PathsArgument, both, command
from digestkit.cli.session import HouseStyle, Session

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
ToOption = Annotated[
    HouseStyle | None,
    typer.Option(
        help=both(
            "周报的样式（默认照 -o 已有的文件，没有就是 front-matter）。",
            "The style of the weekly (default: that of the -o file; front-matter when there is none).",
        )
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=both("写到文件（默认标准输出）。", "Write to this file (default: standard output)."),
    ),
]
ReportOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help=both("把每条新闻的去向写成 JSON。", "Write what became of every story, as JSON."),
    ),
]


PlanOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help=both(
            "计划（YAML）：没有这个文件就写一份，有就照着做。",
            "The plan (YAML): written when the file is not there, followed when it is.",
        ),
    ),
]
CheckOption = Annotated[
    bool,
    typer.Option(
        "--check",
        help=both(
            "不写文件；-o 的文件会变时退出码为 1。", "Write nothing; exit 1 if the -o file would change."
        ),
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
    to: ToOption = None,
    output: OutputOption = None,
    report: ReportOption = None,
    plan: PlanOption = None,
    check: CheckOption = False,
) -> int:
    """Run the command."""
    asked = Asked(
        paths=paths, week=week, since=since, until=until, to=to, output=output, report=report, plan=plan, check=check
    )  # fmt: skip
    return run(session, asked)
