"""One run over the network: a fixed number of workers, a second attempt where it may help, within the budget."""

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from digestkit.config import LinksConfig
from digestkit.diagnostic import Text
from digestkit.links.address import Address, parse
from digestkit.links.cache import Cache
from digestkit.links.client import Client
from digestkit.links.fault import Fault
from digestkit.links.follow import Trail, follow
from digestkit.links.hosts import Hosts
from digestkit.links.judge import Judgement, judge
from digestkit.links.line import Line
from digestkit.links.progress import Progress
from digestkit.links.resolve import LookUp, system_look_up
from digestkit.links.verdict import INTERRUPTED, OUT_OF_TIME, State, Verdict, failed, now

_TRANSIENT = frozenset({408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_BACKOFF = (0.4, 0.8)
"""Seconds before a second attempt; chosen at random between, so that many links don't come back at once."""
_LONGEST_WAIT = 20.0
"""The longest ``Retry-After`` that is waited for when there is no budget."""
_TIMEOUTS = 3
"""A link may take so many timeouts in all, however many hops it has."""
_SAVE_EVERY = 100
_TICK = 0.1


class Run:
    """One check of many URLs. ``found`` has the verdict on each as soon as there is one."""

    def __init__(
        self,
        urls: Sequence[str],
        config: LinksConfig,
        cache: Cache | None,
        budget: float | None,
        progress: Progress | None,
        look_up: LookUp | None,
    ) -> None:
        self.urls = urls
        self.config = config
        self.cache = cache
        self.progress = progress
        self.look_up = look_up or system_look_up
        self.ends = time.monotonic() + budget if budget is not None else None
        self.left = OUT_OF_TIME
        self.found: dict[str, Verdict] = {}
        self.tried: set[str] = set()
        """What was asked for once and wants another attempt."""
        self.unsaved: dict[str, Verdict] = {}

    def unchecked(self, url: str) -> Verdict:
        """The verdict on a URL that was not finished."""
        return Verdict(url, "unchecked", None, self.left)

    async def main(self) -> None:
        """Check until all is done, time is up, or somebody interrupts."""
        hosts = Hosts(self.config.per_host)
        try:
            async with Client(self.config, hosts, self.look_up) as client:
                await self._work(client, hosts)
        except asyncio.CancelledError:
            self.left = INTERRUPTED
        finally:
            self._save()

    async def _work(self, client: Client, hosts: Hosts) -> None:
        line = Line(self.urls, self.config.per_host)
        workers = [
            asyncio.create_task(self._worker(client, hosts, line))
            for _ in range(min(line.turns, self.config.concurrency))
        ]
        try:
            await self._watch(workers, hosts)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _watch(self, workers: Sequence["asyncio.Task[None]"], hosts: Hosts) -> None:
        """Wait for the workers, as long as there is time, and report."""
        pending = set(workers)
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
            for worker in finished:
                worker.result()  # an error that concerns more than one address must not pass unseen
            if self.progress:
                self.progress(len(self.found), len(self.urls), list(hosts.busy))

    async def _worker(self, client: Client, hosts: Hosts, line: Line) -> None:
        """Take one URL after the other; one that has to wait goes back in line."""
        while url := await line.take():
            address = parse(url)
            pause = hosts.pause(address.site)
            if pause > 0 and not hosts.given_up(address.site):
                line.rest(address.site, url, pause)
                continue
            try:
                found, wait = await self._judge(client, hosts, address, again=url in self.tried)
            except Exception as error:
                verdict = failed(url, error)
            else:
                if wait is not None:
                    self.tried.add(url)
                    line.later(address.site, url, wait)
                    continue
                checked = None if found.state == "unchecked" else now()
                verdict = Verdict(url, found.state, found.status, found.reason, found.final, checked)
            self.tried.discard(url)
            self._keep(verdict)
            line.done(address.site)

    def _keep(self, verdict: Verdict) -> None:
        self.found[verdict.url] = self.unsaved[verdict.url] = verdict
        if len(self.unsaved) >= _SAVE_EVERY:
            self._save()

    def _save(self) -> None:
        if self.cache:
            self.cache.put(self.unsaved)
        self.unsaved = {}

    async def _judge(
        self, client: Client, hosts: Hosts, address: Address, *, again: bool
    ) -> tuple[Judgement, float | None]:
        """A judgement, and how long to wait before another attempt; ``None`` when the judgement stands."""
        lost = hosts.given_up(address.site)
        if lost:
            return Judgement("uncertain", *lost), None
        found, wait = await self._attempt(client, hosts, address, again=again)
        if wait is None or again:
            return found, None
        if self._has_time(wait):
            return found, wait
        # one refusal is not enough to call a link dead
        return (found._replace(state="uncertain") if found.state == "dead" else found), None

    def _has_time(self, wait: float) -> bool:
        rest = self.ends - time.monotonic() if self.ends is not None else _LONGEST_WAIT
        return wait < min(rest, _LONGEST_WAIT)

    async def _attempt(
        self, client: Client, hosts: Hosts, address: Address, *, again: bool
    ) -> tuple[Judgement, float | None]:
        """A judgement, and how long to wait before a second attempt where one may help."""
        trail = Trail([address])
        soon = random.uniform(*_BACKOFF)  # noqa: S311 -- jitter is no secret
        try:
            arrival = await follow(client, trail, self.config.timeout * _TIMEOUTS)
        except Fault as fault:
            if fault.silent and not again:
                hosts.kept_silent(trail.end.site)
            return _faulty(trail, fault), soon if fault.again else None
        found = judge(trail, arrival)
        if arrival.status == 429:
            return found, hosts.refused(trail.end.site, retry_after(arrival.headers))
        hosts.answered(trail.end.site)
        if arrival.status in _TRANSIENT and found.state == "uncertain":
            wish = retry_after(arrival.headers)
            return found, soon if wish is None else wish
        return found, None


def _faulty(trail: Trail, fault: Fault) -> Judgement:
    """The judgement on a way that ended in a fault."""
    if not trail.codes:
        return Judgement(fault.state, fault.status, fault.reason)
    # Somebody answered, so the link was checked; that its target was not visited is uncertain.
    state: State = "uncertain" if fault.state == "unchecked" else fault.state
    site = trail.end.site
    reason = Text(f"跳转到 {site}：{fault.reason.zh}", f"redirects to {site}: {fault.reason.en}")
    return Judgement(state, fault.status, reason, trail.end.url)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that ``Retry-After`` asks for, given as seconds or as a date; ``None`` for none."""
    wish = headers.get("Retry-After", "").strip()
    if not wish:
        return None
    if wish.isascii() and wish.isdigit():
        return float(wish[:9])
    try:
        when = parsedate_to_datetime(wish)
    except (ValueError, OverflowError):  # a year or a zone of so many digits
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
