"""Putting the program together, and the last line of defence: no traceback reaches a user."""

import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

import typer

from digestkit.cli.options import language, pick, show_version
from digestkit.diagnostic import Lang, Text

COMMANDS = ("lint", "format", "weekly", "duplicates", "links", "export", "rule", "schema", "new", "init")
"""In the order of ``--help``. Each is a module of this package with ``register(app)``."""

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
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None if "--help" not in sys.argv and len(sys.argv) > 1 else "rich",
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(show_version)
    for name in names:
        import_module(f"digestkit.cli.{name}").register(app)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code."""
    lang = language(arguments, os.environ)
    for stream in (sys.stdout, sys.stderr):
        # A console that is not UTF-8 shows escapes for what it lacks instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    named = arguments[0] if arguments and arguments[0] in COMMANDS else None
    program: Any = typer.main.get_command(build([named] if named else COMMANDS, lang))
    _in_language(program, lang)
    try:
        outcome = program.main(args=list(arguments), prog_name="digestkit", standalone_mode=True)
    except SystemExit as stop:
        return int(stop.code or 0)
    return int(outcome or 0)


def _in_language(command: Any, lang: Lang) -> None:
    """Choose one language in every help text below ``command``."""
    for name in ("help", "short_help", "epilog"):
        setattr(command, name, pick(getattr(command, name, None), lang))
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = pick(parameter.help, lang)
        if lang == "zh" and parameter.name == "help":
            parameter.help = "显示本说明。"
    for child in getattr(command, "commands", {}).values():
        _in_language(child, lang)
