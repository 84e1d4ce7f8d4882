"""Sources with their places."""

from digestkit.aspects.citations import citations
from digestkit.reader import read
from digestkit.source import Source

DIGEST = """\
<span style="color:#1677ff">2026年2月8日 AI行业动态</span>

**模型与技术进展**

**某研究院开源气象模型**
说明：模型已在[代码库](https://github.com/a/b)公开。
背景：暴雨预报费时费电。
要点：
- 只要两分钟
来源出处：[科技日报](https://www.stdaily.com/a.html)、某研究院

**更多动态**

- 某公司用[开源模型](https://a.example.com/m)改造工厂
"""


def test_citations() -> None:
    parsed = read(Source.from_text(DIGEST, "a.md"))
    found = [
        (each.label, each.url, parsed.source.slice(each.span), each.stated) for each in citations(parsed)
    ]
    assert found == [
        (
            "科技日报",
            "https://www.stdaily.com/a.html",
            "[科技日报](https://www.stdaily.com/a.html)",
            True,
        ),
        ("某研究院", None, "某研究院", True),
        ("开源模型", "https://a.example.com/m", "[开源模型](https://a.example.com/m)", False),
    ]


def test_reading_list() -> None:
    text = DIGEST + "\n**相关阅读**\n\n- [一篇旧文](https://b.example.com/2020/01/02/a)\n"
    parsed = read(Source.from_text(text, "a.md"))
    last = citations(parsed)[-1]
    assert (last.loc[0], last.label, last.story.title) == ("remainder", "一篇旧文", None)
