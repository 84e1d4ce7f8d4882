"""Pages that answer 200 and are not the article: gone, or behind a wall.

What an error page says about itself stands in its title, a heading or a line of its own, and there
is no article around it. A living article may well speak of such pages; so the words count only
where they are the whole of a title or line (see ``messages``), and only where there is no prose.
"""

import re
from collections.abc import Iterator

from digestkit.diagnostic import Text
from digestkit.links.messages import (
    is_account,
    is_message,
    markers,
    says_gone,
    says_vanished,
    says_wall,
    speaks_of_itself,
)
from digestkit.links.pages import Page, is_sentence, weight
from digestkit.links.paths import is_error_path

_NO_ARTICLE = 240
"""A page with more characters of prose than that has an article on it."""
_EARLY = 60
"""Nodes into a page that an error message is looked for, where the page is long."""
_SHORT_PAGE = 1500
_BARE_PAGE = 300
_SENTENCE = 6
"""Shorter sentences, in Chinese characters, are no article."""
_LOOK = 400
_FOREIGN = 0.4
"""With a larger share of other words a sentence is about something."""
_SHELL = 120
"""A page with fewer visible characters than that is run by its scripts."""

ROBOT_CHECK = Text(
    "网站先要验证访客是不是真人，要人打开看", "the site first checks for robots; open it to see"
)

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
_HEADLINE = 9
"""So long, in Chinese characters, is a heading that names an article and not a site."""
_TITLE_PARTS = re.compile(
    r"\s{0,9}(?:[|｜_·•»>]+|\s[\-–—]+\s|[\-–—]{2,}|(?<=[^\x00-\x7f\W])[\-–—](?=\S)|(?<=\d)-(?=[^\x00-\x7f\W]))\s*"
)


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
    strict = _tells_something(page)
    titles = [*_parts(page.title), *_parts(page.metas.get("og:title", ""))]
    said = next((part for part in titles if says_gone(part, strict=strict)), None)
    if bare:
        said = said or next(_gone_lines(page, strict=strict), None)
        said = said or next(filter(says_vanished, _remarks(page)), None)
    elif said:
        # recommended reading may look like an article: then title and page must both say it, each in its words
        said = next((line for line in _gone_lines(page, strict=True) if line not in page.title), None)
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


def _gone_lines(page: Page, *, strict: bool) -> Iterator[str]:
    """The lines on a page that say that something is gone."""
    named = _has_headline(page)
    for node in page.nodes if page.visible < _SHORT_PAGE else page.nodes[:_EARLY]:
        # a bare number is an error only where it stands large, or nearly alone; an empty list is none at all;
        # and beside a headline an account that is closed is its author's
        small = node.text.isdigit() and (named or page.visible >= _BARE_PAGE)
        small = small or (named and is_account(node.text))
        if node.tag not in ("h1", "h2") and (small or _EMPTY.search(node.text)):
            continue
        if says_gone(node.text, strict=strict):
            yield node.text


def _tells_something(page: Page) -> bool:
    """Whether there is a sentence on the page that is no message of the site's: an article, short as it may be."""
    return any(
        weight(node.text) >= _SENTENCE
        and is_sentence(node.text)
        and not is_message(node.text[:_LOOK], _FOREIGN)
        and not speaks_of_itself(node.text)
        for node in page.nodes[:_EARLY]
    )


def _remarks(page: Page) -> Iterator[str]:
    """What a page says of itself, where that is all that it says."""
    if page.visible >= _SHELL or _has_headline(page):
        return
    lines = [node.text for node in page.nodes]
    if any(is_sentence(line) and not _is_said_by_site(line) for line in lines):
        return
    yield from filter(speaks_of_itself, [*_parts(page.title), *lines])


def _is_said_by_site(line: str) -> bool:
    return speaks_of_itself(line) or is_message(line, _FOREIGN)


def _is_data(page: Page) -> bool:
    """Whether an interface answered, and briefly: with data for programs."""
    return page.source.lstrip()[:1] in ("{", "[") and len(page.source) < 2000


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
    strict = _tells_something(page)
    found = wall_in_title(page) or next(
        (line for line in lines if says_wall(line, navigation=True, strict=strict)), None
    )
    if found:
        found = " ".join(found.split())[:40]
        return Text(
            f"网站要求验证、登录或者拒绝访问（“{found}”），要人打开看",
            f"the site wants a check or a login, or refuses (“{found}”); open it to see",
        )
    if _is_data(page):
        words = (each for each in _DATA_SAID.findall(page.source) if says_wall(each))
        code = _DATA_WALL.search(page.source)
        said = next(words, code[0] if code else None)
        if said:
            return Text(f"网站不肯给程序看（“{said}”）", f"the site refuses programs (“{said}”)")
    if page.visible < _SHELL and (
        markers().search(page.source) or ("document.cookie" in page.source and _RELOAD.search(page.source))
    ):
        return ROBOT_CHECK
    remark = next(_remarks(page), None)
    if remark:
        remark = " ".join(remark.split())[:40]
        return Text(
            f"页面上没有文章，只有一句“{remark}”，要人打开看",
            f"there is no article on the page, only “{remark}”; open it to see",
        )
    return None


def wall_in_title(page: Page) -> str | None:
    """The words in a page's title that say that it is a wall."""
    if page.prose >= _NO_ARTICLE or page.visible >= _SHORT_PAGE:
        return None
    strict = _tells_something(page)
    return next((part for part in _parts(page.title) if says_wall(part, strict=strict)), None)
