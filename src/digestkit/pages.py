"""The rules' pages, for ``digestkit rule`` and for ``docs/rules/``, and their catalogue."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any

from digestkit.aspects.required import Required
from digestkit.config import key_of
from digestkit.config_values import shown as as_toml
from digestkit.diagnostic import Lang, Text
from digestkit.report.words import SEVERITIES
from digestkit.rule import NoOptions, Rule

EXAMPLES = "rule_examples.json"
"""The file in ``digestkit.data``: rule → ``{"bad": …, "good": …, "said_zh": …, "said_en": …}``, made by ``tools/generate.py``."""

_FIXES = {
    "never": Text("不能自动修复", "no fix"),
    "sometimes": Text("有时可用 --fix 修复", "--fix mends some"),
    "always": Text("可用 --fix 修复", "--fix mends it"),
}
_DEFAULT = {
    True: Text("默认开启", "on by default"),
    False: Text("默认关闭，用 --extend-select 打开", "off by default; turn it on with --extend-select"),
}
_SCOPES = {
    "digest": None,
    "batch": Text("比较所有稿子", "compares all issues"),
    "links": Text("联网检查链接时才有", "found only when links are checked"),
    "suppressions": None,
}
_BAD, _GOOD = Text("例子：有问题", "Example: what is found"), Text("例子：没有问题", "Example: what is fine")

_OFF = Text("## 何时关闭", "## When to switch it off")
"""The heading that ends what is told of options."""
_SAID = Text("`digestkit lint` 说：", "`digestkit lint` says:")


@cache
def examples() -> Mapping[str, Mapping[str, str]]:
    """Rule's name → its ``bad`` and ``good`` example, as Markdown, and what is said of the bad one."""
    text = files("digestkit.data").joinpath(EXAMPLES).read_text("utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)
    return found


def facts(rule: Rule, lang: Lang) -> str:
    """Severity, fix, default: one line."""
    told = [
        SEVERITIES[rule.severity],
        _FIXES[rule.fixes],
        _DEFAULT[rule.default],
        _SCOPES[rule.scope],
    ]
    return " · ".join(each.say(lang) for each in told if each)


def page(rule: Rule, lang: Lang, shown: Mapping[str, str] | None = None) -> str:
    """A rule's page as Markdown. ``shown`` are its examples (default: those that ship with the tool)."""
    shown = examples().get(rule.name, {}) if shown is None else shown
    parts = [
        f"# {rule.code} {rule.name}",
        f"**{rule.title.say(lang)}** · {facts(rule, lang)}",
        _told(rule, lang),
        _switched_off(rule).say(lang),
    ]
    for kind, heading in (("bad", _BAD), ("good", _GOOD)):
        if shown.get(kind):
            parts += [f"## {heading.say(lang)}", _fenced(shown[kind])]
            if kind == "bad" and f"said_{lang}" in shown:
                parts += [_SAID.say(lang), _fenced(shown[f"said_{lang}"], "text")]
    return "\n\n".join(parts) + "\n"


def _told(rule: Rule, lang: Lang) -> str:
    """The page as it stands beside the rule, with how its options are set, where it has some."""
    text = rule.page().say(lang)
    if rule.options is NoOptions:
        return text
    heading = f"\n\n{_OFF.say(lang)}\n"
    return text.replace(heading, f"\n\n{_set(rule).say(lang)}{heading}", 1)


def _set(rule: Rule) -> Text:
    """Where the options of a rule stand in the configuration, and what the first of them looks like."""
    table = "lint.required" if rule.options is Required else f"lint.rules.{rule.name}"
    first = fields(rule.options)[0].name
    value = getattr(rule.options(), first)
    line = f"{key_of(first)} = {as_toml(list(value) if isinstance(value, tuple) else value)}"
    return Text(
        f"改选项：配置里写 `[{table}]`，下面写 `{line}` 这样的行。",
        f"To set an option: lines such as `{line}` under `[{table}]` in the configuration.",
    )


def _switched_off(rule: Rule) -> Text:
    """How to be without the rule, altogether and at one place: the end of “when to switch it off”."""
    told = Text("", "")
    if rule.default:
        told = Text(
            f'关掉它：配置的 `[lint]` 里写 `ignore = ["{rule.code}"]`。',
            f'To switch it off: `ignore = ["{rule.code}"]` under `[lint]` in the configuration. ',
        )
    if rule.scope == "suppressions":
        return Text(told.zh, told.en.rstrip())
    return Text(
        f"{told.zh}只放过一处：在前一行写 `<!-- digestkit: ignore {rule.code} -- 原因 -->`；"
        f"放过整份稿子（文件头里写不了注释，也用它）：在正文里写 `<!-- digestkit: ignore-file {rule.code} -- 原因 -->`。",
        f"{told.en}To let one place be: `<!-- digestkit: ignore {rule.code} -- why -->` on the line before. To let a whole "
        "draft be (front matter, which takes no comment, too): "
        f"`<!-- digestkit: ignore-file {rule.code} -- why -->` anywhere below it.",
    )


def _fenced(text: str, kind: str = "markdown") -> str:
    """``text`` in a code fence longer than any in it."""
    ticks = "`" * max(3, 1 + max((len(found) for found in re.findall("`+", text)), default=0))
    return f"{ticks}{kind}\n{text}\n{ticks}"


def catalogue(rules: Sequence[Rule], lang: Lang) -> list[tuple[str, str, str, str, str]]:
    """Code, severity, ``[*]`` where ``--fix`` helps, name and title of each rule."""
    return [
        (
            rule.code,
            SEVERITIES[rule.severity].say(lang),
            "" if rule.fixes == "never" else "[*]",
            rule.name,
            rule.title.say(lang),
        )
        for rule in rules
    ]


def document(rule: Rule, lang: Lang) -> dict[str, Any]:
    """A rule as plain values."""
    shown = examples().get(rule.name, {})
    return {
        "code": rule.code,
        "name": rule.name,
        "title": rule.title.say(lang),
        "severity": rule.severity.word,
        "fix": rule.fixes,
        "default": rule.default,
        "page": rule.page().say(lang),
        "bad": shown.get("bad"),
        "good": shown.get("good"),
    }
