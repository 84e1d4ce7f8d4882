"""Whether a rewritten text still says the same: part by part, and word by word."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from digestkit.diagnostic import Text
from digestkit.reader.inline import AUTOLINK
from digestkit.schema import Digest, Story

_DRESS = re.compile(r"[ \t\r\n\u3000*_#：:>-]+")
"""What formatting may change: white space, emphasis, heading and quote marks, colons."""
_SIGNS = re.compile(r"[\W_]+")


class Difference(NamedTuple):
    """The first thing that two digests don't agree on, and its line in the first of them."""

    line: int
    what: Text


class _Fact(NamedTuple):
    line: int
    what: Text
    value: str


def difference(before: Digest, after: Digest, *, converted: bool) -> Difference | None:
    """What ``after`` says otherwise than ``before``, if anything; dress aside.

    ``converted``: between styles the head may say less or more (it is carried in a comment).
    """
    if before == after and repr(before.front_matter) == repr(after.front_matter):
        return None
    line = 1
    for one, other in zip_longest(_facts(before, converted), _facts(after, converted)):
        if one is None or other is None or (one.what, one.value) != (other.what, other.value):
            fact = one or other
            return Difference(max(one.line if one else line, 1), fact.what)
        line = one.line
    return None


def _facts(digest: Digest, converted: bool) -> Iterator[_Fact]:
    if not converted:
        head = (digest.style, digest.kind, digest.title, digest.date, digest.front_matter)
        yield _Fact(1, Text("文件头", "header"), repr(head))
    for text in digest.highlights:
        yield _Fact(1, Text("要点速览", "highlights"), _bare(text))
    for each in digest.remainder:
        yield _Fact(
            each.line, Text("新闻以外的文字", "text outside the stories"), each.kind + _bare(each.text)
        )
    for section in digest.sections:
        yield _Fact(section.line, Text("板块", "section"), _bare(section.title))
        for story in section.stories:
            yield from _story(story)


def _story(story: Story) -> Iterator[_Fact]:
    yield _Fact(story.line, Text("标题", "title"), _bare(story.title))
    yield _Fact(story.line, Text("说明", "summary"), _bare(story.summary))
    yield _Fact(story.line, Text("背景", "background"), _bare(story.background))
    for point in story.points:
        yield _Fact(story.line, Text("要点", "points"), _bare(f"{point.lead or ''}\n{point.text}"))
    for source in story.sources:
        yield _Fact(story.line, Text("来源", "sources"), f"{_bare(source.label)} {source.url}")
    for block in story.body:
        yield _Fact(story.line, Text("正文", "text"), _bare(block))


def _bare(text: str | None) -> str:
    return "\0" if text is None else _DRESS.sub("", text)


def lost(must: str, text: str) -> str | None:
    """A letter, figure or address of ``must`` that ``text`` has fewer times, if any."""
    said, still = _SIGNS.sub("", must), _SIGNS.sub("", text)
    if said not in still:  # most often it is all there, and in its order
        missing = Counter(said)
        missing.subtract(Counter(still))
        for char, count in missing.items():
            if count > 0:
                return char
    if "http" in must:
        urls = Counter(AUTOLINK.findall(must)) - Counter(AUTOLINK.findall(text))
        return next(iter(urls), None)
    return None
