"""Several reports of one event to one story. Nothing is invented: its sentences are the reports' own."""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from digestkit.publishers import directory
from digestkit.reader.drafts import point_of
from digestkit.schema import Point, Story
from digestkit.stories.report import plain
from digestkit.vocabulary import Vocabulary
from digestkit.weekly import sources
from digestkit.weekly.calendar import month_day
from digestkit.weekly.events import Event
from digestkit.weekly.headline import best_title
from digestkit.weekly.labels import without_marks
from digestkit.weekly.titles import headed
from digestkit.weekly.told import Told, fullest
from digestkit.weekly.wording import (
    Said,
    adds_figures,
    bigrams,
    first_sentence,
    leans,
    sentences,
)

_LABEL = 12
"""So long is a label that names a list, in characters; what is longer says something."""
_ALIKE = 0.6
"""The share of the shorter of two points that is in the longer when they say the same."""
_QUOTED = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_MARK = re.compile(r"(?:[^\w\s“「『《（(*\[]{1,3}[ ]?)?(?:\*\*[^*\n：:]{1,8}(?:\*\*[：:]|[：:]\*\*)[ ]?)?")
"""What a house begins its remarks with: 💡, 🔍 **分析**：."""
_ENDED = re.compile(r"(?:^|\n)>(?![ \t]*[-*+])[^\n]*[。！？]$")
"""A quote whose last line is running text that another sentence may follow."""
_NAME_FIRST = re.compile(r"\A\*\*([^*\n：:]{1,24})\*\*(?![：:])")
_MARKER = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+")


def merge(
    event: Event,
    vocabulary: Vocabulary,
    boilerplate: Container[str] = (),
    house_marks: Collection[str] = (),
    title: str | None = None,
) -> Story:
    """The story that tells ``event`` with everything that its reports knew, but for ``boilerplate``.

    ``house_marks`` are cut off the labels of sources, and out of the text. ``title`` is the editor's.
    """
    members = event.members
    story = _alone(members[0], title) if len(members) == 1 else _joined(event, vocabulary, boilerplate, title)
    story = _unmarked(story, house_marks) if house_marks else story
    cited = sources.merged(members, _words(story), directory(vocabulary.publishers), house_marks)
    return replace(story, sources=cited)


def _unmarked(story: Story, house_marks: Collection[str]) -> Story:
    def bare(text: str) -> str:
        return without_marks(text, house_marks)

    return replace(
        story,
        title=bare(story.title or "") or story.title,
        summary=bare(story.summary or "") or None,
        background=bare(story.background or "") or None,
        points=tuple(Point(each.lead, bare(each.text)) for each in story.points),
        body=tuple(filter(None, map(bare, story.body))),
    )


def _alone(told: Told, title: str | None) -> Story:
    """The one report of an event as its daily has it, under a title."""
    return headed(replace(_led_in(told.story), title=told.title, line=0), _words(told.story), title)


def _joined(event: Event, vocabulary: Vocabulary, boilerplate: Container[str], title: str | None) -> Story:
    """The fullest report of the newest step, and what the others know besides; sources apart."""
    members, base = event.members, fullest(event.newest)
    story = Story(best_title(event), summary=base.story.summary, background=_background(base, members))
    steps = _steps(event, base)
    body = list(base.story.body)
    said = Said(
        [
            story.title or "",
            story.summary or "",
            story.background or "",
            *(step.words for step in steps),
            *body,
        ]
    )
    others = [told for told in members if told is not base]
    points = _points(base, others, said)
    added, remarks = _additions(others, said, boilerplate, vocabulary)
    if points or steps:
        points += _like(points or steps, [sentence for passage in added for _, sentence in passage])
    else:
        at = len(body)
        while at and body[at - 1].startswith(">"):  # the editor's own word stays the last
            at -= 1
        # a name in bold that begins a paragraph would be read as a label of it
        body[at:at] = (_NAME_FIRST.sub(r"\1", _paragraph(passage)) for passage in added)
    for remark in map(_paragraph, remarks):
        mark = found[0] if (found := _MARK.match(remark)) else ""
        quote = next((place for place, block in enumerate(body) if _quotes(block, mark)), None)
        quoted = remark.replace("\n", "\n> ")
        if quote is None:
            body.append(f"> {quoted}")
        else:
            body[quote] += "" if _ENDED.search(body[quote]) else "\n> "
            body[quote] += quoted.removeprefix(mark)
    story = replace(story, points=(*steps, *points), body=tuple(body))
    return headed(_led_in(story), _words(story), title)


def _led_in(story: Story) -> Story:
    """``story`` with what leads in to its 要点 (…发现它：) at the end of its 说明, and without a mere 核心发现：.

    They stood before the list in the report; after it they would lead in to nothing.
    """
    if not story.points:
        return story
    body, leads = [], list[str]()
    for block, after in zip_longest(story.body, story.body[1:], fillvalue=""):
        leading = plain(block).endswith(("：", ":")) and "\n" not in block and "](" not in block
        if not leading or _MARKER.match(after):
            body.append(block)
        elif len(plain(block)) > _LABEL:
            leads.append(block)
    summary = "\n".join(filter(None, (story.summary, *leads)))
    return replace(story, summary=summary or None, body=tuple(body))


def _background(base: Told, members: Sequence[Told]) -> str | None:
    if base.story.background:
        return base.story.background
    longest = min(members, key=lambda told: (-len(told.story.background or ""), told.key))
    return longest.story.background or None


def _steps(event: Event, base: Told) -> list[Point]:
    """For a story told in steps: each step with its day, as its fullest report sums it up.

    Steps of a single day have no day before them, and the one that the story tells is none of them.
    """
    if len(event.steps) < 2:
        return []
    points: list[Point] = []
    days = {step[0].report.date for step in event.steps}
    for step in event.steps:
        if step is event.newest and len(days) == 1:
            continue
        told = fullest(step)
        text = first_sentence(told.story.summary or "") or told.title
        if step is event.newest and (base.story.summary or "").startswith(text):
            text = told.title  # the 说明 begins with that sentence
        day = step[0].report.date
        if day and not any(each.text == text for each in points):
            points.append(Point(month_day(day) if len(days) > 1 else None, text))
    return points


def _points(base: Told, others: Sequence[Told], said: Said) -> list[Point]:
    """要点 of all reports, the base's first; of two that say the same the fuller stays."""
    kept: list[Point] = list(base.story.points)
    grams = [bigrams(each.words) for each in kept]
    for each in kept:
        said.add(each.words)
    for told in others:
        for point in told.story.points:
            mine = bigrams(point.words)
            leads = [each.lead for each in kept]
            under = leads.index(point.lead) if point.lead and point.lead in leads else None
            where = range(len(kept)) if under is None else (under,)
            same = next((at for at in where if _alike(mine, grams[at])), None)
            if same is None:
                if not said.is_news(point.words):
                    continue
                kept.append(point)
                grams.append(mine)
            elif len(mine) > len(grams[same]) and not adds_figures(kept[same].words, point.words):
                kept[same], grams[same] = point, mine
            else:
                continue
            said.add(point.words)
    return kept


def _alike(one: set[str], other: set[str]) -> bool:
    """Whether two points say the same: most of the shorter is in the longer."""
    return bool(one and other) and len(one & other) >= _ALIKE * min(len(one), len(other))


_Passage = list[tuple[int, str]]
"""Sentences with the numbers of their lines."""


def _additions(
    others: Sequence[Told], said: Said, boilerplate: Container[str], vocabulary: Vocabulary
) -> tuple[list[_Passage], list[_Passage]]:
    """Sentences of the other reports that say what nothing in the story says yet, those of a passage together.

    First those of the text, then those in block quotes: what the editor, or another, says of it.

    One that leans on the sentence before it (这, 此举, 公司表示 …) comes only after that sentence.
    """
    added: list[_Passage] = []
    remarks: list[_Passage] = []
    for told in others:
        for block in (told.story.summary or "", *told.story.body):
            words = _QUOTED.sub("", block)
            if not _is_words(words):
                continue
            before, passage = False, _Passage()
            for line, sentence in _said_in(words, vocabulary):
                if sentence in boilerplate:
                    continue
                calls = sentence.endswith(("?", "？"))  # the reader: the answer is told already
                before = not calls and said.is_news(sentence) and (before or not leans(sentence))
                if before:
                    passage.append((line, sentence))
                    said.add(sentence)
            if passage:
                (added if words == block else remarks).append(passage)
    return added, remarks


def _quotes(block: str, mark: str) -> bool:
    """Whether ``block`` is a quote that begins with ``mark``: another remark under that goes on in it."""
    return block.startswith(">") and _QUOTED.sub("", block).startswith(mark)


def _like(points: Sequence[Point], added: Iterable[str]) -> list[Point]:
    """Sentences as points; without their stop where the other points have none."""
    stops = any(point.text.endswith("。") for point in points)
    return [point_of(sentence if stops else sentence.rstrip("。")) for sentence in added]


def _paragraph(passage: _Passage) -> str:
    """Sentences as running text, those of several lines on a line each."""
    text, before = "", passage[0][0]
    for line, sentence in passage:
        text += "\n" if line != before else " " if text.endswith(".") else ""
        text, before = text + sentence, line
    return text


def _said_in(block: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """The sentences of a block with the numbers of their lines, list markers and facts of a line (**语言：** Python) left out."""
    for number, line in enumerate(block.split("\n")):
        text = _MARKER.sub("", line)
        label, colon, _ = text.replace("*", "").replace(":", "：", 1).partition("：")
        if not (colon and (vocabulary.is_fact(label) or vocabulary.files(label))):
            yield from ((number, sentence) for sentence in sentences(text))


def _is_words(block: str) -> bool:
    """Whether a block is running text or a list: no picture, table, code, HTML or heading."""
    return not re.match(r"[ \t]*(?:\||#|<|!\[|```|~~~|\[\S*\]:|[*_-]{3})", block) and "\n|" not in block


def _words(story: Story) -> str:
    """The story's text with its markup, sources apart."""
    return "\n".join(story.blocks())
