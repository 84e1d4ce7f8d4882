"""What a draft of ``digestkit new`` says where an editor has still to write; rules know it again."""

TITLE = "这里写标题：谁做了什么"
SUMMARY = "一两句话说清发生了什么。"
BACKGROUND = "读者需要知道的来龙去脉。"
POINTS = ("最要紧的事实或数字", "对读者意味着什么")
SOURCE = "媒体名"
ADDRESS = "https://"

TEXTS = frozenset({SUMMARY, BACKGROUND, *POINTS})
"""What fields and points hold."""
