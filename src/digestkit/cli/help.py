"""The page of ``--help``, as wide as the terminal.

Typer's own breaks lines at blanks only, of which Chinese has none, and cuts off what does not fit.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from typing import Any

from digestkit.cli.options import SHARED
from digestkit.diagnostic import Lang, Text
from digestkit.report.excerpt import width
from digestkit.report.words import paint

WIDEST = 100
"""Columns that a page takes at most: longer lines are hard to read."""
NARROW = 60
"""Below this, what an option does stands under the option instead of beside it."""
_NAMES = 26
_UNIT = re.compile(r"[（《“]*(?:[!-{}~]*\||[!-{}~]+|\S)[，。；：、！？）》”…]*|\s+")
"""What a line is not broken within: a word, or a Chinese character with the punctuation that belongs to it."""
_COMPLETION = {
    "install_completion": Text("给现在用的 shell 装上命令补全。", "Install completion for this shell."),
    "show_completion": Text("显示补全脚本，可以自己存到别处。", "Print the completion script."),
}
_HEADS = {
    "arguments": Text("参数", "Arguments"),
    "options": Text("选项", "Options"),
    "shared": Text("每个命令都有的选项", "Options of every command"),
    "commands": Text("命令", "Commands"),
}
Entry = tuple[str, str]
"""An option, argument or command, and what it does."""


def page(command: Any, context: Any, lang: Lang) -> str:
    """The help of ``command``, whose texts are in ``lang`` already."""
    columns = min(shutil.get_terminal_size().columns, WIDEST)
    parts: dict[str, list[Entry]] = {head: [] for head in _HEADS}
    children = getattr(command, "commands", {})
    for each in command.get_params(context):
        is_shared = each.name in SHARED or each.name == "help"
        is_option = each.param_type_name == "option"
        part = "shared" if is_shared else "options" if is_option else "arguments"
        parts[part].append((_shown(each, context), _told(each, lang)))
    parts["commands"] = [(name, child.help or "") for name, child in children.items()]
    blocks = [_usage(command, context, lang, columns), *_paragraphs(command.help or "", columns)]
    for head, entries in parts.items():
        if entries:
            title = paint(_HEADS[head].say(lang) + Text("：", ":").say(lang), "1", context.color)
            blocks.append("\n".join([title, *_listed(entries, columns, context.color)]))
    return "\n\n".join(blocks) + "\n"


def wrapped(text: str, columns: int) -> Iterator[str]:
    """``text`` in lines of at most ``columns`` of a terminal, Chinese broken between characters."""
    line = ""
    for unit in _UNIT.findall(text):
        if line.strip() and width(line + unit.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += unit if line else unit.lstrip()
    yield line.rstrip()


def _usage(command: Any, context: Any, lang: Lang, columns: int) -> str:
    words = [context.command_path, Text("[选项]", "[OPTIONS]").say(lang)]
    words += [each.metavar for each in command.params if each.param_type_name == "argument"]
    if getattr(command, "commands", None):
        words.append(Text("命令 …", "COMMAND …").say(lang))
    return "\n".join(wrapped(Text("用法：", "Usage: ").say(lang) + " ".join(words), columns))


def _paragraphs(text: str, columns: int) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield "\n".join(wrapped(paragraph, columns))


def _shown(parameter: Any, context: Any) -> str:
    """The names of a parameter and what stands for its value."""
    if parameter.param_type_name == "argument":
        return str(parameter.metavar)
    names = ", ".join(sorted(parameter.opts, key=len))
    if parameter.is_flag:
        return names
    return f"{names} {parameter.metavar or parameter.display_type(context).strip('<>')}"


def _told(parameter: Any, lang: Lang) -> str:
    """What a parameter does, and its default."""
    told = _COMPLETION[parameter.name].say(lang) if parameter.name in _COMPLETION else parameter.help or ""
    default = parameter.default
    if not parameter.show_default or default is None or isinstance(default, bool):
        return told
    return told.rstrip("。.") + Text(f"（默认 {default}）。", f" (default: {default}).").say(lang)


def _listed(entries: Iterable[Entry], columns: int, color: bool) -> Iterator[str]:
    """The entries in two columns, or one under the other where there is no room."""
    indent = "  "
    beside = columns >= NARROW
    for name, told in entries:
        fits = beside and width(name) <= _NAMES
        left = indent + paint(name, "36", color) + " " * (_NAMES + 2 - width(name))
        margin = " " * (_NAMES + 4 if beside else 6)
        lines = list(wrapped(told, columns - len(margin)))
        if fits:
            yield left + lines.pop(0)
        else:
            yield from (indent + paint(line, "36", color) for line in wrapped(name, columns - len(indent)))
        yield from (margin + line for line in lines)
