"""Articles that stand beside digests in a folder: a dated essay has headings over prose, too, and is no issue."""

import re

from digestkit.late import late
from digestkit.parsed import Parsed, Role
from digestkit.reader.signs import tells_event

_ISSUE = late(
    r"日报|日報|周报|週報|周刊|週刊|月报|月刊|早报|早報|晚报|晚報|晨报|晨報|早读|早讀|早餐|早知道|资讯|資訊|新闻|新聞|要闻|要聞|快讯|快訊|速递|速遞|动态|動態"
    r"|简报|簡報|头条|頭條|热点|熱點|一周|本周|每周|第\s*[\d一二三四五六七八九十百]{1,6}\s*[期封卷]|20\d\d[-/._年]|\b(?:digest|news|newsletter|weekly|daily|briefing|vol)\b",
    re.IGNORECASE,
)
"""How an issue or its sections are called."""


def looks_like_digest(parsed: Parsed) -> bool:
    """Whether a file found in a directory is a digest, and neither another page nor an essay."""
    return parsed.looks_like_digest() and not is_essay(parsed)


def is_essay(parsed: Parsed) -> bool:
    """Whether a text is one article: nothing in it is called news, and few of its parts give sources or tell of events."""
    stories = [story for _, _, story in parsed.stories()]
    if not stories or sum(piece.role is Role.FIELD for piece in parsed.pieces) > 1:
        return False
    if any(piece.role is Role.HEADLINE for piece in parsed.pieces):
        return False
    names = [parsed.digest.title, *(section.title for section in parsed.digest.sections)]
    if any(name and _ISSUE.search(name) for name in names):
        return False
    sourced = sum(bool(story.sources) for story in stories)
    told = sum(tells_event(story.title or "") for story in stories)
    return sourced * 3 < len(stories) and told * 2 < len(stories)
