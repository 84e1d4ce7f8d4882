"""``digestkit new``."""

from datetime import date
from typing import Annotated

import typer

from digestkit.aspects import blanks
from digestkit.cli.options import both, command
from digestkit.cli.session import HouseStyle, Session, new_file
from digestkit.diagnostic import Text
from digestkit.disk.files import write_atomic
from digestkit.errors import FileError
from digestkit.escape import printable
from digestkit.schema import Digest, Point, Section, Source, Story, Style
from digestkit.vocabulary import Vocabulary

DateArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[DATE]",
        help=both("哪一天，如 2026-02-08（默认今天）。", "The day, e.g. 2026-02-08 (default: today)."),
    ),
]
StyleOption = Annotated[HouseStyle, typer.Option(help=both("样式。", "The style."))]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=both(
            "写到文件（默认标准输出）；不覆盖。",
            "Write to this file (default: standard output); never overwrites.",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    command(
        app,
        "new",
        zh="一份等着填的日报草稿：本刊的前几个板块，每个板块一条新闻，字段齐全。",
        en="A draft of a daily to fill in: the house's first sections, a story in each, every field in place.",
    )(new)


def new(
    session: Session,
    day: DateArgument = None,
    style: StyleOption = HouseStyle.blue_span,
    output: OutputOption = None,
) -> int:
    """Run the command."""
    from digestkit.styles import write
    from digestkit.weekly.calendar import day_of

    issue = day_of(day) if day else date.today()
    vocabulary = session.config.vocabulary_for()
    text = write(draft(issue, style.value, vocabulary), style.value, vocabulary)
    place = new_file(output, "-o")
    if place is None:
        session.write(text)
        return 0
    if place.exists() or place.is_symlink():
        shown = printable(place)
        raise FileError(
            Text(
                f"{shown} 已经有了，没有动它；请换个名字",
                f"{shown} exists and was left alone; choose another name",
            )
        )
    write_atomic(place, text.encode("utf-8"))
    session.notice(Text(f"写好了 {printable(place)}", f"wrote {printable(place)}"))
    return 0


def draft(issue: date, style: Style, vocabulary: Vocabulary) -> Digest:
    """A daily with one story to fill in for each of the house's first sections."""
    day = issue.isoformat()
    blue = style == "blue-span"  # its headline says the day by itself
    title = "AI 行业动态" if blue else f"AI 行业动态 {day}"
    story = Story(
        blanks.TITLE,
        summary=blanks.SUMMARY,
        background=blanks.BACKGROUND,
        points=tuple(Point(None, text) for text in blanks.POINTS),
        sources=(Source(blanks.SOURCE, blanks.ADDRESS),),
    )
    header = {"title": title, "date": day, "category": "日报", "tags": ["AI"]}
    return Digest(
        style=style,
        title=title,
        date=day,
        front_matter=None if blue else header,
        sections=tuple(Section(name, stories=(story,)) for name in vocabulary.sections[:4]),
    )
