"""The blue-span style: a coloured headline, bold section lines, stories without blank lines inside."""

from digestkit.schema import Digest, Remainder, Section, Story
from digestkit.styles import parts
from digestkit.styles.header import carried, front_matter, headline
from digestkit.vocabulary import Vocabulary


def compose(digest: Digest, vocabulary: Vocabulary, hinted: bool) -> str:
    """Canonical text of ``digest``; ``hinted``: with comments that say what each part is."""
    blocks = [headline(digest.title, digest.date)]
    if digest.front_matter:
        blocks.append(carried("front-matter", front_matter(digest.front_matter)))
    first = parts.before(digest)
    if digest.highlights and not any(each.kind == "highlights" for each in first):
        first.append(Remainder(0, "highlights", "**本期要点**"))
    for each in first:
        blocks += _remainder(each, hinted)
        if each.kind == "highlights":
            blocks.append(parts.highlights(digest))
    for section in digest.sections:
        blocks += _section(section, vocabulary, hinted)
    for each in parts.after(digest):
        blocks += _remainder(each, True)
    return parts.joined(blocks)


def _remainder(each: Remainder, hinted: bool) -> list[str]:
    words = parts.heading_words(each.text)
    text = each.text if words is None else f"**{words}**"
    return [f"<!-- digestkit: remainder {each.kind} -->\n{text}" if hinted else text]


def _section(section: Section, vocabulary: Vocabulary, hinted: bool) -> list[str]:
    blocks = []
    if section.title:
        hint = "<!-- digestkit: section -->\n" if hinted else ""
        blocks.append(f"{hint}**{section.title}**")
    if parts.are_briefs(section, vocabulary):
        hint = "<!-- digestkit: story -->\n" if hinted else ""
        return [*blocks, *(hint + parts.brief(story) for story in section.stories)]
    for story in section.stories:
        blocks += _story(story, vocabulary, hinted)
    return blocks


def _story(story: Story, vocabulary: Vocabulary, hinted: bool) -> list[str]:
    labels = vocabulary.house_labels["blue-span"]
    lines = ["<!-- digestkit: story -->"] if hinted else []
    lines += [f"**{parts.title(story.title)}**"] if story.title else []
    lines += [f"{labels['summary']}：{story.summary}"] if story.summary else []
    lines += [f"{labels['background']}：{story.background}"] if story.background else []
    lines += [f"{labels['points']}：", *map(parts.point, story.points)] if story.points else []
    hint = "<!-- digestkit: body -->\n" if hinted else ""
    blocks = [hint + block for block in story.body]
    sources = f"{labels['sources']}：{parts.sources(story.sources)}" if story.sources else ""
    if not blocks:
        return ["\n".join([*lines, sources] if sources else lines)]
    return ["\n".join(lines), *blocks, sources]
