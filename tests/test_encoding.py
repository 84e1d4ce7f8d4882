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
    "UTF-32": DRAFT.read_text("utf-8").encode("utf-32"),
    "UTF-32-BE": b"\0\0\xfe\xff" + DRAFT.read_text("utf-8").encode("utf-32-be"),
    "GBK": DRAFT.read_text("utf-8").encode("gbk"),
    "Big5": "# 2026-02-08 日報\n\n## 模型\n\n### 某公司發布模型\n說明：發布。 \n\n\n\n".encode("big5"),
    "binary": PNG,
}
MARKED = ("UTF-16", "UTF-16-BE", "UTF-32", "UTF-32-BE")
"""Those that begin with a byte-order mark."""


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
    word = {"binary": "is no text", "Big5": "not UTF-8"}.get(kind, f"it is {kind.removesuffix('-BE')};")
    word = "not UTF-8" if kind == "GBK" else word
    assert f"{path.name}: " in result.err
    assert word in result.err


@pytest.mark.parametrize("kind", [*MARKED, "binary"])
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


@pytest.mark.parametrize("kind", MARKED)
@pytest.mark.parametrize("command", ["lint --offline", "format", "export", "weekly", "duplicates"])
def test_a_digest_in_a_folder_is_not_passed_over_for_its_encoding(
    run: Run, tmp_path: Path, command: str, kind: str
) -> None:
    (tmp_path / "2026-02-08.md").write_bytes(DRAFT.read_bytes().replace(b"2026-02-09", b"2026-02-08"))
    (tmp_path / "2026-02-09.md").write_bytes(OTHERS[kind])
    result = run(*command.split(), ".")
    assert result.code == 2
    assert f"2026-02-09.md: not read; it is {kind.removesuffix('-BE')};" in result.err


@pytest.mark.parametrize("kind", ["GBK", "Big5"])
def test_another_encoding_is_one_finding(run: Run, tmp_path: Path, kind: str) -> None:
    (tmp_path / "2026-02-09.md").write_bytes(OTHERS[kind])
    result = run("lint", "--offline", "--output-format", "concise", "2026-02-09.md")
    assert result.code == 1
    assert "DK101 The file is not UTF-8" in result.out
    assert result.out.count("DK") == 1


@pytest.mark.parametrize("command", ["links", "export", "weekly", "duplicates"])
def test_what_has_no_word_to_rely_on_is_left_out(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "2026-02-09.md").write_bytes(OTHERS["GBK"])
    result = run(command, "2026-02-09.md")
    assert result.code == 2
    assert "2026-02-09.md: not read; it is not UTF-8 (GBK, most likely)" in result.err
    assert "\\x" not in result.out


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
def test_a_mark_tells_an_encoding_of_the_shortest_text(codec: str) -> None:
    source = Source.from_bytes("日报".encode(codec))
    assert (said := foreign(source)) is not None
    assert codec.upper() in said.en
    assert not is_text(Source.from_bytes("AI".encode(codec)))


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
