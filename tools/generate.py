"""Writes what is made from the code: schemas/, docs/rules/, the pictures, the rules' examples that ship with the tool.

``python tools/generate.py`` writes; ``--check`` writes nothing and exits with 1 when something is stale.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from screenshot import PICTURES, picture

from digestkit.config import LintConfig
from digestkit.diagnostic import Diagnostic, Lang, Text
from digestkit.escape import to_json, visible
from digestkit.json_schemas import SCHEMAS, schema
from digestkit.links.verdict import Verdict
from digestkit.lint import lint
from digestkit.pages import EXAMPLES, facts, page
from digestkit.reader import read
from digestkit.rule import Batch, Rule, load_rules
from digestkit.source import Source

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "rules"
MOST = 30
"""Lines of an example."""
FEW = 3
"""With fewer lines an example shows its surroundings."""

LANGUAGES: tuple[Lang, ...] = ("zh", "en")

Shown = Mapping[str, str]


def example(rule: Rule, folder: Path) -> Shown:
    """What differs between a rule's bad text and its good one, around the first finding."""
    bad = _text(folder / "bad.md")
    mended = folder / "bad.fixed.md"
    good = _text(mended if mended.exists() else folder / "good.md")
    first = int((folder / "bad.expect").read_text("utf-8").split(":")[0])
    parts = _differing(bad.split("\n"), good.split("\n"), first - 1)
    finding = _first(rule, folder)
    other = _compared(folder, finding)
    shown = (f"{other}\n\n{part}" if other and other not in parts[0] else part for part in parts)
    said = {f"said_{lang}": _said(finding, lang) for lang in LANGUAGES}
    return {**dict(zip(("bad", "good"), shown, strict=True)), **said}


def _first(rule: Rule, folder: Path) -> Diagnostic:
    """What the rule finds first in its bad text."""
    archive = tuple(
        read(Source.from_text(_text(path), f"archive/{path.name}"))
        for path in sorted((folder / "archive").glob("*.md"))
    )
    told = folder / "verdicts.json"
    verdicts = {
        url: Verdict(url, **{**each, "reason": Text(*each["reason"])})
        for url, each in (json.loads(told.read_text("utf-8")) if told.exists() else {}).items()
    }
    # a suppression is idle only beside the rules that it names
    rules = load_rules() if rule.scope == "suppressions" else (rule,)
    issue = read(Source.from_bytes((folder / "bad.md").read_bytes(), "bad.md"))
    return next(
        each
        for each in lint(Batch((issue,), archive), LintConfig(), verdicts or None, rules)
        if each.code == rule.code
    )


def _said(finding: Diagnostic, lang: Lang) -> str:
    """The message of ``finding``, and what to do."""
    parts = [finding.message, *([finding.hint] if finding.hint else [])]
    return "\n".join(visible(part.say(lang)) for part in parts)


def _compared(folder: Path, finding: Diagnostic) -> str:
    """The story that ``finding`` points to."""
    if not finding.related:
        return ""
    there = finding.related[0]
    published = (folder / there.path) if there.path.startswith("archive/") else None
    lines = _text(published or folder / "bad.md").split("\n")
    block = _cut(_block(lines, there.place.line - 1, there.place.line))
    return f"<!-- {there.path} -->\n{block}" if published else block


def _text(path: Path) -> str:
    """A fixture as a reader sees it: bytes that are no text as U+FFFD."""
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").removeprefix("\ufeff")


def _differing(bad: list[str], good: list[str], at: int) -> tuple[str, str]:
    """The blocks of ``bad`` with line ``at`` and the change nearest to it, and the same part of ``good``."""
    changes = [
        change[1:]
        for change in SequenceMatcher(None, bad, good, autojunk=False).get_opcodes()
        if change[0] != "equal"
    ]
    i1, i2, j1, j2 = min(changes, key=lambda each: max(each[0] - at, at - each[1], 0))
    before, after = max(0, i1 - at), max(0, at + 1 - i2)  # lines between the two, which are alike
    if before + after > MOST // 2:
        return _cut(bad), _cut(good)
    return _cut(_block(bad, i1 - before, i2 + after)), _cut(_block(good, j1 - before, j2 + after))


def _block(lines: list[str], start: int, stop: int) -> list[str]:
    """The lines with all that touches them; with what stands before and after where that is little."""
    start, stop = _grown(lines, start, stop)
    if sum(bool(line.strip()) for line in lines[start:stop]) < FEW:
        start, stop = _grown(lines, max(0, start - 2), min(len(lines), stop + 2))
    return lines[start:stop]


def _grown(lines: list[str], start: int, stop: int) -> tuple[int, int]:
    """As far as blank lines."""
    while start > 0 and lines[start - 1].strip():
        start -= 1
    while stop < len(lines) and lines[stop].strip():
        stop += 1
    return start, stop


def _cut(lines: list[str]) -> str:
    """The lines as an example, with what can't be seen made visible (spaces at the end as ``·``)."""
    seen = (line.rstrip(" ") + "·" * (len(line) - len(line.rstrip(" "))) for line in lines[:MOST])
    text = "\n".join(map(visible, seen)).strip("\n")
    return text + ("\n…" if len(lines) > MOST else "")


def rule_page(rule: Rule, shown: Shown) -> str:
    """A rule's page in both languages."""
    zh, en = (page(rule, lang, shown if lang == "zh" else {}).split("\n", 1) for lang in ("zh", "en"))
    note = "<!-- made by tools/generate.py from the rule's docstring and tests/rules/: change those -->"
    return f"{zh[0]}\n\n{note}\n\n{zh[1].strip()}\n\n---\n\n{en[1].strip()}\n"


def index(rules: tuple[Rule, ...]) -> str:
    """The table of all rules."""
    lines = [
        "# 规则 · Rules",
        "",
        "<!-- made by tools/generate.py -->",
        "",
        "`digestkit rule` 列出同一张表，`digestkit rule DK303` 显示一条规则的说明。",
        "`digestkit rule --lang en` prints this table, `digestkit rule DK303 --lang en` one rule's page.",
        "",
        "| 代码 code | 名称 name | 查什么 finds | | |",
        "|---|---|---|---|---|",
    ]
    lines += (
        f"| {rule.code} | [{rule.name}]({rule.name}.md) | {rule.title.zh} · {rule.title.en} "
        f"| {facts(rule, 'zh')} | {facts(rule, 'en')} |"
        for rule in rules
    )
    return "\n".join(lines) + "\n"


def made() -> Iterator[tuple[Path, str]]:
    """Every generated file with its content."""
    rules = load_rules()
    for name in SCHEMAS:
        yield ROOT / "schemas" / f"{name}.schema.json", to_json(schema(name), indent=2) + "\n"
    shown = {
        rule.name: example(rule, FIXTURES / rule.name) for rule in rules if (FIXTURES / rule.name).is_dir()
    }
    data = ROOT / "src" / "digestkit" / "data" / EXAMPLES
    yield data, json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    yield ROOT / "docs" / "rules" / "README.md", index(rules)
    for name, command in PICTURES.items():
        yield ROOT / "docs" / f"{name}.svg", picture(command)
    for rule in rules:
        yield ROOT / "docs" / "rules" / f"{rule.name}.md", rule_page(rule, shown.get(rule.name, {}))


def stale() -> list[tuple[Path, str | None]]:
    """Files that are not what they should be, with what they should be (``None``: not there at all)."""
    wanted = dict(made())
    here = {*(ROOT / "docs" / "rules").glob("*.md"), *(ROOT / "schemas").glob("*.json")}
    found: list[tuple[Path, str | None]] = [
        (path, text)
        for path, text in wanted.items()
        if not path.exists() or path.read_bytes() != text.encode("utf-8")
    ]
    return found + [(path, None) for path in sorted(here - {*wanted})]


def main(arguments: list[str]) -> int:
    """Write or check; the exit code."""
    changed = stale()
    for path, text in changed:
        print(f"{'stale' if '--check' in arguments else 'wrote'}: {path.relative_to(ROOT)}")
        if "--check" in arguments:
            continue
        if text is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return int("--check" in arguments and bool(changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
