"""From what a site answered to what may be said of the link. Pure."""

import re
from functools import cache
from typing import NamedTuple

from digestkit.diagnostic import Text
from digestkit.links.address import Address
from digestkit.links.excuses import gone, wall, wall_in_title
from digestkit.links.follow import Arrival, Trail
from digestkit.links.verdict import STATES, State
from digestkit.urls import is_home_page, registered_domain, without_tracking

_ERROR_PAGE = re.compile(
    r"/(?:(?:error|err|page)[-_]?)?404(?:[-_]?(?:error|page|notfound))?(?:\.\w{2,5})?/?$|"
    r"/(?:page[-_]?)?not[-_]?found(?:\.\w{2,5})?/?$|/(?:error|errors|error[-_]page|deleted|offline|expired)(?:\.\w{2,5})?/?$",
    re.IGNORECASE,
)
_WALL_PATH = re.compile(
    r"/(?:(?:user|account|accounts|member|auth|sso|passport|oauth2?|cas)/)?"
    r"(?:log[-_]?(?:in|on)|sign[-_]?in|signup|register|sso|passport|authorize|captcha\w*|verify\w*|antispider|anti[-_]?bot|"
    r"challenge|robot\w*|blocked|forbidden|security[-_]?check|wappoc_appmsgcaptcha|waf\w*|consent|sorry)(?:\.\w{2,5})?(?:/|$)",
    re.IGNORECASE,
)
_WALL_HOST = re.compile(
    r"(?:passport|login|sso|signin|accounts?|auth|captcha|verify|consent|safe|wappass)\.", re.IGNORECASE
)
_LOCALE = re.compile(
    r"/(?:[a-z]{2}(?:[-_][a-z]{2,4})?|chs|cht|m|wap|mobile|home|main|index|default|portal|front)(?:\.\w{2,5})?/?$",
    re.IGNORECASE,
)
_CHOOSES = re.compile(
    r"(?:^|&)(?:p|id|aid|nid|tid|pid|sn|article\w*|page_?id|post\w*|news_?id|doc_?id|story|cid|contentid)=",
    re.IGNORECASE,
)

_STATUS: dict[int, Text] = {
    401: Text("要登录才能看", "a login is needed"),
    402: Text("要付费才能看", "a payment is needed"),
    403: Text("网站拒绝程序访问", "the site refuses programs"),
    405: Text("网站拒绝这样的访问", "the site refuses this kind of request"),
    406: Text("网站拒绝这样的访问", "the site refuses this kind of request"),
    407: Text("代理要求登录", "the proxy wants a login"),
    408: Text("网站等得不耐烦了", "the site timed out"),
    412: Text("网站先要验证访客是不是真人", "the site first checks for robots"),
    418: Text("网站认为这是机器人", "the site takes this for a robot"),
    429: Text("网站说访问太频繁", "the site says there were too many requests"),
    451: Text("因法律原因在这里看不到", "not shown here for legal reasons"),
    999: Text("网站拒绝程序访问", "the site refuses programs"),
}
_OPEN_TO_SEE = Text("要人打开看", "open it to see")


class Judgement(NamedTuple):
    """What is said of a link, without when and of which URL."""

    state: State
    status: int | None
    reason: Text
    final: str | None = None


def judge(trail: Trail, arrival: Arrival) -> Judgement:
    """The judgement on a way that ended in an answer."""
    status = arrival.status
    final = trail.end.url if trail.codes else None
    if status in (404, 410):
        return _missing(trail, arrival, final)
    if 200 <= status < 300:
        return _answered(trail, arrival, final)
    return Judgement("uncertain", status, _reason(status), final)


def _missing(trail: Trail, arrival: Arrival, final: str | None) -> Judgement:
    page = arrival.page
    blocked = _challenged(arrival) or (wall(page) if page and wall_in_title(page) else None)
    if blocked:
        return Judgement("uncertain", arrival.status, blocked, final)
    words = {404: Text("页面不存在", "not found"), 410: Text("页面已被撤下", "gone")}[arrival.status]
    return Judgement("dead", arrival.status, _numbered(words, arrival.status), final)


def _answered(trail: Trail, arrival: Arrival, final: str | None) -> Judgement:
    start, end, status = trail.addresses[0], trail.end, arrival.status
    blocked = _challenged(arrival) or _walled_off(start, end)
    if blocked:
        return Judgement("uncertain", status, blocked, final)
    if end.path != start.path and _ERROR_PAGE.search(end.path):
        return Judgement(
            "soft-dead", status, Text("跳转到了网站的出错页", "redirects to an error page"), final
        )
    if arrival.page:
        words = None if wall_in_title(arrival.page) else gone(arrival.page)
        if words:
            return Judgement("soft-dead", status, words, final)
        blocked = wall(arrival.page)
        if blocked:
            return Judgement("uncertain", status, blocked, final)
    if trail.codes and _sent_home(start, end):
        return Judgement(
            "soft-dead",
            status,
            Text("文章没了，跳转到网站首页", "the article is gone: it leads to the home page"),
            final,
        )
    settled = trail.settled
    if settled.url != start.url:
        return Judgement(
            "moved", status, Text(f"永久搬到 {settled.url}", f"moved for good to {settled.url}"), settled.url
        )
    return Judgement("alive", status, STATES["alive"], final)


def _challenged(arrival: Arrival) -> Text | None:
    headers = arrival.headers
    if (
        headers.get("cf-mitigated", "").lower() == "challenge"
        or headers.get("x-amzn-waf-action", "").lower() in ("challenge", "captcha")
        or ("x-datadome" in headers and arrival.status != 200)
    ):
        return Text(
            "网站先要验证访客是不是真人，要人打开看", "the site first checks for robots; open it to see"
        )
    return None


def _walled_off(start: Address, end: Address) -> Text | None:
    """Whether a redirect led to a page for logging in or proving oneself."""
    if start == end or _WALL_PATH.search(start.path) or (start.host == end.host and start.path == end.path):
        return None
    if _WALL_PATH.search(end.path) or (start.host != end.host and _WALL_HOST.match(end.host)):
        return Text("跳转到登录或验证页，要人打开看", "redirects to a login or a check; open it to see")
    return None


def _sent_home(start: Address, end: Address) -> bool:
    """Whether an article's address led to a site's home page."""
    if _is_home(start) or not _is_home(end) or start.path == end.path:
        return False
    if registered_domain(start.host) == registered_domain(end.host):
        return True
    # A short link may well mean another site's home page; an article's address can't.
    steps = [step for step in start.path.split("/") if step]
    return (
        len(steps) > 1
        or bool(re.search(r"\d{5}|\.s?html?$", start.path))
        or bool(_CHOOSES.search(start.query))
    )


def _is_home(address: Address) -> bool:
    bare = without_tracking(address.url).partition("?")[0]
    if _CHOOSES.search(address.query):
        return False
    return is_home_page(bare) or bool(_LOCALE.match(address.path))


def _reason(status: int) -> Text:
    known = _STATUS.get(status)
    if known:
        return _numbered(Text(f"{known.zh}，{_OPEN_TO_SEE.zh}", f"{known.en}; {_OPEN_TO_SEE.en}"), status)
    if status >= 500:
        return _numbered(Text("网站出错了", "the site is in trouble"), status)
    return _numbered(Text("网站的回答说明不了什么", "the site's answer says nothing certain"), status)


@cache  # many links share a reason
def _numbered(words: Text, status: int) -> Text:
    return Text(f"{words.zh}（{status}）", f"{words.en} ({status})")
