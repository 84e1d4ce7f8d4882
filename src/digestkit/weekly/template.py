"""The template of a weekly: a Markdown file with ``${names}`` where the stories and their numbers go.

``string.Template`` rather than Jinja2: an editor fills gaps in a page and needs neither loops nor
conditions, a page that is read from a configuration must not run code, and the import is free.
"""

import re
from collections import Counter
from collections.abc import Mapping
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
        problem = header.problems[0].message
        raise ConfigError(
            Text(
                f"周报模板 {printable(source.path)}：{problem.zh}",
                f"weekly template {printable(source.path)}: {problem.en}",
            )
        )
    body = source.text[header.span.end :] if header else source.text
    body = body.replace("\r\n", "\n").strip("\n")
    page = Page(header.data or {} if header else {}, body)
    _checked(page, source.path)
    _blocks_once(body, source.path)
    if "sections" not in page.blocks:
        raise ConfigError(
            Text(
                f"周报模板 {printable(source.path)}：缺少 ${{sections}}，新闻没有地方放",
                f"weekly template {printable(source.path)}: ${{sections}} is missing; the stories have no place",
            )
        )
    return page


def _blocks_once(body: str, path: str) -> None:
    """A block stands in one place: twice, the weekly would tell all its stories twice; a thousand times, fill the disk."""
    places = (found["named"] or found["braced"] for found in Template.pattern.finditer(body))
    counted = Counter(name for name in places if name in BLOCKS)
    if more := next((name for name, count in counted.items() if count > 1), None):
        raise ConfigError(
            Text(
                f"周报模板 {printable(path)}：${{{more}}} 写了 {counted[more]} 处，只能写一处；请删去多余的",
                f"weekly template {printable(path)}: ${{{more}}} stands in {counted[more]} places and may in one; delete the others",
            )
        )


def _checked(page: Page, path: str) -> None:
    texts = [page.body, *(text for value in page.front_matter.values() for text in _strings(value))]
    for text in texts:
        template = Template(text)
        unknown = sorted(set(template.get_identifiers()) - BLOCKS - NAMES.keys())
        if unknown or not template.is_valid():
            known = ", ".join(sorted(BLOCKS | NAMES.keys()))
            wrong = f"${{{printable(unknown[0])}}}" if unknown else "$"
            raise ConfigError(
                Text(
                    f"周报模板 {printable(path)}：不认识 {wrong}；可用的有 {known}，美元符号写成 $$",
                    f"weekly template {printable(path)}: unknown {wrong}; known: {known}; write $$ for a dollar sign",
                )
            )


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for each in value for text in _strings(each)] if isinstance(value, list) else []


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
