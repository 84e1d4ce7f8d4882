"""The weekly is one text: spaced and punctuated in one way, whatever each daily does."""

import pytest

from digestkit.config import LintConfig, WeeklyConfig
from digestkit.lint import lint
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.rules.spacing_mixed import Options
from digestkit.source import Source
from digestkit.vocabulary import default_vocabulary
from digestkit.weekly import template
from digestkit.weekly.build import build, gather
from digestkit.weekly.choose import choose
from digestkit.weekly.compose import House
from tests.weekly.conftest import parsed

JOINED = [
    ("白蜡地图接入Orchid模型", "白蜡地图接入Orchid模型，可以用Python写插件，先开放给40个城市。"),
    ("石斛记账支持Excel表格", "石斛记账支持Excel表格，一次导入3000行，免费版限5张表。"),
    (
        "海葵翻译上线Windows版",
        "海葵翻译上线Windows版，安装包只有12兆，支持9种语言，另有6种在测，网页版要Chrome浏览器。",
    ),
]
SPACED = ("银杏音箱换用 Maple 芯片", "银杏音箱换用 Maple 芯片，续航 30 小时，笑一个(o´ω'o)。")


def daily(day: int, stories: list[tuple[str, str]]) -> tuple[str, str]:
    """A daily in prose."""
    blocks = [f"---\ntitle: AI 日报 2026-03-{day:02}\ndate: 2026-03-{day:02}\n---\n\n## 要闻"]
    for at, (title, text) in enumerate(stories):
        blocks += [f"### {title}", text, f"来源：[某报](https://bao{day}.example/{at}/x)"]
    return f"2026-03-{day:02}.md", "\n\n".join(blocks) + "\n"


def weekly(config: LintConfig) -> str:
    """The weekly of a day that joins and of one that spaces, which neither finds anything in itself."""
    dailies = parsed(dict([daily(2, JOINED), daily(3, [SPACED])]))
    assert not lint(Batch(tuple(dailies)), LintConfig(select=("DK602", "DK603")))
    choice = choose(dailies)
    events, dropped = gather(choice)
    vocabulary, page = default_vocabulary(), template.shipped()
    made = build(choice, events, dropped, House(WeeklyConfig(), vocabulary, page, config))
    back = read(Source.from_text(made.text, "weekly.md"), vocabulary)
    assert [story for _, story in back.digest.stories()] == [item.story for item in made.items]
    assert not config.select or not lint(Batch((back,)), config)
    return made.text


MANNERS = ("DK602", "DK603")


@pytest.mark.parametrize(
    ("config", "there"),
    [
        (LintConfig(select=MANNERS), "银杏音箱换用Maple芯片，续航30小时，笑一个(o´ω'o)"),
        (LintConfig(ignore=MANNERS), "银杏音箱换用 Maple 芯片，续航 30 小时，笑一个(o´ω'o)"),
    ],
    ids=["most", "ignored"],
)
def test_most_of_the_week_decides_unless_the_house_does_not_mind(config: LintConfig, there: str) -> None:
    assert there in weekly(config)
    assert "白蜡地图接入Orchid模型" in weekly(config)
    assert f"- [{there.partition('，')[0]}](" in weekly(config)  # in the reading list


def test_what_the_house_prescribes_decides() -> None:
    config = LintConfig(select=("DK602",), rules={"spacing-mixed": Options("space")})
    assert "白蜡地图接入 Orchid 模型，可以用 Python 写插件，先开放给 40 个城市。" in weekly(config)
