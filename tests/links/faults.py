"""A server of faults: every way that a news site answers, as raw bytes on real sockets.

``FAULTS`` maps a path to what is to be said of it and how it is answered. The server counts what
it was asked, so that tests can tell what was never asked.
"""

import asyncio
import contextlib
import gzip
import socket
import ssl
import time
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from .loopback import Loopback

CERTIFICATE = Path(__file__).parent / "self_signed.pem"

PARAGRAPH = (
    "　　飞鱼科技周二发布新一代推理芯片“青川”，单卡功耗降至三百瓦，并称首批样片已交付三家云厂商测试。"
    "公司创始人在发布会上表示，软件栈将在年内开源，开发者可以在官网申请试用名额，预计下半年开始批量供货。"
)


class Request(NamedTuple):
    """What the server was asked: the target, the headers, and how often that target was asked before."""

    target: str
    headers: dict[str, str]
    before: int


Answer = bytes | Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


class Fault(NamedTuple):
    """A behaviour: the state that is right for it, and the answer."""

    state: str
    answer: Answer


def answer(
    body: str | bytes = "", status: str = "200 OK", *headers: str, kind: str = "text/html; charset=utf-8"
) -> bytes:
    """A complete, correct answer with ``body``."""
    data = body.encode() if isinstance(body, str) else body
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(data)}", *headers]
    return "\r\n".join(head).encode("utf-8") + b"\r\n\r\n" + data


def article(title: str = "飞鱼科技发布推理芯片", more: str = "") -> str:
    """A living article."""
    body = "".join(f"<p>{PARAGRAPH}</p>" for _ in range(4))
    return f"<!doctype html><html><head><title>{title} - 示例网</title></head><body><h1>{title}</h1>{body}{more}</body></html>"


def excuse(title: str, *lines: str, more: str = "") -> str:
    """A page without an article."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title></head><body><div class='nav'><a href='/'>首页</a></div>{body}{more}</body></html>"


def to(location: str, status: str = "302 Found", *headers: str) -> bytes:
    """A redirect."""
    return answer("", status, f"Location: {location}", *headers)


async def _send(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


async def hang(_request: Request, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(20)
    writer.close()


async def close_at_once(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


def drip(data: bytes, pause: float = 0.2) -> Answer:
    async def slowly(_request: Request, writer: asyncio.StreamWriter) -> None:
        for byte in data:
            await _send(writer, bytes([byte]))
            await asyncio.sleep(pause)

    return slowly


def then_nothing(data: bytes) -> Answer:
    """``data``, and then silence on an open connection."""

    async def stall(request: Request, writer: asyncio.StreamWriter) -> None:
        await _send(writer, data)
        await hang(request, writer)

    return stall


def cut(data: bytes) -> Answer:
    """``data``, and then the end of the connection."""

    async def send(_request: Request, writer: asyncio.StreamWriter) -> None:
        await _send(writer, data)
        writer.close()

    return send


async def endless(_request: Request, writer: asyncio.StreamWriter) -> None:
    """A body without end, as fast as it is taken; how much was taken is noted in ``SENT``."""
    # else the system takes megabytes that nobody reads
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 32 * 1024)
    writer.transport.set_write_buffer_limits(0)
    await _send(writer, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + article().encode())
    SENT["endless"] = 0
    for _ in range(4000):
        await _send(writer, b"<p>more of the same</p>" * 100)
        SENT["endless"] += 2300


SENT: dict[str, int] = {}


def first(*answers: bytes | None) -> Answer:
    """One answer a request, the last one for ever; ``None`` breaks the connection."""

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        chosen = answers[min(request.before, len(answers) - 1)]
        if chosen is None:
            writer.transport.abort()
        else:
            await _send(writer, chosen)

    return reply


def depending(choose: Callable[[Request], bytes]) -> Answer:
    """An answer that depends on the request."""

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        await _send(writer, choose(request))

    return reply


async def cookie_wall(request: Request, writer: asyncio.StreamWriter) -> None:
    """Sends back to itself until the cookie that it sets is there."""
    passed = "pass=42" in request.headers.get("cookie", "")
    await _send(
        writer,
        answer(article()) if passed else to("/cookie-wall", "302 Found", "Set-Cookie: pass=42; Path=/"),
    )


def for_browsers(request: Request) -> bytes:
    """The page for those who ask as browsers do, 403 for others."""
    browser = request.headers.get("user-agent", "").startswith("Mozilla/5.0")
    chinese = "zh" in request.headers.get("accept-language", "")
    return answer(article()) if browser and chinese else answer("", "403 Forbidden")


PARAGRAPHS = f"<p>{PARAGRAPH}</p>" * 12
IMPRINT = "".join(
    f"<p>{line}</p>"
    for line in (
        "互联网新闻信息服务许可证：示例编号 10120200001，增值电信业务经营许可证：示 B2-20200001，示例网版权所有，未经授权不得转载。",
        "违法和不良信息举报电话：010-00000000，举报邮箱：jubao@site.example，本站所刊登信息，未经授权，不得转载使用，违者必究。",
        "Copyright © 2026 site.example, All Rights Reserved. Example Network Technology Co., Ltd., some street, some city.",
    )
    * 2
)
BLOCKED = (
    "<p>This website is using a security service to protect itself from online attacks. The action you just performed "
    "triggered the security solution. There are several actions that could trigger this block including submitting a "
    "certain word or phrase, a SQL command or malformed data.</p><p>You can email the site owner to let them know you "
    "were blocked. Please include what you were doing when this page came up and the ID found below.</p>"
)
HIDDEN = "<div style='display:none'><p>页面不存在</p></div><p hidden>404</p>"
HEADLINES = "".join(f"<li><a href='/n/{n}'>推荐阅读：第 {n} 条热门资讯</a></li>" for n in range(200))
BROTLI: Any = import_module("brotli")  # it has no types
BOMB = gzip.compress(b"<p>x</p>" * 4_000_000, 9)
_raw = zlib.compressobj(9, zlib.DEFLATED, -15)
RAW_DEFLATE = _raw.compress(article().encode()) + _raw.flush()

FAULTS: dict[str, Fault] = {
    # alive, in all the ways that confuse checkers
    "/alive": Fault("alive", answer(article())),
    "/empty": Fault("alive", answer("")),
    "/no-length": Fault("alive", cut(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + article().encode())),
    "/http10": Fault("alive", cut(b"HTTP/1.0 200 OK\r\n\r\n" + article().encode())),
    "/chunked": Fault("alive", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<p>a</\r\n2\r\np>\r\n0\r\n\r\n"),
    "/chunked-cut": Fault("alive", cut(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nff0\r\n<p>a</p>")),
    "/length-too-long": Fault("alive", cut(answer(article()).replace(b"Content-Length: ", b"Content-Length: 9"))),
    "/length-too-short": Fault("alive", cut(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + article().encode())),
    "/endless": Fault("alive", endless),
    "/gzip": Fault("alive", answer(gzip.compress(article().encode()), "200 OK", "Content-Encoding: gzip")),
    "/br": Fault("alive", answer(BROTLI.compress(article().encode()), "200 OK", "Content-Encoding: br")),
    "/br-not": Fault("alive", answer(article(), "200 OK", "Content-Encoding: br")),
    "/br-bomb": Fault("alive", answer(BROTLI.compress(b"<p>x</p>" * 4_000_000, quality=5), "200 OK", "Content-Encoding: br")),
    "/gzip-not": Fault("alive", answer(article(), "200 OK", "Content-Encoding: gzip")),
    "/gzip-bomb": Fault("alive", answer(BOMB, "200 OK", "Content-Encoding: gzip")),
    "/deflate-raw": Fault("alive", answer(RAW_DEFLATE, "200 OK", "Content-Encoding: deflate")),
    "/encoding-unknown": Fault("alive", answer(b"\x00\x01", "200 OK", "Content-Encoding: zstd")),
    "/gbk": Fault("alive", answer(article().encode("gbk"), kind="text/html; charset=gb2312")),
    "/status-206": Fault("alive", answer(article(), "206 Partial Content")),
    "/status-203": Fault("alive", answer(article(), "203 Non-Authoritative")),
    "/status-204": Fault("alive", b"HTTP/1.1 204 No Content\r\n\r\n"),
    "/no-reason": Fault("alive", answer(article(), "200")),
    "/reason-glued": Fault("alive", cut(answer(article(), "200OK"))),
    "/lf-only": Fault("alive", cut(answer(article()).replace(b"\r\n", b"\n"))),
    "/header-without-colon": Fault("alive", cut(answer(article(), "200 OK", "nonsense"))),
    "/header-with-nul": Fault("alive", cut(answer(article(), "200 OK", "X-Odd: a\0b"))),
    "/header-folded": Fault("alive", cut(answer(article(), "200 OK", "X-Odd: a", "  b"))),
    "/two-lengths": Fault("alive", cut(answer(article(), "200 OK", "Content-Length: 5"))),
    "/length-and-chunked": Fault("alive", cut(answer("6\r\n<p>a</\r\n2\r\np>\r\n0\r\n\r\n", "200 OK", "Transfer-Encoding: chunked"))),
    "/length-negative": Fault("alive", cut(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<p>a</p>")),
    "/700-headers": Fault("alive", cut(answer(article(), "200 OK", *(f"X-{n}: {n}" for n in range(700))))),
    "/malformed-404": Fault("dead", cut(answer("", "404 Not Found", "nonsense"))),
    "/malformed-redirect": Fault("dead", cut(answer("", "302 Found", "nonsense", "Location: /404"))),
    "/photo": Fault("alive", answer("<title>图说</title><img src='/i/20240404.jpg'>")),
    "/pdf": Fault("alive", answer(b"%PDF-1.7" + b"\0" * 100_000, kind="application/pdf")),
    "/huge-headers": Fault("alive", answer(article(), "200 OK", *(f"X-{n}: {'x' * 4000}" for n in range(4)))),
    "/long-policy": Fault("alive", answer(article(), "200 OK", f"Content-Security-Policy: {'a.example ' * 2000}")),
    "/early-hints": Fault("alive", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer(article())),
    "/bad-cookie": Fault("alive", answer(article(), "200 OK", "Set-Cookie: a[b]=\x01; =;;; Path")),
    "/head-refused": Fault("alive", depending(lambda r: answer(article()) if r.headers[":method"] == "GET" else answer("", "405 Method Not Allowed"))),
    "/browser-only": Fault("alive", depending(for_browsers)),
    "/中文/路径?问=答": Fault("alive", answer(article())),
    "/paren_(disambiguation)": Fault("alive", answer(article())),
    "/query?a=1&amp;b=2": Fault("alive", depending(lambda r: answer(article()) if r.target == "/query?a=1&b=2" else answer("", "404 Not Found"))),
    "/fragment#part": Fault("alive", depending(lambda r: answer(article()) if "#" not in r.target else answer("", "404 Not Found"))),
    "/percent%20kept%2Fslash": Fault("alive", depending(lambda r: answer(article()) if r.target == "/percent%20kept%2Fslash" else answer("", "404 Not Found"))),
    "/dots/../dots-gone": Fault("alive", depending(lambda r: answer(article()) if r.target == "/dots-gone" else answer("", "404 Not Found"))),
    "/slow-start": Fault("alive", first(None, answer(article()))),
    "/503-once": Fault("alive", first(answer("", "503 Service Unavailable", "Retry-After: 0"), answer(article()))),
    "/429-once": Fault("alive", first(answer("", "429 Too Many Requests", "Retry-After: 1"), answer(article()))),
    "/502-once": Fault("alive", first(answer("", "502 Bad Gateway"), answer(article()))),
    "/page-then-silence": Fault("alive", then_nothing(answer(article(more=PARAGRAPHS)).replace(b"Content-Length: ", b"Content-Length: 9"))),
    # living articles that speak of missing pages and walls
    "/hidden-prose": Fault("soft-dead", answer(excuse("页面不存在", more=f"<div style='display:none'>{PARAGRAPHS}</div>"))),
    "/about-404": Fault("alive", answer(article("404 Not Found 是什么意思"))),
    "/long-about-404": Fault("alive", answer(article("页面不存在", more=PARAGRAPHS))),
    "/about-404-media": Fault("alive", answer(excuse("404 Media：新模型泄露", "404 Media 周三报道称，一款新模型的权重在论坛上泄露。"))),
    "/about-deleted": Fault("alive", answer(excuse("“该内容已被发布者删除”：平台解释新规 - 示例网", "平台周三解释了提示语的含义，称新规下月施行。"))),
    "/deleted-comment": Fault("alive", answer(article(more="<div class='comment'>该内容已被删除</div><div>该评论已被作者删除</div>"))),
    "/script-404": Fault("alive", answer(article(more="<script>var msg='页面不存在';location.href='/404.html'</script>"))),
    "/noscript": Fault("alive", answer(article(more="<noscript>请开启 JavaScript 后继续访问</noscript>"))),
    "/hidden-404": Fault("alive", answer(excuse("快讯：飞鱼发布芯片", "飞鱼周二发布芯片。", more=HIDDEN))),
    "/about-captcha": Fault("alive", answer(article("验证码为何越来越难", more="<script src='https://hcaptcha.com/1/api.js'></script>"))),
    "/app-shell": Fault("alive", answer("<html><head><title>示例新闻</title></head><body><div id='app'></div><script src='/app.js'></script></body></html>")),
    "/login-link": Fault("alive", answer(excuse("短讯 - 示例网", "飞鱼科技周二发布芯片。", "登录", "注册"))),
    # redirects
    "/302": Fault("alive", to("/alive")),
    "/303": Fault("alive", to("/alive", "303 See Other")),
    "/307": Fault("alive", to("/alive", "307 Temporary Redirect")),
    "/301": Fault("moved", to("/alive", "301 Moved Permanently")),
    "/308": Fault("moved", to("alive", "308 Permanent Redirect")),
    "/301-301": Fault("moved", to("/301", "301 Moved Permanently")),
    "/301-slash": Fault("moved", to("/301-slash/", "301 Moved Permanently")),
    "/301-slash/": Fault("alive", answer(article())),
    "/index.html": Fault("alive", to("/")),
    "/302-301": Fault("alive", to("/301")),
    "/301-302": Fault("moved", to("/302", "301 Moved Permanently")),
    "/301-raw": Fault("moved", to("/中文/路径?问=答", "301 Moved Permanently")),
    "/301-to-404": Fault("dead", to("/404", "301 Moved Permanently")),
    "/301-to-403": Fault("uncertain", to("/403", "301 Moved Permanently")),
    "/ten-hops/0": Fault("alive", to("/ten-hops/1")),
    **{f"/ten-hops/{n}": Fault("alive", to(f"/ten-hops/{n + 1}")) for n in range(1, 9)},
    "/ten-hops/9": Fault("alive", to("/alive")),
    "/loop": Fault("uncertain", to("/loop")),
    "/loop-2": Fault("uncertain", to("/loop-3")),
    "/loop-3": Fault("uncertain", to("/loop-2")),
    "/endless-hops": Fault("uncertain", depending(lambda r: to(r.target + "x"))),
    "/cookie-wall": Fault("alive", cookie_wall),
    "/no-location": Fault("uncertain", answer("", "302 Found")),
    "/to-weixin": Fault("uncertain", to("weixin://open/article")),
    "/to-javascript": Fault("uncertain", to("javascript:alert(1)")),
    "/to-nowhere": Fault("uncertain", to("http://")),
    "/300": Fault("uncertain", answer("", "300 Multiple Choices")),
    "/to-file": Fault("uncertain", to("file:///etc/passwd")),
    "/refresh": Fault("alive", answer("", "200 OK", "Refresh: 0; url=/alive")),
    "/meta-refresh": Fault("alive", answer("<meta http-equiv='refresh' content='0;url=/alive'>")),
    "/meta-refresh-long": Fault("dead", answer(article(more=f"<meta http-equiv=refresh content='0;url=/404'>{PARAGRAPHS}"))),
    "/meta-refresh-404": Fault("dead", answer('<META HTTP-EQUIV="Refresh" CONTENT="3; URL=/404">')),
    # gone
    "/404": Fault("dead", answer(excuse("404"), "404 Not Found")),
    "/404-article": Fault("dead", answer(article(), "404 Not Found")),
    "/404-drip": Fault("dead", then_nothing(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")),
    "/404-retry-after": Fault("dead", answer("", "404 Not Found", "Retry-After: 60")),
    "/410": Fault("dead", answer("", "410 Gone")),
    # says 200 and is gone
    "/soft/title": Fault("soft-dead", answer(excuse("404 Not Found"))),
    "/soft/zh": Fault("soft-dead", answer(excuse("示例网", "抱歉，您访问的页面不存在"))),
    "/soft/deleted": Fault("soft-dead", answer(excuse("示例网", "文章已删除"))),
    "/soft/wechat": Fault("soft-dead", answer(excuse("", "该内容已被发布者删除"))),
    "/soft/violation": Fault("soft-dead", answer(excuse("", "此内容因违规无法查看"))),
    "/soft/en": Fault("soft-dead", answer(excuse("Example News", "Sorry, the page you are looking for could not be found."))),
    "/soft/portal": Fault("soft-dead", answer(excuse("示例门户-提示", "页面没有找到", "5秒钟之后将会带您进入首页", more=f"<ul>{HEADLINES}</ul>"))),
    "/soft/recommended": Fault("soft-dead", answer(excuse("404 - 示例网", "您访问的页面不存在", more=f"<li>{PARAGRAPH}</li>" * 9))),
    "/soft/mobile-home": Fault("soft-dead", to("/m/")),
    "/m/": Fault("alive", answer(article("示例网首页"))),
    "/soft/imprint": Fault("soft-dead", answer(excuse("示例网", "您访问的文章已被删除", more=IMPRINT))),
    "/soft/heading": Fault("soft-dead", answer(excuse("示例网", more="<h1>404</h1><p>返回首页</p>"))),
    "/soft/gbk": Fault("soft-dead", answer(excuse("出错了", "您要查看的文章不存在或已被删除").encode("gbk"), kind="text/html")),
    "/soft/gzip": Fault("soft-dead", answer(gzip.compress(excuse("页面不存在").encode()), "200 OK", "Content-Encoding: gzip")),
    "/soft/br": Fault("soft-dead", answer(BROTLI.compress(excuse("页面不存在").encode()), "200 OK", "Content-Encoding: br")),
    "/soft/split": Fault("soft-dead", answer(excuse("示例网", "抱歉，您访问的<b>页面</b><span>不存在</span>！"))),
    "/soft/text": Fault("soft-dead", answer("404 page not found\n", kind="text/plain")),
    "/soft/json": Fault("soft-dead", answer('{"code": 404, "message": "文章不存在", "data": null}', kind="application/json")),
    "/soft/script": Fault("soft-dead", answer("<script>window.location.href = '/404.html'</script>")),
    "/404.html": Fault("alive", answer("<p>示例网</p>")),
    "/soft/json-negative": Fault("soft-dead", answer('{"code":-404,"message":"啥都木有"}', kind="application/json")),
    "/soft/og-title": Fault("soft-dead", answer("<meta property=og:title content='文章已删除'><title>示例网</title><div id=app></div>")),
    "/soft/picture": Fault("soft-dead", answer("<title>示例网</title><img src='/static/404.png'><a href=/>返回</a>")),
    "/soft/body-class": Fault("soft-dead", answer('<title>示例网</title><body class="page error404"><p>看看别的吧</p>')),
    "/soft/meta-home": Fault("soft-dead", answer("<meta http-equiv=refresh content='3;url=/'>正在跳转")),
    "/soft/script-home": Fault("soft-dead", answer("<script>top.location.href = '/';</script>")),
    "/soft/prerender": Fault("soft-dead", answer("<meta name='prerender-status-code' content='404'><div id='app'></div>")),
    "/soft/home": Fault("soft-dead", to("/")),
    "/soft/home-permanent": Fault("soft-dead", to("/", "301 Moved Permanently")),
    "/soft/home-index": Fault("soft-dead", to("/index.html?from=404")),
    "/soft/home-hops": Fault("soft-dead", to("/soft/home")),
    "/soft/error-page": Fault("soft-dead", to("/error/404.html")),
    "/error/404.html": Fault("alive", answer("<p>示例网</p>")),
    "/": Fault("alive", answer(article("示例网首页"))),
    "/index.html?from=404": Fault("alive", answer(article("示例网首页"))),
    # would not tell
    **{
        f"/{code}": Fault("uncertain", answer("", f"{code} No"))
        for code in (400, 401, 402, 403, 405, 406, 412, 418, 451, 500, 501, 502, 503, 504, 520, 599, 999)
    },
    "/429": Fault("uncertain", answer("", "429 Too Many Requests")),
    "/429-long": Fault("uncertain", answer("", "429 Too Many Requests", "Retry-After: 86400")),
    "/503-date": Fault("uncertain", answer("", "503 Busy", "Retry-After: Fri, 31 Dec 2100 23:59:59 GMT")),
    "/wall/cloudflare": Fault("uncertain", answer(excuse("Just a moment..."), "403 Forbidden", "cf-mitigated: challenge")),
    "/wall/cloudflare-404": Fault("uncertain", answer(excuse("Just a moment..."), "404 Not Found", "cf-mitigated: challenge")),
    "/wall/blocked": Fault("uncertain", answer(excuse("Attention Required! | Cloudflare", "Sorry, you have been blocked", more=BLOCKED))),
    "/wall/200": Fault("uncertain", answer(excuse("安全验证", "请完成下方验证后继续访问"))),
    "/wall/wechat": Fault("uncertain", answer(excuse("", "环境异常", "当前环境异常，完成验证后即可继续访问。"))),
    "/wall/often": Fault("uncertain", answer(excuse("示例网", "您的访问过于频繁，请稍后再试"))),
    "/wall/denied": Fault("uncertain", answer(excuse("Access Denied", "You don't have permission to access this page."))),
    "/wall/captcha": Fault("uncertain", answer("<html><body><script src='https://turing.captcha.example/TencentCaptcha.js'></script></body></html>")),
    "/wall/js": Fault("uncertain", answer("<html><script>var arg1='8A2F';document.cookie='acw_sc__v2='+x;location.reload()</script></html>")),
    "/wall/202": Fault("uncertain", answer("<script>window.gokuProps={}</script>", "202 Accepted", "x-amzn-waf-action: challenge")),
    "/wall/json": Fault("uncertain", answer('{"code": 403, "msg": "请求过于频繁"}', kind="application/json")),
    "/wall/members-too": Fault("uncertain", to("/Account/LogOn?ReturnUrl=x")),
    "/Account/LogOn?ReturnUrl=x": Fault("alive", answer("<p>示例网</p>")),
    "/wall/human": Fault("uncertain", answer(excuse("Are you a robot?", "Please verify you are human"))),
    "/wall/members": Fault("uncertain", to("/user/login?next=/wall/members")),
    "/user/login?next=/wall/members": Fault("alive", answer(excuse("登录")) and answer("<p>示例网</p>")),
    "/wall/spiders": Fault("uncertain", to("/antispider/?from=x")),
    "/antispider/?from=x": Fault("alive", answer("<p>示例网</p>")),
    # broken
    "/hang": Fault("uncertain", hang),
    "/head-drip": Fault("uncertain", drip(answer(article()))),
    "/body-drip": Fault("uncertain", then_nothing(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<p>")),
    "/close": Fault("uncertain", close_at_once),
    "/reset": Fault("uncertain", reset),
    "/garbage": Fault("uncertain", cut(b"\x00\x01\x02 nothing that HTTP knows\r\n\r\n")),
    "/bad-status": Fault("uncertain", cut(b"HTTP/1.1 abc Strange\r\n\r\n")),
    "/bad-chunk": Fault("alive", cut(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n")),
    "/only-head": Fault("uncertain", cut(b"HTTP/1.1 200 OK\r\nContent-Len")),
    "/switch": Fault("uncertain", cut(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n")),
    "/304": Fault("uncertain", b"HTTP/1.1 304 Not Modified\r\n\r\n"),
}  # fmt: skip


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


class Server(Loopback):
    """The faults on ``host``; ``asked`` counts requests by target, ``cookies`` notes those sent."""

    def __init__(
        self,
        host: str = "127.0.0.1",
        *,
        tls: bool | ssl.SSLContext = False,
        faults: Mapping[str, Fault] = FAULTS,
        delay: float = 0.0,
        port: int = 0,
        after: float = 0.0,
    ) -> None:
        super().__init__(host, port, context=_context() if tls is True else tls or None, after=after)
        self.asked: Counter[str] = Counter()
        self.headers: dict[str, dict[str, str]] = {}
        self.times: dict[str, list[float]] = {}
        self.most = 0
        """So many requests were under way at once, at most."""
        self._now = 0
        self._faults = {_sent(path): fault for path, fault in faults.items()}
        self._tls = bool(tls)
        self._delay = delay

    def add(self, target: str, reply: Answer) -> None:
        """Answer ``target`` from now on."""
        self._faults[target] = Fault("", reply)

    @property
    def url(self) -> str:
        """The beginning of every URL here."""
        return f"http{'s' if self._tls else ''}://{self.host}:{self.port}"

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while not writer.is_closing():
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                self._now += 1
                self.most = max(self.most, self._now)
                try:
                    await asyncio.sleep(self._delay)
                    await self._reply(head, writer)
                finally:
                    self._now -= 1
        writer.close()

    async def _reply(self, head: str, writer: asyncio.StreamWriter) -> None:
        first_line, *lines = head.strip().split("\r\n")
        method, target, _ = first_line.split(" ", 2)
        headers = {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
        headers[":method"] = method
        request = Request(target, headers, self.asked[target])
        self.asked[target] += 1
        self.headers[target] = headers
        self.times.setdefault(target, []).append(time.monotonic())
        fault = self._faults.get(target) or self._faults.get(target.rstrip("x"))
        if fault is None:
            await _send(writer, answer("", "404 Not Found"))
        elif isinstance(fault.answer, bytes):
            await _send(writer, fault.answer)
        else:
            await fault.answer(request, writer)


def _sent(path: str) -> str:
    """The request target that a browser sends for ``path``."""
    from digestkit.links.address import as_written, parse

    return parse(as_written(f"http://host.test{path}")).target
