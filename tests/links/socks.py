"""A little SOCKS5 proxy on loopback: it leads every name to one port here, and notes what it was asked for."""

import asyncio
import contextlib

from .loopback import Loopback


class Socks(Loopback):
    """``asked`` has the hosts and ports that were asked for; ``login`` those that were sent, if any are wanted."""

    def __init__(self, target: int | None, *, login: tuple[bytes, bytes] | None = None) -> None:
        super().__init__()
        self.asked: list[tuple[str, int]] = []
        self._target = target
        self._login = login

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            if await self._greet(reader, writer):
                await self._relay(reader, writer)
        writer.close()

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        _, methods = await reader.readexactly(2)
        offered = await reader.readexactly(methods)
        wanted = 2 if self._login else 0
        writer.write(bytes([5, wanted if wanted in offered else 255]))
        if not self._login:
            return True
        _, size = await reader.readexactly(2)
        name = await reader.readexactly(size)
        password = await reader.readexactly((await reader.readexactly(1))[0])
        good = (name, password) == self._login
        writer.write(bytes([1, 0 if good else 1]))
        return good

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        kind = (await reader.readexactly(4))[3]
        size = (await reader.readexactly(1))[0] if kind == 3 else 4
        host = await reader.readexactly(size)
        port = int.from_bytes(await reader.readexactly(2), "big")
        self.asked.append((host.decode() if kind == 3 else ".".join(map(str, host)), port))
        if self._target is None:
            writer.write(bytes([5, 4, 0, 1, 0, 0, 0, 0, 0, 0]))  # host unreachable
            return
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        writer.write(bytes([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]))
        await asyncio.gather(_pipe(reader, back), _pipe(there, writer))


async def _pipe(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(2**14):
            target.write(data)
            await target.drain()
    except ConnectionError:
        return
    finally:
        target.close()
