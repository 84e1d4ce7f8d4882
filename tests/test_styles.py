"""The canonical text of a model reads back to the same model, in either style."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digestkit.reader import read
from digestkit.reader.front_matter import read_front_matter
from digestkit.schema import Digest, Point, Remainder, Section, Story, Style
from digestkit.schema import Source as Link
from digestkit.source import Source
from digestkit.styles import parts, write
from digestkit.styles.header import carried, front_matter, restored
from digestkit.vocabulary import default_vocabulary
from digestkit.weekly.sections import BRIEFS, section_name

WORDS = default_vocabulary()
_NAME = st.text("甲乙丙丁戊己庚辛壬癸", min_size=2, max_size=6)
_SENTENCE = st.builds("{}公司今天宣布，{}的价格是 {} 元。".format, _NAME, _NAME, st.integers(1, 999))
_TITLES = st.builds(
    "{}公司{}发布{}".format, _NAME, st.sampled_from(["", "*", " * ", "**", "_", "__", "`"]), _NAME
)
_LINKS = st.builds(
    Link,
    _NAME,
    st.builds("https://{}.example.com/{}--x?y=1&z=(2)".format, st.sampled_from("abc"), st.integers(1, 99)),
)
_POINTS = st.builds(Point, st.none() | _NAME | st.builds("{}说得对。".format, _NAME), _SENTENCE)
_STORIES = st.builds(
    Story,
    _TITLES,
    summary=_SENTENCE,
    background=st.none() | _SENTENCE,
    points=st.lists(_POINTS, max_size=4).map(tuple),
    sources=st.lists(_LINKS, min_size=1, max_size=3, unique=True).map(tuple),
)
_BRIEFS = st.builds(
    Story, _NAME, summary=st.none() | _SENTENCE, sources=st.lists(_LINKS, max_size=1).map(tuple)
)


@st.composite
def digests(draw: st.DrawFn) -> Digest:
    names = draw(st.lists(st.sampled_from(WORDS.sections[:6]), min_size=1, max_size=4, unique=True))
    sections = [
        Section(name, stories=tuple(draw(st.lists(_STORIES, min_size=1, max_size=3)))) for name in names
    ]
    if draw(st.booleans()):
        name = draw(st.sampled_from(["更多动态", "AI 简报", "一句话新闻"]))
        sections.append(Section(name, stories=tuple(draw(st.lists(_BRIEFS, min_size=2, max_size=5)))))
    return Digest(
        title="AI 行业动态 (2026-02-08)",
        date="2026-02-08",
        highlights=tuple(draw(st.lists(_SENTENCE, max_size=3))),
        sections=tuple(sections),
        remainder=(Remainder(0, "closing", "## 总结"), Remainder(0, "closing", draw(_SENTENCE)))
        if draw(st.booleans())
        else (),
    )


@settings(max_examples=60)
@given(digests(), st.sampled_from(["blue-span", "front-matter"]))
def test_what_is_written_reads_back(digest: Digest, style: Style) -> None:
    found = read(Source.from_text(write(digest, style, WORDS))).digest
    assert found.style == style
    assert (found.title, found.date) == (digest.title, digest.date)
    assert found.sections == digest.sections
    assert found.highlights == digest.highlights
    assert [each.kind for each in found.remainder if each.kind != "highlights"] == ["closing"] * len(
        digest.remainder
    )


def test_text_that_is_no_field_keeps_its_place() -> None:
    story = Story(
        "甲公司发布模型",
        summary="它很快。",
        body=("短短一句。",),
        sources=(Link("甲", "https://a.example.com/1"),),
    )
    digest = Digest(title="日报", date="2026-02-08", sections=(Section("模型与技术进展", stories=(story,)),))
    for style in ("blue-span", "front-matter"):
        assert read(Source.from_text(write(digest, style, WORDS))).digest.sections == digest.sections


@pytest.mark.parametrize("style", ["blue-span", "front-matter"])
def test_what_has_no_title_and_no_day_has_no_header(style: Style) -> None:
    digest = Digest(
        sections=(Section("模型与技术进展", stories=(Story("甲公司发布模型", summary="它很快。"),)),)
    )
    text = write(digest, style, WORDS)
    assert text.startswith({"blue-span": "**模型", "front-matter": "## 模型"}[style])


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["2026-02-08", "yes", "a: b", "- x", "#x", "1e3"]),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150)
@given(st.dictionaries(st.text(min_size=1, max_size=8), _VALUES, max_size=4))
def test_front_matter_says_what_it_was_given(data: dict[str, object]) -> None:
    found = read_front_matter(Source.from_text(front_matter(data) + "\n"))
    assert found is not None
    assert found.data == data


@given(
    st.lists(
        st.sampled_from(["-", "--", ">", "!", "&gt;", "&amp;", "amp;", "gt;", "\n", "a"]), max_size=12
    ).map("".join)
)
def test_a_comment_carries_anything_and_ends_where_it_ends(raw: str) -> None:
    comment = carried("front-matter", raw)
    assert comment.index("-->") == len(comment) - 3
    assert restored(comment) == ("front-matter", raw)


@pytest.mark.parametrize(
    "comment", ["<!-- x -->", "<!-- digestkit: story -->", "<!-- digestkit: front-matter\nx", "a\nb\n-->"]
)
def test_other_comments_carry_nothing(comment: str) -> None:
    assert restored(comment) == ("", "")


@pytest.mark.parametrize("word", WORDS.short_news)
def test_a_section_of_short_news_is_one_to_the_styles_and_to_the_weekly(word: str) -> None:
    section = Section(f"AI {word}", stories=(Story("甲乙公司发布丙丁", summary="今天起可以预约。"),))
    text = write(
        Digest(title="AI 日报 (2026-02-08)", date="2026-02-08", sections=(section,)), "front-matter", WORDS
    )
    assert "- **甲乙公司发布丙丁**：今天起可以预约。" in text
    assert section_name(section.title, WORDS, "本周") == BRIEFS


def test_a_lead_that_is_a_sentence_has_its_own_mark() -> None:
    assert parts.point(Point("甲乙说得对。", "丙丁也是。")) == "- **甲乙说得对。** 丙丁也是。"
    assert parts.point(Point("甲乙", "丙丁也是。")) == "- **甲乙**：丙丁也是。"
