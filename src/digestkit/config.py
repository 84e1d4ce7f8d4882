"""The configuration: its shape (frozen dataclasses, defaults included) and how it is found and read.

Without a configuration file nothing but defaults is made; pydantic is imported only to check one.
A configuration can name words, numbers and rules. It cannot name programs, and paths in it are
read, never written.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

from digestkit.diagnostic import Text
from digestkit.errors import ConfigError, FileError
from digestkit.files import SETTINGS_SIZE, find_config, is_costly, printable, read_bytes
from digestkit.required import Required
from digestkit.rule import NoOptions, Rule, load_rules
from digestkit.schema import FieldName
from digestkit.vocabulary import Vocabulary, default_vocabulary


@dataclass(frozen=True)
class LintConfig:
    """``[lint]``: which rules run, and how."""

    select: tuple[str, ...] = ()
    """Codes, prefixes, names or ``ALL``; nothing: the rules that are on by default."""
    extend_select: tuple[str, ...] = ()
    """Rules in addition to ``select``."""
    ignore: tuple[str, ...] = ()
    """Rules left out."""
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Pattern of paths (as in ``.gitignore``) → rules left out there."""
    required: Required = field(default_factory=Required)
    """The fields that a story must have."""
    archive: tuple[str, ...] = ()
    """Folders with published issues, relative to the configuration file."""
    rules: Mapping[str, Any] = field(default_factory=dict)
    """Rule name → its options."""

    def options_for(self, rule: Rule) -> Any:
        """The options of ``rule``."""
        if rule.options is Required:
            return self.required
        return self.rules.get(rule.name) or rule.options()


@dataclass(frozen=True)
class FormatConfig:
    """``[format]``: what ``format`` evens out; ``keep`` leaves it as the draft has it."""

    colon: Literal["keep", "full", "half"] = "keep"
    """The colon after labels."""
    story_title: Literal["keep", "bold", "plain"] = "keep"
    """Story titles in blue-span style."""
    spacing: Literal["keep", "space", "none"] = "keep"
    """Spaces between Chinese and Latin."""


@dataclass(frozen=True)
class LinksConfig:
    """``[links]``: how links are checked."""

    timeout: float = 10.0
    """Seconds for one attempt."""
    concurrency: int = 64
    """Requests at the same time."""
    per_host: int = 2
    """Requests at the same time to one host."""
    budget: float = 30.0
    """Seconds that ``lint`` gives to links; what is not done by then stays unchecked."""
    allow_networks: tuple[str, ...] = ()
    """Private networks that may be reached, e.g. ``10.1.2.0/24``."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Request headers to add."""
    user_agent: str = ""
    """Instead of the tool's own."""
    ignore: tuple[str, ...] = ()
    """URLs that begin so are left alone."""


@dataclass(frozen=True)
class DuplicatesConfig:
    """``[duplicates]``: how stories are compared."""

    entities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names in addition: name → other names for it."""


@dataclass(frozen=True)
class WeeklyConfig:
    """``[weekly]``: what a weekly looks like."""

    template: str = ""
    """A Markdown file (its path counts from the configuration) instead of the tool's template."""
    front_matter: Mapping[str, Any] = field(default_factory=dict)
    """Keys to add to the template's front matter, or to change in it."""
    highlights: int = 8
    """How many highlights, at most."""
    max_stories: int = 0
    """How many stories, at most; 0: all."""
    section_limit: int = 0
    """How many stories in a section, at most; 0: all."""
    reading_list: int = 10
    """How many links in 相关阅读链接, at most."""
    pins: tuple[str, ...] = ()
    """Stories whose title has one of these words stand first."""
    weights: Mapping[
        Literal["days", "place", "sources", "section", "figures", "recency", "steps", "depth"], float
    ] = field(default_factory=dict)
    """What each reason counts in the ranking: days, place, sources, section, figures, recency, steps, depth."""


@dataclass(frozen=True)
class VocabularyConfig:
    """``[vocabulary]``: the house's words in addition to the tool's."""

    labels: Mapping[FieldName, tuple[str, ...]] = field(default_factory=dict)
    """Field → more words for it."""
    sections: tuple[str, ...] = ()
    """The house's sections in their order, instead of the tool's."""
    publishers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Publisher → its domains."""


@dataclass(frozen=True)
class Config:
    """Everything that a configuration can say."""

    lint: LintConfig = field(default_factory=LintConfig)
    format: FormatConfig = field(default_factory=FormatConfig)
    links: LinksConfig = field(default_factory=LinksConfig)
    duplicates: DuplicatesConfig = field(default_factory=DuplicatesConfig)
    weekly: WeeklyConfig = field(default_factory=WeeklyConfig)
    vocabulary: VocabularyConfig = field(default_factory=VocabularyConfig)
    max_file_size: Annotated[float, "megabytes"] = 32.0
    """The largest file that is read, in MiB."""
    path: Path | None = None
    """The file it was read from. Not a key of the file."""

    @property
    def root(self) -> Path:
        """The folder that paths in the configuration count from."""
        return self.path.parent if self.path else Path()

    def vocabulary_for(self) -> Vocabulary:
        """The tool's vocabulary with the house's words."""
        own = self.vocabulary
        if own == VocabularyConfig():
            return default_vocabulary()
        return default_vocabulary().extended(
            labels=own.labels, sections=own.sections, publishers=own.publishers
        )


def load_config(start: Path, explicit: Path | None = None, isolated: bool = False) -> Config:
    """The configuration for files at ``start``: ``explicit``, or the nearest upwards as far as a ``.git``.

    Raises ``ConfigError`` with file, line and a suggestion.
    """
    if isolated:
        return Config()
    path = explicit or find_config(start)
    return read_config(path) if path else Config()


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
        data = tomllib.loads(text)
    except RecursionError as error:
        raise _error(path, None, Text("嵌套太深，没有读取", "too deeply nested to read")) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        reason = str(error).partition(" (at")[0]
        raise _error(path, line, Text(f"不是有效的 TOML：{reason}", f"not valid TOML: {reason}")) from error
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("digestkit", {})
    _check_keys(path, text, data, Config, ())
    return replace(_validated(path, text, data), path=path)


# -- keys ---------------------------------------------------------------------------------------


def key_of(name: str) -> str:
    """A field's key in TOML."""
    return name.replace("_", "-")


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
    near = difflib.get_close_matches(key, known, 1, 0.6)
    section = f"[{'.'.join(where)}]" if where else ""
    listed = ", ".join(sorted(known))
    return _error(
        path,
        _line_of(text, (*where, key)),
        Text(
            f"不认识的设置“{key}”{f'（在 {section} 里）' if section else ''}；"
            + (f"是不是“{near[0]}”？" if near else f"可用的有：{listed or '（没有）'}"),
            f"unknown key '{key}'{f' in {section}' if section else ''}; "
            + (f"did you mean '{near[0]}'?" if near else f"known: {listed or '(none)'}"),
        ),
    )


def _line_of(text: str, where: tuple[str, ...]) -> int | None:
    """The line on which the key stands: in the table of its name, or the last line that mentions it."""
    key = where[-1]
    assigned = re.compile(rf"""\s*(?:[\w.\-"']+\.)?["']?{re.escape(key)}["']?\s*=""")
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
    return ConfigError(Text(f"{place}：{what.zh}", f"{place}: {what.en}"))


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
    keys = (
        *where,
        *(key_of(str(part)) for part in first["loc"] if isinstance(part, str) and part != "tuple"),
    )
    named = next((keys[:size] for size in range(len(keys), 0, -1) if _line_of(text, keys[:size])), keys)
    name = ".".join(named)
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
        return f"可以是 {context['expected'].replace(' or ', ' 或 ')}"
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


def _check_pattern(path: Path, text: str, pattern: str) -> None:
    if is_costly(pattern):
        problem = Text(
            f"“{pattern}”里的星号太多，请写简单些", f"'{pattern}' has too many asterisks; simplify it"
        )
        raise _error(path, _line_of(text, ("lint", "per-file-ignores", pattern)), problem)


def _check_code(path: Path, text: str, code: str, where: tuple[str, ...]) -> None:
    if not any(rule.is_named(code) for rule in load_rules()):
        problem = unknown_rule(code)
        raise _error(path, _line_of(text, where), problem)


def unknown_rule(code: str) -> Text:
    """What to say of a code or name that no rule has."""
    known = [word for rule in load_rules() for word in (rule.code, rule.name)]
    near = difflib.get_close_matches(code, known, 1, 0.6) or difflib.get_close_matches(
        code.upper(), known, 1, 0.6
    )
    return Text(
        f"没有叫“{code}”的规则；" + (f"是不是 {near[0]}？" if near else "用 digestkit rule 看全部规则"),
        f"no rule is called '{code}'; "
        + (f"did you mean {near[0]}?" if near else "see them all with 'digestkit rule'"),
    )
