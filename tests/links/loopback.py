"""A server on loopback, in a thread and a loop of its own: enter it to start, leave it to stop."""

import asyncio
import ssl
import threading
from typing import Self


class Loopback:
    """Serves what ``_connected`` answers. ``port`` is known once it has been entered; ``after`` delays the start."""

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        context: ssl.SSLContext | None = None,
        after: float = 0.0,
    ) -> None:
        self.host = host
        self.port = port
        self._context = context
        self._after = after
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        if self._after:
            self._ready.set()
            await asyncio.sleep(self._after)
        server = await asyncio.start_server(
            self._connected, self.host, self.port, ssl=self._context, backlog=512
        )
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection."""
        raise NotImplementedError
