"""报道同一件事的新闻，给出的数字互相矛盾：融资额、估值、参数量、裁员人数……

四舍五入（近 30 亿与 30.2 亿）、取整（5600 万与 5570 万）、“超”“近”“约”和不同货币不算矛盾；不同的量（融资额与估值）、
不同时期的营收、不同产品的用户数也不算。周报里留着的
`<!-- digestkit: conflict … -->` 注释也会报告：那是等编辑裁定的矛盾。

## 为什么

两条里至少有一条是错的。

## 何时关闭

几乎不需要。
---
Reports of one event state different figures for the same thing: a round, a valuation, parameters, layoffs …

Rounding (近30亿 and 30.2亿, 5600万 and 5570万), 超, 近, 约 and other currencies are no conflict, nor are other quantities (a
round and a valuation), revenues of other periods and users of other products. A `<!-- digestkit: conflict … -->` comment
left in a weekly is reported too: it marks a conflict that waits for the editor.

## Why

At least one of the two is wrong.

## When to switch it off

Hardly ever.
"""

from collections.abc import Iterator, Mapping

from digestkit.diagnostic import Finding, Related, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed
from digestkit.rule import Batch, NoOptions, rule
from digestkit.source import Span
from digestkit.stories import Report
from digestkit.stories.conflicts import Conflict, Stated, conflicts

SURE = 0.7
"""How sure it must be that two reports tell the same event."""
_REMARK = late(r"<!--[ \t]*digestkit:[ \t]*conflict[ \t]+(.{1,400}?)[ \t]*-->")


def check(batch: Batch, _options: NoOptions) -> Iterator[Finding]:
    """A finding at the later figure, and at every comment that marks a conflict."""
    for parsed in batch.issues:
        yield from _remarks(parsed)
    issues = batch.by_path
    known = batch.known
    for group in batch.grouping.events:
        told = {member: batch.reports[member] for member in group.members}
        seen = set()
        for found in conflicts(told):
            if batch.grouping.certainty(found.one, found.other) < SURE:
                continue
            later = _turned(found) if _is_later(told[found.one], told[found.other], issues) else found
            before, after = told[later.one], told[later.other]
            if after.path in issues and (later.other, later.its.what) not in seen:
                seen.add((later.other, later.its.what))
                yield _finding(later, known[before.path], before, issues[after.path], after)


def _is_later(one: Report, other: Report, issues: Mapping[str, Parsed]) -> bool:
    """Whether ``one`` is the report to point at: the other is not checked here, or came before."""
    return other.path not in issues or (one.path in issues and (one.date or "") > (other.date or ""))


def _turned(found: Conflict) -> Conflict:
    """The same conflict, told the other way round."""
    return Conflict(found.other, found.one, found.its, found.mine)


def _remarks(parsed: Parsed) -> Iterator[Finding]:
    """What the weekly has marked for the editor."""
    for match in _REMARK.finditer(parsed.text) if "digestkit:" in parsed.text else ():
        yield Finding(
            Span(*match.span()),
            Text(f"这里还要编辑定夺：{match[1]}", f"This is still to be settled: {match[1]}"),
            Text(
                "核对来源，在正文里定下一种说法，再删去注释",
                "Check the sources, settle it in the text, then delete the comment",
            ),
            path=parsed.source.path,
        )


def _finding(found: Conflict, before: Parsed, one: Report, parsed: Parsed, other: Report) -> Finding:
    """The finding at the figure of ``other``."""
    where = f"第 {one.line} 行" if one.path == other.path else f"{one.date or one.path} 一期"
    place = f"line {one.line}" if one.path == other.path else f"the issue of {one.date or one.path}"
    return Finding(
        _place(parsed, other, found.its),
        Text(
            f"{found.its.what}：这里是“{found.its.words}”，{where}报道同一件事时是“{found.mine.words}”",
            f"{found.its.what}: “{found.its.words}” here, “{found.mine.words}” in {place}, which reports the same",
        ),
        Text("核对来源，统一数字", "Check the sources and settle the figure"),
        other.title,
        related=(
            Related(
                _place(before, one, found.mine),
                Text(f"这里是“{found.mine.words}”", f"“{found.mine.words}” here"),
                one.path,
            ),
        ),
        path=other.path,
    )


def _place(parsed: Parsed, report: Report, said: Stated) -> Span:
    """Where a report states a figure: the figure itself, or the title when markup stands between."""
    start, end = parsed.span(*report.loc)
    at = parsed.text.find(said.words, start, end)
    return Span(at, at + len(said.words)) if at >= 0 else parsed.title_span(report.loc)


RULE = rule(
    code="DK701",
    title=Text("数字互相矛盾", "Conflicting figures"),
    severity=Severity.WARNING,
    scope="batch",
)(check)
