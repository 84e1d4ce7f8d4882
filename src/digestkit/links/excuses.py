"""Pages that answer 200 and are not the article: gone, or behind a wall.

What an error page says about itself stands in its title, a heading or a line of its own, and there
is no article around it. A living article may well speak of such pages; so the words count only
where they are the whole of a title or line, and only where there is no prose.
"""

import re

from digestkit.diagnostic import Text
from digestkit.links.pages import Page

_NO_ARTICLE = 240
"""A page with more characters of prose than that has an article on it."""
_SHORT_LINE = 70
_EARLY = 60
"""Nodes into a page that an error message is looked for, where the page is long."""
_SHORT_PAGE = 1500
_BARE_PAGE = 300
_SHELL = 120
"""A page with fewer visible characters than that is run by its scripts."""

_SORRY = (
    r"(?:非常|很|十分)?(?:抱歉|对不起|對不起|遗憾|sorry|oops|ops|哎呀|啊哦|啊噢|噢|喔|糟糕|出错了?|出錯了?|错误|錯誤|error|"
    r"温馨提示|溫馨提示|提示信息|提示|系统提示|we'?re sorry|uh[- ]?oh|whoops|404|410)"
)
_WHOSE = (
    r"(?:您|你|我们|用户)?(?:所|想|要|正在|试图|刚才|当前)*(?:访问|浏览|查看|寻找|请求|查找|打开|要找|找|搜索|訪問|瀏覽|輸入|输入|点击)的|"
    r"该|此|本|这个|这篇|这条|這個|這篇|當前|当前|原|相关|相關|該|這则|这则|对应|目标|该篇|此篇|该条"
)
_WHAT = (
    r"(?:页面|網頁|网页|頁面|文章|內容|内容|新闻|新聞|帖子|资源|資源|信息|资讯|资料|链接|鏈接|連結|视频|視頻|稿件|网址|網址|地址|"
    r"文件|图文|圖文|动态|专栏|回答|问题|作品|博文|文档|报道|報導|产品|活动|商品|话题|直播|节目|页|頁|url|wap)"
)
_PERHAPS = r"(?:可能|也许|似乎|好像|暂时|目前|现在|已经|已經|或许|或者?|都|，|,|、|\s|并|就|在这个世界上|未)"
_GONE = (
    r"(?:根本|並|并)?(?:不存在|不见了|不見了|找不到|没找到|没有找到|未找到|无法找到|無法找到|走丢|丢失|飞走|消失|迷路|跑丢|溜走|失踪|离家出走|"
    r"已?失效|已?过期|不可用|無效|无效|無法顯示|无法显示|无法访问|不翼而飞|被外星人|"
    r"(?:已经|已經|已)?(?:被|由|经)?(?:原)?(?:发布者|發布者|作者|用户|用戶|博主|管理员|管理員|系统|平台|网站|运营者)?(?:自行|主动)?"
    r"(?:删除|刪除|删|刪|移除|移除|下架|下线|下線|屏蔽|撤回|撤销|隐藏|关闭|封禁))"
)
_ZH = re.compile(
    rf"(?:{_SORRY}[\s，,。.！!~～…：:、—\-]*)*"
    rf"(?:(?:{_WHOSE})\s*)*(?:{_WHAT}(?:\s*(?:/|或|和|及|、|的)?\s*{_WHAT})?)(?:{_PERHAPS})*{_GONE}",
    re.IGNORECASE,
)
_ZH_FIND = re.compile(
    rf"(?:{_SORRY}[\s，,。.！!~～…：:、—\-]*)*(?:我们|暂时|系统)?(?:无法|没有|没|未能?|無法|沒有)?(?:找不到|找到|查询到|查詢到|发现|获取到)"
    rf"(?:了|任何|[您你]?要的)?(?:(?:{_WHOSE})\s*)*(?:对应的?|相关的?|指定的?|这个)*{_WHAT}",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"找不到|无法|没|未|無法|沒")
_ZH_OTHER = re.compile(
    r"(?:此|该|本)(?:内容|文章|图文|账号|帐号|公众号|视频)[^。]{0,24}(?:无法查看|不予显示|已?停止访问|无法展示)|"
    r"(?:此|该|本)?(?:账号|帐号|公众号)(?:已|被)[^。]{0,10}(?:注销|封禁|屏蔽|冻结)|"
    r"(?:该|此|本)(?:域名|网站|站点|空间)(?:已|现|正在)[^。]{0,12}(?:过期|出售|停止|关闭|到期|暂停)|"
    r"(?:本站|网站)已(?:经)?(?:关闭|停止|停运|下线)[^。]{0,12}|域名(?:已)?(?:过期|到期|出售)"
)
_CODE = re.compile(
    r"(?:(?:http|error|status|code|错误|页面|网页|page)[\s:：\-]*)*(?:404|410)"
    r"(?:[\s:：,，.\-–—_|!！]*(?:error|not\s*found|gone|page|页面|页|错误|找不到|未找到|not|found|no|such|出错了?|啦|了|"
    r"http|status|file|or|directory|提示|oops)*)*[\s.!！。~]*",
    re.IGNORECASE,
)
_EN = re.compile(
    r"(?:(?:oops|sorry|we'?re sorry|uh[- ]?oh|whoops|error|404|410)[\s,.!:;\-–—…]*(?:but\s+)?)*"
    r"(?:"
    r"(?:page|article|story|content|post|file|document|url|resource|item|entry)\s+(?:was\s+)?(?:not\s+found|gone|missing|deleted|removed|unavailable)|"
    r"(?:the|this|that|your)\s+(?:requested\s+|web\s*)?(?:page|article|story|content|post|url|resource|video|link|file|document|address)"
    r"(?:\s+(?:that\s+)?(?:you(?:'re|\s+are|\s+were|'ve)?\s+(?:looking\s+for|requested|trying\s+to\s+\w+|followed|tried\s+to\s+\w+)"
    r"|may|might|probably|at\s+this\s+address|on\s+this\s+server|in\s+question))*[\s,]*"
    r"(?:(?:has\s+been|was|is|have\s+been|may\s+have\s+been|might\s+have\s+been|could\s+have\s+been)\s+(?:\w+\s+){0,2}?"
    r"(?:removed|deleted|moved|unpublished|taken\s+down|unavailable|missing|gone|not\s+found|expired)|"
    r"(?:is|are)(?:n'?t|\s+not|\s+no\s+longer)\s+(?:\w+\s+)?(?:available|found|here|accessible)|isn'?t\s+available|"
    r"(?:could(?:\s*not|n'?t)|can(?:\s*not|'?t))\s+be\s+found|no\s+longer\s+(?:exists?|available)|does(?:\s+not|n'?t)\s+(?:seem\s+to\s+)?exist|was\s+not\s+found)|"
    r"(?:we\s+)?(?:could(?:\s*not|n'?t)|can(?:\s*not|'?t))\s+(?:seem\s+to\s+)?find\s+(?:the|that|this|what|your)\b.{0,40}|"
    r"(?:nothing|no\s+(?:page|article|results?))\s+(?:was\s+|were\s+)?(?:found|here)(?:\s+(?:here|at\s+this\s+\w+))?|"
    r"not\s+found|object\s+not\s+found|file\s+not\s+found|no\s+such\s+page|this\s+domain\s+(?:name\s+)?(?:is|may\s+be)\s+for\s+sale.{0,20}|"
    r"this\s+domain\s+has\s+expired.{0,20}|account\s+suspended|this\s+site\s+(?:is|has\s+been)\s+(?:closed|shut\s+down|suspended)"
    r")",
    re.IGNORECASE,
)
_MARKERS = re.compile(
    r'"page"\s*:\s*"/(?:404|_error)"|name="next-error"\s+content="not-found"|NEXT_HTTP_ERROR_FALLBACK;404'
)
_JSON_GONE = re.compile(
    r'"(?:code|status|status_?code|errno|err_?code|error_?code)"\s*:\s*"?(?:404|410|40400|404000|10404)\b|'
    r'"(?:msg|message|error|detail|title)"\s*:\s*"[^"]{0,20}(?:not\s?found|不存在|已删除|已下架)',
    re.IGNORECASE,
)
_TITLE_PARTS = re.compile(
    r"\s*(?:[|｜_·•»>]+|\s[\-–—]+\s|[\-–—]{2,}|(?<=[\u4e00-\u9fff])[\-–—](?=\S)|(?<=\d)-(?=[\u4e00-\u9fff]))\s*"
)

_WALL_WORDS = re.compile(
    r"just a moment|attention required|access (?:to this page (?:has been )?)?(?:is )?(?:denied|blocked|restricted)|"
    r"verify (?:that )?you(?:'re| are) (?:a )?(?:human|not a robot)|are you (?:a )?(?:robot|human)|you'?re not a robot|"
    r"checking (?:your browser|if the site)|(?:please )?enable (?:javascript|js|cookies)|pardon our interruption|"
    r"security (?:check|verification)|unusual (?:traffic|activity)|bot (?:detection|verification)|ddos[- ]?(?:protection|guard)|"
    r"human verification|(?:complete|solve) the captcha|^captcha$|robot check|request (?:blocked|rejected)|too many requests|"
    r"rate limit(?:ed)?|(?:sign|log) ?in to continue|please (?:log|sign) ?in|performing security|one more step|"
    r"(?:安全|人机|滑动|滑块|访问|身份|行为|图形|机器人|真人)(?:验证|驗證|检测|校验|认证)|验证码|驗證碼|验证中心|智能验证|"
    r"环境异常|環境異常|(?:访问|请求|操作)(?:过于|太|过|次数)?(?:频繁|過於頻繁|太快|过快|过多)|請求過於頻繁|访问(?:被)?(?:拒绝|受限|禁止|拦截|异常|阻断)|"
    r"(?:拒绝|禁止|限制)访问|请求(?:被)?(?:拦截|拒绝|阻断)|异常(?:访问|流量|请求)|(?:流量|请求|行为|网络|IP)异常|您的(?:访问|请求|IP)[^。]{0,12}(?:拦截|拒绝|阻断|限制|禁止|封)|"
    r"完成[^。]{0,6}验证|(?:请|需要?|后)(?:先)?登录(?:后|再|才)|登录后(?:查看|阅读|继续)|请(?:先)?(?:登录|登陆)|登入後|"
    r"(?:开启|启用|打开|支持)\s*(?:javascript|js|cookie)|javascript\s*(?:被禁用|未启用|已禁用)|浏览器安全检查|网络不给力|(?:当前|所在)(?:地区|区域)[^。]{0,8}(?:无法|不支持|限制)|"
    r"not available in your (?:region|country|location)|web应用防火墙|waf拦截|确认(?:您|你)(?:是|不是)(?:真人|机器人|人类)",
    re.IGNORECASE,
)
_WALL_MARKERS = re.compile(
    r"cdn-cgi/challenge-platform|_cf_chl_opt|cf-chl-|challenges\.cloudflare\.com|geo\.captcha-delivery\.com|px-captcha|"
    r"_Incapsula_Resource|awsWafCookieDomainList|gokuProps|sucuri_cloudproxy_js|acw_sc__v2|aliyun_waf|_waf_|TencentCaptcha|turing\.captcha|"
    r"geetest|hcaptcha\.com|g-recaptcha|recaptcha/api|smartcaptcha|wappoc_appmsgcaptcha|\$_ts\b|probe\.js|slide-?verify|"
    r"__jsl_clearance|yidun|ct_captcha|kasada|x-kpsdk|ddos-guard|antispider|byted_acrawler|verify\.snssdk|captcha",
    re.IGNORECASE,
)


def gone(page: Page) -> Text | None:
    """The words with which a page says that its article is gone, as a reason; ``None`` when it doesn't."""
    if page.metas.get("prerender-status-code", "").strip() in ("404", "410") or (
        page.prose < _NO_ARTICLE and _MARKERS.search(page.source)
    ):
        return _said("404")
    if _is_data(page):
        return _said("404") if len(page.source) < 2000 and _JSON_GONE.search(page.source) else None
    if page.prose >= _NO_ARTICLE:
        return None
    for part in (page.title, *_TITLE_PARTS.split(page.title)):
        if says_gone(part):
            return _said(part)
    early = page.nodes if page.visible < _SHORT_PAGE else page.nodes[:_EARLY]
    for node in early:
        if len(node.text) <= _SHORT_LINE and says_gone(node.text):
            # a bare number is an error only where it stands large, or nearly alone
            if node.text.isdigit() and not (node.tag in ("h1", "h2") or page.visible < _BARE_PAGE):
                continue
            return _said(node.text)
    return None


def says_gone(line: str) -> bool:
    """Whether ``line`` is, as a whole, the message of an error page."""
    line = line.replace("’", "'").strip(" \t\u3000\"'“”「」『』《》【】[]()（）:：.。!！~～…-—|")
    if not line or len(line) > _SHORT_LINE:
        return False
    if _CODE.fullmatch(line):
        return True
    for pattern in (_ZH, _ZH_OTHER, _EN):
        found = pattern.match(line)
        if found and _is_end(line[found.end() :]):
            return True
    found = _ZH_FIND.match(line)
    return bool(found and _NEGATED.search(found[0]) and _is_end(line[found.end() :]))


def _is_end(rest: str) -> bool:
    """Whether what follows the message only rounds it off."""
    return not rest or bool(
        re.match(
            r"(?:了|啦|哦|喔|呢|的|掉|或|，|,|。|！|!|\.|\s*[|(（\-–—]|~|～|…|\s*[;；]|、|\s+(?:or|on|at|and|because|due|to|anymore|by|as|from|for|right|please|404)\b)",
            rest,
            re.IGNORECASE,
        )
    )


def _said(words: str) -> Text:
    words = " ".join(words.split())[:40]
    return Text(f"页面上写着“{words}”", f"the page says “{words}”")


def _is_data(page: Page) -> bool:
    return page.source.lstrip()[:1] in ("{", "[")


def wall(page: Page) -> Text | None:
    """Why a page is not the article but a wall before it; ``None`` when it is no wall."""
    if page.prose >= _NO_ARTICLE:
        return None
    lines = [node.text for node in page.nodes] if page.visible < _BARE_PAGE else []
    found = wall_in_title(page) or next(filter(None, map(_wall_line, lines)), None)
    if found is None and page.visible < _SHELL and _WALL_MARKERS.search(page.source):
        return Text(
            "网站先要验证访客是不是真人，要人打开看", "the site first checks for robots; open it to see"
        )
    return found


def wall_in_title(page: Page) -> Text | None:
    """As ``wall``, by the title alone."""
    if page.prose >= _NO_ARTICLE or page.visible >= _SHORT_PAGE:
        return None
    return _wall_line(page.title) or (
        _wall_said(page.title)
        if re.fullmatch(r"(?:用户)?登[录錄陆]|log ?in|sign ?in", page.title, re.IGNORECASE)
        else None
    )


def _wall_line(line: str) -> Text | None:
    found = _WALL_WORDS.search(line) if len(line) <= _SHORT_LINE else None
    return _wall_said(found[0]) if found and len(line) <= len(found[0]) + 30 else None


def _wall_said(words: str) -> Text:
    return Text(
        f"网站要求验证或登录（“{words}”），要人打开看",
        f"the site wants a check or a login (“{words}”); open it to see",
    )
