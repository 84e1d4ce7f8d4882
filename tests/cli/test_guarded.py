"""What becomes of a failure that nobody foresaw."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from digestkit.cli.guard import guarded
from digestkit.cli.session import Color, Language, Session

COMMON: dict[str, Any] = {
    "config": None, "isolated": True, "lang": Language.en, "color": Color.never, "quiet": False, "verbose": False,
}  # fmt: skip


def test_a_failure_promises_no_more_than_is_true(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of ten files five may have been written when it comes: each of them whole."""

    def work(_session: Session) -> int:
        (tmp_path / "first.md").write_text("written", encoding="utf-8")
        raise KeyError("second.md")

    assert guarded(work, COMMON, {}) == 2
    said = capsys.readouterr().err
    assert "digestkit failed (KeyError: 'second.md')" in said
    assert "No file was changed" not in said
    assert "Traceback" not in said


def test_the_system_speaks_the_language_of_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    def work(_session: Session) -> int:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    assert guarded(work, {**COMMON, "lang": Language.zh}, {}) == 2
    assert capsys.readouterr().err == "错误：系统出错：打开的文件太多了。没有文件写坏\n"
    assert guarded(work, COMMON, {}) == 2
    assert os.strerror(errno.EMFILE) in capsys.readouterr().err
