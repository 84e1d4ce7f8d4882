"""The hooks, run by the real pre-commit in a scratch repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout.strip()


def repository(folder: Path) -> str:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A repository with a flawed draft whose hooks are this working tree's."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("src", "pyproject.toml", ".pre-commit-hooks.yaml", "README.md", "LICENSE"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, hooks / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, hooks / name)
    revision = repository(hooks)
    work = tmp_path / "work"
    work.mkdir()
    ids = "".join(f"      - id: {name}\n" for name in ("digestkit-lint", "digestkit-fix", "digestkit-links"))
    (work / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks}\n    rev: {revision}\n    hooks:\n{ids}", encoding="utf-8"
    )
    shutil.copy(ROOT / "examples/drafts/2026-02-09.md", work / "2026-02-09.md")
    shutil.copy(ROOT / "examples/dailies/2026-02-02.md", work / "2026-02-02.md")
    (work / "README.md").write_text("# 编辑手册\n\n怎么写日报：\n\n- 先选题\n- 再写稿\n", encoding="utf-8")
    repository(work)
    return work


def pre_commit(work: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PRE_COMMIT_HOME": str(work.parent / "cache"), "LC_ALL": "en_US.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", *arguments], cwd=work, capture_output=True, check=False, text=True,
        encoding="utf-8", env=environment,
    )  # fmt: skip


def test_hooks(scratch: Path) -> None:
    draft = scratch / "2026-02-09.md"
    clean = pre_commit(scratch, "digestkit-lint", "--files", "2026-02-02.md", "README.md")
    assert clean.returncode == 0, clean.stdout + clean.stderr
    before = draft.read_bytes()
    lint = pre_commit(scratch, "digestkit-lint", "--all-files")
    assert lint.returncode == 1
    assert "DK202" in lint.stdout
    assert draft.read_bytes() == before
    fix = pre_commit(scratch, "digestkit-fix", "--all-files")
    assert fix.returncode == 1
    assert "files were modified by this hook" in fix.stdout
    assert "**算力与芯片**" in draft.read_text("utf-8")
    links = pre_commit(scratch, "digestkit-links", "--all-files", "--hook-stage", "manual")
    assert "digestkit links" in links.stdout
    assert "Traceback" not in links.stdout


def test_the_example_installs_all_hooks_that_it_names() -> None:
    """``pre-commit install`` puts one for commits only, unless it is told."""
    load = YAML(typ="safe").load
    hooks = {each["id"]: each for each in load(ROOT / ".pre-commit-hooks.yaml")}
    example = load(ROOT / "examples/.pre-commit-config.yaml")
    named = [hooks[each["id"]] for repository in example["repos"] for each in repository["hooks"]]
    assert all(
        set(example["default_install_hook_types"]) & set(each.get("stages", ["pre-commit"])) for each in named
    )
