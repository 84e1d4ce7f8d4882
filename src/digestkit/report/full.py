"""The report for people: message, place, the line with carets, what to do, related places."""

from collections.abc import Iterator
from dataclasses import dataclass

from digestkit.diagnostic import Diagnostic, Lang, Place, Text
from digestkit.escape import visible
from digestkit.report import Run
from digestkit.report.excerpt import WIDTH, Excerpt, excerpt, shortened, width
from digestkit.report.words import COLORS, SEVERITIES, is_fixable, paint, summary

_BLUE = "1;34"
_LEAST = 20
"""Columns that the quoted line takes in the narrowest terminal."""
_TITLE = 50
"""Columns of a story's title that are shown, at most."""
_HELP = Text("怎么办：", "what to do: ")
_STORY = Text("新闻：", "story: ")


def render(run: Run, lang: Lang, color: bool) -> str:
    """The report."""
    blocks = ["\n".join(_block(run, each, lang, color)) + "\n" for each in run.diagnostics]
    return "\n".join([*blocks, summary(run, lang) + "\n"])


@dataclass(frozen=True, slots=True)
class _Margin:
    """What stands left of the quoted lines: line numbers ``width`` wide, then a bar."""

    width: int
    color: bool

    def line(self, sign: str, text: str, number: int | None = None) -> str:
        """A line of the block; the margin is empty but for a ``number``."""
        left = f"{'' if number is None else number:>{self.width}}"
        return f"{paint(f'{left} {sign}', _BLUE, self.color)} {text}".rstrip()

    def arrow(self, sign: str, text: str) -> str:
        """A line that names a place."""
        return f"{' ' * self.width}{paint(sign, _BLUE, self.color)} {text}"


def _block(run: Run, each: Diagnostic, lang: Lang, color: bool) -> Iterator[str]:
    """The lines about one finding."""
    tone, message = COLORS[each.severity], visible(each.message.say(lang))
    mark = f" {paint('[*]', '36', color)}" if is_fixable(each) else ""
    word = paint(f"{SEVERITIES[each.severity].say(lang)} {each.code}", tone, color)
    yield f"{word}{mark} {paint(message, '1', color)} ({each.name})"
    lines = [each.place.line, *(other.place.line for other in each.related)]
    margin = _Margin(max(len(str(line)) for line in lines), color)
    room = max(_LEAST, min(WIDTH, run.columns - margin.width - len(" | "))) if run.columns else WIDTH
    found = _excerpt(run, each.path, each.place, room)
    yield margin.arrow("-->", _where(each.path, each.place))
    if found:
        yield from _quoted(margin, each.place.line, found, "^", tone, _reach(each.place, lang))
    title = visible(each.story or "")
    if title and title not in message and (not found or title[:20] not in found.text):
        label = _STORY.say(lang)
        yield margin.line("|", label + shortened(title, min(_TITLE, room - width(label))))
    for other in each.related:
        say, there = visible(other.message.say(lang)), _excerpt(run, other.path, other.place, room)
        yield margin.arrow(":::", _where(other.path, other.place) + ("" if there else f"  {say}"))
        if there:
            yield from _quoted(margin, other.place.line, there, "-", _BLUE, say)
    if each.hint:
        yield margin.line("=", paint(_HELP.say(lang), "1", color) + visible(each.hint.say(lang)))


def _excerpt(run: Run, path: str, place: Place, room: int) -> Excerpt | None:
    source = run.sources.get(path)
    return excerpt(source, place, room) if source else None


def _where(path: str, place: Place) -> str:
    return f"{visible(path)}:{place.line}:{place.column}"


def _reach(place: Place, lang: Lang) -> str:
    """Where a place ends that does not end on its line."""
    if place.end_line <= place.line + (place.end_column == 1):
        return ""
    last = place.end_line - (place.end_column == 1)
    return Text(f"……到第 {last} 行", f"… to line {last}").say(lang)


def _quoted(margin: _Margin, line: int, found: Excerpt, caret: str, tone: str, say: str) -> Iterator[str]:
    """A line of the source with what is meant underlined."""
    yield margin.line("|", "")
    yield margin.line("|", found.text, line)
    below = " " * found.indent + paint(caret * found.carets, tone, margin.color)
    yield margin.line("|", f"{below} {say}")
