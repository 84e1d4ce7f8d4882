"""Finding, reading and writing files."""

import os
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from digestkit.disk.files import read_source, users_folder, write_atomic
from digestkit.disk.finding import discover
from digestkit.errors import FileError
from digestkit.escape import printable


def names(folder: Path, *paths: str) -> list[str]:
    found = discover([str(folder / path) for path in paths])
    return [path.relative_to(folder).as_posix() for path in found.files]


def test_directories_are_searched_and_gitignore_is_honoured(tmp_path: Path) -> None:
    for name in (
        "a.md",
        "b/c.markdown",
        "b/d.txt",
        "b/e.py",
        "out/f.md",
        "b/skip.md",
        "README.md",
        "node_modules/x.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("out/\n", encoding="utf-8")
    (tmp_path / "b/.gitignore").write_text("skip.*\n", encoding="utf-8")
    assert names(tmp_path, ".") == ["a.md", "b/c.markdown", "b/d.txt"]
    assert names(tmp_path, "out/f.md", "b/e.py", "README.md") == ["README.md", "b/e.py", "out/f.md"]


def test_a_file_named_twice_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    assert names(tmp_path, "a.md", ".", "a.md") == ["a.md"]


def test_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    found = discover([str(tmp_path / "none.md")])
    assert not found.files
    assert "none.md" in found.errors[0].message.zh


@pytest.mark.parametrize("kind", ["folder", "fifo", "socket", "endless", "loop", "missing", "large"])
def test_unreadable_files_raise_file_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = tmp_path / "x.md"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        monkeypatch.chdir(tmp_path)
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("x.md")
    elif kind == "endless":
        path.symlink_to("/dev/zero")
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "large":
        path.write_bytes(b"x" * 2000)
    with pytest.raises(FileError) as caught:
        read_source(path, 1000)
    assert "x.md" in caught.value.message.zh


def test_a_file_that_grows_as_it_is_read_is_read_whole_or_refused(tmp_path: Path) -> None:
    path, limit, stop = tmp_path / "a.md", 3_000_000, threading.Event()
    path.write_bytes(b"x" * 1_000_000)

    def grow() -> None:
        with path.open("ab") as file:
            while not stop.is_set() and file.tell() < 100_000_000:
                file.write(b"x" * 100_000)
                file.flush()

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        for _ in range(200):
            try:
                assert len(read_source(path, limit).text) <= limit
            except FileError:
                break  # now it is larger
        else:
            pytest.fail("it never grew beyond the limit")
    finally:
        stop.set()
        thread.join()


def test_a_tree_deeper_than_python_can_recurse(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1_100):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("a.md", os.O_CREAT, dir_fd=here))
    os.close(here)
    found = discover([str(tmp_path)])
    assert [path.name for path in found.files] == ["a.md"]
    assert not found.errors
    subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)  # shutil.rmtree fails in it, too


def test_bytes_survive(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfa\r\n\xff\xfe b\xe4\xbd\xa0"
    (tmp_path / "a.md").write_bytes(data)
    assert read_source(tmp_path / "a.md").to_bytes() == data


def test_write_keeps_mode_and_follows_links(tmp_path: Path) -> None:
    target = tmp_path / "real.md"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(target)
    write_atomic(link, b"new")
    assert target.read_bytes() == b"new"
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.md", "real.md"]


def test_what_another_program_wrote_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"saved by the editor")
    with pytest.raises(FileError, match="changed by another program"):
        write_atomic(path, b"new", b"old")
    assert path.read_bytes() == b"saved by the editor"
    assert len(list(tmp_path.iterdir())) == 1
    write_atomic(path, b"new", b"saved by the editor")
    write_atomic(path, b"new", b"saved by the editor")  # another run of the same command was first
    assert path.read_bytes() == b"new"


def test_new_files_obey_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomic(tmp_path / "new.md", b"x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new.md").stat().st_mode) == 0o640


def test_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"there is no folder .*none; make it first"):
        write_atomic(tmp_path / "none" / "a.md", b"x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError):
        write_atomic(tmp_path / "folder", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(FileError, match="no program reads"):
        write_atomic(path, b"x")
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomic(path, b"new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert [each.name for each in tmp_path.iterdir()] == ["pipe"]


def test_printable_shows_what_would_harm_a_terminal() -> None:
    assert printable("a\x1b[31m\n\udcff\u202e.md") == "a\\x1b[31m\\n\\xff\\u202e.md"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the XDG specification is that of others")
@pytest.mark.parametrize("named", ["", "cache", "./cache", "../cache", "/var/own"])
def test_a_relative_folder_of_the_environment_counts_as_none(
    monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, named)
    monkeypatch.setenv("HOME", "/home/editor")
    monkeypatch.delenv("DIGESTKIT_CACHE", raising=False)
    own = Path(named) if named == "/var/own" else None
    assert users_folder("cache") == (own or Path("/home/editor/.cache")) / "digestkit"
    assert users_folder("state") == (own or Path("/home/editor/.local/state")) / "digestkit"
