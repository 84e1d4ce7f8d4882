"""``digestkit rule``."""

from typing import TYPE_CHECKING, Annotated

import typer

from digestkit.cli import completion
from digestkit.cli.options import TextOrJson, both, command
from digestkit.cli.session import Session
from digestkit.diagnostic import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digestkit.rule import Rule


RuleArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[RULE]",
        show_default=False,
        autocompletion=completion.rules,
        help=both(
            "规则的代码或名称，如 DK303；代码的开头（DK3）列出一组；不写就列出全部。",
            "A rule's code or name, e.g. DK303; the beginning of codes (DK3) lists a group. Default: all.",
        ),
    ),
]
FormatOption = Annotated[TextOrJson, typer.Option(help=both("输出的格式。", "The output's format."))]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    command(
        app,
        "rule",
        zh="列出全部规则，或说明一条规则：查什么、为什么、例子、何时关闭。",
        en="The catalogue of rules, or one rule's page: what it finds, why, examples, when to switch it off.",
    )(rule)


def rule(session: Session, name: RuleArgument = None, output_format: FormatOption = TextOrJson.full) -> None:
    """Run the command."""
    from digestkit import pages
    from digestkit.errors import UsageError
    from digestkit.escape import printable, to_json
    from digestkit.rule import load_rules, unknown_rule

    word = name.strip().lower().replace("_", "-") if name else "all"
    found = [each for each in load_rules() if each.is_named(word)]
    if not found:
        raise UsageError(unknown_rule(printable(name or "")))
    alone = len(found) == 1 and word in (found[0].code.lower(), found[0].name)
    if output_format is TextOrJson.json:
        documents = [pages.document(each, session.lang) for each in found]
        session.write(to_json(documents[0] if alone else documents, indent=2) + "\n")
    elif alone:
        session.write(_painted(pages.page(found[0], session.lang), session.color()))
    else:
        session.write(_table(found, session.lang, session.color()))


def _painted(page: str, color: bool) -> str:
    """Headings in bold, where there is color."""
    if not color:
        return page
    lines = (f"\x1b[1m{line}\x1b[0m" if line.startswith("#") else line for line in page.split("\n"))
    return "\n".join(lines)


def _table(rules: "Sequence[Rule]", lang: Lang, color: bool) -> str:
    """The catalogue, a line for each rule."""
    from digestkit.pages import catalogue
    from digestkit.report.excerpt import width
    from digestkit.report.words import COLORS, paint

    rows = catalogue(rules, lang)
    wide = [max(width(row[at]) for row in rows) for at in range(4)]
    lines = []
    for each, row in zip(rules, rows, strict=True):
        cells = [cell + " " * (wide[at] - width(cell)) for at, cell in enumerate(row[:4])]
        cells[0] = paint(cells[0], COLORS[each.severity], color)
        lines.append("  ".join([*cells, row[4]]))
    last = Text(
        "[*] 可用 lint --fix 修复。看一条规则：digestkit rule DK303",
        "[*] mended by lint --fix. For one rule: digestkit rule DK303",
    )
    return "\n".join([*lines, "", last.say(lang)]) + "\n"
