"""What a figure counts: the quantity that the words beside it name, and what sets it apart from others of its kind.

``2 亿美元 C 轮`` is a round and ``投后估值 18 亿美元`` a valuation; ``累计 30 亿`` is no single round, ``每月 9 亿`` no
contract, ``首批 1 万名`` not all of them. Figures of different quantities never contradict each other.
"""

from digestkit.late import late
from digestkit.source import Span

QUANTITIES = {
    "融资额": r"融资|募资|筹资|筹集|募集|融了|(?<![A-Za-z])[A-Ha-h]\+{0,3}\s?轮|种子轮|天使轮|本轮|新一轮",
    "估值": "估值",
    "市值": "市值",
    "投资额": "投资|注资|斥资|出资|投入|豪掷|追投",
    "收购价": "收购价|收购金额|作价|收购",
    "营收": "营收|收入|销售额|营业额|流水|ARR|GMV|成交额",
    "利润": "净利润|净利|利润",
    "亏损": "亏损",
    "资本支出": "资本支出|资本开支|支出|开支",
    "成本": "成本|费用|花费|耗资",
    "债务": "债务|债券|发债|负债|贷款|授信",
    "合同额": "合同|订单|协议|采购|中标",
    "参数量": "参数规模|参数量|总参数|参数",
    "激活参数": "激活参数|激活",
    "上下文": "上下文",
    "用户数": "月活|日活|周活|用户数|用户",
    "下载量": "下载|安装量",
    "出货量": "出货|销量|售出|交付|产量",
    "岗位": "岗位|职位|招聘|员工",
    "裁员人数": "裁员|裁减",
    "份额": "份额|占比|市占率|占",
    "价格": "售价|定价|起售价|月费|年费|订阅费|最低价|原价",
    "优惠": "直降|立减|优惠|折扣|补贴|降价",
    "增幅": "增长|增速|增幅|涨幅|上涨|提升|提高|增加|暴涨|飙升|大涨|提速|加快|快",
    "降幅": "下降|降幅|跌幅|下跌|降低|减少|缩减|骤降|暴跌|大跌|降",
    "正确率": "准确率|正确率|得分|胜率|通过率|成功率|命中率",
    "错误率": "错误率|失败率|误差|损失|幻觉率",
    "红包": "红包",
    "罚款": "罚款|赔偿|和解",
}
"""A quantity's name → the words that name it."""
_WORD = late("|".join(f"(?P<q{i}>{words})" for i, words in enumerate(QUANTITIES.values())))
_NAMES = tuple(QUANTITIES)
_ASPECT = late(
    r"(?P<sum>累计|总计|合计|共计|总共|一共|总额)|(?P<each>每|人均|月均|年均|日均|平均|单[台个张卡次笔])"
    r"|(?P<first>首批|首期|第一[批期阶])|(?P<part>其中|部分|分别|至多|余下|剩余)"
    r"|(?P<before>此前|去年|上年|上一|上轮|原先|原本|原定|曾|历史|最初|以往)"
)
"""What makes a figure another than that of the same quantity without it."""


def nearest(clause: str, span: Span, most: int) -> str | None:
    """The quantity that the figure at ``span`` of ``clause`` states: the word next to it, at most ``most`` characters away."""
    best, found = most + 1, None
    for match in _WORD.finditer(clause):
        gap = max(span.start - match.end(), match.start() - span.end)
        if 0 <= gap < best:
            best, found = gap, _NAMES[int((match.lastgroup or "q0")[1:])]
    return found


def aspects(clause: str) -> frozenset[str]:
    """What sets the figures of ``clause`` apart: a sum, one of many, a first part, one of before."""
    return frozenset(match.lastgroup or "" for match in _ASPECT.finditer(clause))
