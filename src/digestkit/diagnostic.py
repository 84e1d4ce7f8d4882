"""What a rule says (Finding) and what a run reports (Diagnostic)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, NamedTuple

from digestkit.source import Span

Lang = Literal["zh", "en"]


class Text(NamedTuple):
    """A message in both languages."""

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        """The message in ``lang``."""
        return self.zh if lang == "zh" else self.en


def count(number: int, zh: str, en: str) -> Text:
    """``number`` things, e.g. ``个文件`` and ``file``; ``info`` has no plural."""
    if number != 1 and en != "info":
        en = f"{en[:-1]}ies" if en.endswith(("ry", "ly")) else f"{en}s"
    return Text(f"{number} {zh}", f"{number} {en}")


_TURNED = str.maketrans("“”‘’", "‘’“”")


_LONGEST = 40
"""As many characters of a title as a message quotes: some titles are whole paragraphs."""


def quoted(text: str) -> str:
    """``text``, no more of it than tells which it is, in quotation marks; those in it are turned into the other kind."""
    shown = text if len(text) <= _LONGEST + 1 else f"{text[:_LONGEST].rstrip()}…"
    return f"“{shown.translate(_TURNED)}”"


class Severity(IntEnum):
    """How grave a finding is; larger is graver."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """``error``, ``warning`` or ``info``."""
        return self.name.lower()


class Edit(NamedTuple):
    """Replace ``span`` of the source by ``text``; an empty span inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding. ``safe`` means: no word, figure or link of the story changes."""

    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding; in the same file when ``path`` is ``None``."""

    span: Span
    message: Text
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check yields. The engine adds path, code, name and severity.

    ``message`` says what was seen and what is wanted; ``hint`` what to do next, where that is not
    plain from the message. ``path`` is set by batch rules only: the file the finding is in.
    """

    span: Span
    message: Text
    hint: Text | None = None
    story: str | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    path: str | None = None


class Place(NamedTuple):
    """A range of a file in lines and columns (from 1, code points, end exclusive)."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """A related place, located."""

    path: str
    place: Place
    message: Text


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding at its place, ready to be reported."""

    path: str
    place: Place
    code: str
    name: str
    severity: Severity
    message: Text
    hint: Text | None = None
    story: str | None = None
    fix: Fix | None = None
    edits: tuple[tuple[Place, str], ...] = ()
    """The fix's edits, located."""
    related: tuple[RelatedPlace, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, line, column, code, message: the order of every report."""
        return (self.path, self.place.line, self.place.column, self.code, self.message.zh)


def by_path(diagnostics: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """Diagnostics grouped by the file they are in."""
    groups: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in diagnostics:
        groups[each.path].append(each)
    return groups
