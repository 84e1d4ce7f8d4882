"""Links whose addresses stand elsewhere: ``[晨报][1]``, ``[^1]`` and ``[1]``, with what defines them further down."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from digestkit.late import late
from digestkit.reader.block import Block
from digestkit.reader.inline import Link, links_in, plain, title_text
from digestkit.source import Span, span_of
from digestkit.vocabulary import Vocabulary, squeeze

_DEFINITION = late(r"[ \t>]*\[(?P<id>\^?[^\[\]\n]{1,60})\]:[ \t]*<?(?P<url>[^\s<>]*)>?(?P<rest>[^\n]*)")
_LISTED = late(r"[ \t>]*(?:\[(?P<mark>\d{1,3})\]|(?P<number>\d{1,3})[.、)])[ \t]*(?P<said>[^\n]+)")
"""A line of a list of sources: ``[1] 晨报. 标题. https://…``, ``1. [晨报](https://…)``."""
_MARK = late(r"\[(\d{1,3})\]")
_MARKS = late(r"(?:\[\^?\d{1,3}\][ \t,，、]*+){1,40}$|(?:#[^\s#]{1,40}(?:[ \t]++|$)){1,20}$")
_LONGEST_NAME = 24
_NAME_ENDS = late(r"[.。：:,，|｜—–]")
_USE = late(r"\[(?P<text>[^\[\]\n]{1,300})\](?:\[(?P<id>[^\[\]\n]{0,60})\]|(?![(\[]))")

References = Mapping[str, list[Link]]
"""The links that each definition gives, by its name, squeezed (``^1`` for a footnote)."""


class Definition(NamedTuple):
    """What a line defines under ``name``, squeezed: a link, or a footnote, which says what stands in ``words``."""

    name: str
    url: str
    title: str
    words: Span


def definition_at(text: str, span: Span) -> Definition | None:
    """The definition that ``text[span]`` is, if it is one."""
    if found := _DEFINITION.match(text, *span):
        words = span_of((found.start("url"), span.end))
        return Definition(squeeze(found["id"]), found["url"], found["rest"].strip(), words)
    found = _LISTED.match(text, *span)
    links = links_in(text, found.start("said"), span.end) if found else []
    if not found or not links:
        return None
    (place, label, url), said = links[0], span_of((found.start("said"), span.end))
    title = label or _NAME_ENDS.split(plain(text[said.start : place.start]))[0].strip()
    return Definition(found["mark"] or found["number"], url, title, said)


def cited(text: str, blocks: Sequence[Block], vocabulary: Vocabulary) -> Iterator[Block]:
    """The lines of a numbered list under the last heading, for sources, that the text above cites: ``[1]``.

    Without such a heading, the lines ``[1] 晨报 https://…`` at the very end, and the word for them above.
    """
    at = max((i for i, block in enumerate(blocks) if block.kind == "heading"), default=-1)
    heading = blocks[at] if at >= 0 else None
    kind = vocabulary.heading_kind(_key(text, heading)) if heading else None
    if heading is None or kind != "reading-list":
        yield from _cited_at_end(text, blocks[at + 1 :], vocabulary)
        return
    marks = set(_MARK.findall(text, 0, heading.span.start))
    for block in blocks[at + 1 :]:
        found = _LISTED.match(text, *block.span) if block.kind in ("text", "item", "link") else None
        if found and (found["mark"] or found["number"]) in marks:
            yield block


def _cited_at_end(text: str, blocks: Sequence[Block], vocabulary: Vocabulary) -> Iterator[Block]:
    first = len(blocks)
    while first and _is_listed(text, blocks[first - 1]):
        first -= 1
    if first == len(blocks):
        return
    marks = set(_MARK.findall(text, 0, blocks[first].span.start))
    if not all(
        (found := _LISTED.match(text, *block.span)) and found["mark"] in marks for block in blocks[first:]
    ):
        return
    above = blocks[first - 1] if first else None
    if above and above.kind in ("text", "bold") and above.span.end - above.span.start <= _LONGEST_NAME:
        key = _key(text, above)
        if vocabulary.heading_kind(key) == "reading-list" or vocabulary.field_of(key) == "sources":
            yield above
    yield from blocks[first:]


def _is_listed(text: str, block: Block) -> bool:
    """Whether a line is one of a list of sources with marks: ``[1] 晨报 https://…``."""
    listed = block.kind in ("text", "link") and text.startswith("[", block.content.start)
    found = _LISTED.match(text, *block.span) if listed else None
    return found is not None and found["mark"] is not None and "http" in found["said"]


def _key(text: str, block: Block) -> str:
    """The words of a line that may be the name of a list: what vocabularies are asked with."""
    return squeeze(title_text(text[block.content.start : block.content.end]))


def references(text: str, definitions: Iterable[Block]) -> References:
    """What ``definitions`` define; the first of a name counts. A footnote without a link defines none."""
    found: dict[str, list[Link]] = {}
    for block in definitions:
        defined = definition_at(text, block.span)
        if defined is None:
            continue
        links = (
            links_in(text, *defined.words)
            if defined.name.startswith("^")
            else [(block.span, plain(defined.title).strip(" \"'()“”"), defined.url)]
        )
        found.setdefault(defined.name, links)
    return {name: links for name, links in found.items() if links}


def is_marks(text: str, block: Block) -> bool:
    """Whether a line is but marks of citations or tags: ``[1][2]``, ``[^1][^2]``, ``#AI #模型``."""
    return (
        text[block.content.start : block.content.start + 1] in "[#"
        and block.kind in ("text", "item")
        and _MARKS.match(text, *block.content) is not None
    )


def _is_mark(words: str) -> bool:
    """Whether the words in brackets are the mark of a note: ``1``, ``^1``."""
    return words.startswith("^") or words.isdigit()


def referring(text: str, start: int, end: int, known: References) -> list[Link]:
    """The links of ``text[start:end]`` that refer to a definition: where they stand, their words, their URLs."""
    found: list[Link] = []
    for match in _USE.finditer(text, start, end):
        words, name = match["text"], match["id"]
        marks = _is_mark(words)
        several = marks and _is_mark(name or "")  # [1][3], [^1][^3]
        for each in (words, name) if several else (name or words,):
            links = known.get(squeeze(each), ())
            found += [
                (span_of(match.span()), label if marks else plain(words), url) for _, label, url in links
            ]
    return found
