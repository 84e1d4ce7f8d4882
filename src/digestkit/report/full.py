"""The report for people: message, place, the line with carets, what to do, related places."""

from collections.abc import Iterator

from digestkit.diagnostic import Diagnostic, Lang, Place, Text
from digestkit.report import Run
from digestkit.report.escape import visible
from digestkit.report.excerpt import excerpt
from digestkit.report.words import COLORS, SEVERITIES, is_fixable, paint, summary

_BLUE = "1;34"
_HELP = Text("怎么办：", "what to do: ")
_STORY = Text("新闻：", "story: ")


def render(run: Run, lang: Lang, color: bool) -> str:
    """The report."""
    blocks = ["\n".join(_block(run, each, lang, color)) + "\n" for each in run.diagnostics]
    return "\n".join([*blocks, summary(run, lang) + "\n"])


def _block(run: Run, each: Diagnostic, lang: Lang, color: bool) -> Iterator[str]:
    tone = COLORS[each.severity]
    mark = f" {paint('[*]', '36', color)}" if is_fixable(each) else ""
    word = paint(f"{SEVERITIES[each.severity].say(lang)} {each.code}", tone, color)
    yield f"{word}{mark} {paint(visible(each.message.say(lang)), '1', color)} ({each.name})"
    shown = [each.place, *(other.place for other in each.related)]
    gutter = max(len(str(place.line)) for place in shown)
    bar = paint("|", _BLUE, color)
    yield from _quoted(run, each.path, each.place, gutter, "-->", "^", tone, "", color)
    for other in each.related:
        say = visible(other.message.say(lang))
        yield from _quoted(run, other.path, other.place, gutter, ":::", "-", _BLUE, say, color)
    if each.story and _elsewhere(run, each):
        yield f"{' ' * gutter} {bar} {_STORY.say(lang)}{visible(each.story)}"
    if each.hint:
        yield f"{' ' * gutter} {paint('=', _BLUE, color)} {paint(_HELP.say(lang), '1', color)}{visible(each.hint.say(lang))}"


def _elsewhere(run: Run, each: Diagnostic) -> bool:
    """Whether the story's title is not to be seen on the line that is shown."""
    source = run.sources.get(each.path)
    found = excerpt(source, each.place) if source else None
    return found is None or visible(each.story or "")[:20] not in found.text


def _quoted(
    run: Run, path: str, place: Place, gutter: int, arrow: str, caret: str, tone: str, say: str, color: bool
) -> Iterator[str]:
    """A place and, where its text is at hand, the line with what is meant underlined."""
    margin, bar = " " * gutter, paint("|", _BLUE, color)
    source = run.sources.get(path)
    found = excerpt(source, place) if source else None
    where = f"{visible(path)}:{place.line}:{place.column}"
    yield f"{margin}{paint(arrow, _BLUE, color)} {where}" + ("" if found or not say else f"  {say}")
    if found is None:
        return
    number = paint(f"{place.line:>{gutter}}", _BLUE, color)
    below = " " * found.indent + paint(caret * found.carets, tone, color) + (f" {say}" if say else "")
    yield f"{margin} {bar}"
    yield f"{number} {bar} {found.text}".rstrip()
    yield f"{margin} {bar} {below}"
