"""How evidence is weighed: a logistic model whose coefficients stand in ``data/duplicates.json``.

``tools/train_duplicates.py`` learns them from labelled stories. One set of weights says how sure it is
that two reports tell the same event, another that they belong to the same thread.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from math import exp
from operator import itemgetter, mul
from typing import NamedTuple

from digestkit.stories.evidence import all_names

_Picker = Callable[[Sequence[float]], Sequence[float]]


def _picker(places: Sequence[int]) -> _Picker:
    """What picks the numbers at ``places`` from a row."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: [row[place] for place in places]


class Weights(NamedTuple):
    """The weights of one question, in the order of ``evidence.all_names()``.

    ``crossed`` is what the product of two pieces of evidence weighs (shared words say less of two reports
    days apart); ``firsts`` and ``seconds`` pick those pieces from a row.
    """

    constant: float
    weights: tuple[float, ...]
    firsts: _Picker
    seconds: _Picker
    crossed: tuple[float, ...]

    def sure(self, row: list[float]) -> float:
        """How sure the answer yes is, 0 to 1."""
        total = self.constant + sum(map(mul, self.weights, row))
        total += sum(map(mul, self.crossed, map(mul, self.firsts(row), self.seconds(row))))
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
        crossed = [each.split(" * ") for each in found if " * " in each]
        return Weights(
            data[name]["constant"],
            tuple(found.get(each, 0.0) for each in names),
            _picker([names[one] for one, _ in crossed]),
            _picker([names[other] for _, other in crossed]),
            tuple(found[" * ".join(both)] for both in crossed),
        )

    return Model(weights("event"), weights("thread"), data["cut"], data["follow"])
