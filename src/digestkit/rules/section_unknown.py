"""板块名不在本刊的板块表里，或者明显写错了（政策与监督 → 政策与监管）。

## 为什么

板块名每期一致，读者才找得到；写错的板块名会让周报多出一个板块来。
只有这一期显然按板块表来写（多数板块名在表里）时才报告；其他稿子只报告明显的错字。

## 选项

`[vocabulary] sections` 写本刊自己的板块表，代替自带的。

## 何时关闭

刊物每期随内容另起板块名时。
---
A section that is not in the house's list, or is evidently misspelt (政策与监督 for 政策与监管).

## Why

Readers find their way when sections have the same names every day; a misspelt one becomes another section in the weekly.
Reported only where the issue evidently goes by the list (most of its sections are in it); elsewhere only evident misspellings.

## Options

`[vocabulary] sections` is the house's own list, in place of the tool's.

## When to switch it off

When sections are named anew in every issue.
"""

from collections.abc import Iterator

from digestkit.aspects.sections import Titled, follows_house, house_keys, titled_sections
from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.parsed import Parsed
from digestkit.rule import NoOptions, rule
from digestkit.vocabulary import squeeze

MISSPELT = 5
"""Names shorter than this are too short to tell a misspelling from another name."""


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at sections that are not in the list, with the nearest name that is."""
    known = house_keys(parsed)
    listed = set(known)
    used = {each.key for each in titled_sections(parsed)}
    follows = follows_house(parsed)
    for each in titled_sections(parsed):
        if each.key in listed or not each.section.stories:
            continue  # an empty section is another rule's business
        near = _nearest(each, parsed)
        misspelt = near is not None and squeeze(near) not in used and _is_misspelling(each.key, squeeze(near))
        if misspelt and near is not None:
            yield _misspelling(parsed, each, near)
        elif follows:
            hint = Text(
                f"是不是“{near}”？也可以把它写进配置的 [vocabulary] sections"
                if near
                else "用板块表里的名字，或者把它写进配置的 [vocabulary] sections",
                f"Is it {near}? Or add it to [vocabulary] sections in the configuration"
                if near
                else "Use a name of the list, or add it to [vocabulary] sections in the configuration",
            )
            yield Finding(
                each.piece.content,
                Text(
                    f"“{each.section.title}”不在本刊的板块表里",
                    f"{each.section.title} is not in the list of sections",
                ),
                hint,
            )


def _nearest(each: Titled, parsed: Parsed) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        each.section.title or "", parsed.vocabulary.sections, scorer=fuzz.ratio, score_cutoff=40
    )
    return str(found[0]) if found else None


def _is_misspelling(key: str, right: str) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    return len(right) >= MISSPELT and DamerauLevenshtein.distance(key, right, score_cutoff=1) == 1


def _misspelling(parsed: Parsed, each: Titled, right: str) -> Finding:
    span = each.piece.content
    written = parsed.source.slice(span)
    title = each.section.title or ""
    at = written.find(title)
    edit = Edit(span._replace(start=span.start + at, end=span.start + at + len(title)), right)
    return Finding(
        span,
        Text(f"板块名“{title}”应当是“{right}”", f"The section {title} should be {right}"),
        fix=Fix((edit,)) if at >= 0 else None,
    )


RULE = rule(
    code="DK108",
    title=Text("不认识的板块名", "Section not in the list"),
    severity=Severity.WARNING,
    fixes="sometimes",
)(check)
