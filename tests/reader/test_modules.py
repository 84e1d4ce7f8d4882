"""The code at the top of a page of MDX is no part of the issue."""

import pytest

from digestkit.reader import read
from digestkit.source import Source
from tests.reader.layouts import H1

BELOW = f"{H1}\n\n## 大模型\n\n### 星河智能发布 Nova 3\n\n推理成本下降一半。\n\n来源：[晨报](https://a.example/1)\n"
LINK = "export const Badge = ({words, to}) => (\n  <a\n    href={to}\n  >\n    {words}\n  </a>\n);"


@pytest.mark.parametrize("head", ["", "---\nsidebar_position: 3\n---\n\n"])
@pytest.mark.parametrize(
    "code",
    [
        LINK,
        "import Badge from '@site/src/Badge';",
        'import {Tabs, TabItem} from "@theme/Tabs"\nimport "./wide.css"',
        f"import Badge from '../Badge'\n\n{LINK}",
        "export const edition = 'morning';",
        "export function Mark() {\n  const by = 3\n  return <b>{by}</b>\n}",
        LINK.replace("\n", "\r\n"),
    ],
)
def test_the_code_of_a_page_is_no_part_of_the_issue(head: str, code: str) -> None:
    digest = read(Source.from_text(f"{head}{code}\n\n{BELOW}")).digest
    assert not digest.remainder
    assert [(story.title, story.summary) for section in digest.sections for story in section.stories] == [
        ("星河智能发布 Nova 3", "推理成本下降一半。")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "import 关税上调",
        "export const Badge = (",
        "export default 这个关键字的由来",
        "import numpy as np",
        "imports from 'a' fell",
    ],
)
def test_words_that_only_look_like_code_are_text(line: str) -> None:
    digest = read(Source.from_text(f"{line}\n\n{BELOW}")).digest
    assert [item.text for item in digest.remainder] == [line]
