"""Telling those who wait how far a check is."""

from collections.abc import Callable, Sequence

Progress = Callable[[int, int, Sequence[str]], None]
"""Called with links done, links in all, and the sites that are waited for."""
