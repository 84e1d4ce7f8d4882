"""How evidence is weighed: a logistic model whose coefficients stand in ``data/duplicates.json``.

``tools/train_duplicates.py`` learns them from labelled stories. One set of weights says how sure it is
that two reports tell the same event, another that they belong to the same thread.
"""

import json
from functools import cache
from importlib.resources import files
from math import exp
from operator import mul
from typing import NamedTuple

from digestkit.stories.evidence import all_names


class Weights(NamedTuple):
    """The weights of one question, in the order of ``evidence.all_names()``.

    ``crossed`` holds two places in that order and what the product of their evidence weighs: shared words
    say less of two reports days apart.
    """

    constant: float
    weights: tuple[float, ...]
    crossed: tuple[tuple[int, int, float], ...]

    def sure(self, row: list[float]) -> float:
        """How sure the answer yes is, 0 to 1."""
        total = self.constant + sum(map(mul, self.weights, row))
        total += sum([weight * row[one] * row[other] for one, other, weight in self.crossed])
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


class Model(NamedTuple):
    """Both questions, and from where on the answers count.

    ``cut``: reports grow into a group while they are so sure on average. ``follow``: so sure that a
    later report belongs to the thread of an earlier one.
    """

    event: Weights
    thread: Weights
    cut: float
    follow: float


@cache
def model() -> Model:
    """The model that ships with digestkit."""
    data = json.loads(files("digestkit.data").joinpath("duplicates.json").read_text("utf-8"))

    def weights(name: str) -> Weights:
        found = data[name]["weights"]
        names = {each: place for place, each in enumerate(all_names())}
        crossed = [(*each.split(" * "), weight) for each, weight in found.items() if " * " in each]
        return Weights(
            data[name]["constant"],
            tuple(found.get(each, 0.0) for each in names),
            tuple((names[one], names[other], weight) for one, other, weight in crossed),
        )

    return Model(weights("event"), weights("thread"), data["cut"], data["follow"])
