"""``digestkit links``, and the checking of links for ``lint``."""

import sys
import traceback
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from digestkit.cli.options import NetworkOption, PathsArgument, StdinNameOption, TextOrJson, both, command
from digestkit.cli.session import Session
from digestkit.cli.trust import networks
from digestkit.config import MOST_REQUESTS, LinksConfig
from digestkit.diagnostic import Text, count
from digestkit.escape import printable
from digestkit.parsed import Parsed

if TYPE_CHECKING:
    from digestkit.links.progress import Progress
    from digestkit.links.verdict import Verdict


_GIVEN = LinksConfig()


def _setting(zh: str, en: str, default: str) -> str:
    """The help of an option that the configuration sets as well."""
    return both(f"{zh}（默认 {default}，或照配置）。", f"{en} (default: {default}, or the configuration's).")


FormatOption = Annotated[TextOrJson, typer.Option(help=both("报告的格式。", "The report's format."))]
NoCacheOption = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help=both("不用以前的结果，也不记下这次的。", "Neither use earlier results nor remember these."),
    ),
]
TimeoutOption = Annotated[
    float | None,
    typer.Option(
        min=0.1,
        metavar="SECONDS",
        help=_setting("一次请求最多等几秒", "Seconds for one attempt", f"{_GIVEN.timeout:g}"),
    ),
]
ConcurrencyOption = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=MOST_REQUESTS,
        metavar="N",
        help=_setting("同时检查多少个链接", "Requests at the same time", f"{_GIVEN.concurrency}"),
    ),
]
PerHostOption = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=MOST_REQUESTS,
        metavar="N",
        help=_setting("同一网站同时检查几个", "Requests at the same time to one host", f"{_GIVEN.per_host}"),
    ),
]
ForgetOption = Annotated[
    bool,
    typer.Option(
        "--forget",
        help=both(
            "忘掉以前的结果；后面写了文件就重新检查。",
            "Forget earlier results; check anew when paths are given.",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    command(
        app,
        "links",
        zh="检查每个链接：打得开、打不开、内容没了、换了网址，还是说不准。",
        en="Check every link: alive, dead, its article gone, moved, or uncertain.",
    )(links)


def links(
    session: Session,
    paths: PathsArgument = None,
    output_format: FormatOption = TextOrJson.full,
    no_cache: NoCacheOption = False,
    timeout: TimeoutOption = None,
    concurrency: ConcurrencyOption = None,
    per_host: PerHostOption = None,
    allow_network: NetworkOption = None,
    forget: ForgetOption = False,
    stdin_filename: StdinNameOption = None,
) -> int:
    """Run the command."""
    if forget:
        _forget(session)
        if not paths:
            return session.exit_code()
    issues = session.each_digest(paths, stdin_filename)
    first = next(issues, None)
    if first is None:
        session.tell_nothing(paths)
    places = _places(chain([first] if first else [], issues))
    given = session.config.links
    config = replace(
        given,
        timeout=timeout or given.timeout,
        concurrency=concurrency or given.concurrency,
        per_host=per_host or given.per_host,
        allow_networks=networks(session, allow_network or ()),
    )
    verdicts = _checked(session, places, config, None, remember=not no_cache)
    report = _as_json if output_format is TextOrJson.json else _as_text
    for some in report(session, verdicts, places):
        session.write(some)
    if _was_interrupted(verdicts):
        raise KeyboardInterrupt
    return session.exit_code(any(each.state == "dead" for each in verdicts.values()))


def verdicts_for(
    session: Session, parsed: Sequence[Parsed], config: LinksConfig, *, budget: float, remember: bool
) -> "dict[str, Verdict]":
    """A verdict on every link of ``parsed``, for ``lint``. Raises ``KeyboardInterrupt``, what was found kept."""
    from digestkit.links.extract import extract

    urls = dict.fromkeys(link.url for each in parsed for link in extract(each))
    verdicts = _checked(session, urls, config, budget, remember=remember)
    if _was_interrupted(verdicts):
        raise KeyboardInterrupt
    return verdicts


def _checked(
    session: Session, urls: Collection[str], config: LinksConfig, budget: float | None, *, remember: bool
) -> "dict[str, Verdict]":
    from digestkit.links.cache import Cache
    from digestkit.links.check import check_links

    if not urls:
        return {}
    cache = Cache.open() if remember else None
    try:
        with _progress(session) as progress:
            verdicts = check_links(urls, config, cache=cache, budget=budget, progress=progress)
    finally:
        if cache:
            cache.close()
    if cache and cache.notice:
        session.notice(cache.notice)
    _say_unchecked(session, verdicts)
    return verdicts


def _was_interrupted(verdicts: "Mapping[str, Verdict]") -> bool:
    from digestkit.links.verdict import INTERRUPTED

    return any(each.reason == INTERRUPTED for each in verdicts.values())


def _say_unchecked(session: Session, verdicts: "Mapping[str, Verdict]") -> None:
    """One message for each reason why links went unchecked: a notice, or an error where the program failed."""
    from digestkit.links.verdict import IGNORED

    unchecked = [each for each in verdicts.values() if each.state == "unchecked" and each.reason != IGNORED]
    numbers = Counter(each.reason for each in unchecked)
    errors = {each.reason: each for each in reversed(unchecked) if each.error}
    for reason, number in numbers.items():
        links = count(number, "个链接", "link")
        first = errors.get(reason)
        if first is None:
            session.notice(Text(f"{links.zh}没有检查：{reason.zh}", f"{links.en} not checked: {reason.en}"))
            continue
        shown = printable(first.url)
        session.error(
            Text(
                f"{links.zh}没有检查（{shown}）：{reason.zh}",
                f"{links.en} not checked ({shown}): {reason.en}",
            )
        )
        if session.verbose:
            traceback.print_exception(first.error)


def _forget(session: Session) -> None:
    from digestkit.links.cache import Cache

    cache = Cache.open()
    links = count(cache.forget(), "个链接", "link")
    cache.close()
    session.notice(cache.notice or Text(f"忘掉了 {links.zh}的检查结果", f"forgot the results of {links.en}"))


@contextmanager
def _progress(session: Session) -> "Iterator[Progress | None]":
    """A line on the terminal that says how far the check is and what is waited for; ``None`` elsewhere."""
    if session.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, no_color=not session.color(sys.stderr))
    words = Text("检查链接", "Checking links").say(session.lang)
    columns = (TextColumn(words), BarColumn(24), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int, waiting: Sequence[str]) -> None:
            named = "、".join(sorted(waiting)[:3]) + (" …" if len(waiting) > 3 else "")
            bar.update(task, completed=done, total=total, description=escape(printable(named)))

        yield show


class Place(NamedTuple):
    """Where a link stands: all that is kept of the texts while the network is waited for."""

    path: str
    line: int
    column: int
    story: str | None


Places = Mapping[str, Sequence[Place]]


def _places(parsed: "Iterable[Parsed]") -> Places:
    """Where each URL stands."""
    from digestkit.links.extract import extract

    places: dict[str, list[Place]] = {}
    for each in parsed:
        for link in extract(each):
            place = Place(each.source.path, *each.source.position(link.span.start), link.story)
            places.setdefault(link.url, []).append(place)
    return places


def _as_json(session: Session, verdicts: "Mapping[str, Verdict]", places: Places) -> Iterator[str]:
    """The report, piece by piece."""
    from digestkit.escape import to_json

    if not places:
        yield '{\n  "version": 1,\n  "links": []\n}\n'
        return
    yield '{\n  "version": 1,\n  "links": [\n'
    last = len(places)
    for number, url in enumerate(places, 1):
        verdict = verdicts[url]
        one = {
            "url": url,
            "state": verdict.state,
            "status": verdict.status,
            "reason": verdict.reason.say(session.lang),
            "final_url": verdict.final_url,
            "checked_at": verdict.checked_at,
            "from_cache": verdict.from_cache,
            "places": [place._asdict() for place in places[url]],
        }
        shown = to_json(one, 2).replace("\n", "\n    ")
        yield f"    {shown}{',' if number < last else ''}\n"
    yield "  ]\n}\n"


_COLORS = {"dead": "31", "soft-dead": "33", "moved": "33", "uncertain": "36", "unchecked": "2", "alive": "32"}


def _as_text(session: Session, verdicts: "Mapping[str, Verdict]", places: Places) -> Iterator[str]:
    """The links that want a look, the gravest first, and a count of all."""
    from digestkit.links.verdict import STATES

    for state in STATES:
        if session.verbose or state not in ("alive", "unchecked"):
            for url, where in places.items():
                if verdicts[url].state == state:
                    yield _entry(session, verdicts[url], where)
    counts = Counter(verdict.state for verdict in verdicts.values())
    listed = [f"{STATES[state].say(session.lang)} {counts[state]}" for state in STATES if counts[state]]
    links = count(len(verdicts), "个链接", "link")
    total = Text(f"共 {links.zh}", links.en).say(session.lang)
    joint = Text("，", ", ").say(session.lang)
    yield Text("：", ": ").say(session.lang).join(filter(None, (total, joint.join(listed)))) + "\n"


def _entry(session: Session, verdict: "Verdict", where: Sequence[Place]) -> str:
    from digestkit.links.verdict import STATES

    word = STATES[verdict.state].say(session.lang)
    if session.color():
        word = f"\x1b[{_COLORS[verdict.state]}m{word}\x1b[0m"
    lines = [f"{word}  {printable(verdict.url)}", f"    {printable(verdict.reason.say(session.lang))}"]
    for place in where:
        story = f"  {printable(place.story)}" if place.story else ""
        lines.append(f"    {printable(place.path)}:{place.line}:{place.column}{story}")
    return "\n".join(lines) + "\n\n"
