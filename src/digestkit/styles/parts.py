"""What both styles write alike: points, sources, and the blocks before and after the sections."""

import re

from digestkit.schema import Digest, Point, Remainder, Section, Source, Story
from digestkit.vocabulary import Vocabulary

FIRST = frozenset({"introduction", "cover", "contents", "highlights"})
"""Kinds of remainder that stand before the sections; the others close the digest."""
_MARKS = re.compile(r"[*`]|_(?=_)|(?<=_)_")
_STOPS = ("。", "！", "？", "!", "?")
"""What a lead ends with that is a sentence of its own: a colon behind that would be one mark too many."""
_LONGEST_LABEL = 12
"""A longer label of a source is a headline: behind the text of a bullet it would read on as part of it."""
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<words>[^\n]*)")


def title(words: str) -> str:
    """A title as Markdown: marks in it that could be taken for those of emphasis or code are escaped."""
    return _MARKS.sub(r"\\\g<0>", words)


def point(each: Point) -> str:
    """A 要点 as a list item; further lines are indented below it."""
    colon = " " if each.lead and each.lead.endswith(_STOPS) else "："
    text = f"**{each.lead}**{colon}{each.text}" if each.lead else each.text
    return "- " + text.replace("\n", "\n  ")


def sources(each: tuple[Source, ...]) -> str:
    """Sources on one line: ``[a](u) | [b](v)``."""
    return " | ".join(map(source, each))


def source(each: Source) -> str:
    """One source: a link, a bare address, or a name."""
    if each.url is None:
        return each.label
    return f"[{each.label}]({each.url})" if each.label else each.url


def are_briefs(section: Section, vocabulary: Vocabulary) -> bool:
    """Whether the stories of a section are written as bullets, as under 更多动态."""
    if not section.title or not vocabulary.is_short_news(section.title):
        return False
    return all(
        story.title and fits_bullet(story) and all(each.label != story.title for each in story.sources)
        for story in section.stories
    )


def fits_bullet(story: Story) -> bool:
    """Whether ``brief`` says all that a story says, on one line."""
    return (
        not (story.background or story.points or story.body)
        and "\n" not in (story.summary or "")
        and len(story.sources) <= 1
        and all(each.url and len(each.label) <= _LONGEST_LABEL for each in story.sources)
    )


def brief(story: Story) -> str:
    """A story as one bullet."""
    text = f"- **{title(story.title or '')}**"
    if story.summary:
        text += f"：{story.summary}"
    return f"{text} {sources(story.sources)}" if story.sources else text


def heading_words(text: str) -> str | None:
    """The words of a block that is one heading (``## 总结``), else ``None``."""
    found = _HEADING.fullmatch(text)
    return found["words"].rstrip(" \t") if found else None


def before(digest: Digest) -> list[Remainder]:
    """The blocks that stand before the sections."""
    return [each for each in digest.remainder if each.kind in FIRST]


def after(digest: Digest) -> list[Remainder]:
    """The blocks that stand after the sections."""
    return [each for each in digest.remainder if each.kind not in FIRST]


def highlights(digest: Digest) -> str:
    """The highlights as a list."""
    return "\n".join(f"- {each}" for each in digest.highlights)


def joined(blocks: list[str]) -> str:
    """Blocks with a blank line between them; items of one list stay together."""
    text = ""
    last = ""
    for block in filter(None, blocks):
        tight = last.startswith("- ") and block.startswith("- ")
        text += ("\n" if tight else "\n\n") + block if text else block
        last = block
    return text + "\n"
