"""What becomes of errors: a command is run so that no traceback reaches a user."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from digestkit.cli.session import OutputLost, Session, language
from digestkit.diagnostic import Text
from digestkit.disk.files import file_error
from digestkit.disk.reasons import of_system
from digestkit.errors import DigestkitError, UsageError


def guarded(function: Callable[..., int | None], common: dict[str, Any], given: dict[str, Any]) -> int:
    """Run ``function(session, **given)`` with the ``common`` options; the exit code. No traceback reaches a user."""
    lang = common["lang"].value if common["lang"] else language(sys.argv[1:], os.environ)
    session = Session(
        lang, common["color"], common["quiet"], common["verbose"], common["config"], common["isolated"]
    )
    try:
        if common["isolated"] and common["config"]:
            raise UsageError(
                Text("--isolated 和 --config 只能用一个", "--isolated and --config exclude each other")
            )
        return function(session, **given) or 0
    except DigestkitError as problem:
        session.error(problem.message)
    except OutputLost as problem:
        return lost_output(problem.error)
    except KeyboardInterrupt:
        session.notice(Text("已中断", "interrupted"))
        return 130
    except Exception as problem:
        if session.verbose:
            raise
        if _is_nowhere():
            session.error(
                Text(
                    "当前目录已经不在了；请先 cd 到一个存在的目录",
                    "the current folder no longer exists; go to one that does",
                )
            )
            return 2
        if isinstance(problem, OSError) and problem.filename is not None:
            session.error(file_error(os.fsdecode(problem.filename), problem).message)
            return 2
        if isinstance(problem, OSError) and problem.errno is not None:
            why = of_system(problem)
            session.error(
                Text(f"系统出错：{why.zh}。没有文件写坏", f"system error: {why.en}. No file was damaged")
            )
            return 2
        session.error(
            Text(
                f"digestkit 内部出错（{type(problem).__name__}: {problem}）。没有文件写坏；加 --verbose 看详情，并请反馈",
                f"digestkit failed ({type(problem).__name__}: {problem}). No file was damaged; "
                "see --verbose for details and please report it",
            )
        )
    return 2


def lost_output(error: OSError) -> int:
    """Standard output could not be written; the exit code. A reader that has enough is no trouble."""
    # Python must not complain once more when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 0
    why = of_system(error)
    Session(language(sys.argv[1:], os.environ)).error(
        Text(
            f"结果写不出去：{why.zh}；请清理磁盘，或者把结果写到别处再试",
            f"the results can't be written out ({why.en}); free some space, or write them elsewhere",
        )
    )
    return 2


def _is_nowhere() -> bool:
    """Whether the folder that the run was started in is gone: then no relative path means anything."""
    try:
        Path.cwd()
    except OSError:
        return True
    return False
