"""``[duplicates.entities]``: a house's own names count in every command that compares stories."""

import json
from pathlib import Path

from tests.conftest import Run

ISSUE = """\
<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 ({day})</span>

**模型与技术进展**

{title}
说明：{summary}
背景：业内一直在等这款产品。
要点：
- 价格下调一半
来源出处：[{name}](https://{name}.example/{day})
"""


def write(folder: Path) -> None:
    told = {
        "2026-03-02": ("青鸾科技发布翻译机 QL-9", "青鸾科技发布翻译机 QL-9，支持 40 种语言。", "qing"),
        "2026-03-03": (
            "Qingluan 的翻译机 QL-9 正式亮相",
            "Qingluan 推出翻译机 QL-9，支持 40 种语言。",
            "luan",
        ),
    }
    for day, (title, summary, name) in told.items():
        text = ISSUE.format(day=day, title=title, summary=summary, name=name)
        (folder / f"{day}.md").write_text(text, encoding="utf-8")


def test_house_names_are_known_to_lint_duplicates_and_weekly(run: Run, tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "digestkit.toml").write_text(
        '[duplicates.entities]\n"青鸾科技" = ["Qingluan", "青鸾"]\n', encoding="utf-8"
    )
    found = json.loads(run("duplicates", "--output-format", "json", ".").out)
    assert len(found["groups"]) == 1
    assert any("青鸾科技" in reason for reason in found["groups"][0]["why"])
    assert run("lint", "--offline", "--select", "DK5", ".").code == 0
    made = run("weekly", ".", "--report", "report.json")
    assert made.code == 0
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (report["stories_in"], report["stories_out"]) == (2, 1)
