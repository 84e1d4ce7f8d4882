"""Forms met on desks that no fixture came from: each is read as the same sections and stories."""

import pytest

from digestkit.reader import read
from digestkit.reader.inline import title_text
from digestkit.source import Source
from tests.reader.test_layouts import H1, SECTIONS, STORIES, issue

LAYOUTS: dict[str, str] = {
    "numbers before a full-width stroke": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {n}｜{t}\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "ranks": issue(H1, "## {name}", lambda n, t, b, u, s: f"### TOP {n} {t}\n\n{b}\n\n来源：[{s}]({u})"),
    "ranks with a mark": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**NO.{n}｜{t}**\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "anchors": issue(
        H1, "## {name} {{#part-{number}}}", lambda n, t, b, u, s: f"### {t} {{#s{n}}}\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "questions as labels": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n**发生了什么？** {b}\n\n**然后呢？** 待观察。\n\n[阅读原文]({u})"
    ),
    "tasks": issue(H1, "\n## {name}\n", lambda n, t, b, u, s: f"- [ ] {t} — [{s}]({u})", "\n"),
    "the day on a line of its own": issue(
        "# 慢读\n\n2026 年 5 月 3 日 · 第 77 封信",
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    ),
    "the day of a page of WeChat": issue(
        "# 慢读｜5月3日\n\n原创 阿澈 慢读 2026年5月3日 07:45 上海\n\n大家好。",
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_is_read(layout: str) -> None:
    parsed = read(Source.from_text(LAYOUTS[layout], "issue.md"))
    assert [(section.title, story.title) for _, section, story in parsed.stories()] == [
        (SECTIONS[i // 3], title) for i, (title, *_) in enumerate(STORIES)
    ]
    urls = [[source.url for source in story.sources] for _, _, story in parsed.stories()]
    assert urls == [[url] for _, _, url, _ in STORIES]
    assert parsed.digest.date == "2026-05-03"
    covered = [line for piece in parsed.pieces for line in range(piece.first, piece.last + 1)]
    said = [n for n in range(1, parsed.source.line_count + 1) if parsed.source.line_text(n).strip()]
    assert sorted(covered) == said


def test_questions_say_the_summary() -> None:
    stories = read(Source.from_text(LAYOUTS["questions as labels"])).stories()
    assert [story.summary for _, _, story in stories] == [body for _, body, *_ in STORIES]


@pytest.mark.parametrize("title", ["TOP 10 工具盘点", "Top 500 榜单公布", "3|4 月数据", "C# 14 发布"])
def test_a_rank_or_a_stroke_in_a_title_stays(title: str) -> None:
    assert title_text(title) == title


def test_the_day_of_an_event_is_not_the_day_of_the_issue() -> None:
    text = (
        "# 慢读\n\n截至 2026 年 4 月 1 日，他们卖出一百万台。\n\n## 星河发布 Nova 3\n\n推理成本下降一半。\n"
    )
    assert read(Source.from_text(text)).digest.date is None


def test_a_signature_is_no_story() -> None:
    told = "\n\n".join(
        f"【{n}】{STORIES[n - 1][0]}\n📌 {STORIES[n - 1][1]}\n👉 https://a.example/{n}" for n in (1, 2)
    )
    text = f"AI 早报 2026年5月3日\n\n{told}\n\n—— 慢读 · 2026年5月3日\n"
    assert [story.title for _, _, story in read(Source.from_text(text)).stories()] == [
        STORIES[0][0],
        STORIES[1][0],
    ]
