"""The whole way from chosen dailies to the weekly's text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digestkit.config import WeeklyConfig
from digestkit.diagnostic import Text
from digestkit.errors import RefusedWrite
from digestkit.files import printable
from digestkit.reader import read
from digestkit.source import Source
from digestkit.stories import group
from digestkit.vocabulary import Vocabulary
from digestkit.weekly import rank, sections, template
from digestkit.weekly.choose import Choice
from digestkit.weekly.compose import Item, Limits, page, placed
from digestkit.weekly.conflicts import conflicts
from digestkit.weekly.events import Dropped, Event, boilerplate_of, events_of, told_in
from digestkit.weekly.merge import merge
from digestkit.weekly.plan import Entry, Plan
from digestkit.weekly.rank import Rated, by_importance
from digestkit.weekly.text import Form

_LOOKAHEAD = 12
"""How many stories ahead a title is looked for when another stands in its place."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """A weekly: its text, its stories in order, and the stories that are not in it."""

    text: str
    items: tuple[Item, ...]
    dropped: tuple[Dropped, ...]


def gather(choice: Choice) -> tuple[list[Event], list[Dropped]]:
    """The events that the chosen dailies tell."""
    told, dropped = told_in(choice.dailies)
    return events_of(told, group([each.report for each in told])), dropped


def build(
    choice: Choice,
    events: Sequence[Event],
    dropped: Sequence[Dropped],
    config: WeeklyConfig,
    vocabulary: Vocabulary,
    layout: template.Page,
    plan: Plan | None = None,
) -> Weekly:
    """The weekly of ``events`` (of a ``plan`` of them) as front-matter text that reads back as the same stories.

    Raises ``RefusedWrite`` when no way to write one of them was found.
    """
    if plan is None:
        ranked = rated(choice, [Entry(each) for each in events], config, vocabulary)
        kept, over = _limited(sorted(ranked, key=by_importance), config)
    else:
        kept, over = rated(choice, plan.entries, config, vocabulary), list(plan.dropped)
    places = sections.shared_sections([each.event for each in kept], vocabulary)
    found = [conflicts(each.event) for each in kept]
    limits = Limits(max(config.highlights, 0), max(config.reading_list, 0))
    forms: dict[int, Form] = {}
    while True:
        items = placed(kept, found, places, vocabulary, forms)
        text = page(
            items, choice.dailies, choice.span, limits, layout, config.front_matter, forms, vocabulary
        )
        lost, altered = _misread(text, items, vocabulary)
        again = {rank for rank in lost | altered if forms.get(rank, Form.PROSE) < Form.HINTED}
        if not again:
            break
        forms |= {rank: Form(forms.get(rank, Form.PROSE) + 1) for rank in again}
    if lost:
        raise _refusal(next(item for item in items if item.rank in lost))
    return Weekly(text, tuple(items), (*dropped, *over))


def _misread(text: str, items: Sequence[Item], vocabulary: Vocabulary) -> tuple[set[int], set[int]]:
    """Ranks of stories that do not read back: those that are not where they should be, those that differ."""
    back = [story for _, story in read(Source.from_text(text, "weekly.md"), vocabulary).digest.stories()]
    lost: set[int] = set()
    altered: set[int] = set()
    at = 0
    for place, item in enumerate(items):
        titles = [story.title for story in back[at : at + _LOOKAHEAD]]
        if item.story.title not in titles:
            lost.add(item.rank)
            continue
        skipped = titles.index(item.story.title)
        if skipped:  # the story before it was read as several
            lost.add(items[max(place - 1, 0)].rank)
        at += skipped + 1
        if back[at - 1] != item.story:
            altered.add(item.rank)
    if at < len(back):
        lost.add(items[-1].rank)
    return lost, altered


def _refusal(item: Item) -> RefusedWrite:
    told = item.rated.event.members[0].report
    where, title = f"{printable(told.path)}:{told.line}", printable(item.story.title or "")
    return RefusedWrite(
        Text(
            f"没有写周报：“{title}”（{where}）写出来会被读成别的样子；请先整理这条新闻的小标题和列表",
            f"no weekly was written: '{title}' ({where}) would be misread; "
            "simplify the headings and lists inside that story",
        )
    )


def rated(
    choice: Choice, entries: Sequence[Entry], config: WeeklyConfig, vocabulary: Vocabulary
) -> list[Rated]:
    """The stories that ``entries`` make, each with its section and its importance, in the same order."""
    shared = sections.shared_sections([each.event for each in entries], vocabulary)
    since, until = choice.span
    scale = rank.Scale(
        {str(name): weight for name, weight in config.weights.items()},
        config.pins,
        until,
        (until - since).days + 1,
        vocabulary.sections,
        vocabulary.publishers,
    )
    boilerplate = boilerplate_of([each.event for each in entries])
    found = []
    for entry in entries:
        story = merge(entry.event, vocabulary, boilerplate)
        story = replace(story, title=entry.title or story.title)
        section = entry.section or sections.section_of(entry.event, shared, vocabulary)
        each = rank.rate(entry.event, story, section, scale)
        found.append(replace(each, placed=entry.section is not None, pinned=each.pinned or entry.pin))
    return found


def _limited(ranked: Sequence[Rated], config: WeeklyConfig) -> tuple[list[Rated], list[Dropped]]:
    """What ``max_stories`` and ``section_limit`` leave, and what they drop; pinned stories stay."""
    kept: list[Rated] = []
    dropped: list[Dropped] = []
    in_section: dict[str | None, int] = {}
    for each in ranked:
        count = in_section.get(each.section, 0)
        full = config.max_stories and len(kept) >= config.max_stories
        if not each.pinned and (full or (config.section_limit and count >= config.section_limit)):
            limit = config.max_stories if full else config.section_limit
            name = each.section or sections.MAIN
            where = Text("全篇", "the weekly") if full else Text(f"“{name}”", f"'{name}'")
            why = Text(f"{where.zh}最多 {limit} 条", f"{where.en} has {limit} stories at most")
            dropped += [Dropped(told.report, why) for told in each.event.members]
            continue
        in_section[each.section] = count + 1
        kept.append(each)
    return kept, dropped
