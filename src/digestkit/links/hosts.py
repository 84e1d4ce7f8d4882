"""Manners: how many requests at once to one host, and when a host wants to be left alone."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from digestkit.diagnostic import Text

_PAUSE = 1.0
"""Seconds that a host which said 429 is left alone the first time; twice as long each time after that."""
_LONGEST = 5.0
"""Seconds that it is left alone, at most."""
_REFUSALS = 10
"""So many 429 in a row (two a link, for each is asked for again): the others are not asked for any more."""
_SILENCE = 8
"""So many links of a host in a row ran out of time: the others would, too."""
_REFUSES = Text(
    "网站说访问太频繁（429），没有再问", "the site says there were too many requests (429); not asked again"
)
_SILENT = Text("网站一直不回答，没有再问", "the site does not answer at all; not asked again")


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    until: float = 0.0
    refusals: int = 0
    silence: int = 0
    users: int = 0


class Hosts:
    """The limits of one run. A host is a name and a port."""

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._hosts: dict[str, _Host] = {}
        self.busy: dict[str, int] = {}
        """Site → requests under way, for those who want to see what is waited for."""

    def _host(self, site: str) -> _Host:
        host = self._hosts.get(site)
        if host is None:
            host = self._hosts[site] = _Host(asyncio.Semaphore(self._per_host))
        return host

    @asynccontextmanager
    async def slot(self, site: str) -> AsyncIterator[None]:
        """Wait until ``site`` may be asked, and hold the place while it is."""
        host = self._host(site)
        host.users += 1
        try:
            async with host.slots:
                while (pause := self.pause(site)) > 0:
                    await asyncio.sleep(pause)
                self.busy[site] = self.busy.get(site, 0) + 1
                try:
                    yield
                finally:
                    self.busy[site] -= 1
                    if not self.busy[site]:
                        del self.busy[site]
        finally:
            host.users -= 1
            self._forget(site)

    def _forget(self, site: str) -> None:
        """Drop what is known of a site that nobody asks and that refused nothing."""
        host = self._hosts[site]
        if not host.users and not (host.refusals or host.silence) and self.pause(site) <= 0:
            del self._hosts[site]

    def pause(self, site: str) -> float:
        """Seconds for which ``site`` still wants to be left alone; not above 0 when it may be asked."""
        host = self._hosts.get(site)
        return host.until - time.monotonic() if host else 0.0

    def refused(self, site: str, wish: float | None) -> float:
        """``site`` said 429, and ``wish`` for how many seconds; how long to wait before asking again."""
        host = self._host(site)
        host.refusals += 1
        pause = wish if wish is not None else min(_PAUSE * 2 ** (host.refusals - 1), _LONGEST)
        host.until = max(host.until, time.monotonic() + min(pause, _LONGEST))
        return pause

    def answered(self, site: str) -> None:
        """``site`` gave another answer than 429."""
        host = self._hosts.get(site)
        if host:
            host.refusals = host.silence = 0

    def kept_silent(self, site: str) -> None:
        """``site`` did not answer in time."""
        self._host(site).silence += 1

    def given_up(self, site: str) -> tuple[int | None, Text] | None:
        """Why ``site`` is not asked any more, with the status it gave; ``None`` when it may be."""
        host = self._hosts.get(site)
        if host and host.refusals > _REFUSALS:
            return 429, _REFUSES
        return (None, _SILENT) if host and host.silence >= _SILENCE else None
