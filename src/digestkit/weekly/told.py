"""What each daily told: its stories, without what is about the daily's text and not about the news."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from digestkit.aspects.citations import citations
from digestkit.diagnostic import Text
from digestkit.parsed import Loc, Parsed, Role
from digestkit.reader.inline import title_text
from digestkit.schema import Story
from digestkit.stories import Report, reports_of
from digestkit.urls import canonical, is_home_page
from digestkit.weekly.cleaning import clean
from digestkit.weekly.layout import laid_out
from digestkit.weekly.references import written_out
from digestkit.weekly.titles import is_paragraph, opened, spelled_out
from digestkit.weekly.wording import width

_NO_NEWS = re.compile(
    r"(?:[今昨本][日天]|本期)\w{0,4}(?:暂?无(?![人线锡障界限])|没有|未(?:见|发现|出现|收录))[^，。！？\n]{0,20}"
    r"(?:新闻|动态|更新|趋势|资讯|消息|内容|进展|热点|条目)[。！]?$"
)
"""What a daily writes in the place of a story when there is none: 今日无重要动态."""
_NAME_END = re.compile(r"[\w)）]$")
_STOP = re.compile(r"[。！!][ \u3000]*$")
_NAME = 16
"""The widest title, in Chinese characters, that may be but the name of whom the story is of."""
_SAME, _MARKUP = 8, 6
"""By so many characters a text is known again, and so much markup may stand before it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One story of one daily: as grouping sees it (``report``) and as the model has it (``story``)."""

    report: Report
    story: Story
    brief: bool = False
    place: int = 0
    """How many stories of its daily stand before it."""
    labelled: bool = False
    """Whether its daily tells it under labels (说明：…)."""
    mentioned: frozenset[str] = frozenset()
    """The addresses (canonical) that are not given as its sources: they stand on words of a sentence."""

    @property
    def key(self) -> tuple[str, str, int, int, int]:
        """Day, file, place: the order in which a reader of the dailies met it."""
        loc = self.report.loc
        return (self.report.date or "", self.report.path, self.report.line, int(loc[1]), int(loc[3]))

    @property
    def title(self) -> str:
        """Its title, or the first line of its text."""
        story = self.story
        if story.title:
            return story.title
        first = next(filter(None, (story.summary, story.background, *story.body)), "")
        return title_text(first.partition("\n")[0]) or self.report.title

    @property
    def text(self) -> str:
        """What it tells, in plain words; its title is part of that only where a paragraph stands for it."""
        report = self.report
        return f"{report.title}\n{report.text}".strip() if is_paragraph(report.title) else report.text

    @property
    def size(self) -> int:
        """How much it tells, in characters."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A story that is not in the weekly, and why. ``failed``: nobody wanted that."""

    report: Report
    why: Text
    failed: bool = False


def told_in(dailies: Sequence[Parsed]) -> tuple[list[Told], list[Dropped]]:
    """Every story of the dailies, in their order; those without any words, and drafts of one that nobody filled in, are dropped."""
    told, dropped = [], []
    for parsed in (written_out(laid_out(each)) for each in dailies):
        reports = {report.loc: report for report in reports_of(parsed)}
        stated = _stated(parsed)
        for place, (loc, section, story) in enumerate(parsed.stories()):
            report = reports.get(loc)
            if report is not None and not _NO_NEWS.match(report.title):
                mentioned = frozenset(map(canonical, report.urls)).difference(stated.get(loc, ()))
                labelled, brief = _is_labelled(parsed, loc), parsed.is_brief(loc)
                cleaned = clean(_opened(parsed, loc, story), parsed.vocabulary)
                told.append(Told(report, spelled_out(cleaned), brief, place, labelled, mentioned))
                continue
            if report is not None:
                none = Text("说的是那一天没有这类新闻", "it says that there was no such news that day")
                dropped.append(Dropped(report, none))
                continue
            empty = Report("", "", (), parsed.digest.date, section.title, parsed.source.path, story.line, loc)
            nothing = Text(
                "没有标题也没有内容，或者还没有填", "it has neither a title nor any text, or is not filled in"
            )
            dropped.append(Dropped(empty, nothing))
    return sorted(told, key=lambda each: each.key), dropped


def _is_labelled(parsed: Parsed, loc: Loc) -> bool:
    pieces = parsed.by_story.get(loc, ())
    return any(piece.role is Role.FIELD and piece.field != "sources" for piece in pieces)


def _opened(parsed: Parsed, loc: Loc, story: Story) -> Story:
    """``story`` with a sentence for its title where that is but the name that its first sentence begins with.

    Where the title is the first sentence, it is told in the 说明 as well: another title may stand over that.
    """
    title, summary, text = story.title or "", story.summary or "", parsed.text
    if not title or not summary:
        return story
    span = parsed.span(*loc, "title")
    at = text.find(summary[:_SAME], span.end, span.end + _SAME + _MARKUP)
    between = text[span.end : at] if at >= 0 else "\n"
    if _STOP.search(title + between) and not between.strip(" \u3000。！!"):
        return replace(story, summary=text[span.start : at] + summary)
    if not _NAME_END.search(title) or width(title) > _NAME:
        return story
    goes_on = summary.startswith("、") or summary.lstrip("*`[“（(")[:1].isalnum()
    if between.strip("*_` \u3000") or summary.startswith(title) or not goes_on:
        return story
    bold = "**" if text.endswith("**", 0, span.start) and between.startswith("**") else ""
    return opened(story, f"{bold}{text[span.start : at]}{summary}")


def _stated(parsed: Parsed) -> dict[Loc, set[str]]:
    """The sources of each story, canonical; a front page on other words than the source's name is that of a thing told of."""
    found: dict[Loc, set[str]] = {}
    for cited in citations(parsed):
        words = parsed.text.startswith(f"[{cited.label}]", cited.span.start)
        if cited.stated and cited.url and (words or not is_home_page(cited.url)):
            found.setdefault(cited.loc, set()).add(canonical(cited.url))
    return found


def fullest(reports: Iterable[Told]) -> Told:
    """The report that tells most; the first of several that tell as much."""
    return min(reports, key=lambda each: (-each.size, each.key))
