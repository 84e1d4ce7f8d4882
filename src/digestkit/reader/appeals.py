"""Titles over words that ask something of the readers, and tell no news: to follow an account, to join a group, to buy."""

import re
from collections.abc import Sequence

from digestkit.late import late
from digestkit.reader.block import Block, worded
from digestkit.reader.builder import Builder
from digestkit.vocabulary import simplified

_ACCOUNT = "(?:公众号|交流群|读者群|微信群|粉丝群|社群|知识星球|频道|newsletter)"
_INVITES = late(
    rf"(?:欢迎|快来|扫码|点击)?(?:关注|订阅|加入)[^，。！？：:\n]{{0,20}}{_ACCOUNT}(?=$|[，,！!：:｜|])"
    rf"|[「“【《][^「」“”【】《》\n]{{2,16}}[」”】》] ?{_ACCOUNT}$",
    re.IGNORECASE,
)
"""Titles that invite: 关注「某某」公众号, 加入 AI 交流群, 「某某」公众号."""
_ADDRESSES = late(
    r"宝子|家人们|还在为|(?:看完|读完)(?:今[天日]|本期|这些|以上)|今天[聊说]的|想(?:每天|第一时间|体验|玩|收到|看到)"
)
"""How readers are spoken to about what they have read, or want."""
_ASKS = late(
    r"下单|选购|售后|[中在联有][文线系]?客服|发卡|账号店|(?:极速|自动|秒)发货|代充|优惠码|折扣码|抢购|(?:关注|搜索)(?:微信)?公众号|扫码(?:进|加|关|入|领)|回复[“「\"]"
)
"""What is wanted of them then. News speaks of such things, too, but not to its readers."""
_LONGEST_TITLE = 40
_OPENING = 80
_BLOCKS = 8


def appeals(builder: Builder, title: str, below: Sequence[Block]) -> bool:
    """Whether ``title`` heads an appeal to the readers; ``below`` stands under it, and has no fields then."""
    if len(title) > _LONGEST_TITLE:
        return False
    title = simplified(title)
    said = worded(below[:_BLOCKS])
    if _INVITES.match(title):
        return not any(map(builder.names, said))
    if not said or said[0].kind == "item":
        return False
    opening = simplified(builder.slice(said[0].span)[:_OPENING])
    if not (_ADDRESSES.search(title) or _ADDRESSES.search(opening)):
        return False
    asked = any(_ASKS.search(simplified(builder.slice(block.span))) for block in said)
    return asked and not any(map(builder.names, said))
