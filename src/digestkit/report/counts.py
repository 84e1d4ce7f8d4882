"""How many findings each rule has: what ``--statistics`` shows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from digestkit.diagnostic import Lang, Severity
from digestkit.escape import to_json
from digestkit.report import Run
from digestkit.report.words import COLORS, is_fixable, paint, summary


@dataclass(frozen=True, slots=True)
class _Count:
    """The findings of one rule."""

    code: str
    name: str
    severity: Severity
    count: int
    fixable: int
    """How many of them ``--fix`` mends."""


def _counts(run: Run) -> Iterator[_Count]:
    """Rule by rule, most findings first."""
    numbers = Counter((each.code, each.name, each.severity) for each in run.diagnostics)
    fixable = Counter(each.code for each in run.diagnostics if is_fixable(each))
    for (code, name, severity), number in sorted(numbers.items(), key=lambda each: (-each[1], each[0])):
        yield _Count(code, name, severity, number, fixable[code])


def render(run: Run, lang: Lang, color: bool) -> str:
    """A line for each rule."""
    counts = list(_counts(run))
    width = max((len(str(each.count)) for each in counts), default=0)
    lines = [
        f"{each.count:>{width}}  {paint(each.code, COLORS[each.severity], color)}"
        f"  {'[*]' if each.fixable else '   '}  {each.name}"
        for each in counts
    ]
    return "\n".join([*lines, summary(run, lang)]) + "\n"


def render_json(run: Run) -> str:
    """One JSON document: ``{"version": 1, "files": …, "rules": […]}``."""
    rules = [asdict(each) | {"severity": each.severity.word} for each in _counts(run)]
    return to_json({"version": 1, "files": run.files, "rules": rules}, indent=2) + "\n"
