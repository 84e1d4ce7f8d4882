"""What a run found, as text: for people, for other programs, for the services that run checks.

One module a format, imported when it is asked for. Everything that comes from a draft (messages
quote it) is untrusted: no format lets it move a terminal's cursor, start a command of a CI log or
break the document it stands in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from digestkit.diagnostic import Diagnostic, Lang
from digestkit.source import Source

FORMATS: Mapping[str, str] = {
    "full": "full",
    "concise": "concise",
    "json": "json_document",
    "jsonl": "json_lines",
    "github": "github",
    "gitlab": "gitlab",
    "sarif": "sarif",
    "rdjson": "rdjson",
    "junit": "junit",
}
"""Format → module of this package with ``render(run, lang, color)``."""


@dataclass(frozen=True, slots=True)
class Run:
    """What was checked and what was found.

    ``files`` is how many files were checked, ``diagnostics`` stand in the order of the report,
    ``sources`` are the checked texts by path. ``columns``: how wide the terminal is; 0 where there is none.
    """

    files: int
    diagnostics: Sequence[Diagnostic]
    sources: Mapping[str, Source]
    columns: int = 0


def render(format: str, run: Run, lang: Lang, color: bool) -> str:  # noqa: A002
    """The report of ``run`` in ``format`` (a key of ``FORMATS``); nothing but encodable text."""
    module = import_module(f"digestkit.report.{FORMATS[format]}")
    text: str = module.render(run, lang, color)
    return text


COUNTED = ("full", "concise", "json")
"""The formats that have a way to say only how many findings each rule has."""


def statistics(format: str, run: Run, lang: Lang, color: bool) -> str:  # noqa: A002
    """How many findings each rule has, in ``format`` (one of ``COUNTED``): for people, or as JSON."""
    from digestkit.report import counts

    return counts.render_json(run) if format == "json" else counts.render(run, lang, color)
