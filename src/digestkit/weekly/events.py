"""The stories of the dailies as events: who reported each, in which steps, and why they belong together."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digestkit.diagnostic import Text
from digestkit.stories import FollowUp, Grouping
from digestkit.urls import canonical, is_home_page, is_listing
from digestkit.weekly.told import Told
from digestkit.weekly.wording import sentences, width

_TITLE = 45
"""The widest title, in Chinese characters, of a report that joins a thread: paragraphs share too many words."""
_MOST_STEPS = 8
_BOILERPLATE = 3
"""In so many events a sentence says nothing of any of them."""
_REPOSITORY = re.compile(
    r"(?P<owner>[\w.-]{1,40})[ ]?/[ ]?(?P<name>[\w.-]{1,100})(?:\s*[⭐★(（].*)?", re.ASCII
)
_ONE_ARTICLE = Text("来源是同一篇文章", "their source is the same article")
_ONE_PROJECT = Text("标题是同一个仓库", "their titles name the same repository")
_TALK = re.compile(
    r"网友|热议|吐槽|刷屏|群嘲|怎么看|锐评|点评|复盘|(?:引发|引起|遭)\w{0,8}(?:关注|讨论|争议|质疑|不满|担忧)|冲上热搜"
)


@dataclass(frozen=True, slots=True)
class Event:
    """What the weekly tells once. ``steps`` are the reports of each stage of it, the stages by their days."""

    steps: tuple[tuple[Told, ...], ...]
    why: tuple[Text, ...] = ()

    @property
    def newest(self) -> tuple[Told, ...]:
        """The newest step that tells what happened; of those that began on the same day the one that most reported.

        What people say of it (网友热议……) is no such step if there is another, nor are titles without any text,
        nor its project's place on a list of repositories.
        """
        steps = [step for step in self.steps if any(told.size for told in step)] or list(self.steps)
        steps = [step for step in steps if not all(map(is_repository, step))] or steps
        steps = [step for step in steps if not all(_TALK.search(each.title) for each in step)] or steps[-1:]
        day = steps[-1][0].report.date
        return max((step for step in reversed(steps) if step[0].report.date == day), key=len)

    @property
    def members(self) -> tuple[Told, ...]:
        """Every report of it, in order."""
        return tuple(sorted((told for step in self.steps for told in step), key=lambda told: told.key))

    @property
    def is_labelled(self) -> bool:
        """Whether one of its reports is told under labels."""
        return any(told.labelled for step in self.steps for told in step)

    @property
    def days(self) -> tuple[str, ...]:
        """The days of the dailies that told it, without repetition."""
        return tuple(sorted({told.report.date for told in self.members if told.report.date}))


def events_of(told: Sequence[Told], grouping: Grouping) -> list[Event]:
    """``told`` as events: groups of one event joined, later steps of a story joined to its thread."""
    parts = [(part, group) for group in grouping.events for part in _by_project(told, group.members)]
    step_of = {member: number for number, (part, _) in enumerate(parts) for member in part}
    why = {number: list(group.why) for number, (part, group) in enumerate(parts) if len(part) > 1}
    for at in range(len(told)):
        step_of.setdefault(at, len(parts) + at)
    sure = [(same, _ONE_ARTICLE) for same in _of_one_article(told)]
    sure += [(same, _ONE_PROJECT) for same in _of_one_project(told)]
    for same, reason in sure:
        kept, *others = sorted({step_of[at] for at in same})
        step_of |= {at: kept for at, step in step_of.items() if step in others}
        if others:
            why[kept] = [text for step in (kept, *others) for text in why.get(step, ())] + [reason]
    steps: dict[int, list[int]] = {}
    for at in range(len(told)):
        steps.setdefault(step_of[at], []).append(at)
    events = []
    for thread in _threads(told, steps, step_of, grouping.follow_ups):
        reasons = [text for step in thread for text in why.get(step, ())]
        if len(thread) > 1:
            reasons.append(Text("同一件事的后续进展", "later steps of the same story"))
        events.append(event(([told[at] for at in steps[step]] for step in thread), reasons))
    return sorted(events, key=lambda each: each.members[0].key)


def _by_project(told: Sequence[Told], members: Sequence[int]) -> list[list[int]]:
    """``members`` of a group apart by the repositories that their titles name: of one owner, they are alike in all else.

    Those whose titles name none go with the repository that they speak of, or with the first.
    """
    named = {at: found["name"].lower() for at in members if (found := _REPOSITORY.fullmatch(told[at].title))}
    parts: dict[str, list[int]] = {name: [] for name in named.values()}
    for at in members:
        spoken_of = [name for name in parts if name in told[at].title.lower()]
        name = named.get(at) or max(spoken_of, key=len, default=next(iter(parts), ""))
        parts.setdefault(name, []).append(at)
    return list(parts.values())


def _of_one_article(told: Sequence[Told]) -> list[list[int]]:
    """Stories of several dailies whose only source is the same article; a daily's round-up has several stories."""
    alone: dict[str, list[int]] = {}
    citing = Counter[tuple[str, str]]()
    for at, each in enumerate(told):
        urls = {canonical(source.url): source.url for source in each.story.sources if source.url}
        citing.update((key, each.report.path) for key in urls)
        for key, url in urls.items():
            if len(urls) == 1 and not is_home_page(url) and not is_listing(url, None):
                alone.setdefault(key, []).append(at)
    return [
        found
        for key, found in alone.items()
        if len(found) > 1 and all(citing[key, told[at].report.path] == 1 for at in found)
    ]


def _of_one_project(told: Sequence[Told]) -> list[list[int]]:
    """Stories whose titles are the name of the same repository, be it written with blanks or with stars behind it."""
    named: dict[str, list[int]] = {}
    for at, each in enumerate(told):
        if found := _REPOSITORY.fullmatch(each.title):
            named.setdefault(f"{found['owner']}/{found['name']}".lower(), []).append(at)
    return [same for same in named.values() if len(same) > 1]


def _threads(
    told: Sequence[Told],
    steps: Mapping[int, Sequence[int]],
    step_of: Mapping[int, int],
    follow_ups: Sequence[FollowUp],
) -> list[list[int]]:
    """Steps gathered into threads. A thread takes another in only when half of their steps follow each other up.

    Else a chain of follow-ups, each a little off, would end in telling the unrelated together.
    """
    linked = {
        frozenset((step_of[each.earlier], step_of[each.later]))
        for each in follow_ups
        if all(width(told[at].report.title) <= _TITLE for at in (each.earlier, each.later))
    }
    threads = {step: [step] for step in steps}
    for each in follow_ups:
        if _two_projects(told[each.earlier].title, told[each.later].title):
            continue
        one, other = threads[step_of[each.earlier]], threads[step_of[each.later]]
        if one is other or len(one) + len(other) > _MOST_STEPS:
            continue
        links = sum(frozenset((a, b)) in linked for a in one for b in other)
        if links * 2 >= len(one) * len(other):
            one += other
            threads |= dict.fromkeys(other, one)
    return [thread for step, thread in threads.items() if thread[0] == step]


def boilerplate_of(events: Sequence[Event]) -> frozenset[str]:
    """Sentences that stand in the stories of several events: they belong to the dailies, not to the news."""
    count: Counter[str] = Counter()
    for each in events:
        count.update({sentence for told in each.members for sentence in sentences(told.text)})
    return frozenset(sentence for sentence, times in count.items() if times >= _BOILERPLATE)


def is_repository(told: Told) -> bool:
    """Whether a report is headed by nothing but the name of a repository, as lists of projects have them."""
    return _REPOSITORY.fullmatch(told.title) is not None


def event(steps: Iterable[Iterable[Told]], why: Sequence[Text] = ()) -> Event:
    """An event of ``steps``, each step and the steps themselves put in order."""
    ordered = [tuple(sorted(step, key=lambda each: each.key)) for step in steps]
    return Event(tuple(sorted(ordered, key=lambda step: step[0].key)), tuple(dict.fromkeys(why)))


def _two_projects(one: str, other: str) -> bool:
    """Whether two titles name repositories of different names: a fork is no later step of its original."""
    names = [found["name"].lower() for title in (one, other) if (found := _REPOSITORY.fullmatch(title))]
    return len(set(names)) == 2
