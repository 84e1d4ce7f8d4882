"""Checking links: each address once, what is known from memory, the rest over the network."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from digestkit.config import LinksConfig
from digestkit.diagnostic import Text
from digestkit.errors import UsageError
from digestkit.links.address import ForeignScheme, InvalidUrl, as_written, parse
from digestkit.links.cache import Cache
from digestkit.links.progress import Progress
from digestkit.links.safety import check_headers, networks, unsafe
from digestkit.links.verdict import IGNORED, Verdict, now

if TYPE_CHECKING:
    from digestkit.links.resolve import LookUp


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
    _check_settings(config)
    verdicts, wanted = _sorted_out(dict.fromkeys(urls), config)
    known = cache.get(wanted) if cache else {}
    todo = [url for url in wanted if url not in known]
    if todo:
        # the HTTP library is imported only here
        from digestkit.links.run import Run

        run = Run(todo, config, cache, budget, progress, look_up)
        asyncio.run(run.main())
        known |= run.found
        known |= {url: run.unchecked(url) for url in todo if url not in run.found}
    for address, found in known.items():
        verdicts |= {url: found if url == address else replace(found, url=url) for url in wanted[address]}
    return verdicts


def _check_settings(config: LinksConfig) -> None:
    """Raise ``UsageError`` for settings that would never let a check end, or that are unsafe."""
    check_headers({**config.headers, "User-Agent": config.user_agent})
    for name, value in (
        ("timeout", config.timeout),
        ("concurrency", config.concurrency),
        ("per-host", config.per_host),
    ):
        if not value > 0:
            raise UsageError(
                Text(
                    f"links.{name} 必须大于 0，现在是 {value}",
                    f"links.{name} must be more than 0, not {value}",
                )
            )


def _sorted_out(urls: Iterable[str], config: LinksConfig) -> tuple[dict[str, Verdict], dict[str, list[str]]]:
    """Verdicts on URLs that need no request; the others by the address to ask for."""
    allowed = networks(config.allow_networks)
    verdicts: dict[str, Verdict] = {}
    wanted: dict[str, list[str]] = {}
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
            verdicts[url] = Verdict(url, "dead", None, error.reason, checked_at=now())
            continue
        reason = unsafe(address, allowed)
        if reason:
            verdicts[url] = Verdict(url, "unchecked", None, reason)
        else:
            wanted.setdefault(url if url == address.url else address.url, []).append(url)
    return verdicts, wanted
