"""Links and footnotes whose definitions stay behind in the daily: written out where the story refers to them."""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from digestkit.parsed import Loc, Parsed
from digestkit.reader.inline import Link, date_in, links_in, plain
from digestkit.reader.references import definition_at
from digestkit.schema import Point, Source, Story
from digestkit.urls import canonical
from digestkit.vocabulary import Vocabulary, squeeze

_MARK = re.compile(
    r"(?P<code>`[^`\n]{1,300}`)|[ \t]?\[\^(?P<note>[^\[\]\s]{1,40})\]"
    r"|(?P<space>[ \t]?)\[(?P<text>[^\[\]\n]{1,300})\](?:\[(?P<id>[^\[\]\n]{0,60})\]|(?![(\[:]))"
)
"""A footnote's mark or a link by reference; what stands in code is neither."""
_FENCED = re.compile(r"[ \t>]*(?:```|~~~)")
_EDGES = " \t　：:·,，。.;；、|（）()[]《》“”\"'*_-–—"
_STOPS = re.compile(r"[。！？!?]\s*\S")
_LEAD = re.compile(r"(?:参?见|详见|via|see)\s*", re.IGNORECASE)


class _Defined(NamedTuple):
    """What a daily defines under a name: a link (``url``, its title) or a footnote (``words``)."""

    url: str
    title: str
    words: str


Definitions = dict[str, _Defined]


@dataclass(slots=True)
class _Found:
    """What a story's marks have led to: sources to list, footnotes told already."""

    sources: list[Source] = field(default_factory=list)
    told: set[str] = field(default_factory=set)


def written_out(parsed: Parsed) -> Parsed:
    """``parsed`` with stories that need no definitions: links inline, footnotes as sources or in brackets.

    Only the model is another; the text and the places in it are the daily's.
    """
    known = _definitions(parsed)
    if not known and "][" not in parsed.text and "[^" not in parsed.text:
        return parsed
    return parsed.with_stories(lambda loc, story: _story(parsed, loc, story, known))


def _definitions(parsed: Parsed) -> Definitions:
    """The definitions of a daily by their squeezed names; the first of a name counts."""
    found: Definitions = {}
    for piece in parsed.pieces:
        defined = definition_at(parsed.text, piece.span) if piece.kind == "references" else None
        if defined:
            words = parsed.source.slice(defined.words).strip()
            found.setdefault(defined.name, _Defined(defined.url, defined.title, words))
    return found


def _story(parsed: Parsed, loc: Loc, story: Story, known: Definitions) -> Story:
    found = _Found()

    def out(text: str) -> str:
        return text if _FENCED.match(text) else _text(text, known, found, parsed.vocabulary)

    summary, background = story.summary and out(story.summary), story.background and out(story.background)
    points = tuple(Point(each.lead and out(each.lead), out(each.text)) for each in story.points)
    body = [out(block) for block in story.body]
    title = parsed.span(*loc, "title")
    if (*loc, "title") in parsed.spans and "[^" in parsed.text[title.start : title.end]:
        notes = re.findall(r"\[\^[^\[\]\s]{1,40}\]", parsed.text[title.start : title.end])
        body += [words.strip("（）") for words in map(out, notes) if words]
    # The reader has a footnote of a title as a link of the title, which has no name of its own.
    names = {canonical(each.url): each.label for each in found.sources if each.url}
    own = [
        each if each.label or not each.url else replace(each, label=names.get(canonical(each.url), ""))
        for each in story.sources
    ]
    listed = {canonical(source.url) for source in story.sources if source.url}
    sources = [each for each in found.sources if canonical(each.url or "") not in listed]
    return replace(
        story, summary=summary, background=background, points=points, body=tuple(body),
        sources=(*own, *dict.fromkeys(sources)),
    )  # fmt: skip


def _text(text: str, known: Definitions, found: _Found, vocabulary: Vocabulary) -> str:
    """``text`` with its marks written out; what they cite goes to ``found``."""

    def out(mark: re.Match[str]) -> str:
        if mark["code"]:
            return mark[0]
        if mark["note"]:
            return _note(mark, known.get(squeeze(f"^{mark['note']}")), found, vocabulary)
        words, name = mark["text"], mark["id"] or ""
        if words.isdigit() and (not name or name.isdigit()):  # [1], [1][3]: marks as footnotes have
            cited = [known[number] for number in (words, name) if number in known]
            found.sources += [Source(each.title.strip(_EDGES), each.url) for each in cited]
            return "" if cited else mark[0]
        defined = known.get(squeeze(name or words))
        if defined is None:
            return f"{mark['space']}{words}" if name.isdigit() else mark[0]
        url = defined.url.replace("(", "%28").replace(")", "%29")
        title = defined.title.strip("\"'()“”").replace('"', "”")
        address = f'{url} "{title}"' if title and title != words else url
        return f"{mark['space']}[{words}]({address})"

    return _MARK.sub(out, text) if "[" in text else text


def _note(mark: re.Match[str], note: _Defined | None, found: _Found, vocabulary: Vocabulary) -> str:
    """What stands for a footnote's mark: nothing for one that names a source, else its words in brackets, once."""
    if note is None:
        return "" if mark["note"].isdigit() else mark[0]
    if mark["note"] in found.told:
        return ""
    found.told.add(mark["note"])
    links = links_in(note.words, 0, len(note.words))
    named = _source_of(note.words, links, vocabulary)
    if named is None:
        return f"（{note.words.rstrip('。.')}）"
    found.sources += named
    return ""


def _source_of(words: str, links: list[Link], vocabulary: Vocabulary) -> list[Source] | None:
    """The sources that a footnote names, if it does no more than that."""
    if not links:
        return None
    rest, at = "", 0
    for span, _, _ in links:
        rest, at = rest + words[at : span.start], span.end
    rest = _LEAD.sub("", plain(rest + words[at:]).strip(_EDGES))
    if not rest or vocabulary.field_of(rest) == "sources" or (date_in(rest) and len(rest) <= 11):
        return [Source(label, url) for _, label, url in links]
    if len(links) == 1 and not links[0][1] and not _STOPS.search(rest):
        label = rest.rpartition("：")[2] if vocabulary.field_of(rest.partition("：")[0]) else rest
        return [Source(label.strip(), links[0][2])]
    return None
