"""The tables beside the weights: how rare terms are (``rarity.bin``), what English words mean (``translations.tsv``)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from zlib import crc32

from duplicate_labels import lines

from digestkit.stories import lexicon, traits
from digestkit.stories.report import plain

RARE_WORD = 4
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
TRANSLATIONS = (
    "# What English words in headlines stand as in Chinese ones: stem, character pairs. Learned by\n"
    "# tools/train_duplicates.py from headlines that a digest gives in both languages.\n"
)


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
