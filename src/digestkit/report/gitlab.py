"""The Code Quality report of GitLab: a JSON array."""

from digestkit.diagnostic import Lang, Severity
from digestkit.escape import to_json
from digestkit.report import Run
from digestkit.report.fingerprint import fingerprinted

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(run: Run, lang: Lang, _color: bool) -> str:
    """The report."""
    issues = [
        {
            "description": f"{each.code}: {each.message.say(lang)}",
            "check_name": each.name,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[each.severity],
            "location": {
                "path": each.path.replace("\\", "/").removeprefix("./"),
                "positions": {
                    "begin": {"line": each.place.line, "column": each.place.column},
                    "end": {"line": each.place.end_line, "column": each.place.end_column},
                },
            },
        }
        for each, fingerprint in fingerprinted(run)
    ]
    return to_json(issues) + "\n"
