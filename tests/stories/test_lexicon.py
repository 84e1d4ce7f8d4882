"""The tables of words, and how they are looked up."""

from importlib.resources import files

import pytest

from digestkit.stories.lexicon import names, names_with, pieces_of, rarity, stem, steps
from digestkit.stories.report import Report
from digestkit.stories.traits import traits_of


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("阿里千问开源新模型", {"阿里巴巴", "千问"}),
        ("Alibaba releases Qwen3-ASR", {"阿里巴巴", "千问"}),
        ("Moonshot AI 更新 Kimi", {"月之暗面", "Kimi"}),
        ("谷歌与 DeepMind 合作", {"谷歌", "Google DeepMind"}),
        ("The deal is on ice", set()),
        ("ICE 使用人脸识别", {"ICE"}),
        ("南岭电网上线智能体", set()),
    ],
)
def test_names_are_found_by_any_alias(title: str, expected: set[str]) -> None:
    assert traits_of(Report(title)).own_names == expected


def test_there_are_enough_names_and_each_alias_means_one() -> None:
    rows = [
        line.split("\t")
        for line in files("digestkit.data").joinpath("entities.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(rows) >= 400
    assert {row[1] for row in rows} == {"org", "person", "product", "place", "event"}
    known = {row[0] for row in rows}
    assert {row[2] for row in rows} - {""} <= known
    aliases = [alias.lower() for row in rows for alias in {row[0], *row[3].split("|")} if alias]
    assert len(aliases) == len(set(aliases))


def test_a_house_adds_names() -> None:
    known = names_with({"星河智能": ("北斗", "Xinghe")})
    assert traits_of(Report("Xinghe 发布新模型"), known).own_names == {"星河智能"}
    assert traits_of(Report("北斗发布"), known).own_names == {"星河智能"}
    assert len(known.entities) == len(names().entities) + 1


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Qwen3-ASR 用K2.5", ["Qwen", "3", "ASR", "K2.5"]),
        ("GPT-5.3-Codex发布", ["GPT", "5.3", "Codex"]),
        ("没有外文", []),
    ],
)
def test_latin_words_and_numbers_are_told_apart(text: str, pieces: list[str]) -> None:
    assert pieces_of(text) == pieces


def test_forms_of_an_english_word_are_one() -> None:
    assert len({stem(word) for word in ("acquire", "acquires", "acquired", "Acquiring")}) == 1


def test_rare_terms_are_rare() -> None:
    rare = rarity()
    assert rare["模型"] < rare["电网"] < rare["鲎鳐"]
    assert min(rare[term] for term in ("模型", "发布", "@OpenAI")) > 0


def test_steps_name_the_stage_of_a_story() -> None:
    assert steps()["acquire"] == "deal"
    assert traits_of(Report("星河智能回应裁员传闻")).steps >= {"reply", "people"}
    assert traits_of(Report("Claude Opus 4.6")).steps == {"launch"}
