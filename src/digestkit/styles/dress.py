"""What a text is dressed for, and its pieces on the way: what ``dressing`` and ``blank_lines`` work on."""

from dataclasses import dataclass

from digestkit.config import FormatConfig
from digestkit.parsed import Piece
from digestkit.schema import Style

BULLETS = frozenset("-*+•·‣▪►●○◦–—◆◇■□▶▷➤")


@dataclass(slots=True)
class Part:
    """A piece in its new dress. ``text`` has no line end at its end; ``gap``: a blank line before it."""

    piece: Piece
    text: str
    gap: bool
    must: str | None = None
    """Words that must stand in the result; ``None``: all of the piece's."""
    hint: str = ""
    """What a comment before it has to say for it to be read rightly."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What a blue-span text does that its headings don't show; kept in a comment in the other style."""

    titles: str = "bold"
    """``bold``, ``plain``, or ``mixed``: bold ones keep their asterisks."""
    labels: str = "house"
    """``house``: the style's words for the house's labels; ``kept``: all words stay as they are."""
    bullet: str = "-"
    """What stands before points."""


@dataclass(frozen=True, slots=True)
class Dress:
    """What to dress for: the style, the options, whether blank lines follow the style's rules."""

    style: Style
    options: FormatConfig
    habits: Habits = Habits()
    convert: bool = False
    ruled: bool = True
    """Blank lines as the style has them; else as the source has them, one at most."""
    mend: bool = True
    """Mixed bullets and labels with spaces in them are mended."""
