"""Which files a run is about: those in folders, ``.gitignore`` honoured, and the configuration nearby."""

import os
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digestkit.diagnostic import Text
from digestkit.disk.files import SETTINGS_SIZE, file_error, read_bytes
from digestkit.errors import FileError
from digestkit.escape import printable

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    Ignored = tuple[tuple[Path, GitIgnoreSpec], ...]
    """What each ``.gitignore`` leaves out, from the top down."""

CONFIG_NAMES = ("digestkit.toml", ".digestkit.toml", "pyproject.toml")
SUFFIXES = (".md", ".markdown", ".txt")
_STARS = 3

_SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv"})
_PROJECT_PAGES = frozenset(
    {"readme", "changelog", "contributing", "license", "security", "code_of_conduct", "index", "summary"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """Files to work on, sorted and without repetition, and the paths that were none."""

    files: tuple[Path, ...]
    errors: tuple[FileError, ...]


def discover(paths: Sequence[str]) -> Found:
    """Files named in ``paths``; directories are searched, ``.gitignore`` honoured.

    What is named is taken whatever it is called; what is found in a directory must be named like a
    digest (``SUFFIXES``) and not like a page of the project (README …).
    """
    files: dict[Path, None] = {}
    errors: list[FileError] = []
    for name in paths:
        path = Path(name)
        try:
            if path.is_dir():
                files.update(dict.fromkeys(_search(path, errors)))
            elif path.exists() or path.is_symlink():
                files[path] = None
            else:
                errors.append(_missing(path))
        except FileError as error:
            errors.append(error)
        except OSError as error:
            errors.append(file_error(path, error))
    return Found(tuple(sorted(files)), tuple(errors))


def _missing(path: Path) -> FileError:
    shown = printable(path)
    return FileError(
        Text(
            f"{shown}：没有这个文件或目录，请检查路径",
            f"{shown}: no such file or directory; check the path",
        )
    )


def _search(root: Path, errors: list[FileError]) -> Iterator[Path]:
    """Digest-like files under ``root``; symbolic links to directories are not followed.

    Directories that can't be read are added to ``errors``. (``os.walk`` fails in a thousand nested ones.)
    """
    waiting: list[tuple[Path, Ignored]] = [(root, ())]
    while waiting:
        here, ignored = waiting.pop()
        try:
            with os.scandir(here) as entries:
                found = {each.name: _kind(each) for each in entries}
        except OSError as error:
            errors.append(file_error(here, error))
            continue
        if ".gitignore" in found:
            ignored = (*ignored, (here, _gitignore(here / ".gitignore")))
        for name, kind in found.items():
            path = here / name
            if kind == "folder":
                if name not in _SKIPPED and not _is_ignored(path, ignored, folder=True):
                    waiting.append((path, ignored))
            elif (
                kind == "file"
                and name.lower().endswith(SUFFIXES)
                and path.stem.lower().split(".")[0] not in _PROJECT_PAGES
                and not _is_ignored(path, ignored, folder=False)
            ):
                yield path


def _kind(entry: "os.DirEntry[str]") -> str:
    """``folder``, ``file`` or ``link`` (to a folder). What is none of them is a file: reading it says so."""
    try:
        folder = entry.is_dir()
    except OSError:  # a link that leads nowhere
        folder = False
    if not folder:
        return "file"
    return "link" if entry.is_symlink() else "folder"


def _gitignore(path: Path) -> "GitIgnoreSpec":
    lines = read_bytes(path, SETTINGS_SIZE).decode("utf-8", "replace").splitlines()
    lines = [line for line in lines if not is_costly(line)]
    try:
        return patterns(lines)
    except ValueError:
        return patterns(filter(is_pattern, lines))  # others match nothing, as in git


def patterns(lines: Iterable[str]) -> "GitIgnoreSpec":
    """What lines as in ``.gitignore`` match. Raises ``ValueError`` when one of them is no pattern (``[z-a]``)."""
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of regular expressions that somebody else's pattern becomes
        try:
            return GitIgnoreSpec.from_lines(lines)
        except re.error as error:
            raise ValueError(str(error)) from error


def is_pattern(line: str) -> bool:
    """Whether ``line`` is one that ``patterns`` takes."""
    try:
        patterns([line])
    except ValueError:
        return False
    return True


def is_costly(pattern: str) -> bool:
    """Whether matching ``pattern`` could take minutes: every further ``*`` multiplies the ways to match a name."""
    parts = pattern.split("/")
    return parts.count("**") > _STARS or any(part.count("*") > _STARS for part in parts if part != "**")


def _is_ignored(path: Path, ignored: "Ignored", *, folder: bool) -> bool:
    tail = "/" if folder else ""
    return any(spec.match_file(path.relative_to(top).as_posix() + tail) for top, spec in ignored)


def find_config(start: Path) -> Path | None:
    """The configuration file for texts at ``start``: the nearest upwards as far as a ``.git``."""
    here = start.absolute()
    for folder in (here, *here.parents):
        try:
            for name in CONFIG_NAMES:
                path = folder / name
                if path.is_file() and (name != "pyproject.toml" or _speaks_of_us(path)):
                    return path
            if (folder / ".git").exists():
                return None
        except PermissionError:  # a folder that is closed to us says nothing to us
            continue
    return None


def _speaks_of_us(path: Path) -> bool:
    """Whether a ``pyproject.toml`` configures digestkit; one that can't be read does not."""
    try:
        return b"[tool.digestkit" in read_bytes(path, SETTINGS_SIZE)
    except FileError:
        return False
