"""A second run keeps what the editor changed."""

import re
from pathlib import Path

import pytest

from digestkit.errors import RefusedWrite
from digestkit.source import Source
from digestkit.weekly.rerun import reconciled

BASE = "---\ntitle: 周报\n---\n\n开头。\n\n## 甲\n\n第一段。\n\n## 乙\n\n第二段。\n"
HERE = Path("w.md")


def result(there: str | None, made: str, base: str | None = BASE) -> tuple[str, int]:
    source = None if there is None else Source.from_text(there)
    done = reconciled(HERE, made, source, base)
    return done.data.decode(), len(done.clashes)


def test_a_new_or_untouched_file_gets_the_new_text() -> None:
    made = BASE.replace("第二段", "新的第二段")
    assert result(None, made, None) == (made, 0)
    assert result(BASE, made) == (made, 0)


def test_changes_in_different_places_are_both_kept() -> None:
    there = BASE.replace("开头。", "编辑写的开头。").replace("title: 周报", "title: 好周报")
    made = BASE + "\n## 丙\n\n第三段。\n"
    assert result(there, made) == (there + "\n## 丙\n\n第三段。\n", 0)


def test_changes_in_the_same_place_keep_the_editors_words_and_mark_the_others() -> None:
    there = BASE.replace("第一段。", "编辑改的第一段。")
    text, clashes = result(there, BASE.replace("第一段。", "日报的第一段 --> 带箭头。"))
    assert clashes == 1
    assert "\n编辑改的第一段。\n" in text
    remark = text.partition("<!-- digestkit: conflict")[2].partition("<!--\n")[2].partition("\n-->")[0]
    assert "日报的第一段" in remark
    assert "带箭头" in remark


def test_a_clash_in_the_header_keeps_valid_yaml() -> None:
    text, clashes = result(
        BASE.replace("title: 周报", "title: 我的"), BASE.replace("title: 周报", "title: 它的")
    )
    assert (text, clashes) == (BASE.replace("title: 周报", "title: 我的"), 1)


def test_line_ends_and_mark_of_the_file_stay() -> None:
    there = "\ufeff" + BASE.replace("\n", "\r\n").replace("开头", "新开头")
    text, _ = result(there, BASE.replace("第二段", "新的第二段"))
    assert text == there.replace("第二段", "新的第二段")


def test_a_file_that_digestkit_did_not_write_is_left_alone() -> None:
    with pytest.raises(RefusedWrite):
        result("别人的文件\n", BASE, None)
    assert result(BASE, BASE, None) == (BASE, 0)


INTRO = BASE.replace("开头。", "本期汇总2月2日至8日的 6 期日报：30 条报道合为 20 条，引用 9 家来源。")
LATER = (
    INTRO.replace("6 期", "7 期").replace("30 条", "36 条").replace("20 条", "23 条").replace("9 家", "12 家")
)


@pytest.mark.parametrize(
    ("edited", "expected"),
    [
        (
            "这一周很热闹：2月2日至8日的6 期日报里有30 条报道，合并成 20 条，引用 9 家来源。",
            "这一周很热闹：2月2日至8日的7 期日报里有36 条报道，合并成 23 条，引用 12 家来源。",
        ),
        ("本期汇总 30 条报道。", "本期汇总 36 条报道。"),
        ("本期汇总2月2日至8日的六期日报，引用 9 家来源。", None),
        ("开工了，先看医院里的消息。", "开工了，先看医院里的消息。"),
        ("本期汇总2月2日至8日的 6 期日报：约 30 条报道合为 21 条，引用 9 家来源。", None),
        ("本期汇总2月2日至8日的 6 个早晨。", None),
    ],
)
def test_numbers_change_inside_an_edited_sentence_unless_the_editor_changed_them(
    edited: str, expected: str | None
) -> None:
    there = INTRO.replace(INTRO.splitlines()[4], edited)
    text, clashes = result(there, LATER, INTRO)
    if expected is None:
        assert clashes == 1
        assert f"\n{edited}\n" in text
    else:
        assert (text, clashes) == (there.replace(edited, expected), 0)


def test_a_remark_of_an_earlier_run_gives_way_to_the_newer_one() -> None:
    there = BASE.replace("第一段。", "编辑改的第一段。")
    once, _ = result(there, BASE.replace("第一段。", "第二稿。"))
    twice, clashes = result(once, BASE.replace("第一段。", "第三稿。"), BASE.replace("第一段。", "第二稿。"))
    assert clashes == 1
    assert twice == once.replace("第二稿。", "第三稿。")


@pytest.mark.parametrize(
    "marks", ["-->", "--->", "----->", "--!>", "---!>", "- -->", "->-->", "<!---->", "--\n>"]
)
def test_no_words_end_the_remark_that_holds_them(marks: str) -> None:
    there = BASE.replace("第一段。", "编辑改的第一段。")
    text, clashes = result(there, BASE.replace("第一段。", f"日报的第一段{marks}又一句。"))
    assert clashes == 1
    inner = text.partition("<!--\n")[2].rpartition("\n-->")[0]
    assert "又一句" in inner
    assert not re.search("--!?>", inner)
