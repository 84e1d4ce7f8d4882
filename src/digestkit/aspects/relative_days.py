"""Days that only the day of the daily tells: 昨晚, 今日宣布. Not 今天 as the present (信息过载的今天)."""

from digestkit.late import late

_HAPPENS = (
    r"(?=[^，。！？；：“”\"\n]{0,8}?(?:宣布|发布|推出|上线|开源|开放|启动|更新|公布|披露|确认|报道|传来|召开|举行|揭晓"
    r"|上市|挂牌|开盘|收盘|发售|下架|退役|获批))"
)
RELATIVE_DAY = late(
    rf"(?<!的)(?:昨[日晚夜](?![的今])|昨天{_HAPPENS}|前[日天]晚?(?=[，,宣发上下])|今日，|今[天日晚]{_HAPPENS}|今[晨早起](?!点))"
    rf"|(?<=于)[今明][日天晚]|明[日天](?:(?=[起将])|{_HAPPENS})"
)
