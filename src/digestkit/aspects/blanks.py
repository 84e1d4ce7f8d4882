"""What a draft says where an editor has still to write, that of ``digestkit new`` and others; rules know it again."""

import re

from digestkit.late import late
from digestkit.vocabulary import simplified

TITLE = "这里写标题：谁做了什么"
SUMMARY = "一两句话说清发生了什么。"
BACKGROUND = "读者需要知道的来龙去脉。"
POINTS = ("最要紧的事实或数字", "对读者意味着什么")
SOURCE = "媒体名"
ADDRESS = "https://"

TEXTS = frozenset({SUMMARY, BACKGROUND, *POINTS})
"""What fields and points hold."""
_PLACEHOLDER = late(
    r"[\s\-*+•·【\[（(<]{0,8}(?:待(?:补充?|定|填写?|核实|完善|更新)|此处(?:待补|填写)[^。\n]{0,8}|TBD|TODO|N/?A|X{2,}|暂无|略|无)[】\]）)>。.\s]{0,4}",
    re.IGNORECASE,
)


def keeps_free(text: str) -> bool:
    """Whether ``text`` is but words that keep a place free for what an editor has still to write."""
    return _PLACEHOLDER.fullmatch(simplified(text)) is not None
