"""What the path of an address says: an article, a home page, a section's front, an error page, a wall. Pure."""

import re

from digestkit.links.address import Address
from digestkit.urls import is_home_page, registered_domain, without_tracking

_ERROR_PAGE = re.compile(
    r"/(?:(?:error|err|page)[-_]?)?404(?:[-_]?(?:error|page|notfound))?(?:\.\w{2,5})?/?$|"
    r"/(?:page[-_]?)?not[-_]?found(?:\.\w{2,5})?/?$|"
    r"/(?:error|errors|error[-_]?page|error_\w{1,12}|deleted|offline|expired|lander)(?:\.\w{2,5})?/?$",
    re.IGNORECASE,
)
_WALL_PATH = re.compile(
    r"/(?:(?:user|account|accounts|member|auth|sso|passport|oauth2?|cas)/)?"
    r"(?:(?:wp-)?log[-_]?(?:in|on)|sign[-_]?in|signup|register|sso|passport|authorize|captcha\w*|verify\w*|antispider|anti[-_]?bot|"
    r"challenge|robot\w*|unhuman|punish|blocked|forbidden|security[-_]?check|wappoc_appmsgcaptcha|waf\w*|consent|sorry)(?:\.\w{2,5})?(?:/|$)",
    re.IGNORECASE,
)
_WALL_HOST = re.compile(
    r"(?:passport|login|sso|signin|accounts?|auth|captcha|verify|consent|safe|wappass)\.", re.IGNORECASE
)
_LOCALE = re.compile(
    r"/(?:[a-z]{2}(?:[-_](?:[a-z]{2}|hans|hant))?|chs|cht|m|wap|mobile|home|main|index|default|portal|front)(?:\.\w{2,5})?/?$",
    re.IGNORECASE,
)
_CHOOSES = re.compile(
    r"(?:^|&)(?:p|id|aid|nid|tid|pid|sn|article\w*|page_?id|post\w*|news_?id|doc_?id|story|cid|contentid)=",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{5}|\.s?html?$")
_SECTION = re.compile(
    r"/(?:news|tech|technology|ai|articles?|blog|posts?|list|category|categories|channels?|archives?|finance|business|"
    r"world|china|society|sports?|auto|health|science|digital|it|mobile|internet|topics?|tags?|latest|press|newsroom|"
    r"information|zixun|xinwen|keji|caijing)(?:\.s?html?)?/?$",
    re.IGNORECASE,
)


def is_error_path(path: str) -> bool:
    """Whether an error page stands there."""
    return bool(_ERROR_PAGE.search(path))


def is_wall_path(path: str) -> bool:
    """Whether a login or a check for robots stands there."""
    return bool(_WALL_PATH.search(path))


def is_wall_host(host: str) -> bool:
    """Whether the whole host is for logging in, or checking for robots."""
    return bool(_WALL_HOST.match(host))


def is_article_path(address: Address) -> bool:
    """Whether the address is plainly that of one article."""
    steps = [step for step in address.path.split("/") if step]
    return len(steps) > 1 or bool(_NUMBERED.search(address.path)) or bool(_CHOOSES.search(address.query))


def is_home(address: Address) -> bool:
    """Whether that is a site's home page."""
    bare = without_tracking(address.url).partition("?")[0]
    if _CHOOSES.search(address.query):
        return False
    return is_home_page(bare) or bool(_LOCALE.match(address.path))


def is_section_of(end: Address, start: Address) -> bool:
    """Whether ``end`` is the front of a section of the site where the article ``start`` was."""
    if registered_domain(end.host) != registered_domain(start.host) or end.query:
        return False
    if not re.search(r"\d{5}|\d{4}[/-]?\d{2}[/-]?\d{2}", start.path) or re.search(r"\d{3}", end.path):
        return False
    if _SECTION.match(end.path):
        return True
    return end.path.endswith("/") and start.path.startswith(end.path)
