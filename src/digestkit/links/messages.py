"""Lines that sites say of themselves: that something is gone, that the visitor must wait, log in, prove himself.

There are endless ways to put it, all of them with the same few words. A line is such a message when
it says so and has next to no other words: a headline about missing pages also speaks of something
else. The words are data: ``data/excuses.toml``. Pure.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from digestkit.links.pages import weight

_LINE = 110
"""Longer lines are no messages."""
_STRAY = 0.12
"""So much of a message may be other words: a name, a slip of the pen."""
_LOOSE_GONE = 0.2
_LOOSE = 0.34
"""So much where there is nothing else on the page; less where something is said to be gone."""
_REMARK = 36
"""So long, in Chinese characters, is what a site says of its page at most."""
_ODD = 0.45
"""So much of that may be other words: in jest, pages are eaten by cats."""
_OPEN_QUESTION = re.compile(r"(.)不\1.{0,20}[?？]$")
"""该不该删除…？ asks the reader, and says nothing of the page."""
_AROUND = " \t\u3000\"'“”「」『』《》【】[]：:.。!！?？~～…-—|"
_RIGHTS = re.compile("转载|轉載|版权|版權|copyright|all rights", re.IGNORECASE)
"""What a site forbids its readers to do with an article that is there."""
_QUOTED = re.compile(r"“[^”]{5,60}”|「[^」]{5,60}」")
_NAVIGATION = re.compile(r"[\W\d]+|登[录陆錄入]|登[录陆]\s*/?\s*注册|(?:log|sign)[\s\-]?in", re.IGNORECASE)
"""What stands on every page of a site: counts, links."""
_NAMES = r"(?<![a-z0-9\-])[a-z0-9\-]+(?:\.[a-z0-9\-]+)+|“.{1,4}”|[0-9]+"
"""Of sites, of things in a picture, of incidents: no message is without them."""


@dataclass(frozen=True, slots=True)
class _Words:
    common: re.Pattern[str]
    gone: re.Pattern[str]
    perhaps: re.Pattern[str]
    vanished: re.Pattern[str]
    account: re.Pattern[str]
    wall: re.Pattern[str]
    also: re.Pattern[str]
    asks: re.Pattern[str]
    passing: re.Pattern[str]
    itself: re.Pattern[str]
    markers: re.Pattern[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(files("digestkit.data").joinpath("excuses.toml").read_text("utf-8"))
    words, said, wall = data["words"], data["gone"], data["wall"]
    english = rf"(?<![a-z0-9'])(?:{'|'.join(words['en'])})(?![a-z0-9'])"
    return _Words(
        _any([_NAMES, *words["zh"], english]),
        _any(said["said"]),
        _any(said["perhaps"]),
        _any(said["vanished"]),
        _any([said["account"]]),
        _any(wall["said"]),
        _any(wall["also"]),
        _any(wall["asks"]),
        _any(wall["passing"]),
        _any(wall["itself"]),
        _any(wall["markers"]),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


def says_gone(line: str, *, strict: bool = True) -> bool:
    """Whether ``line`` is, as a whole, the message of an error page; not ``strict``: by and large."""
    if _OPEN_QUESTION.search(line.strip()):
        return False
    line, words = _plain(line), _words()
    if not line or len(line) > _LINE:
        return False
    said = words.gone.search(line) or (
        words.perhaps.search(line) and not words.passing.search(line) and not words.wall.search(line)
    )
    return bool(said) and is_message(line, _STRAY if strict else _LOOSE_GONE)


def says_wall(line: str, *, navigation: bool = False, strict: bool = True) -> bool:
    """Whether ``line`` is, as a whole, the message of a wall, or of trouble that passes.

    ``navigation``: it may be one of the links that stand on every page. ``strict`` as above, and
    then it must speak to the visitor.
    """
    line, words = _plain(line), _words()
    if not line or len(line) > _LINE or (navigation and _NAVIGATION.fullmatch(line)):
        return False
    if words.gone.search(line) or _RIGHTS.search(line):
        return False
    asks = words.asks.search(line)
    said = words.wall.search(line) or words.passing.search(line)
    if not said and not (words.also.search(line) and (asks or not navigation)):
        return False
    return bool(asks or not strict) and is_message(line, _STRAY if strict else _LOOSE)


def speaks_of_itself(line: str) -> bool:
    """Whether ``line`` is short and tells the visitor something about the very page that it stands on."""
    line = _plain(line)
    if not line or len(line) > _LINE or weight(line) > _REMARK or not _words().itself.search(line):
        return False
    return is_message(line, _ODD)


def says_vanished(line: str) -> bool:
    """Whether ``line`` speaks of its own page (as above), and of its disappearance in whatever words."""
    words = _words()
    if not speaks_of_itself(line) or words.wall.search(line) or words.passing.search(line):
        return False
    return bool(words.vanished.search(line) or words.gone.search(line))


def is_account(line: str) -> bool:
    """Whether ``line`` speaks of an account."""
    return _words().account.match(line) is not None


def markers() -> re.Pattern[str]:
    """What gives a wall away in the source of a page."""
    return _words().markers


def is_message(line: str, stray: float) -> bool:
    """Whether no more of ``line`` than the share ``stray`` is other words than those that messages are made of."""
    words = _words()
    rest = line
    for pattern in (words.gone, words.perhaps, words.passing, words.wall, words.also, words.common):
        rest = pattern.sub(" ", rest)
    return _letters(rest) <= stray * _letters(line)


def _letters(text: str) -> float:
    return weight("".join(re.findall(r"\w", text)))


def _plain(line: str) -> str:
    """``line`` without what stands around it, and without what it quotes: that is not said to the reader."""
    line = line.replace("’", "'").strip(_AROUND)
    return _QUOTED.sub("", line) if "“" in line or "「" in line else line
