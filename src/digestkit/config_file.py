"""Reading and checking a configuration file.

Without one nothing but defaults is made; pydantic is imported only to check the values of one.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

from digestkit.aspects.required import Required
from digestkit.config import Config, LinksConfig, LintConfig, key_of
from digestkit.diagnostic import Text
from digestkit.disk.files import SETTINGS_SIZE, read_bytes
from digestkit.disk.finding import is_costly, is_pattern
from digestkit.errors import ConfigError, FileError, UsageError
from digestkit.escape import printable
from digestkit.rule import NoOptions, load_rules, unknown_rule
from digestkit.untrusted import toml

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MOST_MEGABYTES = 4096
"""The largest ``max-file-size``: a text is held in memory several times over."""

_LONGEST = 100
"""Characters of a key that is looked for and named whole; ours are shorter, and longer ones take long to compare."""
_NAMES = re.compile("'(.*?)'")
_BARE = re.compile(r"\s*[^\W_a-zA-Z0-9]\w*\s*=")
"""The beginning of a line with a key that TOML takes in quotes only."""


class _File(NamedTuple):
    """A configuration file under examination: errors in it name their line."""

    path: Path
    text: str

    def error(self, where: tuple[str, ...], what: Text) -> ConfigError:
        """An error at the key ``where``; at the table that holds it where the key has no line of its own."""
        places = (where[:size] for size in range(len(where), 0, -1))
        line = next(filter(None, map(self.line_of, places)), None)
        return _error(self.path, line, what)

    def line_of(self, where: tuple[str, ...]) -> int | None:
        """The line on which the key stands: in the table of its name, else the first line that mentions it."""
        key = where[-1]
        end = r"""["']?\s*=""" if len(key) <= _LONGEST else ""
        assigned = re.compile(rf"""\s*(?:[\w.\-"']+\.)?["']?{re.escape(key[:_LONGEST])}{end}""")
        header = re.compile(r"\s*\[+([^\[\]]+)\]")
        table: tuple[str, ...] = ()
        fallback = None
        for number, line in enumerate(self.text.split("\n"), 1):
            found = header.match(line)
            if found:
                table = tuple(part.strip(" \t\"'") for part in found[1].split("."))
                table = table[2:] if table[:2] == ("tool", "digestkit") else table
                if table == where:
                    return number
                if key in table:
                    fallback = fallback or number
            elif assigned.match(line):
                if table == where[:-1]:
                    return number
                fallback = fallback or number
        return fallback


def _read(path: Path) -> _File:
    try:
        return _File(path, read_bytes(path, SETTINGS_SIZE).decode("utf-8-sig"))
    except FileError as error:
        raise ConfigError(error.message) from error
    except UnicodeDecodeError as error:
        raise _error(
            path, None, Text("不是 UTF-8 文本，请另存为 UTF-8", "not UTF-8; save it as UTF-8")
        ) from error


def read_config(path: Path) -> Config:
    """The configuration in ``path``. Raises ``ConfigError``."""
    file = _read(path)
    try:
        data = toml(file.text)
    except RecursionError as error:
        raise _error(path, None, Text("嵌套太深，没有读取", "too deeply nested to read")) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else file.text.count("\n") + 1
        reason = str(error).partition(" (at")[0]
        advice = _advice(file.text.split("\n")[line - 1], reason)
        what = Text(f"不是有效的 TOML：{advice.zh}", f"not valid TOML: {advice.en}")
        raise _error(path, line, what) from error
    if path.name == "pyproject.toml":
        for name in ("tool", "digestkit"):
            data = data.get(name, {})
            if not isinstance(data, dict):
                problem = Text(
                    f"“{name}”应当是一个表，写成 [tool.digestkit]",
                    f"'{name}' must be a table: write [tool.digestkit]",
                )
                raise file.error((name,), problem)
    _check_keys(file, data, Config, ())
    return replace(_validated(file, data), path=path)


def _advice(line: str, reason: str) -> Text:
    """What to mend in ``line``, of which ``tomllib`` says ``reason``."""
    if _BARE.match(line):
        return Text("中文的键要加引号", "a Chinese key needs quotes")
    if reason.startswith(("Cannot overwrite", "Cannot declare")):
        return Text("这一项写了两次，请合成一处", "this stands in the file twice; make it one")
    return Text(
        f"请检查引号、括号和等号（{reason}）",
        f"{reason[:1].lower()}{reason[1:]}; check quotes, brackets and equals signs",
    )


# -- keys ---------------------------------------------------------------------------------------


def _check_keys(file: _File, data: dict[str, Any], shape: type, where: tuple[str, ...]) -> None:
    hints = get_type_hints(shape)
    known = {key_of(each.name): each.name for each in fields(shape) if (shape, each.name) != (Config, "path")}
    for key, value in data.items():
        if key not in known:
            raise _unknown(file, key, list(known), where)
        inner = hints[known[key]]
        if shape is LintConfig and key == "rules" and isinstance(value, dict):
            for name, options in value.items():
                rule_shape = _options_shape(file, name)
                if isinstance(options, dict):
                    _check_keys(file, options, rule_shape, (*where, "rules", name))
        elif is_dataclass(inner) and isinstance(inner, type) and isinstance(value, dict):
            _check_keys(file, value, inner, (*where, key))


def _options_shape(file: _File, name: str) -> type:
    with_options = {
        rule.name: rule.options for rule in load_rules() if rule.options not in (NoOptions, Required)
    }
    if name not in with_options:
        raise _unknown(file, name, list(with_options), ("lint", "rules"))
    return with_options[name]


def _unknown(file: _File, key: str, known: list[str], where: tuple[str, ...]) -> ConfigError:
    near = difflib.get_close_matches(key[:_LONGEST], known, 1, 0.6)
    section = f"[{'.'.join(map(_named, where))}]" if where else ""
    place, key = (*where, key), _named(key)
    return file.error(
        place,
        Text(
            f"不认识的配置项“{key}”{f'（在 {section} 里）' if section else ''}；"
            + (f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(sorted(known)) or '（没有）'}"),
            f"unknown key '{key}'{f' in {section}' if section else ''}; "
            + (f"did you mean '{near[0]}'?" if near else f"known: {', '.join(sorted(known)) or '(none)'}"),
        ),
    )


def _named(key: str) -> str:
    """A key for messages."""
    return key if len(key) <= _LONGEST else f"{key[:_LONGEST]}…"


def _error(path: Path, line: int | None, what: Text) -> ConfigError:
    here = Path.cwd()
    near = path.relative_to(here) if path.is_relative_to(here) else path
    place = printable(near) + (f":{line}" if line else "")
    return ConfigError(Text(f"{place}：{printable(what.zh)}", f"{place}: {printable(what.en)}"))


# -- values -------------------------------------------------------------------------------------


def _validated(file: _File, data: dict[str, Any]) -> Config:
    """``data`` as ``Config``, every value checked."""
    from pydantic import ValidationError

    def build(shape: type, values: Any, where: tuple[str, ...]) -> Any:
        try:
            return _adapter(shape).validate_python(_underscored(shape, values))
        except ValidationError as error:
            raise _bad_value(file, where, error) from error

    data = {key_of(key): value for key, value in data.items()}
    lint = data.get("lint")
    rules: dict[str, Any] = {}
    if isinstance(lint, dict):
        chosen = lint.get("rules", {})
        if isinstance(chosen, dict):
            shapes = {rule.name: rule.options for rule in load_rules()}
            rules = {
                name: build(shapes[name], each, ("lint", "rules", name)) for name, each in chosen.items()
            }
            data = {**data, "lint": {key: value for key, value in lint.items() if key != "rules"}}
    config: Config = build(Config, data, ())
    config = replace(config, lint=replace(config.lint, rules=rules))
    if not 0 < config.max_file_size <= MOST_MEGABYTES:
        problem = Text(
            f"“max-file-size”应当大于 0，不超过 {MOST_MEGABYTES}（MB）",
            f"'max-file-size' must be more than 0 and at most {MOST_MEGABYTES} (MB)",
        )
        raise file.error(("max-file-size",), problem)
    for table in ("links", "weekly"):
        _check_least(file, getattr(config, table), table)
    if config.links != LinksConfig():
        _check_links(file, config.links)
    for pattern in config.lint.per_file_ignores:
        _check_pattern(file, pattern)
    for codes, where in _rule_lists(config.lint):
        for code in codes:
            _check_code(file, code, where)
    return config


@cache  # making one takes longer than all else here
def _adapter(shape: type) -> "TypeAdapter[Any]":
    """What checks and makes values of ``shape``, a dataclass; keys that it does not know are errors."""
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


def _underscored(shape: type, values: Any) -> Any:
    """TOML keys as field names, for ``shape`` and the dataclasses in it; other tables stay."""
    if not isinstance(values, dict):
        return values
    hints = get_type_hints(shape)
    result = {}
    for key, value in values.items():
        name = key.replace("-", "_")
        inner = hints.get(name)
        result[name] = (
            _underscored(inner, value) if isinstance(inner, type) and is_dataclass(inner) else value
        )
    return result


def _bad_value(file: _File, where: tuple[str, ...], error: Any) -> ConfigError:
    first = error.errors(include_url=False)[0]
    if first["loc"][-1:] == ("[key]",):
        *table, key, _ = map(str, first["loc"])
        return _unknown(file, key, _NAMES.findall(first["ctx"]["expected"]), tuple(table))
    keys = (
        *where,
        *(key_of(str(part)) for part in first["loc"] if isinstance(part, str) and part != "tuple"),
    )
    named = next((keys[:size] for size in range(len(keys), 0, -1) if file.line_of(keys[:size])), keys)
    name = ".".join(map(_named, named))
    value, wanted = str(first.get("input"))[:60], _wanted(first)
    return file.error(
        named,
        Text(f"“{name}”的值不对（{value}）：{wanted.zh}", f"'{name}' can't be {value}: {wanted.en}"),
    )


_KINDS = {
    "tuple": Text('应当是列表，例如 ["…"]', 'it must be a list, e.g. ["…"]'),
    "string": Text("应当是文字，用引号括起来", "it must be text, in quotes"),
    "float": Text("应当是数字", "it must be a number"),
    "int": Text("应当是整数", "it must be a whole number"),
    "bool": Text("应当是 true 或 false", "it must be true or false"),
    "mapping": Text("应当是一个表（[…] 小节）", "it must be a table: a section […]"),
}
_KINDS["dataclass"] = _KINDS["dict"] = _KINDS["mapping"]
"""What is wanted, by the beginning of the type of pydantic's error."""


def _wanted(error: Mapping[str, Any]) -> Text:
    if error["type"] == "literal_error":
        names = _NAMES.findall(error["ctx"]["expected"])
        return Text(f"可以是 {'、'.join(names)}", f"it may be {', '.join(names)}")
    return _KINDS.get(error["type"].partition("_")[0], Text(error["msg"], error["msg"]))


def _rule_lists(lint: LintConfig) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    yield lint.select, ("lint", "select")
    yield lint.extend_select, ("lint", "extend-select")
    yield lint.ignore, ("lint", "ignore")
    for pattern, codes in lint.per_file_ignores.items():
        yield codes, ("lint", "per-file-ignores", pattern)


def _check_least(file: _File, values: Any, table: str) -> None:
    for each in fields(values):
        value, least = getattr(values, each.name), each.metadata.get("least")
        if least is not None and not value >= least:  # nan is not
            key = key_of(each.name)
            problem = Text(
                f"“{table}.{key}”至少是 {least}，现在是 {value}",
                f"'{table}.{key}' must be at least {least}, not {value}",
            )
            raise file.error((table, key), problem)


def _check_links(file: _File, links: LinksConfig) -> None:
    """See that requests can be made with these settings."""
    from digestkit.links.safety import check_headers, networks

    for key, check in (
        ("allow-networks", partial(networks, links.allow_networks)),
        ("headers", partial(check_headers, links.headers)),
    ):
        try:
            check()
        except UsageError as error:
            raise file.error(("links", key), error.message) from error
    if not links.user_agent.isprintable():
        problem = Text(
            "“links.user-agent”应当是一行文字，不能有控制字符",
            "'links.user-agent' must be one line without control characters",
        )
        raise file.error(("links", "user-agent"), problem)


def _check_pattern(file: _File, pattern: str) -> None:
    if is_costly(pattern):
        problem = Text(
            f"“{_named(pattern)}”里的星号太多，请写简单些",
            f"'{_named(pattern)}' has too many asterisks; simplify it",
        )
        raise file.error(("lint", "per-file-ignores", pattern), problem)
    if not is_pattern(pattern):
        problem = Text(
            f"“{_named(pattern)}”不是文件名的模式，请写成 .gitignore 里那样",
            f"'{_named(pattern)}' is no pattern of file names; write it as in .gitignore",
        )
        raise file.error(("lint", "per-file-ignores", pattern), problem)


def _check_code(file: _File, code: str, where: tuple[str, ...]) -> None:
    if not any(rule.is_named(code) for rule in load_rules()):
        raise file.error(where, unknown_rule(code))
