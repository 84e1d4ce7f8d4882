"""What a command loads before it does its work: start-up is what an editor feels.

On the modules loaded, not on time, which depends on the machine.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

DRAFT = """\
<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 (2026-02-08)</span>

**模型与技术进展**

**飞鱼发布推理芯片**
说明：飞鱼科技发布推理芯片，单卡功耗降至 300 瓦。
背景：上一代芯片于去年 6 月发布。
要点：
- 推理成本比上一代低 60%
来源出处：[飞鱼科技](https://feiyu.example/news/chip)
"""
LOADED = """\
import sys
from digestkit.cli import main
try:
    main()
except SystemExit:
    pass
print(*sys.modules, sep="\\n", file=sys.stderr)
"""
CHECKING = (
    "digestkit.reader",
    "digestkit.rules",
    "digestkit.stories",
    "digestkit.config",
    "digestkit.parsed",
)
HEAVY = ("ruamel", "rich", "aiohttp", "jinja2", "sqlite3", "asyncio", "pydantic", "typer", "multiprocessing")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "2026-02-08.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def loaded(folder: Path, *words: str) -> set[str]:
    """The modules that ``digestkit`` with ``words`` has loaded when it ends, packages alone too."""
    environment = {**os.environ, "DIGESTKIT_CACHE": str(folder / "cache"), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    modules = set(run.stderr.split())
    assert "digestkit.cli" in modules, run.stderr
    return modules


def test_the_version_is_told_without_anything(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "--version")
    assert {name for name in modules if name.startswith("digestkit")} == {"digestkit", "digestkit.cli"}
    assert modules.isdisjoint(HEAVY)
    assert modules.isdisjoint({"dataclasses", "re", "pathlib"} - _bare())


def _bare() -> set[str]:
    """What Python itself has loaded here (an editable install loads more)."""
    words = [sys.executable, "-c", "import sys; print(*sys.modules)"]
    return set(subprocess.run(words, capture_output=True, text=True, encoding="utf-8").stdout.split())


def test_a_remembered_run_loads_neither_reader_nor_rules(tmp_path: Path, draft: Path) -> None:
    words = ("lint", "--offline", draft.name)
    assert not loaded(tmp_path, *words).isdisjoint(CHECKING)
    assert loaded(tmp_path, *words).isdisjoint((*CHECKING, *HEAVY, "tomllib", "digestkit.report.full"))


def test_a_first_run_loads_what_it_needs(tmp_path: Path, draft: Path) -> None:
    settings = (
        '[lint]\nignore = ["DK602"]\n[lint.rules.spacing-mixed]\nspacing = "space"\n[links]\ntimeout = 5\n'
    )
    (tmp_path / "digestkit.toml").write_text(settings, encoding="utf-8")
    modules = loaded(tmp_path, "lint", "--offline", "--no-cache", "--select", "DK1", draft.name)
    assert "digestkit.rules.title_missing" in modules
    assert modules.isdisjoint((*HEAVY, "rapidfuzz"))


def test_commands_that_need_no_network_load_none(tmp_path: Path, draft: Path) -> None:
    assert loaded(tmp_path, "format", "--check", draft.name).isdisjoint((*HEAVY, "digestkit.stories"))
    assert loaded(tmp_path, "export", draft.name).isdisjoint(
        {"aiohttp", "asyncio", "digestkit.rules.title_missing"}
    )
