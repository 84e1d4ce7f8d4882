"""Learn what ships in ``data/``: how rare terms are (``rarity.bin``) and what evidence weighs (``duplicates.json``).

    python tools/train_duplicates.py FOLDER [--tables] [--report] [--ablation]

FOLDER holds ``stories.jsonl`` and ``labels.tsv`` (and ``more-…``), stories with the event and thread that each
reports, and ``background.jsonl.gz``, many stories without labels. ``tools/more-labels.tsv`` labels some of those:
they are named by a hash, no text of theirs is kept. numpy and scikit-learn are needed here, and only here.

``--tables`` makes ``rarity.bin`` and ``translations.tsv`` anew first; ``--report`` prints what validation says
instead of writing: by folds (a pair is judged by a model that has seen no story of its threads), and with a whole
set held out. ``--ablation`` prints what folds say when a kind of evidence is missing.
"""

import argparse
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np
from duplicate_labels import Labelled, given, more, silver
from duplicate_tables import count_rarity, learn_translations
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from digestkit.stories import lexicon, traits
from digestkit.stories.candidates import pairs
from digestkit.stories.clusters import clusters
from digestkit.stories.evidence import all_names, evidence

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src" / "digestkit" / "data"
FOLDS = 5
STRENGTH = 0.03  # the inverse of regularisation
THREAD_STRENGTH = 0.06
CHOOSING = 0.05  # the same where crossed evidence is chosen: the smaller, the fewer
CROSSED_SHARE = 0.5  # how much less than single evidence crossed evidence may weigh
MORE, SILVER = 0.5, 0.5  # what a pair of tools/more-labels.tsv weighs, and one that only shares its address
CUT, FOLLOW = 0.32, 0.75
NAMES = all_names()
LINKS = [NAMES.index("url")]
CROSSED = [
    "words",
    "ideas",
    "title_words",
    "title_ideas",
    "rarest",
    "concepts",
    "title_in_other",
    "title_in_other_both",
    "actor_same",
    "title_names_shared",
    "languages",
    "days",
    "same_issue",
    "models_apart",
    "versions_shared",
    "launch_and_use",
    "concepts_left",
    "latin_left",
    "names_left",
    "english",
    "title_numbers_shared",
    "plan_and_done",
    "bare",
    "steps_apart",
    "translated",
    "title_concepts",
    "rarest_title",
    "rarest_ideas",
    "long",
    "actor_other",
    "actor_unknown_to_other",
    "title_names_apart",
    "names_shared",
    "concepts_left_both",
    "names_left_both",
    "latin_left_both",
    "latin_shared",
    "versions_apart",
    "title_numbers_apart",
    "numbers_shared",
    "steps_shared",
    "concepts_shared",
    "url",
    "translated_weight",
    "words_root",
]
"""Evidence that may count more, or the other way, in the company of other such evidence."""
KINDS = {
    "what is done": "concepts title_concepts concepts_shared concepts_left_both concepts_left steps_shared steps_apart"
    " plan_and_done launch_and_use step:",
    "names and actors": "actor_same actor_other actor_unknown_to_other title_names_shared title_names_apart"
    " title_names_apart_words names_shared names_left_both names_left",
    "wording": "title_words words title_words_squared words_squared words_root words_over title_words_over"
    " title_in_other rarest_title rarest long words_days",
    "translation": "translated translated_weight languages_words",
    "days": "days same_day words_days ideas_days",
    "issue, language, length": "same_issue bare languages english",
    "products and versions": "latin_left_both latin_left latin_shared latin_shared_left versions_shared versions_apart"
    " models_apart",
    "addresses": "url",
    "figures": "title_numbers_shared title_numbers_apart numbers_shared",
    "ideas across languages": "title_ideas ideas rarest_ideas languages_ideas languages_rarest ideas_days",
}
"""Kinds of evidence, by the names of their parts or how those begin."""
ALL_CROSSED = list(itertools.combinations([NAMES.index(name) for name in CROSSED], 2))

Crossed = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Learned:
    """Weights of single evidence, then of crossed; and the constant."""

    weights: np.ndarray
    constant: float
    crossed: Crossed = ()

    def sure(self, rows: np.ndarray) -> np.ndarray:
        """How sure it is of each row."""
        return np.asarray(
            1 / (1 + np.exp(-(with_crossed(rows, self.crossed) @ self.weights + self.constant)))
        )

    def named(self) -> dict[str, object]:
        """As it stands in the file: weights by the name of the evidence."""
        names = [*NAMES, *(f"{NAMES[a]} * {NAMES[b]}" for a, b in self.crossed)]
        return {
            "constant": round(self.constant, 4),
            "weights": {
                n: round(float(w), 4) for n, w in zip(names, self.weights, strict=True) if abs(w) >= 5e-5
            },
        }


def rows_of(data: Labelled) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """The evidence of each pair, and the pairs."""
    apart = [(number, traits.traits_of(each)) for number, each in enumerate(data.reports)]
    if data.chosen is not None:
        return np.array([evidence(apart[a][1], apart[b][1]) for a, b in data.chosen]), data.chosen
    found = [((a, b), evidence(one, other)) for a, one, b, other in pairs(apart)]
    return np.array([row for _, row in found]), [pair for pair, _ in found]


def without_links(rows: np.ndarray) -> np.ndarray:
    """The same pairs as if no story had a link."""
    rows = rows.copy()
    rows[:, LINKS] = 0
    return rows


def with_crossed(rows: np.ndarray, crossed: Crossed) -> np.ndarray:
    """``rows`` with the products of evidence behind."""
    return np.hstack([rows, *(rows[:, [a]] * rows[:, [b]] for a, b in crossed)])


def learn(
    rows: np.ndarray,
    answers: np.ndarray,
    weights: np.ndarray,
    crossed: Crossed = ALL_CROSSED,
    strength: float = STRENGTH,
) -> Learned:
    """A model of rows as they are. Every pair is learned with and without its links.

    Of the ``crossed`` evidence a first model with an L1 penalty chooses what is worth keeping.
    """
    both, answers = np.vstack([rows, without_links(rows)]), np.tile(answers, 2)
    weights = np.tile(weights, 2) / 2
    chosen: Crossed = ()
    if crossed:
        wide = with_crossed(both, crossed)
        first = LogisticRegression(C=CHOOSING, l1_ratio=1, solver="liblinear", max_iter=500, random_state=0)
        first.fit(StandardScaler().fit_transform(wide), answers, sample_weight=weights)
        kept = np.abs(first.coef_[0][len(NAMES) :]) > 1e-3
        chosen = [pair for pair, keep in zip(crossed, kept, strict=True) if keep]
    wide = with_crossed(both, chosen)
    scaler = StandardScaler().fit(wide)
    share = np.r_[np.ones(len(NAMES)), np.full(len(chosen), CROSSED_SHARE)]
    fitted = LogisticRegression(C=strength, max_iter=5000)
    fitted.fit(scaler.transform(wide) * share, answers, sample_weight=weights)
    scaled = fitted.coef_[0] * share / scaler.scale_
    return Learned(scaled, float(fitted.intercept_[0] - (scaled * scaler.mean_).sum()), chosen)


def score(data: Labelled, groups: Sequence[Sequence[int]]) -> tuple[float, float, float, float]:
    """Pairwise F1, precision and recall, and B-cubed F1."""
    place = {member: number for number, found in enumerate(groups) for member in found}
    group = [place.get(n, -1 - n) for n in range(len(data.reports))]
    kept = [n for n in range(len(data.reports)) if not data.labels[n][2]]
    counts: Counter[tuple[bool, bool]] = Counter(
        (data.labels[a][0] == data.labels[b][0], group[a] == group[b])
        for a, b in itertools.combinations(kept, 2)
        if data.fair(a, b)
    )
    hit = counts[True, True]
    precision, recall = hit / max(1, hit + counts[False, True]), hit / max(1, hit + counts[True, False])
    events, found_in = defaultdict(set), defaultdict(set)
    for n in kept:
        events[data.labels[n][0]].add(n)
        found_in[group[n]].add(n)
    same = [(len(events[data.labels[n][0]] & found_in[group[n]]), n) for n in kept]
    p3 = sum(size / len(found_in[group[n]]) for size, n in same) / len(kept)
    r3 = sum(size / len(events[data.labels[n][0]]) for size, n in same) / len(kept)
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall, 2 * p3 * r3 / (p3 + r3)


@dataclass(frozen=True)
class Set:
    """A labelled set with the evidence of its pairs."""

    data: Labelled
    rows: np.ndarray
    pairs: list[tuple[int, int]]
    weight: float

    def answers(self) -> tuple[np.ndarray, np.ndarray]:
        """Whether each pair is the same event, and whether the labels are clear about it."""
        same = [self.data.labels[a][0] == self.data.labels[b][0] for a, b in self.pairs]
        return np.array(same), np.array([self.data.fair(a, b) for a, b in self.pairs])

    def folds(self) -> list[tuple[int, int]]:
        """The folds of each pair's two threads, the smaller first."""
        fold = [crc32(thread.encode()) % FOLDS for _, thread, _, _ in self.data.labels]
        return [(min(fold[a], fold[b]), max(fold[a], fold[b])) for a, b in self.pairs]


def learn_from(sets: Sequence[Set], use: Sequence[np.ndarray], crossed: Crossed = ALL_CROSSED) -> Learned:
    """What the pairs in ``use`` (one mask a set) teach; labels that are not clear are left out."""
    answers = [each.answers() for each in sets]
    masks = [mask & clear for mask, (_, clear) in zip(use, answers, strict=True)]
    return learn(
        np.vstack([each.rows[mask] for each, mask in zip(sets, masks, strict=True)]),
        np.concatenate([same[mask] for (same, _), mask in zip(answers, masks, strict=True)]),
        np.concatenate([np.full(mask.sum(), each.weight) for each, mask in zip(sets, masks, strict=True)]),
        crossed,
    )


def validated(sets: Sequence[Set], crossed: Crossed = ALL_CROSSED) -> list[list[np.ndarray]]:
    """How sure each pair is, with and without links, by a model that has seen no story of either thread."""
    told = [[np.zeros(len(each.pairs)) for each in sets] for _ in range(2)]
    folds = [each.folds() for each in sets]
    for out in itertools.combinations_with_replacement(range(FOLDS), 2):
        learned = learn_from(sets, [np.array([not {*f} & {*out} for f in found]) for found in folds], crossed)
        for n, each in enumerate(sets):
            mine = np.array([f == out for f in folds[n]])
            if mine.any():
                told[0][n][mine] = learned.sure(each.rows[mine])
                told[1][n][mine] = learned.sure(without_links(each.rows[mine]))
    return told


def held_out(sets: Sequence[Set], number: int) -> list[np.ndarray]:
    """How sure each pair of one set is, with and without links, by a model that has seen nothing of the set."""
    others = [each for n, each in enumerate(sets) if n != number]
    learned = learn_from(others, [np.full(len(each.pairs), True) for each in others])
    rows = sets[number].rows
    return [learned.sure(rows), learned.sure(without_links(rows))]


def grouped(each: Set, told: np.ndarray, cut: float) -> list[list[int]]:
    """The groups that follow from how sure the pairs are."""
    return clusters({(min(p), max(p)): float(s) for p, s in zip(each.pairs, told, strict=True)}, cut)


def print_report(sets: Sequence[Set]) -> None:
    """What validation says, with and without links, at several cuts."""
    folded = validated(sets)
    for name, told in (
        ("by folds", [[folded[links][n] for links in range(2)] for n in range(2)]),
        ("whole set held out", [held_out(sets, n) for n in range(2)]),
    ):
        for links, cut in itertools.product(range(2), (0.24, 0.28, CUT, 0.36, 0.4)):
            found = [score(sets[n].data, grouped(sets[n], told[n][links], cut)) for n in range(2)]
            text = " | ".join(f"F1 {f:.3f} P {p:.3f} R {r:.3f} B3 {b:.3f}" for f, p, r, b in found)
            print(f"{name}, {'without' if links else 'with'} links, cut {cut}: {text}", flush=True)


def print_ablation(sets: Sequence[Set]) -> None:
    """What folds say (with links, at the shipped cut) without each kind of evidence, and without crossed evidence."""

    def show(name: str, sets: Sequence[Set], crossed: Crossed = ALL_CROSSED) -> None:
        told = validated(sets, crossed)[0]
        found = [score(sets[n].data, grouped(sets[n], told[n], CUT)) for n in range(2)]
        text = " | ".join(f"F1 {f:.3f} P {p:.3f} B3 {b:.3f}" for f, p, _, b in found)
        print(f"{name}: {text} | mean F1 {sum(f for f, *_ in found) / 2:.3f}", flush=True)

    show("nothing missing", sets)
    show("crossed evidence", sets, ())
    for kind, parts in KINDS.items():
        starts = tuple(parts.split())
        columns = [n for n, name in enumerate(NAMES) if name.startswith(starts)]
        show(kind, [replace(each, rows=_emptied(each.rows, columns)) for each in sets])


def _emptied(rows: np.ndarray, columns: Sequence[int]) -> np.ndarray:
    """``rows`` with some columns at 0."""
    rows = rows.copy()
    rows[:, columns] = 0
    return rows


def labelled_sets(folder: Path) -> list[Set]:
    """All that can be learned from."""
    both = [given(folder, ""), given(folder, "more-")]
    found = [*both, more(folder), silver(folder, both)]
    return [
        Set(data, *rows_of(data), weight) for data, weight in zip(found, (1, 1, MORE, SILVER), strict=True)
    ]


def threads_of(sets: Iterable[Set]) -> Learned:
    """A model of whether two stories belong to one thread; only the given sets tell."""
    sets = list(sets)
    answers = [each.data.labels[a][1] == each.data.labels[b][1] for each in sets for a, b in each.pairs]
    return learn(
        np.vstack([each.rows for each in sets]), np.array(answers), np.ones(len(answers)), (), THREAD_STRENGTH
    )


def main() -> None:
    """Learn and write, or report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tables", action="store_true")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    options = parser.parse_args()
    if options.tables:
        (DATA / "rarity.bin").write_bytes(count_rarity(options.folder))
        (DATA / "translations.tsv").write_text(learn_translations(options.folder), "utf-8")
        lexicon.rarity.cache_clear()
        lexicon.translations.cache_clear()
    sets = labelled_sets(options.folder)
    if options.report:
        print_report(sets)
    if options.ablation:
        print_ablation(sets)
    if options.report or options.ablation:
        return
    event = learn_from(sets, [np.full(len(each.pairs), True) for each in sets])
    text = json.dumps(
        {"cut": CUT, "follow": FOLLOW, "event": event.named(), "thread": threads_of(sets[:2]).named()},
        indent=1,
    )
    (DATA / "duplicates.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
