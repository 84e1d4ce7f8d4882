"""The work of ``lint``: reading, checking, mending. Loaded only when the answer is not remembered."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from digestkit.beside import MOST_SHARED, WORTH_A_CHILD, beside, can_fork, shared_out
from digestkit.cli.job import Job
from digestkit.cli.session import Session
from digestkit.cli.trust import networks, writable
from digestkit.config import LintConfig
from digestkit.diagnostic import Diagnostic, Text, count
from digestkit.diff import unified_diff
from digestkit.disk.files import write_atomic
from digestkit.encoding import check_writable
from digestkit.errors import DigestkitError, UsageError
from digestkit.escape import printable
from digestkit.fixing import Refused, fix
from digestkit.lint import finish, lint, raw_findings, selected
from digestkit.outcome import Outcome
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.rule import Batch, load_rules, unknown_rule
from digestkit.source import Source

if TYPE_CHECKING:
    from digestkit.links.verdict import Verdict


def check(
    session: Session, job: Job, sources: Sequence[Source], archive: Sequence[Source]
) -> tuple[Outcome, list[Source], bool]:
    """Lint ``sources``: what was found, the texts as they are now, whether fixes changed any.

    Raises ``UsageError`` for a rule that does not exist.
    """
    config = _chosen(session.config.lint, job)
    if job.is_plain and not archive:
        return _by_publication(session, job, config, sources), list(sources), False
    parsed = session.read(sources, job.named, job.stdin_filename)
    published = session.published(archive, parsed) if archive else []
    verdicts = None if job.offline else _verdicts(session, job, config, parsed)
    changed = False
    if job.mend or job.diff:
        parsed, changed = _mend(session, job, config, parsed, verdicts)
    batch = Batch(tuple(parsed), tuple(published), session.names)
    found = () if job.diff else _lint(batch, config, verdicts)
    texts = [each.source for each in parsed]
    return Outcome(tuple(each.path for each in texts), tuple(found)), texts, changed


def _by_publication(session: Session, job: Job, config: LintConfig, sources: Sequence[Source]) -> Outcome:
    """What is found in texts that nothing else has to be known of, on two cores where that saves time.

    One publication's issues are not compared with another's, so each can be read and checked by itself.
    """
    lots = _lots(sources)
    if len(lots) == 1:
        return _outcome(session, job, config, sources, _lint)
    selected(config)  # the child need not load the rules again
    outcomes = shared_out(lambda lot: _outcome(session, job, config, lot, lint), lots)
    seen = {path for each in outcomes for path in each.paths}
    paths = tuple(each.path for each in sources if each.path in seen)
    found = sorted((one for each in outcomes for one in each.diagnostics), key=lambda each: each.sort_key)
    return Outcome(paths, tuple(found))


def _outcome(
    session: Session,
    job: Job,
    config: LintConfig,
    sources: Sequence[Source],
    check: Callable[[Batch, LintConfig], Sequence[Diagnostic]],
) -> Outcome:
    """What ``check`` finds in the digests among ``sources``."""
    parsed = session.read(sources, job.named, job.stdin_filename)
    found = check(Batch(tuple(parsed), (), session.names), config)
    return Outcome(tuple(each.source.path for each in parsed), tuple(found))


def _lots(sources: Sequence[Source]) -> list[list[Source]]:
    """The texts by publication, the largest first; all in one lot where two processes would save little."""
    whole = [list(sources)]
    total = sum(len(each.text) for each in sources)
    if total < WORTH_A_CHILD or not can_fork():
        return whole
    from digestkit.stories.grouping import publication

    lots: dict[str, list[Source]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    for each in sources:
        name = publication(each.path)
        lots[name].append(each)
        sizes[name] += len(each.text)
    (_, largest), *_ = sizes.most_common(1)
    if largest * 4 > total * 3:
        return whole
    by_size = [lots[name] for name, _ in sizes.most_common()]
    shares = range(min(MOST_SHARED, len(by_size)))
    return [[each for lot in by_size[n::MOST_SHARED] for each in lot] for n in shares]


def _lint(
    batch: Batch, config: LintConfig, verdicts: "Mapping[str, Verdict] | None" = None
) -> Sequence[Diagnostic]:
    """``lint``, on two cores where there is enough to do: each text by itself, and beside it all together."""
    if sum(len(parsed.text) for parsed in batch.issues) < WORTH_A_CHILD or not can_fork():
        return lint(batch, config, verdicts)
    rules = selected(config)
    alone = [rule for rule in rules if rule.scope == "digest"]
    with beside(raw_findings, batch, config, alone) as found:
        rest = raw_findings(batch, config, [rule for rule in rules if rule.scope != "digest"], verdicts)
        return finish(batch, config, rules, [*found(), *rest])


def _chosen(config: LintConfig, job: Job) -> LintConfig:
    """The configuration with the rules that the options choose."""
    for code in (*job.select, *job.extend_select, *job.ignore):
        if not any(rule.is_named(code) for rule in load_rules()):
            raise UsageError(unknown_rule(printable(code)))
    return replace(
        config,
        select=job.select or config.select,
        extend_select=(*config.extend_select, *job.extend_select),
        ignore=(*config.ignore, *job.ignore),
    )


def _verdicts(
    session: Session, job: Job, config: LintConfig, parsed: Sequence[Parsed]
) -> "Mapping[str, Verdict] | None":
    """What is known of every link, or ``None`` when no rule asks for it."""
    if not any(rule.scope == "links" for rule in selected(config)):
        return None
    from digestkit.cli.links import verdicts_for

    links = replace(session.config.links, allow_networks=networks(session, job.networks))
    return verdicts_for(session, parsed, links, budget=links.budget, remember=job.remember)


def _mend(
    session: Session,
    job: Job,
    config: LintConfig,
    parsed: Sequence[Parsed],
    verdicts: "Mapping[str, Verdict] | None",
) -> tuple[list[Parsed], bool]:
    """Every digest with its fixes applied (written back, or shown with ``--diff``)."""
    rules = tuple(rule for rule in selected(config) if rule.fixes != "never" and rule.scope != "batch")
    mended, total = [], 0
    for before in parsed:
        try:
            check_writable(before.source)
            fixed = fix(
                before,
                lambda each: lint(Batch((each,)), config, verdicts, rules),
                lambda source: read(source, session.config.vocabulary_for()),
                job.unsafe,
            )
            if not fixed.stable:
                raise _restless(before, fixed.codes)
            after = fixed.parsed
            if after.text != before.text or _is_stdin(job, before):
                _deliver(session, job, before, after)
            for refusal in _refusals(fixed.refused):
                session.error(refusal)
            mended.append(after)
            total += fixed.applied
        except DigestkitError as problem:
            session.error(problem.message)
            mended.append(before)
    if notice := _notice(job, len(parsed), total):
        session.notice(notice)
    return mended, total > 0


def _notice(job: Job, seen: int, total: int) -> Text | None:
    """What to say of ``total`` fixes in as many texts as were ``seen``. A run that only mends needs no word for none."""
    places = count(total, "处", "place")
    if not job.diff:
        return Text(f"改好了 {places.zh}", f"mended {places.en}") if total else None
    if total:
        return Text(f"能改好 {places.zh}；用 --fix 写回文件", f"would mend {places.en}; --fix does it")
    return Text("没有可以自动修复的", "nothing that can be mended") if seen else None


def _refusals(refused: Sequence[Refused]) -> Iterator[Text]:
    """What to tell of fixes that would lose something, rule by rule."""
    by_rule: dict[str, list[Refused]] = defaultdict(list)
    for each in refused:
        by_rule[each.diagnostic.code].append(each)
    for code, those in by_rule.items():
        first, *others = (each.diagnostic.place.line for each in those)
        where, change = f"{printable(those[0].diagnostic.path)}:{first}", those[0].change
        more = Text(f"（另有 {len(others)} 处）", f" (and {len(others)} more)") if others else Text("", "")
        yield Text(
            f"{where}{more.zh}：没有修正 {code}，否则会改变{change.zh}；其余已照常修正，这里请手动修改并反馈这个问题",
            f"{where}{more.en}: {code} was not fixed, as this would change the {change.en}; "
            "all else was fixed as usual; mend this by hand and report it",
        )


def _restless(parsed: Parsed, codes: Sequence[str]) -> DigestkitError:
    names, shown = ", ".join(codes), printable(parsed.source.path)
    return DigestkitError(
        Text(
            f"{shown}：没有写入。{names} 的修正互相抵消，停不下来；请手动修改并反馈这个问题",
            f"{shown}: not written. The fixes of {names} undo one another; mend by hand and report this",
        )
    )


def _is_stdin(job: Job, parsed: Parsed) -> bool:
    return "-" in job.paths and parsed.source.path == (job.stdin_filename or "-")


def _deliver(session: Session, job: Job, before: Parsed, after: Parsed) -> None:
    if job.diff:
        session.show(unified_diff(before.source.path, before.text, after.text))
    elif _is_stdin(job, before):
        session.show(("\ufeff" if after.source.bom else "") + after.text)
    else:
        write_atomic(
            writable(Path(before.source.path), job.paths), after.source.to_bytes(), before.source.to_bytes()
        )
