"""Workflow commands of GitHub Actions, which show each finding beside its line."""

from digestkit.diagnostic import Diagnostic, Lang, Severity
from digestkit.escape import encodable, visible, visible_lines
from digestkit.report import Run
from digestkit.report.words import with_hint

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(run: Run, lang: Lang, _color: bool) -> str:
    """The report."""
    return "".join(_command(each, lang) + "\n" for each in run.diagnostics)


def _command(each: Diagnostic, lang: Lang) -> str:
    place = each.place
    properties = {
        "title": f"{each.code} {each.name}",
        "file": each.path.replace("\\", "/"),
        "line": str(place.line),
        "endLine": str(place.end_line),
    }
    if place.line == place.end_line:  # GitHub takes columns for places on one line only
        properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[each.severity]} {given}::{_data(with_hint(each, lang))}"


def _data(text: str) -> str:
    """``text`` as the runner unescapes it; other control characters made visible."""
    return visible_lines(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    text = encodable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(text.replace(":", "%3A").replace(",", "%2C"))
