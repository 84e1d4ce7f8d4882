"""Pages that answer 200 and are not the article: gone, or behind a wall.

What an error page says about itself stands in its title, a heading or a line of its own, and there
is no article around it. A living article may well speak of such pages; so the words count only
where they are the whole of a title or line, and only where there is no prose. The words themselves
are data: ``data/excuses.toml``.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from digestkit.diagnostic import Text
from digestkit.links.pages import Page, weight
from digestkit.links.paths import is_error_path

_NO_ARTICLE = 240
"""A page with more characters of prose than that has an article on it."""
_LINE = 110
"""Longer lines are no messages."""
_EARLY = 60
"""Nodes into a page that an error message is looked for, where the page is long."""
_SHORT_PAGE = 1500
_BARE_PAGE = 300
_SHELL = 120
"""A page with fewer visible characters than that is run by its scripts."""

_MARKS = re.compile(
    r'"page"\s*:\s*"/(?:404|_error)"|name="next-error"\s+content="not-found"|NEXT_HTTP_ERROR_FALLBACK;404|'
    r'<body\s[^<>]*class="[^"<>]*\b(?:error|page)-?404\b',
    re.IGNORECASE,
)
_PICTURE = re.compile(r"""<img\s[^<>]*(?:[/_\-]404[._\-]|not[_\-]?found|alt\s*=\s*["']?404)""", re.IGNORECASE)
_DATA_GONE = re.compile(
    r'"(?:code|status|status_?code|errno|err_?code|error_?code)"\s*:\s*"?-?(?:404|410|40400|404000|10404)\b',
    re.IGNORECASE,
)
_DATA_SAID = re.compile(r'"(?:msg|message|error|detail|title)"\s*:\s*"([^"]{1,200})"', re.IGNORECASE)
_EMPTY = re.compile(
    r"相[关關](?:内容|文章|结果|新闻|信息|资讯)|no results|nothing (?:was )?found", re.IGNORECASE
)
"""What lists say that hold nothing (yet): of comments, of search results."""
_DATA_WALL = re.compile(
    r'"(?:code|status|status_?code|errno)"\s*:\s*"?-?(?:401|403|412|418|429)\b', re.IGNORECASE
)
_STATE_GONE = re.compile(
    r"""(?:__INITIAL_STATE__|__NUXT__|__APP_DATA__|__NEXT_DATA__|window\.\w{1,30})\s*=[^<>]{0,400}?"""
    r"""["']?(?:status_?code|status|code|errno|err_?code)["']?\s*:\s*["']?404\b""",
    re.IGNORECASE,
)
"""What a page that is run by its scripts gives them to show."""
_ALERT = re.compile(r"""\balert\(\s*["'`]([^"'`]{2,60})["'`]""")
_FRAME = re.compile(r"""<i?frame\s[^<>]{0,200}?src\s*=\s*["']?([^"'\s<>]{1,300})""", re.IGNORECASE)
_RELOAD = re.compile(
    r"location\.reload\(|location(?:\.href)?\s*=\s*(?:window\.|document\.)?location", re.IGNORECASE
)
_QUOTED = re.compile(r"“[^”]{5,60}”|「[^」]{5,60}」")
_HEADLINE = 9
"""So long, in Chinese characters, is a heading that names an article and not a site."""
_TITLE_PARTS = re.compile(
    r"\s{0,9}(?:[|｜_·•»>]+|\s[\-–—]+\s|[\-–—]{2,}|(?<=[^\x00-\x7f\W])[\-–—](?=\S)|(?<=\d)-(?=[^\x00-\x7f\W]))\s*"
)
_AROUND = " \t\u3000\"'“”「」『』《》【】[]：:.。!！?？~～…-—|"
_STRAY = 0.12
"""So much of a message may be other words: a name, a slip of the pen."""


_NAMES = r"[a-z0-9\-]+(?:\.[a-z0-9\-]+)+|“.{1,4}”|[0-9]+"
"""Of sites, of things in a picture, of incidents: no message is without them."""


@dataclass(frozen=True, slots=True)
class _Words:
    common: re.Pattern[str]
    gone: re.Pattern[str]
    perhaps: re.Pattern[str]
    account: re.Pattern[str]
    wall: re.Pattern[str]
    also: re.Pattern[str]
    asks: re.Pattern[str]
    passing: re.Pattern[str]
    markers: re.Pattern[str]


@cache
def _words() -> _Words:
    """The patterns made of ``data/excuses.toml``."""
    data = tomllib.loads(files("digestkit.data").joinpath("excuses.toml").read_text("utf-8"))
    words, said, wall = data["words"], data["gone"], data["wall"]
    return _Words(
        _any(
            [
                _NAMES,
                *words["zh"],
                rf"(?<![a-z0-9'])(?:{'|'.join(words['en'])})(?![a-z0-9'])",
            ]
        ),
        _any(said["said"]),
        _any(said["perhaps"]),
        _any([said["account"]]),
        _any(wall["said"]),
        _any(wall["also"]),
        _any(wall["asks"]),
        _any(wall["passing"]),
        _any(wall["markers"]),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


def _is_message(line: str, *said: re.Pattern[str]) -> bool:
    """Whether ``line`` has next to no words but what was ``said`` and those that go with it."""
    rest = line
    for pattern in (*said, _words().common):
        rest = pattern.sub(" ", rest)
    return _said_by(rest) <= _STRAY * _said_by(line)


def _said_by(text: str) -> float:
    return weight("".join(re.findall(r"\w", text)))


def gone(page: Page) -> Text | None:
    """The words with which a page says that its article is gone, as a reason; ``None`` when it doesn't."""
    if page.metas.get("prerender-status-code", "").strip() in ("404", "410"):
        return _said("404")
    if _is_data(page):
        said = next(filter(says_gone, _DATA_SAID.findall(page.source)), None)
        return _said(said or "404") if said or _DATA_GONE.search(page.source) else None
    bare = page.prose < _NO_ARTICLE
    if bare and (_MARKS.search(page.source) or (page.visible < _SHELL and _shell_gone(page))):
        return _said("404")
    titles = [*_parts(page.title), *_parts(page.metas.get("og:title", ""))]
    said = next((part for part in titles if says_gone(part)), None)
    if bare:
        said = said or next(_gone_lines(page), None)
    elif said:
        # recommended reading may look like an article: then title and page must both say it, each in its words
        said = next((line for line in _gone_lines(page) if line not in page.title), None)
    return _said(said) if said else None


def _shell_gone(page: Page) -> bool:
    """Whether a page that shows next to nothing says by other means that its article is gone."""
    if _PICTURE.search(page.source) or _STATE_GONE.search(page.source):
        return True
    alert, frame = _ALERT.search(page.source), _FRAME.search(page.source)
    return bool(alert and says_gone(alert[1])) or bool(frame and is_error_path(frame[1].partition("?")[0]))


def _has_headline(page: Page) -> bool:
    """Whether a heading on the page is in its title, too, and long enough to be an article's."""
    return any(
        node.tag in ("h1", "h2") and weight(node.text) >= _HEADLINE and node.text in page.title
        for node in page.nodes
    )


def _gone_lines(page: Page) -> Iterator[str]:
    """The lines on a page that say that something is gone."""
    named = _has_headline(page)
    for node in page.nodes if page.visible < _SHORT_PAGE else page.nodes[:_EARLY]:
        # a bare number is an error only where it stands large, or nearly alone; an empty list is none at all;
        # and beside a headline an account that is closed is its author's
        small = node.text.isdigit() and (named or page.visible >= _BARE_PAGE)
        small = small or (named and _words().account.match(node.text) is not None)
        if node.tag not in ("h1", "h2") and (small or _EMPTY.search(node.text)):
            continue
        if says_gone(node.text):
            yield node.text


def _is_data(page: Page) -> bool:
    """Whether an interface answered, and briefly: with data for programs."""
    return page.source.lstrip()[:1] in ("{", "[") and len(page.source) < 2000


def says_gone(line: str) -> bool:
    """Whether ``line`` is, as a whole, the message of an error page."""
    line, words = _plain(line), _words()
    if not line or len(line) > _LINE:
        return False
    if words.gone.search(line):
        return _is_message(line, words.gone, words.perhaps, words.passing, words.wall)
    return (
        bool(words.perhaps.search(line))
        and not words.passing.search(line)
        and not words.wall.search(line)
        and _is_message(line, words.gone, words.perhaps)
    )


def _plain(line: str) -> str:
    """``line`` without what stands around it, and without what it quotes: that is not said to the reader."""
    line = line.replace("’", "'").strip(_AROUND)
    return _QUOTED.sub("", line) if "“" in line or "「" in line else line


def _parts(title: str) -> list[str]:
    """A title and the parts of it, for site and section are named there, too."""
    return list(dict.fromkeys((title, *_TITLE_PARTS.split(title))))


def _said(words: str) -> Text:
    words = " ".join(words.split())[:40]
    return Text(f"页面上写着“{words}”", f"the page says “{words}”")


def wall(page: Page) -> Text | None:
    """Why a page is not the article but a wall before it; ``None`` when it is no wall."""
    if page.prose >= _NO_ARTICLE:
        return None
    lines = [node.text for node in page.nodes] if page.visible < _BARE_PAGE else []
    found = wall_in_title(page) or next((line for line in lines if _is_wall(line, navigation=True)), None)
    if found:
        found = " ".join(found.split())[:40]
        return Text(
            f"网站要求验证、登录或者拒绝访问（“{found}”），要人打开看",
            f"the site wants a check or a login, or refuses (“{found}”); open it to see",
        )
    if _is_data(page):
        words = (each for each in _DATA_SAID.findall(page.source) if _is_wall(each, navigation=False))
        code = _DATA_WALL.search(page.source)
        said = next(words, code[0] if code else None)
        if said:
            return Text(f"网站不肯给程序看（“{said}”）", f"the site refuses programs (“{said}”)")
    if page.visible < _SHELL and (
        _words().markers.search(page.source)
        or ("document.cookie" in page.source and _RELOAD.search(page.source))
    ):
        return Text(
            "网站先要验证访客是不是真人，要人打开看", "the site first checks for robots; open it to see"
        )
    return None


def wall_in_title(page: Page) -> str | None:
    """The words in a page's title that say that it is a wall."""
    if page.prose >= _NO_ARTICLE or page.visible >= _SHORT_PAGE:
        return None
    return next((part for part in _parts(page.title) if _is_wall(part, navigation=False)), None)


_NAVIGATION = re.compile(r"[\W\d]+|登[录陆錄入]|登[录陆]\s*/?\s*注册|(?:log|sign)[\s\-]?in", re.IGNORECASE)
"""What stands on every page of a site: counts, links."""


def _is_wall(line: str, *, navigation: bool) -> bool:
    line, words = _plain(line), _words()
    if not line or len(line) > _LINE or (navigation and _NAVIGATION.fullmatch(line)):
        return False
    if words.gone.search(line):
        return False
    said = words.wall.search(line) or words.passing.search(line)
    if not said and not (words.also.search(line) and (not navigation or words.asks.search(line))):
        return False
    return _is_message(line, words.wall, words.passing, words.also, words.perhaps)
