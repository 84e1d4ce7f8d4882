"""URLs in line, site by site: workers take from here, so that nothing but the line grows with the links."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from digestkit.links.address import parse


class Line:
    """Hands out URLs so that no site has more than ``per_site`` of them under way.

    A site stands in ``_turns`` once for every URL that may be taken from it.
    """

    def __init__(self, urls: Sequence[str], per_site: int) -> None:
        self._per_site = per_site
        self._waiting: dict[str, list[str]] = {}
        """By site, the next one last."""
        self._taken: Counter[str] = Counter()
        # The last turn given comes first: a worker stays with a site, its connection and its address.
        self._turns: asyncio.LifoQueue[str | None] = asyncio.LifoQueue()
        self._unfinished = len(urls)
        for url in reversed(urls):
            self._waiting.setdefault(parse(url).site, []).append(url)
        # the sites with the most links first: nothing else is to wait for them in the end
        for site in sorted(self._waiting, key=lambda each: len(self._waiting[each])):
            self._open(site, len(self._waiting[site]))

    @property
    def turns(self) -> int:
        """How many URLs could be under way at once."""
        return self._turns.qsize()

    async def take(self) -> str | None:
        """The next URL, waited for if need be; ``None`` when all are done."""
        while self._unfinished and (site := await self._turns.get()) is not None:
            queue = self._waiting.get(site)
            if not queue:
                self._close(site)
                continue
            url = queue.pop()
            if not queue:
                del self._waiting[site]
            return url
        self._turns.put_nowait(None)  # for the next worker that waits
        return None

    def done(self, site: str) -> None:
        """A URL of ``site`` is finished: the next one may be taken."""
        self._unfinished -= 1
        self._next(site)
        if not self._unfinished:
            self._turns.put_nowait(None)

    def later(self, site: str, url: str, seconds: float) -> None:
        """Hand ``url`` out again in so many seconds; until then it keeps nobody waiting."""
        self._next(site)
        asyncio.get_running_loop().call_later(seconds, self._add, site, url)

    def rest(self, site: str, url: str, seconds: float) -> None:
        """Put ``url`` back, and give its turn again in so many seconds: ``site`` wants to be left alone."""
        self._waiting.setdefault(site, []).append(url)
        asyncio.get_running_loop().call_later(seconds, self._turns.put_nowait, site)

    def _add(self, site: str, url: str) -> None:
        self._waiting.setdefault(site, []).append(url)
        self._open(site, 1)

    def _open(self, site: str, count: int) -> None:
        """So many more turns for ``site``, as far as it may have some."""
        for _ in range(min(count, self._per_site - self._taken[site])):
            self._taken[site] += 1
            self._turns.put_nowait(site)

    def _close(self, site: str) -> None:
        """One turn less for ``site``."""
        self._taken[site] -= 1
        if not self._taken[site]:
            del self._taken[site]

    def _next(self, site: str) -> None:
        """Pass a turn on to the next URL of ``site``."""
        self._close(site)
        if site in self._waiting:
            self._open(site, 1)
