"""Text to ``Parsed``: total (any text gives a digest and problems) and lossless.

Every non-blank line of the source ends up in exactly one piece.
"""

from digestkit.late import late
from digestkit.parsed import HINT_COMMENT, Parsed, Piece, Role
from digestkit.reader.block import Block
from digestkit.reader.builder import Builder
from digestkit.reader.front_matter import read_front_matter
from digestkit.reader.furniture import set_aside
from digestkit.reader.masthead import digest_of, headline_problems, take_masthead
from digestkit.reader.references import cited, references
from digestkit.reader.scanner import scan
from digestkit.reader.structure import structure
from digestkit.source import Source
from digestkit.vocabulary import Vocabulary, default_vocabulary

_HINT = late(HINT_COMMENT)
_ANSWER = late(r"<!--\s*[Dd]igestkit\s*[:：]\s*ignore\b")


def read(source: Source, vocabulary: Vocabulary | None = None) -> Parsed:
    """Read a digest. Never raises on content; what can't be placed is kept as remainder."""
    vocabulary = vocabulary or default_vocabulary()
    header = read_front_matter(source)
    blocks = scan(source, header.last + 1 if header else 1)
    builder = Builder(source, vocabulary)
    if header:
        builder.pieces.append(Piece(Role.FRONT_MATTER, header.span, 1, header.last, header.span))
        builder.spans["front_matter",] = header.span
    _take_hints(source, blocks)
    answers = [block for block in blocks if _is_answer(source, block)]
    blocks = [block for block in blocks if not _is_answer(source, block)] if answers else blocks
    for block in cited(source.text, blocks, vocabulary):
        block.kind = "definition"
    definitions = [block for block in blocks if block.kind == "definition"]
    builder.references = references(source.text, definitions)
    blocks = [block for block in blocks if block.kind != "definition"] if definitions else blocks
    headline, h1, rest = take_masthead(builder, blocks)
    structure(builder, set_aside(builder, rest))
    builder.take_aside(source.line_count + 1)
    for block in definitions:
        builder.remainder(block, "references")
    for block in answers:
        builder.add(Role.COMMENT, block)
    builder.pieces.sort(key=lambda piece: piece.first)
    digest = digest_of(builder, header, headline, h1 or builder.issue)
    problems = [*(header.problems if header else ()), *headline_problems(source, headline)]
    return Parsed(source, digest, tuple(builder.pieces), builder.spans, tuple(problems), vocabulary)


def _is_answer(source: Source, block: Block) -> bool:
    """Whether a block is an answer to a finding (``ignore``), which may stand anywhere and is no part of the text."""
    return block.kind == "comment" and _ANSWER.match(source.text, block.span.start) is not None


def _take_hints(source: Source, blocks: list[Block]) -> None:
    """Give each hint to the block that it stands before; one before a list speaks for all its items.

    A comment sets nothing apart, and joins nothing: a blank line before it stands before what follows it.
    """
    hint = items = ""
    gap = False
    for block in blocks:
        if block.kind == "comment":
            found = _HINT.match(source.slice(block.span).strip())
            hint = found["hint"] if found else hint
            gap = gap or block.gap
            continue
        block.gap, gap = block.gap or gap, False
        item = block.kind == "item"
        block.hint = hint or (items if item and not block.gap else "")
        items = "body" if item and block.hint == "body" else ""
        hint = ""
