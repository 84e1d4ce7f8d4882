"""The words in which a group is explained."""

import pytest

from digestkit.stories.reasons import _as_words


@pytest.mark.parametrize(
    ("text", "run", "words"),
    [
        ("在 3 座城市的商场试用", "座城市的商场试用", "城市的商场试用"),
        ("首批在三座城市", "首批在", "首批"),
        ("飞鱼科技宣布完成融资", "宣布完成", "宣布完成"),
        ("发布了新的模型", "了新的模型", "新的模型"),
    ],
)
def test_a_run_of_characters_is_cut_down_to_words(text: str, run: str, words: str) -> None:
    start = text.index(run)
    assert _as_words(text, start, start + len(run)) == words
