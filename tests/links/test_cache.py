"""The memory between runs: right, private, shared by processes, and never in the way."""

import sqlite3
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from digestkit.diagnostic import Text
from digestkit.links import cache as links_cache
from digestkit.links.cache import KEPT, Cache
from digestkit.links.verdict import STATES, State, Verdict

ADDRESS = "http://site.example/a"


def verdict(state: State = "alive", **more: object) -> Verdict:
    return Verdict(ADDRESS, state, 200, Text("正常", "alive"), **more)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "links.sqlite3"


@pytest.mark.parametrize("state", [state for state in STATES if state != "unchecked"])
def test_a_verdict_is_good_for_its_time(path: Path, state: State) -> None:
    clock = [1_000_000.0]
    cache = Cache.open(path, lambda: clock[0])
    cache.put({ADDRESS: verdict(state, final_url="http://site.example/b")})
    clock[0] += KEPT[state] - 1
    found = cache.get([ADDRESS, "http://other.example/"])
    assert list(found) == [ADDRESS]
    assert found[ADDRESS].state == state
    assert found[ADDRESS].final_url == "http://site.example/b"
    assert found[ADDRESS].reason == Text("正常", "alive")
    assert found[ADDRESS].from_cache
    assert found[ADDRESS].checked_at == "1970-01-12T13:46:40+00:00"
    clock[0] += 2
    assert cache.get([ADDRESS]) == {}
    cache.close()


def test_alive_lasts_days_dead_hours_uncertain_minutes() -> None:
    assert KEPT["alive"] >= 86400 > KEPT["dead"] >= 3600 > KEPT["uncertain"] >= 60


def test_what_is_remembered_outlives_the_process(path: Path) -> None:
    cache = Cache.open(path)
    cache.put({ADDRESS: verdict()})
    cache.close()
    again = Cache.open(path)
    assert again.get([ADDRESS])
    assert again.notice is None
    again.close()


def test_many_addresses(path: Path) -> None:
    cache = Cache.open(path)
    many = [f"http://site.example/{n}" for n in range(1800)]
    cache.put(dict.fromkeys(many, verdict()))
    assert list(cache.get(many)) == many or set(cache.get(many)) == set(many)
    cache.close()


def test_nobody_else_may_read_it(path: Path) -> None:
    Cache.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_forget(path: Path) -> None:
    cache = Cache.open(path)
    cache.put({ADDRESS: verdict()})
    assert cache.forget() == 1
    assert cache.get([ADDRESS]) == {}
    cache.close()
    assert b"site.example" not in path.read_bytes()


@pytest.mark.parametrize("damage", [b"", b"not a database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_replaced(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    cache = Cache.open(path)
    assert (cache.notice is None) == (damage == b"")
    cache.put({ADDRESS: verdict()})
    assert cache.get([ADDRESS])
    cache.close()


def test_a_file_damaged_in_its_middle_is_replaced(path: Path) -> None:
    cache = Cache.open(path)
    cache.put({f"http://site.example/{n}": verdict() for n in range(2000)})
    cache.close()
    data = bytearray(path.read_bytes())
    data[4096:-4096] = b"\xa5" * (len(data) - 8192)
    path.write_bytes(data)
    cache = Cache.open(path)
    cache.get([f"http://site.example/{n}" for n in range(2000)])
    cache.put({ADDRESS: verdict()})
    assert cache.get([ADDRESS])
    assert cache.notice is not None
    cache.close()


def test_a_file_of_another_version_is_begun_anew(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE verdicts (something)")
        other.execute("PRAGMA user_version = 99")
    other.close()
    cache = Cache.open(path)
    cache.put({ADDRESS: verdict()})
    assert cache.get([ADDRESS])
    cache.close()


def test_a_place_that_is_no_folder_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = Cache.open(tmp_path / "file" / "links.sqlite3")
    cache.put({ADDRESS: verdict()})
    assert cache.get([ADDRESS]) == {}
    assert cache.forget() == 0
    assert cache.notice is not None
    cache.close()


def test_a_verdict_that_makes_no_sense_is_not_believed(path: Path) -> None:
    Cache.open(path).close()
    with sqlite3.connect(path) as other:
        other.execute("INSERT INTO verdicts VALUES (?, 'splendid', 200, '', '', NULL, 1.0, 9e12)", (ADDRESS,))
    other.close()
    cache = Cache.open(path)
    assert cache.get([ADDRESS]) == {}
    cache.close()


WRITER = """
import sys
from pathlib import Path
from digestkit.diagnostic import Text
from digestkit.links.cache import Cache
from digestkit.links.verdict import Verdict
cache = Cache.open(Path(sys.argv[1]))
for n in range(60):
    url = f"http://site.example/{sys.argv[2]}/{n}"
    cache.put({url: Verdict(url, "alive", 200, Text("a", "b"))})
    cache.get([url])
cache.close()
assert cache.notice is None, cache.notice
"""


def test_several_processes_at_once(path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(n)]) for n in range(4)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0, 0]
    cache = Cache.open(path)
    every = [f"http://site.example/{n}/{m}" for n in range(4) for m in range(60)]
    assert len(cache.get(every)) == len(every)
    cache.close()


def test_who_comes_second_to_a_new_file_drops_nothing(path: Path) -> None:
    """Two processes find no table: the one that waits for the other must not make it anew."""
    path.parent.mkdir()
    first = sqlite3.connect(path, isolation_level=None)
    first.execute("BEGIN IMMEDIATE")
    second = threading.Thread(target=lambda: Cache.open(path).close())
    second.start()
    time.sleep(0.3)  # it has seen by now that there is no table, and waits
    first.execute(links_cache._TABLE)
    first.execute("INSERT INTO verdicts VALUES (?, 'alive', 200, '', '', NULL, 1.0, 9e12)", (ADDRESS,))
    first.execute(f"PRAGMA user_version = {links_cache._VERSION}")
    first.execute("COMMIT")
    first.close()
    second.join()
    reader = Cache.open(path)
    assert ADDRESS in reader.get([ADDRESS])
    reader.close()
