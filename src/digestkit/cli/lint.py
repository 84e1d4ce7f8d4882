"""``digestkit lint``: its options."""

from typing import Annotated

import typer

from digestkit.cli import completion
from digestkit.cli.linting import Asked, FailLevel, OutputFormat, run
from digestkit.cli.options import (
    ArchiveOption,
    NetworkOption,
    PathsArgument,
    StdinNameOption,
    both,
    command,
)
from digestkit.cli.session import Session

FixOption = Annotated[
    bool,
    typer.Option(
        "--fix", help=both("改好能安全改的，写回文件。", "Mend what can be mended safely, in place.")
    ),
]
DiffOption = Annotated[
    bool,
    typer.Option(
        "--diff",
        help=both(
            "只显示会怎么改，不写文件；有改动时退出码为 1。",
            "Show what would be mended and write nothing; exit 1 if anything.",
        ),
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
        autocompletion=completion.rules,
        help=both(
            "只用这些规则：代码、代码开头、规则名或 ALL，逗号分隔。",
            "Only these rules: codes, prefixes, names or ALL, separated by commas.",
        ),
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULES", autocompletion=completion.rules, help=both("不用这些规则。", "Not these rules.")
    ),
]
ExtendOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULES",
        autocompletion=completion.rules,
        help=both("在默认规则以外加上这些。", "These rules in addition."),
    ),
]
FormatOption = Annotated[OutputFormat, typer.Option(help=both("报告的格式。", "The report's format."))]
OutputFileOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help=both("报告写到文件，不写到标准输出。", "Write the report to this file, not to standard output."),
    ),
]
OfflineOption = Annotated[
    bool, typer.Option("--offline", help=both("不联网，不检查链接。", "No network: links are not checked."))
]
FailLevelOption = Annotated[
    FailLevel,
    typer.Option(
        help=both("从哪一级的问题起算不通过，退出码为 1。", "From which severity on findings exit with 1.")
    ),
]
ExitZeroOption = Annotated[
    bool, typer.Option("--exit-zero", help=both("有问题，退出码也是 0。", "Exit with 0 whatever is found."))
]
NoCacheOption = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help=both("不用上次记下的结果，也不记下这次的。", "Neither use earlier results nor remember these."),
    ),
]
StatisticsOption = Annotated[
    bool,
    typer.Option("--statistics", help=both("只显示每条规则有多少处。", "Only count what each rule finds.")),
]
WatchOption = Annotated[
    bool,
    typer.Option("--watch", "-w", help=both("文件一改就重新检查。", "Lint again whenever a file changes.")),
]

DigestsOnlyOption = Annotated[
    bool,
    typer.Option(
        "--digests-only",
        help=both(
            "写明的文件里，不像日报周报的也跳过；提交前检查用。",
            "Skip named files, too, that do not look like digests; for hooks.",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    command(
        app,
        "lint",
        zh="检查稿子：缺字段、坏链接、重复新闻，以及一切会在版面上出丑的问题。",
        en="Check drafts: missing fields, dead links, stories told twice, and all else that would embarrass in print.",
    )(lint)


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
    digests_only: DigestsOnlyOption = False,
) -> int:
    """Run the command."""
    asked = Asked(
        paths=paths, fix=fix, diff=diff, unsafe_fixes=unsafe_fixes, select=select, ignore=ignore,
        extend_select=extend_select, output_format=output_format, output_file=output_file, offline=offline,
        archive=archive, allow_network=allow_network, fail_level=fail_level, exit_zero=exit_zero,
        statistics=statistics, no_cache=no_cache, watch=watch, stdin_filename=stdin_filename,
        digests_only=digests_only,
    )  # fmt: skip
    return run(session, asked)
