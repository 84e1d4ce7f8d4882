"""The whole way from chosen dailies to the weekly's text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digestkit.config import WeeklyConfig
from digestkit.diagnostic import Text
from digestkit.parsed import Parsed
from digestkit.publishers import directory
from digestkit.reader import read
from digestkit.source import Source
from digestkit.stories import group
from digestkit.stories.lexicon import Names
from digestkit.vocabulary import Vocabulary
from digestkit.weekly import rank, sections
from digestkit.weekly import text as story_text
from digestkit.weekly.choose import Choice
from digestkit.weekly.compose import House, Item, page, placed
from digestkit.weekly.conflicts import conflicts
from digestkit.weekly.events import Event, boilerplate_of, events_of
from digestkit.weekly.labels import house_marks
from digestkit.weekly.layout import laid_out
from digestkit.weekly.merge import merge
from digestkit.weekly.plan import Entry, Plan
from digestkit.weekly.rank import Rated, by_importance
from digestkit.weekly.settle import settled
from digestkit.weekly.text import Form
from digestkit.weekly.told import Dropped, told_in

_MISREAD = Text(
    "写进周报会被读成别的样子，请整理这条新闻的小标题和列表",
    "it would be misread in the weekly; simplify the headings and lists inside it",
)
_LOOKAHEAD = 12
"""How many stories ahead a title is looked for when another stands in its place."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """A weekly: its text, its stories in order, and the stories that are not in it."""

    text: str
    items: tuple[Item, ...]
    dropped: tuple[Dropped, ...]


def gather(choice: Choice, names: Names | None = None) -> tuple[list[Event], list[Dropped]]:
    """The events that the chosen dailies tell; ``names`` are the house's own."""
    told, dropped = told_in(choice.dailies)
    return events_of(told, group([each.report for each in told], names)), dropped


def build(
    choice: Choice,
    events: Sequence[Event],
    dropped: Sequence[Dropped],
    house: House,
    plan: Plan | None = None,
) -> Weekly:
    """The weekly of ``events`` (of a ``plan`` of them) as front-matter text that reads back as the same stories.

    A story that can't be written so that it reads back is dropped, and told.
    """
    if plan is None:
        ranked = rated(choice, [Entry(each) for each in events], house)
        kept, over = _limited(sorted(ranked, key=by_importance), house.config, choice.span.word)
    else:
        kept, over = rated(choice, plan.entries, house), list(plan.dropped)
    while True:
        back, items, broken = _written(choice, kept, house)
        if broken is None:
            text, stories = settled(back, items, house.lint)
            return Weekly(text, tuple(stories), (*dropped, *over))
        kept = [each for each in kept if each is not broken.rated]
        over += [Dropped(told.report, _MISREAD, failed=True) for told in broken.rated.event.members]


def _written(choice: Choice, kept: Sequence[Rated], house: House) -> tuple[Parsed, list[Item], Item | None]:
    """The page of ``kept``, read back, each story in the plainest form; and one that has no form that reads back."""
    word, vocabulary = choice.span.word, house.vocabulary
    places = sections.shared_sections([each.event for each in kept], vocabulary, word)
    found = [conflicts(each.event) for each in kept]
    forms: dict[int, Form] = {}
    while True:
        items = placed(kept, found, places, vocabulary, word, forms)
        read_back = laid_out(
            read(Source.from_text(page(items, choice, house, forms), "weekly.md"), vocabulary)
        )
        lost, altered = _misread(read_back, items)
        again = {rank for rank in lost | altered if forms.get(rank, Form.PROSE) < Form.HINTED}
        if not again:
            return read_back, items, _culprit(items, lost, altered, vocabulary)
        forms |= {rank: Form(forms.get(rank, Form.PROSE) + 1) for rank in again}


def _culprit(items: Sequence[Item], lost: set[int], altered: set[int], vocabulary: Vocabulary) -> Item | None:
    """The story to leave out: the first that is lost, or the one before it when that one has swallowed it."""
    for place, item in enumerate(items):
        if item.rank in lost:
            before = items[max(place - 1, 0)]
            return before if before.rank in altered and _reads_alone(item, vocabulary) else item
    return None


def _reads_alone(item: Item, vocabulary: Vocabulary) -> bool:
    source = Source.from_text(
        f"# 周报\n\n## 要闻\n\n{story_text.story(item.story, (), Form.HINTED, vocabulary)}\n"
    )
    return [story.title for _, story in read(source, vocabulary).digest.stories()] == [item.story.title]


def _misread(weekly: Parsed, items: Sequence[Item]) -> tuple[set[int], set[int]]:
    """Ranks of stories that do not read back: those that are not where they should be, those that differ."""
    back = [story for _, story in weekly.digest.stories()]
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


def rated(choice: Choice, entries: Sequence[Entry], house: House) -> list[Rated]:
    """The stories that ``entries`` make, each with its section and its importance, in the same order."""
    config, vocabulary, word = house.config, house.vocabulary, choice.span.word
    shared = sections.shared_sections([each.event for each in entries], vocabulary, word)
    boilerplate = boilerplate_of([each.event for each in entries])
    stories = [told.story for entry in entries for told in entry.event.members]
    since, until = choice.span
    scale = rank.Scale(
        weights={str(name): weight for name, weight in config.weights.items()},
        pins=config.pins,
        last=until,
        span_days=(until - since).days + 1,
        sections=vocabulary.sections,
        publishers=directory(vocabulary.publishers),
        boilerplate=boilerplate,
        sourced=sum(any(source.url for source in each.sources) for each in stories) * 2 > len(stories),
    )
    marks = house_marks(told for entry in entries for told in entry.event.members)
    found = []
    for entry in entries:
        story = merge(entry.event, vocabulary, boilerplate, marks, entry.title)
        section = entry.section or sections.section_of(entry.event, shared, vocabulary, word)
        each = rank.rate(entry.event, story, section, scale)
        found.append(replace(each, placed=entry.section is not None, pinned=each.pinned or entry.pin))
    return found


def _limited(ranked: Sequence[Rated], config: WeeklyConfig, word: str) -> tuple[list[Rated], list[Dropped]]:
    """What ``max_stories`` and ``section_limit`` leave, and what they drop; pinned stories stay."""
    kept: list[Rated] = []
    dropped: list[Dropped] = []
    in_section: dict[str | None, int] = {}
    for each in ranked:
        count = in_section.get(each.section, 0)
        full = config.max_stories and len(kept) >= config.max_stories
        if not each.pinned and (full or (config.section_limit and count >= config.section_limit)):
            limit = config.max_stories if full else config.section_limit
            name = each.section or sections.main(word)
            where = Text("全篇", "the weekly") if full else Text(f"“{name}”", f"'{name}'")
            why = Text(f"{where.zh}最多 {limit} 条", f"{where.en} has {limit} stories at most")
            dropped += [Dropped(told.report, why) for told in each.event.members]
            continue
        in_section[each.section] = count + 1
        kept.append(each)
    return kept, dropped
