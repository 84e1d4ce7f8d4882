"""Groups of one event, follow-ups, shared addresses."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from digestkit.stories import Grouping, Report, candidates, comparing, group, group_apart
from digestkit.stories.evidence import all_names, evidence
from digestkit.stories.model import model
from digestkit.stories.traits import traits_of
from tests.stories import examples


def events(grouping: Grouping, labels: list[str]) -> set[tuple[str, ...]]:
    """The groups of one event, by their labels."""
    return {
        tuple(labels[member] for member in each.members)
        for each in grouping.groups
        if each.kind == "same-event"
    }


EXPECTED = {("beidou-2",) * 3, ("qingsong-b",) * 2, ("gpt9",) * 2, ("nanling",) * 2}


def test_reports_of_one_event_are_found_and_others_kept_apart() -> None:
    reports, labels = examples()
    assert events(group(reports), labels) == EXPECTED


def test_addresses_help_but_are_not_needed() -> None:
    reports, labels = examples()
    assert events(group([replace(each, urls=()) for each in reports]), labels) == EXPECTED


def test_the_order_of_reports_does_not_matter() -> None:
    reports, labels = examples()
    order = list(range(len(reports)))
    random.Random(7).shuffle(order)
    found = group([reports[n] for n in order])
    assert events(found, [labels[n] for n in order]) == EXPECTED


def test_stories_without_a_day_are_compared_with_each_other() -> None:
    reports, labels = examples()
    sure = {found for found in EXPECTED if "nanling" not in found}  # only days tell its two steps apart
    for day in (None, "2026-02-30"):
        assert events(group([replace(each, date=day) for each in reports]), labels) >= sure


def test_what_is_weeks_apart_is_not_one_event() -> None:
    early, late = (Report("南岭电网上线调度智能体", date=day) for day in ("2026-01-07", "2026-03-06"))
    assert not group([early, late]).groups


THIN = Report("流萤剪辑台", "把长录像剪成短片的开源工具。", ("https://code.example/liuying",), "2026-03-05")


@pytest.mark.parametrize(
    "again",
    [
        THIN,
        replace(THIN, text="把长录像，剪成短片的开源工具", urls=()),
        replace(THIN, date="2026-03-07"),
    ],
    ids=["copied", "but for punctuation and the link", "on another day"],
)
def test_a_story_in_the_same_words_is_told_twice_be_it_ever_so_short(again: Report) -> None:
    found = group([THIN, again])
    assert [(each.members, each.score) for each in found.groups] == [((0, 1), 1.0)]
    assert found.groups[0].why[0].zh == "一字不差"


def test_one_title_twice_over_links_to_one_page_is_one_story_in_any_words() -> None:
    again = replace(THIN, text="流萤：剪辑用，开源，长视频变短。")
    assert [each.score for each in group([THIN, again]).groups] == [1.0]
    other = replace(again, urls=("https://other.example/a",))
    assert all(each.score < 1 for each in group([THIN, other]).groups)


def test_a_column_under_one_link_is_not_surely_the_same_each_day() -> None:
    days = [
        "公共图书馆开放夜间自习室，读者可在网上预约座位。",
        "两家医院试用语音病历，护士每天少写一小时字。",
    ]
    column = [
        Report("今日一图", text, ("https://daily.example/photo",), f"2026-03-0{n}", path=f"{n}.md")
        for n, text in enumerate(days, 5)
    ]
    assert max(group(column).sure.values()) < 0.95


FAILED = "AI 处理失败，请查看原文。\n标签:"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            Report("Show HN: A map of old windmills", FAILED),
            Report("Show HN：我用 LLM 重写了文字冒险游戏", "玩家可以用自然语言和地图、人物交互。"),
            id="shown at the same place",
        ),
        pytest.param(
            Report("Will Claude Code slow our interns down?", FAILED),
            Report("I wrote a fish tank simulator using Claude Code", FAILED),
            id="neither could be read",
        ),
        pytest.param(
            Report("Large Language Model Planning Failures", FAILED),
            Report(
                "LLM 的新工具：Marten",
                "Marten 是给大型语言模型（Large Language Model）用的工具，让模型少出错。",
            ),
            id="a title alone, in another language",
        ),
    ],
)
def test_what_stories_have_in_common_by_rote_says_nothing(one: Report, other: Report) -> None:
    days = ((one, "2026-03-02"), (other, "2026-03-03"))
    assert not group([replace(each, date=day, path=f"{day}.md") for each, day in days]).groups


def test_other_stories_under_one_address_are_told_as_such() -> None:
    reports, _ = examples()
    shared = replace(reports[9], urls=("https://www.example.com/qingsong/b/",))
    found = group([reports[3], shared])
    assert [(each.kind, each.members) for each in found.groups] == [("same-url", (0, 1))]
    assert "example.com/qingsong/b" in found.groups[0].why[0].en


def test_a_later_step_is_a_follow_up_and_no_repeat() -> None:
    first = Report(
        "OpenAI 发布 GPT-9 模型", "OpenAI 发布 GPT-9 模型，面向所有付费用户开放。", date="2026-03-05"
    )
    later = Report(
        "GPT-9 模型泄露用户对话，OpenAI 展开调查",
        "OpenAI 发布 GPT-9 模型三天后，有付费用户看到了别人的对话；OpenAI 说正在调查。",
        date="2026-03-08",
    )
    found = group([later, first])
    assert not found.groups
    assert [(each.earlier, each.later) for each in found.follow_ups] == [(1, 0)]
    assert found.follow_ups[0].why


def test_groups_say_why() -> None:
    reports, _ = examples()
    why = next(each for each in group(reports).groups if each.members[0] == 6).why
    assert any("OpenAI" in reason.zh and "OpenAI" in reason.en for reason in why)


def test_publications_are_looked_at_one_by_one() -> None:
    reports, _ = examples()
    folders = {each.path.partition("/")[0] for each in reports}
    assert len(folders) > 2
    assert not group_apart(reports).groups  # no folder tells a story twice
    one = group_apart([replace(each, path=f"2026-0{n}/{n}.md") for n, each in enumerate(reports)])
    assert len(one.groups) == len(EXPECTED)  # months are no publications


def test_only_what_concerns_the_drafts_is_told() -> None:
    reports, labels = examples()
    assert events(group(reports, asked=1), labels) == {("beidou-2",) * 3}


@pytest.mark.parametrize("seed", range(8))
def test_what_is_told_of_some_is_what_is_told_of_all(seed: int) -> None:
    reports, _ = examples()
    random.Random(seed).shuffle(reports)
    everything = group(reports)
    for asked in range(1, len(reports)):
        some = group(reports, asked=asked)
        assert some.groups == tuple(each for each in everything.groups if each.members[0] < asked)
        assert some.follow_ups == tuple(
            each for each in everything.follow_ups if min(each.earlier, each.later) < asked
        )
        for pair, sure in everything.sure.items():
            assert pair[0] >= asked or some.sure[pair] == sure


def test_what_leads_to_no_story_that_is_asked_about_is_not_compared() -> None:
    reports, _ = examples()
    every, some = (
        {(one, other) for one, other, _, _ in comparing.compared(reports, None, asked)} for asked in (None, 1)
    )
    assert some < every
    assert len(some) * 2 < len(every)


@pytest.mark.parametrize("day", ["own", "one", None])
def test_many_reports_are_compared_alike_in_two_processes(
    day: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, _ = examples()
    if day != "own":
        reports = [replace(each, date="2026-03-08" if day else None) for each in reports]
    alone = sorted(comparing.compared(reports))
    monkeypatch.setattr(comparing, "MANY", 4)
    assert len(alone) >= 10
    assert sorted(comparing.compared(reports)) == alone


def test_on_a_crowded_day_a_report_is_compared_with_few_that_look_a_little_alike() -> None:
    dice = random.Random(3)
    many = []
    for _ in range(120):
        own = "".join(chr(0x4E00 + 29 * dice.randrange(600)) for _ in range(30))
        figures = "、".join(str(dice.randrange(10**6)) for _ in range(2))
        many.append(Report(f"{own[:8]}发布芯片", f"{own[8:]}，编号 {figures}。", date="2026-03-08"))
    found = Counter(other for _, other, _, _ in comparing.compared(many))
    assert max(found.values()) == candidates.BEST
    same = [replace(many[0], path=f"{n}.md") for n in range(12)]
    assert max(Counter(other for _, other, _, _ in comparing.compared(same)).values()) == 11


def test_evidence_is_the_same_either_way_and_has_its_names() -> None:
    traits = [traits_of(report) for report in examples()[0]]
    for one in traits:
        for other in traits:
            row = evidence(one, other)
            assert row == pytest.approx(evidence(other, one))
            assert len(row) == len(all_names())
            assert 0 <= model().event.sure(row) <= 1


@pytest.mark.parametrize(
    "reports", [[], [Report("")], [Report("，。"), Report("🚀🚀")], [Report("a" * 5000)] * 2]
)
def test_odd_reports_do_no_harm(reports: list[Report]) -> None:
    group(reports)
