"""The sources of a merged story: each once, the most authoritative first, under one kind of label."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

from digestkit.pairs import lone_halves
from digestkit.publishers import Kind, Publisher, directory
from digestkit.schema import Source
from digestkit.urls import canonical, host_of, is_home_page, registered_domain, split_url, without_tracking
from digestkit.vocabulary import squeeze
from digestkit.weekly.told import Told
from digestkit.weekly.wording import width

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
_MEDIA = re.compile(
    r"(?i)[^?#]*\.(?:(?P<图片>png|jpe?g|gif|webp|avif|svg|bmp)|(?P<视频>mp4|webm|mov|m4v)|(?P<音频>mp3|m4a|wav))(?:[?#]|$)"
)
_SAYS_NOTHING = frozenset(
    map(
        squeeze,
        (
            "原文",
            "原文链接",
            "阅读原文",
            "链接",
            "来源",
            "详情",
            "查看",
            "更多",
            "全文",
            "link",
            "source",
            "url",
        ),
    )
) | frozenset(
    map(squeeze, ("read more", "here", "网页链接", "查看原文", "点击查看", "新闻链接", "报道", "官方"))
)
# "查看原帖", "这篇报道深入了解": what the reader should do, not who says it.
_CALLS = re.compile(
    r"(?:快来|点击|查看|看看|阅读|了解|探索|获取|前往|围观|参与|观看|关注|深入|体验|加入|访问|这篇|这个|这份|这条|该)"
)
# （AI资讯）, - (AI资讯), - AI资讯, AI资讯：: what a house writes beside every label.
_HOUSE_MARK = re.compile(
    r"[（(](?P<mark>[^（）()]{1,12})[）)]$|[ \t][-–|][ \t](?P<tail>[^-–|（）()]{1,12})$"
    r"|^[（(]?(?P<head>[^（）()：]{1,12})[）)]?："
)
_MARKED = 12
"""So many labels with the same mark say that the mark is the house's and not the publisher's."""
_NAME = re.compile(r"[A-Za-z0-9]{3,}")
_HOME = re.compile(r"官网|官方网站|主页|首页")
_SITE_NAME = 14
"""The widest name of a site, in Chinese characters."""
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'，。；、）】》]+")
_HOST = re.compile(
    r"(?:[a-z0-9-]{1,63}\.){1,4}(?:com|cn|org|net|io|ai|app|dev|edu|gov|co|tech)", re.IGNORECASE
)
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,120})\]\((https?://[^()\s]{1,2000})\)")


def authority(url: str | None, publishers: Mapping[str, tuple[str, ...]]) -> int:
    """How near ``url`` is to where the news was made: 0 nearest."""
    publisher = directory(publishers).at(url) if url else None
    return _AUTHORITY[publisher.kind] if publisher else UNKNOWN


def merged(
    members: Sequence[Told],
    kept: str,
    publishers: Mapping[str, tuple[str, ...]],
    house_marks: Container[str] = (),
) -> tuple[Source, ...]:
    """Every source of ``members`` once, pictures and films last.

    ``kept`` is the text of the merged story: addresses that stood in the text of a report and do not
    stand there any more are listed as sources, so that none is lost. ``house_marks`` are what the house
    writes after its labels (see ``house_marks``).
    """
    stated = {key for told in members for key in _cited(told) - told.mentioned}
    links: dict[str, Source] = {}
    named: dict[str, Source] = {}
    order: dict[str, tuple[bool, int, str, int]] = {}
    unnamed: set[str] = set()
    for number, (told, found) in enumerate(_all(members, kept)):
        url = without_tracking(_whole(found.url)) if found.url else None
        source = Source(_unmarked(found.label, house_marks), url)
        if source.url is None:
            named.setdefault(squeeze(source.label), source)
            continue
        key = canonical(source.url)
        label = _label(source, publishers) if key in stated else _label_of_mention(source, publishers)
        if not label:
            named.setdefault(squeeze(source.url), Source(source.url))
            continue
        if key not in links:
            last = media(source.url) is not None
            order[key] = (last, authority(source.url, publishers), told.report.date or "", number)
            links[key] = Source(label, source.url)
        elif key in unnamed and not _says_nothing(source.label):
            links[key] = Source(label, links[key].url)
        else:
            continue
        (unnamed.add if _says_nothing(source.label) else unnamed.discard)(key)
    ordered = _told_apart([links[key] for key in sorted(links, key=order.__getitem__)], publishers)
    labels = {squeeze(each.label) for each in ordered}
    return (*ordered, *(source for key, source in named.items() if key and key not in labels))


def _told_apart(links: list[Source], publishers: Mapping[str, tuple[str, ...]]) -> list[Source]:
    """``links``, those of several sites under one label (Hacker News | Hacker News) under the names of their sites."""
    sites: dict[str, set[str]] = {}
    for each in links:
        sites.setdefault(each.label, set()).add(registered_domain(host_of(each.url or "")))
    return [
        each
        if len(sites[each.label]) == 1 or media(each.url or "")
        else Source(_name_of(each.url or "", publishers), each.url)
        for each in links
    ]


def _whole(url: str) -> str:
    """``url`` with the https:// that the daily forgot: a browser would look for suno.com on the daily's own site."""
    return f"https://{url}" if _HOST.fullmatch(url) else url


def _cited(told: Told) -> set[str]:
    return {canonical(source.url) for source in told.story.sources if source.url}


def _all(members: Sequence[Told], kept: str) -> Iterable[tuple[Told, Source]]:
    here = {canonical(url) for url in _ADDRESS.findall(kept)}
    for told in members:
        cited = _paired(told.story.sources)
        for source in cited:
            yield told, source
        listed = {canonical(source.url) for source in cited if source.url}
        labels = {canonical(url): label for label, url in _LINK.findall("\n".join(told.story.blocks()))}
        for url in told.report.urls:
            key = canonical(url)
            if key not in listed and key not in here and split_url(url):
                yield told, Source(labels.get(key, ""), url)


def _paired(cited: Sequence[Source]) -> list[Source]:
    """Sources of one report; a name that stands beside a link saying no more than 阅读原文 names that link."""
    names = [source.label.rpartition("/")[2].strip() for source in cited if not source.url]
    found = []
    for source in cited:
        if not source.url:
            continue
        named = names.pop(0) if names and _says_nothing(source.label) else None
        found.append(Source(named, source.url) if named else source)
    return found + [Source(name) for name in names]


def _is_desk_of(label: str, owner: Publisher) -> bool:
    """Whether a label is the publisher's name with a word more: InfoQ-AI, 36氪快讯."""
    key = squeeze(label)
    return any(key.startswith(name) and len(key) - len(name) <= 4 for name in map(squeeze, owner.names))


def media(url: str) -> str | None:
    """What ``url`` is when it is no page: 图片, 视频 or 音频."""
    found = _MEDIA.match(url)
    return found.lastgroup if found else None


def _unmarked(label: str, house_marks: Container[str]) -> str:
    found = _HOUSE_MARK.search(label.rstrip())
    if not found or _mark(found) not in house_marks:
        return label
    return (label[: found.start()] or label[found.end() :]).strip(" \t-–|")


def _mark(found: re.Match[str]) -> str:
    return found["mark"] or found["tail"] or found["head"]


def _label(source: Source, publishers: Mapping[str, tuple[str, ...]]) -> str:
    """The publisher's own name for a label that is one of its names or says nothing; else the label."""
    label = re.sub(r"[*`]{1,3}|^\s*(?:来源|出处|via|source)\s*[:：]", "", source.label).strip()
    label = re.sub(r"^[《【\['\"]([^《》【】'\"]*)[》】\]'\"]$", r"\1", label)
    lone = lone_halves(label)
    label = "".join(char for at, char in enumerate(label) if at not in lone)
    known = directory(publishers)
    if kind := media(source.url or ""):
        return kind
    owner = known.at(source.url or "")
    publisher = known.named(label)
    if publisher and publisher.kind == "aggregator":  # it passed the link on
        return owner.name if owner else publisher.name
    if owner and (publisher is owner or _is_desk_of(label, owner)):
        return owner.name
    if not _says_nothing(label):
        return label
    return _name_of(source.url or "", publishers)


def _name_of(url: str, publishers: Mapping[str, tuple[str, ...]]) -> str:
    """What a page is called after its site."""
    owner = directory(publishers).at(url)
    site = owner.name if owner else _site(url)
    return f"{site} 主页" if is_home_page(url) else site


def _label_of_mention(source: Source, publishers: Mapping[str, tuple[str, ...]]) -> str:
    """The label of a link that stood on words of a sentence: they need not say whose page it is."""
    assert source.url is not None
    label, known, host = _label(source, publishers), directory(publishers), _site(source.url)
    if is_home_page(source.url) and media(source.url) is None:
        if _HOME.search(label):
            return label
        named = width(label) <= _SITE_NAME and any(word.lower() in host for word in _NAME.findall(label))
        return f"{label if named else host} 主页"
    named_one, owner = known.named(label), known.at(source.url)
    if named_one and named_one is not owner and named_one.kind != "aggregator":
        return owner.name if owner else host
    return label


def _site(url: str) -> str:
    return host_of(url).removeprefix("www.")


def _says_nothing(label: str) -> bool:
    key = squeeze(label).strip("：:[]【】→>»↗🔗")
    return not key or key in _SAYS_NOTHING or key.isdigit() or "://" in key or _CALLS.match(key) is not None


def house_marks(members: Iterable[Told]) -> frozenset[str]:
    """Marks in brackets that many labels end with."""
    count = Counter(
        _mark(found)
        for told in members
        for label in (
            *(source.label for source in told.story.sources),
            *(label for label, _ in _LINK.findall("\n".join(told.story.blocks()))),
        )
        if (found := _HOUSE_MARK.search(label.rstrip()))
    )
    return frozenset(mark for mark, times in count.items() if times >= _MARKED)
