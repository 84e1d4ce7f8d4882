"""Which fields a story must have (``[lint.required]``), and how their absence is reported."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from digestkit.aspects.labels import misspelt_fields
from digestkit.diagnostic import Finding, Related, Text
from digestkit.late import late
from digestkit.parsed import Loc, Parsed, Role, once
from digestkit.reader.inline import plain
from digestkit.schema import FIELDS, FieldName, Story

MANY = 3
"""From so many stories on, a field that stories beside them lack too is a habit, and told once."""
LONG = 40
"""A title of so many characters tells the story itself."""
_REMARK = late(r"\W*\w{2,6}[：:][^：:]{0,14}")
_MEDIA = frozenset({"image", "html", "link"})
_LINES = frozenset(("", "**", "__"))
"""How a headline that is a line of its own is marked."""
_LOOSE = frozenset({Role.SOURCE, Role.PROSE, Role.RULE, Role.COMMENT})


@dataclass(frozen=True, slots=True)
class Required:
    """Fields that stories must have, for each style, for weeklies and for briefs."""

    blue_span: tuple[FieldName, ...] = FIELDS
    front_matter: tuple[FieldName, ...] = FIELDS
    plain: tuple[FieldName, ...] = FIELDS
    weekly: tuple[FieldName, ...] = FIELDS
    brief: tuple[FieldName, ...] = ("sources",)

    def of(self, parsed: Parsed, loc: Loc) -> tuple[FieldName, ...]:
        """The fields that the story at ``loc`` must have."""
        if loc in _briefs(parsed):
            return self.brief
        if parsed.digest.kind == "weekly":
            return self.brief if loc in _prose(parsed) else self.weekly
        by_style = {"blue-span": self.blue_span, "front-matter": self.front_matter, "plain": self.plain}
        return by_style[parsed.digest.style]


def lacking(parsed: Parsed, required: Required, name: FieldName) -> Iterator[Finding]:
    """Findings at the stories without ``name``; one for all that lack it where that is the habit."""
    stories = list(parsed.stories())
    asked = [
        (loc, story)
        for loc, _, story in stories
        if name in required.of(parsed, loc) and loc not in _remarks(parsed)
    ]
    has = {loc: _has(parsed, loc, story, name) for loc, story in asked}
    without = [(loc, story) for loc, story in asked if not has[loc]]
    if len(without) == len(asked):
        if len(asked) < MANY and len(asked) * 4 < len(stories):
            return  # a piece or two among briefs: the issue does not go in for this field
        alike = without
    else:
        usual = _usual_sections(parsed, has)
        alike = [each for each in without if each[0][:2] not in usual]
        without = [each for each in without if each[0][:2] in usual]
        if len(alike) < MANY and _is_labelled(parsed):
            without, alike = sorted([*without, *alike], key=lambda each: each[1].line), []
        elif len(alike) < MANY:
            alike = []  # in prose, a piece whose neighbours have no such field either may be no story at all
    if len(alike) > 1:
        without = [] if without is alike else without
        full = name in required.brief or not _briefs(parsed)  # whether all stories were asked
        yield _together(parsed, alike, _Count(len(asked), len(without), full), name)
    word = parsed.vocabulary.house_labels[parsed.digest.style][name]
    for loc, story in without:
        yield Finding(
            parsed.title_span(loc),
            Text(f"这条新闻没有“{word}”", f"This story has no {word}"),
            Text(f"补上“{word}：”一行", f"Add a line that begins with “{word}：”"),
            story.title,
        )


@once
def _briefs(parsed: Parsed) -> frozenset[Loc]:
    """The stories that are one bullet or paragraph."""
    return frozenset(loc for loc, _, _ in parsed.stories() if parsed.is_brief(loc) or _is_bullet(parsed, loc))


@once
def _prose(parsed: Parsed) -> frozenset[Loc]:
    """Every story, where most are told without labels: a round-up of what dailies told in a line or a paragraph.

    Else the stories of sections in which none has labels, as under 短讯: short notes by design.
    """
    labelled = {
        loc
        for loc, pieces in parsed.by_story.items()
        if any(piece.role is Role.FIELD and piece.field != "sources" for piece in pieces)
    }
    told = {loc for loc, _, _ in parsed.stories()}
    if len(told - labelled) * 2 > len(told):
        return frozenset(told)
    sections, notes = Counter(loc[:2] for loc in told), Counter(loc[:2] for loc in told - labelled)
    return frozenset(loc for loc in told if 1 < sections[loc[:2]] == notes[loc[:2]])


@once
def _remarks(parsed: Parsed) -> frozenset[Loc]:
    """The bullets that are no news but a figure with its name, as ``预测概率：80%``."""
    return frozenset(
        loc
        for loc in _briefs(parsed)
        if parsed.is_brief(loc) and _REMARK.fullmatch(plain(parsed.source.slice(parsed.span(*loc))))
    )


def _usual_sections(parsed: Parsed, has: dict[Loc, bool]) -> set[Loc]:
    """The sections in which most other stories have what one lacks; with labels, where most of the issue has it."""
    counts = Counter(loc[:2] for loc in has)
    having = Counter(loc[:2] for loc, found in has.items() if found)
    if _is_labelled(parsed) and having.total() * 4 >= len(has) * 3:
        return set(counts)
    return {section for section, count in counts.items() if having[section] * 2 > count - 1 > 0}


class _Count(NamedTuple):
    """How many stories were asked for a field, how many that lack it are told one by one; ``full``: briefs were asked, too."""

    asked: int
    apart: int
    full: bool


def _together(parsed: Parsed, without: list[tuple[Loc, Story]], told: _Count, name: FieldName) -> Finding:
    """One finding for stories ``without`` the field."""
    asked, apart, full = told
    count = len(without) + apart
    word = parsed.vocabulary.house_labels[parsed.digest.style][name]
    zh, en = ("", "") if full else ("（简讯除外）", " (briefs aside)")
    message = Text(
        f"本期 {asked} 条新闻{zh}里有 {count} 条没有“{word}”"
        + (f"，其中 {apart} 条单独报告" if apart else ""),
        f"{count} of this issue's {asked} stories{en} have no {word}"
        + (f", {apart} of them reported separately" if apart else ""),
    )
    if count == asked:
        message = Text(
            f"本期 {count} 条新闻{zh}都没有“{word}”", f"None of this issue's {count} stories{en} has {word}"
        )
    others = without[1:4] if count < asked else []
    return Finding(
        parsed.title_span(without[0][0]),
        message,
        Text(
            "逐条补上；如果刊物本来就不写这一项，在配置的 [lint.required] 里去掉它",
            "Add it to each; if the publication does not use it, leave it out of [lint.required]",
        ),
        without[0][1].title,
        related=tuple(
            Related(parsed.title_span(loc), Text("这条也没有", "this one has none either"))
            for loc, _ in others
        ),
    )


def _is_bullet(parsed: Parsed, loc: Loc) -> bool:
    """A story that is one bullet with a line of text, a picture or a link below it, and no labels but that of sources.

    Where stories have no labels, a headline over nothing but its link is one as well.
    """
    first, *rest = parsed.by_story.get(loc, (None,))
    if first is None or first.role is not Role.STORY:
        return False
    if first.marker in _LINES and rest and not _is_labelled(parsed):
        return all(piece.role is Role.SOURCE for piece in rest)
    if first.marker == "<" or first.marker[:1] in ("", "#", "*", "_"):
        return False
    return all(piece.role in _LOOSE or piece.kind in _MEDIA or piece.field == "sources" for piece in rest)


def _has(parsed: Parsed, loc: Loc, story: Story, name: FieldName) -> bool:
    """Whether the story has the field, be it empty or with a label that is misspelt."""
    if getattr(story, name):
        return True
    pieces = parsed.by_story.get(loc, ())
    if any(piece.role is Role.FIELD and piece.field == name for piece in pieces):
        return True
    if name == "summary" and not _is_labelled(parsed):
        # where stories have no labels, whatever stands under the title tells the story
        return bool(story.points or story.body) or len(story.title or "") >= LONG
    return any(each.field == name for each in misspelt_fields(parsed).get(loc, ()))


@once
def _is_labelled(parsed: Parsed) -> bool:
    return any(
        piece.role is Role.FIELD and piece.field in ("summary", "background") for piece in parsed.pieces
    )
