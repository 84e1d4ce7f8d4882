"""Events in their order to the page: highlights, sections, short ones, reading list, in the template."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from digestkit.aspects.relative_days import RELATIVE_DAY
from digestkit.config import LintConfig, WeeklyConfig
from digestkit.reader.inline import plain, title_text
from digestkit.schema import Story
from digestkit.styles import parts
from digestkit.styles.header import front_matter
from digestkit.untrusted import as_json
from digestkit.urls import host_of, is_home_page, media, registered_domain
from digestkit.vocabulary import Vocabulary
from digestkit.weekly import sections, template, text
from digestkit.weekly.choose import Choice
from digestkit.weekly.conflicts import Conflict
from digestkit.weekly.rank import Rated
from digestkit.weekly.sections import BRIEFS
from digestkit.weekly.text import Form
from digestkit.weekly.titles import faceless
from digestkit.weekly.wording import bigrams, covered, first_sentence, leans, width

_SHORTEST_HIGHLIGHT, _LONGEST_HIGHLIGHT = 8, 90
_SAYS_IT, _LEADS_IN = 0.6, 0.2
"""How much of a title its sentence has: with so much it needs no title before it; with less the two tell different things."""
_OPENS = re.compile(
    r"(?:以前|从前|过去|曾几何时|还记得|想象|讽刺的是|如果你|当你|家人们|宝子们|好消息|大家|有没有|又一个|终于)(?!\w{0,4}[年月日天周])"
)
"""How a text begins that comes to its point later."""
_LABEL = 8
"""The longest label, in characters, that is cut off a highlight: **核心**：……"""
_TELLING = 12
"""A title so wide, in Chinese characters, tells the story itself."""
_BRIEF = 120
"""The longest 说明 of a bullet, in characters."""


@dataclass(frozen=True, slots=True)
class Item:
    """A story of the weekly, with what stands behind it."""

    rated: Rated
    rank: int
    section: str
    conflicts: tuple[Conflict, ...] = ()

    @property
    def story(self) -> Story:
        """The story as it is written."""
        return self.rated.story

    @property
    def tells_a_day(self) -> bool:
        """Whether it has a 昨晚 or 今天, which was one in its daily."""
        return any(map(RELATIVE_DAY.search, (self.story.title or "", *self.story.blocks())))


@dataclass(frozen=True, slots=True)
class House:
    """What all weeklies of a house have in common: the settings, the words, the page."""

    config: WeeklyConfig
    vocabulary: Vocabulary
    layout: template.Page
    lint: LintConfig = field(default_factory=LintConfig)
    """How the text is spaced and punctuated; as most of it is, when this says nothing."""


def placed(
    ranked: Sequence[Rated],
    conflicts: Sequence[tuple[Conflict, ...]],
    places: Mapping[str, float],
    vocabulary: Vocabulary,
    word: str,
    long: Collection[int] = (),
) -> list[Item]:
    """Events with their place: short ones move to 其他重要资讯 when most of the week is told at length.

    ``places`` are those of the sections in the dailies (``shared_sections``), ``word`` what the span is called
    (本周), ``long`` ranks of stories that can't stand as bullets.
    """
    short = [
        _is_short(each) and not found and rank not in long
        for rank, (each, found) in enumerate(zip(ranked, conflicts, strict=True), 1)
    ]
    bullets = [
        brief and (each.event.members[0].brief or not any(each.story.blocks()))
        for each, brief in zip(ranked, short, strict=True)
    ]
    apart = sum(bullets) * 2 <= len(ranked)
    main = sections.main(word)
    items = [
        Item(each, rank, _section(each, main, brief=brief, bullet=bullet, apart=apart), found)
        for rank, (each, brief, bullet, found) in enumerate(
            zip(ranked, short, bullets, conflicts, strict=True), 1
        )
    ]
    order = sections.ordered([item.section for item in items], places, vocabulary, word)
    return sorted(items, key=lambda item: (order.index(item.section), item.rank))


def _section(rated: Rated, main: str, *, brief: bool, bullet: bool, apart: bool) -> str:
    """Where a story goes: what can't stand as a bullet (``brief``) does not stand among the short ones.

    A ``bullet`` of its daily moves there from ``main``, or from any section where bullets stand ``apart``; not
    from where the editor has placed it.
    """
    section = rated.section or main
    if section == BRIEFS:
        return BRIEFS if brief else main
    return BRIEFS if bullet and not rated.placed and (apart or section == main) else section


def _is_short(rated: Rated) -> bool:
    """A story of one report, or of nothing but its title, that can stand as a bullet."""
    story, summary = rated.story, rated.story.summary or ""
    return (
        (len(rated.event.members) == 1 or not any(story.blocks()))
        and not rated.pinned
        and len(summary) <= _BRIEF
        and not summary.startswith(story.title or "*")  # the bullet would say it twice
        and parts.fits_bullet(story)
    )


def page(items: Sequence[Item], choice: Choice, house: House, forms: Mapping[int, Form]) -> str:
    """The weekly as front-matter text. ``forms`` (by rank) are of stories that need more than prose."""
    words = _words(items, choice)
    ranked = sorted(items, key=lambda item: item.rank)
    own = as_json(house.config.front_matter)
    blocks = {
        "highlights": "\n".join(f"- {highlight(each.story)}" for each in ranked[: house.config.highlights]),
        "sections": _sections([item for item in items if item.section != BRIEFS], forms, house.vocabulary),
        "briefs": "\n".join(parts.brief(item.story) for item in items if item.section == BRIEFS),
        "reading_list": _reading_list(ranked, house.config.reading_list),
    }
    if blocks["briefs"] and "briefs" not in house.layout.blocks:
        blocks["sections"] += f"\n\n## {BRIEFS}\n\n{blocks['briefs']}"
    data = {**template.header(house.layout, words), **own}
    body = template.body(house.layout, words, blocks)
    return f"{front_matter(data)}\n\n{body}" if data else body


def _words(items: Sequence[Item], choice: Choice) -> dict[str, str]:
    """What ``template.NAMES`` stand for."""
    span = choice.span
    sites = {
        registered_domain(host_of(source.url))
        for item in items
        for source in item.story.sources
        if source.url
    }
    return {
        "span": span.title,
        "name": span.name,
        "days": span.days,
        "date": max(each.digest.date or "" for each in choice.dailies),
        "since": span.since.isoformat(),
        "until": span.until.isoformat(),
        "week": span.week or "",
        "dailies": str(len(choice.dailies)),
        "reports": str(sum(len(item.rated.event.members) for item in items)),
        "stories": str(len(items)),
        "merged": str(sum(len(item.rated.event.members) > 1 for item in items)),
        "publishers": str(len(sites)),
    }


def highlight(story: Story) -> str:
    """A story in one whole sentence: its own first one, or its title when that is long or says less."""
    title = story.title or ""
    bold = f"**{parts.title(title)}**"
    first = first_sentence(story.summary or (story.body[0] if story.body else ""))
    label, colon, rest = first.partition("：")
    sentence = faceless(plain(rest if colon and rest and len(label) <= _LABEL and "*" in label else first))
    if (
        not _SHORTEST_HIGHLIGHT <= width(sentence) <= _LONGEST_HIGHLIGHT
        or sentence[-1] in "：:？?"
        or "<" in sentence
        or _OPENS.match(sentence)
        or RELATIVE_DAY.search(sentence)  # the weekly's readers can't tell which day that is
    ):
        return bold
    # A sentence that says what the title says needs no title before it; one that has little of it leads in.
    words, said = bigrams(title), [bigrams(sentence)]
    if not leans(sentence) and covered(words, said, _SAYS_IT):
        return sentence
    if not (leans(sentence) or title.isascii() or width(title) < _TELLING or covered(words, said, _LEADS_IN)):
        return bold
    return f"{bold}：{sentence}"


def _sections(items: Sequence[Item], forms: Mapping[int, Form], vocabulary: Vocabulary) -> str:
    blocks: list[str] = []
    last = None
    for item in items:
        if item.section != last:
            blocks.append(f"## {item.section}")
            last = item.section
        remarks = [each.remark for each in item.conflicts]
        form, labelled = forms.get(item.rank, Form.PROSE), item.rated.event.is_labelled
        blocks.append(text.story(item.story, remarks, form, vocabulary, labelled))
    return "\n\n".join(blocks)


def _reading_list(ranked: Sequence[Item], limit: int) -> str:
    """The first source worth reading of each of the most important stories."""
    chosen: dict[str, str] = {}
    for item in ranked:
        if len(chosen) >= limit:
            break
        url = next(filter(_is_reading, (source.url for source in item.story.sources)), None)
        if url:
            chosen.setdefault(url, reading(item.story.title or ""))
    return "\n".join(f"{title}({url})" for url, title in chosen.items())


def _is_reading(url: str | None) -> bool:
    """Whether ``url`` is something to read: no front page, picture or film."""
    return url is not None and not is_home_page(url) and media(url) is None


def reading(title: str) -> str:
    """How a line of the reading list begins that leads to the story of this title."""
    return f"- [{title_text(title).replace('[', '（').replace(']', '）')}]"
