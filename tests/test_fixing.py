"""Applying fixes."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from digestkit.config import LintConfig
from digestkit.diagnostic import Diagnostic, Edit, Fix, Severity, Text
from digestkit.fixing import MAX_ROUNDS, apply, compatible, fix
from digestkit.lint import lint, place
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.source import Source, Span
from tests.conftest import Run


def diagnostic(source: Source, *edits: Edit, safe: bool = True) -> Diagnostic:
    where = place(source, edits[0].span)
    return Diagnostic(
        source.path, where, "DK000", "test", Severity.INFO, Text("", ""), fix=Fix(tuple(edits), safe)
    )


def test_edits_are_applied_by_span() -> None:
    edits = [Edit(Span(4, 6), "XY"), Edit(Span(0, 1), ""), Edit(Span(3, 3), "+")]
    assert apply("abcdefg", edits) == "bc+dXYg"


@given(st.text(max_size=30), st.data())
def test_edits_touch_nothing_outside_their_spans(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text(max_size=5))
    result = apply(text, [Edit(Span(start, end), new)])
    assert result.startswith(text[:start])
    assert result.endswith(text[end:])
    assert len(result) == len(text) - (end - start) + len(new)


def test_overlapping_and_unsafe_fixes_wait() -> None:
    source = Source.from_text("abcdef")
    first = diagnostic(source, Edit(Span(0, 2), "x"))
    overlapping = diagnostic(source, Edit(Span(1, 3), "y"))
    touching = diagnostic(source, Edit(Span(2, 2), "y"))
    apart = diagnostic(source, Edit(Span(4, 5), "z"))
    unsafe = diagnostic(source, Edit(Span(5, 6), "z"), safe=False)
    assert compatible([first, overlapping, touching, apart], unsafe=False) == [first, apart]
    assert compatible([unsafe], unsafe=False) == []
    assert compatible([unsafe], unsafe=True) == [unsafe]


def touch(one: Diagnostic, other: Diagnostic) -> bool:
    assert one.fix
    assert other.fix
    return any(
        a.span.start <= b.span.end and b.span.start <= a.span.end
        for a in one.fix.edits
        for b in other.fix.edits
    )


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4)), min_size=1, max_size=2), max_size=12)
)
def test_first_come_first_served_as_long_as_none_touch(drawn: list[list[tuple[int, int]]]) -> None:
    source = Source.from_text("x" * 40)
    found = [
        diagnostic(source, *(Edit(Span(start, start + size), "") for start, size in spans)) for spans in drawn
    ]
    edits = [sorted(each.fix.edits, key=lambda edit: edit.span) for each in found if each.fix]
    assume(all(a.span.end <= b.span.start for each in edits for a, b in pairwise(each)))
    wanted: list[Diagnostic] = []
    for each in found:
        if not any(touch(each, other) for other in wanted):
            wanted.append(each)
    assert compatible(found, unsafe=False) == wanted


def test_fixes_are_applied_until_nothing_changes() -> None:
    text = "# AI 日报 2026-05-04\n\n## 动态\n\n- 飞鱼发布小模型 [飞鱼](https://feiyu.example/a?utm_source=b)  \n\n\n\n"
    parsed = read(Source.from_text(text))
    config = LintConfig(select=("DK307", "DK605"))
    fixed = fix(parsed, lambda each: lint(Batch((each,)), config), read)
    assert fixed.stable
    assert set(fixed.codes) == {"DK307", "DK605"}
    assert lint(Batch((fixed.parsed,)), config) == []
    assert fixed.parsed.text.endswith("(https://feiyu.example/a)\n")


def test_fixes_that_undo_one_another_are_said_so() -> None:
    def restless(parsed: Parsed) -> list[Diagnostic]:
        return [diagnostic(parsed.source, Edit(Span(0, 1), "b" if parsed.text[0] == "a" else "a"))]

    fixed = fix(read(Source.from_text("a")), restless, read)
    assert not fixed.stable
    assert fixed.applied == MAX_ROUNDS


def test_a_fix_that_loses_a_story_is_refused() -> None:
    text = "# AI 日报 2026-05-04\n\n## 动态\n\n- 飞鱼发布小模型\n- 云杉开源数据集\n"
    parsed = read(Source.from_text(text))
    lost = Edit(Span(text.index("- 云杉"), len(text)), "")
    fixed = fix(parsed, lambda each: [diagnostic(each.source, lost)], read)
    assert fixed.stable
    assert fixed.parsed.text == text
    assert [each.change.en for each in fixed.refused] == ["stories (2 to 1)"]


STORY = """\
# AI 日报 2026-05-04

## 动态

### 飞鱼发布小模型

说明：可在手机上运行。

要点：

- 参数量 3 亿

来源：[飞鱼](https://feiyu.example/a)
"""


@pytest.mark.parametrize(
    ("lost", "named"),
    [
        ("说明：可在手机上运行。\n\n", "summaries and backgrounds"),
        ("\n- 参数量 3 亿\n", "points"),
        ("来源：[飞鱼](https://feiyu.example/a)\n", "links of sources"),
    ],
)
def test_a_fix_that_loses_a_part_of_a_story_is_refused(lost: str, named: str) -> None:
    at = STORY.index(lost)
    edit = Edit(Span(at, at + len(lost)), "")
    fixed = fix(read(Source.from_text(STORY)), lambda each: [diagnostic(each.source, edit)], read)
    assert fixed.parsed.text == STORY
    assert [each.change.en.split(" (")[0] for each in fixed.refused] == [named]


def test_all_other_fixes_of_the_round_are_made() -> None:
    """The fix of one line in the middle would lose a point; those before and after it are made."""
    points = "".join(f"- 第 {n} 项指标 提高\n" for n in range(60))
    text = STORY.replace("- 参数量 3 亿\n", points)

    def check(parsed: Parsed) -> list[Diagnostic]:
        found = []
        for n in range(60):
            line = f"- 第 {n} 项指标 提高\n"
            at = parsed.text.find(line)
            if at >= 0:
                new = "" if n in (17, 40) else line.replace("标 提", "标提")
                found.append(diagnostic(parsed.source, Edit(Span(at, at + len(line)), new)))
        return found

    fixed = fix(read(Source.from_text(text)), check, read)
    assert fixed.stable
    assert fixed.applied == 58
    assert fixed.parsed.text.count("指标提高\n") == 58
    lines = fixed.parsed.text.split("\n")
    assert [lines[each.diagnostic.place.line - 1] for each in fixed.refused] == [
        "- 第 17 项指标 提高", "- 第 40 项指标 提高"
    ]  # fmt: skip


def test_a_round_in_which_every_fix_would_lose_something_is_soon_given_up() -> None:
    text = STORY.replace("- 参数量 3 亿\n", "".join(f"- 第 {n} 项\n" for n in range(2000)))
    readings = 0

    def reread(source: Source) -> Parsed:
        nonlocal readings
        readings += 1
        return read(source)

    def check(parsed: Parsed) -> list[Diagnostic]:
        places = [(parsed.text.index(f"- 第 {n} 项\n"), f"- 第 {n} 项\n") for n in range(0, 2000, 3)]
        return [diagnostic(parsed.source, Edit(Span(at, at + len(line)), "")) for at, line in places]

    fixed = fix(read(Source.from_text(text)), check, reread)
    assert fixed.stable
    assert fixed.parsed.text == text
    assert len(fixed.refused) == 667
    assert readings < 100


@pytest.mark.parametrize(("lang", "said"), [("zh", "没有修正 DK307"), ("en", "DK307 was not fixed")])
def test_the_editor_is_told_which_fix_was_not_made_and_where(
    run: Run, tmp_path: Path, lang: str, said: str
) -> None:
    """Two links to one page, of which an invisible character and a tracking parameter make two."""
    source = "来源：[飞鱼](https://feiyu.example/{})\n"
    text = STORY.replace(
        "来源：[飞鱼](https://feiyu.example/a)\n", source.format("\u202ea") + source.format("a?utm_source=x")
    )
    draft = tmp_path / "2026-05-04.md"
    draft.write_text(text + "\n\n\n", encoding="utf-8")
    for _ in "12":
        result = run("--lang", lang, "lint", "--offline", "--fix", draft.name)
        assert result.code == 2, result
        assert f"{draft.name}:14" in result.err
        assert said in result.err
        assert draft.read_text("utf-8") == text.replace("\u202e", "")


HEADLINE = '<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 (2026-02-09)</span>'
LIKE_A_STORY = """\
### 算力安全
南山研究院提出新颖的模型检测方法，扩展对潜在后门的识别。
**行业落地与生态**

飞鱼与海燕签署合作协议
要点：
- **行业覆盖**：已覆盖金融等 20 个行业。
- **生态合作**：合作伙伴达到 115 家。
"""
LIKE_A_TITLE = f"""\
{HEADLINE}

**产品与应用发布**
说明：海燕机器人发布导览机器人，首批在三座商场试用。
海燕推出导览机器人**

背景：服务机器人降价约三成。
"""
CUT_OFF = f"{HEADLINE}\n\n**产品与应用**\n\n**飞鱼完成 3 亿元融资**\n**飞鱼\n"


@pytest.mark.parametrize(
    ("code", "text"), [("DK112", LIKE_A_STORY), ("DK606", LIKE_A_TITLE), ("DK606", CUT_OFF)]
)
def test_what_may_be_no_title_is_not_made_one(code: str, text: str) -> None:
    parsed = read(Source.from_text(text))
    before = [story.title for _, _, story in parsed.stories()]
    fixed = fix(parsed, lambda each: lint(Batch((each,)), LintConfig(select=(code,))), read)
    assert [story.title for _, _, story in fixed.parsed.stories()] == before
