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
    r'"(?:code|status|status_?code|errno|err_?code|error_?code)"\s*:\s*"?-?(?:404|410|40400|404000|10404)\b|'
    r'"(?:msg|message|error|detail|title)"\s*:\s*"[^"]{0,20}(?:not\s?found|不存在|已删除|已下架)',
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"相[关關](?:内容|文章|结果|新闻|信息|资讯)|no results|nothing (?:was )?found", re.IGNORECASE
)
"""What lists say that hold nothing (yet): of comments, of search results."""
_DATA_WALL = re.compile(
    r'"(?:code|status|status_?code|errno)"\s*:\s*"?-?(?:401|403|412|418|429)\b|'
    r'"(?:msg|message|error|detail)"\s*:\s*"[^"]{0,20}(?:未登[录陆]|请登[录陆]|need\s+login|unauthorized|forbidden)',
    re.IGNORECASE,
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
_QUOTED = re.compile(r"“[^”]{0,60}”|‘[^’]{0,60}’|「[^」]{0,60}」|《[^》]{0,60}》")
_HEADLINE = 9
"""So long, in Chinese characters, is a heading that names an article and not a site."""
_TITLE_PARTS = re.compile(
    r"\s{0,9}(?:[|｜_·•»>]+|\s[\-–—]+\s|[\-–—]{2,}|(?<=[^\x00-\x7f\W])[\-–—](?=\S)|(?<=\d)-(?=[^\x00-\x7f\W]))\s*"
)
_AROUND = " \t\u3000\"'“”「」『』《》【】[]：:.。!！?？~～…-—|"
_BETWEEN = r"[\s，,。.！!？?~～…：:、—\-]*"
# What may follow a message and belongs to it: “了”, “，请返回首页”, “or has been removed”.
_REST = re.compile(
    r"(?:[了啦哦喔呢的掉走去啊]|已经?了)*(?:$|\s*[(（|]|[。！!~～…;；].*$|[？?]\s*(?:$|请|试试|返回|去|看看|try\b|please\b)|\s*[，,、.\s\-–—]\s*"
    r"(?:$|请|可能|您|你|返回|点击|试试|但|去|将|或|即将|\d+\s*秒|页面|系统|正在|建议|看看|如|若|先|我们|原因|该|也许|别|不如|无法|已|查看|浏览|try|please|it|we|you|or|and|"
    r"because|but|return|go|back|check|had|has|perhaps|maybe|that)|\s*或|[\s,]+(?:or|on|at|and|because|due|to|anymore|by|as|from|for|right|please|404)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Words:
    gone: tuple[re.Pattern[str], ...]
    account: re.Pattern[str]
    wall: re.Pattern[str]
    passing: re.Pattern[str]
    says: re.Pattern[str]
    markers: re.Pattern[str]


@cache
def _words() -> _Words:
    """The patterns made of ``data/excuses.toml``."""
    data = tomllib.loads(files("digestkit.data").joinpath("excuses.toml").read_text("utf-8"))
    said, wall = data["gone"], data["wall"]
    sorry = rf"(?:(?:{_any(said['sorry'])}){_BETWEEN}(?:but\s+)?)*"
    whose, what, gone, perhaps = _any(said["whose"]), _any(said["what"]), _any(said["gone"]), said["perhaps"]
    joint = r"\s*(?:/|或|和|及|、|的)?\s*"
    return _Words(
        (
            _pattern(rf"{sorry}(?:(?:{whose})\s*)*(?:{what})(?:{joint}(?:{what}))?(?:{perhaps})*(?:{gone})"),
            _pattern(
                rf"{sorry}(?:我们|暂时|系统)?(?:找不到|(?:无法|没有?|未能?|無法|沒有)(?:找到|查询到|发现|获取到|搜索到)?)"
                rf"(?:了|任何|[您你]?要的)?(?:(?:{whose})\s*)+(?:{what})"
            ),
            _pattern(rf"{sorry}(?:找不到|(?:无法|没有?|未能?|無法|沒有)(?:找到|查询到|搜索到))(?:{what})"),
            _pattern(
                rf"{sorry}(?:{said['subject']})(?:\s+(?:{said['follows']}))*[\s,]*(?:{_any(said['predicate'])})"
            ),
            _pattern(rf"{sorry}(?:{_any(said['whole'])})"),
        ),
        _pattern(r"(?:该|此|本)?(?:账号|帐号|公众号|用户)"),
        _pattern(rf"{sorry}(?:{_any(wall['whole'])})[了中]?"),
        _pattern(rf"{sorry}(?:{_any(wall['passing'])})"),
        _pattern(_any(wall["says"])),
        _pattern(_any(wall["markers"])),
    )


def _any(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{each})" for each in patterns)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def gone(page: Page) -> Text | None:
    """The words with which a page says that its article is gone, as a reason; ``None`` when it doesn't."""
    if page.metas.get("prerender-status-code", "").strip() in ("404", "410"):
        return _said("404")
    if _is_data(page):
        return _said("404") if _DATA_GONE.search(page.source) else None
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
    line = _plain(line)
    if not line or len(line) > _LINE or _words().passing.fullmatch(line):
        return False
    return any(
        (found := pattern.match(line)) is not None and _REST.match(line, found.end()) is not None
        for pattern in _words().gone
    )


def _plain(line: str) -> str:
    return line.replace("’", "'").strip(_AROUND)


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
    if _is_data(page) and (said := _words().says.search(page.source) or _DATA_WALL.search(page.source)):
        return Text(f"网站不肯给程序看（“{said[0]}”）", f"the site refuses programs (“{said[0]}”)")
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


_NAVIGATION = re.compile(r"登[录陆錄入]|登[录陆]\s*/?\s*注册|(?:log|sign)[\s\-]?in", re.IGNORECASE)
"""Words that stand on every page of a site, as links."""


def _is_wall(line: str, *, navigation: bool) -> bool:
    said, line = line, _plain(line)
    if not line or len(line) > _LINE or (navigation and _NAVIGATION.fullmatch(line)):
        return False
    words = _words()
    if words.wall.fullmatch(line) or words.passing.fullmatch(line):
        return True
    # what a headline quotes is not said to the visitor
    unquoted = _QUOTED.sub("", said)
    return bool(words.says.search(unquoted if len(unquoted) > len(said) / 3 else line))
