"""Streams that are closed, full, or that nobody reads: no traceback, and the exit code of the contract."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

DRAFT = """# AI 行业动态（2026-02-08）

## 产业动态

**飞鱼科技发布推理芯片**
说明：飞鱼科技周二发布新一代推理芯片，单卡功耗降至三百瓦。
"""
COMMANDS = (
    "lint --offline .", "lint --offline . --output-format json", "lint --offline --diff .", "format --diff .", "weekly .",
    "duplicates .", "links .", "export .", "rule", "rule DK202", "schema digest", "new", "--help", "lint --help", "--version",
    "--show-completion bash",
)  # fmt: skip
SILENT = ("lint --offline --diff .", "format --diff .", "--show-completion bash")
"""What has nothing to write about such a draft, or is not ours."""


def shell(folder: Path, command: str, after: str) -> tuple[int, str]:
    """The exit code of ``command``, and what it said on standard error."""
    (folder / "draft.md").write_text(DRAFT, encoding="utf-8")
    said = folder / "said.log"
    script = f"{{ {sys.executable} -m digestkit {command} 2>{said}; echo $? >code; }} {after}"
    environment = {
        **os.environ,
        "LC_ALL": "en_US.UTF-8",
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "SHELL": "/bin/bash",
    }
    subprocess.run(["bash", "-c", script], cwd=folder, env=environment, check=False, timeout=60)
    return int((folder / "code").read_text("utf-8")), said.read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("after", [">&-", "<&- >&-", "| (exec 0<&-; cat /dev/null)"])
def test_nobody_listens(tmp_path: Path, command: str, after: str) -> None:
    code, said = shell(tmp_path, command, after)
    assert "Traceback" not in said
    assert "Exception" not in said
    assert "digestkit failed" not in said
    assert code in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", [each for each in COMMANDS if each not in SILENT])
def test_a_full_disk_under_standard_output(tmp_path: Path, command: str) -> None:
    code, said = shell(tmp_path, command, ">/dev/full")
    assert (code, said.count("can't be written")) == (2, 1), said
    assert "Traceback" not in said
    _, said = shell(tmp_path, f"--lang zh {command}", ">/dev/full")
    assert "磁盘满了" in said
    assert "No space" not in said


def test_standard_error_is_closed(tmp_path: Path) -> None:
    for command in ("lint --offline missing.md", "lint --offline .", "--help"):
        (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m digestkit {command} 2>&-"],
            cwd=tmp_path, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode in (0, 1, 2)
        assert b"Traceback" not in done.stdout


@pytest.mark.parametrize("words", [{}, {"COMP_WORDS": "digestkit "}, {"COMP_WORDS": "", "COMP_CWORD": "x"}])
def test_completion_that_is_not_told_of_what(tmp_path: Path, words: dict[str, str]) -> None:
    environment = {**os.environ, "_DIGESTKIT_COMPLETE": "complete_bash", **words}
    done = subprocess.run(
        [sys.executable, "-m", "digestkit"],
        cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")
