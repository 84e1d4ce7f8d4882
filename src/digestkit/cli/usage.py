"""Bad usage, in the user's language."""

import re
from typing import Any

from digestkit.diagnostic import Text
from digestkit.files import printable


def explain(problem: Any) -> Text:
    """What is wrong with a command line, from the exception that Typer raises for it."""
    en = str(problem.format_message()).rstrip(".")
    return Text(_in_chinese(problem, en), en[:1].lower() + en[1:])


def _in_chinese(problem: Any, en: str) -> str:
    kind = type(problem).__name__
    if kind == "NoSuchOption":
        near = "、".join(sorted(problem.possibilities or ()))
        return f"没有 {printable(problem.option_name)} 这个选项" + (f"；是不是 {near}？" if near else "")
    parameter = getattr(problem, "param", None)
    name = parameter.opts[-1] if parameter is not None and parameter.opts else ""
    if kind == "MissingParameter":
        return f"缺少 {name or '一个参数'}"
    if kind == "BadParameter":
        choice = re.search(r"'(.*)' is not one of (.*?)\.?$", problem.message)
        if choice:
            return f"{name} 不能是“{printable(choice[1])}”；可以是 {choice[2]}"
        return f"{name} 的值不对：{printable(problem.message)}"
    for pattern, zh in _PATTERNS:
        found = re.search(pattern, en)
        if found:
            return zh.format(*map(printable, found.groups()))
    return printable(en)


_PATTERNS = (
    (r"Got unexpected extra argument\(?s?\)? \((.*)\)", "多出来的参数：{}"),
    (r"No such command '(.*?)'.*[Dd]id you mean (.*?)\?", "没有 {} 这个命令；是不是 {}？"),
    (r"No such command '(.*?)'", "没有 {} 这个命令"),
    (r"Option '?(.*?)'? requires an argument", "{} 后面要跟一个值"),
    (r"Option '?(.*?)'? does not take a value", "{} 后面不跟值"),
    (r"Missing command", "缺少命令"),
)
