"""SARIF 2.1.0 (OASIS), which code-scanning services read."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from digestkit import __version__
from digestkit.diagnostic import Diagnostic, Lang, Place, Severity
from digestkit.escape import encodable, to_json
from digestkit.report import Run
from digestkit.report.fingerprint import fingerprinted
from digestkit.report.words import is_fixable, with_hint
from digestkit.rule import Rule, load_rules

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(run: Run, lang: Lang, _color: bool) -> str:
    """The report."""
    found = {each.code for each in run.diagnostics}
    rules = [rule for rule in load_rules() if rule.code in found]
    index = {rule.code: at for at, rule in enumerate(rules)}
    driver = {
        "name": "digestkit",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule, lang) for rule in rules],
    }
    results = [_result(each, index, mark, lang) for each, mark in fingerprinted(run)]
    language = {"zh": "zh-CN", "en": "en-US"}[lang]
    report = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "language": language,
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return to_json(report) + "\n"


def _rule(rule: Rule, lang: Lang) -> dict[str, Any]:
    page = rule.page().say(lang)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title.say(lang)},
        "fullDescription": {"text": page.partition("\n")[0]},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"enabled": rule.default, "level": _LEVELS[rule.severity]},
    }


def _result(each: Diagnostic, index: dict[str, int], mark: str, lang: Lang) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": each.code}
    if each.code in index:
        result["ruleIndex"] = index[each.code]
    result |= {
        "level": _LEVELS[each.severity],
        "message": {"text": with_hint(each, lang)},
        "locations": [_location(each.path, each.place)],
        "partialFingerprints": {"digestkit/v1": mark},
    }
    if each.related:
        result["relatedLocations"] = [
            {"id": at, **_location(other.path, other.place), "message": {"text": other.message.say(lang)}}
            for at, other in enumerate(each.related, 1)
        ]
    if each.edits and is_fixable(each):  # viewers offer fixes without asking
        result["fixes"] = [{"artifactChanges": [_change(each.path, each.edits)]}]
    return result


def _change(path: str, edits: Sequence[tuple[Place, str]]) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(place), "insertedContent": {"text": text}} for place, text in edits
    ]
    return {"artifactLocation": {"uri": uri(path)}, "replacements": replacements}


def _location(path: str, place: Place) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": _region(place)}}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def uri(path: str) -> str:
    """A path as a URI reference: relative ones stay so, absolute ones get the scheme ``file``."""
    if Path(path).is_absolute():
        shown = Path(path).as_posix()
        return "file://" + ("" if shown.startswith("/") else "/") + quote(_bytes(shown), safe="/:")
    shown = path.replace(os.sep, "/").removeprefix("./")
    return quote(_bytes(shown), safe="/")


def _bytes(path: str) -> bytes:
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a name that no file system gave us
        return encodable(path).encode("utf-8")
