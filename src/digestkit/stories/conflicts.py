"""Where reports of one event state different figures for the same quantity.

A figure belongs to the word for a quantity next to it (融资, 估值, 参数, 裁员 …). Two reports differ when each
gives one value of a quantity in the same unit and the two can't be the same statement: rounding, ranges, 超, 近
and 约 are no conflict, nor are other currencies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from digestkit.aspects.figures import Figure, figures_in, same
from digestkit.late import late
from digestkit.stories.report import Report

_QUANTITIES = {
    "融资额": "融资|募资|筹资|募集",
    "估值": "估值",
    "市值": "市值",
    "投资额": "投资|注资|斥资|出资|投入|豪掷",
    "收购价": "收购价|收购金额|作价|收购",
    "营收": "营收|收入|销售额",
    "利润": "净利润|净利|利润",
    "亏损": "亏损",
    "资本支出": "资本支出|资本开支",
    "参数量": "参数规模|参数量|总参数|参数",
    "激活参数": "激活参数|激活",
    "上下文": "上下文",
    "用户数": "月活|日活|用户数|用户",
    "裁员人数": "裁员|裁减",
    "份额": "份额|占比|市占率",
    "价格": "售价|定价|起售价|月费|年费|订阅费",
    "红包": "红包",
    "罚款": "罚款|赔偿",
}
_WORD = late("|".join(f"(?P<q{i}>{words})" for i, words in enumerate(_QUANTITIES.values())))
_NAMES = tuple(_QUANTITIES)
_CLAUSE = late(r"[，。；！？,;!?\n：:（(）)]")
_NEAR = 8
"""So many characters at most stand between a figure and its quantity."""
_HEDGED = late(
    r"此前|去年|上年|同比|环比|上一|历史|累计|至(?!少)|(?<!达)到|从|每|人均|其中|另|预计|目标|计划|约合|折合|相当于|分别|业务|板块|部门|单季"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a report: which quantity, as written, its value."""

    what: str
    words: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two reports (indexes) that state different figures for ``what``."""

    one: int
    other: int
    mine: Stated
    its: Stated


def _clauses(text: str) -> Iterator[str]:
    """The clauses of a text: a quantity and its figure stand in one."""
    return (clause for clause in _CLAUSE.split(text) if clause)


def _nearest(clause: str, figure: Figure) -> str | None:
    """The quantity that a figure of ``clause`` belongs to: the word next to it, before or behind."""
    best, found = _NEAR + 1, None
    for match in _WORD.finditer(clause):
        gap = max(figure.span.start - match.end(), match.start() - figure.span.end)
        if 0 <= gap < best:
            best, found = gap, _NAMES[int((match.lastgroup or "q0")[1:])]
    return found


def stated(report: Report) -> list[Stated]:
    """The figures of a report whose quantity is plain. Clauses that compare or add up are passed over."""
    found = []
    for clause in _clauses(f"{report.title}\n{report.text}"):
        if _HEDGED.search(clause):
            continue
        figures = [figure for figure in figures_in(clause) if figure.unit]
        if len(figures) == 1:
            what = _nearest(clause, figures[0])
            if what:
                start, end = figures[0].span
                found.append(Stated(what, clause[start:end].strip(), figures[0]))
    return found


def conflicts(reports: dict[int, Report]) -> Iterator[Conflict]:
    """Every quantity for which two of the reports give one value each, and not the same."""
    said = {number: stated(report) for number, report in reports.items()}
    for one, other in combinations(sorted(said), 2):
        for what in dict.fromkeys(each.what for each in said[one]):
            mine = [each for each in said[one] if each.what == what]
            its = [each for each in said[other] if each.what == what]
            if mine and its and _one_value(mine) and _one_value(its):
                a, b = mine[0], its[0]
                if a.figure.unit == b.figure.unit and not same(a.figure, b.figure):
                    yield Conflict(one, other, a, b)


def _one_value(found: list[Stated]) -> bool:
    """Whether all figures can be one statement."""
    return all(same(found[0].figure, each.figure) for each in found[1:])
