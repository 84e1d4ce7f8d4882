"""``digestkit lint``."""

import difflib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digestkit.cli.options import PathsArgument, Session, StdinNameOption, both, command
from digestkit.config import LintConfig, unknown_rule
from digestkit.diagnostic import Diagnostic, Severity, Text
from digestkit.errors import DigestkitError, UsageError
from digestkit.files import printable, write_atomic
from digestkit.fixing import fix
from digestkit.lint import lint as run_lint
from digestkit.lint import selected
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.report import Run, render, statistics
from digestkit.rule import Batch, load_rules

if TYPE_CHECKING:
    from digestkit.links.verdict import Verdict


class OutputFormat(StrEnum):
    """Formats of the report."""

    full = "full"
    concise = "concise"
    json = "json"
    jsonl = "jsonl"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    rdjson = "rdjson"
    junit = "junit"


class FailLevel(StrEnum):
    """From which severity on a finding fails the run."""

    error = "error"
    warning = "warning"
    info = "info"


FixOption = Annotated[
    bool,
    typer.Option(
        "--fix", help=both("改好能安全改的，写回文件。", "Mend what can be mended safely, in place.")
    ),
]
DiffOption = Annotated[
    bool,
    typer.Option(
        "--diff", help=both("只显示会怎么改，不写文件。", "Show what would be mended; write nothing.")
    ),
]
UnsafeOption = Annotated[
    bool,
    typer.Option(
        "--unsafe-fixes",
        help=both(
            "连可能改动内容的也改，改后请复核。", "Mend also what may change content; review the result."
        ),
    ),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULES",
        help=both(
            "只用这些规则：代码、代码开头、规则名或 ALL，逗号分隔。",
            "Only these rules: codes, prefixes, names or ALL.",
        ),
    ),
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option(metavar="RULES", help=both("不用这些规则。", "Not these rules."))
]
ExtendOption = Annotated[
    list[str] | None,
    typer.Option(metavar="RULES", help=both("在默认规则以外加上这些。", "These rules in addition.")),
]
FormatOption = Annotated[OutputFormat, typer.Option(help=both("报告的格式。", "The report's format."))]
OutputFileOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=both("报告写到文件，不写到标准输出。", "Write the report to a file.")),
]
OfflineOption = Annotated[
    bool, typer.Option("--offline", help=both("不联网，不检查链接。", "No network: links are not checked."))
]
ArchiveOption = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="DIR",
        help=both(
            "已发布各期的目录，用来找已经报过的新闻（可重复）。",
            "Published issues, to find stories already told (repeatable).",
        ),
    ),
]
NetworkOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CIDR",
        help=both(
            "允许访问的内网地址段，如 10.1.2.0/24（可重复）。",
            "A private network that may be reached (repeatable).",
        ),
    ),
]
FailLevelOption = Annotated[
    FailLevel,
    typer.Option(help=both("从哪一级起算不通过（退出码 1）。", "From which severity on the run fails.")),
]
ExitZeroOption = Annotated[
    bool, typer.Option("--exit-zero", help=both("有问题也以 0 退出。", "Exit with 0 whatever is found."))
]
StatisticsOption = Annotated[
    bool,
    typer.Option(
        "--statistics", help=both("只显示每条规则有多少处。", "Show how many findings each rule has.")
    ),
]
WatchOption = Annotated[
    bool,
    typer.Option("--watch", "-w", help=both("文件一改就重新检查。", "Lint again whenever a file changes.")),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    command(
        app,
        "lint",
        zh="检查稿子：缺字段、坏链接、重复新闻，以及一切会在版面上出丑的问题。",
        en="Check drafts: missing fields, dead links, stories told twice, and all else that would embarrass in print.",
    )(lint)


@dataclass(frozen=True)
class _Job:
    """What one run of ``lint`` was asked to do."""

    paths: Sequence[str]
    stdin_filename: str | None
    config: LintConfig
    offline: bool
    networks: tuple[str, ...]
    mend: bool
    diff: bool
    unsafe: bool
    output_format: str
    output_file: Path | None
    statistics: bool
    archive: tuple[Path, ...]


def lint(
    session: Session,
    paths: PathsArgument = None,
    fix: FixOption = False,
    diff: DiffOption = False,
    unsafe_fixes: UnsafeOption = False,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    extend_select: ExtendOption = None,
    output_format: FormatOption = OutputFormat.full,
    output_file: OutputFileOption = None,
    offline: OfflineOption = False,
    archive: ArchiveOption = None,
    allow_network: NetworkOption = None,
    fail_level: FailLevelOption = FailLevel.error,
    exit_zero: ExitZeroOption = False,
    statistics: StatisticsOption = False,
    watch: WatchOption = False,
    stdin_filename: StdinNameOption = None,
) -> int:
    """Run the command."""
    paths = paths or ["."]
    session.start = Path(stdin_filename or next((name for name in paths if name != "-"), "."))
    config = session.config.lint
    config = replace(
        config,
        select=_codes(select) or config.select,
        extend_select=(*config.extend_select, *_codes(extend_select)),
        ignore=(*config.ignore, *_codes(ignore)),
    )
    folders = (*(session.config.root / name for name in session.config.lint.archive), *(archive or ()))
    job = _Job(
        paths, stdin_filename, config, offline, tuple(allow_network or ()), fix, diff, unsafe_fixes,
        output_format.value, output_file, statistics, folders,
    )  # fmt: skip
    if watch:
        return _watch(session, job)
    worst, changed = _once(session, job)
    failed = worst >= Severity[fail_level.name.upper()] or (diff and changed)
    return session.exit_code(failed and not exit_zero)


def _codes(words: Sequence[str] | None) -> tuple[str, ...]:
    """Codes and names as given in options. Raises ``UsageError`` for one that no rule has."""
    found = tuple(code.strip() for word in words or () for code in word.split(",") if code.strip())
    for code in found:
        if not any(rule.is_named(code) for rule in load_rules()):
            raise UsageError(unknown_rule(code))
    return found


def _once(session: Session, job: _Job) -> tuple[int, bool]:
    """Lint once; the worst severity found (0: none) and whether a fix changed or would change a file."""
    parsed = session.digests(job.paths, job.stdin_filename)
    archive = session.digests([str(folder) for folder in job.archive]) if job.archive else []
    inputs = {Path(each.source.path).absolute() for each in parsed}
    published = tuple(each for each in archive if Path(each.source.path).absolute() not in inputs)
    verdicts = None if job.offline else _verdicts(session, job, parsed)
    changed = False
    if job.mend or job.diff:
        parsed, changed = _mend(session, job, parsed, verdicts)
        if job.diff:
            return 0, changed
    found = run_lint(Batch(tuple(parsed), published), job.config, verdicts)
    _report(session, job, parsed, found)
    return max((each.severity for each in found), default=0), changed


def _report(session: Session, job: _Job, parsed: Sequence[Parsed], found: Sequence[Diagnostic]) -> None:
    run = Run(len(parsed), found, {each.source.path: each.source for each in parsed})
    color = session.color() and job.output_file is None
    report = statistics if job.statistics else partial(render, job.output_format)
    text = report(run, session.lang, color)
    if job.output_file:
        write_atomic(job.output_file, text.encode("utf-8", "surrogateescape"))
    elif job.mend and "-" in job.paths:
        sys.stderr.write(text)  # standard output carries the mended text
    else:
        session.write(text)


def _verdicts(session: Session, job: _Job, parsed: Sequence[Parsed]) -> "Mapping[str, Verdict] | None":
    """What is known of every link, or ``None`` when no rule asks for it."""
    if not any(rule.scope == "links" for rule in selected(job.config)):
        return None
    from digestkit.cli.links import verdicts_for

    config = session.config.links
    networks = (*config.allow_networks, *job.networks)
    return verdicts_for(session, parsed, replace(config, allow_networks=networks), budget=config.budget)


def _mend(
    session: Session, job: _Job, parsed: Sequence[Parsed], verdicts: "Mapping[str, Verdict] | None"
) -> tuple[list[Parsed], bool]:
    """Every digest with its fixes applied (written back, or shown with ``--diff``)."""
    rules = tuple(rule for rule in selected(job.config) if rule.fixes != "never" and rule.scope != "batch")
    mended, total = [], 0
    for before in parsed:
        try:
            fixed = fix(
                before,
                lambda each: run_lint(Batch((each,)), job.config, verdicts, rules),
                lambda source: read(source, session.config.vocabulary_for()),
                job.unsafe,
            )
            if not fixed.stable:
                names = ", ".join(fixed.codes)
                shown = printable(before.source.path)
                raise DigestkitError(
                    Text(
                        f"{shown}：没有写入。{names} 的修正互相抵消，停不下来；请手动修改并反馈这个问题",
                        f"{shown}: not written. The fixes of {names} undo one another; mend by hand and report this",
                    )
                )
            after = fixed.parsed
            if after.text != before.text or (job.mend and before.source.path == (job.stdin_filename or "-")):
                _deliver(session, job, before, after)
            mended.append(after)
            total += fixed.applied
        except DigestkitError as problem:
            session.error(problem.message)
            mended.append(before)
    if total and not job.diff:
        session.notice(Text(f"改好了 {total} 处", f"fixed {total}"))
    return mended, total > 0


def _deliver(session: Session, job: _Job, before: Parsed, after: Parsed) -> None:
    path = before.source.path
    if job.diff:
        session.write(unified_diff(path, before.text, after.text))
    elif path == (job.stdin_filename or "-") and "-" in job.paths:
        session.write(("\ufeff" if after.source.bom else "") + after.text)
    else:
        write_atomic(Path(path), after.source.to_bytes())


def unified_diff(path: str, before: str, after: str) -> str:
    """A unified diff of two texts of one file."""
    shown = printable(path)
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{shown}", f"b/{shown}"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _watch(session: Session, job: _Job) -> int:
    """Lint whenever a file below the paths changes, until interrupted."""
    from watchfiles import watch

    folders = {path if path.is_dir() else path.parent for path in map(Path, job.paths)}
    _once(session, job)
    session.notice(Text("等待文件改动，按 Ctrl-C 结束", "watching for changes; Ctrl-C to stop"))
    for _ in watch(*folders, raise_interrupt=False):
        if session.color():
            session.write("\x1b[2J\x1b[H")
        _once(session, job)
    return session.exit_code()
