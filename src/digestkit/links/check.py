"""Checking many links: each address once, memory first, within a budget, and always an answer for each."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from digestkit.config import LinksConfig
from digestkit.diagnostic import Text
from digestkit.links.address import Address, ForeignScheme, InvalidUrl, as_written, parse
from digestkit.links.cache import Cache, for_url
from digestkit.links.safety import check_headers, networks, refusal
from digestkit.links.verdict import IGNORED, INTERRUPTED, OUT_OF_TIME, State, Verdict

if TYPE_CHECKING:
    from digestkit.links.client import Client
    from digestkit.links.fault import Fault
    from digestkit.links.follow import Trail
    from digestkit.links.hosts import Hosts
    from digestkit.links.judge import Judgement
    from digestkit.links.resolve import LookUp

Progress = Callable[[int, int, Sequence[str]], None]
"""Called with links done, links in all, and the sites that are waited for."""

TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_BACKOFF = (0.4, 0.8)
"""Seconds before a second attempt; chosen at random between, so that many links don't come back at once."""
_LONGEST_WAIT = 20.0
"""The longest ``Retry-After`` that is waited for when there is no budget."""
_ATTEMPTS = 2
_TIMEOUTS = 3
"""A link may take so many timeouts in all, however many hops it has."""
_SAVE_EVERY = 100
_TICK = 0.1


def check_links(
    urls: Iterable[str],
    config: LinksConfig,
    *,
    cache: Cache | None = None,
    budget: float | None = None,
    progress: Progress | None = None,
    look_up: "LookUp | None" = None,
) -> dict[str, Verdict]:
    """A verdict for every URL, by URL as given.

    ``budget`` (seconds) ends the check early: what is not done then is ``unchecked``. So is the
    rest after an interrupt (Ctrl-C), which is not raised: ``INTERRUPTED`` is the reason then.
    ``look_up`` resolves names instead of the system. Raises ``UsageError`` for bad ``config``.
    """
    verdicts, open_ = _sorted_out(dict.fromkeys(urls), config)
    known = cache.get(open_) if cache else {}
    for address, found in known.items():
        verdicts.update((url, for_url(found, url)) for url in open_[address].urls)
    jobs = [job for address, job in open_.items() if address not in known]
    if jobs:
        for job, verdict in _check(jobs, config, cache, budget, progress, look_up):
            verdicts.update((url, for_url(verdict, url)) for url in job.urls)
    return verdicts


@dataclass
class _Job:
    """One address to check, and the URLs that name it."""

    address: Address
    urls: list[str] = field(default_factory=list)
    verdict: Verdict | None = None


def _sorted_out(urls: Iterable[str], config: LinksConfig) -> tuple[dict[str, Verdict], dict[str, _Job]]:
    """Verdicts on URLs that need no request, and the jobs for the others, by address."""
    check_headers({**config.headers, "User-Agent": config.user_agent})
    allowed = networks(config.allow_networks)
    verdicts: dict[str, Verdict] = {}
    jobs: dict[str, _Job] = {}
    for url in urls:
        plain = as_written(url)
        if config.ignore and plain.startswith(config.ignore):
            verdicts[url] = Verdict(url, "unchecked", None, IGNORED)
            continue
        try:
            address = parse(plain)
        except ForeignScheme as error:
            verdicts[url] = Verdict(url, "unchecked", None, error.reason)
            continue
        except InvalidUrl as error:
            verdicts[url] = Verdict(url, "dead", None, error.reason, checked_at=_now())
            continue
        reason = refusal(address.ip, allowed) if address.ip else None
        if reason:
            verdicts[url] = Verdict(url, "unchecked", None, reason)
        else:
            jobs.setdefault(address.url, _Job(address)).urls.append(url)
    return verdicts, jobs


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _check(
    jobs: list[_Job],
    config: LinksConfig,
    cache: Cache | None,
    budget: float | None,
    progress: Progress | None,
    look_up: "LookUp | None",
) -> list[tuple[_Job, Verdict]]:
    run = _Run(jobs, config, cache, budget, progress, look_up)
    asyncio.run(run.main())
    return [(job, job.verdict or Verdict(job.address.url, "unchecked", None, run.left)) for job in jobs]


class _Run:
    """One check of many addresses."""

    def __init__(
        self,
        jobs: list[_Job],
        config: LinksConfig,
        cache: Cache | None,
        budget: float | None,
        progress: Progress | None,
        look_up: "LookUp | None",
    ) -> None:
        self.jobs = jobs
        self.config = config
        self.cache = cache
        self.progress = progress
        self.look_up = look_up
        self.ends = time.monotonic() + budget if budget is not None else None
        self.left = OUT_OF_TIME
        """Why links without a verdict have none."""
        self.done = 0
        self.unsaved: dict[str, Verdict] = {}

    async def main(self) -> None:
        """Check until all is done, time is up, or somebody interrupts."""
        from digestkit.links.client import Client
        from digestkit.links.hosts import Hosts
        from digestkit.links.resolve import system_look_up

        hosts = Hosts(self.config.concurrency, self.config.per_host)
        try:
            async with Client(self.config, hosts, self.look_up or system_look_up) as client:
                await self._work(client, hosts)
        except asyncio.CancelledError:
            self.left = INTERRUPTED
        finally:
            self._save()

    async def _work(self, client: "Client", hosts: "Hosts") -> None:
        lanes = [
            asyncio.create_task(self._lane(client, hosts, queue))
            for queue in self._queues()
            for _ in range(min(len(queue), 2 * self.config.per_host, self.config.concurrency))
        ]
        try:
            await self._watch(lanes, hosts)
        finally:
            for lane in lanes:
                lane.cancel()
            await asyncio.gather(*lanes, return_exceptions=True)

    def _queues(self) -> list[deque[_Job]]:
        """The jobs of each site, in their order."""
        queues: dict[str, deque[_Job]] = {}
        for job in self.jobs:
            queues.setdefault(job.address.site, deque()).append(job)
        return list(queues.values())

    async def _watch(self, lanes: Sequence["asyncio.Task[None]"], hosts: "Hosts") -> None:
        """Wait for the lanes, as long as there is time, and report."""
        pending = set(lanes)
        while pending:
            patience = _TICK if self.progress else None
            if self.ends is not None:
                rest = self.ends - time.monotonic()
                if rest <= 0:
                    return
                patience = min(rest, patience or rest)
            finished, pending = await asyncio.wait(
                pending, timeout=patience, return_when=asyncio.FIRST_EXCEPTION
            )
            for lane in finished:
                lane.result()  # an error of the program itself must not pass unseen
            if self.progress:
                self.progress(self.done, len(self.jobs), list(hosts.busy))

    async def _lane(self, client: "Client", hosts: "Hosts", queue: deque[_Job]) -> None:
        """Take one job of a site after the other."""
        while queue:
            job = queue.popleft()
            found = await self._judge(client, hosts, job.address)
            checked = None if found.state == "unchecked" else _now()
            job.verdict = Verdict(
                job.address.url, found.state, found.status, found.reason, found.final, checked
            )
            self.done += 1
            self.unsaved[job.address.url] = job.verdict
            if len(self.unsaved) >= _SAVE_EVERY:
                self._save()

    def _save(self) -> None:
        if self.cache:
            self.cache.put(self.unsaved)
        self.unsaved = {}

    async def _judge(self, client: "Client", hosts: "Hosts", address: Address) -> "Judgement":
        """Try, and where it may help try once more."""
        from digestkit.links.judge import Judgement

        if hosts.is_tired(address.site):
            return Judgement("uncertain", 429, _TIRED)
        for attempt in range(1, _ATTEMPTS + 1):
            found, wait = await self._attempt(client, hosts, address)
            if wait is None or attempt == _ATTEMPTS or not self._has_time(wait):
                break
            await asyncio.sleep(wait)
        return found

    def _has_time(self, wait: float) -> bool:
        rest = self.ends - time.monotonic() if self.ends is not None else _LONGEST_WAIT
        return wait < min(rest, _LONGEST_WAIT)

    async def _attempt(
        self, client: "Client", hosts: "Hosts", address: Address
    ) -> "tuple[Judgement, float | None]":
        """A judgement, and how long to wait before a second attempt where one may help."""
        from digestkit.links.fault import Fault
        from digestkit.links.follow import Trail, follow
        from digestkit.links.judge import judge

        trail = Trail([address])
        again = random.uniform(*_BACKOFF)  # noqa: S311 -- jitter is no secret
        try:
            arrival = await follow(client, trail, self.config.timeout * _TIMEOUTS)
        except Fault as fault:
            return _faulty(trail, fault), again if fault.again else None
        found = judge(trail, arrival)
        if arrival.status == 429:
            return found, hosts.refused(trail.end.site, retry_after(arrival.headers))
        hosts.answered(trail.end.site)
        if arrival.status in TRANSIENT and found.state == "uncertain":
            wish = retry_after(arrival.headers)
            return found, again if wish is None else wish
        return found, None


_TIRED = Text(
    "网站说访问太频繁（429），没有再问", "the site says there were too many requests (429); not asked again"
)


def _faulty(trail: "Trail", fault: "Fault") -> "Judgement":
    """The judgement on a way that ended in a fault."""
    from digestkit.links.judge import Judgement

    if not trail.codes:
        return Judgement(fault.state, fault.status, fault.reason)
    # Somebody answered, so the link was checked; that its target was not visited is uncertain.
    state: State = "uncertain" if fault.state == "unchecked" else fault.state
    site = trail.end.site
    reason = Text(f"跳转到 {site}：{fault.reason.zh}", f"redirects to {site}: {fault.reason.en}")
    return Judgement(state, fault.status, reason, trail.end.url)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that ``Retry-After`` asks for, given as seconds or as a date; ``None`` for none."""
    from email.utils import parsedate_to_datetime

    wish = headers.get("Retry-After", "").strip()
    if not wish:
        return None
    if wish.isascii() and wish.isdigit():
        return float(wish[:9])
    try:
        when = parsedate_to_datetime(wish)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
