"""The built wheel and sdist: what they contain, and that the wheel works where nothing else of the project is."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WANTED = {
    "digestkit/py.typed",
    "digestkit/data/weekly.md",
    "digestkit/data/duplicates.json",
    "digestkit/data/init/digestkit.toml",
    "digestkit/rules/link_malformed.py",
    "digestkit/cli/lint.py",
}
UNWANTED = ("tests/", "tools/", "benchmarks/", "examples/", "__pycache__")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    if not (find_spec("build") and find_spec("hatchling")):
        pytest.skip("needs build and hatchling")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``digestkit`` of a fresh environment with the wheel; its dependencies are lent by this one."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False)
    packages = next(home.glob("lib/python*/site-packages"))
    wheel = next(built.glob("*.whl"))
    command = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(home),
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(command, check=True)
    # its own files come first; the editable install of the project is left out by name
    lent = packages / "lent"
    lent.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if "digestkit" not in entry.name and entry.suffix != ".pth":
            (lent / entry.name).symlink_to(entry)
    (packages / "lent.pth").write_text(str(lent), encoding="utf-8")
    return home / "bin/digestkit"


def run(program: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run ``program`` as somebody does who has nothing of the project."""
    environment = {"PATH": os.defpath, "HOME": str(cwd), "LANG": "en_US.UTF-8"}
    command = [str(program), *arguments]
    return subprocess.run(
        command, capture_output=True, check=False, encoding="utf-8", cwd=cwd, env=environment
    )


def test_the_wheel_holds_what_it_should(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    assert names >= WANTED
    assert [name for name in names if any(part in name for part in UNWANTED)] == []
    package = ROOT / "src/digestkit"
    modules = {f"digestkit/{path.relative_to(package).as_posix()}" for path in package.rglob("*.py")}
    assert names >= modules


def test_the_sdist_can_be_tested(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert names >= {"pyproject.toml", "README.md", "LICENSE", "src/digestkit/py.typed"}


def test_the_wheel_works(installed: Path, tmp_path: Path) -> None:
    version = run(installed, "--version", cwd=tmp_path)
    assert version.returncode == 0
    assert version.stdout.startswith("digestkit ")
    where = run(
        installed.parent / "python", "-c", "import digestkit; print(digestkit.__file__)", cwd=tmp_path
    )
    assert str(installed.parents[1]) in where.stdout, "the project was imported, not the wheel"


def test_lint_and_rule_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    draft = ROOT / "examples/drafts/2026-02-09.md"
    linted = run(installed, "lint", "--offline", str(draft), "--output-format", "concise", cwd=tmp_path)
    assert linted.returncode == 1, linted.stderr
    assert "DK" in linted.stdout
    page = run(installed, "rule", "DK303", cwd=tmp_path)
    assert page.returncode == 0, page.stderr
    assert "source-label-mismatch" in page.stdout


def test_a_weekly_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    made = run(installed, "weekly", str(ROOT / "examples/dailies"), "-o", "weekly.md", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "weekly.md").stat().st_size > 1000
