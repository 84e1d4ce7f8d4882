"""Required fields: by style, for weeklies and briefs, one by one or told once."""

from dataclasses import replace
from pathlib import Path

import pytest

from digestkit.aspects.required import Required, lacking
from digestkit.reader import read
from digestkit.schema import FieldName
from digestkit.source import Source

CLEAN = {path.stem: path.read_text("utf-8") for path in (Path(__file__).parent / "faults").glob("*.md")}
BACKGROUND = "背景："


def without(text: str, count: int) -> str:
    """``text`` less its first ``count`` lines of background."""
    lines = text.split("\n")
    gone = [i for i, line in enumerate(lines) if line.replace("*", "").startswith(BACKGROUND)][:count]
    return "\n".join(line for i, line in enumerate(lines) if i not in gone)


def messages(text: str, name: FieldName, required: Required | None = None, path: str = "a.md") -> list[str]:
    parsed = read(Source.from_text(text, path))
    return [each.message.en for each in lacking(parsed, required or Required(), name)]


@pytest.mark.parametrize("style", CLEAN)
def test_each_story_that_lacks_a_field_is_named_while_most_have_it(style: str) -> None:
    assert messages(without(CLEAN[style], 1), "background") == ["This story has no 背景"]
    assert len(messages(without(CLEAN[style], 2), "background")) == 2


@pytest.mark.parametrize(("style", "count"), [("blue-span", 5), ("front-matter", 4)])
def test_a_field_that_all_lack_is_told_once_with_the_number(style: str, count: int) -> None:
    told = messages(without(CLEAN[style], 99), "background")
    assert told == [f"None of this issue's {count} stories (briefs aside) has 背景"]


def test_styles_weeklies_and_briefs_have_their_own_lists() -> None:
    blue, front = without(CLEAN["blue-span"], 1), without(CLEAN["front-matter"], 1)
    weekly = blue.replace("AI 行业动态", "AI 行业周报")
    only_summary: tuple[FieldName, ...] = ("summary",)
    assert messages(blue, "background", Required(blue_span=only_summary)) == []
    assert messages(front, "background", Required(blue_span=only_summary)) != []
    assert messages(front, "background", Required(front_matter=only_summary)) == []
    assert messages(weekly, "background", Required(blue_span=only_summary)) != []
    assert messages(weekly, "background", Required(weekly=only_summary)) == []
    assert messages(blue, "background", Required(blue_span=only_summary, brief=("background",))) != []
    brief = CLEAN["blue-span"].replace(" [听海网](https://tinghai.example/a/5530.html)", "")
    assert messages(brief, "sources") == ["This story has no 来源出处"]
    assert messages(brief, "sources", replace(Required(), brief=())) == []


def test_prose_is_asked_only_for_what_its_neighbours_have() -> None:
    prose = "# 日报 2026-04-08\n\n" + "\n\n".join(
        f"## 第 {n} 家公司发布新模型\n\n这家公司今天发布了新的模型，已经上线。\n\n来源：[甲报](https://a.example/{n})"
        for n in "一二三四五"
    )
    assert messages(prose, "sources") == []
    assert messages(prose.replace("\n\n来源：[甲报](https://a.example/三)", ""), "sources") == [
        "This story has no 来源"
    ]
    assert messages(prose, "background") == ["None of this issue's 5 stories has 背景"]
    assert messages(prose, "summary") == []


def test_a_weekly_told_in_prose_asks_for_sources_only_unless_most_of_it_has_labels() -> None:
    prose = "".join(
        f"### 第 {n} 家公司发布新模型\n\n这家公司发布了新的模型，已经上线。\n\n" for n in "一二三四五"
    )
    labelled = "### 某市发布办法\n\n说明：某市发布办法。\n\n要点：\n\n- 五月起施行\n\n"
    weekly = f"---\ntitle: 2026年4月第一周周报\ndate: 2026-04-05\n---\n\n## 要闻\n\n{prose}{labelled}"
    assert messages(weekly, "background") == []
    assert messages(weekly + labelled * 3, "background") == []  # few of it have
    assert messages(weekly, "sources") == ["None of this issue's 6 stories has 来源"]
    assert messages(weekly + labelled * 5, "background") != []
    assert messages(weekly.replace("周报", "日报"), "background") != []


def test_the_number_told_counts_those_that_are_told_by_themselves() -> None:
    def story(n: str, source: str = "") -> str:
        return f"### 第 {n} 家公司发布新模型\n\n这家公司今天发布了新的模型，已经上线。\n\n{source}"

    with_source = "来源：[甲报](https://a.example/{n})\n\n"
    prose = "# 日报 2026-04-08\n\n## 产品\n\n" + "".join(map(story, "一二三四"))
    prose += "## 研究\n\n" + "".join(story(n, with_source.format(n=n)) for n in "五六七") + story("八")
    assert messages(prose, "sources") == [
        "5 of this issue's 8 stories have no 来源, 1 of them reported separately",
        "This story has no 来源",
    ]
