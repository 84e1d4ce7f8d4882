"""Digests to text: the canonical form of each style."""

from digestkit.reader import read
from digestkit.schema import Digest, Style
from digestkit.source import Source
from digestkit.styles import blue_span, front_matter
from digestkit.vocabulary import Vocabulary


def write(digest: Digest, style: Style, vocabulary: Vocabulary) -> str:
    """The canonical text of ``digest`` in ``style`` (``plain`` is written as ``front-matter``).

    Comments that say what a part is (``<!-- digestkit: story -->``) are written only where the text
    would be misread without them.
    """
    compose = blue_span.compose if style == "blue-span" else front_matter.compose
    text = compose(digest, vocabulary, False)
    if _reads_back(text, digest, vocabulary):
        return text
    hinted = compose(digest, vocabulary, True)
    return hinted if _reads_back(hinted, digest, vocabulary) else text


def _reads_back(text: str, digest: Digest, vocabulary: Vocabulary) -> bool:
    found = read(Source.from_text(text), vocabulary).digest
    return found.sections == digest.sections and found.highlights == digest.highlights
