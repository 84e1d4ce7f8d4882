"""What the weekly promises, measured over every ISO week of real dailies.

    python benchmarks/weekly.py [-v] FOLDER...

Prints the table of docs/weekly.md. Each folder is one publication. For every week with at least three dailies: is each story in exactly one
item or dropped; is every address of a kept story in the weekly; does it read back as the same weekly; is it
in clean form; what does lint find in it; are its bytes the same for any order of the dailies.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from digestkit.aspects.essays import looks_like_digest
from digestkit.config import FormatConfig, LintConfig, WeeklyConfig
from digestkit.diagnostic import Diagnostic
from digestkit.disk.files import read_source
from digestkit.disk.finding import discover
from digestkit.errors import DigestkitError
from digestkit.formatting import format_source
from digestkit.lint import lint
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.reader.inline import plain
from digestkit.rule import Batch
from digestkit.schema import Story
from digestkit.source import Source
from digestkit.stories import reports_of
from digestkit.urls import canonical, split_url
from digestkit.vocabulary import default_vocabulary
from digestkit.weekly import template
from digestkit.weekly.build import Weekly, build, gather
from digestkit.weekly.calendar import week_of
from digestkit.weekly.choose import choose
from digestkit.weekly.compose import House
from digestkit.weekly.labels import house_marks, without_marks
from digestkit.weekly.layout import laid_out
from digestkit.weekly.wording import sentences

_NUMBER = re.compile(r"^\W*\d{1,3}[.、](?=\D)")
_ASIDE = re.compile(r"[（(]\[?(?:link|链接)\]?(?:\([^()]*\))?[)）]", re.IGNORECASE)
"""What the weekly leaves out of a sentence, beside the marks of a house; and it says 单日 where the daily said 今日."""
VOCABULARY = default_vocabulary()


def weekly(dailies: list[Parsed], week: str) -> Weekly:
    """The weekly of ``week`` with the default settings."""
    choice = choose(dailies, week)
    events, dropped = gather(choice)
    return build(choice, events, dropped, House(WeeklyConfig(), VOCABULARY, template.shipped()))


def story_words(story: Story) -> list[str]:
    """Every text of a story, sources apart."""
    texts = [
        story.title,
        story.summary,
        story.background,
        *(point.text for point in story.points),
        *story.body,
    ]
    return [text for text in texts if text]


def words(parsed: Parsed) -> list[str]:
    """Every text of every story of a daily, as the reader gives it."""
    return [text for _, story in parsed.digest.stories() for text in story_words(story)]


def squeezed(text: str) -> str:
    """The letters and figures of ``text``: the weekly spaces and punctuates them in one way."""
    return re.sub(r"[\W_]", "", text)


def faults(dailies: list[Parsed], made: Weekly, week: str) -> Counter[str]:
    """How often each promise is broken in one week."""
    found: Counter[str] = Counter()
    placed = Counter(
        (*told.report.loc, told.report.path) for item in made.items for told in item.rated.event.members
    )
    placed += Counter((*each.report.loc, each.report.path) for each in made.dropped)
    wanted = Counter((*loc, each.source.path) for each in dailies for loc, _, _ in each.stories())
    found["stories lost or doubled"] = sum((wanted - placed).values()) + sum((placed - wanted).values())
    urls = {
        canonical(url)
        for each in dailies
        for report in reports_of(each)
        for url in report.urls
        if split_url(url)
    }
    marks = house_marks(told for item in made.items for told in item.rated.event.members)
    told = "\n".join(text for each in dailies for text in (each.text, plain(each.text), *words(each)))
    said = squeezed(_ASIDE.sub("", without_marks(told, marks)).replace("今日", "单日"))
    for item in made.items:
        for text in story_words(item.story):
            each_said = (squeezed(each.replace("今日", "单日")) for each in sentences(text))
            found["sentences invented"] += sum(each not in said for each in each_said)
    source = Source.from_text(made.text, f"{week}.md")
    parsed = read(source, VOCABULARY)
    there = {canonical(url) for report in reports_of(parsed) for url in report.urls}
    found["addresses lost"] = len(urls - there)
    back = [story for _, story in laid_out(parsed).digest.stories()]
    found["read as no weekly"] = parsed.digest.kind != "weekly"
    found["stories that read back otherwise"] = (
        abs(len(back) - len(made.items))
        if len(back) != len(made.items)
        else sum(one != item.story for one, item in zip(back, made.items, strict=True))
    )
    try:
        found["not in clean form"] = format_source(parsed, FormatConfig()) != made.text
    except DigestkitError:
        found["format refuses"] = 1
    before = lint(Batch(tuple(dailies)), LintConfig())
    texts = {each.source.path: each.source for each in (*dailies, parsed)}
    codes = {each.code for each in before}
    spots = {_spot(each, texts) for each in before}
    for each in lint(Batch((parsed,)), LintConfig()):
        found[each.code] += each.code not in codes
        found[LINES] += _spot(each, texts) not in spots
    shuffled = list(dailies)
    random.Random(7).shuffle(shuffled)
    found["other bytes in another order"] = weekly(shuffled, week).text != made.text
    return found


def _spot(found: Diagnostic, texts: Mapping[str, Source]) -> tuple[str, str]:
    """A finding as its rule and the letters of its line."""
    return found.code, squeezed(_NUMBER.sub("", texts[found.path].line_text(found.place.line)))


COUNTED = ("weeks", "dailies", "in", "out", "merged")
PROMISES = (
    "stories lost or doubled",
    "addresses lost",
    "sentences invented",
    "stories that read back otherwise",
    "not in clean form",
    "other bytes in another order",
)
LINES = "findings on other lines"


def row(name: str, total: Counter[str]) -> str:
    """A line of the table: how much was merged, which promises were broken, what lint finds that is new."""
    codes = sorted((-count, code) for code, count in total.items() if code.startswith("DK") and count)
    new = "，".join(f"{code} {-count}" for count, code in codes)
    cells = [name, *(f"{total[each]}" for each in (*COUNTED, *PROMISES, LINES)), new]
    return f"| {' | '.join(cells)} |"


def measured(folder: str, verbose: bool) -> Counter[str]:
    """Numbers and broken promises over the weeks of one publication that have three dailies."""
    weeks: dict[str, list[Parsed]] = {}
    for path in discover([folder]).files:
        parsed = read(read_source(path), VOCABULARY)
        if parsed.digest.kind == "daily" and parsed.digest.date and looks_like_digest(parsed):
            weeks.setdefault(week_of(date.fromisoformat(parsed.digest.date)), []).append(parsed)
    total: Counter[str] = Counter()
    for week, dailies in sorted(weeks.items()):
        if len(dailies) < 3:
            continue
        made = weekly(dailies, week)
        total["weeks"] += 1
        total["dailies"] += len(dailies)
        total["in"] += sum(len(item.rated.event.members) for item in made.items) + len(made.dropped)
        total["out"] += len(made.items)
        total["merged"] += sum(len(item.rated.event.members) > 1 for item in made.items)
        broken = +faults(dailies, made, week)
        total += broken
        if verbose and broken:
            print(f"    {week} {dict(broken)}")
    return total


def main(folders: list[str], verbose: bool) -> None:
    """Print the table."""
    print(f"| {' | '.join(['', *COUNTED, *PROMISES, LINES, 'new in lint'])} |")
    print(f"|---|{'--:|' * len((*COUNTED, *PROMISES, LINES))}---|")
    everything: Counter[str] = Counter()
    for folder in folders:
        total = measured(folder, verbose)
        if total["weeks"]:
            everything += total
            print(row(Path(folder).name, total), flush=True)
    print(row("all", everything))


if __name__ == "__main__":
    main([each for each in sys.argv[1:] if each != "-v"], "-v" in sys.argv)
