"""Names to addresses: each name once a run, every address checked, and no answer believed too early.

The client connects to the very addresses that were checked here, so a name that changes its
address in between (rebinding) gains nothing.
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult

from digestkit.diagnostic import Text
from digestkit.links.fault import Fault
from digestkit.links.safety import Network, refusal
from digestkit.links.verdict import NO_NETWORK

_NEVER = (".invalid", ".example", ".test")
"""Top-level domains that the Internet's rules keep empty (RFC 6761)."""

_KNOWN = ("www.baidu.com", "www.qq.com", "www.apple.com")
"""Looked up, not visited, to tell “no such host” from “no network”."""

_NONE = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
_AGAIN_AFTER = 0.5
_THREADS = 16
_REMEMBERED = 1024
"""So many names are remembered during a run; links of one site come close together."""

Info = tuple[int, str]
"""Address family and numeric address."""

LookUp = Callable[[str], Sequence[Info]]


def system_look_up(host: str) -> list[Info]:
    """What the system knows of ``host``. Raises ``socket.gaierror``."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((int(each[0]), str(each[4][0])) for each in found))


class Resolver(AbstractResolver):
    """Resolves for one run. Its faults say in words what is wrong."""

    def __init__(self, allowed: tuple[Network, ...], look_up: LookUp = system_look_up) -> None:
        self._allowed = allowed
        self._look_up = look_up
        self._under_way: dict[str, asyncio.Task[Sequence[Info] | Fault]] = {}
        self._known: dict[str, Sequence[Info] | Fault] = {}
        self._threads = asyncio.Semaphore(_THREADS)
        self._proven = False
        """Some name led to a public address: there is a network."""
        self._online: asyncio.Task[bool] | None = None

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of ``host``, all of them fit to connect to. Raises ``Fault``."""
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=known,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for known, address in await self.addresses(host)
            if family in (socket.AF_UNSPEC, known)
        ]

    async def addresses(self, host: str) -> Sequence[Info]:
        """Family and address of ``host``. One private address among them and none is given."""
        known = self._known.get(host)
        if known is None:
            task = self._under_way.get(host)
            if task is None:
                task = self._under_way[host] = asyncio.ensure_future(self._found(host))
            # shielded: when one link gives up waiting, others may still want the answer
            known = await asyncio.shield(task)
        if isinstance(known, Fault):
            raise Fault(known.state, known.reason, again=known.again)
        return known

    async def _found(self, host: str) -> Sequence[Info] | Fault:
        """What there is to say of ``host``, and remembered."""
        try:
            found: Sequence[Info] | Fault = tuple(await self._addresses(host))
        except Fault as fault:
            found = Fault(fault.state, fault.reason, again=fault.again)  # without the traceback
        finally:
            del self._under_way[host]
        if len(self._known) >= _REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[host] = found
        return found

    async def _addresses(self, host: str) -> Sequence[Info]:
        found = await self._patiently(host)
        self._proven = self._proven or any(
            ip_address(address.partition("%")[0]).is_global for _, address in found
        )
        reasons = [refusal(ip_address(address.partition("%")[0]), self._allowed) for _, address in found]
        if f".{host}".endswith(".localhost") and None in reasons:
            # this machine by both its addresses, of which one was named
            return [info for info, reason in zip(found, reasons, strict=True) if reason is None]
        for reason in filter(None, reasons):
            raise Fault("unchecked", reason)
        return found

    async def _patiently(self, host: str) -> Sequence[Info]:
        """Look up; look up again before saying that there is no such host."""
        try:
            return await self._ask(host)
        except OSError as error:
            reserved = f".{host}".endswith(_NEVER)
            if not reserved and not await self._is_online():
                raise Fault("unchecked", NO_NETWORK) from error
        await asyncio.sleep(_AGAIN_AFTER)
        try:
            return await self._ask(host)
        except OSError as error:
            if reserved or getattr(error, "errno", None) in _NONE:
                raise Fault(
                    "dead", Text(f"没有 {host} 这个网站（域名不存在）", f"there is no site {host}")
                ) from error
            raise Fault(
                "uncertain",
                Text(f"暂时查不到 {host} 的地址", f"the address of {host} can't be looked up at the moment"),
            ) from error

    async def _is_online(self) -> bool:
        """Whether any name at all can be looked up."""
        if self._proven:
            return True
        if self._online is None:
            self._online = asyncio.ensure_future(self._try_known())
        return await asyncio.shield(self._online)

    async def _try_known(self) -> bool:
        for host in _KNOWN:
            try:
                await self._ask(host)
            except OSError:
                continue
            return True
        return False

    async def _ask(self, host: str) -> Sequence[Info]:
        """Ask the system in a thread that nothing waits for at the end: look-ups can't be cancelled."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Sequence[Info]] = loop.create_future()

        def ask() -> None:
            try:
                found, problem = self._look_up(host), None
            except Exception as error:  # whoever waits for the answer is to have it
                found, problem = [], error
            if not loop.is_closed():
                loop.call_soon_threadsafe(_settle, answer, found, problem)

        async with self._threads:
            threading.Thread(target=ask, daemon=True, name="digestkit-lookup").start()
            return await answer

    async def close(self) -> None:
        """Forget look-ups under way."""
        for task in (*self._under_way.values(), *([self._online] if self._online else [])):
            task.cancel()


def _settle(
    answer: "asyncio.Future[Sequence[Info]]", found: Sequence[Info], problem: Exception | None
) -> None:
    if answer.done():
        return
    if problem is None:
        answer.set_result(found)
    else:
        bad_name = isinstance(problem, UnicodeError)
        answer.set_exception(socket.gaierror(socket.EAI_NONAME) if bad_name else problem)
