"""How fast links are checked, against a bare loop of the same HTTP library, and lychee where it is installed.

    python benchmarks/links.py [--links 2000] [--rounds 3]
    python benchmarks/links.py --memory 2000 10000 40000

Everything runs on loopback: a server in a process of its own that takes 50 ms for an answer, one
link in ten dead. Concurrency is equal for all, limits a host are lifted. The bare loop asks for the
status and reads the body; it judges nothing, so it is the floor and not a rival.

``--memory`` measures the peak with so many links instead, 20 a text as digests have them, against
a run with one link: what grows is the report, a URL, its places and its verdict.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

CONCURRENCY = 64
DELAY = 0.05
PAGE = (
    "<!doctype html><html><head><meta charset=utf-8><title>飞鱼发布推理芯片 - 示例网</title></head><body><h1>飞鱼发布推理芯片</h1>"
    + "<p>飞鱼科技周二发布新一代推理芯片，单卡功耗降至三百瓦，并称首批样片已交付三家云厂商测试，下半年开始批量供货。</p>"
    * 20
    + "</body></html>"
).encode()


def serve(port: Any, asked: Any, stop: Event) -> None:
    """Answer every request after ``DELAY``, links that end in 0 with 404."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                asked.value += 1
                await asyncio.sleep(DELAY)
                dead = head.split(b" ", 2)[1].endswith(b"0")
                body = b"" if dead else PAGE
                status = b"404 Not Found" if dead else b"200 OK"
                writer.write(
                    b"HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
                    % (status, len(body), body)
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        server = await asyncio.start_server(connected, "127.0.0.1", 0, backlog=1024)
        port.value = server.sockets[0].getsockname()[1]
        while not stop.is_set():
            await asyncio.sleep(0.05)

    asyncio.run(main())


BARE = """
import asyncio, sys, aiohttp
async def main(urls):
    limit = asyncio.Semaphore({concurrency})
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        async def one(url):
            async with limit, session.get(url) as response:
                await response.read()
                return response.status
        return await asyncio.gather(*map(one, urls))
print(sum(status == 404 for status in asyncio.run(main(open(sys.argv[1]).read().split()))))
"""


def timed(command: list[str], env: dict[str, str] | None = None) -> tuple[float, str, float]:
    """Wall seconds, standard output, and the peak memory in MiB of a process."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.DEVNULL, env={**os.environ, **(env or {})}
        )
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        seconds = time.perf_counter() - began
        out.seek(0)
        return seconds, out.read(), usage.ru_maxrss / 1024


def measure(
    name: str, rounds: int, asked: Any, links: int, run: Callable[[], tuple[float, str, float]]
) -> float:
    """Run and report; the median seconds."""
    seconds, memory = [], 0.0
    before = asked.value
    for _ in range(rounds):
        took, _, peak = run()
        seconds.append(took)
        memory = max(memory, peak)
    middle = statistics.median(seconds)
    requests = (asked.value - before) / rounds / links
    print(f"{name:<34}{middle:8.2f} s{requests:10.2f} requests a link{memory:8.0f} MiB")
    return middle


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--links", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, nargs="+", metavar="LINKS")
    options = parser.parse_args()
    port, asked, stop = multiprocessing.Value("i", 0), multiprocessing.Value("i", 0), multiprocessing.Event()
    server = multiprocessing.Process(target=serve, args=(port, asked, stop), daemon=True)
    server.start()
    while not port.value:
        time.sleep(0.01)
    try:
        with tempfile.TemporaryDirectory() as folder:
            if options.memory:
                weigh(Path(folder), options.memory, port.value, asked)
            else:
                compare(Path(folder), options.links, options.rounds, port.value, asked)
    finally:
        stop.set()
        server.join(5)


def checking(*paths: Path, remember: bool = False) -> list[str]:
    """The command that checks ``paths``."""
    command = [sys.executable, "-m", "digestkit", "links", *map(str, paths), "--isolated"]
    command += ["--output-format", "json", "--allow-network", "127.0.0.1/32"]
    command += ["--concurrency", str(CONCURRENCY), "--per-host", str(CONCURRENCY)]
    return command if remember else [*command, "--no-cache"]


def write(path: Path, urls: list[str]) -> None:
    """A digest with a story for each URL."""
    stories = (f"**第 {n} 条**\n来源出处：[示例网]({url})\n" for n, url in enumerate(urls))
    path.write_text("# AI 行业动态（2026-02-08）\n\n## 行业\n\n" + "\n".join(stories), encoding="utf-8")


def weigh(folder: Path, counts: list[int], port: int, asked: Any) -> None:
    """Report the peak memory of runs with so many links each."""
    least = 0.0
    for count in (1, *counts):
        texts = folder / str(count)
        texts.mkdir()
        urls = [f"http://127.0.0.1:{port}/article/{n}" for n in range(count)]
        for start in range(0, count, 20):
            write(texts / f"2026-02-08-{start}.md", urls[start : start + 20])
        before = asked.value
        seconds, out, peak = timed(checking(texts))
        assert len(json.loads(out)["links"]) == count
        least = least or peak
        print(f"{count:>6} links{seconds:8.2f} s{(asked.value - before) / count:6.2f} requests a link{peak:7.1f} MiB"
              f"{(peak - least) * 1024 / count:7.2f} KiB a link")  # fmt: skip


def compare(folder: Path, links: int, rounds: int, port: int, asked: Any) -> None:
    urls = [f"http://127.0.0.1:{port}/article/{n}" for n in range(links)]
    listed, digest = folder / "urls.txt", folder / "2026-02-08.md"
    listed.write_text("\n".join(urls), encoding="utf-8")
    write(digest, urls)
    cache = {"XDG_CACHE_HOME": str(folder / "cache")}
    ours = checking(digest, remember=True)
    print(f"{links} links, {DELAY * 1000:.0f} ms an answer, {CONCURRENCY} at once, median of {rounds}; "
          f"floor {links * DELAY / CONCURRENCY:.2f} s. Python {platform.python_version()}, {os.cpu_count()} cores")  # fmt: skip
    bare = [sys.executable, "-c", BARE.format(concurrency=CONCURRENCY), str(listed)]
    floor = measure("bare aiohttp loop", rounds, asked, links, lambda: timed(bare))
    took = measure("digestkit links", rounds, asked, links, lambda: timed([*ours, "--no-cache"]))
    found = json.loads(timed(ours, cache)[1])["links"]
    dead = sum(link["state"] == "dead" for link in found)
    again = measure("digestkit links, from the cache", rounds, asked, links, lambda: timed(ours, cache))
    start = measure("digestkit links, no link (start-up)", rounds, asked, links, lambda: timed(
        [sys.executable, "-m", "digestkit", "links", "--isolated", "--no-cache", os.devnull]))  # fmt: skip
    lychee = shutil.which(
        "lychee", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    )
    if lychee:
        other = [
            lychee,
            "--no-progress",
            "--max-concurrency",
            str(CONCURRENCY),
            "--host-concurrency",
            str(CONCURRENCY),
        ]
        other += ["--host-request-interval", "0ms", "--format", "json", str(listed)]
        measure("lychee", rounds, asked, links, lambda: timed(other))
    print(f"\n{took / floor:.2f} times the bare loop; from the cache {again - start:.2f} s more than start-up; "
          f"{dead} of {links // 10} dead links found")  # fmt: skip
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
