"""How important an event is, and the reasons in words that an editor can check."""

import math
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from digestkit.aspects.failures import is_unread
from digestkit.aspects.figures import CURRENCIES, figures_in
from digestkit.aspects.sections import is_ranking
from digestkit.diagnostic import Text, count
from digestkit.publishers import Directory
from digestkit.schema import Story
from digestkit.stories.report import letters
from digestkit.urls import canonical, host_of, registered_domain
from digestkit.vocabulary import squeeze
from digestkit.weekly.events import Event
from digestkit.weekly.sources import authority
from digestkit.weekly.wording import Said, first_sentence, sentences

WEIGHTS: Mapping[str, float] = {
    "days": 1.0,
    "place": 2.0,
    "sources": 1.0,
    "section": 0.5,
    "figures": 0.5,
    "recency": 0.3,
    "steps": 0.5,
    "depth": 0.5,
    "routine": 3.0,
}
"""What each reason counts for (``routine``: against it). ``[weekly.weights]`` changes any of them."""
_TOP = 3
_RUNS = 3
"""On so many days in the same words, a story is no news."""
_COUNT = re.compile(r"\d[\d,.]*")
_CALL = re.compile(
    r"^[\[【(（](?:sponsor(?:ed)?|ad|广告|推广|赞助)[\]】)）]|\(YC [A-Z]\d\d\).{0,12}(?:招聘|hiring)|沙龙\w{0,2}(?:招募|报名)",
    re.IGNORECASE,
)
"""What a title has that says itself that it is an advertisement."""
_PROJECT = re.compile(r"[\w.-]+ ?/ ?[\w.-]+|[^⭐★]{1,40}[⭐★].{0,20}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rated:
    """An event with its story, the section it goes to, its score, and why it has that score."""

    event: Event
    story: Story
    section: str | None
    score: float
    why: tuple[Text, ...]
    pinned: bool = False
    placed: bool = False
    """The editor chose the section."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the events of one weekly are measured by."""

    weights: Mapping[str, float]
    """What reasons count for, where it is not what ``WEIGHTS`` says."""
    pins: Sequence[str]
    """Words in the titles of stories that stand above all others."""
    last: date
    """The last day of the span."""
    span_days: int
    sections: Sequence[str]
    """The house's sections; the first weigh most."""
    publishers: Directory
    boilerplate: Container[str] = ()
    """Sentences that stand under many stories."""
    sourced: bool = False
    """Whether most stories have a source with a link."""


def rate(event: Event, story: Story, section: str | None, scale: Scale) -> Rated:
    """How important ``event`` is; pinned ones are above all others."""
    reasons = [
        ("days", float(_fresh_days(event)), _days(event)),
        ("place", *_place(event)),
        ("sources", *_sources(story, scale)),
        ("steps", float(len(event.steps) - 1), _steps(event)),
        ("figures", *_figures(story)),
        ("section", *_section(section, scale)),
        ("recency", _recency(event, scale), None),
        ("routine", *_routine(event, story, section, scale)),
        ("depth", _depth(event), None),
    ]
    weights = {**WEIGHTS, **scale.weights}
    score = sum(weights[name] * value for name, value, _ in reasons)
    why = [text for name, value, text in reasons if text and value and weights[name]]
    pin = next((pin for pin in scale.pins if squeeze(pin) in squeeze(story.title or "")), None)
    if pin is not None:
        why.insert(0, Text(f"配置里置顶：{pin}", f"pinned in the configuration: {pin}"))
    return Rated(event, story, section, round(score, 4), tuple(why), pin is not None)


def by_importance(rated: Rated) -> tuple[object, ...]:
    """The sort key: pinned first, then the higher score, then the earlier and the first in its file."""
    return (not rated.pinned, -rated.score, rated.event.members[0].key)


def _fresh_days(event: Event) -> int:
    """The days on which a daily had something to add: an address, or without one words, that were not there before."""
    seen: set[str] = set()
    titles: set[str] = set()
    said = Said(())
    fresh: set[str | None] = set()
    for told in event.members:
        mine = {canonical(url) for url in told.report.urls}
        words = [] if mine else list(sentences(_COUNT.sub("", told.text)))
        title = _COUNT.sub("", told.report.title)
        # the same title every day is a column, or a project on a list
        if mine - seen or not fresh or (title not in titles and any(map(said.is_news, words))):
            fresh.add(told.report.date)
        seen |= mine
        titles.add(title)
        for sentence in words:
            said.add(sentence)
    return len(fresh)


def _routine(event: Event, story: Story, section: str | None, scale: Scale) -> tuple[float, Text | None]:
    """Why a story is no news but what dailies carry every day: -1 when it is, so that it stands lower."""
    said = {sentence for told in event.members for sentence in sentences(told.text)}
    why = None
    if scale.sourced and not any(source.url for source in story.sources):
        why = Text("没有来源", "it has no source")
    elif _CALL.search(story.title or ""):
        why = Text("推广或招聘", "an advertisement")
    elif is_listed(event, story.title or "", section):
        why = Text("榜单上的项目", "a project on a list")
    elif _runs_daily(event):
        why = Text("天天一字不差", "the same words every day")
    elif said and all(sentence in scale.boilerplate for sentence in said):
        why = Text("正文只有套话", "nothing but stock phrases")
    elif all(is_unread(first_sentence(told.text)) for told in event.members):
        why = Text("没有读到原文", "its article could not be read")
    return -1.0 if why else 0.0, why


def _runs_daily(event: Event) -> bool:
    """Whether dailies have it word for word on one day after another: an advertisement, or what was forgotten there."""
    texts = {letters(told.text) for told in event.members}
    return len(event.days) >= _RUNS and len(texts) == 1 and texts != {""}


def is_listed(event: Event, title: str, section: str | None = None) -> bool:
    """Whether a story is but a project's place on a list of popular ones (trending, 热榜), or goes to such a section."""
    if is_ranking(section):
        return True
    lists = sum(is_ranking(told.report.section) for told in event.members)
    return bool(_PROJECT.fullmatch(title)) or lists * 2 > len(event.members)


def _place(event: Event) -> tuple[float, Text | None]:
    """How near the top its daily told it: the first story counts 1, the second 0.7 …"""
    best = min(told.place for told in event.members)
    why = Text(f"日报第 {best + 1} 条", f"story {best + 1} of its daily") if best < _TOP else None
    if best == 0:
        why = Text("日报头条", "the first story of its daily")
    return 1 / (1 + best * 0.4), why


def _days(event: Event) -> Text:
    days, reports = count(len(event.days), "天", "day"), len(event.members)
    more = Text(f"，{reports} 条报道", f", {reports} reports") if reports > len(event.days) else Text("", "")
    return Text(f"见于 {days.zh}的日报{more.zh}", f"told on {days.en}{more.en}")


def _sources(story: Story, scale: Scale) -> tuple[float, Text]:
    best: dict[str, float] = {}
    for source in story.sources:
        if source.url:
            site = registered_domain(host_of(source.url))
            # 1.3 for where the news was made, 0.4 for an aggregator
            worth = 1.3 - 0.15 * authority(source.url, scale.publishers)
            best[site] = max(best.get(site, 0.0), worth)
    # The tenth source says less than the second.
    total = sum(worth / (1 + place / 2) for place, worth in enumerate(sorted(best.values(), reverse=True)))
    return total, count(len(best), "家来源", "independent source")


def _steps(event: Event) -> Text:
    return Text(f"有 {len(event.steps)} 步进展", f"{len(event.steps)} steps of one story")


def _figures(story: Story) -> tuple[float, Text | None]:
    """The largest sum of money that title or 说明 states: a million counts 0, each ten times more 0.4."""
    text = f"{story.title or ''}\n{story.summary or ''}"
    money = [each for each in figures_in(text) if each.unit in CURRENCIES and each.high > 1e6]
    if not money:
        return 0.0, None
    largest = max(money, key=lambda each: each.high)
    said = text[largest.span.start : largest.span.end].strip()
    return min(0.4 * math.log10(largest.high / 1e6), 2.4), Text(f"涉及{said}", f"a sum of {said}")


def _section(section: str | None, scale: Scale) -> tuple[float, Text | None]:
    if section not in scale.sections:
        return 0.0, None
    place = scale.sections.index(section)
    return 1 - place / len(scale.sections), Text(f"板块：{section}", f"section: {section}")


def _recency(event: Event, scale: Scale) -> float:
    newest = event.days[-1] if event.days else None
    if newest is None:
        return 0.0
    return 1 - (scale.last - date.fromisoformat(newest)).days / max(scale.span_days, 1)


def _depth(event: Event) -> float:
    """How much its reports tell: 400 characters count 1, 800 and more 2."""
    return min(sum(told.size for told in event.members) / 400, 2.0)
