"""A story as one report of an event: what grouping compares, apart from how a digest is laid out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digestkit.aspects import blanks
from digestkit.late import late
from digestkit.parsed import Loc, Parsed
from digestkit.schema import Story

_IMAGE = late(r"!\[[^\]\n]{0,300}+\]\([^)\s]{0,2000}+\)")
_LINK = late(r"\[([^\]\n]{0,300}+)\]\(https?://[^)\s]{1,2000}+(?:[ \t][^)\n]{0,200}+)?\)")
_BARE = late(r"https?://[^\s<>()\[\]\"'，。；、）】》]+")
_STARS = late(r"[（(]?⭐\ufe0f?\s?(?:\d[\d,.]{0,12}\s?[kKwW万]?|N/A)?[)）]?")
_MARKS = re.compile(r"[*_`]{1,3}|<[^<>\n]{0,200}>|^[#>\-+ ]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Report:
    """One story of one issue. ``date`` is ISO 8601 or ``None``; ``urls`` are as written, without repeats.

    ``title`` and ``text`` are plain words: no markup, no addresses. ``loc`` is the story's address in
    the issue's model (``parsed.span(*report.loc)``).
    """

    title: str
    text: str = ""
    urls: tuple[str, ...] = ()
    date: str | None = None
    section: str | None = None
    path: str = ""
    line: int = 0
    loc: Loc = ()


def plain(markdown: str) -> str:
    """``markdown`` as words: links by their labels, no images, addresses or emphasis."""
    if "](" in markdown:
        markdown = _LINK.sub(r"\1", _IMAGE.sub("", markdown))
    if "://" in markdown:
        markdown = _BARE.sub("", markdown)
    if "⭐" in markdown:  # how many like a project is another number each day, and no news
        markdown = _STARS.sub("", markdown)
    return _MARKS.sub("", markdown).strip()


def addresses_in(text: str) -> Iterator[str]:
    """The addresses in ``text``, linked or bare, each without the mark that ends its sentence."""
    return (match[0].rstrip(".,;:!?") for match in _BARE.finditer(text))


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same, letter by letter: spaces, punctuation and capitals do not count."""
    return one == other or letters(one) == letters(other)


def letters(text: str) -> str:
    """The letters and figures of ``text``, small."""
    return "".join(filter(str.isalnum, text.lower()))


def _urls(story: Story) -> Iterator[str]:
    """The addresses of the story: its sources first, then links in its text."""
    for source in story.sources:
        if source.url and source.url != blanks.ADDRESS:
            yield source.url
    for block in story.blocks():
        if "://" in block:
            yield from addresses_in(_IMAGE.sub("", block))


def reports_of(parsed: Parsed) -> list[Report]:
    """The reports of an issue, in the order of its text. A story without any words is none.

    The hints of a draft that nobody has written over (``aspects.blanks``) are no words of it.
    """
    found = []
    for loc, section, story in parsed.stories():
        blocks = (plain(block) for block in story.blocks() if block not in blanks.TEXTS)
        text = "\n".join(filter(None, blocks))
        named = story.title if story.title != blanks.TITLE else None
        title = plain(named or "") or text.partition("\n")[0]
        if title:
            urls = tuple(dict.fromkeys(_urls(story)))
            found.append(
                Report(
                    title, text, urls, parsed.digest.date, section.title, parsed.source.path, story.line, loc
                )
            )
    return found
