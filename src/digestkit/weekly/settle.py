"""One way of spacing and punctuation for the whole weekly: that of most of it, by the fixes of ``lint --fix``."""

import re
from collections.abc import Sequence
from dataclasses import replace

from digestkit.config import LintConfig
from digestkit.diagnostic import Diagnostic
from digestkit.fixing import fix
from digestkit.lint import lint, selected
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.schema import Story
from digestkit.source import Source
from digestkit.weekly.compose import Item, reading
from digestkit.weekly.layout import laid_out

_MANNERS = frozenset({"spacing-mixed", "punctuation-half-width"})
"""Rules whose fixes change nothing but spaces and the width of marks."""

_LINE = re.compile(r"^- \[[^\[\]\n]*\]", re.MULTILINE)


def settled(weekly: Parsed, items: Sequence[Item], config: LintConfig) -> tuple[str, Sequence[Item]]:
    """The text of a weekly written in one way, and its stories as they then read.

    The dailies differ from day to day; one text should not. ``config`` may prescribe the way, or ignore the
    rules. Where the weekly would not read back as the same stories it stays as it is.
    """
    rules = [rule for rule in selected(config) if rule.name in _MANNERS]

    def check(parsed: Parsed) -> list[Diagnostic]:
        return lint(Batch((parsed,)), config, rules=rules)

    def reread(source: Source) -> Parsed:
        return laid_out(read(source, weekly.vocabulary))

    fixed = fix(weekly, check, reread)
    back = [story for _, story in fixed.parsed.digest.stories()]
    if (
        fixed.refused
        or not fixed.stable
        or list(map(_letters, back)) != [_letters(item.story) for item in items]
    ):
        return weekly.text, items
    # the rules let the reading list be: its titles follow those of the stories
    now = {
        reading(item.story.title or ""): reading(story.title or "")
        for item, story in zip(items, back, strict=True)
    }
    text = _LINE.sub(lambda found: now.get(found[0], found[0]), fixed.parsed.text)
    return text, [
        replace(item, rated=replace(item.rated, story=story)) for item, story in zip(items, back, strict=True)
    ]


def _letters(story: Story) -> list[str]:
    """The letters and figures of each part of a story; its addresses are in the last."""
    parts = (
        story.title,
        story.summary,
        story.background,
        *(point.words for point in story.points),
        *story.body,
        " ".join(f"{source.label} {source.url}" for source in story.sources),
    )
    return ["".join(filter(str.isalnum, part or "")) for part in parts]
