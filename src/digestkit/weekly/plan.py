"""The plan: the events and their order as YAML that an editor changes before the weekly is written.

A story is named by its file, line and title. The title counts: a line that has moved does no harm.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from digestkit.diagnostic import Text
from digestkit.stories import Report
from digestkit.untrusted import is_deep
from digestkit.weekly.compose import Item
from digestkit.weekly.events import Event
from digestkit.weekly.told import Dropped, Told

_HEAD = """\
# digestkit 周报计划：改好后再运行同一条命令，周报照此写出。
# 条目按重要程度排列：要点速览取最前面的，各板块里也照这个顺序；调换条目就是调换新闻；
# 把 from 里的一行挪到另一条就是合并，拆成新的一条就是拆分；
# title 改标题，section 改板块，pin: true 置顶；不要的报道挪到 drop。每条报道都要出现一次。
# A plan for digestkit weekly: edit it and run the same command again. Entries stand by importance: highlights
# come from the top, sections keep this order. Move entries to reorder, move lines of 'from' to merge or split,
# change 'title' and 'section', add 'pin: true', move lines to 'drop'. Every report must stand in it once.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the plan says of one story of the weekly. ``None``: as digestkit would have it."""

    event: Event
    title: str | None = None
    section: str | None = None
    pin: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """An edited plan: its entries in order, what it drops, stories that it does not mention."""

    entries: tuple[Entry, ...]
    dropped: tuple[Dropped, ...]
    unmentioned: tuple[Told, ...]
    notices: tuple[Text, ...] = ()
    """What to tell the editor of a plan that was followed."""


def written(items: Sequence[Item], dropped: Sequence[Dropped], week: str) -> str:
    """The plan of a weekly as YAML."""
    short = short_paths([told for item in items for told in item.rated.event.members], dropped)
    lines = [_HEAD, f"week: {week}", "stories:" if items else "stories: []"]
    for item in sorted(items, key=lambda item: item.rank):
        lines.append(f"  - title: {_quoted(item.story.title or '')}")
        lines.append(f"    section: {_quoted(item.section)}")
        lines.append("    from:")
        lines += [
            f"      - {_quoted(_name(told.report, told.title, short))}" for told in item.rated.event.members
        ]
    named = [each for each in dropped if each.report.title]
    lines.append("drop:")  # not []: the editor moves lines below it
    lines += [f"  - {_quoted(_name(each.report, each.report.title, short))}" for each in named]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """``text`` as a YAML string in double quotes."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    safe = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]", _escape, safe)
    if sum(map(safe.count, "[{")) > sum(map(safe.count, "]}")) or is_deep(safe):
        # The reader of plans counts brackets and dashes wherever they stand, and takes no more than some.
        safe = re.sub(r"[\[\]{}]|-(?= )", _escape, safe)
    return f'"{safe}"'


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def short_paths(told: Sequence[Told], dropped: Sequence[Dropped]) -> dict[str, str]:
    """Path → the file's name where no other daily has that name, else the path."""
    paths = {each.report.path for each in told} | {each.report.path for each in dropped}
    names = Counter(PurePath(path).name for path in paths)
    return {
        path: PurePath(path).name if names[PurePath(path).name] == 1 else PurePath(path).as_posix()
        for path in paths
    }


def _name(report: Report, title: str, short: Mapping[str, str]) -> str:
    return f"{short[report.path]}:{report.line} {' '.join(title.split())}"
