"""Bad usage, in the user's language."""

import difflib
import re
from collections.abc import Iterable
from typing import Any

from digestkit.diagnostic import Text
from digestkit.files import printable


def explain(problem: Any) -> Text:
    """What is wrong with a command line, from the exception that Typer raises for it."""
    if type(problem).__name__ == "NoSuchOption":
        return _no_such_option(problem.option_name, problem.possibilities or ())
    en = str(problem.format_message()).rstrip(".")
    return Text(_in_chinese(problem, en), en[:1].lower() + en[1:])


def _no_such_option(name: str, known: Iterable[str]) -> Text:
    near, shown = _nearest(name, known), printable(name)
    return Text(
        f"没有 {shown} 这个选项" + (f"；是不是 {near}？" if near else ""),
        f"no such option: {shown}" + (f"; did you mean {near}?" if near else ""),
    )


def _in_chinese(problem: Any, en: str) -> str:
    kind = type(problem).__name__
    parameter = getattr(problem, "param", None)
    name = "" if parameter is None else parameter.opts[-1]
    if kind == "MissingParameter":
        return f"缺少 {parameter.metavar or name}：{parameter.help}" if parameter else "缺少一个参数"
    choice = re.search(r"'(.*)' is not one of (.*)$", problem.message)
    if choice:
        choices = re.findall("'(.*?)'", choice[2])
        near = _nearest(choice[1], choices)
        others = f"是不是 {near}？" if near else f"可以是 {'、'.join(choices)}"
        return f"{name} 不能是“{printable(choice[1])}”；{others}"
    for pattern, zh in _PATTERNS:
        found = re.search(pattern, en)
        if found:
            return zh.format(*map(printable, found.groups()), name=name)
    return printable(en)


def _nearest(word: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(word, sorted(known), 1)), "")


_PATTERNS = (
    (r"Got unexpected extra argument\(?s?\)? \((.*)\)", "多出来的参数：{}"),
    (r"No such command '(.*?)'.*[Dd]id you mean '(.*?)'", "没有 {} 这个命令；是不是 {}？"),
    (r"No such command '(.*?)'", "没有 {} 这个命令"),
    (r"Option '?(.*?)'? requires an argument", "{} 后面要跟一个值"),
    (r"Option '?(.*?)'? does not take a value", "{} 后面不跟值"),
    (r"Missing command", "缺少命令"),
    (r"valid integer", "{name} 应当是整数"),
    (r"valid number", "{name} 应当是数字"),
    (r"greater than or equal to (\S+)", "{name} 至少是 {}"),
    (r"less than or equal to (\S+)", "{name} 最多是 {}"),
)
