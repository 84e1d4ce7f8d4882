"""Error pages are known by what they say, living articles by what they are."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestkit.links.excuses import gone, wall
from digestkit.links.messages import says_gone
from digestkit.links.pages import page_redirect, read_page, unescaped

from .faults import article, excuse

LINES: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "lines.toml").read_text("utf-8"))


@pytest.mark.parametrize("line", LINES["gone"])
def test_gone(line: str) -> None:
    assert says_gone(line)
    assert gone(read_page(excuse("示例网", line)))
    assert gone(read_page(excuse(f"{line} - 示例网")))
    assert gone(read_page(excuse(f"示例网 | {line}")))


@pytest.mark.parametrize("line", LINES["remarks"])
def test_remarks(line: str) -> None:
    """A page that says of itself that it is lost, in words that nobody foresaw, and nothing else."""
    assert gone(read_page(excuse("示例网", line)))
    assert gone(read_page(excuse(f"{line} - 示例网")))
    assert gone(read_page(excuse(f"示例网 | {line}")))
    assert gone(read_page(excuse("示例网", line, "飞鱼科技周二发布新一代推理芯片。"))) is None


REMARK = "亲，您来到的页面绿了"


def test_a_page_with_nothing_but_an_odd_remark_is_uncertain() -> None:
    assert wall(read_page(excuse("示例网", REMARK, "返回首页")))
    assert wall(read_page(excuse(f"{REMARK} - 示例网")))
    assert wall(read_page(excuse("示例网", REMARK, "飞鱼科技周二发布新一代推理芯片。"))) is None
    assert wall(read_page(excuse("示例网", "飞鱼科技周二发布新一代推理芯片"))) is None


@pytest.mark.parametrize("line", LINES["empty"])
def test_empty(line: str) -> None:
    assert gone(read_page(excuse(f"{line} - 示例网")))
    assert gone(read_page(excuse("示例网", more=f"<h1>{line}</h1>")))
    assert gone(read_page(excuse("快讯：飞鱼发布芯片 - 示例网", "飞鱼周二发布芯片。", line))) is None


@pytest.mark.parametrize("line", LINES["gone"])
def test_the_words_count_only_where_there_is_no_article(line: str) -> None:
    assert gone(read_page(article(line, more=f"<p>{line}</p>"))) is None


@pytest.mark.parametrize("line", LINES["living"])
def test_living(line: str) -> None:
    assert not says_gone(line)
    assert gone(read_page(excuse(f"{line} - 示例网", line, "短讯一则，正文只有这一句话。"))) is None


@pytest.mark.parametrize("line", LINES["walls"])
def test_walls(line: str) -> None:
    assert wall(read_page(excuse("", line)))
    assert wall(read_page(excuse(line)))
    assert gone(read_page(excuse(line, line))) is None
    assert wall(read_page(article(line))) is None


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("<meta http-equiv=refresh content='0; url=/b'>", "/b"),
        ('<META content="5;URL=\'/b\'" HTTP-EQUIV="REFRESH">', "/b"),
        ("<meta http-equiv=refresh content='300'>", None),
        ("<meta http-equiv=refresh content='60; url=/b'>", None),
        ("<script>window.location.replace('/b')</script>", "/b"),
        ('<script>location = "/b"</script>', "/b"),
        ("<script>location.href='#top'</script>", None),
        (article(more="<script>location.href='/b'</script>"), None),
    ],
)
def test_pages_that_send_on(source: str, target: str | None) -> None:
    assert page_redirect(read_page(source), "") == target


@given(st.text(alphabet=st.sampled_from("<>/!-= \"'abdivscriptle页面不存在404。")) | st.text())
def test_any_text_can_be_read(source: str) -> None:
    page = read_page(source)
    gone(page)
    wall(page)
    page_redirect(page, "")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#" + "9" * 5000, "\ufffd"),
        ("&#" + "0" * 5000 + "65;", "A"),
        ("&#" + "0" * 5000 + ";", "\ufffd"),
        ("&#x" + "f" * 50_000 + ";", "\ufffd"),
        ("&#65;&#20013;&#x4e2d;&amp;&#128512", "A中中&😀"),
        ("&#1114112;&#99999999;", "\ufffd\ufffd"),
    ],
)
def test_numbers_of_characters(written: str, read: str) -> None:
    assert unescaped(written) == read
    page = read_page(f"<title>{written}</title><p>{written}</p>")
    assert (page.title, page.nodes[0].text) == (read, read)


@pytest.mark.parametrize(
    "piece",
    [
        "<script",
        "<a ",
        "<!--",
        "<div hidden>",
        "<title>",
        "</",
        "<meta a=",
        "404 ",
        "页面不存在",
        "<p>抱歉，",
    ],
)
def test_hostile_pages_take_no_longer_than_others(piece: str) -> None:
    """Linear in the page: at a quadratic pace these would take minutes, and the test would not end."""
    page = read_page(piece * (192 * 1024 // len(piece)))
    gone(page)
    wall(page)
    page_redirect(page, "")
