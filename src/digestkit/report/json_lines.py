"""A JSON object a line for each finding; nothing where nothing was found."""

from digestkit.diagnostic import Lang
from digestkit.escape import to_json
from digestkit.report import Run
from digestkit.report.document import finding


def render(run: Run, lang: Lang, _color: bool) -> str:
    """The report."""
    return "".join(to_json(finding(each, lang)) + "\n" for each in run.diagnostics)
