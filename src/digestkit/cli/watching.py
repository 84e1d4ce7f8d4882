"""``lint --watch``: lint again whenever something changes that the run is about."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import watchfiles

from digestkit.cli.linting import Asked, Delivery, job_of, once
from digestkit.cli.session import Session
from digestkit.diagnostic import Text
from digestkit.disk.files import identity
from digestkit.disk.finding import CONFIG_NAMES, SUFFIXES
from digestkit.errors import ConfigError, DigestkitError

_LOOK = 1000
"""How often to look whether the configuration has changed, in milliseconds."""
_WAITING = Text("等待文件改动，按 Ctrl-C 结束", "watching for changes; Ctrl-C to stop")


@dataclass(frozen=True)
class _Watched:
    """What is looked at again and again: the drafts, the issues they are compared with, and the configuration."""

    paths: frozenset[Path]
    """As they are named, and where links lead: it is there that a file changes."""
    folders: frozenset[tuple[Path, object]]
    """Those that hold the paths, and which each of them is: one that was deleted and made anew is another."""
    settings: object
    """The configuration that holds, and which state of it: it may lie above the folders."""


def _watched(session: Session, names: Sequence[str], archive: Sequence[str]) -> _Watched:
    """What a run on ``names`` is about, compared with an ``archive``, as it is now."""
    there = [name for name in archive if os.path.exists(name)]  # noqa: PTH110 -- Path fails where it may not look
    paths = frozenset(
        path for name in (*names, *there) for path in (Path(name).absolute(), Path(os.path.realpath(name)))
    )
    folders = {path if path.is_dir() else path.parent for path in paths}
    config = session.config_file
    try:
        state = config.stat() if config else None
    except OSError:  # named, and not there
        state = None
    settings = (config, state and (state.st_mtime_ns, state.st_size, state.st_ino))
    return _Watched(paths, frozenset((each, identity(each)) for each in folders if each.is_dir()), settings)


def _looks(folders: Iterable[Path], concerns: Callable[[object, str], bool]) -> Iterator[bool]:
    """Now and again, and at once when a file below ``folders`` changes that ``concerns`` us: whether one has."""
    try:
        for changes in watchfiles.watch(
            *folders, watch_filter=concerns, rust_timeout=_LOOK, yield_on_timeout=True
        ):
            yield bool(changes)
    except FileNotFoundError:  # one of them went before it could be watched
        yield True


def watch(session: Session, asked: Asked, names: Sequence[str], delivery: Delivery) -> int:
    """Lint whenever a file below the paths or in the archive changes, until interrupted; the configuration, too."""
    report = os.path.realpath(delivery.output_file) if delivery.output_file else None

    def concerns(_change: object, name: str) -> bool:
        """Not the report or the memory of this very run, nor a file beside the one that is watched."""
        path = Path(name)
        below = name.endswith(SUFFIXES) and any(path.is_relative_to(each) for each in watched.paths)
        return (below and os.path.realpath(name) != report) or path.name in CONFIG_NAMES

    archive: Sequence[str] = ()
    session.look_near(names)
    watched = _watched(session, names, archive)
    try:
        job = job_of(session, asked, names)
        archive = job.archive
        watched = replace(_watched(session, names, archive), settings=watched.settings)
        once(session, job, delivery)
    except (
        ConfigError
    ) as problem:  # it will be mended, and is followed; what is wrong with the options is not
        session.error(problem.message)
    session.notice(_WAITING)
    with suppress(KeyboardInterrupt):
        while True:
            before = watched.folders
            folders = [folder for folder, _ in before]
            for changed in _looks(folders, concerns):
                session = session.renewed()
                session.look_near(names)
                was, watched = watched, _watched(session, names, archive)
                if not changed and watched == was:
                    continue
                if session.color():
                    session.write("\x1b[2J\x1b[H")
                try:
                    job = job_of(session, asked, names)
                    archive = job.archive
                    # the configuration may have changed since it was looked at: then it is looked at again
                    watched = replace(_watched(session, names, archive), settings=watched.settings)
                    once(session, job, delivery)
                except DigestkitError as problem:  # half of a change, maybe: the next one mends it
                    session.error(problem.message)
                session.notice(_WAITING)  # what was said before has left the screen
                if watched.folders != before:
                    break
    return session.exit_code()
