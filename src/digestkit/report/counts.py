"""How many findings each rule has: what ``--statistics`` shows."""

from collections import Counter

from digestkit.diagnostic import Lang
from digestkit.report import Run
from digestkit.report.words import COLORS, is_fixable, paint, summary


def render(run: Run, lang: Lang, color: bool) -> str:
    """A line for each rule, most findings first."""
    numbers = Counter((each.code, each.name, each.severity) for each in run.diagnostics)
    fixable = {each.code for each in run.diagnostics if is_fixable(each)}
    width = max((len(str(number)) for number in numbers.values()), default=0)
    lines = [
        f"{number:>{width}}  {paint(code, COLORS[severity], color)}  {'[*]' if code in fixable else '   '}  {name}"
        for (code, name, severity), number in sorted(numbers.items(), key=lambda each: (-each[1], each[0]))
    ]
    return "\n".join([*lines, summary(run, lang)]) + "\n"
