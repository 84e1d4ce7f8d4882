"""稿子没有报头：既没有标题栏（`<span …>AI 行业动态 (日期)</span>`），也没有文件头；或者标题栏写坏了。

## 为什么

读者先看报头才知道这是哪一期；标题栏少了尖括号或没有闭合，整页颜色和字号都会错，或者把代码露给读者。
用 `#` 写标题的普通 Markdown 稿子，标题里或标题下面写明是哪天、哪周的，算有报头；正文用了本刊字段（说明、背景、要点）的除外。

## 何时关闭

报头由发布系统另外加上时。
---
The issue has no header: neither a headline (`<span …>AI 行业动态 (date)</span>`) nor front matter, or the headline is broken.

## Why

The header tells readers which issue they hold. A headline without its bracket or its end colours the whole page, or shows its code to readers.
A plain Markdown draft whose `#` title, or a line below it, says the day or the week has a header, unless its stories are written with
the house's fields (说明, 背景, 要点).

## When to switch it off

When the publishing system adds the header.
"""

import re
from collections.abc import Iterator

from digestkit.aspects.dates import opening_lines, says_when
from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span

_TRACE = re.compile(
    r"<?/?\s{0,9}\b(?:span|spam|sapn|spn|font)\b[^\n]{0,3}(?:style|color)|</\s?(?:span|spam|sapn|font)|style\s?=\s?[\"“']",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"<(?P<tag>span|font)\b[^<>\n]{0,300}>[^\n]{0,300}?</(?P=tag)>", re.IGNORECASE)
"""Coloured words with both their tags: something else at the top, no broken headline."""
_BROKEN = late(
    r"[ \t]{0,9}<?[ \t]{0,9}(?:[a-z]{2,6}[ \t]{1,9})?style[ \t]?=[ \t]?[\"“”'](?P<style>[^\"“”'<>\n]{3,200})[\"“”']?[ \t]{0,9}>?"
    r"(?P<title>[^<>\n]{2,120}?)(?:<?/[ \t]?[a-z]{0,6}[ \t]*>?|<[a-z]{0,6}[ \t]*>?)?[ \t]*",
    re.IGNORECASE,
)
LINES = 8
"""A headline stands within so many lines from the top."""


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """One finding at most: at the broken headline, or at the first line."""
    broken = next((each for each in parsed.problems if each.name == "header-missing"), None)
    span = broken.span if broken else _trace(parsed) or _unquoted(parsed)
    if span is not None:
        yield _broken(parsed, span)
    elif _has_none(parsed):
        first = next((piece.first for piece in parsed.pieces if piece.role is not Role.COMMENT), 1)
        titled = any(piece.role is Role.HEADING for piece in parsed.pieces)
        yield Finding(
            parsed.source.line_span(first),
            Text(
                "开头只有标题，没有标题栏，也没有文件头",
                "The issue has a title, but neither a headline nor front matter",
            )
            if titled
            else Text("这份稿子没有报头", "This issue has no header"),
            Text(
                "在开头加上标题栏（<span …>标题 (日期)</span>）或文件头（--- 之间写 title 和 date）",
                "Begin it with a headline (<span …>title (date)</span>) or front matter (title and date between ---)",
            ),
        )


def _has_none(parsed: Parsed) -> bool:
    if any(piece.role in (Role.HEADLINE, Role.FRONT_MATTER) for piece in parsed.pieces):
        return False
    if not any(section.stories for section in parsed.digest.sections):
        return not parsed.digest.title and bool(parsed.pieces)
    heads = [
        piece
        for piece in parsed.pieces
        if piece.role is Role.HEADING or (piece.role is Role.SECTION and piece.first <= LINES)
    ]
    if any(piece.role is Role.HEADING for piece in heads):
        heads += opening_lines(parsed)
    dated = any(says_when(parsed.source.slice(piece.span)) for piece in heads)
    return parsed.digest.style == "blue-span" or not dated or _is_house(parsed)


def _is_house(parsed: Parsed) -> bool:
    """Whether most stories are written with the house's labelled fields."""
    labelled = sum(
        {"background", "points"} <= {piece.field for piece in pieces if piece.role is Role.FIELD}
        for pieces in parsed.by_story.values()
    )
    return labelled * 2 > len(parsed.by_story)


def _trace(parsed: Parsed) -> Span | None:
    """A line at the top that was meant to be the headline, when there is none."""
    for piece in parsed.pieces:
        if piece.first > LINES or piece.role is Role.HEADLINE:
            return None
        if (
            piece.role in (Role.SECTION, Role.STORY, Role.REMAINDER, Role.PROSE, Role.BODY)
            and piece.kind != "html"
        ):
            line = parsed.source.slice(piece.span)
            if "\n" not in line and _TRACE.search(_WHOLE.sub("", line)):
                return piece.span
    return None


def _unquoted(parsed: Parsed) -> Span | None:
    """The headline, when its tag has a quotation mark without its pair."""
    span = parsed.spans.get(("headline",))
    tag = parsed.source.slice(span).partition(">")[0] if span else ""
    return span if tag.count('"') % 2 or tag.count("'") % 2 or "“" in tag or "”" in tag else None


def _broken(parsed: Parsed, span: Span) -> Finding:
    fix = None
    found = _BROKEN.fullmatch(parsed.source.slice(span))
    if found:
        restored = f'<span style="{found["style"].strip()}">{found["title"].strip()}</span>'
        fix = Fix((Edit(span, restored),))
    return Finding(
        span,
        Text(
            "标题栏的 <span> 写坏了，读者会看到代码或错乱的颜色",
            "The headline's <span> is broken: readers see code or wrong colours",
        ),
        Text(
            '应当写成 <span style="…">标题 (日期)</span>，两头的尖括号都要有',
            'Write <span style="…">title (date)</span>, with both tags whole',
        ),
        fix=fix,
    )


RULE = rule(
    code="DK102",
    title=Text("没有报头，或标题栏写坏了", "No header, or a broken headline"),
    severity=Severity.ERROR,
    fixes="sometimes",
)(check)
