"""JUnit XML: a suite a file, a failed case a finding; a file without findings is one passed case."""

from digestkit.diagnostic import Diagnostic, Lang, Severity, by_path
from digestkit.escape import xml
from digestkit.report import Run


def render(run: Run, lang: Lang, _color: bool) -> str:
    """The report."""
    found = by_path(run.diagnostics)
    suites = [_suite(path, found.get(path, []), lang) for path in sorted({*run.sources, *found})]
    tests = sum(max(1, len(found.get(path, []))) for path in {*run.sources, *found})
    failures = sum(map(_fails, run.diagnostics))
    head = f'<testsuites name="digestkit" tests="{tests}" failures="{failures}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"]) + "\n"


def _suite(path: str, found: list[Diagnostic], lang: Lang) -> str:
    name = xml(path)
    cases = [_case(name, each, lang) for each in found] or [
        f'    <testcase name="digestkit" classname="{name}" file="{name}"/>'
    ]
    failures = sum(map(_fails, found))
    head = f'  <testsuite name="{name}" tests="{len(cases)}" failures="{failures}" errors="0">'
    return "\n".join([head, *cases, "  </testsuite>"])


def _case(name: str, each: Diagnostic, lang: Lang) -> str:
    place = f"{each.place.line}:{each.place.column}"
    message, hint = xml(each.message.say(lang)), xml(each.hint.say(lang)) if each.hint else ""
    head = f'    <testcase name="{each.code} {each.name} {place}" classname="{name}" file="{name}" line="{each.place.line}">'
    if _fails(each):
        body = f'<failure type="{each.severity.word}" message="{message}">{name}:{place} {message} {hint}</failure>'
    else:  # worth knowing, no failure
        body = f"<system-out>{name}:{place} {message} {hint}</system-out>"
    return f"{head}{body}</testcase>"


def _fails(each: Diagnostic) -> bool:
    return each.severity is not Severity.INFO
