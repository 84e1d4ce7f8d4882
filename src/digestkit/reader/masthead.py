"""What an issue says of itself: its headline and title, the day, whether it is a weekly, the style that it is written in."""

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from digestkit.diagnostic import Text
from digestkit.late import late
from digestkit.parsed import Problem, Role, is_outline
from digestkit.reader.block import Block
from digestkit.reader.builder import Builder
from digestkit.reader.front_matter import DATE_KEYS, FrontMatter
from digestkit.reader.inline import date_in, plain, unlinked
from digestkit.reader.signs import names_issue
from digestkit.schema import Digest, Kind, Style
from digestkit.source import Source
from digestkit.vocabulary import simplified

_SPAN = re.compile(
    r"\s*(?:<(?P<frame>center|p|div)\b[^<>\n]{0,300}>\s*)?(?:<(?:b|strong)>)?"
    r"<(?P<tag>span|font)\b[^<>\n]{0,300}>(?:<(?:b|strong)>)?(?P<text>[^<\n]{0,200})"
    r"(?:</(?:b|strong)>)?(?P<close></(?P=tag)>)?(?:</(?:b|strong)>)?(?:\s*</(?P=frame)>\s*)?",
    re.IGNORECASE,
)
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


def take_masthead(builder: Builder, blocks: list[Block]) -> tuple[Block | None, Block | None, list[Block]]:
    """The blue span and the issue's own title, and the blocks without them."""
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


def headline_problems(source: Source, headline: Block | None) -> list[Problem]:
    """What is wrong with the blue span."""
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


def digest_of(
    builder: Builder, header: FrontMatter | None, headline: Block | None, h1: Block | None
) -> Digest:
    """All that was read, with the style, the kind, the title and the day of the issue."""
    data = header.data if header else None
    words = _headline_text(builder, headline)
    titles = [title for title in (_string(data, "title"), builder.title(h1) if h1 else "", words) if title]
    style: Style = "front-matter" if header else "plain"
    if headline and not header and not (_is_framed(builder, headline) and is_outline(builder.pieces)):
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


def _string(data: dict[str, Any] | None, key: str) -> str:
    """The words of a key of the front matter, or its number; empty for anything else."""
    value = (data or {}).get(key)
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""


def _strings(data: dict[str, Any] | None, key: str) -> list[str]:
    """The words of a key of the front matter, which may be a list."""
    value = (data or {}).get(key)
    return (
        [each for each in value if isinstance(each, str)] if isinstance(value, list) else [_string(data, key)]
    )


def _first_lines(builder: Builder) -> Iterator[str]:
    """What else at the top may say the day: the first heading, and a line like ``日期：2026-02-08``."""
    early = [piece for piece in builder.pieces if piece.first <= _EARLY]
    heading = next((piece for piece in early if piece.level and piece.loc[:1] != ("title",)), None)
    if heading:
        yield builder.slice(heading.span)
    for piece in early:
        if piece.role is Role.REMAINDER and _DATED.match(builder.slice(piece.span)):
            yield builder.slice(piece.span)


def _day_lines(builder: Builder) -> Iterator[str]:
    """The lines at the top that are short and no sentences, or name the issue: where else it says its day."""
    for piece in builder.pieces[:_EARLY]:
        text = builder.slice(piece.content)
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
    """Whether an issue is a weekly: by its titles and the front matter, by its first section, by its file and folder."""
    told = simplified(" ".join([*titles, *(word for key in _KIND_KEYS for word in _strings(data, key))]))
    first = simplified(next((section[0] for section in builder.sections if section[0]), "") or "")
    parts = PurePath(path).parts[-2:]
    if re.search(r"日报|\bdaily\b", told, re.IGNORECASE):
        return "daily"
    if _WEEKLY.search(told) or _WEEKLY.search(first) or any(_WEEKLY_PATH.search(part) for part in parts):
        return "weekly"
    return "daily"
