"""The whole way from chosen dailies to the weekly's text."""

from collections.abc import Sequence
from dataclasses import dataclass

from digestkit.config import WeeklyConfig
from digestkit.diagnostic import Text
from digestkit.stories import group
from digestkit.vocabulary import Vocabulary
from digestkit.weekly import rank, sections, template
from digestkit.weekly.choose import Choice
from digestkit.weekly.compose import Item, Limits, page, placed
from digestkit.weekly.conflicts import conflicts
from digestkit.weekly.events import Dropped, Event, events_of, told_in
from digestkit.weekly.merge import merge
from digestkit.weekly.rank import Rated, by_importance


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
    form: template.Page,
) -> Weekly:
    """The weekly of ``events`` as front-matter text."""
    ranked = rated(choice, events, config, vocabulary)
    kept, over = _limited(ranked, config)
    items = placed(kept, [conflicts(each.event) for each in kept], vocabulary)
    text = page(
        items,
        choice.dailies,
        choice.span,
        Limits(config.highlights, config.reading_list),
        form,
        config.front_matter,
        vocabulary,
    )
    return Weekly(text, tuple(items), (*dropped, *over))


def rated(
    choice: Choice, events: Sequence[Event], config: WeeklyConfig, vocabulary: Vocabulary
) -> list[Rated]:
    """The events merged and ranked, the most important first."""
    shared = sections.shared_sections(events, vocabulary)
    since, until = choice.span
    scale = rank.Scale(
        config.weights,
        config.pins,
        until,
        (until - since).days + 1,
        vocabulary.sections,
        vocabulary.publishers,
    )
    found = [
        rank.rate(
            event,
            merge(event, vocabulary.publishers),
            sections.section_of(event, shared, vocabulary),
            scale,
        )
        for event in events
    ]
    return sorted(found, key=by_importance)


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
            where = Text("全篇", "the weekly") if full else Text(f"“{each.section}”", f"'{each.section}'")
            why = Text(f"{where.zh}最多 {limit} 条", f"{where.en} has {limit} stories at most")
            dropped += [Dropped(told.report, why) for told in each.event.members]
            continue
        in_section[each.section] = count + 1
        kept.append(each)
    return kept, dropped
