"""Headings that hold no stories: the issue's own title and subtitle, highlights, contents, asides, the end."""

from functools import cached_property
from itertools import takewhile

from digestkit.late import late
from digestkit.reader.appeals import appeals
from digestkit.reader.builder import Builder
from digestkit.reader.headings.kin import Kin
from digestkit.reader.headings.openings import is_linked
from digestkit.reader.headings.titles import DIGIT, NAME, Titles
from digestkit.reader.inline import date_in, plain
from digestkit.reader.signs import NO_STORY, names_issue, tells_event
from digestkit.reader.tree import Node
from digestkit.vocabulary import simplified

_FIRST_MINUTE = late(r"[(（\[`*]{0,3}0?0:[0-5]\d")
_MINUTE = late(
    r"[(（\[`*]{0,3}(?:(?P<h>\d{1,2}):)?(?P<m>[0-5]?\d):(?P<s>[0-5]\d)(?!\d)(?P<linked>\]\([^()\s]*\))?"
)
"""From when on a broadcast speaks of something: ``00:12``, ``[01:02:10](…)``."""
_GATHERED = late(
    r"[>\s*_]{0,6}(?:本期|今日|本周)?(?:共|总计|合计)(?:收录|收集|采集|抓取|整理)(?:到|了)?[ *]{0,3}\d"
)
_REMARKS = late("(?:建议|锐评|辣评|点评|短评|思考|启示)$")
"""How the names of sections end that hold the desk's own words."""
_REMARK = late(r"[（(][^（()）]{1,24}[)）]$")
_BEFORE_COLON = 6
"""Characters before the colon of such a time, and one more."""
_MINUTES = 3
_LONGEST_MINUTE = 120
_LONGEST_BYLINE = 24
_LONGEST_ISSUE = 40
_LONGEST_ASIDE = 10


class Apart:
    """Judges which headings of one draft hold no stories, whatever stands under them."""

    def __init__(self, builder: Builder, titles: Titles) -> None:
        self.b = builder
        self.titles = titles
        self.root = root = titles.root
        alone = root.kids[0] if len(root.kids) == 1 else None
        self.sole = alone if alone and alone.kids else None
        """The heading that all others stand under."""
        self.only = alone if alone and not alone.kids else None
        """The one heading of the draft: what stands under it is the issue."""

    @cached_property
    def subtitle(self) -> Node | None:
        """The words under the issue's title, over who wrote it and when: the first heading, deeper than the next."""
        kids = (self.sole or self.root).kids
        if len(kids) < 2 or kids[0].level <= kids[1].level or kids[0].kids:
            return None
        lines = kids[0].own
        said = [
            block
            for block in lines[: next((i for i, each in enumerate(lines) if each.kind == "rule"), None)]
            if block.kind not in ("comment", "image")
        ]
        words = [plain(self.b.slice(block.span)) for block in said if block.kind in ("text", "link")]
        short = len(words) == len(said) and all(len(each) <= _LONGEST_BYLINE for each in words)
        return kids[0] if short and any(map(date_in, words)) else None

    def kind(self, node: Node) -> str | None:
        """The kind that the words of a heading, or times on a broadcast under it, name."""
        if node is self.subtitle:
            return "introduction"
        key = node.key
        kind = self.b.vocabulary.heading_kind(key)
        if kind is None and key[-1:] in ("）", ")"):  # 目录（一屏扫完今日）
            kind = self.b.vocabulary.heading_kind(_REMARK.sub("", key))
        if kind is None and node.own and self._lists_minutes(node):
            return "contents"
        if kind is None and not node.kids and self._counts(node):
            return "statistics"
        if kind is None and not node.kids and self._says_none(node):
            return "other"
        if kind is None and not node.kids and self._remarks(node):
            return "closing"
        if kind is None and not node.kids and appeals(self.b, node.title, node.own):
            return "advertisement"
        if kind == "highlights" and node is self.only:
            return None
        if kind is None and (":" in key or "：" in key):  # 赞助：某某, 附录：订阅方式
            told = self.b.vocabulary.heading_kind(key.partition(":")[0].partition("：")[0])
            return told if told in ("advertisement", "notes") else None
        return kind

    def _counts(self, node: Node) -> bool:
        """Whether all that a heading is over is a line that says how much was gathered: 共收集到 20 条."""
        said = [block for block in node.own if block.kind not in ("rule", "comment")]
        if len(said) != 1 or said[0].kind != "text" or is_linked(self.b, node):
            return False
        return _GATHERED.match(simplified(self.b.slice(said[0].span))) is not None

    def _says_none(self, node: Node) -> bool:
        """Whether a heading over nothing says that there are no stories: 暂无新论文."""
        empty = all(block.kind in ("rule", "comment") for block in node.own)
        return empty and NO_STORY.match(node.title) is not None

    def _remarks(self, node: Node) -> bool:
        """Whether a heading is over remarks of the desk, each an item that nothing is linked from: 给团队的三条建议, 小编锐评."""
        if not _REMARKS.search(node.key) or self.titles.is_label(node) or tells_event(node.title):
            return False
        said = [
            block
            for block in takewhile(lambda each: each.kind != "rule", node.own)
            if block.kind != "comment"
        ]
        items = all(block.kind == "item" and not self.b.label(block) for block in said)
        return bool(said) and items and not is_linked(self.b, node)

    def _lists_minutes(self, node: Node) -> bool:
        """Whether short lines under a heading say from which minute on a broadcast speaks of what: 00:00 开场, 03:40 ….

        The count begins at nought; the times of the day at which news came are others.
        """
        first = node.own[0].content
        if self.b.text.find(":", first.start, first.start + _BEFORE_COLON) < 0 or node.kids:
            return False
        if not _FIRST_MINUTE.match(self.b.text, *first):
            return False
        last, count = -1, 0
        for block in node.own:
            if block.kind in ("rule", "comment"):
                continue
            found = _MINUTE.match(self.b.text, *block.content)
            if found is None or block.content.end - block.content.start > _LONGEST_MINUTE:
                return False
            at = int(found["h"] or 0) * 3600 + int(found["m"]) * 60 + int(found["s"])
            if at <= last or (self.b.links(block) and not found["linked"]):
                return False
            last, count = at, count + 1
        return count >= _MINUTES

    def names_issue(self, node: Node, kin: Kin) -> bool:
        """Whether a heading over ``kin`` is the issue's own title once more: 本周焦点新闻（2026年第29周）."""
        if self.b.sections or node.block is None or node.block.hint:
            return False
        sole = node is self.sole
        if not names_issue(node.title, short=sole) and not (sole and date_in(node.title)):
            return False
        listed = any(block.kind == "item" for block in node.own) and not self.sums_up(node, kin)
        return not listed and len(node.title) <= _LONGEST_ISSUE

    def sums_up(self, node: Node, kin: Kin) -> bool:
        """Whether items over the first of several headings (``kin``) tell in short what stands below.

        They have neither links nor labels, and what stands below has links.
        """
        items = [block for block in node.own if block.kind == "item"]
        if len(items) < 2 or len(kin.kids) < 2 or any(block.level > 1 for block in items):
            return False
        if any(self.b.links(block) or self.b.label(block) for block in items):
            return False
        return any(self.b.links(block) for kid in kin.kids for block in kid.blocks())

    def is_aside(self, node: Node, kin: Kin) -> bool:
        """Whether a heading with a short name, over nothing but unlinked prose, stands among sections: 今日一问, 关于.

        A name in Latin or with a figure may be the title of a story: GPT-6.
        """
        assert node.block is not None
        if node.block.hint or node.kids or len(node.key) > _LONGEST_ASIDE or DIGIT.search(node.title):
            return False
        if NAME.search(node.title) or self.titles.is_headline(node.title):
            return False
        said = [block for block in node.own if block.kind not in ("rule", "comment", "image")]
        prose = all(block.kind in ("text", "bold") and not self.b.label(block) for block in said)
        if not said or not prose or is_linked(self.b, node):
            return False
        return kin.mere_sections
