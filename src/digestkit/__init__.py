"""Lint, reformat and merge Chinese-language news digests."""

__version__ = "0.1.0"
