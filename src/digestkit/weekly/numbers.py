"""A sentence in which digestkit changed only numbers, and the editor other words: both sets of changes in one.

Introductions are why: a late daily changes how many stories and publishers there are, and an editor who has
rewritten the sentence around them wants the new numbers, not a clash at every run.
"""

import re
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)
_NUMERAL = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿]")
_LONGEST = 4000
"""In tokens. Comparing takes quadratic time at worst; a longer passage is the editor's to decide."""


def updated(base: str, there: str, made: str) -> str | None:
    """``there`` with the numbers that differ between ``base`` and ``made``.

    ``None`` when more than numbers differ, or when the editor changed one of these numbers. A number that
    the editor took out stays out.
    """
    old, held, new = (_TOKEN.findall(text) for text in (base, there, made))
    if max(len(old), len(held)) > _LONGEST or not _only_numbers_differ(old, new):
        return None
    result = list(held)
    for tag, start, end, first, last in SequenceMatcher(None, old, held, autojunk=False).get_opcodes():
        for at in range(start, end):
            if old[at] == new[at]:
                continue
            if tag == "equal":
                place = first + at - start
                if _unit(old, at) != _unit(held, place):
                    return None
                result[place] = new[at]
            elif _NUMERAL.search("".join(held[first:last])):
                return None
    return "".join(result)


def _only_numbers_differ(old: list[str], new: list[str]) -> bool:
    return len(old) == len(new) and all(
        one == other or (one[0].isdigit() and other[0].isdigit()) for one, other in zip(old, new, strict=True)
    )


def _unit(tokens: list[str], at: int) -> str:
    """What a number counts: the word after it. 7 of 7 期 is not the 7 of 7 人."""
    return next((token for token in tokens[at + 1 : at + 3] if not token.isspace()), "")
