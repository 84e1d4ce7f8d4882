"""What a source is called: the publisher's own name, what the daily wrote, or the name of the site."""

import re
from collections import Counter
from collections.abc import Container, Iterable

from digestkit.aspects.pairs import lone_halves
from digestkit.publishers import Directory, Publisher
from digestkit.schema import Source
from digestkit.urls import host_of, is_home_page, media
from digestkit.vocabulary import squeeze
from digestkit.weekly.nameless import says_nothing
from digestkit.weekly.told import Told
from digestkit.weekly.wording import width

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
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,120})\]\((https?://[^()\s]{1,2000})\)")


def label_of_source(source: Source, publishers: Directory) -> str:
    """The publisher's own name for a label that is one of its names or says nothing; else the label.

    ``""`` when neither the label nor the address says anything.
    """
    label = re.sub(r"[*`]{1,3}|^\s*(?:来源|出处|via|source)\s*[:：]", "", source.label).strip()
    label = re.sub(r"^[《【\['\"（(]([^《》【】'\"（）()]*)[》】\]'\"）)]$", r"\1", label)
    lone = lone_halves(label)
    label = "".join(char for at, char in enumerate(label) if at not in lone)
    if kind := media(source.url or ""):
        return kind
    owner = publishers.at(source.url or "")
    publisher = publishers.named(label)
    if publisher and publisher.kind == "aggregator":  # it passed the link on
        return owner.name if owner else publisher.name
    if owner and (publisher is owner or _is_desk_of(label, owner)):
        return owner.name
    if not says_nothing(label):
        return label
    return name_of_page(source.url or "", publishers)


def label_of_mention(source: Source, publishers: Directory) -> str:
    """The label of a link that stood on words of a sentence: they need not say whose page it is."""
    assert source.url is not None
    label, host = label_of_source(source, publishers), _site(source.url)
    if is_home_page(source.url) and media(source.url) is None:
        if _HOME.search(label):
            return label
        named = width(label) <= _SITE_NAME and any(word.lower() in host for word in _NAME.findall(label))
        return f"{label if named else host} 主页"
    if media(source.url):
        return label
    if owner := publishers.at(source.url):
        return owner.name
    publisher = publishers.named(label)
    return host if publisher and publisher.kind != "aggregator" else label


def name_of_page(url: str, publishers: Directory) -> str:
    """What a page is called after its site."""
    owner = publishers.at(url)
    site = owner.name if owner else _site(url)
    return f"{site} 主页" if is_home_page(url) else site


def links_of(told: Told) -> list[tuple[str, str]]:
    """``(words, url)`` of every link in the text of a story."""
    return _LINK.findall("\n".join(told.story.blocks()))


def house_marks(members: Iterable[Told]) -> frozenset[str]:
    """What a house writes beside so many labels that it can't be the publishers' names: （AI资讯）."""
    count = Counter(
        _mark(found)
        for told in members
        for label in (
            *(source.label for source in told.story.sources),
            *(words for words, _ in links_of(told)),
        )
        if (found := _HOUSE_MARK.search(label.rstrip()))
    )
    return frozenset(mark for mark, times in count.items() if times >= _MARKED)


def unmarked(label: str, house_marks: Container[str]) -> str:
    """``label`` without one of ``house_marks`` at its beginning or end."""
    found = _HOUSE_MARK.search(label.rstrip())
    if not found or _mark(found) not in house_marks:
        return label
    return (label[: found.start()] or label[found.end() :]).strip(" \t-–|")


def without_marks(text: str, house_marks: Iterable[str]) -> str:
    """``text`` without ``house_marks`` in brackets, as they stand behind the words of its links: 看这篇报道（AI资讯）。"""
    for mark in house_marks:
        if mark in text:
            text = re.sub(rf"(?:[ \t]?[-–|])?[ \t]?[（(]{re.escape(mark)}[)）]", "", text)
    return text


def _mark(found: re.Match[str]) -> str:
    return found["mark"] or found["tail"] or found["head"]


def _is_desk_of(label: str, owner: Publisher) -> bool:
    """Whether a label is the publisher's name with a word more: InfoQ-AI, 36氪快讯."""
    key = squeeze(label)
    return any(key.startswith(name) and len(key) - len(name) <= 4 for name in map(squeeze, owner.names))


def _site(url: str) -> str:
    return host_of(url).removeprefix("www.")
