"""The words of the trade, once for reading and writing: labels, section names, publishers.

The data stand in ``data/vocabulary.toml`` and ``data/publishers.tsv``; a house adds its own words
in ``[vocabulary]`` of its configuration (``extended``).
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from digestkit.late import late
from digestkit.schema import FieldName, Style


@dataclass(frozen=True)
class Vocabulary:
    """The house's words. Label keys are squeezed: no spaces, lower case."""

    labels: Mapping[str, FieldName]
    """Every label that names one of the four fields."""
    other_labels: frozenset[str]
    """Labels that stand in stories but name none of the four fields: 影响, 标签, 评分 …"""
    fact_labels: frozenset[str]
    """Those of them that a line of facts about the report begins with: 时间, 作者, 标签 …"""
    filing_labels: frozenset[str]
    """Those of these by which one digest files its stories: 标签, 热度, 发布时间 …"""
    prose_labels: frozenset[str]
    """Labels of points that name the summary where a sentence, and no list, comes after them."""
    house_labels: Mapping[Style, Mapping[FieldName, str]]
    """The word that each style writes for each field."""
    sections: tuple[str, ...]
    """The house's sections, in the house's order."""
    headings: Mapping[str, str]
    """Headings that hold no stories: squeezed words → kind (highlights, contents, closing …)."""
    grouping: tuple[str, ...]
    """Words that mark a heading as the name of a section: 动态, 资讯, 速览 …"""
    short_news: tuple[str, ...] = ()
    """Words that mark a section as one of short news: 更多动态, AI 快讯 …"""
    composed: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """``headings`` that are named by a time and a word: kind → ``times`` and ``words``, squeezed."""
    publishers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A house's own publishers and their domains, in addition to ``data/publishers.tsv``."""

    @cached_property
    def section_keys(self) -> frozenset[str]:
        """The house's sections, squeezed."""
        return frozenset(map(squeeze, self.sections))

    @cached_property
    def groups(self) -> re.Pattern[str]:
        """Finds a word that marks a heading, in lower case, as the name of a section."""
        return re.compile("|".join(re.escape(word.lower()) for word in self.grouping))

    def names_group(self, title: str) -> bool:
        """Whether a title has a word that marks it as the name of a section."""
        return self.groups.search(simplified(title).lower()) is not None

    def is_short_news(self, section: str) -> bool:
        """Whether ``section`` is the name of a section of short news."""
        return any(word in section for word in self.short_news)

    def field_of(self, label: str) -> FieldName | None:
        """The field that ``label`` (spaces and case ignored) names."""
        return self._asked[label].field

    def knows(self, label: str) -> bool:
        """Whether ``label`` is a label at all, of a field or another."""
        key, field = self._asked[label]
        return field is not None or key in self.other_labels

    def is_fact(self, label: str) -> bool:
        """Whether ``label`` stands before a fact about the report, which says nothing of the lines below it."""
        return self._asked[label].key in self.fact_labels

    def files(self, label: str) -> bool:
        """Whether ``label`` stands before a fact by which one digest files its stories."""
        return self._asked[label].key in self.filing_labels

    def names_prose(self, label: str) -> bool:
        """Whether ``label`` names points over a list, and the summary before a sentence: 核心内容：…"""
        return self._asked[label].key in self.prose_labels

    @cached_property
    def _asked(self) -> "_Asked":
        return _Asked(self)

    def named_by(self, key: str) -> FieldName | None:
        """The field that a squeezed label names."""
        if found := self.labels.get(key):
            return found
        if key.isascii() or not (key[:1].isascii() or key[-1:].isascii() or key[-1:] == "）"):
            return None
        if key[-1:] in ")）":  # 说明（一句话）, 背景 (Background)
            return self.labels.get(_ASIDE.sub("", key))
        for both in (
            _TWO_LANGUAGES.fullmatch(key),
            _LATIN_FIRST.fullmatch(key),
        ):  # 摘要 Summary, Source / 来源
            if both and both["latin"] in self.labels:
                return self.labels.get(both["han"])
        return None

    def is_house(self, label: str) -> bool:
        """Whether ``label`` is the very word by which a style writes a field: 说明, 背景, 要点, 来源."""
        return self._asked[label].key in self._house_keys

    @cached_property
    def _house_keys(self) -> frozenset[str]:
        return frozenset(squeeze(word) for labels in self.house_labels.values() for word in labels.values())

    def heading_kind(self, key: str) -> str | None:
        """The kind of a heading (its ``key`` is squeezed) that holds no stories: highlights, closing …"""
        found = self.headings.get(key)
        if found is None and len(key) <= _SHORT and (named := self._composed.fullmatch(key)):
            found = named.lastgroup
        return found

    @cached_property
    def _composed(self) -> re.Pattern[str]:
        """Headings named by a time and a word: 今日 + 要闻速览, 下周 + 看点."""
        return re.compile(
            "|".join(
                f"(?P<{kind}>(?:{_any(parts['times'])})(?:{_any(parts['words'])}))"
                for kind, parts in self.composed.items()
            )
            or r"(?!)"
        )

    def extended(
        self,
        *,
        labels: Mapping[FieldName, Sequence[str]] | None = None,
        sections: Sequence[str] = (),
        publishers: Mapping[str, tuple[str, ...]] | None = None,
    ) -> "Vocabulary":
        """The same vocabulary with a house's own labels, and its sections in place of the default."""
        more = {squeeze(word): name for name, words in (labels or {}).items() for word in words}
        return replace(
            self,
            labels={**self.labels, **more},
            sections=tuple(sections) or self.sections,
            publishers={**self.publishers, **(publishers or {})},
        )


def squeeze(word: str) -> str:
    """``word`` without spaces, in lower case and in simplified characters: the key that words are looked up by."""
    word = "".join(word.split())
    if word.isascii():
        return word.lower()
    return simplified(word).replace("\u200b", "").lower()


def simplified(text: str) -> str:
    """``text`` with the characters of the trade's words simplified: what patterns of such words are asked with."""
    # most texts have none, and a class is searched fast
    return text.translate(_SIMPLIFIED) if _TRADITIONAL.search(text) else text


_SIMPLIFIED = str.maketrans(
    "說來處點關鍵內總結閱讀連鏈聞訊資報導觀標題產業應態動發佈開學術論軟體國際監權與進項數據實驗統計評價時"
    "間類別語見後廣場機構會議們週熱門頭條簡覽專欄選擇贊聯參擴預測問對話這還過準備賽車電雲區塊鋼鐵醫療養錄"
    "圖書館兩個臨麼義於衆眾寫劃辦勢單歷雙號啓啟員響奪將並當掃擬檢匯沒洩漲煉盤碼礎確稱籤級線組細紹續編縮罰"
    "羣脈節薦獲補視訂記設識訴詞詳説請購趨輯達遲適遞裏裡鍾錨閉閲險頻風龍謝聽擊讚聲須務僅為爲歡載對責轉"
    "億萬張輛顆圓臺營銷額淨虧債貸約減錯誤賠償無訪幫給經濟從職幣韓歐鎊餘貨戶佔現領獎賣買優損紅檔長繼嗎幾",
    "说来处点关键内总结阅读连链闻讯资报导观标题产业应态动发布开学术论软体国际监权与进项数据实验统计评价时"
    "间类别语见后广场机构会议们周热门头条简览专栏选择赞联参扩预测问对话这还过准备赛车电云区块钢铁医疗养录"
    "图书馆两个临么义于众众写划办势单历双号启启员响夺将并当扫拟检汇没泄涨炼盘码础确称签级线组细绍续编缩罚"
    "群脉节荐获补视订记设识诉词详说请购趋辑达迟适递里里钟锚闭阅险频风龙谢听击赞声须务仅为为欢载对责转"
    "亿万张辆颗圆台营销额净亏债贷约减错误赔偿无访帮给经济从职币韩欧镑余货户占现领奖卖买优损红档长继吗几",
)
"""The traditional characters of the words that a reader goes by; no converter of texts."""
_TRADITIONAL = re.compile(f"[{''.join(map(chr, _SIMPLIFIED))}]")
_ASIDE = late(r"[(（][^()（）]*[)）]$")
_TWO_LANGUAGES = late(r"(?P<han>[^\x00-\x7f\W]{2,8})[^\w\n]{0,3}(?P<latin>[a-z][a-z;]{2,15})")
_LATIN_FIRST = late(r"(?P<latin>[a-z][a-z;]{2,15})[^\w\n]{0,3}(?P<han>[^\x00-\x7f\W]{2,8})")


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))


class _Word(NamedTuple):
    """A label: squeezed, without the mark of a question (发生了什么？); the field that it names."""

    key: str
    field: FieldName | None


class _Asked(dict[str, _Word]):
    """What was asked about labels, as they are written: they are few and short, and asked for again and again."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def __missing__(self, label: str) -> _Word:
        key = squeeze(label.rstrip("？?"))
        word = _Word(key, self.vocabulary.named_by(key))
        if len(label) <= _SHORT:
            if len(self) >= _MOST_ASKED:
                self.clear()
            self[label] = word
        return word


_SHORT = 32
_MOST_ASKED = 2048


@cache
def default_vocabulary() -> Vocabulary:
    """The vocabulary that ships with digestkit."""
    data = tomllib.loads(files("digestkit.data").joinpath("vocabulary.toml").read_text("utf-8"))
    return Vocabulary(
        labels={squeeze(word): name for name, words in data["labels"].items() for word in words},
        other_labels=frozenset(
            map(squeeze, [*data["other-labels"], *data["fact-labels"], *data["filing-labels"]])
        ),
        fact_labels=frozenset(map(squeeze, [*data["fact-labels"], *data["filing-labels"]])),
        filing_labels=frozenset(map(squeeze, data["filing-labels"])),
        prose_labels=frozenset(map(squeeze, data["prose-labels"])),
        house_labels=data["house-labels"],
        sections=tuple(data["sections"]),
        headings={squeeze(word): kind for kind, words in data["headings"].items() for word in words},
        grouping=tuple(data["grouping"]),
        short_news=tuple(data["short-news"]),
        composed={
            kind: {part: tuple(map(squeeze, words)) for part, words in parts.items()}
            for kind, parts in data["composed"].items()
        },
    )
