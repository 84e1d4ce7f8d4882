"""The options that commands share, and how a command is registered."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

import typer

from digestkit import __version__
from digestkit.cli.guard import guarded
from digestkit.cli.session import Color, Language
from digestkit.diagnostic import Lang

_BETWEEN = "\x1f"


def both(zh: str, en: str) -> str:
    """A help text in both languages; ``pick`` chooses one when the program is put together."""
    return f"{zh}{_BETWEEN}{en}"


def pick(text: str | None, lang: Lang) -> str | None:
    """One language of a help text made by ``both``."""
    if text is None or _BETWEEN not in text:
        return text
    zh, _, en = text.partition(_BETWEEN)
    return zh if lang == "zh" else en


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"digestkit {__version__}")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option(
        "--version", "-V", callback=_version, is_eager=True, help=both("显示版本。", "Show the version.")
    ),
]
PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATHS]...",
        show_default=False,
        help=both(
            "文件或目录；目录里找日报周报（.md、.markdown、.txt）。不写就是当前目录。",
            "Files or directories; directories are searched for digests (.md, .markdown, .txt). Default: here.",
        ),
    ),
]
StdinNameOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=both(
            "从标准输入读（-）时，报告里用的文件名。",
            "The file name to report when reading standard input (-).",
        ),
    ),
]
ArchiveOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="DIR",
        help=both(
            "已发布各期的目录，拿稿子和它们比（可重复）。",
            "Published issues to compare with (repeatable).",
        ),
    ),
]
NetworkOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CIDR",
        help=both(
            "允许访问的内网地址段，如 10.1.2.0/24（可重复）。",
            "A private network that may be reached, e.g. 10.1.2.0/24 (repeatable).",
        ),
    ),
]


class TextOrJson(StrEnum):
    """Answers for people or for programs."""

    full = "full"
    json = "json"


LangOption = Annotated[
    Language | None,
    typer.Option(
        help=both("消息的语言（默认看系统语言）。", "Language of messages (default: the locale's).")
    ),
]
ColorOption = Annotated[Color, typer.Option(help=both("何时用颜色。", "When to use color."))]
QuietOption = Annotated[
    bool,
    typer.Option(
        "--quiet",
        "-q",
        help=both("只显示结果和错误，不显示进度和说明。", "No notices: results and errors only."),
    ),
]
VerboseOption = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help=both("显示更多细节；工具自己出错时显示内部信息。", "More detail; internals on errors."),
    ),
]
ConfigOption = Annotated[
    str | None,
    typer.Option(metavar="FILE", help=both("使用这个配置文件。", "Use this configuration file.")),
]
IsolatedOption = Annotated[
    bool, typer.Option("--isolated", help=both("不读任何配置文件。", "Read no configuration file."))
]


def program(
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
    lang: LangOption = None,
    color: ColorOption = Color.auto,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    version: VersionOption = False,
) -> None:
    """The options that every command has, in the order of ``--help``. They may stand before the command, too."""


SHARED = inspect.signature(program).parameters


def command(app: typer.Typer, name: str, *, zh: str, en: str) -> Callable[[Callable[..., int | None]], None]:
    """Register ``function(session, …)`` as a command with the common options after its own.

    ``zh`` and ``en`` are its help. It returns the exit code (``None``: 0); a ``DigestkitError``
    that it raises is shown and ends the run with 2.
    """

    def register(function: Callable[..., int | None]) -> None:
        own = {key: each for key, each in inspect.signature(function).parameters.items() if key != "session"}

        def run(**given: Any) -> None:
            common = {key: given.pop(key) for key in SHARED}
            raise typer.Exit(guarded(function, common, given))

        parameters = [*own.values(), *SHARED.values()]
        vars(run)["__signature__"] = inspect.Signature(
            [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in parameters]
        )
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        app.command(name, help=both(zh, en))(run)

    return register
