"""The header of a page, YAML as a rule: where it stands, what it says, what is wrong with it."""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from digestkit.diagnostic import Text
from digestkit.late import late
from digestkit.parsed import Problem
from digestkit.reader.json_header import CLOSE, FIRST_KEY, OPEN, parse_json
from digestkit.reader.toml_header import FENCE, parse_toml
from digestkit.source import Source, Span
from digestkit.untrusted import as_json, has_references, is_beyond, is_deep, yaml

DATE_KEYS = ("date", "pubDate", "publishDate", "published", "created")
"""Keys that hold the issue's day; the first that is there counts."""
_KEY = late(r"[A-Za-z_][\w-]{0,40}:(?:[ \t]|$)")
_DAY = late(r"^(?P<key>[\w-]+:[ \t]+)(?P<day>\d{4}-\d\d?-\d\d?)[ \t]*$", re.MULTILINE)
_FENCE = late(r"---[ \t]*$")
_MAX = 65_536  # code points: a header is a page at most; YAML readers are slow and recursive

_TOO_MUCH = Text(
    "文件头太大、嵌套太深或数字太长，没有读取；请删去用不着的",
    "The front matter is too large or too deeply nested, or has a number that is too long: not read; "
    "take out what is not needed",
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A header: its span with both fences, the lines it covers, its data (``None``: unreadable)."""

    span: Span
    last: int
    data: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()


def read_front_matter(source: Source) -> FrontMatter | None:
    """The front matter of ``source``, or ``None`` when it has none. Never raises."""
    if source.text.startswith("+++") and FENCE.match(source.line_text(1)):
        return _until(source, FENCE, parse_toml)
    if source.text.startswith("{") and OPEN.match(source.line_text(1)):
        keyed = source.line_count > 1 and FIRST_KEY.match(source.line_text(2))
        return _until(source, CLOSE, parse_json) if keyed else None
    if not source.text.startswith("---") or not _FENCE.match(source.line_text(1)):
        return None
    last = 1
    for line in range(2, source.line_count + 1):
        start, end = source.line_span(line)
        if source.text.startswith(("---", "..."), start) and not source.text[start + 3 : end].strip():
            return _load(source, line, Span(0, end))
        if last > 1 and source.text.startswith(("## ", "**", "<span"), start):
            break  # the issue has begun
        listed = last > 1 and last == line - 1 and source.text.startswith((" ", "\t", "- "), start)
        if (listed and source.text[start:end].strip()) or _KEY.match(source.text, start, end):
            last = line
    return _unclosed(source, last) if last > 1 else None


def _unclosed(source: Source, last: int) -> FrontMatter:
    """A header without its second fence: it is read as far as its last ``key:`` line."""
    end = source.line_span(last).end
    header = _load(source, last + 1, Span(0, end))
    message = Text(
        "文件头没有结束，请在这一行下面补一行 ---",
        "The front matter has no end: add a line --- below this one",
    )
    problem = Problem("front-matter-invalid", source.line_span(last), message)
    return FrontMatter(header.span, last, header.data, (problem,))


_Parse = Callable[[Source, str, Span], tuple[dict[str, Any] | None, list[Problem]]]


def _until(source: Source, fence: re.Pattern[str], parse: _Parse) -> FrontMatter | None:
    """A header of TOML or JSON, which ends with a line ``fence``; without that line it is no header."""
    for line in range(2, source.line_count + 1):
        if fence.match(source.line_text(line)):
            return _load(source, line, Span(0, source.line_span(line).end), parse)
    return None


def _load(source: Source, last: int, span: Span, parse: _Parse | None = None) -> FrontMatter:
    stop = source.starts[last - 1] if last <= source.line_count else len(source.text)
    body = Span(source.starts[1], stop)
    text = source.slice(body)
    if body.end - body.start > _MAX or is_deep(text):
        return FrontMatter(span, last, None, (Problem("front-matter-invalid", span, _TOO_MUCH),))
    data, problems = (parse or _parse)(source, text, body)
    if data is None:
        return FrontMatter(span, last, None, tuple(problems))
    if is_beyond(data):
        return FrontMatter(span, last, None, (Problem("front-matter-invalid", span, _TOO_MUCH),))
    return FrontMatter(span, last, as_json(data), tuple(problems))


def _parse(source: Source, text: str, body: Span) -> tuple[dict[str, Any] | None, list[Problem]]:
    simple = _simple(text)
    if simple is not None:
        return simple, []
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import YAMLError

    try:
        if has_references(text):
            message = Text(
                "文件头里有 YAML 锚点、引用或标签（以 &、*、! 开头的值），请给值加上引号",
                "The front matter uses YAML anchors, aliases or tags (values that begin with &, * or !); put them in quotes",
            )
            return None, [Problem("front-matter-invalid", body, message)]
        try:
            data = yaml(text)
        except YAMLError:
            raise
        except ValueError:  # a day that does not exist: kept as it is written, a rule says so
            data = yaml(_DAY.sub(r'\g<key>"\g<day>"', text))
    except DuplicateKeyError as error:
        where = _at(source, body, error)
        key = source.slice(where).split(":")[0].strip()
        message = Text(
            f"文件头里“{key}”写了两次，只留一个", f"'{key}' stands twice in the front matter; keep one"
        )
        return None, [Problem("front-matter-invalid", where, message)]
    except (YAMLError, ValueError, RecursionError, OverflowError) as error:
        where = _at(source, body, error)
        message = Text(
            "文件头不是有效的 YAML，请检查这一行的引号、冒号和缩进",
            "The front matter is not valid YAML; check quotes, colons and indentation of this line",
        )
        return None, [_slip(source, body, where) or Problem("front-matter-invalid", where, message)]
    if data is None:
        return {}, []
    if not isinstance(data, dict):
        message = Text("文件头应当是“键: 值”的列表", "The front matter should be 'key: value' lines")
        last = Span(max(body.end - 1, body.start), body.end)
        return None, [_slip(source, body, last) or Problem("front-matter-invalid", body, message)]
    return data, []


def _slip(source: Source, body: Span, where: Span) -> Problem | None:
    """What is plainly mistyped in a header that can't be read as YAML from ``where`` on."""
    from digestkit.yaml_errors import explained

    before = source.position(body.start).line - 1
    found = explained(source.slice(body), source.position(where.start).line - before)
    if found is None:
        return None
    line, (zh, en) = found
    message = Text(f"文件头不是有效的 YAML：{zh}", f"The front matter is not valid YAML: {en}")
    return Problem("front-matter-invalid", source.line_span(before + line), message)


_KEY_LINE = late(r"(?P<key>[A-Za-z_][\w-]*):(?:[ \t]+(?P<value>\S.*?))?[ \t]*$")
_ITEM_LINE = late(r"[ \t]*-[ \t]+(?P<value>\S.*?)[ \t]*$")
_SCALAR = late(
    r"\"(?P<double>(?:[^\"\\\n]|\\[\"\\nt])*)\"|'(?P<single>[^'\n]*)'"
    r"|(?P<plain>\d?[^\s\"'\[\]{}#&*!|>%@`,?:\-\\][^\"'\[\]{}#:\\,]*(?:,[ ]?(?![ \]])[^\"'\[\]{}#:\\,]*)*)"
)
_FLOW = late(r"\[(?P<items>[^\[\]{}]*)\]")
_SPECIAL = late(r"(?i)(?:yes|no|on|off|null|~|y|n|[-+.\d=<].*)$")
_UNPRINTABLE = late(r"[\x00-\x09\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UNKNOWN = object()


def _simple(text: str) -> dict[str, Any] | None:
    """The data of a header of nothing but ``key: words`` lines and lists of words, without a YAML library.

    ``None`` for whatever could mean something else in YAML: the library decides on that.
    """
    text = text.replace("\r\n", "\n")
    if _UNPRINTABLE.search(text):
        return None
    data: dict[str, Any] = {}
    items: list[Any] | None = None
    key = ""
    for line in text.split("\n"):
        if not line.strip():
            continue
        item = _ITEM_LINE.match(line)
        if item:
            value = _scalar(item["value"], in_list=False)
            if items is None or value is _UNKNOWN:
                return None
            items.append(value)
            continue
        found = _KEY_LINE.match(line)
        if not found or found["key"] in data:
            return None
        if items == []:
            data[key] = None
        key, value = found["key"], found["value"]
        items = [] if value is None else None
        data[key] = items if value is None else _value(value)
        if data[key] is _UNKNOWN:
            return None
    if items == []:
        data[key] = None
    return data


def _value(text: str) -> Any:
    """A scalar or a list of scalars on one line, or ``_UNKNOWN``."""
    flow = _FLOW.fullmatch(text)
    if flow is None:
        return _scalar(text, in_list=False)
    parts = [part.strip() for part in flow["items"].split(",")] if flow["items"].strip() else []
    values = [_scalar(part, in_list=True) for part in parts]
    return _UNKNOWN if any(value is _UNKNOWN for value in values) else values


def _scalar(text: str, *, in_list: bool) -> Any:
    found = _SCALAR.fullmatch(text)
    if found is None:
        return _int_or_date(text)
    if found["plain"] is None:
        # the escapes let through here mean the same in JSON
        return found["single"] if found["double"] is None else json.loads(text)
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if (text.isascii() and _SPECIAL.match(text)) or (in_list and "," in text):
        return _int_or_date(text)
    return text


def _int_or_date(text: str) -> Any:
    if re.fullmatch(r"[1-9]\d{0,8}", text):
        return int(text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return dt.date.fromisoformat(text).isoformat()
        except ValueError:
            return _UNKNOWN
    return _UNKNOWN


def _at(source: Source, body: Span, error: Exception) -> Span:
    """The line that a YAML error is about: where the open quotation mark or bracket stands, if one is open."""
    is_open = any(word in str(getattr(error, "context", "")) for word in ("quoted", "flow"))
    line = getattr(getattr(error, "context_mark" if is_open else "problem_mark", None), "line", None)
    if line is None:
        return body
    first = source.position(body.start).line
    return source.line_span(min(first + int(line), source.line_count))
