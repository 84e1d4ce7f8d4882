"""文件头读不了（不是有效的 YAML、同一个键写了两次），或者值的类型不对：title 不是文字，date 不是日期，tags 不是列表。

## 为什么

文件头一坏，网站就生成不了这一页，或者标题、日期、标签全部丢失。

## 何时关闭

发布系统用的是另一种文件头格式时。
---
Front matter that does not load (no valid YAML, the same key twice), or a value of the wrong shape:
a title that is no text, a date that is no date, tags that are no list.

## Why

With broken front matter the site cannot build the page, or loses its title, date and tags.

## When to switch it off

When the publishing system reads front matter of another kind.
"""

from collections.abc import Iterator
from typing import Any

from digestkit.aspects.dates import FRONT_MATTER, issue_dates, value_span
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed
from digestkit.reader.front_matter import DATE_KEYS
from digestkit.rule import NoOptions, rule
from digestkit.source import Span

_COMPACT_DAY = late(r"20\d{6}")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the line that is wrong."""
    for problem in parsed.problems:
        if problem.name == "front-matter-invalid" and not _is_no_day(parsed):
            first = parsed.source.position(problem.span.start).line
            yield Finding(parsed.source.line_span(first), problem.message, problem.hint)
    for key, value in (parsed.digest.front_matter or {}).items():
        wanted = _wanted(key, value)
        if wanted:
            yield Finding(
                _key_line(parsed, key),
                Text(f"文件头的 {key} {wanted.zh}", f"The front matter's {key} {wanted.en}"),
            )


def _is_no_day(parsed: Parsed) -> bool:
    """Whether what does not load is a day that does not exist: ``date-invalid`` says so."""
    return any(dated.day is None and dated.where == FRONT_MATTER for dated in issue_dates(parsed))


def _wanted(key: str, value: Any) -> Text | None:
    if value is None:
        return None
    if key == "title" and not isinstance(value, str):
        return Text("应当是文字，请加上引号", "should be text; put it in quotation marks")
    if key in DATE_KEYS and not isinstance(value, str) and not _COMPACT_DAY.fullmatch(str(value)):
        return Text("应当是日期，例如 2026-02-08", "should be a date such as 2026-02-08")
    if key == "tags" and not _is_list_of_words(value):
        return Text("应当是列表，例如 [AI, 日报]", "should be a list such as [AI, 日报]")
    return None


def _is_list_of_words(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(each, (dict, list)) for each in value)


def _key_line(parsed: Parsed, key: str) -> Span:
    span = value_span(parsed, key)
    if span is None:
        return parsed.source.line_span(1)
    return parsed.source.line_span(parsed.source.position(span.start).line)


RULE = rule(code="DK106", title=Text("文件头有错", "Faulty front matter"), severity=Severity.ERROR)(check)
