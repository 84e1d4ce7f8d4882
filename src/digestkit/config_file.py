"""Reading and checking a configuration file.

Without one nothing but defaults is made; pydantic is imported only to check the values of one.
"""

import difflib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

from digestkit.aspects.required import Required
from digestkit.config import MOST_MEGABYTES, Config, LinksConfig, LintConfig, key_of
from digestkit.diagnostic import Text
from digestkit.disk.files import SETTINGS_SIZE, read_bytes
from digestkit.disk.finding import is_costly, is_pattern
from digestkit.errors import ConfigError, FileError, UsageError
from digestkit.escape import printable
from digestkit.rule import NoOptions, load_rules, unknown_rule
from digestkit.toml_places import Where, places
from digestkit.untrusted import toml

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_LONGEST = 100
"""Characters of a key that is looked for and named whole; ours are shorter, and longer ones take long to compare."""
_LONGEST_VALUE = 60
"""Characters of a value that is shown."""
_NAMES = re.compile("'(.*?)'")
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,9})?")
_BARE = re.compile(r"\s*[^\W_a-zA-Z0-9]\w*\s*=")
"""The beginning of a line with a key that TOML takes in quotes only."""


class _File(NamedTuple):
    """A configuration file under examination: errors in it name their line and column."""

    path: Path
    text: str

    def error(self, where: Where, what: Text, *, value: bool = False) -> ConfigError:
        """An error at the key ``where``, or at its ``value``; at the nearest table around it if it has no place."""
        known = places(self.text)
        tops: tuple[Where, ...] = ((), ("tool", "digestkit")) if self.path.name == "pyproject.toml" else ((),)
        around = (where[:size] for size in range(len(where), 0, -1))
        found = next(
            (each for part in around for top in tops[::-1] if (each := known.get((*top, *part)))), None
        )
        return _error(self.path, self.position(found.value if value else found.key) if found else None, what)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, in characters."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)


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
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = (int(found[1]), int(found[2])) if found else file.position(len(file.text))
        reason = str(error).partition(" (at")[0]
        advice = _advice(file.text.split("\n")[place[0] - 1], reason)
        what = Text(f"不是有效的 TOML：{advice.zh}", f"not valid TOML: {advice.en}")
        raise _error(path, place, what) from error
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


def _error(path: Path, at: tuple[int, int] | None, what: Text) -> ConfigError:
    here = Path.cwd()
    near = path.relative_to(here) if path.is_relative_to(here) else path
    place = printable(near) + (f":{at[0]}:{at[1]}" if at else "")
    return ConfigError(Text(f"{place}：{printable(what.zh)}", f"{place}: {printable(what.en)}"))


# -- values -------------------------------------------------------------------------------------


def _validated(file: _File, data: dict[str, Any]) -> Config:
    """``data`` as ``Config``, every value checked."""
    from pydantic import ValidationError

    def build(shape: type, values: Any, where: Where) -> Any:
        try:
            given = json.dumps(_whole(_underscored(shape, values)), default=_unsaid)
            return _adapter(shape).validate_json(given, strict=True)
        except ValidationError as error:
            raise _bad_value(file, where, values, error) from error

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
    if config.weekly.front_matter:  # with its days and times, which JSON has not
        own = data["weekly"]["front-matter"]
        config = replace(config, weekly=replace(config.weekly, front_matter=own))
    if not 0 < config.max_file_size <= MOST_MEGABYTES:
        problem = Text(
            f"“max-file-size”应当大于 0，不超过 {MOST_MEGABYTES}（MB）",
            f"'max-file-size' must be more than 0 and at most {MOST_MEGABYTES} (MB)",
        )
        raise file.error(("max-file-size",), problem, value=True)
    for table in ("links", "weekly"):
        _check_least(file, getattr(config, table), table)
    if config.links != LinksConfig():
        _check_links(file, config.links)
    for pattern in config.lint.per_file_ignores:
        _check_pattern(file, pattern)
    for codes, where in _rule_lists(config.lint):
        for at, code in enumerate(codes):
            _check_code(file, code, (*where, at))
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


def _whole(value: Any) -> Any:
    """``value`` with its numbers as JSON Schema takes them: 2.0 is a whole number."""
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _unsaid(_value: Any) -> Any:
    """What JSON has of a day or a time: something that no key takes, for it is neither text nor a number nor a table."""
    return [None]


def _bad_value(file: _File, where: Where, values: Any, error: Any) -> ConfigError:
    first = error.errors(include_url=False)[0]
    loc = first["loc"]
    if loc[-1:] == ("[key]",):
        *table, key, _ = map(str, (*where, *loc))
        return _unknown(file, key, _NAMES.findall(first["ctx"]["expected"]), tuple(table))
    value, keys = values, where
    for part in loc:
        if isinstance(value, list):
            value, keys = value[part], (*keys, part)
        elif isinstance(value, dict):  # under the key of a field, or under a key of the user's own
            key = part if part in value else key_of(part)
            value, keys = value[key], (*keys, key)
    name = ".".join(_named(part) for part in keys if isinstance(part, str))
    wanted, shown = _wanted(first, value), _shown(value)
    return file.error(
        keys,
        Text(f"“{name}”的值不对（{shown}）：{wanted.zh}", f"'{name}' can't be {shown}: {wanted.en}"),
        value=True,
    )


def _shown(value: Any) -> str:
    """A value as TOML has it, or its beginning."""
    if isinstance(value, dict):
        return "{ … }" if value else "{}"
    if isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value)):
        said = json.dumps(value, ensure_ascii=False)
    else:
        said = str(value).lower() if isinstance(value, bool) else str(value)
    return said if len(said) <= _LONGEST_VALUE else f"{said[:_LONGEST_VALUE]}…"


_KINDS = {
    "tuple": Text('应当是列表，例如 ["…"]', 'it must be a list, e.g. ["…"]'),
    "string": Text("应当是文字，用引号括起来", "it must be text, in quotes"),
    "float": Text("应当是数字，不加引号", "it must be a number, without quotes"),
    "int": Text("应当是整数，不加引号", "it must be a whole number, without quotes"),
    "mapping": Text("应当是一个表（[…] 小节）", "it must be a table: a section […]"),
}
_KINDS["dataclass"] = _KINDS["dict"] = _KINDS["mapping"]
"""What is wanted, by the beginning of the type of pydantic's error."""


def _wanted(error: Mapping[str, Any], value: Any) -> Text:
    """What should stand in the place of ``value``: written out where it is plain."""
    if error["type"] == "literal_error":
        names = [f'"{name}"' for name in _NAMES.findall(error["ctx"]["expected"])]
        return Text(f"可以是 {'、'.join(names)}", f"it may be {', '.join(names)}")
    kind = error["type"].partition("_")[0]
    written = None
    if kind == "tuple" and isinstance(value, str):
        written = _shown([value])
    elif kind in ("float", "int") and isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        written = value.strip()
    elif kind == "string" and not isinstance(value, (dict, list)):
        written = f'"{_shown(value)}"'
    if written and len(written) <= _LONGEST_VALUE:
        said = _KINDS[kind]
        return Text(
            f"{said.zh.partition('，例如')[0]}：{written}", f"{said.en.partition(', e.g.')[0]}: {written}"
        )
    return _KINDS.get(kind, Text(error["msg"], error["msg"]))


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
            raise file.error((table, key), problem, value=True)


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


def _check_code(file: _File, code: str, where: Where) -> None:
    if not any(rule.is_named(code) for rule in load_rules()):
        raise file.error(where, unknown_rule(code))
