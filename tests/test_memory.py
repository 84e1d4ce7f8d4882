"""What a run is remembered by."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import digestkit

KEY = "from digestkit.disk.memory import key_of; print(key_of(['--fix'], [('a.md', b'x')]))"


@pytest.mark.parametrize(
    "file", ["schema.py", "rules/title_missing.py", "data/vocabulary.toml", "disk/memory.py"]
)
def test_a_changed_file_of_the_program_makes_another_run(tmp_path: Path, file: str) -> None:
    program = tmp_path / "digestkit"
    shutil.copytree(Path(digestkit.__file__).parent, program, ignore=shutil.ignore_patterns("__pycache__"))

    def key() -> str:
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
        words = [sys.executable, "-c", KEY]
        return subprocess.run(
            words, env=environment, capture_output=True, encoding="utf-8", check=True
        ).stdout

    before = key()
    assert key() == before
    os.utime(program / file, (1, 1))
    assert key() != before
