"""``digestkit export``: the digest as JSON."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from digestkit.escape import to_json
from digestkit.export import document
from digestkit.json_schemas import schema
from digestkit.reader import read
from digestkit.source import Source
from tests.conftest import Run

DIGEST = Draft202012Validator(schema("digest"))
DAILY = """---
title: 二月八日
date: 2026-02-08
weight: .inf
---

# 二月八日

## 模型

### 1. 飞鱼科技发布**海况模型**

说明：预报时效 15 天。

要点：

- 速度：一次 3 分钟
- 免费

来源：[飞鱼科技](https://feiyu.example/a) | [听海网](https://tinghai.example/b)
"""


def test_one_file_is_exported_as_the_contract_says(run: Run, tmp_path: Path) -> None:
    (tmp_path / "日报.md").write_text(DAILY, "utf-8")
    result = run("export", "日报.md")
    assert result.code == 0
    assert json.loads(result.out) == [
        {
            "path": "日报.md",
            "style": "front-matter",
            "kind": "daily",
            "title": "二月八日",
            "date": "2026-02-08",
            "front_matter": {"title": "二月八日", "date": "2026-02-08", "weight": "inf"},
            "highlights": [],
            "sections": [
                {
                    "title": "模型",
                    "line": 9,
                    "stories": [
                        {
                            "title": "飞鱼科技发布海况模型",
                            "line": 11,
                            "summary": "预报时效 15 天。",
                            "background": None,
                            "points": [
                                {"lead": "速度", "text": "一次 3 分钟"},
                                {"lead": None, "text": "免费"},
                            ],
                            "sources": [
                                {"label": "飞鱼科技", "url": "https://feiyu.example/a"},
                                {"label": "听海网", "url": "https://tinghai.example/b"},
                            ],
                            "body": [],
                        }
                    ],
                }
            ],
            "remainder": [],
        }
    ]


def test_jsonl_has_a_line_for_each_file(run: Run, tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(DAILY, "utf-8")
    result = run("export", ".", "--output-format", "jsonl")
    assert [json.loads(line)["path"] for line in result.out.splitlines()] == ["a.md", "b.md"]


def test_standard_input_and_a_missing_file(run: Run) -> None:
    result = run("export", "-", "no-such.md", "--stdin-filename", "x.md", stdin=DAILY)
    assert result.code == 2
    assert "no-such.md" in result.err
    assert [each["path"] for each in json.loads(result.out)] == ["x.md"]


def test_examples_are_valid(run: Run, examples: Path) -> None:
    result = run("export", examples)
    assert result.code == 0
    found = json.loads(result.out)
    assert found
    for each in found:
        DIGEST.validate(each)


@given(st.text() | st.lists(st.sampled_from(DAILY.splitlines(keepends=True))).map("".join))
def test_any_text_gives_a_valid_document(text: str) -> None:
    written = to_json(document(read(Source.from_text(text, "a.md"))))
    written.encode("utf-8")
    DIGEST.validate(json.loads(written))


@given(st.binary())
def test_any_bytes_give_a_valid_document(data: bytes) -> None:
    DIGEST.validate(json.loads(to_json(document(read(Source.from_bytes(data, "a.md"))))))


@pytest.mark.parametrize(
    "header",
    ["a: .nan", "a: 2026-02-30", "a: !!binary aGk=", "? [1, 2]\n: x", "1: 2\ntrue: no", "a: &x [*x]", "a: !!set {x}",
     'a: "\\ud800"', "a: 2026-02-08 10:00:00", "a: 123456789012345678901234567890"],
)  # fmt: skip
def test_any_front_matter_can_be_written(header: str) -> None:
    document_ = document(read(Source.from_text(f"---\n{header}\n---\n# 标题\n", "a.md")))
    DIGEST.validate(json.loads(to_json(document_)))


def test_nesting_ends_somewhere() -> None:
    header = "a: " + "[" * 500 + "]" * 500
    document_ = document(read(Source.from_text(f"---\n{header}\n---\n# 标题\n", "a.md")))
    assert to_json(document_).count("[") < 20
