"""What the fuzzer found, each made small, and a short run of it (``tools/fuzz.py``) on the examples."""

import subprocess
import sys
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from digestkit.config import FormatConfig
from digestkit.source import Source

ROOT = Path(__file__).parents[1]
FOUND = sorted((Path(__file__).parent / "fuzz").glob("*.md"))
LAYOUTS = [
    FormatConfig("keep", "keep", "keep"),
    FormatConfig("full", "bold", "space"),
    FormatConfig("half", "plain", "none"),
]


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    spec = spec_from_file_location("fuzz", ROOT / "tools/fuzz.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules["fuzz"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_stays_mended(fuzz: ModuleType, path: Path) -> None:
    for layout in LAYOUTS:
        fuzz.exercise(path.read_bytes(), layout, Counter())


def test_the_fuzzer_sees_a_loss(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (ROOT / "examples/drafts/2026-02-09.md").read_bytes()
    monkeypatch.setattr(fuzz, "format_source", lambda parsed, *_: parsed.text.replace("新", ""))
    with pytest.raises(AssertionError, match="lost"):
        fuzz.exercise(data, FormatConfig(), Counter())


def test_mutations_are_the_same_for_a_seed(fuzz: ModuleType) -> None:
    others = [path.read_bytes() for path in sorted((ROOT / "examples").rglob("*.md"))]
    once, again = ([fuzz.mutate(others[0], others, fuzz.random.Random(n)) for n in range(50)] for _ in "ab")
    assert once == again
    assert len(set(once)) > 40
    assert all(Source.from_bytes(data).to_bytes() == data for data in once)


@pytest.mark.parametrize("options", ["--count 300 --seed 77", "--count 60 --seed 77 --weekly"])
def test_a_short_run(options: str) -> None:
    command = [sys.executable, str(ROOT / "tools/fuzz.py"), "--jobs", "2", *options.split()]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout
    assert f"{options.split()[1]} inputs, 0 failed" in done.stdout
