"""Stories of a weekly as Markdown: labelled ones with their labels, prose as prose."""

from collections.abc import Sequence

from digestkit.schema import Story
from digestkit.styles import parts
from digestkit.vocabulary import Vocabulary


def section(title: str | None, stories: Sequence[tuple[Story, Sequence[str]]], vocabulary: Vocabulary) -> str:
    """A section: its heading and its stories, each with remarks for the editor."""
    blocks = [f"## {title}"] if title else []
    for each, remarks in stories:
        blocks += story(each, remarks, vocabulary)
    return parts.joined(blocks).strip("\n")


def story(each: Story, remarks: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The blocks of a story. One that its dailies told as prose stays prose: no label is put on it."""
    labels = vocabulary.house_labels["front-matter"]
    blocks = [f"### {each.title}"]
    if each.summary:
        prose = not (each.background or each.points)
        blocks.append(each.summary if prose else f"{labels['summary']}：{each.summary}")
    if each.background:
        blocks.append(f"{labels['background']}：{each.background}")
    if each.points:
        blocks += [f"{labels['points']}：", "\n".join(map(parts.point, each.points))]
    blocks += each.body
    if each.sources:
        blocks.append(f"{labels['sources']}：{parts.sources(each.sources)}")
    return [*blocks, *remarks]
