"""这条新闻是以前报道过的事情的后续。

只是提醒：后续往往值得报，但应当让读者知道前情。

## 为什么

没有读过前一条的读者看不懂；读过的会以为是旧闻。

## 何时关闭

刊物不交代前情时。
---
A later step of a story that an earlier issue told.

A reminder only: follow-ups are often worth telling, but readers should know what went before.

## Why

Who missed the first story does not understand the second; who read it takes it for old news.

## When to switch it off

When the publication does not point back.
"""

from collections.abc import Iterator

from digestkit.diagnostic import Finding, Severity, Text, quoted
from digestkit.repeats import points_back
from digestkit.rule import Batch, NoOptions, rule

SURE = 0.9
"""How sure it must be that both belong to one thread."""
ALIKE = 0.1
"""So much must speak for the same event, too: who does two things in a week does not follow up himself."""


def check(batch: Batch, _options: NoOptions) -> Iterator[Finding]:
    """A finding at every story that continues one of an earlier issue."""
    reports = batch.reports
    issues = batch.by_path
    known = batch.known
    for follow in batch.grouping.follow_ups:
        earlier, later = reports[follow.earlier], reports[follow.later]
        if follow.score < SURE or later.path not in issues:
            continue
        if batch.grouping.certainty(follow.earlier, follow.later) < ALIKE:
            continue
        if issues[later.path].digest.kind != known[earlier.path].digest.kind:
            continue
        yield points_back(
            batch,
            follow.later,
            follow.earlier,
            Text(
                f"像是 {earlier.date} 一期{quoted(earlier.title)}的后续",
                f"Looks like a later step of {quoted(earlier.title)} in the issue of {earlier.date}",
            ),
            Text("在背景里交代前情", "Tell in the background what went before"),
            Text("前情", "what went before"),
        )


RULE = rule(
    code="DK503",
    title=Text("后续报道", "A follow-up"),
    severity=Severity.INFO,
    scope="batch",
    default=False,  # useful to read through, but right little more than every second time
)(check)
