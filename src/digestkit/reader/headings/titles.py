"""What the words of headings say: which read like news, which name a group of stories, which are labels."""

import re
from functools import cached_property

from digestkit.late import late
from digestkit.reader.signs import tells_event
from digestkit.reader.tree import Node
from digestkit.vocabulary import Vocabulary, squeeze

DIGIT = re.compile(r"\d")
NAME = re.compile(r"[A-Z][A-Za-z]{2,}")
"""A name in Latin letters."""
_NAMED = late("(?P<label>[^：:]{2,8})[：:]")
_HAN = late(r"[^\x00-\x7f\W]")
_COUNTED = late(r"[（(][ ]?\d{1,3}[ ]?[条條则則篇项項个個款][ ]?[)）]$")
"""How many stories stand under the name of a section: 星河智能（7 条）."""
_LONGEST_LABEL = 12
"""Characters of a heading that is a label because it comes again under several others."""


class Titles:
    """Judges the words of one draft's headings, alone and beside each other."""

    def __init__(self, vocabulary: Vocabulary, root: Node) -> None:
        self.vocabulary = vocabulary
        self.root = root
        self.judged: dict[str, bool] = {}
        parents: dict[str, set[int]] = {}
        for node in root.walk():
            for kid in node.kids:
                if not kid.kids and kid.level > 2 and not _holds_titles(kid):
                    parents.setdefault(kid.key, set()).add(id(node))
        self.repeated = frozenset(title for title, found in parents.items() if len(found) > 1)

    @cached_property
    def headline_levels(self) -> frozenset[int]:
        """Levels at which most headings without sub-headings are headlines."""
        leaves = [
            node for node in self.root.walk() if node.block and not node.kids and not self.is_label(node)
        ]
        return frozenset(
            level
            for level in range(2, 7)
            if len(beside := [node for node in leaves if node.level == level]) >= 4
            and sum(self.is_headline(node.title) for node in beside) * 2 >= len(beside)
        )

    def is_label(self, node: Node) -> bool:
        """Whether the heading is a label of the story above it."""
        if node.block and node.block.hint:
            return False
        key = node.key
        if self._named(node) != key:
            return True
        known = key in self.vocabulary.labels or key in self.vocabulary.other_labels
        return known or (len(node.title) <= _LONGEST_LABEL and key in self.repeated)

    def real_kids(self, node: Node) -> list[Node]:
        """The headings below one that are no labels of it."""
        return [kid for kid in node.kids if not self.is_label(kid)]

    def has_field_headings(self, node: Node) -> bool:
        """Whether the headings under the heading are the fields of one story: 说明, 背景, 来源."""
        named = [name for kid in node.kids if (name := self.vocabulary.field_of(self._named(kid)))]
        return len(named) > 1 and len(named) == len(set(named))

    def _named(self, node: Node) -> str:
        """The label that a heading is: its words, or those of the house before a colon (#### 说明：成本下降。)."""
        key = node.key
        found = _NAMED.match(key) if "：" in key or ":" in key else None
        return found["label"] if found and self.vocabulary.is_house(found["label"]) else key

    def is_headline(self, title: str) -> bool:
        """Whether a title reads like news rather than like the name of a section; judged once for each title."""
        if title not in self.judged:
            self.judged[title] = self._is_headline(title)
        return self.judged[title]

    def _is_headline(self, title: str) -> bool:
        key = squeeze(title)
        if key in self.vocabulary.section_keys or (key[-1:] in "）)" and _COUNTED.search(key)):
            return False
        event, groups = tells_event(title), self.vocabulary.names_group(title)
        score = (len(key) >= 10) + (len(key) >= 16) + 2 * event + bool(DIGIT.search(title))
        score += bool(NAME.search(title) and _HAN.search(title))
        score -= 2 * (len(key) <= 8 and groups)
        score -= groups and not event
        return score >= 2

    def groups_only(self, title: str) -> bool:
        """Whether a title has a word for sections, and says of nothing that it happened."""
        return self.vocabulary.names_group(title) and not tells_event(title)


def _holds_titles(node: Node) -> bool:
    """Whether several bold lines stand under a heading, each set apart: titles of stories, which no label is over."""
    return sum(block.kind == "bold" and block.gap for block in node.own) > 1
