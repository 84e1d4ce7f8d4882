"""Stories of a weekly as Markdown: labelled ones with their labels, prose as prose."""

from collections.abc import Sequence
from enum import IntEnum

from digestkit.schema import Story
from digestkit.styles import parts
from digestkit.styles.front_matter import story_blocks
from digestkit.vocabulary import Vocabulary


class Form(IntEnum):
    """How plainly a story is written; a later form is taken when the text would be misread otherwise."""

    PROSE = 0  # no label on a story that its dailies told without
    LABELLED = 1
    HINTED = 2  # a comment says where the story and each of its blocks begin


def story(
    each: Story, remarks: Sequence[str], form: Form, vocabulary: Vocabulary, labelled: bool = True
) -> str:
    """A story under its heading, with ``remarks`` for the editor at its end. ``labelled``: its dailies had labels."""
    prose = form is Form.PROSE and not (each.background or (labelled and each.points))
    blocks = story_blocks(each, vocabulary, form is Form.HINTED, not prose)
    return parts.joined([*blocks, *remarks]).strip("\n")
