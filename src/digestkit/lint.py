"""The lint engine: runs rules over a batch of issues, places what they find, drops what is suppressed."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from digestkit.config import LintConfig
from digestkit.diagnostic import Diagnostic, Finding, Place, RelatedPlace
from digestkit.encoding import foreign
from digestkit.parsed import Parsed
from digestkit.rule import Batch, Rule, load_rules
from digestkit.source import Position, Source, Span
from digestkit.suppression import Suppression, suppressions

if TYPE_CHECKING:
    from digestkit.links.verdict import Verdict


_UNREADABLE = "DK101"
"""The one rule with anything to say of a text in another encoding, in which no word can be relied on."""
_LOT = 32
"""One rule looks at so many texts before the next does: its program and their words stay in the processor's cache."""


class Raw(NamedTuple):
    """A finding of a rule (by its code) in a text (by its path), not yet placed."""

    code: str
    path: str
    finding: Finding


def selected(config: LintConfig) -> tuple[Rule, ...]:
    """The rules that ``config`` chooses, by code. A rule's own name or code outweighs a prefix."""
    chosen = []
    for rule in load_rules():
        wanted = [code for code in (*config.select, *config.extend_select) if rule.is_named(code)]
        on = bool(wanted) or (rule.default and not config.select)
        unwanted = [code for code in config.ignore if rule.is_named(code)]
        if unwanted and max(map(_weight, unwanted)) >= max(map(_weight, wanted), default=0):
            on = False
        if on:
            chosen.append(rule)
    return tuple(chosen)


def _weight(code: str) -> int:
    """How closely a word names a rule: a name or whole code most, ``ALL`` least."""
    if code.upper() == "ALL":
        return 0
    return len(code) if code[:2].upper() == "DK" and not code[2:].strip("0123456789") else 9


def lint(
    batch: Batch,
    config: LintConfig,
    verdicts: "Mapping[str, Verdict] | None" = None,
    rules: Sequence[Rule] | None = None,
) -> list[Diagnostic]:
    """Everything that the chosen rules find in the batch's issues, sorted; suppressed findings left out.

    ``verdicts`` (URL → what the checker says of it) turns the rules on links on; ``rules`` are run
    instead of those that ``config`` chooses.
    """
    rules = selected(config) if rules is None else rules
    return finish(batch, config, rules, raw_findings(batch, config, rules, verdicts))


def raw_findings(
    batch: Batch,
    config: LintConfig,
    rules: Sequence[Rule],
    verdicts: "Mapping[str, Verdict] | None" = None,
) -> list[Raw]:
    """All that ``rules`` find, whether suppressed or not."""
    found: list[Raw] = []
    paths = {parsed.source.path for parsed in batch.issues}
    alone = [
        (rule, config.options_for(rule) if rule.scope == "digest" else verdicts)
        for rule in rules
        if rule.scope == "digest" or (rule.scope == "links" and verdicts is not None)
    ]
    for start in range(0, len(batch.issues), _LOT):
        for rule, given in alone:
            for parsed in batch.issues[start : start + _LOT]:
                path = parsed.source.path
                found += [Raw(rule.code, path, finding) for finding in rule.check(parsed, given)]
    for rule in (each for each in rules if each.scope == "batch"):
        found += (
            Raw(rule.code, finding.path, finding)
            for finding in rule.check(batch, config.options_for(rule))
            if finding.path in paths
        )
    return found


def finish(batch: Batch, config: LintConfig, rules: Sequence[Rule], found: Iterable[Raw]) -> list[Diagnostic]:
    """Findings as diagnostics, sorted, without those that are suppressed."""
    by_code = {rule.code: rule for rule in rules}
    by_path = {parsed.source.path: parsed for parsed in batch.issues}
    sources = {parsed.source.path: parsed.source for parsed in (*batch.archive, *batch.issues)}
    known = ((by_code[each.code], by_path[each.path], each.finding) for each in found)
    kept = _kept(known, batch, config, rules)
    located = (_located(rule, parsed.source, finding, sources) for rule, parsed, finding in kept)
    return sorted(located, key=lambda each: each.sort_key)


def _kept(
    found: Iterable[tuple[Rule, Parsed, Finding]], batch: Batch, config: LintConfig, rules: Sequence[Rule]
) -> list[tuple[Rule, Parsed, Finding]]:
    """Without what ``per-file-ignores`` and comments suppress, and with the comments that don't."""
    ignored = _PerFile(config)
    comments: dict[str, list[Suppression]] = {
        parsed.source.path: said for parsed in batch.issues if (said := suppressions(parsed))
    }
    garbled = {parsed.source.path for parsed in batch.issues if foreign(parsed.source)}
    kept = []
    for rule, parsed, finding in found:
        path = parsed.source.path
        if path in garbled and rule.code != _UNREADABLE:
            continue
        if any(rule.is_named(code) for code in ignored(path)):
            continue
        line = parsed.source.position(finding.span.start).line if path in comments else 0
        # every comment is asked, so that each learns that it was of use
        if not [each for each in comments.get(path, ()) if each.covers(rule, line)]:
            kept.append((rule, parsed, finding))
    for rule in (each for each in rules if each.scope == "suppressions"):
        ran = [each for each in rules if each.scope != "suppressions"]
        for parsed in batch.issues:
            idle = rule.check(comments.get(parsed.source.path, ()), ran)
            kept += ((rule, parsed, finding) for finding in idle)
    return kept


class _PerFile:
    """Path → the codes that ``per-file-ignores`` leaves out there."""

    def __init__(self, config: LintConfig) -> None:
        self.patterns = config.per_file_ignores
        self.known: dict[str, tuple[str, ...]] = {}

    def __call__(self, path: str) -> tuple[str, ...]:
        if not self.patterns:
            return ()
        if path not in self.known:
            from digestkit.disk.finding import patterns

            shown = PurePath(path).as_posix().lstrip("/")
            self.known[path] = tuple(
                code
                for pattern, codes in self.patterns.items()
                if patterns([pattern]).match_file(shown)
                for code in codes
            )
        return self.known[path]


def _located(rule: Rule, source: Source, finding: Finding, sources: Mapping[str, Source]) -> Diagnostic:
    related = []
    for each in finding.related:
        where = sources.get(each.path, source) if each.path else source
        related.append(RelatedPlace(where.path, place(where, each.span), each.message))
    return Diagnostic(
        path=source.path,
        place=place(source, finding.span),
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        message=finding.message,
        hint=finding.hint,
        story=finding.story,
        fix=finding.fix,
        edits=tuple((place(source, edit.span), edit.text) for edit in finding.fix.edits)
        if finding.fix
        else (),
        related=tuple(related),
    )


def place(source: Source, span: Span) -> Place:
    """``span`` of ``source`` in lines and columns; behind the last line end begins a line, as behind any other."""
    end = source.position(span.end)
    if span.start < span.end == len(source.text) and source.text[-1] in "\r\n":
        end = Position(end.line + 1, 1)
    return Place(*source.position(span.start), *end)
