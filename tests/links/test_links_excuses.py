"""Error pages are known by what they say, living articles by what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestkit.links.excuses import gone, says_gone, wall
from digestkit.links.pages import page_redirect, read_page

from .faults import article, excuse

GONE = """404
404 Not Found
HTTP 404
Error 404
404错误
404 - 页面不存在
404 页面未找到
404,您访问的页面已经不存在
404-对不起！您访问的页面不存在
页面不存在
页面不存在！
页面没有找到
页面走丢了
找不到页面
没有找到您要的页面
无法找到该网页
找不到您要访问的页面
抱歉，您访问的页面不存在
对不起，您要访问的页面不存在或已被删除
很抱歉，您要访问的页面不存在！
抱歉，您访问的页面不存在或已删除，请返回首页
抱歉，你访问的页面不存在
抱歉，页面无法访问...
文章已删除
文章不存在
该文章已被删除
该文章不存在或已被删除
此文章已下线
该内容已被发布者删除
内容不存在
内容已下架
您查看的内容不存在
您访问的文章不存在
你访问的内容已被作者删除
该新闻已被删除
新闻不存在或已过期
该网页已经被移除
抱歉，该内容已失效
链接已失效
链接已过期
此内容因违规无法查看
该视频已下架
抱歉，视频不见了
该帖子已被删除
您请求的资源不存在
页面飞走了
啊哦，页面丢失了
糟糕，页面找不到了
抱歉，文章找不到了
該頁面不存在
找不到網頁
此頁面不存在
域名已过期
该域名正在出售
Page not found
Page Not Found!
Not Found
Oops! Page not found.
Sorry, page not found
The page you are looking for could not be found.
The page you're looking for doesn't exist
The page you requested was not found
Sorry, the page you are looking for no longer exists.
This page isn't available
This page could not be found.
This article has been removed
This content is no longer available
This post is unavailable
The requested URL was not found on this server.
We can't find the page you're looking for
We couldn't find that page
404: This page could not be found
404 page not found
File not found
410 Gone
This domain is for sale"""

LIVING = """404 Media：新模型泄露
404错误是什么意思，如何解决
微信：“该内容已被发布者删除”提示语将更新
OpenAI 官网页面不存在？新品提前曝光
苹果删除文章引发争议
文章称该公司已删除数据
页面加载速度优化指南
一篇已删除的文章
网友称找不到页面入口
内容审核新规：违规内容将被删除
新闻：多家平台内容下架
Page one: why the web forgets
Not Found: a history of lost films
The page turner of the year
We can't find enough GPUs, says chief
Gone with the wind
Google 将移除不可用的链接
产品已下线三天，客服：正在处理
410 亿元投资落地
4040 款芯片亮相
视频生成模型发布
资源整合方案公布
作者删除朋友圈后回应"""


@pytest.mark.parametrize("line", GONE.split("\n"))
def test_gone(line: str) -> None:
    assert says_gone(line)
    assert gone(read_page(excuse("示例网", line)))
    assert gone(read_page(excuse(f"{line} - 示例网")))
    assert gone(read_page(excuse(f"示例网 | {line}")))


@pytest.mark.parametrize("line", GONE.split("\n"))
def test_the_words_count_only_where_there_is_no_article(line: str) -> None:
    assert gone(read_page(article(line, more=f"<p>{line}</p>"))) is None


@pytest.mark.parametrize("line", LIVING.split("\n"))
def test_living(line: str) -> None:
    assert not says_gone(line)
    assert gone(read_page(excuse(f"{line} - 示例网", line, "短讯一则，正文只有这一句话。"))) is None


WALLS = """Just a moment...
Attention Required! | Cloudflare
Access Denied
Verify you are human
Are you a robot?
Checking your browser before accessing
Pardon Our Interruption
Please enable JavaScript and cookies to continue
Security Check
Too Many Requests
Request blocked
安全验证
人机验证
百度安全验证
滑动验证页面
请输入验证码
环境异常
访问过于频繁
您的访问请求过于频繁，请稍后再试
访问被拒绝
禁止访问
请完成下方验证后继续操作
请先登录
登录后继续阅读
访问验证"""


@pytest.mark.parametrize("line", WALLS.split("\n"))
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
