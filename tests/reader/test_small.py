"""Texts of next to nothing: every word of the trade, in every shape, is a whole draft."""

import pytest

from digestkit.export import document
from digestkit.reader import read
from digestkit.source import Source
from digestkit.vocabulary import default_vocabulary

SHAPES = (
    "{}", "# {}", "## {}", "- {}", "1. {}", "  - {}", "**{}**", "- **{}**", "**{}**：", "{}：某某", "> {}", "> [!info] {}", "【{}】", "【{}】某某", "*{}*",
    "🔥 {}", "<h2>{}</h2>", "<span>{}</span>", "---\ntitle: {}\n---", "| {} | 来源 |\n|--|--|\n| 某事 | 晨报 |", "---\n\n{}", "**某事**\n{}：某某",
    "# AI 日报 2026-02-09\n\n{}", "## {}\n\n## {}", "{}\n\n{}",
)  # fmt: skip
OTHERS = (
    "广告", "本期赞助：某某", "（推广）", "感谢阅读", "以上就是今天的全部内容", "明天见", "END", "目录", "01", "一、", "2026-02-09", "AI 日报", "https://a.example/1",
    "[晨报](https://a.example/1)", "![](a.png)", "[1]: https://a.example", "图源：晨报",
    "<!-- digestkit: story -->", "<!-- digestkit: remainder notes -->", "---", "```", "**", "",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_any_word_alone_is_read(shape: str) -> None:
    known = default_vocabulary()
    for word in (*known.labels, *known.other_labels, *known.headings, *known.sections, *OTHERS):
        text = shape.replace("{}", word)
        for each in (text, text + "\n"):
            parsed = read(Source.from_text(each, "a.md"))
            assert document(parsed)
            covered = {line for piece in parsed.pieces for line in range(piece.first, piece.last + 1)}
            lines = each.split("\n")
            assert covered >= {number for number, line in enumerate(lines, 1) if line.strip()}, each
