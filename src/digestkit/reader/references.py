"""Links whose addresses stand elsewhere: ``[晨报][1]`` and ``[^1]``, with their definitions further down."""

import re
from collections.abc import Iterable, Mapping

from digestkit.reader.block import Block
from digestkit.reader.inline import Link, links_in, plain
from digestkit.source import span_of
from digestkit.vocabulary import squeeze

DEFINITION = re.compile(r"[ \t>]*\[(?P<id>\^?[^\[\]\n]{1,60})\]:[ \t]*<?(?P<url>[^\s<>]*)>?(?P<rest>[^\n]*)")
_USE = re.compile(r"\[(?P<text>[^\[\]\n]{1,300})\](?:\[(?P<id>[^\[\]\n]{0,60})\]|(?![(\[]))")

References = Mapping[str, list[Link]]
"""The links that each definition gives, by its name, squeezed (``^1`` for a footnote)."""


def references(text: str, definitions: Iterable[Block]) -> References:
    """What ``definitions`` define; the first of a name counts. A footnote without a link defines none."""
    found: dict[str, list[Link]] = {}
    for block in definitions:
        match = DEFINITION.match(text, *block.span)
        if match is None:
            continue
        links = (
            links_in(text, match.start("url"), block.span.end)
            if match["id"].startswith("^")
            else [(block.span, plain(match["rest"]).strip(" \"'()“”"), match["url"])]
        )
        found.setdefault(squeeze(match["id"]), links)
    return {name: links for name, links in found.items() if links}


def referring(text: str, start: int, end: int, known: References) -> list[Link]:
    """The links of ``text[start:end]`` that refer to a definition: where they stand, their words, their URLs."""
    found: list[Link] = []
    for match in _USE.finditer(text, start, end):
        links = known.get(squeeze(match["id"] or match["text"]), ())
        for _, label, url in links:
            words = label if match["text"].startswith("^") else plain(match["text"])
            found.append((span_of(match.span()), words, url))
    return found
