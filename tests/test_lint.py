"""The engine: which rules run, what is suppressed, where findings are placed."""

from dataclasses import replace

import pytest

from digestkit.config import LintConfig
from digestkit.diagnostic import Diagnostic
from digestkit.lint import lint, selected
from digestkit.reader import read
from digestkit.rule import Batch, load_rules
from digestkit.source import Source

DRAFT = """\
<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 (2026-05-04)</span>

**模型与技术进展**

**飞鱼科技发布小模型**
说明：飞鱼科技发布小模型。
背景：此前只有大模型。
要点：
- 体积 1 GB
来源出处：[飞鱼科技](https://feiyu.example/a?utm_source=x)

**云杉开源数据集**
说明：云杉开源数据集。
背景：此前没有。
要点：
- 共 5 万条
来源出处：[云杉](https://yunshan.example/a?utm_source=x)
"""
TRACKING = LintConfig(select=("DK307", "DK901"))


def findings(text: str, config: LintConfig = TRACKING, path: str = "2026-05-04.md") -> list[Diagnostic]:
    return lint(Batch((read(Source.from_text(text, path)),)), config)


def places(text: str, config: LintConfig = TRACKING) -> list[tuple[str, int]]:
    return [(each.code, each.place.line) for each in findings(text, config)]


@pytest.mark.parametrize(
    ("head", "says"),
    [("# AI 行业动态 2026-05-04", "开头只有标题，没有标题栏，也没有文件头"), ("", "这份稿子没有报头")],
)
def test_a_draft_with_a_title_is_not_told_that_it_has_none(head: str, says: str) -> None:
    text = head + DRAFT[DRAFT.index("\n") :]
    assert [each.message.zh for each in findings(text, LintConfig(select=("DK102",)))] == [says]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_what_reaches_to_the_end_ends_at_the_beginning_of_a_line(newline: str) -> None:
    """As anywhere else: a column behind the end of a line is none, and programs that read reports break on it."""
    text = (DRAFT + "\n\n").replace("\n", newline)
    [found] = findings(text, LintConfig(select=("DK605",)))
    last = DRAFT.count("\n") + 1
    assert found.place == (last, 1, last + 2, 1)
    assert [place for place, _ in found.edits] == [found.place]


def test_findings_are_placed_and_sorted() -> None:
    found = findings(DRAFT)
    assert [(each.code, each.place.line) for each in found] == [("DK307", 10), ("DK307", 17)]
    start = DRAFT.split("\n")[9].index("?utm_source") + 1
    assert found[0].place.column <= start < found[0].place.end_column
    assert found[0].story == "飞鱼科技发布小模型"


@pytest.mark.parametrize(
    ("select", "extend", "ignore", "expected"),
    [
        (("DK307",), (), (), True),
        (("DK3",), (), (), True),
        (("link-tracking",), (), (), True),
        (("ALL",), (), ("DK3",), False),
        (("DK307",), (), ("DK3",), True),
        (("DK3",), (), ("DK307",), False),
        (("DK3",), (), ("link-tracking",), False),
        (("DK605",), (), (), False),
        (("DK605",), ("DK307",), (), True),
        ((), (), ("DK3",), False),
        ((), (), (), True),
    ],
)
def test_a_closer_name_outweighs_a_wider_one(
    select: tuple[str, ...], extend: tuple[str, ...], ignore: tuple[str, ...], expected: bool
) -> None:
    rules = selected(LintConfig(select=select, extend_select=extend, ignore=ignore))
    assert ("DK307" in [rule.code for rule in rules]) is expected


def test_codes_and_names_are_unique_and_ordered() -> None:
    rules = load_rules()
    assert [rule.code for rule in rules] == sorted({rule.code for rule in rules})
    assert len({rule.name for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    "words",
    [
        "", "DK307", "DK3", "link-tracking", "DK307, DK605", "DK307 -- 合作方要求",
        "DK605，DK307", "DK605、DK307", "DK307 —— 合作方要求", "DK307——合作方要求", "DK307 — why",
    ],
)  # fmt: skip
def test_a_suppression_before_a_story_holds_for_all_of_it(words: str) -> None:
    text = DRAFT.replace("**飞鱼科技发布", f"<!-- digestkit: ignore {words} -->\n**飞鱼科技发布")
    codes = places(text)
    assert ("DK307", 18) in codes
    assert ("DK307", 11) not in codes


@pytest.mark.parametrize("name", ["digestkit:", "Digestkit:", "digestkit：", "digestkit :"])
def test_the_name_of_a_suppression_may_be_typed_in_chinese(name: str) -> None:
    assert places(DRAFT + f"\n<!-- {name} ignore-file DK307 -->\n") == []


@pytest.mark.parametrize(
    ("remark", "is_told"),
    [
        ("digestkit ignore DK307", True),
        ("digestkit：忽略 DK307", True),
        ("Digestkit: disable DK307", True),
        ("digestkit ignores this", True),
        ("digestkit 写的", False),
        ("made with digestkit", False),
        ("digestkit 0.1.0", False),
    ],
)
def test_a_suppression_that_is_none_is_told(remark: str, is_told: bool) -> None:
    assert [code for code, _ in places(DRAFT + f"\n<!-- {remark} -->\n") if code == "DK901"] == [
        "DK901"
    ] * is_told


def test_a_suppression_without_its_colon_is_shown_as_it_stands() -> None:
    (found,) = (
        each for each in findings(DRAFT + "\n<!-- digestkit ignore DK307 -->\n") if each.code == "DK901"
    )
    assert found.message.zh == "看不懂这条注释：digestkit ignore DK307"


@pytest.mark.parametrize("reason", ["长" * 2000, "合作方要求，\n下一期改", "a <b> c", "见 --- 一节"])
def test_a_reason_may_be_as_long_as_it_is(reason: str) -> None:
    text = DRAFT.replace("**飞鱼科技发布", f"<!-- digestkit: ignore DK307 -- {reason} -->\n**飞鱼科技发布")
    assert [code for code, line in places(text) if line < 15] == []


@pytest.mark.parametrize("remark", ["ignore DK307 长" * 200, "ignore DK307 \nwithout two dashes", "长" * 999])
def test_a_long_suppression_that_is_none_is_told(remark: str) -> None:
    [found] = [each for each in findings(DRAFT + f"<!-- digestkit: {remark} -->\n") if each.code == "DK901"]
    assert len(found.message.zh) < 80


def test_what_digestkit_itself_keeps_in_comments_is_no_suppression() -> None:
    kept = "<!-- digestkit: front-matter\ntitle: x\nnote: <!-- digestkit: ignore DK307 --&gt;\n-->\n"
    assert places(DRAFT + kept, LintConfig(select=("DK901",))) == []


def test_a_suppression_before_a_line_holds_for_that_line() -> None:
    text = DRAFT.replace("来源出处：[飞鱼", "<!-- digestkit: ignore DK307 -->\n来源出处：[飞鱼")
    assert places(text) == [("DK307", 18)]


def test_a_suppression_at_the_end_of_a_line_holds_for_that_line() -> None:
    text = DRAFT.replace("/a?utm_source=x)\n\n", "/a?utm_source=x) <!-- digestkit: ignore DK307 -->\n\n")
    assert places(text) == [("DK307", 17)]


def test_ignore_file_holds_for_everything() -> None:
    assert places(DRAFT + "\n<!-- digestkit: ignore-file DK307 -->\n") == []


def test_an_idle_suppression_is_reported() -> None:
    assert places(DRAFT + "\n<!-- digestkit: ignore-file DK307 DK605 -->\n") == []
    config = replace(TRACKING, select=("DK307", "DK605", "DK901"))
    assert places(DRAFT + "\n<!-- digestkit: ignore-file DK307 DK605 -->\n", config) == [("DK901", 19)]
    assert places(DRAFT + "\n<!-- digestkit: ignore-file DK307 DK999 -->\n") == [("DK901", 19)]


def test_a_rule_that_did_not_run_is_not_called_idle() -> None:
    config = LintConfig(select=("DK605", "DK901"))
    assert places(DRAFT + "\n<!-- digestkit: ignore-file DK307 -->\n", config) == []


def test_per_file_ignores() -> None:
    config = replace(TRACKING, per_file_ignores={"drafts/": ("DK3",), "*.txt": ("DK307",)})
    assert len(findings(DRAFT, config, "issues/a.md")) == 2
    assert findings(DRAFT, config, "drafts/a.md") == []
    assert findings(DRAFT, config, "issues/a.txt") == []
