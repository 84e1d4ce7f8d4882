"""Where in a TOML file a key or a value stands. ``tomllib`` says what a file means and not where.

For files that ``tomllib`` has read; what stands in them is of others, so each sign is looked at a few times at most.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from digestkit.late import late

Where = tuple[str | int, ...]
"""Keys, and places in lists, from the top of the file."""

_SKIPPED = late(r"(?:[ \t\r\n]++|#[^\n]*+)*")
_KEY = late(r"""[A-Za-z0-9_-]++|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*"|'[^'\n]*+'""")
_DOT = late(r"[ \t]*+\.[ \t]*+")
_PLAIN = late(
    r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*"{3,5}' r"|'''[^']*+(?:'(?!'')[^']*+)*'{3,5}"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*"' r"|'[^'\n]*+'"
    r"|\d{4}-\d\d-\d\d[ ]\d\d:[^\s,\]}#]*+|[^\s,\]}#]++",
    re.DOTALL,
)  # fmt: skip
"""A value that holds no other."""


class Place(NamedTuple):
    """Offsets of a key (of a member of a list: of itself) and of its value; of a table's value: of its first key."""

    key: int
    value: int


def places(text: str) -> Mapping[Where, Place]:
    """Where every key and value of ``text`` stands, the first time that it is mentioned."""
    return dict(reversed(list(_Walk(text).places())))


class _Walk:
    """One walk over a file from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def places(self) -> Iterator[tuple[Where, Place]]:
        table: Where = ()
        lists: dict[Where, int] = {}
        while self._more():
            if self.text.startswith("[", self.at):
                is_list = self.text.startswith("[[", self.at)
                self.at += 1 + is_list
                self._more()
                keys = list(self._keys())
                table = tuple(key for key, _ in keys)
                yield from ((table[: size + 1], Place(start, start)) for size, (_, start) in enumerate(keys))
                self._more()
                self.at += 1 + is_list
                if is_list:
                    lists[table] = lists.get(table, -1) + 1
                    table = (*table, lists[table])
            else:
                yield from self._pair(table)

    def _more(self) -> bool:
        """Go to what stands next; whether there is anything."""
        found = _SKIPPED.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at < len(self.text)

    def _keys(self) -> Iterator[tuple[str, int]]:
        """The parts of a dotted key, each with its offset."""
        while found := _KEY.match(self.text, self.at):
            self.at = found.end()
            yield _name(found[0]), found.start()
            dot = _DOT.match(self.text, self.at)
            if dot is None:
                return
            self.at = dot.end()

    def _pair(self, table: Where) -> Iterator[tuple[Where, Place]]:
        """A key, an equals sign and a value."""
        keys = list(self._keys())
        if not keys:
            self.at = len(self.text)  # not TOML after all
            return
        self._more()
        self.at += 1
        self._more()
        where = table
        for key, start in keys[:-1]:
            where = (*where, key)
            yield where, Place(start, start)
        where = (*where, keys[-1][0])
        yield where, Place(keys[-1][1], self.at)
        yield from self._value(where)

    def _value(self, where: Where) -> Iterator[tuple[Where, Place]]:
        opening = self.text[self.at : self.at + 1]
        if opening not in ("[", "{"):
            found = _PLAIN.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)
            return
        self.at += 1
        number = 0
        while self._more() and self.text[self.at] not in "]}":
            if self.text[self.at] == ",":
                self.at += 1
            elif opening == "{":
                yield from self._pair(where)
            else:
                member = (*where, number)
                yield member, Place(self.at, self.at)
                yield from self._value(member)
                number += 1
        self.at += 1


def _name(written: str) -> str:
    """The key that is written so."""
    if written[0] == "'":
        return written[1:-1]
    if written[0] != '"':
        return written
    try:
        return str(tomllib.loads(f"k = {written}")["k"])
    except tomllib.TOMLDecodeError:  # not TOML after all
        return written[1:-1]
