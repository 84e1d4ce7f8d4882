"""Articles that stand beside digests in a folder: a dated essay has headings over prose, too, and is no issue."""

import re

from digestkit.late import late
from digestkit.parsed import Parsed, Role
from digestkit.reader.signs import tells_event
from digestkit.vocabulary import simplified

_ISSUE = late(
    r"日报|周报|周刊|月报|月刊|早报|晚报|晨报|早读|早餐|早知道|资讯|新闻|要闻|快讯|速递|动态|简报|头条|热点|一周|本周|每周|第\s*[\d一二三四五六七八九十百]{1,6}\s*[期封卷]|20\d\d[-/._年]|\b(?:digest|news|newsletter|weekly|daily|briefing|vol)\b",
    re.IGNORECASE,
)
"""How an issue or its sections are called."""


def looks_like_digest(parsed: Parsed) -> bool:
    """Whether a file found in a directory is a digest, and neither another page nor an essay.

    A headline of the blue-span style says so; else stories of an issue with a date, or stories with labelled fields.
    """
    if any(piece.role is Role.HEADLINE for piece in parsed.pieces):
        return True
    labelled = sum(piece.role is Role.FIELD for piece in parsed.pieces)
    stories = any(section.stories for section in parsed.digest.sections)
    return stories and (parsed.digest.date is not None or labelled > 1) and not is_essay(parsed)


def is_essay(parsed: Parsed) -> bool:
    """Whether a text is one article: nothing in it is called news, and few of its parts give sources or tell of events."""
    stories = [story for _, _, story in parsed.stories()]
    if not stories or sum(piece.role is Role.FIELD for piece in parsed.pieces) > 1:
        return False
    if any(piece.role is Role.HEADLINE for piece in parsed.pieces):
        return False
    names = [parsed.digest.title, *(section.title for section in parsed.digest.sections)]
    if any(name and _ISSUE.search(simplified(name)) for name in names):
        return False
    sourced = sum(bool(story.sources) for story in stories)
    told = sum(tells_event(story.title or "") for story in stories)
    return sourced * 3 < len(stories) and told * 2 < len(stories)
