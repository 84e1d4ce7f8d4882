"""An edited plan is followed to the letter; what is wrong in it is told with its line."""

import re

import pytest

from digestkit.config import WeeklyConfig
from digestkit.errors import DigestkitError, FileError, UsageError
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.source import Source
from digestkit.vocabulary import default_vocabulary
from digestkit.weekly import template
from digestkit.weekly.build import Weekly, build, gather
from digestkit.weekly.choose import choose
from digestkit.weekly.compose import House
from digestkit.weekly.plan import written
from digestkit.weekly.plan_reading import read_plan
from digestkit.weekly.told import Told
from tests.weekly.conftest import made, parsed


@pytest.fixture
def dailies(texts: dict[str, str]) -> list[Parsed]:
    return parsed(texts)


@pytest.fixture
def plan(dailies: list[Parsed]) -> str:
    weekly = made(dailies)
    return written(weekly.items, weekly.dropped, "2026-W10")


def followed(dailies: list[Parsed], plan: str) -> Weekly:
    choice = choose(dailies)
    events, dropped = gather(choice)
    read = read_plan(plan, "plan.yaml", events, dropped, "2026-W10")
    layout = template.shipped()
    return build(choice, events, dropped, House(WeeklyConfig(), default_vocabulary(), layout), read)


def entry(plan: str, word: str) -> str:
    """The lines of the entry whose title has ``word``."""
    entries = plan.partition("stories:\n")[2].partition("drop:")[0].split("  - title:")[1:]
    return next("  - title:" + each for each in entries if word in each.partition("\n")[0])


def titles(weekly: Weekly) -> list[str | None]:
    return [item.story.title for item in sorted(weekly.items, key=lambda item: item.rank)]


def test_an_untouched_plan_changes_nothing(dailies: list[Parsed], plan: str) -> None:
    assert followed(dailies, plan).text == made(dailies).text


def test_reordering_dropping_retitling_and_moving(dailies: list[Parsed], plan: str) -> None:
    sound, rule = entry(plan, "铜雀"), entry(plan, "临川")
    moved = plan.replace(sound, "").replace("stories:\n", "stories:\n" + sound)
    dropped_name = rule.rpartition("- ")[2]
    moved = moved.replace(rule, "").replace("drop:", f"drop:\n  - {dropped_name}")
    moved = moved.replace(
        'title: "铜雀音箱因隐私问题下架"\n    section: "本周要闻"', "title: 铜雀下架\n    section: 安全与治理"
    )
    weekly = followed(dailies, moved)
    assert titles(weekly)[0] == "铜雀下架"
    assert next(item.section for item in weekly.items if item.story.title == "铜雀下架") == "安全与治理"
    assert [(each.report.title, each.why.en) for each in weekly.dropped] == [
        ("临川市发布自动驾驶测试办法", "dropped in the plan")
    ]


def test_merging_and_splitting(dailies: list[Parsed], plan: str) -> None:
    fund, rule = entry(plan, "青禾"), entry(plan, "临川")
    lines = fund.splitlines(keepends=True)
    split = "".join(lines[:-1]) + '  - title: "另一条"\n    from:\n' + lines[-1]
    assert len(followed(dailies, plan.replace(fund, split)).items) == len(made(dailies).items) + 1
    joined = plan.replace(rule, "").replace(fund, fund + rule.splitlines(keepends=True)[-1])
    weekly = followed(dailies, joined)
    merged = next(item for item in weekly.items if "青禾" in (item.story.title or ""))
    assert len(merged.rated.event.members) == 3
    assert "https://linchuan.example/0302/rule.html" in [source.url for source in merged.story.sources]


def test_a_pinned_entry_stands_first(dailies: list[Parsed], plan: str) -> None:
    sound = entry(plan, "铜雀")
    weekly = followed(dailies, plan.replace(sound, sound.replace("    from:", "    pin: true\n    from:")))
    assert titles(weekly)[0] == "铜雀音箱因隐私问题下架"


def test_a_late_daily_is_added_and_told(texts: dict[str, str], plan: str) -> None:
    late = "# AI 日报 2026-03-05\n\n## 投融资与并购\n\n### 青禾机器人完成2亿元A轮融资\n\n青禾机器人宣布完成2亿元A轮融资，由南岭创投领投。\n"
    dailies = parsed({**texts, "2026-03-05.md": late})
    choice = choose(dailies)
    events, dropped = gather(choice)
    read = read_plan(plan, "plan.yaml", events, dropped, "2026-W10")
    assert [told.report.path for told in read.unmentioned] == ["2026-03-05.md"]
    home = next(each for each in read.entries if len(each.event.members) > 1)
    assert "2026-03-05.md" in [told.report.path for told in home.event.members]


def test_lines_that_moved_do_no_harm(texts: dict[str, str], plan: str) -> None:
    moved = {name: text.replace("**投融资", "\n\n**投融资") for name, text in texts.items()}
    assert followed(parsed(moved), plan).text.count("###") == followed(parsed(texts), plan).text.count("###")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "临川市发布自动驾驶测试办法",
            "临川市的别的办法",
            r"plan\.yaml:\d+: no daily has '临川市的别的办法'",
        ),
        ('    section: "政策与监管"', "    setcion: x", r"plan\.yaml:\d+: unknown key 'setcion'"),
        (
            "drop:",
            'drop:\n  - "2026-03-04.md:1 铜雀音箱因隐私问题下架"',
            r"plan\.yaml:\d+: .* stands on line \d+ already",
        ),
        ("drop:", "drop:\ndropped: []", r"plan\.yaml:\d+: unknown key 'dropped'"),
        ("    from:", "    pin: 也许\n    from:", r"plan\.yaml:\d+: 'pin' is either true or false"),
        (
            'title: "临川市发布自动驾驶测试办法"',
            "title: [临川市]",
            r"plan\.yaml:\d+: 'title' should be one line",
        ),
        ("drop:", "drop: 临川", r"plan\.yaml:\d+: 'drop' should be a list"),
        ("    from:", "    from: 临川\n    x:", r"plan\.yaml:\d+: 'from' should be a list"),
        ("drop:", "drop:\n  - 随便什么", r"plan\.yaml:\d+: .* file:line title"),
        ("stories:\n", "stories:\n  - 就是它\n", r"plan\.yaml:\d+: should have 'title' and 'from'"),
    ],
)
def test_entries_that_cannot_be_followed(
    dailies: list[Parsed], plan: str, old: str, new: str, told: str
) -> None:
    head, found, tail = plan.rpartition(old)
    assert found
    with pytest.raises(UsageError, match=told):
        followed(dailies, head + new + tail)


def test_a_plan_of_another_week_says_so_once(dailies: list[Parsed], plan: str) -> None:
    other = plan.replace("2026-W10", "2026-W09")
    assert followed(dailies, other).text == made(dailies).text  # all it names is here; ``weekly`` says so
    with pytest.raises(UsageError) as caught:
        followed(dailies, other.replace("临川", "临水"))
    assert caught.value.message.en == (
        "plan.yaml is a plan for 2026-W09, and this weekly is of 2026-W10; name another file, or delete it and run again"
    )


@pytest.mark.parametrize("text", ["a: [", "- x", "stories: 3", "a: &a [*a]\nstories: *a"])
def test_files_that_are_no_plan(dailies: list[Parsed], text: str) -> None:
    with pytest.raises(DigestkitError):
        followed(dailies, text)


@pytest.mark.parametrize(
    "title",
    [
        '说“好”: "不" # 好',
        "反斜杠 \\\\ 与 'x'",
        "- 像列表",
        "*强调* & 锚点",
        "表情 🚀 与\u2028行分隔",
        "12:30 开会",
    ],
)
def test_any_title_goes_through_the_plan(title: str) -> None:
    text = f"# AI 日报 2026-03-05\n\n## 政策与监管\n\n### {title}\n\n某市发布办法，自四月起施行。\n"
    dailies = parsed({"a b.md": text})
    weekly = made(dailies)
    again = followed(dailies, written(weekly.items, weekly.dropped, "2026-W10"))
    assert again.text == weekly.text


def test_stories_over_a_limit_can_be_taken_back_from_the_plan(texts: dict[str, str]) -> None:
    text = texts["2026-03-04.md"].replace("铜雀音箱因", "tong_que_1 音箱因")
    dailies = parsed({**texts, "2026-03-04.md": text})
    weekly = made(dailies, WeeklyConfig(max_stories=1))
    plan = written(weekly.items, weekly.dropped, "2026-W10")
    again = followed(dailies, plan)
    assert len(again.items) == 1
    assert len(again.dropped) == len(weekly.dropped)


def test_characters_that_yaml_has_no_place_for_come_back(dailies: list[Parsed]) -> None:
    odd = "".join(
        map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF, 0xDCFF))
    )
    sources = [each.source for each in dailies]
    spoilt = [
        read(Source.from_text(each.text.replace("完成2亿元", f"完成{odd}2亿元"), each.path))
        for each in sources
    ]
    weekly = made(spoilt)
    assert [story.title for item in weekly.items if "\uffff" in ((story := item.story).title or "")]
    again = followed(spoilt, written(weekly.items, weekly.dropped, "2026-W10"))
    assert again.text == weekly.text


def test_a_plan_without_stories_is_one(dailies: list[Parsed]) -> None:
    weekly = made(dailies)
    assert "stories: []" in written((), weekly.dropped, "2026-W10")
    everything = [f'- "{told.report.path}:{told.report.line} {told.title}"' for told in all_told(dailies)]
    plan = "\n".join(["week: 2026-W10", "stories: []", "drop:", *everything]) + "\n"
    assert followed(dailies, plan).items == ()


@pytest.mark.parametrize("value", ["0x" + "f" * 6000, "[" * 40 + "0b" + "1" * 20_000 + "]" * 40])
def test_numbers_that_can_not_be_written_are_an_error(dailies: list[Parsed], plan: str, value: str) -> None:
    with pytest.raises(DigestkitError, match="plan"):
        followed(dailies, plan + f"\n  - {value}\n")


def all_told(dailies: list[Parsed]) -> list[Told]:
    return [told for event in gather(choose(dailies))[0] for told in event.members]


@pytest.mark.parametrize("odd", ["[" * 200, "- " * 200 + "x", "{" * 60 + "}" * 60, "]" * 60 + "[" * 60])
def test_signs_that_yaml_nests_by_come_back(dailies: list[Parsed], odd: str) -> None:
    spoilt = [
        read(Source.from_text(each.text.replace("完成2亿元", f"完成{odd}2亿元"), each.source.path))
        for each in dailies
    ]
    weekly = made(spoilt)
    again = followed(spoilt, written(weekly.items, weekly.dropped, "2026-W10"))
    assert again.text == weekly.text


def test_the_quotation_marks_of_a_chinese_keyboard_are_named_once(dailies: list[Parsed], plan: str) -> None:
    curly = re.sub(r'"([^"\n]*)"', r"“\1”", plan)
    with pytest.raises(UsageError) as caught:
        followed(dailies, curly)
    assert caught.value.message.en == (
        "plan.yaml:11:12: the quotation marks around this text are “ ”, which YAML takes for a part of it; "
        'write "…" with straight ones, and likewise on lines 12, 14, 15, 16, 17 and 13 others'
    )
    assert caught.value.message.zh == (
        'plan.yaml:11:12：这里用来括住文字的是中文引号 “ ”，YAML 不认；请换成英文直引号 "…"，'
        "第 12、14、15、16、17 行等 18 行也一样"
    )


@pytest.mark.parametrize(
    ("new", "place", "named"),
    [
        ("“青禾融资：2亿元”", "11:12", "“ ”"),
        ("“青禾融资: 2亿元”  # 改短", "11:12", "“ ”"),
        ('"青禾融资”', "11:12", "”"),
        ("”青禾融资”", "11:12", "”"),
        ("‘青禾融资’", "11:12", "‘ ’"),
        ("＂青禾融资＂", "11:12", "＂"),
    ],
)
def test_a_new_title_in_such_marks_is_told(
    dailies: list[Parsed], plan: str, new: str, place: str, named: str
) -> None:
    with pytest.raises(UsageError, match=rf"plan\.yaml:{place}: .*{named}.*straight"):
        followed(dailies, plan.replace('"青禾机器人完成2亿元A轮融资"', new, 1))


@pytest.mark.parametrize(
    "title", ["“青禾”融资", "青禾“融资”", "“青禾”与“南岭”", '"“青禾融资”"', "'“青禾融资”'"]
)
def test_quotation_marks_that_belong_to_a_title_stay(dailies: list[Parsed], plan: str, title: str) -> None:
    weekly = followed(dailies, plan.replace('"青禾机器人完成2亿元A轮融资"', title, 1))
    assert titles(weekly)[0] == title.strip("\"'")


def test_a_full_width_colon_after_a_key_is_told(dailies: list[Parsed], plan: str) -> None:
    with pytest.raises(UsageError) as caught:
        followed(dailies, plan.replace("    section: ", "    section：", 2))
    assert caught.value.message.en == (
        "plan.yaml:12:12: the colon after 'section' is full-width, which YAML does not take; "
        "write 'section: ' with a half-width one and a blank, and likewise on line 17"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    section: ", "\tsection: ", "it is indented with a tab; use blanks"),
        (
            '    section: "政策与监管"',
            "    section: 政策: 监管",
            "there is a colon in the value; put all of it in quotes",
        ),
    ],
)
def test_what_is_mistyped_in_a_plan_is_told(
    dailies: list[Parsed], plan: str, old: str, new: str, said: str
) -> None:
    line = plan[: plan.index(old)].count("\n") + 1
    with pytest.raises(FileError) as caught:
        followed(dailies, plan.replace(old, new, 1))
    assert caught.value.message.en == f"plan.yaml:{line}: the plan is not valid YAML: {said}"


def test_quotes_inside_quotes_are_told(dailies: list[Parsed], plan: str) -> None:
    with pytest.raises(
        FileError, match=r"^plan\.yaml:\d+: .*: there are straight quotes inside the quoted value"
    ):
        followed(dailies, plan.replace("青禾机器人完成", '青禾"机器人"完成', 1))


def test_a_key_that_stands_twice_is_told(dailies: list[Parsed], plan: str) -> None:
    with pytest.raises(FileError) as caught:
        followed(dailies, plan + "drop:\n")
    assert caught.value.message.zh == f"plan.yaml:{plan.count(chr(10)) + 1}：“drop”写了两次，请合成一处"


def test_what_is_no_yaml_is_told_with_its_line_and_column(dailies: list[Parsed], plan: str) -> None:
    with pytest.raises(DigestkitError, match=r"plan\.yaml:12:3: the plan is not valid YAML"):
        followed(
            dailies, plan.replace("    section: ", "  section: ", 1).replace("  - title", "   - title", 1)
        )
