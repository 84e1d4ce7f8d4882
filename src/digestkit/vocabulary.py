"""The words of the trade, once for reading and writing: labels, section names, publishers.

The data stand in ``data/vocabulary.toml`` and ``data/publishers.tsv``; a house adds its own words
in ``[vocabulary]`` of its configuration (``extended``).
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from digestkit.schema import FieldName, Style


@dataclass(frozen=True)
class Vocabulary:
    """The house's words. Label keys are squeezed: no spaces, lower case."""

    labels: Mapping[str, FieldName]
    """Every label that names one of the four fields."""
    other_labels: frozenset[str]
    """Labels that stand in stories but name none of the four fields: 影响, 标签, 评分 …"""
    house_labels: Mapping[Style, Mapping[FieldName, str]]
    """The word that each style writes for each field."""
    sections: tuple[str, ...]
    """The house's sections, in the house's order."""
    headings: Mapping[str, str]
    """Headings that hold no stories: squeezed words → kind (highlights, contents, closing …)."""
    grouping: tuple[str, ...]
    """Words that mark a heading as the name of a section: 动态, 资讯, 速览 …"""
    publishers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A house's own publishers and their domains, in addition to ``data/publishers.tsv``."""

    @cached_property
    def section_keys(self) -> frozenset[str]:
        """The house's sections, squeezed."""
        return frozenset(map(squeeze, self.sections))

    @cached_property
    def groups(self) -> re.Pattern[str]:
        """Finds a word that marks a heading, in lower case, as the name of a section."""
        return re.compile("|".join(re.escape(word.lower()) for word in self.grouping))

    def field_of(self, label: str) -> FieldName | None:
        """The field that ``label`` (spaces and case ignored) names."""
        return self.labels.get(_key(label))

    def knows(self, label: str) -> bool:
        """Whether ``label`` is a label at all, of a field or another."""
        key = _key(label)
        return key in self.labels or key in self.other_labels

    def extended(
        self,
        *,
        labels: Mapping[FieldName, Sequence[str]] | None = None,
        sections: Sequence[str] = (),
        publishers: Mapping[str, tuple[str, ...]] | None = None,
    ) -> "Vocabulary":
        """The same vocabulary with a house's own labels, and its sections in place of the default."""
        more = {squeeze(word): name for name, words in (labels or {}).items() for word in words}
        return replace(
            self,
            labels={**self.labels, **more},
            sections=tuple(sections) or self.sections,
            publishers={**self.publishers, **(publishers or {})},
        )


def squeeze(word: str) -> str:
    """``word`` without spaces and in lower case: the key that labels are looked up by."""
    return "".join(word.split()).replace("\u200b", "").lower()


def _key(label: str) -> str:
    """``label`` squeezed. Labels are few and short, and each is asked for again and again."""
    return _short_key(label) if len(label) <= _SHORT else squeeze(label)


_SHORT = 32
_short_key = lru_cache(maxsize=1024)(squeeze)


@cache
def default_vocabulary() -> Vocabulary:
    """The vocabulary that ships with digestkit."""
    data = tomllib.loads(files("digestkit.data").joinpath("vocabulary.toml").read_text("utf-8"))
    return Vocabulary(
        labels={squeeze(word): name for name, words in data["labels"].items() for word in words},
        other_labels=frozenset(squeeze(word) for word in data["other-labels"]),
        house_labels=data["house-labels"],
        sections=tuple(data["sections"]),
        headings={squeeze(word): kind for kind, words in data["headings"].items() for word in words},
        grouping=tuple(data["grouping"]),
    )
