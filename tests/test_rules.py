"""Every rule on its own examples: ``tests/rules/<name>/``.

``bad*.md`` holds faults, ``bad*.expect`` a line ``line:column CODE`` for each finding, ``bad*.fixed.md`` the
text after its fixes, ``good*.md`` what the rule must be silent about. A case ``bad-2026-02-08.md`` is read as
the file ``2026-02-08.md``. Beside a case may stand ``archive/`` (published issues) and ``verdicts.json`` (what
the link checker says of each URL).
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from digestkit.config import LintConfig
from digestkit.diagnostic import Diagnostic, Lang, Text
from digestkit.fixing import fix
from digestkit.links.verdict import Verdict
from digestkit.lint import lint
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.rule import Batch, Rule, load_rules
from digestkit.source import Source

ROOT = Path(__file__).parent / "rules"
RULES = {rule.name: rule for rule in load_rules()}
HEADINGS = {"zh": ("## 为什么", "## 何时关闭"), "en": ("## Why", "## When to switch it off")}


def cases(kind: str) -> list[Path]:
    """The files of one kind, ``bad`` or ``good``."""
    return sorted(path for path in ROOT.glob(f"*/{kind}*.md") if ".fixed" not in path.name)


def named(path: Path) -> str:
    """A test's name."""
    return f"{path.parent.name}/{path.stem}"


def draft(path: Path) -> Parsed:
    """The case, read under the name that it stands for."""
    name = path.name.removeprefix("bad-").removeprefix("good-")
    return read(Source.from_bytes(path.read_bytes(), name))


def findings(parsed: Parsed, folder: Path) -> list[Diagnostic]:
    """What the folder's rule finds."""
    rule = RULES[folder.name]
    # a suppression is idle only beside the rules that it names
    rules = load_rules() if rule.scope == "suppressions" else (rule,)
    archive = tuple(
        read(Source.from_bytes(path.read_bytes(), f"archive/{path.name}"))
        for path in sorted((folder / "archive").glob("*.md"))
    )
    found = lint(Batch((parsed,), archive), LintConfig(), verdicts(folder), rules)
    return [each for each in found if each.code == rule.code]


def verdicts(folder: Path) -> Mapping[str, Verdict] | None:
    """What the link checker is to have said, where the rule asks for it."""
    path = folder / "verdicts.json"
    if not path.exists():
        return None
    told = json.loads(path.read_text("utf-8"))
    return {url: Verdict(url, **{**each, "reason": Text(*each["reason"])}) for url, each in told.items()}


@pytest.mark.parametrize("path", cases("bad"), ids=named)
def test_bad_examples_are_found_where_they_are(path: Path) -> None:
    found = findings(draft(path), path.parent)
    places = [f"{each.place.line}:{each.place.column} {each.code}" for each in found]
    assert places == path.with_suffix(".expect").read_text("utf-8").split("\n")[:-1]
    for each in found:
        assert each.message.zh
        assert each.message.en
        assert each.message.zh != each.message.en
        for said in filter(None, (each.message, each.hint)):
            assert not said.en[0].islower(), said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_quotation_marks_do_not_nest_in_their_own_kind(lang: Lang) -> None:
    for path in cases("bad"):
        for each in findings(draft(path), path.parent):
            if path.parent.name != "pair-unbalanced":
                assert not re.search("“[^”]*“", each.message.say(lang)), each.message


@pytest.mark.parametrize("path", cases("good"), ids=named)
def test_good_examples_are_left_alone(path: Path) -> None:
    assert [(each.place.line, each.message.en) for each in findings(draft(path), path.parent)] == []


@pytest.mark.parametrize("path", cases("bad"), ids=named)
def test_fixes_settle_and_mend(path: Path) -> None:
    parsed = draft(path)
    mended = fix(parsed, lambda parsed: findings(parsed, path.parent), read)
    assert mended.stable
    expected = path.with_suffix(".fixed.md")
    assert mended.parsed.source.to_bytes() == (expected if expected.exists() else path).read_bytes()
    assert all(each.fix is None for each in findings(mended.parsed, path.parent))


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.name)
def test_rules_have_examples_and_keep_their_word_on_fixes(rule: Rule) -> None:
    folder = ROOT / rule.name
    bad = [path for path in cases("bad") if path.parent == folder]
    assert bad
    assert (folder / "good.md").exists()
    fixable = [each.fix is not None for path in bad for each in findings(draft(path), folder)]
    assert any(fixable) == (rule.fixes != "never")
    assert all(fixable) or rule.fixes != "always"


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.name)
def test_pages_say_what_and_why_in_both_languages(rule: Rule) -> None:
    page = rule.page()
    for text, headings in ((page.zh, HEADINGS["zh"]), (page.en, HEADINGS["en"])):
        assert not text.startswith("#")
        assert all(f"\n{heading}\n" in text for heading in headings)
    assert rule.title.zh
    assert rule.title.en


def test_folders_belong_to_rules() -> None:
    assert {path.name for path in ROOT.iterdir() if path.is_dir()} <= set(RULES)
    assert len({rule.code for rule in RULES.values()}) == len(RULES)
