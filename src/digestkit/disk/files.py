"""Reading files whole, writing them atomically. (``finding`` says which.)"""

import contextlib
import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from digestkit.diagnostic import Text
from digestkit.disk.reasons import at_file
from digestkit.errors import FileError
from digestkit.escape import printable
from digestkit.source import Source

MAX_SIZE = 16 * 2**20
"""The largest file that is read, in bytes, unless the configuration says otherwise."""
SETTINGS_SIZE = 2**20
"""The largest configuration or ``.gitignore`` that is read, in bytes."""
_SPLIT = Text("请拆分文件，或在配置里调大 max-file-size", "split it or raise max-file-size")
_SMALLER = Text("请删减内容", "make it smaller")
_SHARED_NAME = 50
"""So many characters of a file's name, of up to four bytes each, leave room for more in that of a file beside it."""


def read_source(path: Path, max_size: int = MAX_SIZE) -> Source:
    """The text of ``path``. Raises ``FileError`` when it is no regular file, too large or unreadable."""
    return Source.from_bytes(read_bytes(path, max_size, _SPLIT), str(path))


def read_bytes(path: Path, max_size: int, when_larger: Text = _SMALLER) -> bytes:
    """All of ``path``. Raises ``FileError`` when it is no regular file, too large or unreadable.

    ``when_larger`` is what to do about a file of more than ``max_size`` bytes.
    """
    shown = printable(path)
    try:
        # Non-blocking, so that a FIFO without a writer does not hang the run.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise FileError(
                    Text(
                        f"{shown}：不是普通文件，无法读取；请换成普通文件",
                        f"{shown}: not a regular file, not read; name one that is",
                    )
                )
            data = file.read(min(status.st_size, max_size) + 1)
            # It may have grown, or the system makes it up as it is read and gives no size.
            if len(data) != status.st_size:
                data += file.read(max_size + 1 - len(data))
            if len(data) > max_size:
                megabytes = max_size / 2**20
                raise FileError(
                    Text(
                        f"{shown}：超过 {megabytes:g} MB，没有读取；{when_larger.zh}",
                        f"{shown}: larger than {megabytes:g} MB, not read; {when_larger.en}",
                    )
                )
    except OSError as error:
        raise file_error(path, error) from error
    return data


def write_atomic(path: Path, data: bytes, was: bytes | None = None) -> None:
    """Replace ``path`` by ``data``: it is either the old file or the new one, whatever happens.

    A temporary file beside the target is written, synced and renamed over it. Symbolic links are
    followed to their target; mode and, where allowed, owner are kept. A terminal, a pipe or
    ``/dev/null`` is written to and stays what it is. ``was``: what the file held when the work on it
    began; what another program wrote meanwhile is not overwritten. Raises ``FileError``.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            _write_through(path, data)
            return
        target = Path(os.path.realpath(path, strict=False))
        if target.is_symlink():  # a circle: its end can't be written, and its beginning is no file of ours
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if not target.parent.exists():
            raise _no_folder(path)
        status = target.stat() if target.exists() else None
        if status and not os.access(target, os.W_OK):
            raise _closed(path)
        prefix = f".{target.name[:_SHARED_NAME]}."
        try:
            handle, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=target.parent)
        except PermissionError as error:
            raise _closed(path, path.parent) from error
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                _copy_mode(name, status)
                os.fsync(file.fileno())
            if was is not None and target.read_bytes() not in (was, data):
                raise _changed(path)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise file_error(path, error) from error


def identity(path: str | Path) -> tuple[int, int] | str:
    """What tells the file at ``path`` from all others; of one that is not there yet, where it would lie.

    Not its name: a file has several where links lead to it, or where the system takes ``A.md`` for ``a.md``.
    """
    with contextlib.suppress(OSError):
        status = os.stat(path)  # noqa: PTH116 -- of thousands of paths
        if status.st_ino:
            return status.st_dev, status.st_ino
    return os.path.realpath(path)


def check_own_place(path: Path | None, others: Iterable[str | Path | None]) -> None:
    """See that a report has a place of its own. Raises ``FileError`` when ``path`` is one of ``others``."""
    if path is None or identity(path) not in {identity(each) for each in others if each}:
        return
    shown = printable(path)
    raise FileError(
        Text(
            f"{shown}：是要读的稿子，或者是别的输出，没有覆盖；请换一个文件名",
            f"{shown}: is a text that is read, or another output, so it was not written over; choose another name",
        )
    )


def _changed(path: Path) -> FileError:
    shown = printable(path)
    return FileError(
        Text(
            f"{shown}：处理期间被别的程序改过，没有写入；请再运行一次",
            f"{shown}: changed by another program meanwhile, so not written; run the command again",
        )
    )


def _closed(path: Path, folder: Path | None = None) -> FileError:
    """The error for a file that may not be written, or for one in a ``folder`` where none may be made."""
    shown = printable(path)
    if folder is None:
        return FileError(
            Text(
                f"{shown}：没有写入，因为没有权限改这个文件；请检查文件权限",
                f"{shown}: permission denied to write this file, so it is unchanged; check its permissions",
            )
        )
    where = printable(folder)
    return FileError(
        Text(
            f"{shown}：没有写入，因为没有权限在 {where} 这个目录里建文件；请检查这个目录的权限",
            f"{shown}: permission denied to make files in the folder {where}, so nothing was written; "
            "check that folder's permissions",
        )
    )


def _no_folder(path: Path) -> FileError:
    shown, folder = printable(path), printable(path.parent)
    return FileError(
        Text(
            f"{shown}：没有写入，因为没有 {folder} 这个目录；请先建好，或检查路径",
            f"{shown}: not written, as there is no folder {folder}; make it first, or check the path",
        )
    )


def _write_through(path: Path, data: bytes) -> None:
    """Write to what is no file. A FIFO that nobody reads is an error and no hang."""
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "set_blocking"):
        os.set_blocking(handle, True)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _copy_mode(name: str, status: os.stat_result | None) -> None:
    if status is None:
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        return
    if hasattr(os, "chown") and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
        with contextlib.suppress(PermissionError):  # only root may give a file away
            os.chown(name, status.st_uid, status.st_gid)
    Path(name).chmod(stat.S_IMODE(status.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut, where the system can (not on Windows)."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # one that may be written in, but not read
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems can't
            raise
    finally:
        os.close(handle)


def users_folder(kind: Literal["cache", "state"]) -> Path:
    """The user's folder for this program's caches (``DIGESTKIT_CACHE`` names another) or its state.

    A user without a home (a service, a container) has none: then it is one in which nothing can be made.
    """
    # Where platformdirs would look, whose import takes longer than all that a remembered run of lint does.
    cache = kind == "cache"
    if cache and (own := os.environ.get("DIGESTKIT_CACHE")):
        return Path(own)
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA") or _home())
        return local / "digestkit" / ("Cache" if cache else "State")
    if sys.platform == "darwin":
        return _home() / "Library" / ("Caches" if cache else "Application Support") / "digestkit"
    named = Path(os.environ.get("XDG_CACHE_HOME" if cache else "XDG_STATE_HOME", ""))
    # A relative one counts as none, says the XDG specification: it would be another in every folder.
    base = named if named.is_absolute() else _home() / (".cache" if cache else ".local/state")
    return base / "digestkit"


def _home() -> Path:
    """The user's home; where there is none, a folder in which nothing can be made."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(os.devnull)


def file_error(path: Path | str, error: OSError) -> FileError:
    """``error`` at ``path`` in words that a user can act on."""
    shown, why = printable(path), at_file(error)
    return FileError(Text(f"{shown}：{why.zh}", f"{shown}: {why.en}"))
