"""From what a site answered to what may be said of the link. Pure."""

from functools import cache
from typing import NamedTuple

from digestkit.diagnostic import Text
from digestkit.links.address import Address
from digestkit.links.excuses import ROBOT_CHECK, gone, wall, wall_in_title
from digestkit.links.follow import Arrival, Trail
from digestkit.links.pages import PROSE
from digestkit.links.paths import (
    is_article_path,
    is_error_path,
    is_home,
    is_section_of,
    is_wall_host,
    is_wall_path,
)
from digestkit.links.verdict import STATES, State
from digestkit.urls import registered_domain, without_tracking

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
_LATER = Text("网站说正在处理，没有给出页面", "the site says it is working on it, and shows no page")
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
        return _missing(arrival, final)
    if 200 <= status < 300:
        return _answered(trail, arrival, final)
    return Judgement("uncertain", status, _reason(status), final)


def _missing(arrival: Arrival, final: str | None) -> Judgement:
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
    if end.path != start.path and is_error_path(end.path):
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
    lost = _sent_away(start, end) if trail.codes else None
    if lost:
        return Judgement("soft-dead", status, lost, final)
    if status == 202 and arrival.page and arrival.page.visible < PROSE:
        return Judgement("uncertain", status, _numbered(_LATER, status), final)
    settled = trail.settled
    if settled.url != start.url and without_tracking(settled.url) != start.url:
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
        return ROBOT_CHECK
    return None


def _walled_off(start: Address, end: Address) -> Text | None:
    """Whether a redirect led to a page for logging in or proving oneself."""
    if start == end or is_wall_path(start.path) or (start.host == end.host and start.path == end.path):
        return None
    if is_wall_path(end.path) or (start.host != end.host and is_wall_host(end.host)):
        return Text("跳转到登录或验证页，要人打开看", "redirects to a login or a check; open it to see")
    return None


def _sent_away(start: Address, end: Address) -> Text | None:
    """Whether an article's address led to a site's home page, or to the front of its section."""
    if start.path == end.path:
        return None
    if is_home(end):
        # A short link may well mean another site's home page; an article's address can't.
        near = registered_domain(start.host) == registered_domain(end.host)
        if not is_home(start) and (near or is_article_path(start)):
            return Text("跳转到了网站首页", "redirects to the home page")
    elif is_section_of(end, start):
        return Text("跳转到了栏目首页", "redirects to the front of its section")
    return None


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
