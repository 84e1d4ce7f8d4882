"""The title of a story: the best one that its reports have, telling rather than calling."""

import re

from digestkit.reader.inline import plain
from digestkit.weekly.events import Event
from digestkit.weekly.titles import tells
from digestkit.weekly.told import Told, fullest
from digestkit.weekly.wording import adds_figures, bigrams, first_sentence, states_figures

_BAIT = re.compile(
    r"震惊|炸裂|重磅|刚刚|突发|太强|逆天|史诗级|王炸|疯了|杀疯|封神|吊打|颠覆认知|不敢相信|竟然|居然|惊呆|"
    r"一文读懂|万字|必看|速看|[!！]|[?？]$|[.…]{2,}|\b(?:shocking|insane|you won't believe)\b",
    re.IGNORECASE,
)
_PROJECT = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(?![^\s⭐★])")
"""A repository's name, as lists of trending ones have it: it says who, not what."""
_GOOD_LENGTH, _BEST_LENGTH, _FURTHEST = range(10, 41), 25, 60
"""In characters. What is shorter or longer counts the less the further it is from the best, up to the furthest."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_READABLE = 2.0
"""What it counts for a title that it is in Chinese: one in another language is left to the editor to translate."""
_STARRED = 0.7
"""What it counts against a title that it says how a list has the thing that day: ⭐ +137 today, ⭐ 新上榜."""
_FITS = 1.0
"""What it counts for a title that all its words are in the report that tells most: the 说明 of the weekly is that report's."""


def best_title(event: Event) -> str:
    """The most telling title of the newest step: no bait, its figures borne out by the text, a good length."""
    newest = event.newest
    text = "\n".join(told.text for told in event.members)
    full = fullest(newest)
    told_there = bigrams(f"{full.title}\n{full.text}")

    def worth(told: Told) -> float:
        mine = bigrams(told.title)
        return _worth(told, text) + _FITS * len(mine & told_there) / max(len(mine), 1)

    return min(newest, key=lambda told: (-worth(told), told.key)).title


def _worth(told: Told, text: str) -> float:
    """What speaks for the title of a report, less what speaks against it: bait, a bare name, unborne figures."""
    title = told.title
    worth = 1.0 if told.story.title else 0.0
    worth -= 1.5 if _BAIT.search(title) or _PROJECT.match(title) else 0.0
    worth -= 0.0 if tells(plain(first_sentence(title))) else 0.8
    worth -= _STARRED if "⭐" in title or "★" in title else 0.0
    length = len(title)
    worth += 0.5 if length in _GOOD_LENGTH else -0.02 * min(abs(length - _BEST_LENGTH), _FURTHEST)
    if states_figures(title):
        worth += -1.0 if adds_figures(title, text) else 0.6
    worth += _READABLE if _CHINESE.search(title) else 0.0
    return worth + min(len(bigrams(title)), 30) / 100
