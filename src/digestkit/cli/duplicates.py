"""``digestkit duplicates``."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digestkit.cli.options import ArchiveOption, PathsArgument, StdinNameOption, TextOrJson, both, command
from digestkit.cli.session import Session
from digestkit.diagnostic import Lang, Text, count
from digestkit.escape import printable

if TYPE_CHECKING:
    from digestkit.stories import Grouping, Report


FormatOption = Annotated[TextOrJson, typer.Option(help=both("结果的格式。", "The answer's format."))]


_TITLE = 80
"""Columns of a title that people are shown, at most: some are whole paragraphs."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    command(
        app,
        "duplicates",
        zh="找出报道同一件事的新闻，以及后续报道。",
        en="Find stories that report the same event, and those that follow up.",
    )(duplicates)


def duplicates(
    session: Session,
    paths: PathsArgument = None,
    archive: ArchiveOption = None,
    output_format: FormatOption = TextOrJson.full,
    stdin_filename: StdinNameOption = None,
) -> int:
    """Run the command."""
    from digestkit.stories import group, reports_of

    issues = session.digests(paths, stdin_filename)
    if not issues:
        session.tell_nothing(paths)
    published = session.published(session.sources(archive), issues) if archive else []
    reports = [report for parsed in issues for report in reports_of(parsed)]
    mine = len(reports)
    reports += [report for parsed in published for report in reports_of(parsed)]
    stories = count(len(reports), "条新闻", "story")
    with session.waiting.at(lambda: Text(f"正在比对 {stories.zh}", f"comparing {stories.en}")):
        found = group(reports, session.names, mine)
    as_written = _as_json if output_format is TextOrJson.json else _as_text
    session.write(as_written(reports, mine, found, session.lang))
    return session.exit_code(bool(found.events))


def _member(report: "Report") -> dict[str, Any]:
    """A story as the JSON of ``duplicates`` names it."""
    return {"path": report.path, "line": report.line, "title": report.title, "date": report.date}


def _as_json(reports: Sequence["Report"], mine: int, found: "Grouping", lang: Lang) -> str:
    """The answer as JSON."""
    from digestkit.escape import to_json

    answer = {
        "version": 1,
        "stories": mine,
        "groups": [
            {
                "kind": each.kind,
                "members": [_member(reports[member]) for member in each.members],
                "score": each.score,
                "why": [reason.say(lang) for reason in each.why],
            }
            for each in found.groups
        ],
        "follow_ups": [
            {
                "from": _member(reports[each.earlier]),
                "to": _member(reports[each.later]),
                "why": [reason.say(lang) for reason in each.why],
            }
            for each in found.follow_ups
        ],
    }
    return to_json(answer, 2) + "\n"


def _lines(reports: Sequence["Report"]) -> Iterator[str]:
    """A line for each story, safe for a terminal, dates and titles below one another."""
    from digestkit.report.excerpt import shortened, width

    places = [f"{printable(each.path)}:{each.line}" for each in reports]
    widest = max(map(width, places))
    for each, place in zip(reports, places, strict=True):
        day = each.date or "—".ljust(len("2026-02-08"))
        yield f"  {place}{' ' * (widest - width(place))}  {day}  {shortened(printable(each.title), _TITLE)}\n"


def _because(reasons: Sequence[Text], lang: Lang) -> str:
    """The reasons on a line."""
    between = Text("；", "; ").say(lang)
    word = Text("依据：", "because: ").say(lang)
    return f"  {word}{printable(between.join(reason.say(lang) for reason in reasons))}\n"


def _as_text(reports: Sequence["Report"], mine: int, found: "Grouping", lang: Lang) -> str:
    """The answer for people."""

    def parts() -> Iterator[str]:
        for each in found.groups:
            many = len(each.members)
            if each.kind == "same-event":
                yield Text(f"同一件事，{many} 条：\n", f"The same event, {many} stories:\n").say(lang)
            else:
                yield Text(
                    f"同一链接下有 {many} 条不同的新闻：\n", f"Different stories under one link, {many}:\n"
                ).say(lang)
            yield from _lines([reports[member] for member in each.members])
            yield _because(each.why, lang) + "\n"
        for follow in found.follow_ups:
            yield Text("后续报道：\n", "A follow-up:\n").say(lang)
            yield from _lines([reports[follow.earlier], reports[follow.later]])
            yield _because(follow.why, lang) + "\n"
        stories = count(mine, "条新闻", "story")
        same = count(len(found.events), "组报道同一件事", "group")
        later = count(len(found.follow_ups), "条后续报道", "follow-up")
        yield Text(
            f"共 {stories.zh}，{same.zh}，{later.zh}。\n",
            f"{stories.en}: {same.en} of the same event, {later.en}.\n",
        ).say(lang)

    return "".join(parts())
