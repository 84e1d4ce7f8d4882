"""The sources of a merged story: each page once, the most authoritative first, under one kind of label."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from digestkit.publishers import Directory, Kind
from digestkit.schema import Source
from digestkit.stories.report import addresses_in
from digestkit.urls import canonical, host_of, media, registered_domain, split_url, without_tracking
from digestkit.vocabulary import squeeze
from digestkit.weekly.labels import (
    label_of_mention,
    label_of_source,
    links_of,
    name_of_page,
    unmarked,
    without_marks,
)
from digestkit.weekly.nameless import says_nothing
from digestkit.weekly.told import Told

_AUTHORITY: Mapping[Kind, int] = {
    "government": 0,
    "company": 1,
    "papers": 1,
    "code": 1,
    "state-media": 2,
    "international": 2,
    "tech-media": 3,
    "portal": 4,
    "world-platform": 5,
    "platform": 5,
    "aggregator": 6,
}
UNKNOWN = 4
"""The place of a site that the table of publishers does not know."""
_HOST = re.compile(
    r"(?:[a-z0-9-]{1,63}\.){1,4}(?:com|cn|org|net|io|ai|app|dev|edu|gov|co|tech)", re.IGNORECASE
)


class _Cited(NamedTuple):
    """A page as one report cites it: under a label for the weekly, which the report's own may not have told."""

    told: Told
    label: str
    url: str
    is_named: bool


def authority(url: str, publishers: Directory) -> int:
    """How near ``url`` is to where the news was made: 0 nearest."""
    publisher = publishers.at(url)
    return _AUTHORITY[publisher.kind] if publisher else UNKNOWN


def merged(
    members: Sequence[Told], kept: str, publishers: Directory, house_marks: Collection[str] = ()
) -> tuple[Source, ...]:
    """Every source of ``members`` once, pictures and films last, names without a link behind all links.

    ``kept`` is the text of the merged story: addresses that stood in the text of a report and do not
    stand there any more are listed as sources, so that none is lost. ``house_marks`` (see
    ``labels.house_marks``) are cut off the labels.
    """
    stated = {key for told in members for key in _pages(told.story.sources) - told.mentioned}
    pages: dict[str, list[_Cited]] = {}
    names: dict[str, Source] = {}
    for told, source in _all(members, kept):
        said = without_marks(unmarked(source.label, house_marks), house_marks)
        if source.url is None:
            names.setdefault(squeeze(said), Source(said))
            continue
        url = without_tracking(_whole(source.url))
        key = canonical(url)
        label_of = label_of_source if key in stated else label_of_mention
        label = label_of(Source(said, url), publishers)
        if label:
            pages.setdefault(key, []).append(_Cited(told, label, url, not says_nothing(said)))
        else:
            names.setdefault(squeeze(url), Source(url))
    by_authority = sorted(pages.values(), key=lambda cited: _order(cited[0], publishers))
    links = _told_apart(list(map(_one, by_authority)), publishers)
    labels = {squeeze(each.label) for each in links}
    return (*links, *(source for key, source in names.items() if key and key not in labels))


def _order(cited: _Cited, publishers: Directory) -> tuple[bool, int, str]:
    """What stands first: pages, the most authoritative, the earliest told."""
    return media(cited.url) is not None, authority(cited.url, publishers), cited.told.report.date or ""


def _one(cited: Sequence[_Cited]) -> Source:
    """One source of all that cite a page: the first report's address, under the first label that a report told."""
    named = next((each for each in cited if each.is_named), cited[0])
    return Source(named.label, cited[0].url)


def _told_apart(links: list[Source], publishers: Directory) -> list[Source]:
    """``links``, those of several sites under one label (Hacker News | Hacker News) under the names of their sites."""
    sites: dict[str, set[str]] = {}
    for each in links:
        sites.setdefault(each.label, set()).add(registered_domain(host_of(each.url or "")))
    return [
        each
        if len(sites[each.label]) == 1 or media(each.url or "")
        else Source(name_of_page(each.url or "", publishers), each.url)
        for each in links
    ]


def _whole(url: str) -> str:
    """``url`` with the https:// that the daily forgot: a browser would look for suno.com on the daily's own site."""
    return f"https://{url}" if _HOST.fullmatch(url) else url


def _pages(sources: Sequence[Source]) -> set[str]:
    """The addresses of ``sources`` in canonical form."""
    return {canonical(source.url) for source in sources if source.url}


def _all(members: Sequence[Told], kept: str) -> Iterator[tuple[Told, Source]]:
    """Every source of every report; then what its text links to and neither its sources nor ``kept`` name."""
    here = set(map(canonical, addresses_in(kept)))
    for told in members:
        cited = _paired(told.story.sources)
        yield from ((told, source) for source in cited)
        known = here | _pages(cited)
        labels = {canonical(url): words for words, url in links_of(told)}
        for url in told.report.urls:
            key = canonical(url)
            if key not in known and split_url(url):
                yield told, Source(labels.get(key, ""), url)


def _paired(cited: Sequence[Source]) -> list[Source]:
    """Sources of one report; a name that stands beside a link saying no more than 阅读原文 names that link."""
    names = [source.label.rpartition("/")[2].strip() for source in cited if not source.url]
    found = []
    for source in cited:
        if not source.url:
            continue
        named = names.pop(0) if names and says_nothing(source.label) else None
        found.append(Source(named, source.url) if named else source)
    return found + [Source(name) for name in names]
