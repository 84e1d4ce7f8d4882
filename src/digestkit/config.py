"""The shape of the configuration: frozen dataclasses, defaults included. ``config_file`` reads one.

A configuration can name words, numbers and rules. It cannot name programs, and paths in it are
read, never written.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field
from pathlib import Path
from typing import Any, Literal

from digestkit.aspects.required import Required
from digestkit.rule import NoOptions, Rule, load_rules
from digestkit.schema import FieldName
from digestkit.vocabulary import Vocabulary, default_vocabulary

MOST_REQUESTS = 1024
"""So many requests are made at the same time, at most."""


def _least(least: float, default: float, most: float | None = None) -> Any:
    """A field for a number from ``least`` to ``most``; ``config_values`` and the schema see to it."""
    return field(default=default, metadata={"least": least, "most": most})


def rule_options() -> Mapping[str, type]:
    """Rule name → the shape of its options, for the rules that have some of their own."""
    return {rule.name: rule.options for rule in load_rules() if rule.options not in (NoOptions, Required)}


@dataclass(frozen=True)
class LintConfig:
    """``[lint]``: which rules run, and how."""

    select: tuple[str, ...] = ()
    """Codes, prefixes, names or ``ALL``; nothing: the rules that are on by default."""
    extend_select: tuple[str, ...] = ()
    """Rules in addition to ``select``."""
    ignore: tuple[str, ...] = ()
    """Rules left out."""
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Pattern of paths (as in ``.gitignore``) → rules left out there."""
    required: Required = field(default_factory=Required)
    """The fields that a story must have."""
    archive: tuple[str, ...] = ()
    """Folders with published issues, relative to the configuration file."""
    rules: Mapping[str, Any] = field(default_factory=dict, metadata={"shapes": rule_options})
    """Rule name → its options."""

    def options_for(self, rule: Rule) -> Any:
        """The options of ``rule``."""
        if rule.options is Required:
            return self.required
        return self.rules.get(rule.name) or rule.options()


@dataclass(frozen=True)
class FormatConfig:
    """``[format]``: what ``format`` evens out; ``keep`` leaves it as the draft has it."""

    colon: Literal["keep", "full", "half"] = "keep"
    """The colon after labels."""
    story_title: Literal["keep", "bold", "plain"] = "keep"
    """Story titles in blue-span style."""
    spacing: Literal["keep", "space", "none"] = "keep"
    """Spaces between Chinese and Latin."""


@dataclass(frozen=True)
class LinksConfig:
    """``[links]``: how links are checked."""

    timeout: float = _least(0.1, 10.0)
    """Seconds for one attempt."""
    concurrency: int = _least(1, 64, most=MOST_REQUESTS)
    """Requests at the same time."""
    per_host: int = _least(1, 2, most=MOST_REQUESTS)
    """Requests at the same time to one host."""
    budget: float = _least(0, 30.0)
    """Seconds that ``lint`` gives to links; what is not done by then stays unchecked."""
    allow_networks: tuple[str, ...] = ()
    """Private networks that may be reached, e.g. ``10.1.2.0/24``."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Request headers to add."""
    user_agent: str = ""
    """Instead of the tool's own."""
    ignore: tuple[str, ...] = ()
    """URLs that begin so are left alone."""


@dataclass(frozen=True)
class DuplicatesConfig:
    """``[duplicates]``: how stories are compared."""

    entities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names in addition: name → other names for it."""


@dataclass(frozen=True)
class WeeklyConfig:
    """``[weekly]``: what a weekly looks like."""

    template: str = ""
    """A Markdown file (its path counts from the configuration) instead of the tool's template."""
    front_matter: Mapping[str, Any] = field(default_factory=dict)
    """Keys to add to the template's front matter, or to change in it."""
    highlights: int = _least(0, 8)
    """How many highlights, at most."""
    max_stories: int = _least(0, 0)
    """How many stories, at most; 0: all."""
    section_limit: int = _least(0, 0)
    """How many stories in a section, at most; 0: all."""
    reading_list: int = _least(0, 10)
    """How many links in 相关阅读链接, at most."""
    pins: tuple[str, ...] = ()
    """Stories whose title has one of these words stand first."""
    weights: Mapping[
        Literal["days", "place", "sources", "section", "figures", "recency", "steps", "depth", "routine"],
        float,
    ] = field(default_factory=dict)
    """What each reason counts in the ranking: days, place, sources, section, figures, recency, steps, depth, routine."""


@dataclass(frozen=True)
class VocabularyConfig:
    """``[vocabulary]``: the house's words in addition to the tool's."""

    labels: Mapping[FieldName, tuple[str, ...]] = field(default_factory=dict)
    """Field → more words for it."""
    sections: tuple[str, ...] = ()
    """The house's sections in their order, instead of the tool's."""
    publishers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Publisher → its domains."""


@dataclass(frozen=True)
class Config:
    """Everything that a configuration can say."""

    lint: LintConfig = field(default_factory=LintConfig)
    format: FormatConfig = field(default_factory=FormatConfig)
    links: LinksConfig = field(default_factory=LinksConfig)
    duplicates: DuplicatesConfig = field(default_factory=DuplicatesConfig)
    weekly: WeeklyConfig = field(default_factory=WeeklyConfig)
    vocabulary: VocabularyConfig = field(default_factory=VocabularyConfig)
    max_file_size: float = _least(0.001, 16.0, most=4096)
    """The largest file that is read, in MiB; a text is held in memory several times over."""
    path: Path | None = field(default=None, metadata={"key": False})
    """The file it was read from. Not a key of the file."""

    @property
    def root(self) -> Path:
        """The folder that paths in the configuration count from."""
        return self.path.parent if self.path else Path()

    def vocabulary_for(self) -> Vocabulary:
        """The tool's vocabulary with the house's words."""
        own = self.vocabulary
        if own == VocabularyConfig():
            return default_vocabulary()
        return default_vocabulary().extended(
            labels=own.labels, sections=own.sections, publishers=own.publishers
        )


def is_key(each: Field[Any]) -> bool:
    """Whether a field can be set in the file."""
    return bool(each.metadata.get("key", True))


def key_of(name: str) -> str:
    """A field's key in TOML."""
    return name.replace("_", "-")
