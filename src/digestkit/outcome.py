"""What a run of ``lint`` found, and how it is written down as JSON to be remembered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from digestkit.diagnostic import Diagnostic, Edit, Fix, Place, RelatedPlace, Severity, Text
from digestkit.source import Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: which of its texts are digests (paths, in order), and the findings."""

    paths: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    def plain(self) -> list[Any]:
        """The outcome as JSON has it, for ``of_plain``."""
        return [self.paths, [_plain(each) for each in self.diagnostics]]

    @classmethod
    def of_plain(cls, data: Sequence[Any]) -> "Outcome":
        """What ``plain`` wrote. Raises ``ValueError``, ``TypeError`` or ``LookupError`` for anything else."""
        paths, diagnostics = data
        return cls(tuple(paths), tuple(map(_diagnostic, diagnostics)))


def _plain(each: Diagnostic) -> list[Any]:
    fix = each.fix and [each.fix.safe, [[*edit.span, edit.text] for edit in each.fix.edits]]
    related = [[one.path, one.place, one.message] for one in each.related]
    return [
        each.path, each.place, each.code, each.name, int(each.severity), each.message, each.hint, each.story,
        fix, each.edits, related,
    ]  # fmt: skip


def _diagnostic(data: Sequence[Any]) -> Diagnostic:
    path, place, code, name, severity, message, hint, story, fix, edits, related = data
    return Diagnostic(
        path=path,
        place=Place(*place),
        code=code,
        name=name,
        severity=Severity(severity),
        message=Text(*message),
        hint=Text(*hint) if hint else None,
        story=story,
        fix=Fix(tuple(Edit(Span(start, end), text) for start, end, text in fix[1]), fix[0]) if fix else None,
        edits=tuple((Place(*where), text) for where, text in edits),
        related=tuple(RelatedPlace(where, Place(*at), Text(*what)) for where, at, what in related),
    )
