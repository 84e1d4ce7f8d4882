"""The front-matter style: YAML, headings, labelled paragraphs, real lists: right CommonMark."""

from digestkit.schema import Digest, Remainder, Section, Story
from digestkit.styles import parts
from digestkit.styles.header import front_matter, least_header
from digestkit.vocabulary import Vocabulary


def compose(digest: Digest, vocabulary: Vocabulary, hinted: bool) -> str:
    """Canonical text of ``digest``; ``hinted``: with comments that say what each part is."""
    blocks = [least_header(digest) if digest.front_matter is None else front_matter(digest.front_matter)]
    first = parts.before(digest)
    if digest.highlights and not any(each.kind == "highlights" for each in first):
        first.append(Remainder(0, "highlights", "## 本期要点"))
    for each in first:
        blocks.append(each.text)
        if each.kind == "highlights":
            blocks.append(parts.highlights(digest))
    for section in digest.sections:
        blocks += _section(section, vocabulary, hinted)
    return parts.joined(blocks + _closing(digest, hinted))


def _closing(digest: Digest, hinted: bool) -> list[str]:
    """What follows the last story; without a heading of its own a thematic break sets it apart."""
    blocks: list[str] = []
    for each in parts.after(digest):
        headed = parts.heading_words(each.text) is not None
        if not blocks and not headed and digest.sections:
            blocks.append("---")
        hint = f"<!-- digestkit: remainder {each.kind} -->\n" if headed and hinted else ""
        blocks.append(hint + each.text)
    return blocks


def _section(section: Section, vocabulary: Vocabulary, hinted: bool) -> list[str]:
    blocks = []
    if section.title:
        hint = "<!-- digestkit: section -->\n\n" if hinted else ""
        blocks.append(f"{hint}## {section.title}")
    if parts.are_briefs(section, vocabulary):
        return [*blocks, *map(parts.brief, section.stories)]
    for story in section.stories:
        blocks += story_blocks(story, vocabulary, hinted)
    return blocks


def story_blocks(story: Story, vocabulary: Vocabulary, hinted: bool, labelled: bool = True) -> list[str]:
    """The blocks of a story; not ``labelled``: its summary and its points have no label before them."""
    labels = vocabulary.house_labels["front-matter"]
    hint = "<!-- digestkit: story -->\n\n" if hinted else ""
    blocks = [f"{hint}### {parts.title(story.title)}"] if story.title else []
    if story.summary:
        blocks.append(f"{labels['summary']}：{story.summary}" if labelled else story.summary)
    blocks += [f"{labels['background']}：{story.background}"] if story.background else []
    if story.points:
        blocks += [f"{labels['points']}："] if labelled else []
        blocks.append("\n".join(map(parts.point, story.points)))
    hint = "<!-- digestkit: body -->\n\n" if hinted else ""
    blocks += [hint + block for block in story.body]
    if story.sources:
        blocks.append(f"{labels['sources']}：{parts.sources(story.sources)}")
    return blocks
