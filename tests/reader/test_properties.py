"""Reading is total and lossless, whatever the text."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.source import Source

PIECES = st.sampled_from(
    [
        "# ", "## ", "### ", "- ", "* ", "1. ", "01 ", "> ", "**", "```", "~~~", "---", "|", "<!--", "-->", "%%", "^a1", "<div>", "</div>",
        "<!-- digestkit: story -->", "<!-- digestkit: remainder closing -->", "说明：", "背景:", "要点：", "来源出处：", "**来源**：",
        "[a](https://a.example/1)", "https://b.example/2", "飞鱼科技发布小模型", "模型与技术进展", "要点速览", "目录", "正文。", "2026-02-08",
        "<span style='color:#1677ff'>AI 日报 (2026-02-08)</span>", "\n", "\n", "\n\n", "\r\n", "\r", "\t", "  ", "\u3000", "\u200b", "\x0b",
        "\u2028", "\x85", "\x1f", "\x1c", "\x00", "\ufeff", "💡", "：", "】", "【", "title: a", "key: [",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


def check(parsed: Parsed) -> None:
    source = parsed.source
    covered = [line for piece in parsed.pieces for line in range(piece.first, piece.last + 1)]
    assert len(covered) == len(set(covered))
    blank = {line for line in range(1, source.line_count + 1) if not source.line_text(line).strip()}
    assert set(range(1, source.line_count + 1)) - blank <= set(covered)
    for piece in parsed.pieces:
        assert source.position(piece.span.start).line == piece.first
        for span in (piece.label, piece.colon, piece.content):
            assert span is None or 0 <= span.start <= span.end <= len(source.text)
    for loc, _, story in parsed.stories():
        start, end = parsed.span(*loc)
        assert 0 <= start <= end <= len(source.text)
        assert story.line in range(1, source.line_count + 1)


@given(TEXTS)
def test_any_text_is_read_without_loss(text: str) -> None:
    check(read(Source.from_text(text)))


@given(st.binary(max_size=300))
def test_any_bytes_come_back(data: bytes) -> None:
    source = Source.from_bytes(data)
    assert source.to_bytes() == data
    check(read(source))


@given(TEXTS)
def test_line_ends_do_not_change_what_is_read(text: str) -> None:
    text = text.replace("\r", "")
    unix = read(Source.from_text(text)).digest
    windows = read(Source.from_text(text.replace("\n", "\r\n"))).digest
    assert [s.title for _, s in unix.stories()] == [s.title for _, s in windows.stories()]
    assert [each.title for each in unix.sections] == [each.title for each in windows.sections]


@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(Source.from_text(text)).digest == read(Source.from_text(text)).digest


CORPUS = Path(
    os.environ.get("DIGESTKIT_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus" / "digests"
)


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="no folder of real digests beside the project (DIGESTKIT_CORPUS)"
)
def test_real_digests_are_read_without_loss() -> None:
    paths = sorted(CORPUS.rglob("*.md"))
    assert paths
    for path in paths:
        data = path.read_bytes()
        source = Source.from_bytes(data, str(path))
        assert source.to_bytes() == data
        parsed = read(source)
        check(parsed)
        assert list(parsed.stories()), path
