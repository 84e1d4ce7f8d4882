"""Bad usage, in the user's language."""

import difflib
import re
from collections.abc import Iterable
from typing import Any

from digestkit.diagnostic import Text
from digestkit.escape import printable


def explain(problem: Any) -> Text:
    """What is wrong with a command line, from the exception that Typer raises for it."""
    kind = type(problem).__name__
    parameter = getattr(problem, "param", None)
    name = "" if parameter is None else parameter.opts[-1]
    if kind == "NoSuchOption":
        return _no_such_option(problem.option_name, problem.possibilities or ())
    if kind == "MissingParameter" and parameter:
        wanted = parameter.metavar or name  # its help is in the user's language already
        return Text(f"缺少 {wanted}：{parameter.help}", f"missing {wanted}: {parameter.help}")
    said = str(problem.format_message()).rstrip(".")
    given, is_choice, known = problem.message.rpartition(" is not one of ")
    if is_choice:
        return _no_such_choice(
            name, given.removeprefix("Value error, ").strip("'\""), re.findall("'(.*?)'", known)
        )
    for pattern, zh, en in _PATTERNS:
        found = re.search(pattern, said)
        if found:
            held = list(map(printable, found.groups()))
            return Text(zh.format(*held, name=name), en.format(*held, name=name))
    return Text(printable(said), printable(said[:1].lower() + said[1:]))


def _no_such_option(name: str, known: Iterable[str]) -> Text:
    near, shown = _nearest(name, known), printable(name)
    return Text(
        f"没有 {shown} 这个选项" + (f"；是不是 {near}？" if near else ""),
        f"no such option: {shown}" + (f"; did you mean {near}?" if near else ""),
    )


def _no_such_choice(name: str, value: str, known: list[str]) -> Text:
    near, shown = _nearest(value, known), printable(value)
    return Text(
        f"{name} 不能是“{shown}”；" + (f"是不是 {near}？" if near else f"可以是 {'、'.join(known)}"),
        f"{name} can't be '{shown}'; "
        + (f"did you mean {near}?" if near else f"it may be {', '.join(known)}"),
    )


def _nearest(word: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(word, sorted(known), 1)), "")


_PATTERNS = (
    (r"Got unexpected extra argument\(?s?\)? \((.*)\)", "多出来的参数：{}", "too many arguments: {}"),
    (
        r"No such command '(.*?)'.*[Dd]id you mean '(.*?)'",
        "没有 {} 这个命令；是不是 {}？",
        "no such command: {}; did you mean {}?",
    ),
    (r"No such command '(.*?)'", "没有 {} 这个命令", "no such command: {}"),
    (r"Option '?(.*?)'? requires an argument", "{} 后面要跟一个值", "{} needs a value after it"),
    (r"Option '?(.*?)'? does not take a value", "{} 后面不跟值", "{} takes no value"),
    (r"Missing command", "缺少命令", "missing command"),
    (r"valid integer", "{name} 应当是整数", "{name} must be a whole number"),
    (r"valid number", "{name} 应当是数字", "{name} must be a number"),
    (r"greater than or equal to (\S+)", "{name} 至少是 {}", "{name} must be at least {}"),
    (r"less than or equal to (\S+)", "{name} 最多是 {}", "{name} must be at most {}"),
)
"""What Typer says, in Chinese, and in plainer English."""
