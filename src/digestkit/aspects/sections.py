"""The sections of an issue as they stand in the text, and how they compare with the house's list."""

import re
from dataclasses import dataclass

from digestkit.late import late
from digestkit.parsed import Loc, Parsed, Piece, Role, once
from digestkit.schema import Section
from digestkit.vocabulary import squeeze

ENOUGH = 3
"""Fewer sections of the house's list than this are chance."""
_RANKING = late(r"trending|热榜|热搜|榜单|排行榜|热门(?:项目|仓库)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Titled:
    """A section with a name: its piece, and the sections it stands in."""

    loc: Loc
    section: Section
    piece: Piece
    parents: tuple[str, ...]

    @property
    def level(self) -> int:
        """How deep its heading stands; 0 where it is none."""
        return self.piece.level

    @property
    def key(self) -> str:
        """The name, squeezed."""
        return squeeze(self.section.title or "")


@once
def titled_sections(parsed: Parsed) -> tuple[Titled, ...]:
    """Every section that has a name, in the order of the text."""
    found: list[Titled] = []
    path: list[tuple[int, str]] = []
    for piece in parsed.pieces:
        if piece.role is not Role.SECTION:
            continue
        section = parsed.digest.sections[int(piece.loc[1])]
        while path and path[-1][0] >= piece.level:
            path.pop()
        if section.title:
            found.append(Titled(piece.loc, section, piece, tuple(name for _, name in path)))
            path.append((piece.level, squeeze(section.title)))
    return tuple(found)


@once
def house_keys(parsed: Parsed) -> tuple[str, ...]:
    """The house's sections, squeezed, in the house's order."""
    return tuple(map(squeeze, parsed.vocabulary.sections))


@once
def follows_house(parsed: Parsed) -> bool:
    """Whether the issue evidently goes by the house's list: at least half of its sections, and several."""
    known = set(house_keys(parsed))
    sections = titled_sections(parsed)
    hits = sum(each.key in known for each in sections)
    return hits >= ENOUGH and hits * 2 >= len(sections)


def is_ranking(name: str | None) -> bool:
    """Whether a section of that name lists what is popular: what stands there today may have stood there yesterday."""
    return bool(name and _RANKING.search(name))
