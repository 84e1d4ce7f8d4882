"""How a rule is declared, and how the rules are found.

A rule is one module in ``rules/``: a docstring (what it finds and why that matters to a reader:
Chinese first, then a line ``---``, then English), an ``Options`` dataclass where it has options, a
generator ``check`` and one declaration, ``RULE = rule(...)(check)``. The module's name is the
rule's name with underscores. Nothing else has to know of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Literal

from digestkit.diagnostic import Finding, Severity, Text

if TYPE_CHECKING:
    from digestkit.parsed import Parsed
    from digestkit.stories import Grouping, Report
    from digestkit.stories.lexicon import Names


@dataclass(frozen=True)
class Batch:
    """The issues of one run, and the published ones that they are compared with."""

    issues: tuple["Parsed", ...]
    archive: tuple["Parsed", ...] = ()
    names: "Names | None" = None
    """The house's own names of companies, people and products."""

    @cached_property
    def by_path(self) -> Mapping[str, "Parsed"]:
        """The issues of the run by their paths."""
        return {parsed.source.path: parsed for parsed in self.issues}

    @cached_property
    def known(self) -> Mapping[str, "Parsed"]:
        """Published issues and those of the run by their paths."""
        return {parsed.source.path: parsed for parsed in (*self.archive, *self.issues)}

    @cached_property
    def reports(self) -> list["Report"]:
        """Every story of the issues, then of the archive."""
        from digestkit.stories import reports_of

        return [report for parsed in (*self.issues, *self.archive) for report in reports_of(parsed)]

    @cached_property
    def told_in(self) -> Mapping[str, list[int]]:
        """Path of an issue → its stories, as numbers of ``reports``."""
        found: dict[str, list[int]] = {}
        for number, report in enumerate(self.reports):
            found.setdefault(report.path, []).append(number)
        return found

    @cached_property
    def grouping(self) -> "Grouping":
        """Which of ``reports`` tell the same event: worked out once for all rules that ask.

        Without an archive the issues of each folder are a publication of their own.
        """
        from digestkit.stories import group, group_apart

        if not self.archive:
            return group_apart(self.reports, self.names)
        own = sum(len(self.told_in.get(path, ())) for path in self.by_path)
        return group(self.reports, self.names, own)


Scope = Literal["digest", "batch", "links", "suppressions"]
Fixability = Literal["never", "sometimes", "always"]


@dataclass(frozen=True, slots=True)
class NoOptions:
    """For rules without options."""


@dataclass(frozen=True)
class Rule:
    """A declared rule.

    ``check(parsed, options)`` for scope ``digest``; ``check(batch, options)`` for ``batch`` (several
    issues at once; its findings name their ``path``); ``check(parsed, verdicts)`` for ``links``, run
    only when links were checked; ``check(suppressions, rules that ran)`` for ``suppressions``.
    """

    code: str
    name: str
    title: Text
    severity: Severity
    check: Callable[[Any, Any], Iterable[Finding]]
    fixes: Fixability
    scope: Scope
    default: bool
    options: type
    doc: str

    def is_named(self, word: str) -> bool:
        """Whether ``word`` names this rule: its code or the beginning of it, its name, ``ALL``."""
        upper = word.upper()
        return word == self.name or upper == "ALL" or (upper.startswith("DK") and self.code.startswith(upper))

    def page(self) -> Text:
        """The documentation, in both languages, from the module's docstring."""
        zh, _, en = self.doc.partition("\n---\n")
        return Text(zh.strip(), en.strip())


def rule(
    *,
    code: str,
    title: Text,
    severity: Severity,
    fixes: Fixability = "never",
    scope: Scope = "digest",
    default: bool = True,
    options: type = NoOptions,
) -> Callable[[Callable[[Any, Any], Iterator[Finding]]], Rule]:
    """Declare a rule; its name and page come from the module that the check stands in."""

    def declare(check: Callable[[Any, Any], Iterator[Finding]]) -> Rule:
        name = check.__module__.rpartition(".")[2].replace("_", "-")
        doc = import_module(check.__module__).__doc__ or ""
        return Rule(code, name, title, severity, check, fixes, scope, default, options, doc)

    return declare


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every rule of the package, by code."""
    package = import_module("digestkit.rules")
    modules = (import_module(f"digestkit.rules.{found.name}") for found in iter_modules(package.__path__))
    return tuple(sorted((module.RULE for module in modules), key=lambda each: each.code))


def unknown_rule(code: str) -> Text:
    """What to say of a code or name that no rule has."""
    import difflib

    code = code[:100]  # a configuration may hold megabytes of one
    is_number = code[:2].isalpha() and code[2:].isdecimal()  # a number beside it says nothing
    known = [] if is_number else [word for rule in load_rules() for word in (rule.code, rule.name)]
    near = next(
        iter(
            found for word in (code, code.upper()) for found in difflib.get_close_matches(word, known, 1, 0.6)
        ),
        None,
    )
    return Text(
        f"没有叫“{code}”的规则；" + (f"是不是 {near}？" if near else "用 digestkit rule 看全部规则"),
        f"no rule is called '{code}'; "
        + (f"did you mean {near}?" if near else "see them all with 'digestkit rule'"),
    )
