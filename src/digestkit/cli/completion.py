"""Shell completion: what it offers for rules and schemas, and what is said when it is installed, which Typer says in English."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

import typer

from digestkit.cli.session import Session
from digestkit.diagnostic import Lang, Text
from digestkit.disk.files import file_error
from digestkit.escape import printable

Callback = Callable[[Any, Any, Any], Any]
"""What Typer calls with the context, the option and its value."""
_UNKNOWN = Text(
    "认不出现在用的 shell；能补全的有 bash、zsh、fish、PowerShell",
    "this shell is not known; there is completion for bash, zsh, fish and PowerShell",
)


def installing(install: Callback, lang: Lang) -> Callback:
    """``--install-completion``, told in ``lang``. ``install`` is Typer's own."""

    def run(context: Any, option: Any, value: Any) -> Any:
        session, said = Session(lang), StringIO()
        try:
            with redirect_stdout(said):
                return install(context, option, value)
        except SystemExit:  # it is done
            found = re.search(r" in (.+)", said.getvalue())
            place = printable(found[1]) if found else ""
            session.notice(
                Text(
                    f"命令补全装好了（{place}）；重新打开终端就能用",
                    f"completion is installed ({place}); open a new terminal to use it",
                )
            )
            raise typer.Exit from None
        except typer.Exit:
            session.error(_UNKNOWN)
        except OSError as error:
            session.error(file_error(os.fsdecode(error.filename or "~"), error).message)
        raise typer.Exit(2)

    return run


def showing(show: Callback, lang: Lang) -> Callback:
    """``--show-completion``, its failure told in ``lang``. ``show`` is Typer's own."""

    def run(context: Any, option: Any, value: Any) -> Any:
        try:
            with redirect_stderr(StringIO()):
                return show(context, option, value)
        except typer.Exit:
            Session(lang).error(_UNKNOWN)
            raise typer.Exit(2) from None

    return run


def rules(incomplete: str) -> Iterator[str]:
    """Codes and names of rules that begin like the last of those in ``incomplete``, which commas separate."""
    from digestkit.rule import load_rules

    before, comma, last = incomplete.rpartition(",")
    for word in (word for rule in load_rules() for word in (rule.code, rule.name)):
        if word.startswith(last or "DK"):
            yield f"{before}{comma}{word}"


def schemas(incomplete: str) -> Iterator[str]:
    """Names of schemas that begin like ``incomplete``."""
    from digestkit.json_schemas import SCHEMAS

    return (name for name in SCHEMAS if name.startswith(incomplete))
