"""The run of ``lint``: texts in, what is remembered of them or found in them, the report out.

Nothing here needs Typer, nor, when the outcome is remembered, the reader or the rules.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from digestkit.cli.job import Job
from digestkit.cli.session import Session, new_file
from digestkit.diagnostic import Lang, Severity, Text, count
from digestkit.disk.files import check_own_place, users_folder, write_atomic
from digestkit.disk.memory import also, keep, key_of, recall
from digestkit.errors import UsageError
from digestkit.escape import printable
from digestkit.outcome import Outcome
from digestkit.report import COUNTED, Run, render, statistics
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


@dataclass(frozen=True)
class Asked:
    """The options of ``lint`` as they were given."""

    paths: Sequence[str] | None = None
    fix: bool = False
    diff: bool = False
    unsafe_fixes: bool = False
    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    extend_select: Sequence[str] | None = None
    output_format: OutputFormat = OutputFormat.full
    output_file: str | None = None
    offline: bool = False
    archive: Sequence[str] | None = None
    allow_network: Sequence[str] | None = None
    fail_level: FailLevel = FailLevel.error
    exit_zero: bool = False
    statistics: bool = False
    no_cache: bool = False
    watch: bool = False
    stdin_filename: str | None = None
    digests_only: bool = False


@dataclass(frozen=True)
class Delivery:
    """Where the report goes and what it looks like."""

    output_format: str
    output_file: Path | None
    statistics: bool
    cache: Path | None


class _Look(NamedTuple):
    """What a report looks like; with what was found, all that its text depends on."""

    output_format: str
    statistics: bool
    lang: Lang
    color: bool
    columns: int


class _Report(NamedTuple):
    """What a run says: the paths of its digests, the worst severity found (0: none), the text."""

    paths: Sequence[str]
    worst: int
    text: str


def run(session: Session, asked: Asked) -> int:
    """Do what was asked; the exit code."""
    paths = list(asked.paths or ["."])
    if asked.watch and "-" in paths:
        raise UsageError(
            Text("--watch 看的是文件，不能和 -（标准输入）一起用", "--watch is for files, not for -")
        )
    if asked.statistics and asked.output_format not in COUNTED:
        raise UsageError(
            Text(
                f"--statistics 没有 {asked.output_format} 格式的；请用 --output-format json，或不写 --output-format",
                f"--statistics can't be had as {asked.output_format}; "
                "use --output-format json, or leave --output-format out",
            )
        )
    if asked.unsafe_fixes and not (asked.fix or asked.diff):
        raise UsageError(
            Text(
                "--unsafe-fixes 要和 --fix（改好）或 --diff（只看怎么改）一起用",
                "--unsafe-fixes goes with --fix, which mends, or with --diff, which only shows how",
            )
        )
    if asked.diff and (given := _of_a_report(asked)):
        raise UsageError(
            Text(
                f"--diff 只显示改动，不出报告，用不上 {given}；请去掉其中一个",
                f"--diff shows changes and makes no report, so {given} does not go with it; leave one of them out",
            )
        )
    cache = None if asked.no_cache else users_folder("cache") / "lint"
    delivery = Delivery(
        asked.output_format.value, new_file(asked.output_file, "--output-file"), asked.statistics, cache
    )
    if asked.watch:
        from digestkit.cli.watching import watch

        return watch(session, asked, paths, delivery)
    job = job_of(session, asked, paths)
    worst, changed = once(session, job, delivery)
    failed = worst >= Severity[asked.fail_level.name.upper()] or (asked.diff and changed)
    return session.exit_code(failed and not asked.exit_zero)


def _of_a_report(asked: Asked) -> str:
    """The first option that says something of the report; empty when none does."""
    given = (
        ("--statistics", asked.statistics),
        ("--output-file", asked.output_file is not None),  # the shell's > keeps a diff
        (f"--output-format {asked.output_format}", asked.output_format is not OutputFormat.full),
    )
    return next((option for option, is_given in given if is_given), "")


def job_of(session: Session, asked: Asked, paths: Sequence[str]) -> Job:
    """What was asked for, with what the configuration adds. Raises ``ConfigError``."""
    session.look_near(paths, asked.stdin_filename)
    folders = list(asked.archive or ())
    if b"archive" in session.config_bytes:
        folders += _archive_of_house(session)
    return Job(
        paths=paths,
        named=() if asked.digests_only else paths,
        stdin_filename=asked.stdin_filename,
        select=_codes(asked.select),
        extend_select=_codes(asked.extend_select),
        ignore=_codes(asked.ignore),
        offline=asked.offline,
        networks=tuple(asked.allow_network or ()),
        mend=asked.fix,
        diff=asked.diff,
        unsafe=asked.unsafe_fixes,
        archive=tuple(folders),
        remember=not asked.no_cache,
    )


def _archive_of_house(session: Session) -> Iterator[str]:
    """The folders of published issues that the configuration names; one that is not there is reported."""
    from digestkit.cli.trust import misplaced, place

    for number, name in enumerate(session.config.lint.archive):
        where = ("lint", "archive", number)
        path = place(session, where, name)
        if os.path.lexists(path):
            yield str(path)
        else:
            shown = printable(name)
            what = Text(
                f"lint.archive 里的 {shown} 不存在，没有和它比；请检查路径（从配置文件所在的目录算起）",
                f"lint.archive names {shown}, which is not there and was not compared with; "
                "check the path, which counts from the configuration's folder",
            )
            session.error(misplaced(session, where, what).message)


def _codes(words: Sequence[str] | None) -> tuple[str, ...]:
    """What ``words`` name: each one rule, or several with commas (also those of a Chinese keyboard) or blanks between."""
    return tuple(code for word in words or () for code in re.split("[,，、 \\t]+", word.strip()) if code)


def once(session: Session, job: Job, delivery: Delivery) -> tuple[int, bool]:
    """Lint once; the worst severity found (0: none) and whether a fix changed or would change a file."""
    sources = list(session.sources(job.paths, job.stdin_filename))
    archive = list(session.sources(job.archive)) if job.archive else []
    memory = delivery.cache if job.is_plain else None
    key = _key(session, job, sources, archive) if memory else ""
    look = _Look(
        delivery.output_format, delivery.statistics, session.lang,
        session.color() and delivery.output_file is None, 0 if delivery.output_file else session.columns,
    )  # fmt: skip
    as_it_looked = also(key, *map(str, look))
    report = recall(memory, as_it_looked, lambda data: _Report(*data)) if memory else None
    changed = False
    if report is None:
        outcome = recall(memory, key, Outcome.of_plain) if memory else None
        if outcome is None:
            from digestkit.cli.checking import check

            files = count(len(sources), "个文件", "file")
            with session.waiting.at(lambda: Text(f"正在检查 {files.zh}", f"checking {files.en}")):
                outcome, sources, changed = check(session, job, sources, archive)
            if memory:
                keep(memory, key, outcome.plain())
        report = _Report(outcome.paths, 0, "") if job.diff else _report(outcome, sources, look)
        if memory:
            keep(memory, as_it_looked, report)
    if not report.paths and job.named:
        session.tell_nothing(job.paths)
    if not job.diff:
        _deliver(session, job, delivery, report)
    return report.worst, changed


def _key(session: Session, job: Job, sources: Iterable[Source], archive: Iterable[Source]) -> str:
    settings = [
        *("\1".join(codes) for codes in (job.select, job.extend_select, job.ignore, job.named)),
        job.stdin_filename or "",
        str(session.config_file),
        session.config_bytes.decode("utf-8", "surrogateescape"),
    ]
    texts = [(f"\2{each.path}", each) for each in archive] + [(each.path, each) for each in sources]
    return key_of(settings, ((path, each.to_bytes()) for path, each in texts))


def _report(outcome: Outcome, sources: Iterable[Source], look: _Look) -> _Report:
    """``outcome`` in words."""
    texts = {each.path: each for each in sources}
    checked = {path: texts[path] for path in outcome.paths}
    run = Run(len(outcome.paths), outcome.diagnostics, checked, look.columns)
    text = (statistics if look.statistics else render)(look.output_format, run, look.lang, look.color)
    return _Report(outcome.paths, max((each.severity for each in outcome.diagnostics), default=0), text)


def _deliver(session: Session, job: Job, delivery: Delivery, report: _Report) -> None:
    check_own_place(delivery.output_file, report.paths)
    if delivery.output_file:
        write_atomic(delivery.output_file, report.text.encode("utf-8", "surrogateescape"))
    elif job.mend and "-" in job.paths:
        sys.stderr.write(report.text)  # standard output carries the mended text
    else:
        session.write(report.text)
