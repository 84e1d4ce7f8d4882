"""An edited plan back to events: every entry found, or told with its line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from digestkit.diagnostic import Text
from digestkit.errors import FileError, UsageError
from digestkit.escape import printable
from digestkit.untrusted import has_references, is_beyond, is_deep, yaml
from digestkit.weekly.calendar import span_of_week
from digestkit.weekly.events import Event, event
from digestkit.weekly.plan import Entry, Plan, short_paths
from digestkit.weekly.plan_typing import mistyped
from digestkit.weekly.told import Dropped, Told

_NAME = re.compile(r"(?P<path>.+?):(?P<line>\d{1,9}) (?P<title>.*)", re.DOTALL)
_TOP = ("week", "stories", "drop")
_KEYS = ("title", "section", "pin", "from")


def read_plan(text: str, path: str, events: Sequence[Event], empty: Sequence[Dropped], week: str) -> Plan:
    """An edited plan over ``events`` (what digestkit found in ``week``) and stories without words.

    Raises ``UsageError`` that tells every unknown, stale or repeated entry with its line.
    """
    data = _loaded(text, path)
    reader = _Reader(path, events, empty)
    entries = [reader.entry(*each) for each in _mappings(data, "stories", reader)]
    dropped = [
        Dropped(told.report, Text("计划里删去", "dropped in the plan"))
        for line, name in _items(data, "drop", reader)
        if (told := reader.told(name, line)) is not None
    ]
    reader.keys(data, _TOP)
    meant = _week(data.get("week") or week)
    if reader.problems and meant != week:
        raise UsageError(
            Text(
                f"{reader.path} 是 {printable(meant)} 的计划，这次合的是 {week}；请换一个文件名，或删掉它再运行",
                f"{reader.path} is a plan for {printable(meant)}, and this weekly is of {week}; "
                "name another file, or delete it and run again",
            )
        )
    if reader.problems:
        shown = reader.problems[:20]
        raise UsageError(
            Text(
                "计划没有照办，请改好再运行：\n" + "\n".join(each.zh for each in shown),
                "the plan was not followed; mend it and run again:\n" + "\n".join(each.en for each in shown),
            )
        )
    mentioned = [each for each in entries if each is not None]
    mentioned.sort(key=lambda each: not each.pin)
    plan = _with_latecomers(mentioned, dropped, reader.left(), events)
    if meant != week:
        reader.problem(
            data.lc.key("week")[0] + 1,
            Text(
                f"这是 {meant} 的计划，这次合的是 {week}；计划里的报道都在这几天里，所以照办了",
                f"this is a plan for {meant}, and this weekly is of {week}; every report that it names is of "
                "these days, so it was followed",
            ),
        )
    return replace(plan, notices=tuple(reader.problems))


def _week(said: Any) -> str:
    """What a plan calls its days, in the form that digestkit writes."""
    words = str(said).strip()
    try:
        return span_of_week(words).iso
    except UsageError:
        return words


def _with_latecomers(
    entries: list[Entry], dropped: Sequence[Dropped], left: Sequence[Told], events: Sequence[Event]
) -> Plan:
    """Reports that came after the plan was made join the story of their event, or follow at the end."""
    keys = {told.key for told in left}
    for found in events:
        late = {told.key for told in found.members} & keys
        if not late:
            continue
        known = {told.key for told in found.members} - keys
        home = next(
            (at for at, each in enumerate(entries) if known & {told.key for told in each.event.members}), None
        )
        steps = [[told for told in step if told.key in late] for step in found.steps]
        steps = [step for step in steps if step]
        if home is None:
            entries.append(Entry(event(steps, found.why)))
        else:
            joined = entries[home].event
            entries[home] = replace(
                entries[home], event=_regrouped([*joined.members, *(t for s in steps for t in s)], events)
            )
    return Plan(tuple(entries), tuple(dropped), tuple(left))


def _regrouped(members: Sequence[Told], events: Sequence[Event]) -> Event:
    """An event of ``members``: the steps that digestkit found in a thread stay, all else is one step."""
    keys = {told.key for told in members}
    steps: list[list[Told]] = []
    single: list[Told] = []
    why: list[Text] = []
    for found in events:
        mine = [[told for told in step if told.key in keys] for step in found.steps]
        mine = [step for step in mine if step]
        if mine:
            why += found.why
        if len(mine) > 1:
            steps += mine
        else:
            single += (told for step in mine for told in step)
    return event([*steps, single] if single else steps, why)


def _loaded(text: str, path: str) -> Any:
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import YAMLError

    from digestkit.yaml_errors import explained

    shown = printable(path)
    if wrong := mistyped(text):
        raise UsageError(Text(f"{shown}:{wrong.zh}", f"{shown}:{wrong.en}"))
    try:
        data = None if is_deep(text) or has_references(text) else yaml(text, "rt")
        data = None if is_beyond(data) else data
    except DuplicateKeyError as error:
        line = error.problem_mark.line
        key = printable(text.split("\n")[line].partition(":")[0].strip(" -"))
        raise FileError(
            Text(
                f"{shown}:{line + 1}：“{key}”写了两次，请合成一处",
                f"{shown}:{line + 1}: '{key}' stands twice; put both in one place",
            )
        ) from error
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        if mark is not None and (found := explained(text, mark.line + 1)):
            line, (zh, en) = found
            raise FileError(
                Text(
                    f"{shown}:{line}：计划不是有效的 YAML：{zh}",
                    f"{shown}:{line}: the plan is not valid YAML: {en}",
                )
            ) from error
        place = f":{mark.line + 1}:{mark.column + 1}" if mark is not None else ""
        raise FileError(
            Text(
                f"{shown}{place}：计划不是有效的 YAML，请检查这一行和上一行的缩进、引号和冒号",
                f"{shown}{place}: the plan is not valid YAML; check indentation, quotes and colons of this line "
                "and the one before",
            )
        ) from error
    if not isinstance(data, dict) or not isinstance(data.get("stories"), list):
        raise FileError(
            Text(
                f"{shown}：不是周报计划（没有 stories: 这一行和它下面的列表）；看看这一行有没有写错，要一份新的计划就换一个文件名",
                f"{shown}: no plan of a weekly (no line 'stories:' with a list below it); see whether that line is misspelt, "
                "or name another file to get a new plan",
            )
        )
    return data


def _items(data: Any, key: str, reader: "_Reader") -> Iterator[tuple[int, Any]]:
    """The items of the list ``key`` with their lines."""
    items = data.get(key) or []
    if isinstance(items, list):
        for at, item in enumerate(items):
            yield items.lc.item(at)[0] + 1, item  # type: ignore[attr-defined]
    else:
        reader.problem(
            data.lc.key(key)[0] + 1,
            Text(
                f"{key} 应当是列表：每条一行，以“- ”开头",
                f"'{key}' should be a list: a line for each, with '- ' before it",
            ),
        )


def _mappings(data: Any, key: str, reader: "_Reader") -> Iterator[tuple[int, Any]]:
    for line, item in _items(data, key, reader):
        if isinstance(item, dict):
            yield line, item
        else:
            reader.problem(line, Text("应当有 title 和 from", "should have 'title' and 'from'"))


class _Reader:
    """Finds the stories that a plan names, and remembers which it has named and what was wrong."""

    def __init__(self, path: str, events: Sequence[Event], empty: Sequence[Dropped]) -> None:
        told = [told for each in events for told in each.members]
        self.path = printable(path)
        self._events = events
        self.problems: list[Text] = []
        self._told = list(told)
        self._short = short_paths(told, empty)
        self._by_name: dict[tuple[str, str], list[Told]] = {}
        for each in told:
            names = {" ".join(title.split()) for title in (each.title, each.report.title)}
            for path_name in {self._short[each.report.path], each.report.path}:
                for title in names:
                    self._by_name.setdefault((path_name, title), []).append(each)
        self._used: dict[tuple[str, str, int, int, int], int] = {}

    def problem(self, line: int, what: Text) -> None:
        zh, en = (printable(each) for each in what)
        self.problems.append(Text(f"{self.path}:{line}：{zh}", f"{self.path}:{line}: {en}"))

    def left(self) -> list[Told]:
        """Stories that the plan has not named."""
        return [each for each in self._told if each.key not in self._used]

    def told(self, name: Any, line: int) -> Told | None:
        """The story that ``name`` names; a problem when there is none, or when it was named before."""
        found = _NAME.fullmatch(str(name).strip())
        if found is None:
            self.problem(
                line,
                Text(f"“{name}”应当写成 文件:行 标题", f"'{name}' should be written as file:line title"),
            )
            return None
        title = " ".join(found["title"].split())
        known = self._by_name.get((found["path"], title), [])
        free = [each for each in known if each.key not in self._used]
        if not known:
            self.problem(
                line,
                Text(
                    f"日报里没有“{title}”（{found['path']}）：可能改了标题或不在这几天里",
                    f"no daily has '{title}' ({found['path']}): its title may have changed, or it is of other days",
                ),
            )
            return None
        if not free:
            earlier = self._used[known[0].key]
            self.problem(
                line,
                Text(
                    f"“{title}”在第 {earlier} 行已经有了，只留一处",
                    f"'{title}' stands on line {earlier} already; keep one",
                ),
            )
            return None
        wanted = int(found["line"])
        told = min(free, key=lambda each: (abs(each.report.line - wanted), each.key))
        self._used[told.key] = line
        return told

    def entry(self, line: int, data: Any) -> Entry | None:
        self.keys(data, _KEYS)
        members = [self.told(name, where) for where, name in _items(data, "from", self)]
        found = [each for each in members if each is not None]
        title, section = (self.words(data, key) for key in ("title", "section"))
        pin = self.pin(data)
        if not data.get("from"):
            self.problem(line, Text("from 是空的，请删掉这一条", "'from' is empty; delete the entry"))
        return Entry(_regrouped(found, self._events), title, section, pin) if found else None

    def keys(self, data: Any, known: Sequence[str]) -> None:
        """See that ``data`` has no other keys."""
        for key in data:
            if key not in known:
                self.problem(
                    data.lc.key(key)[0] + 1,
                    Text(
                        f"不认识“{key}”，可用 {'、'.join(known)}",
                        f"unknown key '{key}'; known: {', '.join(known)}",
                    ),
                )

    def words(self, data: Any, key: str) -> str | None:
        """What ``key`` says on one line, ``None`` when it says nothing."""
        value = data.get(key)
        if isinstance(value, (dict, list)):
            self.problem(
                data.lc.key(key)[0] + 1,
                Text(
                    f"{key} 应当是一行字，请加上引号", f"'{key}' should be one line of text; put it in quotes"
                ),
            )
            return None
        return (" ".join(str(value).split()) or None) if value is not None else None

    def pin(self, data: Any) -> bool:
        value = data.get("pin", False)
        if not isinstance(value, bool):
            self.problem(
                data.lc.key("pin")[0] + 1,
                Text("pin 只能是 true 或 false", "'pin' is either true or false"),
            )
        return value is True
