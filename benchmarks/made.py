"""Digests made up for measuring growth: any number of them, of any size, no two stories alike."""

import random
from datetime import date, timedelta
from pathlib import Path

_SYLLABLES = "".join(chr(0x4E00 + 29 * number) for number in range(600))
_KINDS = ("科技", "智能", "实验室", "研究院", "大学", "汽车", "芯片", "云")
_ACTS = ("发布", "开源", "推出", "升级", "收购", "起诉", "裁撤", "投资", "测试", "停用", "开放", "披露")
_WHAT = ("推理芯片", "语音模型", "视频模型", "办公助手", "数据中心", "编程工具", "机器人", "评测基准")
_MORE = ("面向企业客户", "支持多种方言", "降低推理成本", "提高训练效率", "缩短上线时间", "扩大试点范围")


def name(dice: random.Random) -> str:
    """A company that nobody else tells of, as most in the news are."""
    return dice.choice(_SYLLABLES) + dice.choice(_SYLLABLES) + dice.choice(_KINDS)


def words(dice: random.Random) -> str:
    """Eight characters that mean nothing: what makes one text differ from the next."""
    return "".join(dice.choices(_SYLLABLES, k=8))


def story(dice: random.Random) -> str:
    """A story in blue-span style, about 600 bytes."""
    who = name(dice)
    number = dice.randrange(10**6)
    what = f"{dice.choice(_WHAT)} {dice.choice('ABCDEFGHJK')}{dice.randrange(1000)}"
    act, more, other = dice.choice(_ACTS), dice.choice(_MORE), dice.choice(_MORE)
    return (
        f"**{who}{act}{what}**\n"
        f"说明：{who}{act}{what}，{more}，{words(dice)}，编号 {number}。\n"
        f"背景：{name(dice)}此前的产品{other}，{words(dice)}，共有 {dice.randrange(2, 900)} 家客户。\n"
        f"要点：\n- {more}，比上一代高 {dice.randrange(5, 95)}%\n- {words(dice)}{other}，{dice.randrange(2, 28)} 日起开放\n"
        f"来源出处：[{who}](https://news.example/{number}/{dice.randrange(10**6)}.html)\n\n"
    )


def digest(day: date, size: int, seed: int) -> str:
    """A daily of about ``size`` bytes."""
    dice = random.Random(seed)
    head = '<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 '
    parts = [f"{head}({day.isoformat()})</span>\n\n**模型与技术进展**\n\n"]
    length = len(parts[0].encode())
    while length < size:
        parts.append(story(dice))
        length += len(parts[-1].encode())
    return "".join(parts).rstrip() + "\n"


def folder_of(folder: Path, files: int, size: int) -> Path:
    """``folder`` with ``files`` dailies of about ``size`` bytes."""
    folder.mkdir(parents=True)
    for number in range(files):
        day = date(1998, 1, 1) + timedelta(days=number)
        (folder / f"{day.isoformat()}.md").write_text(digest(day, size, number), encoding="utf-8")
    return folder
