"""What a URL says without fetching it."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestkit.urls import (
    canonical,
    date_in,
    dates_in,
    host_of,
    is_home_page,
    is_listing,
    registered_domain,
    split_url,
    without_tracking,
)

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-._~中", min_size=1, max_size=12)
URLS = st.builds(
    lambda host, path, query: f"https://{host}.example.com/{path}?{query}",
    st.text(alphabet="abcdefgh", min_size=1, max_size=8),
    WORDS,
    st.lists(
        st.tuples(st.sampled_from(["utm_source", "spm", "id", "page", "fbclid"]), WORDS), max_size=5
    ).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)),
)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://www.gx.example.com/20260207/66e561/c.html", date(2026, 2, 7)),
        ("https://news.example.cn/2026/02/07/ARTIKZ260207.shtml", date(2026, 2, 7)),
        ("https://finance.example.com.cn/wm/2026-02-07/doc-inhk4164012.shtml", date(2026, 2, 7)),
        ("https://www.example.com.cn/xwzx/hg/202602/t20260202_6536525.html", date(2026, 2, 2)),
        ("https://www.example.cn/2026-02/07/content_1.html", date(2026, 2, 7)),
        ("https://www.example.cn/202602/07/content_1.html", date(2026, 2, 7)),
        ("https://wap.eastmoney.com/a/202602073644741854.html", date(2026, 2, 7)),
        ("https://news.qq.com/rain/a/20260129A047JJ00", date(2026, 1, 29)),
        ("https://example.com/2026_2_7/a.html", date(2026, 2, 7)),
        ("http://tech.example.com/n1/2026/0207/c1004-1.html", date(2026, 2, 7)),
        ("https://finance.stockstar.com/IG2026012900022821.shtml", date(2026, 1, 29)),
        ("https://example.com/IG2026012900022821.shtml", None),  # only that site numbers so
        ("https://example.com/2026/Feb/1/docker/", date(2026, 2, 1)),
        ("https://example.com/world/2026/feb/18/a-story", date(2026, 2, 18)),
        ("https://example.com/article/02/17/2026/a-story", date(2026, 2, 17)),
        ("https://example.com/2026/foo/18/a-story", None),
        ("https://www.example.com/2026/02/375344.html", None),  # a month is no day
        ("https://www.example.com/20260230/a.html", None),  # no such day
        ("https://www.example.com/p/3665965924950665", None),
        ("https://www.example.com/a.html?date=20260207", None),  # a query says nothing
        ("https://www.example.com/2026/02/07/20260201.html", None),  # two days
        ("https://arxiv.org/abs/2026.0207", None),
        ("https://www.example.com/magazine/2026/03/09/a", None),  # a printed issue
        ("https://www.example.com/id202602071234567", None),
        ("not a url", None),
    ],
)
def test_date_in(url: str, day: date | None) -> None:
    assert date_in(url) == day


@pytest.mark.parametrize(
    ("url", "first", "last"),
    [
        ("https://www.example.com/2026/02/375344.html", date(2026, 2, 1), date(2026, 2, 28)),
        ("https://news.example.cn/202602/560664.shtml", date(2026, 2, 1), date(2026, 2, 28)),
        ("https://www.example.com/20260207/a.html", date(2026, 2, 7), date(2026, 2, 7)),
    ],
)
def test_dates_in(url: str, first: date, last: date) -> None:
    assert dates_in(url) == (first, last)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/wp-content/uploads/2017/05/a.pdf",
        "https://example.com/blog/2026/a",
        "https://a.cn/202613/1",
    ],
)
def test_no_dates_in(url: str) -> None:
    assert dates_in(url) is None


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.cn/x?utm_source=rss&utm_medium=a", "https://a.cn/x"),
        ("https://a.cn/x?id=1&utm_source=rss#top", "https://a.cn/x?id=1#top"),
        ("https://a.cn/x?spm=1&id=2&FBCLID=3", "https://a.cn/x?id=2"),
        ("https://a.cn/x?id=1&&b=%E4%B8%AD", "https://a.cn/x?id=1&&b=%E4%B8%AD"),
        (
            "https://mp.weixin.qq.com/s?sn=1&chksm=2&scene=3",
            "https://mp.weixin.qq.com/s?sn=1&chksm=2",
        ),
        ("https://a.cn/s?chksm=2", "https://a.cn/s"),
        ("https://a.cn/x#utm_source=rss", "https://a.cn/x#utm_source=rss"),
        ("https://a.cn/p/1?f=rss", "https://a.cn/p/1"),
        ("https://a.cn/x?from=timeline&isappinstalled=0&id=3", "https://a.cn/x?id=3"),
        ("https://a.cn/x?source=copy_link#top", "https://a.cn/x#top"),
        ("https://a.cn/x?ref=news.example.com", "https://a.cn/x"),
        ("https://baijia.example.cn/s?id=1790&wfr=spider", "https://baijia.example.cn/s?id=1790"),
        ("https://a.cn/x?from=list&f=2&source=12&ref=v1.2&src=a.png", None),
        ("https://github.com/a/b/blob/x.md?ref=dev.example", None),
        ("https://mp.weixin.qq.com/s?__biz=M&mid=1&idx=1&sn=a&chksm=b", None),
    ],
)
def test_without_tracking(url: str, clean: str | None) -> None:
    assert without_tracking(url) == (clean or url)
    assert canonical(url) == canonical(clean or url)


@given(URLS)
def test_without_tracking_keeps_the_rest(url: str) -> None:
    clean = without_tracking(url)
    assert without_tracking(clean) == clean
    assert urlsplit(clean)[:3] == urlsplit(url)[:3]
    kept = [
        part for part in urlsplit(url).query.split("&") if not part.startswith(("utm_", "spm=", "fbclid="))
    ]
    assert urlsplit(clean).query == "&".join(kept)


@given(URLS)
def test_canonical_is_its_own_canon(url: str) -> None:
    key = canonical(url)
    assert canonical("https://" + key) == key
    assert canonical(without_tracking(url)) == key
    assert canonical(url.replace("https://", "http://www.")) == canonical(
        url.replace("https://", "https://m.")
    )


@given(st.text(max_size=80))
def test_nothing_raises(text: str) -> None:
    for url in (text, "https://" + text, "http://[" + text):
        canonical(url)
        date_in(url)
        host_of(url)
        is_home_page(url)
        is_listing(url, "portal")
        assert isinstance(without_tracking(url), str)


def test_hosts() -> None:
    assert registered_domain("news.qq.com") == "qq.com"
    assert registered_domain("kw.beijing.gov.cn") == "beijing.gov.cn"
    assert registered_domain("a.github.io") == "a.github.io"
    assert host_of("HTTPS://News.QQ.com.:443/x") == "news.qq.com"
    assert host_of("ftp://a.cn/") == ""
    assert split_url("https://a.cn:99999/") is None


@pytest.mark.parametrize(
    ("url", "kind", "home", "listing"),
    [
        ("https://www.news.cn/", "state-media", True, False),
        ("https://www.stdaily.com/index.html", "state-media", True, False),
        ("https://a.cn/?p=12", None, False, False),
        ("https://a.cn/#/news/1", None, False, False),
        ("https://www.news.cn/tech/", "state-media", False, True),
        ("https://36kr.com/newsflashes", "tech-media", False, True),
        ("https://36kr.com/newsflashes/3660000000000001", "tech-media", False, False),
        ("https://techcrunch.com/category/artificial-intelligence/", "international", False, True),
        ("https://www.thepaper.cn/channel_25950", "tech-media", False, True),
        ("https://openai.com/news/", "company", False, True),
        ("https://openai.com/index/introducing-a-thing", "company", False, False),
        ("https://x.com/OpenAI?s=20", "world-platform", False, True),
        ("https://x.com/OpenAI/status/1", "world-platform", False, False),
        ("https://www.zhihu.com/people/someone/posts", "platform", False, True),
        ("https://zhuanlan.zhihu.com/p/2003584791291904839", "platform", False, False),
        ("https://www.baidu.com/s?wd=ai", "platform", False, True),
        ("https://mp.weixin.qq.com/s?__biz=a&mid=1", "platform", False, False),
        ("https://arxiv.org/list/cs.AI/recent", "papers", False, True),
        ("https://github.com/owner/repo", "code", False, False),
        ("https://blog.example.com/about", None, False, False),  # nobody knows what it is
    ],
)
def test_pages(url: str, kind: str | None, home: bool, listing: bool) -> None:
    assert (is_home_page(url), is_listing(url, kind)) == (home, listing)
