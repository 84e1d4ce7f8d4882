"""Who publishes where: names, aliases, domains and kinds, from ``data/publishers.tsv``.

``directory()`` is looked up both ways: ``at(url)`` says whose site a URL is on, ``named(label)`` which
publisher a label names. A label that is not the very name of a publisher (or one of its aliases)
names none: ``OpenAI官方及多家国际媒体`` is free text. A house adds its own publishers, or domains to
known ones, in ``[vocabulary.publishers]``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from digestkit.urls import host_of
from digestkit.vocabulary import squeeze

Kind = Literal[
    "state-media",
    "government",
    "portal",
    "platform",
    "world-platform",
    "tech-media",
    "international",
    "company",
    "code",
    "papers",
    "aggregator",
]
"""What a publisher is.

``portal``: a Chinese site with a desk of its own that carries other people's accounts as well;
``platform``: a Chinese site of accounts only; ``world-platform``: one that is used everywhere, or
that carries the articles of agencies; ``government``: ministries and institutes, which the press
quotes; ``tech-media``: any commercial Chinese press.
"""

HEADER = ("name", "aliases", "domains", "kind")


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher, the other names it goes by, and the domains that are its own."""

    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    kind: Kind

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Directory:
    """Publishers by name (squeezed) and by domain."""

    names: Mapping[str, Publisher]
    domains: Mapping[str, Publisher]

    def at(self, url: str) -> Publisher | None:
        """Whose site ``url`` is on: the owner of the longest domain that its host ends with."""
        labels = host_of(url).split(".")
        for start in range(len(labels)):
            found = self.domains.get(".".join(labels[start:]))
            if found:
                return found
        return None

    def named(self, label: str) -> Publisher | None:
        """The publisher that ``label`` names, when it names one and nothing else."""
        return self.names.get(squeeze(label))


def parse(table: str) -> tuple[Publisher, ...]:
    """The publishers of a table with tab-separated columns; lists are separated by ``;``.

    Raises ``ValueError`` with the line for a wrong header, a row of another width or an unknown kind.
    """
    rows = [line.split("\t") for line in table.splitlines()]
    if not rows or tuple(rows[0]) != HEADER:
        raise ValueError(f"line 1: the columns must be {', '.join(HEADER)}")
    found = []
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(HEADER) or row[3] not in get_args(Kind) or not row[0] or not row[2]:
            raise ValueError(f"line {number}: no publisher: {row}")
        aliases, domains = (tuple(each for each in cell.split(";") if each) for cell in row[1:3])
        found.append(Publisher(row[0], aliases, domains, row[3]))  # type: ignore[arg-type]
    return tuple(found)


def build(publishers: Iterable[Publisher]) -> Directory:
    """The directory of ``publishers``. Raises ``ValueError`` when two claim one name or domain."""
    names: dict[str, Publisher] = {}
    domains: dict[str, Publisher] = {}
    for publisher in publishers:
        claims = [(names, key) for key in dict.fromkeys(map(squeeze, publisher.names))]
        claims += [(domains, domain) for domain in publisher.domains]
        for claimed, key in claims:
            if key in claimed:
                raise ValueError(f"{key!r} belongs to {claimed[key].name} and to {publisher.name}")
            claimed[key] = publisher
    return Directory(names, domains)


@cache
def shipped() -> Directory:
    """The publishers that ship with digestkit."""
    return build(parse(files("digestkit.data").joinpath("publishers.tsv").read_text("utf-8")))


def directory(house: Mapping[str, tuple[str, ...]] | None = None) -> Directory:
    """The shipped publishers and a house's own: name → domains. The house's word counts."""
    return _extended(tuple((name, tuple(domains)) for name, domains in house.items())) if house else shipped()


@cache
def _extended(house: tuple[tuple[str, tuple[str, ...]], ...]) -> Directory:
    names, domains = dict(shipped().names), dict(shipped().domains)
    for name, added in house:
        key = squeeze(name)
        hosts = tuple(map(_domain, added))
        known = names.get(key)
        publisher = (
            replace(known, domains=(*known.domains, *hosts))
            if known
            else Publisher(name, (), hosts, "tech-media")
        )
        names |= {squeeze(each): publisher for each in publisher.names}
        domains |= dict.fromkeys(publisher.domains, publisher)
    return Directory(names, domains)


def _domain(text: str) -> str:
    """The domain that ``text`` is, or is the address of: whoever adds a site may well paste what the browser shows."""
    host, _, _ = (text.partition("//")[2] or text).strip().partition("/")
    return host.lower().removeprefix("www.").strip(".")
