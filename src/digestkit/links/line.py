"""Jobs in line, site by site: workers take from here, so that nothing but the line grows with the links."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from digestkit.links.job import Job


class Line:
    """Hands out jobs so that no site has more than ``per_site`` of them under way.

    A site stands in ``_turns`` once for every job that may be taken from it.
    """

    def __init__(self, jobs: Sequence[Job], per_site: int) -> None:
        self._per_site = per_site
        self._waiting: dict[str, list[Job]] = {}
        """By site, the next one last."""
        self._taken: Counter[str] = Counter()
        # The last turn given comes first: a worker stays with a site, its connection and its address.
        self._turns: asyncio.LifoQueue[str | None] = asyncio.LifoQueue()
        self._unfinished = len(jobs)
        for job in reversed(jobs):
            self._waiting.setdefault(job.address.site, []).append(job)
        # the sites with the most links first: nothing else is to wait for them in the end
        for site in sorted(self._waiting, key=lambda each: len(self._waiting[each])):
            self._open(site, len(self._waiting[site]))

    @property
    def turns(self) -> int:
        """How many jobs could be under way at once."""
        return self._turns.qsize()

    async def take(self) -> Job | None:
        """The next job, waited for if need be; ``None`` when all are done."""
        while self._unfinished and (site := await self._turns.get()) is not None:
            queue = self._waiting.get(site)
            if not queue:
                self._close(site)
                continue
            job = queue.pop()
            if not queue:
                del self._waiting[site]
            return job
        self._turns.put_nowait(None)  # for the next worker that waits
        return None

    def done(self, job: Job) -> None:
        """``job`` is finished."""
        self._unfinished -= 1
        self._give_turn(job)
        if not self._unfinished:
            self._turns.put_nowait(None)

    def later(self, job: Job, seconds: float) -> None:
        """Hand ``job`` out again in so many seconds; until then it keeps nobody waiting."""
        self._give_turn(job)
        asyncio.get_running_loop().call_later(seconds, self._add, job)

    def rest(self, job: Job, seconds: float) -> None:
        """Put ``job`` back, and give its turn again in so many seconds: its site wants to be left alone."""
        site = job.address.site
        self._waiting.setdefault(site, []).append(job)
        asyncio.get_running_loop().call_later(seconds, self._turns.put_nowait, site)

    def _add(self, job: Job) -> None:
        site = job.address.site
        self._waiting.setdefault(site, []).append(job)
        self._open(site, 1)

    def _open(self, site: str, jobs: int) -> None:
        """Turns for so many more jobs of ``site``, as far as it may have some."""
        for _ in range(min(jobs, self._per_site - self._taken[site])):
            self._taken[site] += 1
            self._turns.put_nowait(site)

    def _give_turn(self, job: Job) -> None:
        """Pass the turn that ``job`` had on to the next one of its site."""
        site = job.address.site
        self._close(site)
        if site in self._waiting:
            self._open(site, 1)

    def _close(self, site: str) -> None:
        self._taken[site] -= 1
        if not self._taken[site]:
            del self._taken[site]
