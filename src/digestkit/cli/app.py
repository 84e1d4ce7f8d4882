"""Putting the program together, and the last line of defence: no traceback reaches a user."""

import os
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

import typer
from typer.exceptions import TyperException

from digestkit.cli.completion import installing, showing
from digestkit.cli.options import pick, program
from digestkit.cli.session import Session, language
from digestkit.diagnostic import Lang, Text

COMMANDS = ("lint", "format", "weekly", "duplicates", "links", "export", "rule", "schema", "new", "init")
"""In the order of ``--help``. Each is a module of this package with ``register(app)``."""

_HELP_NAMES = ["--help", "-h"]
_COMPLETION = "_DIGESTKIT_COMPLETE"
"""Set by the shell when it asks what could follow on its command line."""
_IN_OUR_WORDS = {"install_completion": installing, "show_completion": showing}
"""Options of Typer's that speak."""
_WITH_VALUE = ("--config", "--lang", "--color")
_HELP = Text(
    "中文资讯日报、周报的检查、排版与合并工具。\n\n"
    "先用 digestkit lint 检查稿子，用 digestkit format 排版或换样式，用 digestkit weekly 把一周的日报合成周报。",
    "Lint, reformat and merge Chinese-language news digests in Markdown.\n\n"
    "Check drafts with 'digestkit lint', lay them out or change their style with 'digestkit format', "
    "merge a week of dailies with 'digestkit weekly'.",
)


def build(names: Iterable[str], lang: Lang) -> typer.Typer:
    """The program with the commands ``names``."""
    app = typer.Typer(
        name="digestkit",
        help=_HELP.say(lang),
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": _HELP_NAMES},
    )
    app.callback()(program)
    for name in names:
        import_module(f"digestkit.cli.{name}").register(app)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code."""
    lang = language(arguments, os.environ)
    arguments = _command_first(arguments)
    named = arguments[0] if arguments and arguments[0] in COMMANDS else None
    root: Any = typer.main.get_command(build([named] if named else COMMANDS, lang))
    _in_language(root, lang)
    try:
        outcome = root.main(args=list(arguments) or ["--help"], prog_name="digestkit", standalone_mode=False)
    except TyperException as problem:
        from digestkit.cli.usage import explain

        session = Session(lang)
        session.error(explain(problem))
        command = f"digestkit {named}" if named else "digestkit"
        session.notice(Text(f"用 {command} --help 看用法", f"see '{command} --help'"))
        return 2
    except (KeyError, ValueError):
        if _COMPLETION not in os.environ:
            raise
        # asked to complete without being told what: nobody's shell does that, and there is nothing to say
        return 2
    except typer.Abort:
        return 130
    return int(outcome or 0)


def _command_first(arguments: Sequence[str]) -> Sequence[str]:
    """The options of every command may stand before it, too: ``digestkit --lang en lint``."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        at += 2 if arguments[at] in _WITH_VALUE else 1
    if at >= len(arguments) or arguments[at] not in COMMANDS:
        return arguments
    return [arguments[at], *arguments[:at], *arguments[at + 1 :]]


def _in_language(command: Any, lang: Lang) -> None:
    """Choose one language in every help text below ``command``, and lay it out in our own way."""

    def format_help(context: Any, formatter: Any) -> None:
        from digestkit.cli.help import page

        context.color = Session(lang).color()
        formatter.write(page(command, context, lang))

    command.format_help = format_help
    if lang == "zh":
        command.get_help_option(typer.Context(command, help_option_names=_HELP_NAMES)).help = "显示本说明。"
    for name in ("help", "short_help", "epilog"):
        setattr(command, name, pick(getattr(command, name, None), lang))
    for parameter in command.params:
        if parameter.name in _IN_OUR_WORDS:
            parameter.callback = _IN_OUR_WORDS[parameter.name](parameter.callback, lang)
        if getattr(parameter, "help", None):
            parameter.help = pick(parameter.help, lang)
    for child in getattr(command, "commands", {}).values():
        _in_language(child, lang)
