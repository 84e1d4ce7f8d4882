"""Where reports of one event state different figures for the same quantity.

A figure belongs to the word for a quantity next to it (融资, 估值, 参数, 裁员 …). Two reports differ when each
gives one value of a quantity in the same unit and the two can't be the same statement: rounding, ranges, 超, 近
and 约 are no conflict, nor are other currencies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from digestkit.aspects.figures import CURRENCIES, Figure, figures_in, rounds, same
from digestkit.aspects.quantities import nearest
from digestkit.late import late
from digestkit.stories.report import Report

_PEOPLE = frozenset({"人", "家", "个", "岗位"})
_COMPARED = {
    **dict.fromkeys(("融资额", "估值", "市值", "投资额", "收购价", "营收", "利润", "亏损"), CURRENCIES),
    **dict.fromkeys(("资本支出", "价格", "红包", "罚款"), CURRENCIES),
    **dict.fromkeys(("用户数", "裁员人数"), _PEOPLE),
    "份额": frozenset({"%"}),
    "参数量": frozenset({"参数"}),
    "激活参数": frozenset({"参数"}),
    "上下文": frozenset({"token"}),
}
"""The quantities that are compared, and the units that they are told in: a fine of 10% 营收 is no 营收."""
_SHORTEST = 1000
"""A context of fewer tokens is none."""
_FLOWS = frozenset({"营收", "利润", "亏损", "资本支出", "用户数", "份额"})
"""Quantities that are another for every period and every product."""
_PERIOD = late(
    r"20\d\d|[上下]半年|[一二三四1-4]季|[Qq][1-4]|\d{1,2}\s?月|财年|年化|[单每]月|全年|年收入|月收入|年营收|月营收"
)
_LATIN = late(r"[A-Za-z][A-Za-z0-9.]+")
_SENTENCE = late(r"[。；！？;!?\n]")
_CLAUSE = late(r"[，,：:（(）)]")
_NEAR = 8
"""So many characters at most stand between a figure and its quantity."""
_HEDGED = late(
    r"此前|去年|上年|同比|环比|上一|历史|累计|至(?!少)|(?<!达)到|从|每|人均|其中|另|预计|目标|计划|约合|折合|相当于|分别|业务|板块|部门|单季"
    r"|贡献|月[^\d]{0,8}时"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a report: which quantity, as written, its value; the names and periods that go with it."""

    what: str
    words: str
    figure: Figure
    names: frozenset[str]
    periods: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two reports (indexes) that state different figures for ``what``."""

    one: int
    other: int
    mine: Stated
    its: Stated


def stated(report: Report) -> list[Stated]:
    """The figures of a report whose quantity is plain. Clauses that compare or add up are passed over."""
    found = []
    for sentence in filter(None, _SENTENCE.split(f"{report.title}\n{report.text}")):
        for clause in _CLAUSE.split(sentence):
            if not clause or _HEDGED.search(clause):
                continue
            figures = [figure for figure in figures_in(clause) if figure.unit]
            if len(figures) != 1:
                continue
            (figure,) = figures
            what = nearest(clause, figure.span, _NEAR)
            if what is None or figure.unit not in _COMPARED.get(what, ()):
                continue
            if figure.unit == "token" and figure.high < _SHORTEST:
                continue
            start, end = figure.span
            names = frozenset(word.lower() for word in _LATIN.findall(clause[:start] + " " + clause[end:]))
            periods = frozenset(_PERIOD.findall(sentence)) if what in _FLOWS else frozenset[str]()
            found.append(Stated(what, clause[start:end].strip(), figure, names, periods))
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
                if a.figure.unit == b.figure.unit and _is_one(a, b) and not _agree(a.figure, b.figure):
                    yield Conflict(one, other, a, b)


def _one_value(found: list[Stated]) -> bool:
    """Whether all figures can be one statement."""
    return all(same(found[0].figure, each.figure) for each in found[1:])


def _is_one(one: Stated, other: Stated) -> bool:
    """Whether both speak of the same thing, as far as their clauses tell: of no other product, of no other period."""
    if one.what in _FLOWS:
        return one.names == other.names and one.periods == other.periods
    return one.names <= other.names or other.names <= one.names


def _agree(one: Figure, other: Figure) -> bool:
    return same(one, other) or rounds(one, other) or rounds(other, one)
