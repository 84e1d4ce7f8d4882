"""What the system says when it refuses, in both languages: the one place for its errors.

In English they are the system's own words; it has no Chinese ones that could be asked for without its locales.
"""

import errno
from typing import TYPE_CHECKING

from digestkit.diagnostic import Text

if TYPE_CHECKING:
    import sqlite3

_CHINESE = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.EISDIR: "是目录，不是文件",
    errno.ENOTDIR: "路径中间有一段不是目录",
    errno.ENOTEMPTY: "目录不是空的",
    errno.EEXIST: "已经有同名的文件",
    errno.EXDEV: "不在同一个磁盘上",
    errno.ENXIO: "没有这个设备，或者没有程序在读这个管道",
    errno.ENODEV: "没有这个设备",
    errno.ELOOP: "符号链接互相指向",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EINVAL: "系统不接受这个名字或参数",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "超过系统允许的文件大小",
    errno.EROFS: "所在磁盘只读",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.EAGAIN: "暂时用不了",
    errno.EINTR: "读写被打断了",
    errno.EMFILE: "打开的文件太多了",
    errno.ENFILE: "整个系统打开的文件太多了",
    errno.ENOMEM: "内存不够",
    errno.EIO: "磁盘或设备读写出错",
    errno.EBADF: "这个输出已经关闭",
    errno.EPIPE: "另一头不再接收",
    errno.ESTALE: "网络磁盘上的文件已经不在了",
    errno.ETIMEDOUT: "等了太久没有回应",
    errno.ENOTSUP: "这个磁盘不支持这样做",
    errno.ENOSYS: "系统不支持这样做",
}

_AT_FILE = {
    errno.ENOENT: Text("没有这个文件，请检查路径", "no such file; check the path"),
    errno.EACCES: Text("没有权限，请检查文件权限", "permission denied; check the file's permissions"),
    errno.EPERM: Text("没有权限，请检查文件权限", "permission denied; check the file's permissions"),
    errno.EISDIR: Text("是目录，不是文件；请写明文件名", "is a directory, not a file; name a file"),
    errno.EEXIST: Text(
        "是文件，不是目录；请换个名字，或先把它移走",
        "is a file, not a folder; choose another name, or move it away",
    ),
    errno.ENXIO: Text(
        "不是普通文件（是套接字，或没有程序在读的管道）",
        "not a regular file (a socket, or a pipe that no program reads)",
    ),
    errno.ENOTDIR: Text("路径中间有一段不是目录", "a part of the path is not a directory"),
    errno.ELOOP: Text("符号链接互相指向，走不到文件", "symbolic links point at each other"),
    errno.ENOSPC: Text(
        "磁盘满了，原文件没有改动；请清理后重试",
        "the disk is full; the file is unchanged; free some space and try again",
    ),
    errno.EDQUOT: Text(
        "磁盘配额用完了，原文件没有改动；请清理后重试",
        "the disk quota is used up; the file is unchanged; free some space and try again",
    ),
    errno.EFBIG: Text(
        "超过系统允许的文件大小，原文件没有改动",
        "larger than the system allows a file to be; the file is unchanged",
    ),
    errno.EROFS: Text("所在磁盘只读，文件没有改动", "the file system is read-only; the file is unchanged"),
    errno.ENAMETOOLONG: Text("文件名太长", "the file name is too long"),
}
"""What to say of a file, where there is more to say than what is wrong."""

_OF_SQLITE = {
    "SQLITE_BUSY": "正被另一个程序占用",
    "SQLITE_LOCKED": "正被另一个程序占用",
    "SQLITE_CANTOPEN": "打不开，请检查所在目录和权限",
    "SQLITE_READONLY": "不能写入，请检查权限",
    "SQLITE_PERM": "没有权限，请检查文件权限",
    "SQLITE_FULL": "磁盘满了",
    "SQLITE_IOERR": "磁盘读写出错",
    "SQLITE_NOMEM": "内存不够",
    "SQLITE_CORRUPT": "内容坏了",
    "SQLITE_NOTADB": "内容坏了",
}


def of_system(error: OSError) -> Text:
    """What went wrong. An error that is rare has only its name in Chinese (``ENOTBLK``)."""
    number = error.errno or 0
    named = errno.errorcode.get(number, type(error).__name__)
    return Text(_CHINESE.get(number, f"系统报错 {named}"), error.strerror or str(error) or named)


def at_file(error: OSError) -> Text:
    """What went wrong at a file, and what to do about it."""
    words = of_system(error)
    return _AT_FILE.get(error.errno or 0, Text(f"读写失败（{words.zh}）", f"input/output error ({words.en})"))


def of_sqlite(error: "sqlite3.Error") -> Text:
    """What went wrong with a file of SQLite's, by the first two words of the error's name."""
    name = getattr(error, "sqlite_errorname", None) or ""  # Python has none for errors of its own
    known = _OF_SQLITE.get("_".join(name.split("_")[:2]))
    return Text(known or f"数据库报错 {name or type(error).__name__}", str(error))
