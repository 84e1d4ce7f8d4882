"""The template of a weekly: a Markdown file with ``${names}`` where the stories and their numbers go.

``string.Template`` rather than Jinja2: an editor fills gaps in a page and needs neither loops nor
conditions, a page that is read from a configuration must not run code, and the import is free.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from digestkit.diagnostic import Text
from digestkit.errors import ConfigError
from digestkit.escape import printable
from digestkit.reader.front_matter import read_front_matter
from digestkit.source import Source

BLOCKS = frozenset({"highlights", "sections", "briefs", "reading_list"})
"""Placeholders that stand for whole blocks. A heading over an empty block is left out."""


_SHOWN = re.compile(r"\$(?:\{[^{}\n]{0,40}\}?|\w{0,40})")
"""As much as is shown of what stands after a ``$``."""


@dataclass(frozen=True, slots=True)
class Page:
    """A template taken apart: the front matter's data and the body, both with their placeholders."""

    front_matter: Mapping[str, Any]
    body: str

    @property
    def blocks(self) -> frozenset[str]:
        """The blocks that it has a place for."""
        return BLOCKS.intersection(Template(self.body).get_identifiers())


@cache
def shipped() -> Page:
    """The template that ships with digestkit."""
    return parse(Source.from_text(files("digestkit.data").joinpath("weekly.md").read_text("utf-8")))


def parse(source: Source) -> Page:
    """A template. Raises ``ConfigError`` for broken front matter or an unknown placeholder."""
    header = read_front_matter(source)
    if header is not None and header.data is None:
        problem = header.problems[0]
        raise _error(source, problem.message, problem.span.start)
    start = header.span.end if header else 0
    body = source.text[start:].replace("\r\n", "\n").strip("\n")
    page = Page(header.data or {} if header else {}, body)
    if any(map(_is_wrong, _strings(page.front_matter))):
        raise _unknown(source, 0, start)
    if _is_wrong(body):
        raise _unknown(source, start, len(source.text))
    _blocks_once(source, start)
    if "sections" not in page.blocks:
        raise _error(
            source,
            Text("缺少 ${sections}，新闻没有地方放", "${sections} is missing; the stories have no place"),
        )
    return page


def _error(source: Source, what: Text, offset: int | None = None) -> ConfigError:
    """An error in a template, at ``offset`` where it has a place."""
    shown = printable(source.path)
    if offset is not None:
        line, column = source.position(offset)
        shown += f":{line}:{column}"
    return ConfigError(Text(f"周报模板 {shown}：{what.zh}", f"weekly template {shown}: {what.en}"))


def _blocks_once(source: Source, start: int) -> None:
    """A block stands in one place: twice, the weekly would tell all its stories twice; a thousand times, fill the disk."""
    found = list(Template.pattern.finditer(source.text, start))
    counted = Counter(_name(each) for each in found)
    seen = set[str]()
    for each in found:
        name = _name(each)
        if name in seen:
            many = counted[name]
            raise _error(
                source,
                Text(
                    f"${{{name}}} 写了 {many} 处，只能写一处；请删去多余的",
                    f"${{{name}}} stands in {many} places and may in one; delete the others",
                ),
                each.start(),
            )
        seen |= {name} & BLOCKS


def _name(found: re.Match[str]) -> str:
    """The placeholder that stands there; empty for ``$$``, and for a ``$`` that is none."""
    return found["named"] or found["braced"] or ""


def _is_wrong(text: str) -> bool:
    """Whether ``text`` has a placeholder that means nothing, or a ``$`` that is none."""
    return any(map(_means_nothing, Template.pattern.finditer(text)))


def _means_nothing(found: re.Match[str]) -> bool:
    name = _name(found)
    return name not in BLOCKS and name not in NAMES if name else found["escaped"] is None


def _unknown(source: Source, start: int, end: int) -> ConfigError:
    """The error for the first placeholder between ``start`` and ``end`` that means nothing."""
    places = filter(_means_nothing, Template.pattern.finditer(source.text, start, end))
    first = next(places, None)  # none where the front matter writes its $ as an escape
    shown = _SHOWN.match(source.text, first.start()) if first else None
    wrong = printable(shown[0]) if shown else "$"
    known = sorted(BLOCKS | NAMES.keys())
    what = Text(
        f"不认识 {wrong}；可用的有 {'、'.join(known)}，美元符号写成 $$",
        f"unknown {wrong}; known: {', '.join(known)}; write $$ for a dollar sign",
    )
    return _error(source, what, first.start() if first else None)


def _strings(values: Mapping[str, Any]) -> Iterator[str]:
    """The texts of a front matter, as deep as ``header`` fills them."""
    waiting = list(values.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            waiting += value


NAMES: Mapping[str, str] = {
    "span": "2026年2月第一周，2026年2月，2026年2月2日至8日",
    "name": "周报，月报，年报，汇总",
    "days": "2月2日至8日",
    "date": "2026-02-08",
    "since": "2026-02-02",
    "until": "2026-02-08",
    "week": "2026-W06",
    "dailies": "7",
    "reports": "61",
    "stories": "48",
    "merged": "9",
    "publishers": "33",
}
"""Placeholders for words and numbers, each with an example."""


def header(page: Page, words: Mapping[str, str]) -> dict[str, Any]:
    """The front matter with its placeholders filled."""
    return {key: _filled(value, words) for key, value in page.front_matter.items()}


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return Template(value).substitute(words)
    return [_filled(each, words) for each in value] if isinstance(value, list) else value


_CLAUSE = re.compile(r"[，,][^，,。：:\n$]*\$\{(\w+)\}[^，,。：:\n$]*")
"""A clause with one number: ，引用 ${publishers} 家来源."""


def body(page: Page, words: Mapping[str, str], blocks: Mapping[str, str]) -> str:
    """The body with its placeholders filled. A heading over a block that is empty goes with it, so does a nought."""
    parts = page.body.split("\n\n")
    filled: list[str] = []
    for part in parts:
        name = part.strip().removeprefix("${").removesuffix("}")
        if part.strip() == f"${{{name}}}" and name in BLOCKS:
            if blocks[name]:
                filled.append(blocks[name])
            elif filled and filled[-1].startswith("#"):
                filled.pop()
        else:
            said = _CLAUSE.sub(lambda found: "" if words.get(found[1]) == "0" else found[0], part)
            filled.append(Template(said).substitute({**words, **blocks}))
    return "\n\n".join(filled) + "\n"
