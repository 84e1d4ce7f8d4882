"""One JSON document: ``{"version": 1, "files": …, "findings": […]}``."""

from digestkit.diagnostic import Lang
from digestkit.escape import to_json
from digestkit.report import Run
from digestkit.report.document import finding


def render(run: Run, lang: Lang, _color: bool) -> str:
    """The report."""
    findings = [finding(each, lang) for each in run.diagnostics]
    return to_json({"version": 1, "files": run.files, "findings": findings}, indent=2) + "\n"
