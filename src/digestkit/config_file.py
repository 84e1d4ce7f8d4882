"""Reading and checking a configuration file.

Without one nothing but defaults is made; pydantic is imported only to check the values of one.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_type_hints

from digestkit.config import Config, LintConfig, key_of
from digestkit.diagnostic import Text
from digestkit.errors import ConfigError, FileError
from digestkit.files import SETTINGS_SIZE, printable, read_bytes
from digestkit.finding import is_costly, is_pattern
from digestkit.required import Required
from digestkit.rule import NoOptions, load_rules, unknown_rule
from digestkit.untrusted import toml

MOST_MEGABYTES = 4096
"""The largest ``max-file-size``: a text is held in memory several times over."""

_LONGEST = 100
"""Characters of a key that is looked for and named whole; ours are shorter, and longer ones take long to compare."""
_NAMES = re.compile("'(.*?)'")
_BARE = re.compile(r"\s*[^\W_a-zA-Z0-9]\w*\s*=")
"""The beginning of a line with a key that TOML takes in quotes only."""


def _text(path: Path) -> str:
    try:
        return read_bytes(path, SETTINGS_SIZE).decode("utf-8-sig")
    except FileError as error:
        raise ConfigError(error.message) from error
    except UnicodeDecodeError as error:
        raise _error(
            path, None, Text("不是 UTF-8 文本，请另存为 UTF-8", "not UTF-8; save it as UTF-8")
        ) from error


def read_config(path: Path) -> Config:
    """The configuration in ``path``. Raises ``ConfigError``."""
    text = _text(path)
    try:
        data = toml(text)
    except RecursionError as error:
        raise _error(path, None, Text("嵌套太深，没有读取", "too deeply nested to read")) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        reason = str(error).partition(" (at")[0]
        quotes = _BARE.match(text.split("\n")[line - 1])
        what = Text(
            f"不是有效的 TOML：{'中文的键要加引号' if quotes else reason}",
            f"not valid TOML: {'a Chinese key needs quotes' if quotes else reason}",
        )
        raise _error(path, line, what) from error
    if path.name == "pyproject.toml":
        for name in ("tool", "digestkit"):
            data = data.get(name, {})
            if not isinstance(data, dict):
                problem = Text(
                    f"“{name}”应当是一个表，写成 [tool.digestkit]",
                    f"'{name}' must be a table: write [tool.digestkit]",
                )
                raise _error(path, _line_of(text, (name,)), problem)
    _check_keys(path, text, data, Config, ())
    return replace(_validated(path, text, data), path=path)


# -- keys ---------------------------------------------------------------------------------------


def _check_keys(path: Path, text: str, data: dict[str, Any], shape: type, where: tuple[str, ...]) -> None:
    hints = get_type_hints(shape)
    known = {key_of(each.name): each.name for each in fields(shape) if (shape, each.name) != (Config, "path")}
    for key, value in data.items():
        if key not in known:
            raise _unknown(path, text, key, list(known), where)
        inner = hints[known[key]]
        if shape is LintConfig and key == "rules" and isinstance(value, dict):
            for name, options in value.items():
                rule_shape = _options_shape(path, text, name)
                if isinstance(options, dict):
                    _check_keys(path, text, options, rule_shape, (*where, "rules", name))
        elif is_dataclass(inner) and isinstance(inner, type) and isinstance(value, dict):
            _check_keys(path, text, value, inner, (*where, key))


def _options_shape(path: Path, text: str, name: str) -> type:
    with_options = {
        rule.name: rule.options for rule in load_rules() if rule.options not in (NoOptions, Required)
    }
    if name not in with_options:
        raise _unknown(path, text, name, list(with_options), ("lint", "rules"))
    return with_options[name]


def _unknown(path: Path, text: str, key: str, known: list[str], where: tuple[str, ...]) -> ConfigError:
    line = _line_of(text, (*where, key))
    near = difflib.get_close_matches(key[:_LONGEST], known, 1, 0.6)
    section = f"[{'.'.join(map(_named, where))}]" if where else ""
    listed = ", ".join(sorted(known))
    key = _named(key)
    return _error(
        path,
        line,
        Text(
            f"不认识的配置项“{key}”{f'（在 {section} 里）' if section else ''}；"
            + (f"是不是“{near[0]}”？" if near else f"可用的有：{listed or '（没有）'}"),
            f"unknown key '{key}'{f' in {section}' if section else ''}; "
            + (f"did you mean '{near[0]}'?" if near else f"known: {listed or '(none)'}"),
        ),
    )


def _named(key: str) -> str:
    """A key for messages."""
    return key if len(key) <= _LONGEST else f"{key[:_LONGEST]}…"


def _line_of(text: str, where: tuple[str, ...]) -> int | None:
    """The line on which the key stands: in the table of its name, or the last line that mentions it."""
    key = where[-1]
    end = r"""["']?\s*=""" if len(key) <= _LONGEST else ""
    assigned = re.compile(rf"""\s*(?:[\w.\-"']+\.)?["']?{re.escape(key[:_LONGEST])}{end}""")
    header = re.compile(r"\s*\[+([^\[\]]+)\]")
    table: tuple[str, ...] = ()
    fallback = None
    for number, line in enumerate(text.split("\n"), 1):
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


def _error(path: Path, line: int | None, what: Text) -> ConfigError:
    place = printable(path) + (f":{line}" if line else "")
    return ConfigError(Text(f"{place}：{printable(what.zh)}", f"{place}: {printable(what.en)}"))


# -- values -------------------------------------------------------------------------------------


def _validated(path: Path, text: str, data: dict[str, Any]) -> Config:
    """``data`` as ``Config``, every value checked."""
    from pydantic import ConfigDict, TypeAdapter, ValidationError

    def build(shape: type, values: Any, where: tuple[str, ...]) -> Any:
        adapter: TypeAdapter[Any] = TypeAdapter(
            shape, config=None if is_dataclass(shape) else ConfigDict(extra="forbid")
        )
        try:
            return adapter.validate_python(_underscored(shape, values))
        except ValidationError as error:
            raise _bad_value(path, text, where, error) from error

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
        raise _error(path, _line_of(text, ("max-file-size",)), problem)
    for table in ("links", "weekly"):
        _check_least(path, text, getattr(config, table), table)
    for pattern in config.lint.per_file_ignores:
        _check_pattern(path, text, pattern)
    for codes, where in _rule_lists(config.lint):
        for code in codes:
            _check_code(path, text, code, where)
    return config


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


def _bad_value(path: Path, text: str, where: tuple[str, ...], error: Any) -> ConfigError:
    first = error.errors(include_url=False)[0]
    if first["loc"][-1:] == ("[key]",):
        *table, key, _ = map(str, first["loc"])
        return _unknown(path, text, key, _NAMES.findall(first["ctx"]["expected"]), tuple(table))
    keys = (
        *where,
        *(key_of(str(part)) for part in first["loc"] if isinstance(part, str) and part != "tuple"),
    )
    named = next((keys[:size] for size in range(len(keys), 0, -1) if _line_of(text, keys[:size])), keys)
    name = ".".join(map(_named, named))
    value = str(first.get("input"))[:60]
    return _error(
        path,
        _line_of(text, named) if named else None,
        Text(
            f"“{name}”的值不对（{value}）：{_in_chinese(first)}", f"'{name}' can't be {value}: {first['msg']}"
        ),
    )


def _in_chinese(error: Mapping[str, Any]) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "literal_error":
        return "可以是 " + "、".join(_NAMES.findall(context["expected"]))
    wanted = {
        "tuple_type": '应当是列表，例如 ["…"]',
        "string_type": "应当是文字，用引号括起来",
        "float_parsing": "应当是数字",
        "float_type": "应当是数字",
        "int_parsing": "应当是整数",
        "int_type": "应当是整数",
        "int_from_float": "应当是整数",
        "bool_parsing": "应当是 true 或 false",
        "bool_type": "应当是 true 或 false",
        "mapping_type": "应当是一个表（[…] 小节）",
        "dataclass_type": "应当是一个表（[…] 小节）",
        "dict_type": "应当是一个表（[…] 小节）",
    }
    return wanted.get(kind, str(error["msg"]))


def _rule_lists(lint: LintConfig) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    yield lint.select, ("lint", "select")
    yield lint.extend_select, ("lint", "extend-select")
    yield lint.ignore, ("lint", "ignore")
    for pattern, codes in lint.per_file_ignores.items():
        yield codes, ("lint", "per-file-ignores", pattern)


def _check_least(path: Path, text: str, values: Any, table: str) -> None:
    for each in fields(values):
        value, least = getattr(values, each.name), each.metadata.get("least")
        if least is not None and not value >= least:  # nan is not
            key = key_of(each.name)
            problem = Text(
                f"“{table}.{key}”至少是 {least}，现在是 {value}",
                f"'{table}.{key}' must be at least {least}, not {value}",
            )
            raise _error(path, _line_of(text, (table, key)), problem)


def _check_pattern(path: Path, text: str, pattern: str) -> None:
    if is_costly(pattern):
        problem = Text(
            f"“{_named(pattern)}”里的星号太多，请写简单些",
            f"'{_named(pattern)}' has too many asterisks; simplify it",
        )
        raise _error(path, _nearest_line(text, ("lint", "per-file-ignores", pattern)), problem)
    if not is_pattern(pattern):
        problem = Text(
            f"“{_named(pattern)}”不是文件名的模式，请写成 .gitignore 里那样",
            f"'{_named(pattern)}' is no pattern of file names; write it as in .gitignore",
        )
        raise _error(path, _nearest_line(text, ("lint", "per-file-ignores", pattern)), problem)


def _check_code(path: Path, text: str, code: str, where: tuple[str, ...]) -> None:
    if not any(rule.is_named(code) for rule in load_rules()):
        raise _error(path, _nearest_line(text, where), unknown_rule(code))


def _nearest_line(text: str, where: tuple[str, ...]) -> int | None:
    """The line of the key, else that of the table in braces that it stands in."""
    return _line_of(text, where) or _line_of(text, where[:-1])
