"""``lint`` of many texts, on one core and on two: it finds the same."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Result, Run

DRAFT = (Path(__file__).parents[2] / "examples/drafts/2026-02-09.md").read_text("utf-8")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2,
    reason="needs two cores, and forks on Linux only",
)


def issues(folder: Path, count: int) -> None:
    """Days of a publication, long enough together to be worth a second process."""
    folder.mkdir()
    filler = "云杉实验室发布的模型在 12 项评测里领先 3 个百分点,推理成本下降40%。\n\n" * 40
    for number in range(1, count + 1):
        day = f"2026-02-{number:02}"
        text = DRAFT.replace("2026-02-09", day).replace("云杉", f"云杉{number}")
        (folder / f"{day}.md").write_text(f"{text}\n## 附记\n\n{filler * 10}", encoding="utf-8")


@pytest.mark.parametrize(
    "publications", [{"dailies": 12, "notes": 9}, {"dailies": 21}, {"dailies": 20, "notes": 1}]
)
def test_cores_make_no_difference(run: Run, tmp_path: Path, publications: dict[str, int]) -> None:
    for name, count in publications.items():
        issues(tmp_path / name, count)
    (tmp_path / "dailies" / "README.md").write_text("# 说明\n\n这里没有新闻。\n", encoding="utf-8")
    words = ("lint", "--offline", "--no-cache", "--output-format", "json", ".", "gone.md")
    two = run(*words)
    one = on_one_core(run, words)
    assert two.code == one.code == 2
    assert "gone.md" in two.err
    assert two == one
    report = json.loads(two.out)
    assert report["files"] == 21
    found = {(finding["path"].partition("/")[0], finding["code"]) for finding in report["findings"]}
    assert {(name, code) for name in publications for code in ("DK202", "DK602")} <= found
    assert ("dailies", "DK502") in found


def on_one_core(run: Run, words: Sequence[str]) -> Result:
    """The same by a process that has but one core: ``beside`` is not used there."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        return run(*words)
    finally:
        os.sched_setaffinity(0, cores)
