"""The links of a digest, with their places."""

import re
from typing import NamedTuple

from digestkit.late import late
from digestkit.parsed import Parsed, Role
from digestkit.reader.inline import links_in
from digestkit.source import Span

_WITH_SCHEME = late(r"(?!mailto:|tel:|sms:|data:|javascript:)[A-Za-z][A-Za-z0-9+.\-]*:[/\\]", re.IGNORECASE)


class Link(NamedTuple):
    """A link as written: its URL, where the URL stands, the title of its story."""

    url: str
    span: Span
    story: str | None


def extract(parsed: Parsed) -> list[Link]:
    """Every link in the text, in its order; not those in front matter, comments and code."""
    found = []
    for piece in parsed.pieces:
        if piece.role in (Role.FRONT_MATTER, Role.COMMENT) or piece.kind == "fence":
            continue
        for span, _label, url in links_in(parsed.text, *piece.span):
            if _WITH_SCHEME.match(url):
                at = parsed.text.rfind(url, span.start, span.end)
                found.append(Link(url, Span(at, at + len(url)), parsed.story_title(piece)))
    return found
