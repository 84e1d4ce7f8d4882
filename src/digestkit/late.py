"""Regular expressions that few drafts need, compiled when first used.

Compiling every pattern of the package would take a third of the time in which a short draft is checked, and
most of them are for what most drafts don't have. (Breezy and Mercurial do the same.)
"""

import re
from typing import Any, cast


class Late:
    """A pattern to be. Gets the methods of the compiled one as they are first asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern  # others are put together with it: that is no use of it
        self._flags = flags

    def compiled(self) -> re.Pattern[str]:
        """The pattern itself. Raises ``re.error`` for a mistake in it."""
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.compiled(), name)
        setattr(self, name, value)
        return value


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Like ``re.compile``, at the first use: its methods and attributes work, the functions of ``re`` refuse it.

    For patterns that most drafts don't need, not for those that every line is tried with: a call costs some
    20 ns more. A mistake in a pattern shows only then; a test compiles them all.
    """
    return cast("re.Pattern[str]", Late(pattern, flags))
