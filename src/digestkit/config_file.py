"""Reading and checking a configuration file.

Values are checked in ``config_values``; here is told what is wrong with them, and where.
"""

import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from digestkit.config import Config, LinksConfig, LintConfig
from digestkit.config_values import MisfitError, UnknownKeyError, built, shown
from digestkit.diagnostic import Text
from digestkit.disk.files import SETTINGS_SIZE, read_bytes
from digestkit.disk.finding import is_costly, is_pattern
from digestkit.errors import ConfigError, FileError, UsageError
from digestkit.escape import printable
from digestkit.rule import load_rules, unknown_rule
from digestkit.toml_places import Where, places
from digestkit.untrusted import toml

_LONGEST = 100
"""Characters of a key that is looked for and named whole; ours are shorter, and longer ones take long to compare."""
_LONGEST_VALUE = 60
"""Characters of a value that is shown."""

_SHARED, _OURS = "pyproject.toml", ("tool", "digestkit")
"""A file with settings of many tools, and where ours are in it."""


class _File(NamedTuple):
    """A configuration file under examination: errors in it name their line and column."""

    path: Path
    text: str

    def error(self, where: Where, what: Text, *, value: bool = False) -> ConfigError:
        """An error at the key ``where``, or at its ``value``; at the nearest table around it if it has no place."""
        known = places(self.text)
        around = (where[:size] for size in range(len(where), 0, -1))
        tops = dict.fromkeys((self.top, ()))
        found = next((each for part in around for top in tops if (each := known.get((*top, *part)))), None)
        return _error(self.path, self.position(found.value if value else found.key) if found else None, what)

    @property
    def top(self) -> tuple[str, ...]:
        """The table of the file that is ours; empty where all of it is."""
        return _OURS if self.path.name == _SHARED else ()

    def name(self, where: Where) -> str:
        """``where`` as a reader of the file sees it."""
        return ".".join(_named(part) for part in (*self.top, *where) if isinstance(part, str))

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


def error_at(path: Path, where: Where, what: Text) -> ConfigError:
    """An error at the value of ``where`` in the configuration file ``path``, which has been read before."""
    return _read(path).error(where, what, value=True)


def read_config(path: Path) -> Config:
    """The configuration in ``path``. Raises ``ConfigError``."""
    file = _read(path)
    try:
        data = toml(file.text)
    except RecursionError as error:
        raise _error(path, None, Text("嵌套太深，没有读取", "too deeply nested to read")) from error
    except tomllib.TOMLDecodeError as error:
        from digestkit.toml_errors import explained

        line, column, advice = explained(file.text, error)
        what = Text(f"不是有效的 TOML：{advice.zh}", f"not valid TOML: {advice.en}")
        raise _error(path, (line, column), what) from error
    for name in file.top:
        data = data.get(name, {})
        if not isinstance(data, dict):
            problem = Text(
                f"“{name}”应当是一个表，写成 [tool.digestkit]",
                f"'{name}' must be a table: write [tool.digestkit]",
            )
            raise file.error((name,), problem)
    return replace(_validated(file, data), path=path)


# -- what is wrong ------------------------------------------------------------------------------


def _unknown(file: _File, error: UnknownKeyError) -> ConfigError:
    *where, last = error.where
    key, known = str(last), error.known
    around = file.name(tuple(where))
    zh, en = (f"（在 [{around}] 里）", f" in [{around}]") if around else ("", "")
    near = difflib.get_close_matches(key[:_LONGEST], known, 1, 0.6)
    rules = load_rules() if where == ["lint", "rules"] else ()
    if rule := next(
        (each for each in rules if key in (each.code, each.name)), None
    ):  # codes are what reports show
        near = [rule.name] if rule.name in known else []
        if not near:
            zh, en = f"：{rule.name} 在这里没有选项", f": {rule.name} has no options here"
    key = _named(key)
    if near:
        advice = Text(f"是不是“{near[0]}”？", f"did you mean '{near[0]}'?")
    else:
        advice = Text(
            f"可用的有：{'、'.join(sorted(known)) or '（没有）'}",
            f"known: {', '.join(sorted(known)) or '(none)'}",
        )
    return file.error(
        error.where,
        Text(f"不认识的配置项“{key}”{zh}；{advice.zh}", f"unknown key '{key}'{en}; {advice.en}"),
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
    try:
        config: Config = built(Config, data)
    except UnknownKeyError as error:
        raise _unknown(file, error) from error
    except MisfitError as error:
        raise _bad_value(file, error) from error
    if config.links != LinksConfig():
        _check_links(file, config.links)
    for pattern in config.lint.per_file_ignores:
        _check_pattern(file, pattern)
    for codes, where in _rule_lists(config.lint):
        for place, code in enumerate(codes):
            _check_code(file, code, (*where, place))
    return config


def _bad_value(file: _File, error: MisfitError) -> ConfigError:
    name = file.name(error.where)
    value, instead = shown(error.value), error.instead
    value = value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"
    zh, en = error.wanted
    if 0 < len(instead) <= _LONGEST_VALUE:
        zh, en = f"{zh}：{instead}", f"{en}: {instead}"
    return file.error(
        error.where,
        Text(f"“{name}”的值不对（{value}）：{zh}", f"'{name}' can't be {value}: {en}"),
        value=True,
    )


def _rule_lists(lint: LintConfig) -> Iterator[tuple[tuple[str, ...], Where]]:
    yield lint.select, ("lint", "select")
    yield lint.extend_select, ("lint", "extend-select")
    yield lint.ignore, ("lint", "ignore")
    for pattern, codes in lint.per_file_ignores.items():
        yield codes, ("lint", "per-file-ignores", pattern)


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
        where = ("links", "user-agent")
        problem = Text(
            f"“{file.name(where)}”应当是一行文字，不能有控制字符",
            f"'{file.name(where)}' must be one line without control characters",
        )
        raise file.error(where, problem)


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
