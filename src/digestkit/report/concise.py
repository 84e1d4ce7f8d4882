"""A line for each finding: ``path:line:column: severity code [*] message``. Editors jump to such lines."""

from digestkit.diagnostic import Lang
from digestkit.escape import printable, visible
from digestkit.report import Run
from digestkit.report.words import COLORS, SEVERITIES, is_fixable, paint, summary


def render(run: Run, lang: Lang, color: bool) -> str:
    """The report."""
    lines = []
    for each in run.diagnostics:
        where = f"{paint(printable(each.path), '1', color)}:{each.place.line}:{each.place.column}"
        what = paint(each.code, COLORS[each.severity], color)
        mark = f" {paint('[*]', '36', color)}" if is_fixable(each) else ""
        word = SEVERITIES[each.severity].say(lang)
        lines.append(f"{where}: {word} {what}{mark} {visible(each.message.say(lang))}")
    return "\n".join([*lines, summary(run, lang)]) + "\n"
