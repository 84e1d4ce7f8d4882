"""What rules on reports of one event have in common: a finding at one report that points back to another."""

from digestkit.diagnostic import Finding, Related, Text
from digestkit.rule import Batch


def points_back(batch: Batch, later: int, earlier: int, message: Text, hint: Text, there: Text) -> Finding:
    """A finding at the title of report ``later``; ``there`` says what the title of ``earlier`` is to it."""
    report, first = batch.reports[later], batch.reports[earlier]
    return Finding(
        batch.known[report.path].title_span(report.loc),
        message,
        hint,
        report.title,
        related=(Related(batch.known[first.path].title_span(first.loc), there, first.path),),
        path=report.path,
    )
