"""``python -m digestkit``."""

from digestkit.cli import main

main()
