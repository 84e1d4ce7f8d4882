"""The table of publishers and how it is looked up."""

import re
from collections import Counter
from importlib.resources import files

import pytest

from digestkit.publishers import HEADER, Publisher, build, directory, parse, shipped
from digestkit.urls import host_of

TABLE = files("digestkit.data").joinpath("publishers.tsv").read_text("utf-8")
ROWS = parse(TABLE)


def test_the_table_is_large_and_of_every_kind() -> None:
    kinds = Counter(each.kind for each in ROWS)
    assert len(ROWS) >= 250
    assert min(kinds.values()) >= 5


def test_no_name_and_no_domain_is_claimed_twice() -> None:
    found = build(ROWS)
    assert len(set(found.names.values())) == len(ROWS)


@pytest.mark.parametrize("publisher", ROWS, ids=lambda each: each.name)
def test_rows_are_clean(publisher: Publisher) -> None:
    for name in publisher.names:
        assert name == name.strip()
        assert not re.search(r"[;\t]|\s{2}", name)
    assert publisher.domains
    for domain in publisher.domains:
        assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*[a-z0-9]", domain)
        assert host_of(f"https://{domain}/") == domain
        assert domain == "www.gov.cn" or not domain.startswith("www.")
        assert shipped().at(f"https://any.{domain}/a.html") == publisher


def test_lookup_by_site() -> None:
    found = shipped()
    for url, name in [
        ("http://www.gx.xinhuanet.com/20260207/c.html", "新华网"),
        ("https://mp.weixin.qq.com/s/abc", "微信公众号"),  # the longest domain counts
        ("https://news.qq.com/rain/a/1", "腾讯新闻"),
        ("https://blog.google/products/", "谷歌"),
        ("https://www.cmoney.tw/notes/1", "理财宝"),
    ]:
        publisher = found.at(url)
        assert publisher is not None
        assert publisher.name == name
    assert found.at("https://notqq.com/") is None
    assert found.at("https://qq.com.example.com/") is None
    assert found.at("https://kw.beijing.gov.cn/a.html") is None
    assert found.at("not a url") is None


def test_lookup_by_name() -> None:
    found = shipped()
    assert found.named("彭博") is found.named("Bloomberg") is found.named(" bloom berg ")
    assert found.named("OpenAI官方及多家国际媒体") is None
    assert found.named("") is None


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("", "line 1"),
        ("name\tdomains\n", "line 1"),
        ("\t".join(HEADER) + "\n甲报\t\ta.cn\tpaper\n", "line 2"),
        ("\t".join(HEADER) + "\n甲报\t\t\tportal\n", "line 2"),
        ("\t".join(HEADER) + "\n甲报\ta.cn\tportal\n", "line 2"),
    ],
)
def test_a_wrong_table_is_refused(table: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        parse(table)


@pytest.mark.parametrize("second", ["乙报\t甲 报\tb.cn\tportal", "乙报\t\ta.cn\tportal"])
def test_a_double_claim_is_refused(second: str) -> None:
    rows = parse("\t".join(HEADER) + f"\n甲报\t\ta.cn\tportal\n{second}\n")
    with pytest.raises(ValueError, match="甲报"):
        build(rows)


@pytest.mark.parametrize(
    "pasted",
    ["moumou.example", "https://www.moumou.example/", "http://moumou.example/news?a=1", "Moumou.example/x"],
)
def test_a_house_may_paste_an_address_for_a_domain(pasted: str) -> None:
    house = directory({"某某日报": (pasted,)})
    assert house.at("https://news.moumou.example/1") == house.named("某某日报")


def test_a_house_adds_its_own() -> None:
    house = directory({"某某日报": ("www.moumou.example.com",), "36氪": ("36kr.example.com",)})
    own = house.named("某某日报")
    assert own is not None
    assert house.at("https://news.moumou.example.com/1") == own
    krypton = house.named("36kr")
    assert krypton is not None
    assert house.at("https://36kr.example.com/1") == house.at("https://36kr.com/p/1") == krypton
    assert shipped().named("某某日报") is None
    assert directory() is directory({}) is shipped()
