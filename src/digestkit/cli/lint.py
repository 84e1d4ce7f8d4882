"""``digestkit lint``."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from digestkit.cli.options import PathsArgument, Session, StdinNameOption, both, command
from digestkit.diagnostic import Severity, Text
from digestkit.files import write_atomic
from digestkit.memory import Outcome, cache_folder, keep, key_of, recall
from digestkit.report import Run, render, statistics
from digestkit.source import Source


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
NoCacheOption = Annotated[
    bool,
    typer.Option(
        "--no-cache", help=both("不用上次记下的结果，重新检查。", "Lint anew; use nothing remembered.")
    ),
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
class Job:
    """What one run of ``lint`` was asked to do."""

    paths: Sequence[str]
    stdin_filename: str | None
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    offline: bool
    networks: tuple[str, ...]
    mend: bool
    diff: bool
    unsafe: bool
    archive: tuple[Path, ...]

    @property
    def is_plain(self) -> bool:
        """Whether the outcome depends on nothing but texts and settings, so that it can be remembered."""
        return self.offline and not self.mend and not self.diff


@dataclass(frozen=True)
class _Delivery:
    """Where the report goes and what it looks like."""

    output_format: str
    output_file: Path | None
    statistics: bool
    cache: Path | None


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
    no_cache: NoCacheOption = False,
    watch: WatchOption = False,
    stdin_filename: StdinNameOption = None,
) -> int:
    """Run the command."""
    paths = paths or ["."]
    session.start = Path(stdin_filename or next((name for name in paths if name != "-"), "."))
    folders = list(archive or ())
    if b"archive" in session.config_bytes:
        folders += (session.config.root / name for name in session.config.lint.archive)
    job = Job(
        paths, stdin_filename, _codes(select), _codes(extend_select), _codes(ignore), offline,
        tuple(allow_network or ()), fix, diff, unsafe_fixes, tuple(folders),
    )  # fmt: skip
    cache = None if no_cache else cache_folder() / "lint"
    delivery = _Delivery(output_format.value, output_file, statistics, cache)
    if watch:
        return _watch(session, job, delivery)
    worst, changed = _once(session, job, delivery)
    failed = worst >= Severity[fail_level.name.upper()] or (diff and changed)
    return session.exit_code(failed and not exit_zero)


def _codes(words: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for word in words or () for code in word.split(",") if code.strip())


def _once(session: Session, job: Job, delivery: _Delivery) -> tuple[int, bool]:
    """Lint once; the worst severity found (0: none) and whether a fix changed or would change a file."""
    sources = list(session.sources(job.paths, job.stdin_filename))
    archive = list(session.sources([str(folder) for folder in job.archive])) if job.archive else []
    key = _key(session, job, sources, archive) if delivery.cache and job.is_plain else ""
    outcome = recall(delivery.cache, key) if delivery.cache and key else None
    changed = False
    if outcome is None:
        from digestkit.cli.checking import check

        outcome, sources, changed = check(session, job, sources, archive)
        if delivery.cache and key:
            keep(delivery.cache, key, outcome)
    if job.diff:
        return 0, changed
    _report(session, job, delivery, outcome, sources)
    return max((each.severity for each in outcome.diagnostics), default=0), changed


def _key(session: Session, job: Job, sources: Iterable[Source], archive: Iterable[Source]) -> str:
    settings = [
        *("\1".join(codes) for codes in (job.select, job.extend_select, job.ignore, job.paths)),
        job.stdin_filename or "",
        str(session.config_file),
        session.config_bytes.decode("utf-8", "surrogateescape"),
    ]
    texts = [(f"\2{each.path}", each) for each in archive] + [(each.path, each) for each in sources]
    return key_of(settings, ((path, each.to_bytes()) for path, each in texts))


def _report(
    session: Session, job: Job, delivery: _Delivery, outcome: Outcome, sources: Iterable[Source]
) -> None:
    texts = {each.path: each for each in sources}
    run = Run(len(outcome.paths), outcome.diagnostics, {path: texts[path] for path in outcome.paths})
    color = session.color() and delivery.output_file is None
    report = statistics if delivery.statistics else partial(render, delivery.output_format)
    text = report(run, session.lang, color)
    if delivery.output_file:
        write_atomic(delivery.output_file, text.encode("utf-8", "surrogateescape"))
    elif job.mend and "-" in job.paths:
        sys.stderr.write(text)  # standard output carries the mended text
    else:
        session.write(text)


def _watch(session: Session, job: Job, delivery: _Delivery) -> int:
    """Lint whenever a file below the paths changes, until interrupted."""
    from watchfiles import watch

    folders = {path if path.is_dir() else path.parent for path in map(Path, job.paths)}
    _once(session, job, delivery)
    session.notice(Text("等待文件改动，按 Ctrl-C 结束", "watching for changes; Ctrl-C to stop"))
    for _ in watch(*folders, raise_interrupt=False):
        if session.color():
            session.write("\x1b[2J\x1b[H")
        _once(session, job, delivery)
    return session.exit_code()
