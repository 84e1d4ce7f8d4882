"""What a configuration may do that came with the texts, and not by ``--config``.

Somebody else's repository brings its own ``digestkit.toml``. That one opens no private network and
names no file outside the repository; one that the user names with ``--config`` may do both.
Nor does a symbolic link in it make anything outside be written.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from digestkit.cli.session import Session
from digestkit.diagnostic import Text
from digestkit.errors import ConfigError, FileError
from digestkit.escape import printable
from digestkit.toml_places import Where

_VIRTUAL = "198.18.0.0/15"
"""Where proxy software puts the addresses that it makes up: there is no network to open."""


def networks(session: Session, asked: Sequence[str]) -> tuple[str, ...]:
    """The private networks that may be reached: those ``asked`` for, and a trusted configuration's."""
    named = session.config.links.allow_networks
    if session.trusted:
        return (*named, *asked)
    closed = [word for word in named if word not in (_VIRTUAL, *asked)]
    if closed:
        options = " ".join(f"--allow-network {printable(word)}" for word in closed)
        session.notice(
            Text(
                f"没有开放配置里的内网（配置是随稿子来的）；信得过就加上 {options}，或者用 --config 指明这个配置",
                "the private networks in the configuration stay closed, since it came with the texts; "
                f"if you trust it add {options} or name the file with --config",
            )
        )
    return (*asked, *({_VIRTUAL} & set(named)))


def place(session: Session, where: Where, name: str) -> Path:
    """The path that the configuration gives as ``name`` at ``where``. Raises ``ConfigError`` when it lies outside the tree."""
    root = session.config.root
    path = root / name.replace("\0", "\ufffd")  # no system has such a name, and asking raises ValueError
    top = _tree(_real(root))
    if session.trusted or _real(path).is_relative_to(top):
        return path
    shown = printable(name)
    raise misplaced(
        session,
        where,
        Text(
            f"“{shown}”在项目之外，没有读取；请放进项目里，或者用 --config 指明这个配置",
            f"'{shown}' lies outside the project and was not read; "
            "move it inside or name this configuration with --config",
        ),
    )


def misplaced(session: Session, where: Where, what: Text) -> ConfigError:
    """An error at the place ``where`` of the configuration, which names a file or a folder that can't be used."""
    from digestkit.config_file import error_at

    path = session.config.path
    return error_at(path, where, what) if path else ConfigError(what)


def writable(path: Path, paths: Sequence[str]) -> Path:
    """``path``, if it may be written. Raises ``FileError`` where a link in a folder of ``paths`` leads out of there.

    What the user names is written wherever it leads; a link that came with the texts is not.
    """
    named = [Path(name) for name in paths]
    if path in named:
        return path
    target = _real(path)
    if any(target.is_relative_to(_tree(_real(folder))) for folder in named if path.is_relative_to(folder)):
        return path
    shown, there = printable(path), printable(target)
    raise FileError(
        Text(
            f"{shown}：经符号链接通向这个目录之外的 {there}，没有写入；真要改它，请直接写出它的路径",
            f"{shown}: by a symbolic link this is {there}, outside the folder; not written: name that file to change it",
        )
    )


def _real(path: Path) -> Path:
    """``path`` without links. (``Path.resolve`` fails where they go in circles.)"""
    return Path(os.path.realpath(path))


def _tree(root: Path) -> Path:
    """The working tree that ``root`` is in: as far up as a ``.git``, else ``root`` itself."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
