"""Figures that the reports of one event state differently: for the editor to decide."""

from dataclasses import dataclass
from pathlib import PurePath

from digestkit.escape import printable
from digestkit.stories.conflicts import conflicts as differing
from digestkit.styles.header import inert
from digestkit.weekly.events import Event


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as a daily states it."""

    value: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """One quantity (融资额, 估值 …) for which dailies give different figures."""

    what: str
    values: tuple[Value, ...]

    @property
    def remark(self) -> str:
        """The comment that stands in the weekly until the editor has decided.

        It names files without their folders: the weekly goes to readers.
        """
        said = " / ".join(
            f"{each.value}（{printable(PurePath(each.path).name)}:{each.line}）" for each in self.values
        )
        return f"<!-- digestkit: conflict {self.what}：{inert(said)} -->"


def conflicts(event: Event) -> tuple[Conflict, ...]:
    """Every disagreement among the reports of the same step: a later step may well have other figures."""
    found: dict[str, dict[str, Value]] = {}
    for step in event.steps:
        for each in differing({number: told.report for number, told in enumerate(step)}):
            values = found.setdefault(each.mine.what, {})
            for number, said in ((each.one, each.mine), (each.other, each.its)):
                report = step[number].report
                values.setdefault(said.words, Value(said.words, report.path, report.line))
    return tuple(Conflict(what, tuple(values.values())) for what, values in found.items())
