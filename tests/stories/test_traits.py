"""Numbers, versions and models that stories are recognised by."""

import pytest

from digestkit.stories.evidence import NAMES, evidence
from digestkit.stories.report import Report
from digestkit.stories.traits import numbers_in, traits_of, versions_in


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("估值 1.25万亿美元", "valued at $1.25 trillion"),
        ("融资1000亿", "raises $100B"),
        ("240万用户", "2.4 million users"),
        ("增长 18%", "up 18%"),
    ],
)
def test_numbers_agree_across_languages(chinese: str, english: str) -> None:
    assert set(numbers_in(chinese)) == set(numbers_in(english)) != set()


@pytest.mark.parametrize("text", ["2026年", "第 3 个", "H200", "GPT-5"])
def test_years_small_numbers_and_names_are_no_numbers(text: str) -> None:
    assert not set(numbers_in(text))


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("GPT-5.3-Codex 发布", {"gpt": {"5.3"}}),
        ("Kimi K2.5 与 Opus 4.6", {"kimi": {"2.5"}, "opus": {"4.6"}}),
        ("MiniMax M2.7 与 MiniMax 2.7", {"minimax": {"2.7"}}),
        ("募集 30亿", {}),
    ],
)
def test_versions_of_models(text: str, versions: dict[str, set[str]]) -> None:
    assert versions_in(text) == versions


def test_the_batch_of_a_maker_is_no_version_and_no_subject() -> None:
    title = "Launch HN: Marten (YC W26) – Mail for agents"
    assert versions_in(title) == {}
    assert traits_of(Report(title)).latin == traits_of(Report("Launch HN: Marten – Mail for agents")).latin


def test_the_actor_is_whom_the_first_name_stands_for() -> None:
    assert traits_of(Report("千问上线新功能，挑战 ChatGPT")).actor == "阿里巴巴"
    assert traits_of(Report("南岭电网上线智能体")).actor is None


@pytest.mark.parametrize(
    ("title", "models"),
    [
        ("蚂蚁开源 LingBot-VA", {"lingbot": {"va"}}),
        ("阿里发布 Qwen3 Max Thinking", {"qwen": {"max", "thinking"}}),
        ("阿里开源 Qwen3.8-27B", {"qwen": {"27b"}}),
        ("Google Pixel owners get Qwen3-Max", {"qwen": {"max"}}),
        ("清华系 AI Infra 降低成本", {}),
    ],
)
def test_models_of_a_family_keep_their_own_words(title: str, models: dict[str, set[str]]) -> None:
    assert traits_of(Report(title)).models == models


@pytest.mark.parametrize(
    ("text", "apart"), [("", 1.0), ("同时开源的还有 LingBot-World。", 0.0)], ids=["another", "one of two"]
)
def test_another_model_of_the_family_speaks_against_the_same_event(text: str, apart: float) -> None:
    one, other = (traits_of(Report(f"灵波开源 LingBot-{name}", text)) for name in ("VA", "World"))
    assert evidence(one, other)[NAMES.index("models_apart")] == apart
