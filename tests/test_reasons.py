"""What the system says: in Chinese it is Chinese, in English it is the system's own."""

import errno
import os
import re
import sqlite3
from pathlib import Path

import pytest

from digestkit.disk.files import file_error
from digestkit.disk.reasons import of_sqlite, of_system

COMMON = [
    "ENOSPC",
    "EACCES",
    "EROFS",
    "ENOENT",
    "EISDIR",
    "ENOTDIR",
    "EMFILE",
    "ENFILE",
    "EIO",
    "ELOOP",
    "ENAMETOOLONG",
    "EDQUOT",
    "EPERM",
    "EBUSY",
    "EBADF",
    "ENOMEM",
    "EFBIG",
    "EEXIST",
    "ENOTEMPTY",
    "EXDEV",
    "EPIPE",
    "EINVAL",
]
LATIN = re.compile("[A-Za-z]")


@pytest.mark.parametrize("name", COMMON)
def test_common_errors_are_told_in_chinese(name: str) -> None:
    number = getattr(errno, name)
    error = OSError(number, os.strerror(number))
    assert not LATIN.search(of_system(error).zh)
    assert of_system(error).en == os.strerror(number)
    assert not LATIN.search(file_error("稿", error).message.zh)


def test_a_rare_error_has_its_name_and_no_english_sentence() -> None:
    error = OSError(errno.EDOM, os.strerror(errno.EDOM))
    assert of_system(error).zh == "系统报错 EDOM"
    assert file_error("稿", error).message == (
        "稿：读写失败（系统报错 EDOM）",
        f"稿: input/output error ({os.strerror(errno.EDOM)})",
    )
    assert of_system(OSError("no number")) == ("系统报错 OSError", "no number")


def test_a_database_that_can_not_be_opened(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(tmp_path / "none" / "cache.db")
    assert of_sqlite(caught.value).zh == "打不开，请检查所在目录和权限"
    assert of_sqlite(caught.value).en == str(caught.value)
    assert of_sqlite(sqlite3.DatabaseError("of our own")).zh == "数据库报错 DatabaseError"
