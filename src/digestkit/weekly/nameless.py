"""Words of links that do not say whose page it is."""

import re

from digestkit.vocabulary import squeeze

_SAYS_NOTHING = frozenset(
    "原文 原文链接 阅读原文 查看原文 链接 网页链接 新闻链接 来源 报道 官方 详情 查看 点击查看 更多 全文 这里 此处 "  # noqa: SIM905
    "link source url readmore here".split()
)
"""Labels, squeezed, that any link may have."""
_ANY = re.compile(
    r"(?:跳转|直达|这[个篇份条则]?|[此该本原新的]|一[篇个份条则]|最新|全新|最近|原始|官方|更多|详细|相关|完整|前沿|深度|热门|开源|项目"
    r"|论文|模型|代码|数据集|研究|学术|技术|产品|消息|信息|新闻|资讯|社交媒体|[Gg]it[Hh]ub|购买|下载|试用|报名|申请)*"
    r"(?:来源|消息源|信源|出处|地址|链接|连结|网址|详情|信息|内容|主页|介绍|原文|全文|推文|帖子?|文章|博文|博客|报道|新闻"
    r"|论文|研究|报告|成果|项目|仓库|代码|分析|解读|分享|公告|动态|观点|讨论|页面|社交媒体)上?"
)
"""Words for what any page may be: 项目地址, 最新研究论文, 消息来源."""
# "⭐40.2k", "9384颗星", "Tweet Link", "read the paper": a count, or what kind of page it is.
_COUNT = re.compile(r"[⭐★]?\ufe0f?[+＋]?\d[\d.,]*[kw万]?(?:颗)?(?:星标?|[⭐★]|stars?)?")
_KIND = re.compile(
    r"(?:read|view|see|the|original|full|source|project|official)*(?:tweet|post|paper|article|story|page|repo|code|demo|blog|thread)?(?:link|url)?"
)
# "查看原帖", "这篇报道深入了解": what the reader should do, not who says it.
_CALLS = re.compile(
    r"(?:快来|点击|查看|看看|阅读|了解|探索|获取|前往|围观|参与|观看|关注|深入|体验|加入|访问|这篇|这个|这份|这条|该)"
)


def says_nothing(label: str) -> bool:
    """Whether ``label`` does not say whose page it is: 阅读原文, 项目地址, a number, an address."""
    key = squeeze(label).strip("：:[]【】→>»↗🔗")
    return (
        not key
        or key in _SAYS_NOTHING
        or key.isdigit()
        or "://" in key
        or _CALLS.match(key) is not None
        or _ANY.fullmatch(key) is not None
        or _COUNT.fullmatch(key) is not None
        or _KIND.fullmatch(key) is not None
    )
