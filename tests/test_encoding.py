"""Files that are not UTF-8: told for what they are, and never written to."""

from pathlib import Path

import pytest

from digestkit.encoding import foreign, is_text
from digestkit.source import Source
from tests.conftest import Run

DRAFT = Path(__file__).parents[1] / "examples/drafts/2026-02-09.md"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x08\x06\x00\x00\x00\\r\xa8f" * 20
OTHERS = {
    "UTF-16": DRAFT.read_text("utf-8").encode("utf-16"),
    "UTF-16-BE": b"\xfe\xff" + DRAFT.read_text("utf-8").encode("utf-16-be"),
    "GBK": DRAFT.read_text("utf-8").encode("gbk"),
    "Big5": "# 2026-02-08 日報\n\n## 模型\n\n### 某公司發布模型\n說明：發布。 \n\n\n\n".encode("big5"),
    "binary": PNG,
}


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("command", ["format", "format --to front-matter", "lint --offline --fix"])
def test_a_file_in_another_encoding_is_never_written(
    run: Run, tmp_path: Path, kind: str, command: str
) -> None:
    path = tmp_path / "2026-02-09.md"
    path.write_bytes(OTHERS[kind])
    result = run(*command.split(), path.name)
    assert path.read_bytes() == OTHERS[kind]
    assert result.code == 2
    word = {"binary": "is no text", "UTF-16-BE": "UTF-16", "Big5": "not UTF-8"}.get(kind, kind)
    assert f"{path.name}: " in result.err
    assert word in result.err


@pytest.mark.parametrize("kind", ["UTF-16", "UTF-16-BE", "binary"])
def test_what_is_no_text_to_us_is_one_error_and_no_findings(run: Run, tmp_path: Path, kind: str) -> None:
    (tmp_path / "2026-02-09.md").write_bytes(OTHERS[kind])
    result = run("lint", "--offline", "2026-02-09.md")
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert "DK" not in result.out
    assert run("lint", "--offline", "-", stdin=OTHERS[kind]).code == 2


def test_in_a_folder_files_that_are_no_text_are_no_digests(run: Run, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_bytes("typer>=0.29\nrich>=14\n".encode("utf-16"))
    (tmp_path / "picture.md").write_bytes(PNG)
    for command in ("lint --offline", "format", "export"):
        assert run(*command.split(), ".").code == 0


@pytest.mark.parametrize("kind", ["UTF-16", "UTF-16-BE"])
@pytest.mark.parametrize("command", ["lint --offline", "format", "export", "weekly", "duplicates"])
def test_a_digest_in_a_folder_is_not_passed_over_for_its_encoding(
    run: Run, tmp_path: Path, command: str, kind: str
) -> None:
    (tmp_path / "2026-02-08.md").write_bytes(DRAFT.read_bytes().replace(b"2026-02-09", b"2026-02-08"))
    (tmp_path / "2026-02-09.md").write_bytes(OTHERS[kind])
    result = run(*command.split(), ".")
    assert result.code == 2
    assert "2026-02-09.md: not read; it is UTF-16" in result.err


@pytest.mark.parametrize("kind", ["GBK", "Big5"])
def test_another_encoding_is_one_finding(run: Run, tmp_path: Path, kind: str) -> None:
    (tmp_path / "2026-02-09.md").write_bytes(OTHERS[kind])
    result = run("lint", "--offline", "--output-format", "concise", "2026-02-09.md")
    assert result.code == 1
    assert "DK101 The file is not UTF-8" in result.out
    assert result.out.count("DK") == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"plain", "日报".encode(), "日报\0".encode(), b"\xff" + "日报".encode(), "日\ud800报".encode("utf-8", "surrogatepass")],
)  # fmt: skip
def test_a_few_bytes_are_no_encoding(data: bytes) -> None:
    source = Source.from_bytes(data)
    assert foreign(source) is None
    assert is_text(source)


@pytest.mark.parametrize("command", ["export", "duplicates", "weekly --week 2026-W07"])
def test_no_word_is_taken_from_another_encoding(run: Run, tmp_path: Path, command: str) -> None:
    """A weekly of which half is GBK can be opened by no editor; what can be read is used."""
    (tmp_path / "2026-02-09.md").write_bytes(OTHERS["GBK"])
    (tmp_path / "2026-02-10.md").write_bytes(DRAFT.read_bytes().replace(b"2026-02-09", b"2026-02-10"))
    result = run(*command.split(), ".")
    assert result.code == 2
    assert "2026-02-09.md: not read; it is not UTF-8 (GBK, most likely)" in result.err
    assert "云杉实验室" in result.out or "story" in result.out or "stories" in result.out
    assert "\ufffd" not in result.out
    assert "2026-02-09.md" not in result.out
