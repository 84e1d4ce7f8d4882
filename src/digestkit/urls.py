"""What a URL says without fetching it: its canonical form, its site, its date, whether it is an article.

Pure functions over strings; none raises on malformed input.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from digestkit.late import late
from digestkit.numerals import real_day

TRACKING = frozenset(
    "fbclid gclid dclid gclsrc msclkid yclid twclid igshid igsh mc_cid mc_eid mkt_tok _hsenc _hsmi "  # noqa: SIM905
    "spm share_source share_medium share_token share_from share_session_id shareuid chksm scene srcid "
    "sharer_shareinfo sharer_shareinfo_first vd_source spm_id_from wt_z smid ref_src ref_url cmpid ocid guccounter guce_referrer "
    "guce_referrer_sig isappinstalled nsukey wxshare_count share_uid shareid sharefrom sudaref hmsr hmpl hmcu hmkw "
    "hmci bd_vid wfr xhsshare spm_from".split()
)
"""Query parameters that only tell who sent the reader; ``utm_*`` besides."""

# ``from=rss`` tells where the reader came from, ``from=list`` or ``f=2`` may well choose what is shown.
_ORIGIN = frozenset("f from src source via ref".split())  # noqa: SIM905
_ORIGINS = frozenset(
    "rss feed atom wangzhan wechat weixin wx wxwork weibo sina_weibo qq qzone timeline singlemessage groupmessage "  # noqa: SIM905
    "share shared copy_link copylink webshare newsletter email hn producthunt twitter facebook linkedin telegram".split()
)
_SITE = late(r"(?i)(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}")  # ref=news.ycombinator.com, as blogs add it
_BRANCHES = frozenset({"github.com", "gitlab.com", "gitee.com", "gitcode.com", "bitbucket.org"})
"""Where ``ref`` names a branch."""

# WeChat opens some of its long article links only with `chksm`; `__biz`, `mid` and `idx` say which article it is.
_NEEDED = {"mp.weixin.qq.com": frozenset({"chksm"})}
_MEDIA = late(
    r"(?i)[^?#]*\.(?:(?P<图片>png|jpe?g|gif|webp|avif|svg|bmp)|(?P<视频>mp4|webm|mov|m4v)|(?P<音频>mp3|m4a|wav))(?:[?#]|$)"
)
_MOBILE = ("www.", "m.", "wap.", "3g.", "mobile.", "amp.")
_MULTI = frozenset(
    "com.cn net.cn org.cn gov.cn edu.cn ac.cn co.uk org.uk ac.uk gov.uk co.jp or.jp ac.jp go.jp ne.jp com.hk org.hk "  # noqa: SIM905
    "gov.hk edu.hk com.tw org.tw gov.tw edu.tw net.tw com.au net.au org.au edu.au gov.au co.kr or.kr re.kr go.kr "
    "com.sg edu.sg gov.sg com.br co.in net.in org.in gov.in co.nz com.my com.mo github.io gitlab.io substack.com "
    "medium.com".split()
)


_LINKS = 1 << 15
"""So many links are remembered: rules that compare whole archives ask about each again after all the others."""


@lru_cache(maxsize=1024)  # several rules ask about the links of a text
def split_url(url: str) -> SplitResult | None:
    """The parts of an http(s) URL, or ``None`` when it is none."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
        parts.port  # noqa: B018 -- an invalid port only shows when it is read
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and host else None


def host_of(url: str) -> str:
    """The host in lower case without port, ``""`` when there is none."""
    parts = split_url(url)
    return (parts.hostname or "").rstrip(".") if parts else ""


def registered_domain(host: str) -> str:
    """The domain that somebody registered: ``news.qq.com`` → ``qq.com``."""
    labels = host.lower().rstrip(".").split(".")
    size = 3 if ".".join(labels[-2:]) in _MULTI else 2
    return ".".join(labels[-size:])


def media(url: str) -> str | None:
    """What ``url`` is when it is no page: 图片, 视频 or 音频."""
    found = _MEDIA.match(url)
    return found.lastgroup if found else None


def is_tracking(parameter: str, host: str = "") -> bool:
    """Whether a query parameter (``name=value``) only tracks, on ``host``."""
    name, _, value = parameter.partition("=")
    key = name.lower()
    if key in _ORIGIN:
        if key == "ref" and registered_domain(host) in _BRANCHES:
            return False
        return value.lower() in _ORIGINS or (key == "ref" and _SITE.fullmatch(value) is not None)
    return key.startswith("utm_") or (key in TRACKING and key not in _NEEDED.get(host, ()))


def without_tracking(url: str) -> str:
    """``url`` without tracking parameters, every other character as it was."""
    base, mark, rest = url.partition("?")
    if not mark:
        return url
    query, hash_mark, fragment = rest.partition("#")
    host = host_of(url)
    parts = query.split("&")
    kept = [part for part in parts if not is_tracking(part, host)]
    if len(kept) == len(parts):
        return url
    return base + ("?" + "&".join(kept) if kept else "") + hash_mark + fragment


@lru_cache(maxsize=_LINKS)
def canonical(url: str) -> str:
    """A key under which two addresses of one page are equal; no URL to open.

    Scheme, ``www.`` and mobile hosts, tracking parameters, fragment, a last slash and the order
    of parameters do not count. What is no http(s) URL comes back stripped.
    """
    parts = split_url(url)
    if parts is None:
        return url.strip()
    host = (parts.hostname or "").rstrip(".")
    for prefix in _MOBILE:
        if host.startswith(prefix) and host.count(".") >= 2:
            host = host[len(prefix) :]
            break
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    pairs = [
        pair
        for pair in parts.query.split("&")
        if pair and not is_tracking(pair, host) and not pair.startswith("chksm=")
    ]
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""  # single-page routes
    return (
        f"{host}{port}{parts.path.rstrip('/')}" + ("?" + "&".join(sorted(pairs)) if pairs else "") + fragment
    )


_YEAR = r"(?P<y>20[0-4]\d)"
_MONTH = r"(?P<m>0[1-9]|1[0-2])"
_DAY = r"(?P<d>0[1-9]|[12]\d|3[01])"
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905
}
_DAYS = (
    re.compile(rf"(?<!\d){_YEAR}[-_/.](?P<m>0?[1-9]|1[0-2])[-_/.](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}{_MONTH}[-_/]{_DAY}(?!\d)"),  # 202602/07
    re.compile(rf"/{_YEAR}/{_MONTH}{_DAY}/"),  # 2026/0207
    re.compile(rf"(?:(?<![0-9A-Za-z])|(?<=[/_]t)){_YEAR}{_MONTH}{_DAY}(?!\d)"),  # 20260207, t20260207
    re.compile(rf"/{_YEAR}/(?P<m>[a-z]{{3}})[a-z]{{0,6}}/(?P<d>\d\d?)/", re.IGNORECASE),  # 2026/feb/7
    re.compile(rf"/{_MONTH}/{_DAY}/{_YEAR}/"),  # 02/07/2026
)
# A month alone: 2026/02/375344.html, 202602/560664.shtml; files are uploaded when they like.
_ALONE = re.compile(
    rf"^(?!.*/(?:uploads?|images?|files?|docs?)/).*?/{_YEAR}/?{_MONTH}/(?!\d\d?/)", re.IGNORECASE
)
# 20260207 as the beginning of a longer number of a page (202602073642147915): sites that number so.
_LONG = late(
    rf"(?<=/a/){_YEAR}{_MONTH}{_DAY}[A-Z0-9]{{4,12}}(?!\d)|/[A-Z]{{2}}(?P<y2>20[0-4]\d)(?P<m2>\d\d)(?P<d2>\d\d)\d{{4,12}}\."
)
_LONG_HOSTS = frozenset({"eastmoney.com", "qq.com", "stockstar.com"})
_NO_DATES = frozenset({"arxiv.org", "github.com", "huggingface.co"})
"""Sites whose numbers are versions or whose files carry the dates of something else.

Likewise ``/magazine/``: the day of a printed issue, which comes out earlier.
"""


def date_in(url: str) -> date | None:
    """The day that an article's URL names in its path, or ``None`` (a month alone is no day)."""
    found = dates_in(url)
    return found[0] if found and found[0] == found[1] else None


def dates_in(url: str) -> tuple[date, date] | None:
    """The first and last day that an article's URL leaves open for its date: one day, or a month.

    A host's or query's digits say nothing, and two different days leave it open which one counts.
    """
    parts = split_url(url)
    if parts is None or "20" not in parts.path:
        return None
    domain = registered_domain(parts.hostname or "")
    if domain in _NO_DATES or "/magazine/" in parts.path:
        return None
    shapes = (*_DAYS, _LONG) if domain in _LONG_HOSTS else _DAYS
    found = {day for shape in shapes for match in shape.finditer(parts.path) if (day := _day(match))}
    if found:
        day = found.pop()
        return None if found else (day, day)
    month = _ALONE.search(parts.path)
    if month is None:
        return None
    year, number = int(month["y"]), int(month["m"])
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _day(match: re.Match[str]) -> date | None:
    """The day that a match names, if there is such a day."""
    named = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
    month = _MONTHS.get(named["m"].lower()) or (int(named["m"]) if named["m"].isdigit() else 0)
    return real_day(int(named["y"]), month, int(named["d"]))


_INDEX = late(r"(?i)(index|default|home)(\.(s?html?|php|aspx?|jsp))?")
_SEARCH = late(r"(?i)/(s|search|web|results)(/|$)|^/so/")
_SEARCHED = late(r"(?i)(?:^|&)(wd|word|q|query|keyword|keywords|search_query|key)=")
_LISTING = frozenset(
    "news newsflashes category categories tag tags topic topics archive archives latest list channel blog "  # noqa: SIM905
    "newsroom press roll author authors column columns section".split()
)
_NESTED = frozenset("tag tags category categories topic topics author authors channel column section".split())  # noqa: SIM905
_TAGS = frozenset("tag tags category categories".split())  # noqa: SIM905
"""What no site calls an article."""
# /tech/, /world/index.html: a channel of a news site; articles carry digits or several words.
_CHANNEL = re.compile(
    r"(?i)^/[a-z]{2,14}(?:/(?:[a-z]{2,14}/)?index(?:_\d+)?\.s?html?)?/?$|^/(?:channel|list|node)_\d+"
)
_CHANNELS = frozenset({"state-media", "government", "portal", "tech-media", "international"})
# Accounts, and lists that are made anew each day, on sites where anybody publishes.
_LISTS = {
    "x.com": late(r"^/\w{1,15}/?$"),
    "twitter.com": late(r"^/\w{1,15}/?$"),
    "weibo.com": late(r"^/(?:u/)?\d+/?$|^/n/[^/]+/?$"),
    "zhihu.com": late(r"^/(?:people|org|topic|column)/[^/]+(?:/(?:posts|answers|hot))?/?$"),
    "bilibili.com": late(r"^/\d+/?$"),
    "youtube.com": late(r"^/(?:@|c/|channel/|user/)[^/]+(?:/videos)?/?$"),
    "qq.com": late(r"^/mp/(?:profile_ext|homepage|appmsgalbum)"),
    "toutiao.com": late(r"^/c/user/"),
    "reddit.com": late(r"^/(?:r|user)/[^/]+(?:/(?:new|hot|top))?/?$"),
    "medium.com": late(r"^/@[^/]+/?$"),
    "t.me": late(r"^/(?:s/)?\w+/?$"),
    "arxiv.org": late(r"^/list/"),
    "github.com": late(r"^/(?:trending|topics|explore)\b"),
    "huggingface.co": late(r"^/(?:papers|models|datasets|spaces|blog)/?$"),
    "ycombinator.com": late(r"^/(?:news|newest|front|show|ask|best)/?$"),
}


@lru_cache(maxsize=_LINKS)
def is_home_page(url: str) -> bool:
    """Whether ``url`` is the front page of a site (no path, query or fragment that chooses a page)."""
    parts = split_url(url)
    if parts is None or parts.query or parts.fragment.startswith(("/", "!")):
        return False
    steps = [step for step in parts.path.split("/") if step]
    return not steps or (len(steps) == 1 and bool(_INDEX.fullmatch(steps[0])))


def is_listing(url: str, kind: str | None) -> bool:
    """Whether ``url`` is a list of articles, an account or a search; ``kind`` is that of its publisher."""
    parts = split_url(url)
    if parts is None:
        return False
    if parts.query and _SEARCH.search(parts.path) and _SEARCHED.search(parts.query):
        return True
    known = _LISTS.get(registered_domain(parts.hostname or ""))
    if known and known.search(parts.path):
        return True
    steps = [step.lower() for step in parts.path.split("/") if step]
    if kind is None and len(steps) == 2 and steps[0] in _TAGS:
        return True
    if kind is None or parts.query:
        return False
    if kind in _CHANNELS or kind == "company":
        first = bool(steps) and steps[0] in _LISTING
        if first and (len(steps) == 1 or (len(steps) == 2 and steps[0] in _NESTED)):
            return True
    return kind in _CHANNELS and bool(_CHANNEL.match(parts.path))
