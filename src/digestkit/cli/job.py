"""What one run of ``lint`` has to do, as its options and the configuration say together."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """Every path and folder counts from the current folder; rules are named as the user named them."""

    paths: Sequence[str]
    named: Sequence[str]
    """The paths that are checked whether or not they look like digests."""
    stdin_filename: str | None
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    offline: bool
    networks: tuple[str, ...]
    mend: bool
    diff: bool
    unsafe: bool
    archive: tuple[str, ...]
    remember: bool
    """Whether to use and keep what was found of links."""

    @property
    def is_plain(self) -> bool:
        """Whether the outcome depends on nothing but texts and settings, so that it can be remembered."""
        return self.offline and not self.mend and not self.diff
