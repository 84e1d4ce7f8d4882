"""What the headings beside one are like."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from digestkit.late import late
from digestkit.reader.builder import Builder
from digestkit.reader.headings.openings import is_linked, opening
from digestkit.reader.headings.titles import Titles
from digestkit.reader.tree import Node

_LEAD = late(r"(?:\*\*)?(?P<lead>[^\W_][^\n：:*]{0,15})(?:\*\*[ \t]?[：:]|[：:](?:\*\*)?)")
"""What an item says before its colon: ``**做什么**：…``."""
_FEW_FIELDS = 2
"""So many fields at least have two stories in common."""


@dataclass
class Kin:
    """The headings under one parent, furniture aside. What they are like is counted once, when somebody asks."""

    builder: Builder
    titles: Titles
    kids: Sequence[Node]

    @cached_property
    def nested(self) -> int:
        """How many have headings below them, labels aside."""
        return sum(bool(self.titles.real_kids(kid)) for kid in self.kids)

    def are_sections(self, node: Node) -> bool:
        """Whether most of the others beside ``node`` have headings below them."""
        return (self.nested - bool(self.titles.real_kids(node))) * 2 > len(self.kids) - 1 > 0

    @cached_property
    def mostly_news(self) -> bool:
        """Whether most of the others beside one heading read as news."""
        return self._most(sum(self.titles.is_headline(kid.title) for kid in self.kids))

    @cached_property
    def mostly_events(self) -> bool:
        """Whether most of the others beside one heading read as news, and none of these like the name of a group."""
        titles = [kid.title for kid in self.kids]
        return self._most(
            sum(self.titles.is_headline(title) and not self.titles.groups_only(title) for title in titles)
        )

    @cached_property
    def mostly_told(self) -> bool:
        """Whether most of the others beside one heading open like a story: with a label or a quote."""
        return self._most(sum(opening(self.builder, kid) in ("label", "quote") for kid in self.kids))

    def alike_in_fields(self, node: Node) -> bool:
        """Whether the items under ``node`` are fields: most have words before a colon that those beside it have too."""
        own = self._leads[id(node)]
        if len(own) < _FEW_FIELDS:
            return False
        known = self.builder.publishers  # told of in every section: OpenAI：…
        shared = [lead for lead in own if self._leads_of_all[lead] > 1 and not known.named(lead)]
        return len(shared) >= _FEW_FIELDS and len(shared) * 2 > len(own)

    @cached_property
    def _leads(self) -> dict[int, list[str]]:
        """What the items under each heading have before a colon, where all have such words, each its own."""
        return {id(kid): self._leads_of(kid) for kid in self.kids}

    @cached_property
    def _leads_of_all(self) -> Counter[str]:
        return Counter(lead for leads in self._leads.values() for lead in leads)

    def _leads_of(self, node: Node) -> list[str]:
        items = [block for block in node.own if block.kind == "item" and block.level < 2]
        found = [_LEAD.match(self.builder.text, *item.content) for item in items]
        leads = [each["lead"] for each in found if each]
        return leads if len(leads) == len(items) == len(set(leads)) else []

    @cached_property
    def mere_sections(self) -> bool:
        """Whether several hold stories, and none of the others is a story itself: has links, or a headline."""
        leaves = [kid for kid in self.kids if not self._holds_stories(kid)]
        if len(self.kids) - len(leaves) < 2:
            return False
        return not any(self.titles.is_headline(kid.title) or is_linked(self.builder, kid) for kid in leaves)

    def _holds_stories(self, node: Node) -> bool:
        """Whether stories stand under a heading: as headings, or as items with links."""
        if self.titles.real_kids(node):
            return True
        items = [block for block in node.own if block.kind == "item"]
        return len(items) > 1 and sum(bool(self.builder.links(block)) for block in items) * 2 > len(items)

    def _most(self, count: int) -> bool:
        return count * 2 > len(self.kids) - 1 > 0
