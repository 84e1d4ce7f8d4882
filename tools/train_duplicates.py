"""Learn what ships in ``data/``: how rare terms are (``rarity.bin``) and what evidence weighs (``duplicates.json``).

    python tools/train_duplicates.py FOLDER [--tables] [--report]

FOLDER holds ``stories.jsonl`` and ``labels.tsv`` (and ``more-…``), stories with the event and thread that each
reports, and ``background.jsonl.gz``, many stories without labels. ``tools/more-labels.tsv`` labels some of those:
they are named by a hash, no text of theirs is kept. numpy and scikit-learn are needed here, and only here.

``--tables`` makes ``rarity.bin`` and ``translations.tsv`` anew first; ``--report`` prints what cross-validation says instead of writing: pairs of a
fold are judged by a model that has seen no story of their threads.
"""

import argparse
import gzip
import hashlib
import itertools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from digestkit.stories import lexicon, traits
from digestkit.stories.candidates import pairs
from digestkit.stories.clusters import clusters
from digestkit.stories.evidence import all_names, evidence
from digestkit.stories.report import Report, plain

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src" / "digestkit" / "data"
FOLDS = 5
STRENGTH = 0.06  # the inverse of regularisation
MORE, SILVER = 0.25, 0.25  # what a pair of tools/more-labels.tsv weighs, and one that only shares its address
CUT, FOLLOW = 0.36, 0.75
RARE_WORD = 4
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
TRANSLATIONS = (
    "# What English words in headlines stand as in Chinese ones: stem, character pairs. Learned by\n"
    "# tools/train_duplicates.py from headlines that a digest gives in both languages.\n"
)
NAMES = all_names()
LINKS = [NAMES.index("url")]


@dataclass(frozen=True)
class Labelled:
    """Stories with labels: event, thread, whether it is a round-up, events that it may as well be."""

    reports: list[Report]
    labels: list[tuple[str, str, bool, set[str]]]
    chosen: list[tuple[int, int]] | None = None  # the pairs to learn from; all candidates when None

    def fair(self, one: int, other: int) -> bool:
        """Whether the labels say clearly if the two are the same event."""
        a, b = self.labels[one], self.labels[other]
        return not (a[2] or b[2] or a[0] in b[3] or b[0] in a[3])


def report(row: dict[str, object]) -> Report:
    """A line of the data as a report."""
    title, text = (plain(" ".join(str(row[key]).split())) for key in ("title", "text"))
    urls = tuple(map(str, row["urls"])) if isinstance(row["urls"], list) else ()
    return Report(title[:160], text, urls, str(row["date"]), None, f"{row['origin']}{row['date']}")


def lines(path: Path) -> Iterator[dict[str, object]]:
    """The lines of a JSONL file, packed or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        yield from map(json.loads, file)


def given(folder: Path, prefix: str) -> Labelled:
    """One of the labelled sets."""
    labels = {}
    for line in (folder / f"{prefix}labels.tsv").read_text("utf-8").splitlines()[1:]:
        key, event, thread, mixed, note = (line.split("\t") + [""] * 5)[:5]
        labels[key] = (event, thread, mixed == "1", set(re.findall(r"ambig:([\w-]+)", note)))
    rows = sorted(lines(folder / f"{prefix}stories.jsonl"), key=lambda row: str(row["date"]))
    return Labelled([report(row) for row in rows], [labels[str(row["id"])] for row in rows])


def key_of(row: dict[str, object]) -> str:
    """A story's name in ``more-labels.tsv``."""
    return hashlib.sha256(f"{row['origin']}\n{row['date']}\n{row['title']}".encode()).hexdigest()[:16]


def more(folder: Path) -> Labelled:
    """The stories of the background that ``more-labels.tsv`` labels."""
    wanted: dict[str, tuple[str, str]] = {}
    for line in (HERE / "more-labels.tsv").read_text("utf-8").splitlines()[1:]:
        key, lot, event = line.split("\t")
        wanted[key] = (lot, event)
    found: dict[Any, Any] = {}
    for row in lines(folder / "background.jsonl.gz"):
        key = key_of(row)
        if key in wanted:
            found.setdefault(key, row)
    lots = defaultdict(list)
    for number, key in enumerate(found):
        lots[wanted[key][0]].append(number)
    labels = [
        (f"{lot}-{event}", f"lot-{lot}", False, set[str]()) for lot, event in (wanted[key] for key in found)
    ]
    chosen = [pair for numbers in lots.values() for pair in itertools.combinations(numbers, 2)]
    return Labelled([report(row) for row in found.values()], labels, chosen)


def silver(folder: Path, known: Sequence[Labelled]) -> Labelled:
    """Pairs that two publications gave one address within two days, outside the labelled weeks.

    Taken for the same event without a look; they are learned as if they had no address.
    """
    weeks = {each.date for data in known for each in data.reports}
    by_url = defaultdict(list)
    for row in lines(folder / "background.jsonl.gz"):
        if row["date"] not in weeks and 8 <= len(str(row["title"])) <= 120:
            for url in sorted(traits.addresses(report(row)))[:1]:
                by_url[url].append(row)
    found = [pair for rows in by_url.values() if len(rows) <= 5 and (pair := _two_publications(rows))]
    reports = [report({**row, "urls": []}) for pair in found for row in pair]
    labels = [(f"silver-{n // 2}", f"silver-{n // 2}", False, set[str]()) for n in range(len(reports))]
    return Labelled(reports, labels, [(n, n + 1) for n in range(0, len(reports), 2)])


def _two_publications(
    rows: Sequence[dict[str, object]],
) -> tuple[dict[str, object], dict[str, object]] | None:
    """The first two of ``rows`` that come from two publications within two days."""
    for one, other in itertools.combinations(rows, 2):
        apart = abs(date.fromisoformat(str(one["date"])) - date.fromisoformat(str(other["date"])))
        if one["origin"] != other["origin"] and apart <= timedelta(2):
            return one, other
    return None


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


def learn(rows: np.ndarray, answers: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and constant for rows as they are. Every pair is learned with and without its links."""
    both = np.vstack([rows, without_links(rows)])
    scaler = StandardScaler().fit(both)
    fitted = LogisticRegression(C=STRENGTH, max_iter=5000).fit(
        scaler.transform(both), np.tile(answers, 2), sample_weight=np.tile(weights, 2) / 2
    )
    scaled = fitted.coef_[0] / scaler.scale_
    return scaled, float(fitted.intercept_[0] - (scaled * scaler.mean_).sum())


def sure(learned: tuple[np.ndarray, float], rows: np.ndarray) -> np.ndarray:
    """How sure a model is of each row."""
    return np.asarray(1 / (1 + np.exp(-(rows @ learned[0] + learned[1]))))


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


def validated(sets: Sequence[Set], links: bool, columns: Sequence[int] | None = None) -> list[np.ndarray]:
    """How sure each pair is, by a model that has seen no story of either thread."""
    kept = list(columns) if columns is not None else list(range(len(NAMES)))
    told = [np.zeros(len(each.pairs)) for each in sets]
    answers, folds = [each.answers() for each in sets], [each.folds() for each in sets]
    for out in itertools.combinations_with_replacement(range(FOLDS), 2):
        use = [np.array([not {*f} & {*out} for f in folds[n]]) & answers[n][1] for n in range(len(sets))]
        learned = learn(
            np.vstack([each.rows[use[n]] for n, each in enumerate(sets)])[:, kept]
            if columns is None
            else _only(np.vstack([each.rows[use[n]] for n, each in enumerate(sets)]), kept),
            np.concatenate([answers[n][0][use[n]] for n in range(len(sets))]),
            np.concatenate([np.full(use[n].sum(), each.weight) for n, each in enumerate(sets)]),
        )
        for n, each in enumerate(sets):
            mine = np.array([f == out for f in folds[n]])
            if mine.any():
                rows = each.rows[mine] if links else without_links(each.rows[mine])
                told[n][mine] = sure(learned, rows if columns is None else _only(rows, kept))
    return told


def _only(rows: np.ndarray, columns: Sequence[int]) -> np.ndarray:
    """``rows`` with every other column at 0."""
    masked = np.zeros_like(rows)
    masked[:, list(columns)] = rows[:, list(columns)]
    return masked


def grouped(each: Set, told: np.ndarray, cut: float) -> list[list[int]]:
    """The groups that follow from how sure the pairs are."""
    return clusters({(min(p), max(p)): float(s) for p, s in zip(each.pairs, told, strict=True)}, cut)


def print_report(sets: Sequence[Set]) -> None:
    """What cross-validation says, with and without links, at several cuts."""
    for links in (True, False):
        told = validated(sets, links)
        for cut in (0.3, 0.33, CUT, 0.4, 0.45):
            found = [score(each.data, grouped(each, told[n], cut)) for n, each in enumerate(sets[:2])]
            text = " | ".join(f"F1 {f:.3f} P {p:.3f} R {r:.3f} B3 {b:.3f}" for f, p, r, b in found)
            print(f"{'with' if links else 'without'} links, cut {cut}: {text}")


def count_rarity(folder: Path) -> bytes:
    """The table of ``lexicon.Rarity``: log of the number of stories with a term, as a byte, at two hashes."""
    known, seen, counts = lexicon.names(), set[str](), Counter[str]()
    for row in lines(folder / "background.jsonl.gz"):
        title = str(row["title"])
        if title[:40] not in seen:
            seen.add(title[:40])
            counts.update(traits.terms(plain(title), plain(str(row["text"])), known))
    table = bytearray(1 << 20)
    for term, count in counts.items():
        key, step = term.encode("utf-8", "surrogatepass"), min(255, round(20 * log(count)))
        for place in (crc32(key), crc32(key, lexicon.SECOND)):
            table[place & (len(table) - 1)] = max(table[place & (len(table) - 1)], step)
    return round(1000 * log(len(seen))).to_bytes(4, "little") + bytes(table)


def learn_translations(folder: Path) -> str:
    """The table of ``lexicon.translations``: IBM model 1 over headlines that stand in both languages."""
    both = list(_bilingual(folder))
    english, chinese = (Counter(word for pair in both for word in pair[side]) for side in (0, 1))
    both = [
        ([w for w in one if english[w] >= RARE_WORD], [w for w in other if chinese[w] >= RARE_WORD])
        for one, other in both
    ]
    means: dict[tuple[str, str], float] = defaultdict(lambda: 1e-3)
    for _ in range(6):
        counts, totals = defaultdict[tuple[str, str], float](float), defaultdict[str, float](float)
        for one, other in both:
            words = [*one, ""]  # the empty word takes what nothing explains
            for pair in other:
                shares = [means[word, pair] for word in words]
                total = sum(shares)
                for word, share in zip(words, shares, strict=True):
                    counts[word, pair] += share / total
                    totals[word] += share / total
        kept = {key: count / totals[key[0]] for key, count in counts.items() if count > 1e-4 * totals[key[0]]}
        means = defaultdict(lambda: 1e-7, kept)
    return TRANSLATIONS + "".join(_translations(means, both, english, chinese))


def _bilingual(folder: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Headlines of stories whose text begins with the headline in the other language: stems, character pairs."""
    seen = set()
    for row in lines(folder / "background.jsonl.gz"):
        title, text = plain(str(row["title"])), plain(str(row["text"]))
        first = CHINESE.search(text)
        if not first:
            continue
        many = sum(map(len, CHINESE.findall(title)))
        if many > 0.2 * len(title):
            one, other = text[: first.start()], title
        elif many < 0.02 * len(title):
            one, other = title, text[: max(20, len(title) // 2)]
        else:
            continue
        words = frozenset(lexicon.stem(p) for p in lexicon.pieces_of(one) if len(p) > 2 and p.isalpha())
        pairs_ = {run[i : i + 2] for run in CHINESE.findall(other) for i in range(len(run) - 1)}
        if len(words) >= 3 and len(pairs_) >= 4 and words not in seen:
            seen.add(words)
            yield sorted(words), sorted(pairs_)


def _translations(
    means: dict[tuple[str, str], float],
    both: Sequence[tuple[list[str], list[str]]],
    english: Counter[str],
    chinese: Counter[str],
) -> Iterator[str]:
    """Lines of the table: words with the pairs that go with them often enough, and more often than by chance."""
    together = Counter(
        (w, p) for one, other in both for w in one for p in other if means.get((w, p), 0) > 0.02
    )
    found = defaultdict(list)
    for (word, pair), mean in means.items():
        share = together[word, pair] / max(1, english[word])
        lift = share * len(both) / max(1, chinese[pair])
        if word and mean >= 0.04 and together[word, pair] >= 3 and share >= 0.18 and lift >= 4:
            found[word].append((-mean * share, pair))
    for word in sorted(found):
        yield f"{word}\t{' '.join(pair for _, pair in sorted(found[word])[:4])}\n"


def named(learned: tuple[np.ndarray, float]) -> dict[str, object]:
    """Weights by the name of the evidence, as they stand in the file."""
    return {
        "constant": round(learned[1], 4),
        "weights": {
            name: round(float(w), 4) for name, w in zip(NAMES, learned[0], strict=True) if abs(w) >= 5e-5
        },
    }


def main() -> None:
    """Learn and write, or report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tables", action="store_true")
    parser.add_argument("--report", action="store_true")
    options = parser.parse_args()
    if options.tables:
        (DATA / "rarity.bin").write_bytes(count_rarity(options.folder))
        (DATA / "translations.tsv").write_text(learn_translations(options.folder), "utf-8")
        lexicon.rarity.cache_clear()
        lexicon.translations.cache_clear()
    labelled = [given(options.folder, ""), given(options.folder, "more-"), more(options.folder)]
    labelled.append(silver(options.folder, labelled))
    sets = [
        Set(data, *rows_of(data), weight) for data, weight in zip(labelled, (1, 1, MORE, SILVER), strict=True)
    ]
    if options.report:
        print_report(sets)
        return
    rows = np.vstack([each.rows for each in sets])
    same, clear = (np.concatenate(found) for found in zip(*(each.answers() for each in sets), strict=True))
    weights = np.concatenate([np.full(len(each.pairs), each.weight) for each in sets])
    event = learn(rows[clear], same[clear], weights[clear])
    threads = np.concatenate(
        [[each.data.labels[a][1] == each.data.labels[b][1] for a, b in each.pairs] for each in sets[:2]]
    )
    size = len(threads)
    thread = learn(rows[:size], threads, weights[:size])
    text = json.dumps(
        {"cut": CUT, "follow": FOLLOW, "event": named(event), "thread": named(thread)}, indent=1
    )
    (DATA / "duplicates.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
