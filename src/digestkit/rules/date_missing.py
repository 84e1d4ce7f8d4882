"""整份稿子找不到刊期：标题栏、标题、文件头和文件名里都没有日期。

## 为什么

没有日期，读者不知道“昨日”是哪天，周报也收不进这一期。

没有报头的稿子只报告缺报头（header-missing），不再另报日期。

## 何时关闭

刊物不按日期、只按期号出版时。
---
No issue date anywhere: not in the headline, the title, the front matter or the file name.

## Why

Without a date readers cannot tell which day “yesterday” is, and no weekly can take the issue in.

An issue without any head is reported for that alone (header-missing).

## When to switch it off

When issues are numbered and not dated.
"""

from collections.abc import Iterator

from digestkit.aspects.dates import issue_dates, opening_lines, says_when, value_span
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule

_HEAD = (Role.HEADLINE, Role.HEADING, Role.FRONT_MATTER)


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """One finding, at the head of the issue."""
    if parsed.digest.date is not None or issue_dates(parsed) or not parsed.pieces:
        return
    heads = [piece for piece in parsed.pieces if piece.role in _HEAD]
    if not heads:
        return  # without a head there is no place for a date: header-missing asks for both
    headed = any(piece.role is Role.FRONT_MATTER for piece in heads)  # front matter has a place for the day
    if not headed and any(
        says_when(parsed.source.slice(piece.span)) for piece in (*heads, *opening_lines(parsed))
    ):
        return  # it names a week or a month
    if any(problem.name == "front-matter-invalid" for problem in parsed.problems):
        return  # what the front matter says can't be known before it is mended
    written = value_span(parsed, "date")
    if written and parsed.source.slice(written).strip("\"' "):
        return  # it says something that is no date: date-invalid reports that
    yield Finding(
        parsed.source.line_span(heads[0].first),
        Text("找不到这一期的日期", "This issue has no date"),
        Text(
            "在标题栏写上日期，例如 (2026-02-08)，或在文件头写 date: 2026-02-08",
            "Put the date in the headline, e.g. (2026-02-08), or date: 2026-02-08 in the front matter",
        ),
    )


RULE = rule(code="DK103", title=Text("没有日期", "No date"), severity=Severity.ERROR)(check)
