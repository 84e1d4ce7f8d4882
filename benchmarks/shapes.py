"""Which texts cost more than their length: made-up structures, repeated until they are large.

    python benchmarks/shapes.py [--count 200] [--seed 1] [--repeat 500]

Each is a few lines of a draft (headings, lists, labels, quotes, comments, broken markup …) repeated, then repeated
four times as often. Reading, ``lint`` and both ways of ``format`` are timed in seconds of processor; what takes more than
seven times as long is printed. Nothing printed: everything that was tried is linear.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from digestkit.config import FormatConfig, LintConfig
from digestkit.errors import DigestkitError
from digestkit.formatting import format_source
from digestkit.lint import lint
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.source import Source

LINES = (
    "# x", "## y", "### z", "#### 标题", "**粗体**", "**粗体**：正文", "- 项", "  - 子项", "\t- x", "1. 项", "1、**标题**", "说明：字",
    "背景：字", "要点：", "来源：[晨报](https://a.example/1)", "来源：", "[链接](https://a.example/2)", "https://a.example/3", "> 引用",
    "> [!info] 标题", "| a | b |", "|---|---|", "| 标题 | 来源 |", "```", "~~~", "<!-- c -->", "<!-- digestkit: body -->",
    "<!-- digestkit: story -->", "<!-- digestkit: remainder closing -->", "<div>", "</div>", "<h3>标题</h3>", "<p>文字</p>", "---", "***",
    "=====", "文字。", "文字", "2026-02-03", "【标题】正文", "【标题】", "「标题」", "一、标题", "🔥 标题", "01", "TOP 1 标题",
    "09:30 标题", "[1]: https://a.example/4", "见[^1]", "[^1]: 注", "![图](a.png)", "图源：晨报", "*斜体*", "**▍大模型**", "◎ 要闻",
    "广告", "【广告】x", "感谢阅读", "以上就是今天的全部内容", "事件时间：今天", "标签：x", "目录", "- [标题](#a)", "（来源：晨报）",
    "\\# x", "&amp; x", "\u200b", "  ", "**", "2 月 30 日", "涨 5%", "((((", "))))", "[[[[", "<<<<", "“““", "”””", "a**b**c",
)  # fmt: skip
HEADS = ("", "## 前\n\n", "# AI 日报 2026-02-03\n\n", "**粗**\n\n", "前言\n\n", "---\ntitle: x\n---\n\n")
FACTOR = 4
TOO_MUCH = 7.0
LEAST = 0.2
"""Seconds below which a ratio says nothing."""


def _formatted(parsed: Parsed, to: str | None) -> None:
    with suppress(DigestkitError):  # refused is fine: it is the time that counts
        format_source(parsed, FormatConfig(), "front-matter" if to else None)


WORK: dict[str, Callable[[Parsed], object]] = {
    "read": lambda parsed: parsed,
    "lint": lambda parsed: lint(Batch((parsed,)), LintConfig()),
    "format": lambda parsed: _formatted(parsed, None),
    "format --to front-matter": lambda parsed: _formatted(parsed, "front-matter"),
}


def shapes(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """What stands once, and what is repeated below it."""
    dice = random.Random(seed)
    for _ in range(count):
        lines = dice.choices(LINES, k=dice.choice((1, 1, 2, 2, 3, 4)))
        between, after = dice.choice(("\n", "\n\n")), dice.choice(("\n", "\n\n"))
        yield dice.choice(HEADS), between.join(lines) + after


def seconds(text: str, work: Callable[[Parsed], object]) -> float:
    """Processor time of reading ``text`` and of ``work``."""
    start = time.process_time()
    work(read(Source.from_text(text, "a.md")))
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=500)
    chosen = parser.parse_args()
    found = 0
    for name, work in WORK.items():
        seconds("# x\n\n- a\n", work)  # tables are loaded
        for head, unit in shapes(chosen.seed, chosen.count):
            texts = (head + unit * chosen.repeat, head + unit * chosen.repeat * FACTOR)
            small, large = (seconds(text, work) for text in texts)
            if large < LEAST:
                continue
            if large > TOO_MUCH * small:  # asked again, for the machine has other work at times
                small, large = (min(seconds(text, work) for _ in range(3)) for text in texts)
            if large > TOO_MUCH * small:
                found += 1
                print(
                    f"{name}: {head!r} + {unit!r}: {small:.2f} s, {FACTOR} times as much {large:.2f} s",
                    flush=True,
                )
    print(f"{chosen.count} shapes, {len(WORK)} kinds of work: {found} grow faster than the text")


if __name__ == "__main__":
    main()
