"""Front matter: what is read without a YAML library must be what the library reads."""

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from digestkit.reader import read
from digestkit.reader.front_matter import _simple
from digestkit.source import Source
from digestkit.untrusted import as_json

SAMPLES = [
    "title: AI 日报\ndate: 2026-02-08\n",
    "title: \"a: b\"\nx: 'c # d'\n",
    "tags: [AI, 日报, 'c d']\nmore: []\n",
    "tags:\n  - AI\n  - 日报\nlayout: post\n",
    "tags:\n- AI\nlayout:\n",
    'summary: "- 一\\n- 二\\t\\"三\\""\n',
    "weight: 12\nzero: 012\nfloat: 1.5\nyes: no\non: true\n",
    "title: 08月25日 AI 快讯\n",
    "title: a: b\n",
    "title: a #b\n",
    "a: 'x''y'\n",
    "a: b\na: c\n",
    "a: |\n  text\n",
    "a:\n  b: c\n",
    "date: 2026-02-30\n",
    "date: 2026-02-03 10:00:00\n",
    "date: 2026-02-03T10:00:00+08:00\n",
    "a: ~\nb: null\nc:\n",
    "a: *b\n",
    "a: !!python/object:os.system x\n",
    "a: [b, c\n",
    "a: \x07\n",
    '"a": b\n',
    "- a\n- b\n",
]


def library(text: str) -> object:
    try:
        data = YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError):
        return None
    return as_json(data) if isinstance(data, dict) else None


@pytest.mark.parametrize("text", SAMPLES)
def test_the_short_way_reads_what_the_library_reads(text: str) -> None:
    simple = _simple(text)
    assert simple is None or simple == library(text)


LINE = st.text(st.sampled_from("ab日:：-,[]{}'\"#&*!|>%@`?\\ \t0129.~<=/"), max_size=14)


@given(st.lists(st.tuples(st.sampled_from(["a", "b_c", "tags"]), LINE), min_size=1, max_size=4))
def test_the_short_way_reads_what_the_library_reads_of_anything(lines: list[tuple[str, str]]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in lines)
    simple = _simple(text)
    assert simple is None or simple == library(text)


@pytest.mark.parametrize(
    ("header", "line"),
    [("a: [b", 2), ("title: x\ndate: 1\ntitle: y", 4), ("a: &x 1\nb: *x", 2), ("- a", 2), ("a:\n\tb: c", 3)],
)
def test_what_does_not_load_is_a_problem_at_its_line(header: str, line: int) -> None:
    parsed = read(Source.from_text(f"---\n{header}\n---\n\n# AI 日报\n"))
    assert [problem.name for problem in parsed.problems] == ["front-matter-invalid"]
    assert abs(parsed.source.position(parsed.problems[0].span.start).line - line) <= 1
    assert parsed.digest.front_matter is None


def test_a_yaml_bomb_is_not_expanded() -> None:
    bomb = "a: &a [x,x]\n" + "".join(f"k{i}: &k{i} [*a,*a,*a]\n" for i in range(50))
    parsed = read(Source.from_text(f"---\n{bomb}---\n"))
    assert [problem.name for problem in parsed.problems] == ["front-matter-invalid"]


@pytest.mark.parametrize("text", ["[" * 10_000, "- " * 10_000 + "a", "{a: " * 5_000, "a: b\n" * 100_000])
def test_deep_or_huge_front_matter_is_refused(text: str) -> None:
    parsed = read(Source.from_text(f"---\n{text}\n---\n"))
    assert [problem.name for problem in parsed.problems] == ["front-matter-invalid"]


@pytest.mark.parametrize(
    "text", [text for text in SAMPLES if library(text) is not None and "yes:" not in text]
)
def test_headers_stand_where_python_frontmatter_sees_them(text: str) -> None:
    whole = f"---\n{text}---\n\n# AI 日报\n\n- 飞鱼发布小模型\n"
    parsed = read(Source.from_text(whole))
    metadata, content = frontmatter.parse(whole)
    assert list(parsed.digest.front_matter or {}) == list(metadata)
    after = parsed.text[parsed.span("front_matter").end :]
    assert after.strip() == content
