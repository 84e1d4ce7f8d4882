"""The run of ``weekly``: dailies in, the weekly and its report out. Nothing here needs Typer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digestkit.cli.session import STDOUT, HouseStyle, Session, new_file
from digestkit.diagnostic import Text, count
from digestkit.disk.files import check_own_place, write_atomic
from digestkit.errors import FileError, UsageError
from digestkit.escape import printable

if TYPE_CHECKING:
    from digestkit.schema import Style
    from digestkit.source import Source
    from digestkit.weekly.build import Weekly
    from digestkit.weekly.choose import Choice
    from digestkit.weekly.events import Event
    from digestkit.weekly.plan import Plan
    from digestkit.weekly.rerun import Reconciled
    from digestkit.weekly.template import Page
    from digestkit.weekly.told import Dropped


@dataclass(frozen=True)
class Asked:
    """The options of ``weekly`` as they were given."""

    paths: Sequence[str] | None = None
    week: str | None = None
    since: str | None = None
    until: str | None = None
    to: HouseStyle | None = None
    output: str | None = None
    report: str | None = None
    plan: str | None = None
    check: bool = False


@dataclass(frozen=True)
class _Files:
    """What is written besides standard output."""

    output: Path | None
    report: Path | None
    plan: Path | None


def _files(asked: Asked) -> _Files:
    """The files that the options name. Raises ``UsageError`` for names that can't go together."""
    output, report = new_file(asked.output, "-o"), new_file(asked.report, "--report")
    if asked.check and output is None:
        raise UsageError(
            Text(
                "--check 看的是 -o 的文件会不会变；请用 -o 写明周报文件",
                "--check tells whether the -o file would change; name the weekly with -o",
            )
        )
    if asked.report == STDOUT and output is None:
        raise UsageError(
            Text(
                "周报和 --report 不能都写到标准输出；请给其中一个写明文件",
                "the weekly and --report can't both go to standard output; name a file for one of them",
            )
        )
    if asked.plan == STDOUT:
        raise UsageError(
            Text(
                "--plan 要一个可以改的文件，不能是 -（标准输出）；请写明文件",
                "--plan is a file to be edited and can't be - (standard output); name a file",
            )
        )
    return _Files(output, report, new_file(asked.plan, "--plan"))


def run(session: Session, asked: Asked) -> int:
    """Do what was asked; the exit code."""
    from digestkit.disk.files import read_source
    from digestkit.encoding import check_writable
    from digestkit.weekly.build import build, gather
    from digestkit.weekly.choose import choose
    from digestkit.weekly.compose import House

    files = _files(asked)
    there = read_source(files.output) if files.output is not None and files.output.exists() else None
    if there is not None:
        check_writable(there)
    digests = session.digests(asked.paths)
    texts = [each.source.path for each in digests]
    check_own_place(files.report, (files.output, files.plan, *texts))
    check_own_place(files.plan, (files.output, *texts))
    choice = choose(digests, asked.week, asked.since, asked.until)
    for notice in choice.notices:
        session.notice(notice)
    config = session.config
    dailies = count(len(choice.dailies), "份日报", "daily")
    with session.waiting.at(
        lambda: Text(f"正在比对 {dailies.zh}里的新闻", f"comparing the stories of {dailies.en}")
    ):
        events, dropped = gather(choice, session.names)
    followed = _plan(session, files.plan, choice, events, dropped)
    house = House(config.weekly, config.vocabulary_for(), _layout(session), config.lint)
    made = build(choice, events, dropped, house, followed)
    has = _style(session, there)
    to: Style = asked.to.value if asked.to else has or "front-matter"
    text = _in_style(session, made.text, to, files.output)
    if files.plan is not None and followed is None and not asked.check:
        _write_plan(session, files.plan, choice, made)
    if asked.report is not None and not asked.check:
        _write_report(session, files.report, choice, made)
    _tell(session, made)
    if files.output is not None:
        restyled = (lambda old: _in_style(session, old, to, files.output)) if has not in (None, to) else None
        in_order = _in_order(session) if followed is None else None  # a plan has an order of its own
        clashes = _write(session, files.output, text, there, restyled, in_order, check=asked.check)
        return session.exit_code(clashes)
    if not asked.check:
        session.show(text)
    return session.exit_code()


def _layout(session: Session) -> "Page":
    from digestkit.cli.trust import misplaced, place
    from digestkit.disk.files import read_source
    from digestkit.encoding import check_whole
    from digestkit.weekly import template

    name, where = session.config.weekly.template, ("weekly", "template")
    if not name:
        return template.shipped()
    try:
        source = read_source(place(session, where, name))
        check_whole(source)
    except FileError as error:
        zh, en = error.message
        what = Text(
            f"weekly.template 指的模板用不了（路径从配置文件所在的目录算起）：{zh}",
            f"weekly.template names a template that can't be used (the path counts from the configuration's folder): {en}",
        )
        raise misplaced(session, where, what) from error
    return template.parse(source)


def _style(session: Session, there: "Source | None") -> "Style | None":
    """The style of the file that is there already: a second run keeps it."""
    from digestkit.reader import read

    style = read(there, session.config.vocabulary_for()).digest.style if there is not None else "plain"
    return None if style == "plain" else style


def _in_style(session: Session, text: str, to: "Style", output: Path | None) -> str:
    """The weekly in the clean form of ``to``, as ``format`` with this configuration would write it."""
    from digestkit.formatting import format_source
    from digestkit.reader import read
    from digestkit.source import Source

    parsed = read(Source.from_text(text, str(output or "digest.md")), session.config.vocabulary_for())
    if parsed.digest.kind != "weekly":
        session.notice(
            Text(
                "模板的标题里没有“周报”这样的词，以后会被当成日报；请在 title 里加上 ${name}",
                "the template's title does not say that it is a weekly, so it would be taken for a daily; "
                "add ${name} to its title",
            )
        )
    return format_source(parsed, session.config.format, to)


def _in_order(session: Session) -> Callable[[str, str], str]:
    """What brings the stories of a weekly into the order of an earlier one."""
    from digestkit.reader import read
    from digestkit.source import Source
    from digestkit.weekly.order import in_order_of

    vocabulary = session.config.vocabulary_for()

    def in_order(before: str, made: str) -> str:
        earlier, later = (read(Source.from_text(text, "weekly.md"), vocabulary) for text in (before, made))
        return in_order_of(earlier, later)

    return in_order


def _plan(
    session: Session, path: Path | None, choice: "Choice", events: "list[Event]", dropped: "list[Dropped]"
) -> "Plan | None":
    if path is None or not path.exists():
        return None
    from digestkit.disk.files import read_source
    from digestkit.encoding import check_whole
    from digestkit.weekly.plan_reading import read_plan

    source = read_source(path)
    check_whole(source)
    plan = read_plan(source.text, source.path, events, dropped, choice.span.iso)
    for notice in plan.notices:
        session.notice(notice)
    for told in plan.unmentioned:
        session.notice(
            Text(
                f"计划里没有“{printable(told.title)}”（{printable(told.report.path)}:{told.report.line}），已补进周报；"
                "不要它，就把它写到 drop 下面",
                f"the plan does not mention '{printable(told.title)}' "
                f"({printable(told.report.path)}:{told.report.line}); it was added. To leave it out, name it under 'drop'",
            )
        )
    return plan


def _write_plan(session: Session, path: Path, choice: "Choice", made: "Weekly") -> None:
    from digestkit.weekly.plan import written

    write_atomic(path, written(made.items, made.dropped, choice.span.iso).encode("utf-8"))
    session.notice(
        Text(
            f"计划写在 {printable(path)}；改好后再运行同一条命令",
            f"the plan is in {printable(path)}; edit it and run the same command again",
        )
    )


def _write_report(session: Session, path: Path | None, choice: "Choice", made: "Weekly") -> None:
    from digestkit.escape import to_json
    from digestkit.weekly.report import report

    told = report(choice.span, choice.dailies, made.items, made.dropped, session.lang)
    text = f"{to_json(told, 2)}\n"
    if path is None:
        session.write(text)
    else:
        write_atomic(path, text.encode())


def _tell(session: Session, made: "Weekly") -> None:
    """Say what the editor should look at."""
    reports = sum(len(item.rated.event.members) for item in made.items)
    clashes = sum(len(item.conflicts) for item in made.items)
    bare = sum(not item.story.sources for item in made.items)
    told, made_of = count(len(made.items), "条新闻", "story"), count(reports, "条报道", "report")
    merges = reports > len(made.items)
    zh = [f"{made_of.zh}合为 {told.zh}" if merges else f"收入 {told.zh}"]
    en = [f"{made_of.en} made {told.en}" if merges else f"took {told.en}"]
    if made.dropped:
        left = count(len(made.dropped), "条没有收入", "report")
        zh.append(left.zh)
        en.append(f"{left.en} dropped")
    if clashes:
        marked = count(clashes, "处数字不一致", "conflict")
        zh.append(f"{marked.zh}，正文里有注释，请核对")
        en.append(f"{marked.en} of figures marked in the text: please check")
    if bare:
        sourceless = count(bare, "条没有来源", "story")
        zh.append(sourceless.zh)
        en.append(f"{sourceless.en} without a source")
    if relative := sum(item.tells_a_day for item in made.items):
        dayless = count(relative, "条写着“昨晚”“今天”", "story")
        zh.append(f"{dayless.zh}，请换成日期（lint 的 DK703 逐条指出）")
        en.append(f"{dayless.en} with 昨晚 or 今天: please write the date (DK703 of lint tells where)")
    session.notice(Text("；".join(zh), "; ".join(en)))
    for each in made.dropped:
        if each.failed:
            where, title = f"{printable(each.report.path)}:{each.report.line}", printable(each.report.title)
            session.error(
                Text(
                    f"{where} “{title}”没有收入：{each.why.zh}",
                    f"{where} '{title}' was left out: {each.why.en}",
                )
            )


def _write(
    session: Session,
    output: Path,
    text: str,
    there: "Source | None",
    restyled: Callable[[str], str] | None,
    in_order: Callable[[str, str], str] | None,
    *,
    check: bool,
) -> bool:
    """Write the weekly to its file, keeping what was changed there by hand; with ``check`` only say what would be.

    ``there`` is what the file holds; ``restyled`` and ``in_order`` as in ``rerun.reconciled``.
    Whether the file would change (``check``), or whether changes clash.
    """
    from digestkit.weekly.rerun import recalled, reconciled

    result = reconciled(output, text, there, recalled(output), restyled, in_order)
    changes = there is None or result.data != there.to_bytes()
    shown = printable(output)
    if check:
        if changes:
            session.notice(Text(f"{shown} 会变", f"{shown} would change"))
        return changes
    if changes:
        write_atomic(output, result.data, there.to_bytes() if there else None)
    _remember(session, output, result.made)
    _tell_written(session, shown, result, changes)
    return bool(result.clashes)


def _remember(session: Session, output: Path, text: str) -> None:
    """Keep what was made, so that the next run can tell the editor's changes from it."""
    from digestkit.weekly.rerun import remember

    try:
        remember(output, text)
    except FileError as problem:
        session.error(
            Text(
                f"周报写好了，但没能留底稿，下次不能合并您的修改：{problem.message.zh}",
                f"the weekly was written but not remembered, so the next run can't merge your changes: "
                f"{problem.message.en}",
            )
        )


def _tell_written(session: Session, shown: str, result: "Reconciled", changes: bool) -> None:
    """Say what became of the file and of the editor's changes in it."""
    kept = Text("，您改过的地方都保留着", "; your changes were kept") if result.edited else Text("", "")
    session.notice(
        Text(f"写好了 {shown}{kept.zh}", f"wrote {shown}{kept.en}")
        if changes
        else Text(f"{shown} 没有变化", f"{shown} is unchanged")
    )
    if result.clashes:
        lines, places = "、".join(map(str, result.clashes)), count(len(result.clashes), "处", "place")
        session.notice(
            Text(
                f"{shown}：您改过的 {places.zh}日报也有新内容，您的文字保留着（第 {lines} 行起），"
                "新稿写在注释里，请定夺",
                f"{shown}: the dailies have news for {places.en} that you had edited; your words "
                f"were kept (from line {lines.replace('、', ', ')}), the new ones stand in comments: please decide",
            )
        )
