# ruff: noqa: E501 -- one behaviour a line
"""How the platforms that Chinese digests link to say that something is gone, walled off or well: pages as they are built.

More behaviours for the server of faults. Around each message stands what stands there in life: links, an app to
download, recommended reading, a foot, scripts that do the work. Texts and names are made up.
"""

from .faults import HEADLINES, IMPRINT, PARAGRAPH, Fault, answer, article, depending, to

NAV = "<header><a href='/'>首页</a><a href='/news'>快讯</a><a href='/video'>视频</a><a href='/login'>登录</a><a href='/app'>下载App</a></header>"
FOOT = f"<footer><a href='/about'>关于我们</a><a href='/jobs'>加入我们</a>{IMPRINT}</footer>"
READ_ON = f"<aside><h3>大家都在看</h3><ul>{HEADLINES[:1500]}</ul></aside>"
SCRIPTS = "<script src='/static/js/main.0a1b.js'></script><script>window.__wxjs_is_wkwebview=true;var uin='';window.user_uin=0;</script>"


def page(title: str, body: str, *, around: bool = True, head: str = "") -> bytes:
    """A page of a platform, with what stands around on all of them unless it is a bare one."""
    inside = f"{NAV}<main>{body}</main>{READ_ON}{FOOT}" if around else body
    return answer(
        f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{inside}{SCRIPTS}</body></html>"
    )


def notice(line: str, more: str = "") -> str:
    """A box with a message, as account platforms show it on a phone."""
    return (
        "<div id='js_container'><div class='weui-msg'><div class='weui-msg__icon-area'><i class='weui-icon-warn'></i></div>"
        f"<div class='weui-msg__text-area'><div class='weui-msg__title warn'>{line}</div>{more}</div></div></div>"
    )


def api(code: int, message: str) -> bytes:
    return answer(
        f'{{"code":{code},"message":"{message}","data":null}}', kind="application/json;charset=utf-8"
    )


STATE = '<script>window.initialState={{"articleDetail":{{"code":{0},"data":null}}}}</script>'

PLATFORMS: dict[str, Fault] = {
    # accounts
    "/account/deleted": Fault("soft-dead", page("", notice("该内容已被发布者删除"), around=False)),
    "/account/violation": Fault("soft-dead", page("", notice("此内容因违规无法查看", "<p class='tips'>接相关投诉，此内容违反《示例公众账号信息服务管理规定》，查看<a href='#'>详情</a></p>"), around=False)),
    "/account/infringes": Fault("soft-dead", page("", notice("此内容被投诉且经审核涉嫌侵权，无法查看。"), around=False)),
    "/account/closed": Fault("soft-dead", page("", notice("该账号已自主注销，内容无法查看"), around=False)),
    "/account/banned": Fault("soft-dead", page("", notice("此账号已被屏蔽, 内容无法查看"), around=False)),
    "/account/temporary": Fault("soft-dead", page("", notice("链接已过期", "<p>该链接已过期，请从公众号重新进入</p>"), around=False)),
    "/account/parameter": Fault("soft-dead", page("", notice("参数错误"), around=False)),
    "/account/private": Fault("soft-dead", page("", notice("该内容已被设为私密"), around=False)),
    "/account/busy": Fault("uncertain", page("", notice("系统繁忙，请稍后再试"), around=False)),
    "/account/unknown": Fault("uncertain", page("", notice("未知错误，请稍后再试"), around=False)),
    "/account/client": Fault("uncertain", page("", notice("请在客户端打开链接"), around=False)),
    "/account/check": Fault("uncertain", page("", notice("环境异常", "<p>当前环境异常，完成验证后即可继续访问。</p><a id='js_verify'>去验证</a>"), around=False)),
    "/account/article": Fault("alive", page("飞鱼科技发布推理芯片", f"<h1 id='activity-name'>飞鱼科技发布推理芯片</h1><em>2026-02-08</em><div id='js_content' style='visibility: hidden; opacity: 0;'><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></div>", around=False)),
    "/account/article-short": Fault("alive", page("今天的图", "<h1 id='activity-name'>今天的图</h1><span>示例日报</span><div id='js_content'><img src='/a.png'></div><div>阅读原文</div>", around=False)),
    "/account/article-deletes": Fault("alive", page("该内容已被发布者删除，是谁删的？", f"<h1>该内容已被发布者删除，是谁删的？</h1><p>{PARAGRAPH}</p>", around=False)),
    # question sites
    "/question/403": Fault("uncertain", answer('{"error":{"message":"您当前请求存在异常，暂时限制本次访问。如有疑问，您可以通过手机摇一摇反馈。","code":40362}}', "403 Forbidden", kind="application/json")),
    "/question/waste": Fault("soft-dead", page("示例问答 - 有问题，就会有答案", "<div class='ErrorPage'><p class='ErrorPage-text'>你似乎来到了没有知识存在的荒原</p><p>去往首页</p></div>", around=False)),
    "/question/shell": Fault("alive", page("示例问答 - 有问题，就会有答案", "<div id='root'></div>", around=False)),
    "/question/1": Fault("uncertain", to("/signin?next=%2Fquestion%2F1")),
    "/signin?next=%2Fquestion%2F1": Fault("alive", page("示例问答", "<div id='root'></div>", around=False)),
    "/question/answer-deleted": Fault("soft-dead", page("该回答已被删除 - 示例问答", "<h1>该回答已被删除</h1><a href='/question/1'>查看问题</a>", around=False)),
    # feeds
    "/item/7300000000000000001/": Fault("soft-dead", to("/?wid=1700000000")),
    "/?wid=1700000000": Fault("alive", answer(article("示例头条"))),
    "/a7300000000000000002/": Fault("moved", to("/article/7300000000000000002/", "301 Moved Permanently")),
    "/article/7300000000000000002/": Fault("alive", answer(article())),
    "/article/7300000000000000003/": Fault("uncertain", answer("<html><head><meta charset='UTF-8'></head><body></body><script>window.byted_acrawler&&window.byted_acrawler.init({aid:99,dfp:0});var a=window.byted_acrawler.sign('','0');document.cookie='__ac_signature='+a;window.location.reload();</script></html>")),
    "/group/gone": Fault("soft-dead", page("404错误页", "<div class='no-page'><p>抱歉，您访问的页面不存在</p><p>5s 后自动跳转至首页</p></div>")),
    "/feed/note": Fault("soft-dead", to("/404?source=/explore/1&error_code=300031&error_msg=%E5%BD%93%E5%89%8D%E7%AC%94%E8%AE%B0%E6%9A%82%E6%97%B6%E6%97%A0%E6%B3%95%E6%B5%8F%E8%A7%88")),
    "/404?source=/explore/1&error_code=300031&error_msg=%E5%BD%93%E5%89%8D%E7%AC%94%E8%AE%B0%E6%9A%82%E6%97%B6%E6%97%A0%E6%B3%95%E6%B5%8F%E8%A7%88": Fault("soft-dead", page("你访问的页面不见了", "<p>你访问的页面不见了</p><p>返回首页</p>", around=False)),
    # portals
    "/portal/five-seconds": Fault("soft-dead", page("页面没有找到", "<div class='wrap'><p>页面没有找到 <span>5秒钟</span>之后将会带您进入首页!</p></div>")),
    "/portal/five-seconds-gbk": Fault("soft-dead", answer("<html><head><meta http-equiv='Content-type' content='text/html; charset=gb2312'><title>页面没有找到</title></head><body>抱歉，您要访问的页面不存在或被删除！<br>5秒钟之后将会带您进入首页</body></html>".encode("gbk"), kind="text/html")),
    "/portal/gone-with-words": Fault("soft-dead", page("示例网", f"<h2>404,您访问的页面已经不存在!</h2><ul><li>您可以：</li><li>检查刚才的输入</li><li>去其他地方逛逛</li></ul><p>{'相关阅读 ' * 5}</p>")),
    "/portal/tech/20260208A0123400.html": Fault("soft-dead", to("/portal/tech/", "301 Moved Permanently")),
    "/portal/tech/": Fault("alive", page("科技 - 示例网", f"<h1>科技</h1><ul>{HEADLINES}</ul>")),
    "/portal/dy/article/ABCDEF0123456789.html": Fault("soft-dead", to("/special/error_isp.html")),
    "/special/error_isp.html": Fault("alive", page("示例网", "<p>示例网</p>", around=False)),
    "/portal/rain/a/20260208A01": Fault("soft-dead", page("示例新闻", "<div class='error-page'><h2>哦豁，内容找不到了</h2><p>换个内容看看吧</p></div>", around=False)),
    "/portal/article": Fault("alive", page("飞鱼科技发布推理芯片_示例网", f"<h1>飞鱼科技发布推理芯片</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><div class='comments'>该评论已删除</div>")),
    "/portal/short": Fault("alive", page("飞鱼科技发布新款推理芯片_示例网", "<h1>飞鱼科技发布新款推理芯片</h1><p>示例网 2 月 8 日消息，飞鱼科技发布推理芯片。</p>")),
    "/": Fault("alive", answer(article("示例网首页"))),
    "/portal/refresh": Fault("soft-dead", answer("<html><head><meta http-equiv='refresh' content='0;url=/'></head></html>")),
    # business news
    "/p/3100000000000001": Fault("soft-dead", page("示例氪", "<div class='kr-error'><p>很抱歉，你访问的页面不存在</p><p>你可以返回首页，或者看看其他文章</p></div>")),
    "/p/3100000000000002": Fault("soft-dead", page("示例氪_让一部分人先看到未来", "<div id='app'></div>" + STATE.format(404), around=False)),
    "/p/3100000000000003": Fault("alive", page("飞鱼发布芯片-示例氪", "<div id='app'></div>" + STATE.format(0), around=False)),
    "/newsflashes/1": Fault("soft-dead", page("快讯 - 示例氪", "<h1>该快讯已被删除</h1>")),
    "/newsflashes/2": Fault("alive", page("飞鱼科技完成新一轮融资 - 快讯 - 示例氪", "<h1>飞鱼科技完成新一轮融资</h1><p>示例氪获悉，飞鱼科技完成新一轮融资。</p>", around=False)),
    "/tiger/article/1.html": Fault("soft-dead", page("示例虎嗅", "<div class='not-found'><img src='/img/ghost.png'><p>您访问的文章不存在或已被删除</p><a href='/'>回首页</a></div>")),
    # videos, notes, code, forums
    "/video/gone": Fault("soft-dead", page("出错啦! - 示例视频", "<div class='error-container'><p>啊叻？视频不见了？</p><a>返回上一页</a></div>", around=False)),
    "/video/api": Fault("soft-dead", api(-404, "啥都木有")),
    "/video/api-banned": Fault("uncertain", api(-412, "请求被拦截")),
    "/video/plays": Fault("alive", page("【飞鱼】发布会全程回放_示例视频", "<h1>【飞鱼】发布会全程回放</h1><span>1.2万播放</span><span>404弹幕</span><p>未经作者授权，禁止转载</p><div>自动连播</div>", around=False)),
    "/note/api": Fault("soft-dead", api(10404, "笔记不存在")),
    "/weibo/deleted": Fault("soft-dead", page("微博正文 - 示例博客", "<p class='h5-4con'>微博不存在或暂无查看权限!</p>", around=False)),
    "/weibo/visitor": Fault("uncertain", answer("<html><head><title>Sina Visitor System</title></head><body><span id='message'></span><script>var tid='';incarnate(tid)</script></body></html>")),
    "/weibo/20003": Fault("soft-dead", page("出错了", "<p>由于作者隐私设置，你没有权限查看此微博</p><p>该微博已被作者删除</p>", around=False)),
    "/code/404-page": Fault("soft-dead", page("找不到页面 · 示例代码", "<h3>您访问的仓库不存在或已被删除</h3>")),
    "/code/private": Fault("uncertain", page("登录 · 示例代码", "<form><label>用户名</label><input><label>密码</label><input></form>", around=False)),
    "/code/repo": Fault("alive", page("feiyu/qingchuan: 推理引擎", "<h1>feiyu/qingchuan</h1><span>Star 404</span><article>README</article>", around=False)),
    "/blog/csdn": Fault("soft-dead", page("示例博客", "<div class='new_404'><h3>404</h3><p>很抱歉，页面走丢了~</p></div>")),
    "/post/juejin": Fault("soft-dead", page("示例社区", "<p>文章未找到</p><a href='/'>回到首页</a>", around=False)),
    "/forum/thread-1": Fault("soft-dead", page("提示信息 - 示例论坛", "<div class='alert_error'><p>抱歉，指定的主题不存在或已被删除或正在被审核</p></div>", around=False)),
    "/forum/guest": Fault("uncertain", page("提示信息 - 示例论坛", "<div class='alert_info'><p>抱歉，您需要登录后才能继续浏览</p></div>", around=False)),
    # papers, models, English sites
    "/abs/2602.99999": Fault("soft-dead", page("Article not found", "<h1>Article identifier not recognized</h1><p>The article '2602.99999' was not found</p>", around=False)),
    "/abs/2602.00001": Fault("alive", page("[2602.00001] Qingchuan: An Inference Engine", "<h1>Qingchuan: An Inference Engine</h1><p>Abstract: We present an inference engine.</p>", around=False)),
    "/i/status/1": Fault("uncertain", page("X", "<p>JavaScript is not available.</p><p>We’ve detected that JavaScript is disabled in this browser. Please enable JavaScript or switch to a supported browser to continue.</p>", around=False)),
    "/i/status/2": Fault("soft-dead", page("X", "<p>Hmm...this page doesn’t exist. Try searching for something else.</p>", around=False)),
    "/watch?v=gone": Fault("soft-dead", page("- Example Video", "<h1>This video isn't available anymore</h1>", around=False)),
    "/watch?v=private": Fault("soft-dead", page("- Example Video", "<h1>Video unavailable</h1><p>This video is private</p>", around=False)),
    "/medium/410": Fault("soft-dead", page("Example Reads", "<h2>Error 410</h2><p>The author deleted this story.</p>", around=False)),
    "/press/paywall": Fault("alive", answer(article(more="<div class='paywall'>Subscribe to continue reading</div>"))),
    "/press/wall": Fault("uncertain", page("Example Press", "<h1>Subscribe to unlock this article</h1><p>Try unlimited access</p>", around=False)),
    "/press/consent": Fault("uncertain", page("Example Press", "<h1>Before you continue</h1><p>We use cookies</p><button>Accept all</button>", around=False)),
    # middlemen: short links, warnings before leaving
    "/link?target=x": Fault("uncertain", page("即将离开示例问答", "<h1>即将离开示例问答</h1><p>您即将离开示例问答，请注意您的账号和财产安全。</p><a>继续访问</a>", around=False)),
    "/short/expired": Fault("soft-dead", page("示例短链", "<p>短链接已失效</p>", around=False)),
    "/short/blocked": Fault("uncertain", page("示例短链", "<p>该链接存在风险，已停止访问</p>", around=False)),
    "/cdn/geo": Fault("uncertain", page("示例", "<h2>Error</h2><p>This content is not available in your region</p>", around=False)),
    "/captive": Fault("uncertain", answer("<html><body><script>top.self.location.href='http://10.1.2.3/eportal/index.jsp?wlanuserip=1'</script></body></html>")),
    "/mobile": Fault("alive", depending(lambda r: to("/mobile/m") if "Mobile" not in r.headers.get("user-agent", "") else answer(""))),
    "/mobile/m": Fault("alive", answer(article())),
}  # fmt: skip
