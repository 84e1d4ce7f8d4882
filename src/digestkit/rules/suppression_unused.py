"""一条忽略注释（`<!-- digestkit: ignore … -->`）没有用上，或者写得看不懂（例如把 `ignore` 写成了 `ignor`）。

## 为什么

问题改好以后，忽略注释还留在稿子里，将来同样的错误就会被它悄悄放过。

## 何时关闭

刊物特意保留忽略注释作为样板时。
---
A suppression (`<!-- digestkit: ignore … -->`) that answers no finding, or is written so that it is not understood
(`ignor` for `ignore`).

## Why

Once the fault is mended, a suppression that stays behind will quietly let the next one through.

## When to switch it off

When the house keeps suppressions in its drafts on purpose.
"""

from collections.abc import Iterable, Iterator, Sequence

from digestkit.diagnostic import Finding, Severity, Text
from digestkit.rule import Rule, load_rules, rule
from digestkit.suppression import Suppression


def check(found: Iterable[Suppression], ran: Sequence[Rule]) -> Iterator[Finding]:
    """Findings at suppressions that answered nothing, judged only by the rules that ran."""
    for each in found:
        if each.misread:
            yield _misread(each)
            continue
        idle = [code for code in each.codes if code not in each.used and _judged(code, ran)]
        if (each.codes and not idle) or (not each.codes and each.used):
            continue
        yield Finding(
            each.span,
            Text(
                f"这条忽略注释没有用上：{'、'.join(idle) or '这里没有要忽略的问题'}",
                f"This suppression suppresses nothing: {', '.join(idle) or 'there is nothing to ignore here'}",
            ),
            Text(
                "问题已经改好就删掉它；代码写错了就改正",
                "Delete it if the fault is mended; or correct the code",
            ),
        )


def _misread(each: Suppression) -> Finding:
    """The finding at a remark that digestkit does not understand."""
    return Finding(
        each.span,
        Text(f"看不懂这条注释：{each.misread}", f"This comment is not understood: {each.misread}"),
        Text(
            "要忽略问题，写 <!-- digestkit: ignore DK303 -- 原因 -->",
            "To suppress a finding, write <!-- digestkit: ignore DK303 -- why -->",
        ),
    )


def _judged(code: str, ran: Sequence[Rule]) -> bool:
    """Whether a rule that ``code`` names ran, or there is no such rule at all."""
    return any(rule.is_named(code) for rule in ran) or not any(rule.is_named(code) for rule in load_rules())


RULE = rule(
    code="DK901",
    title=Text("没有用上的忽略注释", "Unused suppression"),
    severity=Severity.WARNING,
    scope="suppressions",
)(check)
