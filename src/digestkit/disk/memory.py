"""What runs of ``lint`` found and said, remembered: the same texts, options, configuration and program find the same.

One file a thing in the user's cache folder, named by a hash of all that it depends on, so nothing
has to be invalidated. Files are replaced atomically, so that runs at the same time do no harm; one
that can't be read is as good as none, and a cache that can't be written is done without.
"""

import hashlib
import json
import os
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from digestkit import __version__

KEPT = 80
"""Things that are remembered, two a run; the longest unused go first."""
LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read: none of ours is as large."""
_OURS = re.compile(r"[0-9a-f]{40}\.json|tmp[a-z0-9_]{8}\.tmp")

T = TypeVar("T")


def key_of(settings: Iterable[str], texts: Iterable[tuple[str, bytes]]) -> str:
    """The name of a run: everything that its outcome depends on, hashed."""
    digest = hashlib.blake2b(digest_size=20)
    for part in (__version__, sys.version, *_program(), *settings):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    for path, data in texts:
        digest.update(f"\0{len(path)} {len(data)} {path}\0".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def _program() -> Iterable[str]:
    """The program itself: a change to any of its files changes what it finds."""
    folders = [Path(__file__).parents[1]]
    while folders:
        for entry in os.scandir(folders.pop()):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    folders.append(Path(entry.path))
            else:
                status = entry.stat()
                yield f"{entry.name} {status.st_size} {status.st_mtime_ns}"


def also(key: str, *settings: str) -> str:
    """The name of what depends on the run of ``key`` and on ``settings`` besides."""
    return hashlib.blake2b("\0".join((key, *settings)).encode(), digest_size=20).hexdigest()


def recall(folder: Path, key: str, understand: Callable[[Any], T]) -> T | None:
    """What ``keep`` kept under ``key``, as ``understand`` makes it of JSON; ``None`` if it can't be had."""
    path = folder / f"{key}.json"
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            return None  # a pipe or a device would be waited for
        seal, _, content = path.read_bytes().partition(b"\n")
        if seal != _seal(content):
            return None
        found = understand(json.loads(content.decode("utf-8", "surrogatepass")))
        os.utime(path)
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return found


def _seal(content: bytes) -> bytes:
    """What stands before ``content`` in a file: whether it is still what was written."""
    return hashlib.blake2b(content, digest_size=20).hexdigest().encode()


def keep(folder: Path, key: str, data: Any) -> None:
    """Remember ``data``, as JSON, under ``key``. A folder that can't be written is no error."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=".tmp", dir=folder)
        try:
            content = json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(content) + b"\n" + content)
            Path(name).replace(folder / f"{key}.json")
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        # only what is surely ours: the folder may be a link to another, or named by DIGESTKIT_CACHE
        ours = (each for each in folder.iterdir() if _OURS.fullmatch(each.name))
        for old in sorted(ours, key=lambda each: each.stat().st_mtime, reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)
