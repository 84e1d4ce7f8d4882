"""Text to ``Parsed``: total (any text gives a digest and problems) and lossless.

Every non-blank line of the source ends up in exactly one piece.
"""

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from digestkit.diagnostic import Text
from digestkit.late import late
from digestkit.parsed import HINT_COMMENT, Parsed, Piece, Problem, Role
from digestkit.reader.block import Block
from digestkit.reader.builder import Builder
from digestkit.reader.front_matter import DATE_KEYS, FrontMatter, read_front_matter
from digestkit.reader.furniture import set_aside
from digestkit.reader.inline import date_in, plain, title_text, unlinked
from digestkit.reader.references import cited, references
from digestkit.reader.scanner import scan
from digestkit.reader.signs import names_issue
from digestkit.reader.structure import structure
from digestkit.schema import Digest, Kind, Style
from digestkit.source import Source
from digestkit.vocabulary import Vocabulary, default_vocabulary, simplified

_SPAN = re.compile(
    r"\s*(?:<(?P<frame>center|p|div)\b[^<>\n]{0,300}>\s*)?(?:<(?:b|strong)>)?"
    r"<(?P<tag>span|font)\b[^<>\n]{0,300}>(?:<(?:b|strong)>)?(?P<text>[^<\n]{0,200})"
    r"(?:</(?:b|strong)>)?(?P<close></(?P=tag)>)?(?:</(?:b|strong)>)?(?:\s*</(?P=frame)>\s*)?",
    re.IGNORECASE,
)
_HINT = late(HINT_COMMENT)
_ANSWER = late(r"<!--\s*[Dd]igestkit\s*[:：]\s*ignore\b")
_WEEKLY = late(
    r"(?:动态|资讯|新闻|AI)(?:月报|月刊|年报|汇总)|周报|周刊|一周|本周|每周|双周|第\s*[一二三四五六七八九十\d]{1,3}\s*周|\bweekly\b|\bweek\s*\d",
    re.IGNORECASE,
)
_DATED = re.compile(r"[\W_]{0,6}(?:日期|时间|发布日期|发布时间|date)[*_ ]{0,3}[：:]", re.IGNORECASE)
_KIND_KEYS = ("category", "categories", "type", "kind", "tags")
"""What in the front matter may say that an issue is a weekly."""
_LINES = frozenset(("**", "__", ""))
"""How lines that are no headings are marked."""
_NUMBERED = late(r"\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．](?!\d)")
_TITLE_AMONG = 3
"""So many headings from the top may be the title of the issue."""
_EARLY = 6
"""Lines at the top of an issue."""
_DAYLINE = 40
"""Characters of a line at the top that says the day and little else: ``2026 年 3 月 21 日 · 第 77 封信``."""
_LONGEST_DAYLINE = 80
"""Characters of a line that names the issue with its day: ``下面是 2026 年 3 月 21 日的 AI 要闻，按重要性排序：``."""
_SENTENCE_ENDS = ("。", "，", "：", ":")
_WEEKLY_PATH = late(r"weekly|周报|周刊|20\d\d[-_]?W\d\d", re.IGNORECASE)


def read(source: Source, vocabulary: Vocabulary | None = None) -> Parsed:
    """Read a digest. Never raises on content; what can't be placed is kept as remainder."""
    vocabulary = vocabulary or default_vocabulary()
    header = read_front_matter(source)
    blocks = scan(source, header.last + 1 if header else 1)
    builder = Builder(source, vocabulary)
    if header:
        last = header.last
        builder.pieces.append(Piece(Role.FRONT_MATTER, header.span, 1, last))
        builder.spans["front_matter",] = header.span
    _take_hints(source, blocks)
    answers = [block for block in blocks if _is_answer(source, block)]
    blocks = [block for block in blocks if not _is_answer(source, block)] if answers else blocks
    for block in cited(source.text, blocks, vocabulary):
        block.kind = "definition"
    definitions = [block for block in blocks if block.kind == "definition"]
    builder.references = references(source.text, definitions)
    blocks = [block for block in blocks if block.kind != "definition"] if definitions else blocks
    headline, h1, rest = _masthead(builder, blocks)
    structure(builder, set_aside(builder, rest))
    builder.take_aside(source.line_count + 1)
    for block in definitions:
        builder.remainder(block, "references")
    for block in answers:
        builder.add(Role.COMMENT, block)
    builder.pieces.sort(key=lambda piece: piece.first)
    digest = _digest(builder, header, headline, h1 or builder.issue)
    problems = [*(header.problems if header else ()), *_headline_problems(source, headline)]
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


def _masthead(builder: Builder, blocks: list[Block]) -> tuple[Block | None, Block | None, list[Block]]:
    """Take the blue span and the issue's own title out of the blocks."""
    headline = h1 = None
    headings = [block for block in blocks if block.kind == "heading"]
    tops = sum(heading.level == 1 for heading in headings)
    rest: list[Block] = []
    seen, under = 0, False
    for block in blocks:
        early = headline is None and seen < 12 and not under
        if early and _is_headline(builder, block):
            headline = block
            builder.spans["headline",] = block.span
            builder.add(Role.HEADLINE, block)
        elif (
            h1 is None
            and not block.hint
            and _is_title(builder, block, headings, tops, seen)
            and not (headline and _is_section(builder, block))
        ):
            h1 = block
            builder.spans["title",] = block.span
            builder.add(Role.HEADING, block, ("title",))
        else:
            rest.append(block)
        seen += block.kind != "comment"
        under = under or (block.kind == "heading" and block.level > 1)  # what is coloured there is a story's
    return headline, h1, rest


def _is_headline(builder: Builder, block: Block) -> bool:
    """Whether ``block`` is the blue span: a line that begins with one, or one in a frame that names the issue."""
    if block.kind == "text":
        return _SPAN.match(builder.text, *block.span) is not None
    if block.kind != "html":
        return False
    found = _SPAN.fullmatch(builder.text, *block.span)
    if found is None or not found["close"]:
        return False
    return date_in(found["text"]) is not None or names_issue(plain(found["text"]), short=True)


def _is_title(builder: Builder, block: Block, headings: list[Block], tops: int, seen: int) -> bool:
    """Whether ``block`` is the issue's own title: the H1, or a dated line at the very top.

    ``headings`` are all of the text, ``tops`` of them of the first level; ``seen`` blocks stand before it.
    """
    if block.kind != "heading":
        sign = block.kind == "item" and not block.marker.isascii()  # ■ AI 日报 2026.5.2
        if seen or block.quote or not (sign or block.kind in ("text", "bold")):
            return False
        text = builder.slice(block.content)
        sentence = text.rstrip().endswith(_SENTENCE_ENDS)
        if len(text) > 50 or sentence or "[[" in text:  # « [[2026-05-02]] | [[2026-05-04]] »
            return False
        return date_in(text) is not None or names_issue(text, short=True)
    text = builder.slice(block.content)
    if block.level != 1:  # the only one
        return len(headings) == 1 and not seen and names_issue(text, short=True)
    if headings[0] is not block or tops == 1:  # 往期, below the stories, is none
        return tops == 1 and any(each is block for each in headings[:_TITLE_AMONG])
    # several H1s: they are the sections, unless the first names the issue or stands right over the next
    return names_issue(text) or date_in(text) is not None or headings[1].level == 1 or tops > 12


def _is_section(builder: Builder, block: Block) -> bool:
    """Whether the only H1 under the blue span is a part of the issue, by its number: # 一、模型进展"""
    return _NUMBERED.match(plain(builder.slice(block.content))) is not None


def _headline_problems(source: Source, headline: Block | None) -> list[Problem]:
    if headline is None:
        return []
    found = _SPAN.match(source.slice(headline.span))
    if found and not found["close"]:
        tag = found["tag"]
        message = Text(
            f"标题的 <{tag}> 没有闭合，请在标题文字后补上 </{tag}>",
            f"The headline's <{tag}> is not closed; add </{tag}> after its text",
        )
        return [Problem("header-missing", headline.span, message)]
    return []


def _digest(builder: Builder, header: FrontMatter | None, headline: Block | None, h1: Block | None) -> Digest:
    data = header.data if header else None
    words = _headline_text(builder, headline)
    titles = [title for title in (_string(data, "title"), _h1_text(builder, h1), words) if title]
    style: Style = "front-matter" if header else "plain"
    if headline and not header and not (_is_framed(builder, headline) and _is_outline(builder)):
        style = "blue-span"
    path = builder.source.path
    if style == "plain" and _is_lines(builder):
        style = "blue-span"
    return Digest(
        style=style,
        kind=_kind(builder, titles, data, path),
        title=titles[0] if titles else None,
        date=_date(builder, data, [words, *titles], path),
        front_matter=data,
        highlights=tuple(builder.highlights),
        sections=builder.freeze(),
        remainder=tuple(builder.remainders),
    )


def _is_framed(builder: Builder, headline: Block) -> bool:
    """Whether the headline stands in a frame: over headings it is but a title in colour, and no style of a house."""
    found = _SPAN.match(builder.text, *headline.span)
    return found is not None and found["frame"] is not None


def _is_outline(builder: Builder) -> bool:
    return any(
        piece.marker[:1] == "#" for piece in builder.pieces if piece.role in (Role.SECTION, Role.STORY)
    )


def _is_lines(builder: Builder) -> bool:
    """Blue-span without its headline: bold-line sections over labelled stories. The label of sources alone is no form."""
    pieces = builder.pieces
    markers = {piece.marker for piece in pieces if piece.role is Role.SECTION or piece.role is Role.STORY}
    if not markers or not markers <= _LINES:
        return False
    return any(piece.role is Role.FIELD and piece.field != "sources" for piece in pieces)


def _headline_text(builder: Builder, headline: Block | None) -> str:
    found = _SPAN.match(builder.slice(headline.span)) if headline else None
    return plain(found["text"]).strip() if found else ""


def _h1_text(builder: Builder, h1: Block | None) -> str:
    return title_text(builder.slice(h1.content)) if h1 else ""


def _string(data: dict[str, Any] | None, key: str) -> str:
    value = (data or {}).get(key)
    return (
        " ".join(value.split())
        if isinstance(value, str)
        else str(value)
        if isinstance(value, (int, float))
        else ""
    )


def _strings(data: dict[str, Any] | None, key: str) -> list[str]:
    """The words of a key of the front matter, which may be a list."""
    value = (data or {}).get(key)
    return (
        [each for each in value if isinstance(each, str)] if isinstance(value, list) else [_string(data, key)]
    )


def _first_lines(builder: Builder) -> Iterator[str]:
    """What else at the top may say the day: the first heading, and a line like ``日期：2026-02-08``."""
    early = [piece for piece in builder.pieces if piece.first <= _EARLY]
    heading = next(
        (piece for piece in early if piece.marker.startswith("#") and piece.loc[:1] != ("title",)), None
    )
    if heading:
        yield builder.slice(heading.span)
    for piece in early:
        if piece.role is Role.REMAINDER and _DATED.match(builder.slice(piece.span)):
            yield builder.slice(piece.span)


def _day_lines(builder: Builder) -> Iterator[str]:
    """The lines at the top that are short and no sentences, or name the issue: where else it says its day."""
    for piece in builder.pieces[:_EARLY]:
        text = builder.slice(piece.content or piece.span)
        if piece.role is not Role.REMAINDER or len(text) > _LONGEST_DAYLINE:
            continue
        if (len(text) <= _DAYLINE and not text.endswith(_SENTENCE_ENDS)) or names_issue(text):
            yield unlinked(text)


def _date(builder: Builder, data: dict[str, Any] | None, titles: list[str], path: str) -> str | None:
    """The issue's day: front matter first, then headline and titles, the first lines, then the file name."""
    for key in DATE_KEYS:
        found = date_in(_string(data, key))
        if found:
            return found
    for text in (*titles, *_first_lines(builder), PurePath(path).name, *_day_lines(builder)):
        found = date_in(text)
        if found:
            return found
    return None


def _kind(builder: Builder, titles: list[str], data: dict[str, Any] | None, path: str) -> Kind:
    told = simplified(" ".join([*titles, *(word for key in _KIND_KEYS for word in _strings(data, key))]))
    first = simplified(next((section[0] for section in builder.sections if section[0]), "") or "")
    parts = PurePath(path).parts[-2:]
    if re.search(r"日报|\bdaily\b", told, re.IGNORECASE):
        return "daily"
    if _WEEKLY.search(told) or _WEEKLY.search(first) or any(_WEEKLY_PATH.search(part) for part in parts):
        return "weekly"
    return "daily"
