"""Numbers, versions and models that stories are recognised by."""

import pytest

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
        ("Kimi K2.5 与 Opus 4.6", {"k": {"2.5"}, "opus": {"4.6"}}),
        ("募集 30亿", {}),
    ],
)
def test_versions_of_models(text: str, versions: dict[str, set[str]]) -> None:
    assert versions_in(text) == versions


def test_the_actor_is_whom_the_first_name_stands_for() -> None:
    assert traits_of(Report("千问上线新功能，挑战 ChatGPT")).actor == "阿里巴巴"
    assert traits_of(Report("南岭电网上线智能体")).actor is None


def test_models_of_a_family_keep_their_own_words() -> None:
    assert traits_of(Report("蚂蚁开源 LingBot-VA")).models == {"lingbot": {"va"}}
