"""The command line. Only here are Typer imported, streams written, and the clock and locale asked.

Start-up is what an editor feels: ``--version`` is answered before anything is imported, the
everyday ``lint``, ``format`` and ``weekly`` before Typer is, and only the module of the command that was asked for is loaded.
"""

import gc
import os
import sys

COLLECT = (400_000, 20, 100)
"""When the collector of reference cycles runs. Starting and reading make many objects, all of which live, and next
to no cycles: looking through them at every turn costs a tenth of the time and frees nothing."""


def main() -> None:
    """Entry point of the ``digestkit`` program."""
    try:
        _open_streams()
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    # what commands do is guarded; this is the program's own: start-up, help, version, completion
    except OSError as error:
        from digestkit.cli.guard import lost_output

        code = lost_output(error)
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):
        from digestkit import __version__

        print(f"digestkit {__version__}")  # noqa: T201
        return 0
    gc.set_threshold(*COLLECT)
    for stream in (sys.stdout, sys.stderr):
        # A console that is not UTF-8 shows escapes for what it lacks instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    from digestkit.cli.quick import run

    code = run(arguments)
    if code is None:
        from digestkit.cli.app import run as run_with_typer

        code = run_with_typer(arguments)
    return code


def _open_streams() -> None:
    """A stream that was closed (``>&-``) leads nowhere: else the next file opened would take its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 -- open to the end, before anything is imported
