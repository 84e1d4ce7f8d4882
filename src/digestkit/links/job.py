"""What is to be checked, and how far it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from digestkit.links.address import Address
from digestkit.links.verdict import Verdict

Progress = Callable[[int, int, Sequence[str]], None]
"""Called with links done, links in all, and the sites that are waited for."""


@dataclass(slots=True)
class Job:
    """One address to check, the URLs that name it, and the verdict once there is one."""

    address: Address
    urls: list[str] = field(default_factory=list)
    verdict: Verdict | None = None
    attempts: int = 0


def now() -> str:
    """The time for ``Verdict.checked_at``."""
    return datetime.now(UTC).isoformat(timespec="seconds")
