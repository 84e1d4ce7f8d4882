"""One invented issue of two sections and six stories, in the layouts of desks, editors and language models."""

from collections.abc import Callable

STORIES = (
    (
        "星河智能发布 Nova 3 大模型",
        "星河智能今天发布 Nova 3，推理成本下降一半，开发者可以免费试用。",
        "https://a.example/1",
        "晨报",
    ),
    (
        "飞鱼科技完成 3 亿元 B 轮融资",
        "飞鱼科技宣布完成 B 轮融资，由云杉资本领投，资金用于算力建设。",
        "https://a.example/2",
        "云报",
    ),
    (
        "监管部门就生成式服务征求意见",
        "新规要求标注生成内容，明年一月起施行。",
        "https://b.example/3",
        "新闻社",
    ),
    ("海燕机器人进入商场试点", "海燕与三家商场合作，部署导览机器人。", "https://b.example/4", "财讯"),
    ("OpenAI 推出新的编程助手", "新助手支持多文件修改，面向付费用户开放。", "https://c.example/5", "边界"),
    ("白鹭芯片流片成功", "白鹭称其推理芯片能效提高两倍，明年量产。", "https://c.example/6", "通讯社"),
)
SECTIONS = ("大模型", "行业动态")
H1 = "# AI 日报 2026-05-03"
POINTS = ("成本下降一半", "开发者可以试用")
HAN = "一二三四"

Story = Callable[[int, str, str, str, str], str]


def issue(head: str, section: str, story: Story, between: str = "\n\n") -> str:
    parts, number = [head], 0
    for i, name in enumerate(SECTIONS):
        parts.append(section.format(name=name, number=i + 1))
        for each in STORIES[i * 3 : i * 3 + 3]:
            number += 1
            parts.append(story(number, *each))
    return between.join(parts) + "\n"


def pointed(bullet: str = "- ") -> str:
    return "\n".join(bullet + each for each in POINTS)


def numbers_defined(n: int) -> str:
    return "\n".join(f"[{i}]: {STORIES[i - 1][2]}" for i in range(1, n + 1))


LAYOUTS: dict[str, str] = {
    "numbered lines": issue(H1, "## {name}", lambda n, t, b, u, s: f"{n:02d} {t}\n\n{b}\n\n来源：[{s}]({u})"),
    "linked headings over quotes": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {n}. [{t}]({u})\n> {b}\n- **来源**: {s} | **时间**: 05-03 10:00"
    ),
    "numbered links with stars": issue(H1, "## {name}", lambda n, t, b, u, s: f"{n}. **[{t}]({u})** ⭐ 1{n}23 - {b}"),
    "linked bullets": issue(H1, "\n### {name}\n", lambda n, t, b, u, s: f"- [{t}]({u}) - {s}", "\n"),
    "bold numbered titles": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**{n}. {t}**\n\n{b}\n\n🔗 [查看详情]({u})"
    ),
    "linked lines over prose": issue(
        "# 科技周刊（第 312 期）\n\n这里记录每周值得分享的内容。\n\n## 封面图\n\n![](https://a.example/x.jpg)",
        "## {name}",
        lambda n, t, b, u, s: f"{n}、[{t}]({u})\n\n{b}",
    ),
    "bracketed leads": issue(H1, "## {name}", lambda n, t, b, u, s: f"**【{t}】** {b}（来源：[{s}]({u})）"),
    "first sentences of items": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"{n}. {t}。{b}[{s}]({u})", "\n"
    ),
    "bold titles over prose": issue(H1, "## {name}", lambda n, t, b, u, s: f"**{t}**\n{b}\n[{s}]({u})"),
    "bars and diamonds": issue("AI早报 | 2026年5月3日", "▎{name}", lambda n, t, b, u, s: f"◆ {t}\n{b}\n{u}"),
    "level four with other labels": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"#### {t}\n\n{b}\n\n**为什么重要**：值得关注。\n\n📎 {s}: {u}"
    ),
    "bold bullets with lines": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"- **{t}**\n  {b}\n  来源：[{s}]({u})"
    ),
    "bold bullets with bullets": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"- **{t}**\n  - {b}\n  - 来源：[{s}]({u})"
    ),
    "bold-line sections": issue(H1, "**{name}**", lambda n, t, b, u, s: f"{n}. **{t}**：{b}[{s}]({u})"),
    "front matter, prose and points": issue(
        "---\ntitle: AI 日报\ndate: 2026-05-03\n---",
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n- 第一点内容说明\n- 第二点内容说明\n\n> 来源：[{s}]({u})",
    ),
    "numbered sections and labels": issue(
        H1,
        "## {number}. {name}",
        lambda n, t, b, u, s: f"### {n}. {t}\n\n**摘要**：{b}\n\n**关键信息**：\n- 点一\n- 点二\n\n**来源**：{s}（{u}）",
    ),
    "H1 sections": issue("", "# {name}", lambda n, t, b, u, s: f"## {t}\n\n{b}\n\n> 来源：{s} {u}"),
    "loose bullets": issue(H1, "## {name}", lambda n, t, b, u, s: f"- {t}\n\n  {b}\n\n  [{s}]({u})"),
    "slanted sources": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**{n:02d} | {t}**\n\n{b}\n\n*来源：[{s}]({u})*"
    ),
    "keycap numbers and emoji labels": issue(
        H1, "## 📌 {name}", lambda n, t, b, u, s: f"### {n}\ufe0f\u20e3 {t}\n\n**📝 摘要**：{b}\n\n**🔗 来源**：[{s}]({u})"
    ),
    "bulleted labels": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n- 来源：[{s}]({u})\n- 时间：2026-05-03\n- 摘要：{b}"
    ),
    "quoted labels": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n> **摘要**：{b}\n>\n> **来源**：[{s}]({u})"
    ),
    "plain titles and prose without headings": issue(
        "AI 行业日报（2026年5月3日）", "**{name}**", lambda n, t, b, u, s: f"{n}. {t}\n{b}\n来源：[{s}]({u})"
    ),
    "a table a story": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n| 字段 | 内容 |\n|---|---|\n| 说明 | {b} |\n| **来源** | [{s}]({u}) |",
    ),
    "call-outs": issue(H1, "## {name}", lambda n, t, b, u, s: f"> [!info] {t}\n> {b}\n> 来源：[{s}]({u})"),
    "folded call-outs with points": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"> [!news]- {t}\n> {b}\n>\n> - 点一\n> - 点二\n>\n> **来源**：[{s}]({u})"
    ),
    "call-outs for fields": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n> [!note] 说明\n> {b}\n\n> [!quote] 来源\n> [{s}]({u})"
    ),
    "facts over prose": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n发布时间：2026-05-03 来源：[{s}]({u})\n\n{b}"
    ),
    "slanted facts over prose": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n*2026-05-03 08:00 | 来源：[{s}]({u}) | 作者：林*\n\n{b}"
    ),
    "blue-span": issue(
        '<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 (2026-05-03)</span>',
        "**{name}**",
        lambda n, t, b, u, s: f"**{t}**\n说明:{b}\n背景：早有传闻。\n要点：\n- 点一\n- 点二\n来源出处：[{s}]({u})",
    ),
    "numbers on lines of their own": issue(
        "AI 早知道 | 2026年5月3日", "**{name}**", lambda n, t, b, u, s: f"{n:02d}\n\n**{t}**\n\n{b}\n\n{u}"
    ),
    "times of day before titles": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {n + 8:02d}:30 {t}\n\n{b} [{s}]({u})"
    ),
    "times of day before a stroke": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**{n + 8:02d}:05 | {t}**\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "numbers before a stroke": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {n:02d} / {t}\n\n{b} [→ 原文]({u})"
    ),
    "numbers as headings": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {n:02d}\n\n### {t}\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "titles in two languages": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n*In English {n}*\n\n**摘要 Summary**：{b}\n\n**来源 / Source**：[{s}]({u})",
    ),
    "labels of its own": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n**一句话看懂**：{b}\n\n**谁会受益**：开发者。\n\n📎 [{s}]({u})",
    ),
    "fields as headings": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n#### 说明\n\n{b}\n\n#### 来源\n\n[{s}]({u})"
    ),
    "bracketed leads under bracketed sections": issue(H1, "## 【{name}】", lambda n, t, b, u, s: f"【{t}】{b}（{s}）{u}"),
    "bold over bold": issue(
        "**AI 日报（2026-05-03）**", "**{number}、{name}**", lambda n, t, b, u, s: f"**{n}. {t}**\n\n{b}\n\n{u}"
    ),
    "Chinese numbers for sections": issue(
        "2026年5月3日AI日报",
        "一、{name}",
        lambda n, t, b, u, s: f"{n}. {t}\n说明：{b}\n要点：\n（1）成本下降\n（2）可以试用\n来源：{s} {u}",
    ),
    "brackets for sections": issue(
        "📅 2026年5月3日 AI 早报", "【{name}】", lambda n, t, b, u, s: f"🚀 {t}\n{b}\n🔗 {u}"
    ),
    "circles for sections": issue(
        "【AI日报】2026/05/03", "◎ {name}", lambda n, t, b, u, s: f"{n}、{t}\n{b}\n{u}"
    ),
    "squares": issue("■ AI日报 2026.5.3 ■", "■ {name}", lambda n, t, b, u, s: f"□ {t}\n{b}\n出典：{s} {u}"),
    "lists in lists": issue(H1, "- **{name}产品**", lambda n, t, b, u, s: f"  - [{t}]({u})：{b}", "\n").replace(
        "产品**", "**"
    ),
    "reference links": issue(H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}][{n}]")
    + "\n"
    + numbers_defined(6),
    "footnotes": issue(H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n{b}[^{n}]")
    + "\n"
    + numbers_defined(6).replace("[", "[^"),
    "quoted stories": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"> **{t}**\n>\n> {b}\n>\n> 来源：[{s}]({u})"
    ),
    "full-width digits": issue(
        "# AI 日报（２０２６年５月３日）",
        "## {number}．{name}",
        lambda n, t, b, u, s: f"### {n}．{t}\n\n说明：{b}\n\n要点：\n{pointed('・')}\n\n来源：[{s}]({u})",
    ),
    "no-break spaces": issue(
        H1, "##\xa0{name}", lambda n, t, b, u, s: f"###\xa0{t}\n\n{b}\n\n{pointed('-' + chr(0xA0))}\n\n来源：[{s}]({u})"
    ),
    "underlined": issue(
        "AI 日报 2026-05-03\n=========",
        "{name}\n---------",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    ),
    "HTML": issue(
        "<h1>AI 日报 2026-05-03</h1>",
        '<h2 class="s">{name}</h2>',
        lambda n, t, b, u, s: f'<h3>{t}</h3>\n<p>{b}</p>\n<p>来源：<a href="{u}" target="_blank">{s}</a></p>',
    ),
    "TOML": issue(
        '+++\ntitle = "AI 日报"\ndate = 2026-05-03T08:00:00+08:00\n+++',
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    ),
    "links of a chat": issue(
        "*AI 日报 2026-05-03*", "**{name}**", lambda n, t, b, u, s: f"*{t}*\n{b}\n来源：<{u}|{s}>"
    ),
    "JSON": issue(
        '{\n  "title": "AI 日报",\n  "date": "2026-05-03",\n  "menu": {\n    "main": 1\n  }\n}',
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    ),
    "two colons": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n- 说明:: {b}\n- 来源:: [{s}]({u})"
    ),
    "facts in italics": issue(
        "# AI Daily, May 3, 2026", "## {name}", lambda n, t, b, u, s: f"### [{t}]({u})\n\n*{s}* · 08:1{n}\n\n{b}"
    ),
    "a list of what is in it": issue(
        f"{H1}\n\n## 今日要闻速览\n\n1. 星河发布\n2. 飞鱼融资",
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    )
    + "\n## 明日关注\n\n- 发布会（10:00）\n",
    "traditional characters": issue(
        "# AI 日報 2026-05-03", "## {name}", lambda n, t, b, u, s: f"### {t}\n\n**說明**：{b}\n\n**來源**：[{s}]({u})"
    ),
    "numbers before a full-width stroke": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {n}｜{t}\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "ranks": issue(H1, "## {name}", lambda n, t, b, u, s: f"### TOP {n} {t}\n\n{b}\n\n来源：[{s}]({u})"),
    "ranks with a mark": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**NO.{n}｜{t}**\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "anchors": issue(
        H1, "## {name} {{#part-{number}}}", lambda n, t, b, u, s: f"### {t} {{#s{n}}}\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "questions as labels": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n**发生了什么？** {b}\n\n**然后呢？** 待观察。\n\n[阅读原文]({u})"
    ),
    "what a project is as a label": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n**项目是什么**\n\n{b}\n\n**为什么值得看**\n\n成本下降。\n\n来源：[{s}]({u})",
    ),
    "tasks": issue(H1, "\n## {name}\n", lambda n, t, b, u, s: f"- [ ] {t} — [{s}]({u})", "\n"),
    "the day on a line of its own": issue(
        "# 慢读\n\n2026 年 5 月 3 日 · 第 77 封信",
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    ),
    "the day of a page of WeChat": issue(
        "# 慢读｜5月3日\n\n原创 阿澈 慢读 2026年5月3日 07:45 上海\n\n大家好。",
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    ),
    "times of day over paragraphs": issue(
        H1, "", lambda n, t, b, u, s: f"**{n + 8:02d}:30** {t}。{b}（[{s}]({u})）"
    ),
    "leads without sections": issue(
        "## AI 日报 · 2026-05-03", "", lambda n, t, b, u, s: f"**{t}。** {b}[{s}]({u})"
    ),
    "paragraphs of HTML under lists": issue(
        "<h1>AI 日报 2026-05-03</h1>",
        "<h2>{name}</h2>",
        lambda n, t, b, u, s: (
            f'<h3>{t}</h3>\n<p>{b}</p>\n<ul>\n<li>成本下降</li>\n</ul>\n<p>来源：<a href="{u}">{s}</a></p>'
        ),
    ),
    "sources in small print": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n<small>来源：[{s}]({u})</small>"
    ),
    "emoji for sections": issue(
        "📅 2026年5月3日 AI 早报", "📱 {name}", lambda n, t, b, u, s: f"▶️{t}。{u}"
    ),
    "a heading of the second level over all": issue(
        "## 观澜 · 2026年5月3日", "", lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "a table under a word for highlights": issue(
        "---\ntitle: 表格日报\ndate: 2026-05-03\n---\n\n## 今日概览\n\n| # | 标题 | 摘要 | 来源 |\n|---|---|---|---|",
        "",
        lambda n, t, b, u, s: f"| {n} | {t} | {b} | [{s}]({u}) |",
        "\n",
    ).replace("|\n\n|", "|\n|"),
    "an introduction with a heading, and an end": issue(
        f"{H1}\n\n## 本周导语\n\n本周最大的变化是监管节奏放缓。",
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    )
    + "\n## END\n\n点个在看，明天见。\n",
    "escaped marks": issue(
        "# AI 日报 2026\\-05\\-03", "## {number}\\. {name}", lambda n, t, b, u, s: f"{n}\\. **{t}** {b} ([{s}]({u}))"
    ),
    "corner brackets": issue(
        "# 「AI 日报」2026-05-03", "## 「{name}」", lambda n, t, b, u, s: f"### 「{n}」{t}\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "bars before names": issue(H1, "## ▌{name}", lambda n, t, b, u, s: f"### ◆ [{n}] {t}\n\n{b}\n\n来源：[{s}]({u})"),
    "labels of titles": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**标题**：{t}\n**来源**：[{s}]({u})\n**摘要**：{b}"
    ),
    "semicolons behind titles": issue(H1, "## {name}", lambda n, t, b, u, s: f"{n}、[{t}；]({u})", "\n"),
    "signs before sources": issue(H1, "## {name}", lambda n, t, b, u, s: f"### 📍 {t}\n{b}\n🔗 {s}：{u}"),
    "sources in brackets under the text": issue(
        "AI 晨報 2026/05/03", "■ {name}", lambda n, t, b, u, s: f"● {t}\n{b}\n（資料來源：{s} {u}）"
    ),
    "languages behind labels": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n*《In English {n}》*\n- **来源（中文）**: [{s}]({u})\n- **摘要（中文）**: {b}"
    ),
    "names before a stroke": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {n}、{t}\n\n{s} | [阅读原文]({u})\n\n![](https://a.example/{n}.png)\n\n{b}"
    ),
    "facts of its own over prose": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {n}. {t}\n\n**影响领域**: 经济 / 科技  \n**影响等级**: 重大\n\n{b}\n\n*来源: [{s}]({u})*",
    ),
    "tags over prose": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n`模型` `融资`\n\n{b}\n\n来源：{s} | 评分：8{n} | [原文]({u})"
    ),
    "grades in bold over prose": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### [{t}]({u})\n\n**🔬 研究 · 必读**\n\n{b}"
    ),
    "long words on the links below": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**{t}**\n\n{b}\n\n→ [阅读{s}的完整报道]({u})"
    ),
    "facts between title and text": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n📊 热度：9{n} | 🏷️ 标签：`模型`\n\n{b}\n\n🔗 [{s}]({u})"
    ),
    "details on the last line": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"- **{t}**\n  {b}\n  详情：[{s}的报道]({u})"
    ),
    "keycaps without headings": issue(
        "✨ AI 日报 2026-05-03", "", lambda n, t, b, u, s: f"{n}\ufe0f\u20e3{t}\n👉{b}\n{u}"
    ),
    "framed names": issue(
        "2026-05-03 AI 日报", "===== {name} =====", lambda n, t, b, u, s: f"[{n}] {t}\n{b}\n来源: {s} {u}"
    ),
    "folded stories": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"<details><summary><b>{t}</b></summary>\n\n{b}\n\n来源：[{s}]({u})\n\n</details>",
    ),
    "folded sections": issue(
        H1, "<details open>\n<summary>{name}</summary>\n", lambda n, t, b, u, s: f"- **[{t}]({u})** {b}\n", "\n"
    ).replace("<details open>", "</details>\n\n<details open>"),
    "directives of a site's generator": issue(
        f"{H1}\n\n[[toc]]\n\n::: tip 今日一句\n成本继续下降。\n:::",
        "## {name}",
        lambda n, t, b, u, s: f'### {t}\n{{: .no_toc }}\n\n::: info\n{b}\n:::\n\n{{{{< figure src="/{n}.png" >}}}}\n\n来源：[{s}]({u})',
    ),
    "short quotes over linked words": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"#### {t}\n> {b[:20]}\n\n*{s}* [↗]({u})"
    ),
    "pictures with their sources": issue(
        H1,
        "![](https://a.example/s.png)\n\n**▍{name}**",
        lambda n, t, b, u, s: f"**{n:02d} {t}**\n\n{b}\n\n![](https://a.example/p.png)\n\n图源：{s}\n\n来源：{s}\n{u}",
    )
    + "\n- END -\n\n![](https://a.example/qr.png)\n\n长按识别二维码，进群聊聊\n\n**往期推荐**\n\n[昨天的日报](https://a.example/9)\n",
    "contents without links": issue(
        "AI 日报 2026-05-03\n\n本期目录：\n1. 星河发布\n2. 飞鱼融资\n3. 白鹭流片\n\n---",
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    )
    + "\n**广告**\n\n云服务器五折：https://ads.example/vps\n",
    "numbers before a slash": issue(H1, "## {name}", lambda n, t, b, u, s: f"### {n}/ {t}\n\n{b}\n\n来源：[{s}]({u})"),
    "parts": issue(H1, "# Part {number}｜{name}", lambda n, t, b, u, s: f"## Top {n}：{t}\n\n{b}\n\n来源：[{s}]({u})")
    + "\n# One More Thing\n\n下期聊聊机器人。\n",
    "a star on each side": issue(H1, "## ★ {name} ★", lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n[{s}]({u})")
    + "\n———— / END / ————\n\n点击「阅读原文」看更多\n",
    "bold numbers before bold titles": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**{n}.** **{t}**\n\n{b}\n\n<{u}>"
    ),
    "plain titles under headings": issue(H1, "## {name}", lambda n, t, b, u, s: f"{t}\n{b}\n来源：{s} {u}"),
    "links of a chat in items": issue(
        H1, "\n## {name}\n", lambda n, t, b, u, s: f"• <{u}|{t}> — {b}", "\n"
    ),
    "links in items under items": issue(
        H1, "\n## {name}\n", lambda n, t, b, u, s: f"- **{t}**\n  - {b}\n  - 🔗 {u}", "\n"
    ),
    "items under headlines": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n- 是什么：{b}\n- 在哪看：[{s}]({u})"
    ),
    "bold titles over paragraphs": issue(
        H1, "**{name}**", lambda n, t, b, u, s: f"**{t}**\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "bold titles over pictures and sentences with links": issue(
        H1, "**{name}**", lambda n, t, b, u, s: f"**{t}**\n\n![](https://a.example/{n}.png)\n\n{b}（[{s}]({u})）"
    ),
    "links in labelled summaries": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n**摘要**：{b}[{s}]({u})\n\n**点评**：值得一看。"
    ),
    "Chinese numbers right over items": issue(
        H1, "\n{number}、{name}", lambda n, t, b, u, s: f"{n}. {t}（[{s}]({u})）", "\n"
    )
    .replace("1、大", "一、大")
    .replace("2、行", "二、行"),
    "items that sum up": issue(
        f"{H1}\n\n- 星河降价一半\n- 飞鱼融资\n- 新规征求意见", "## {name}", lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "asides among sections": issue(
        f"{H1}\n\n## 编辑说\n\n本周价格战再起。", "## {name}", lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})"
    )
    + "\n## 今日一问\n\n如果按结果收费，谁来定义结果？\n\n## 收听方式\n\n在各平台搜索本刊。\n",
    "times and tags before bold headlines": issue(
        H1,
        "\n## {name}\n",
        lambda n, t, b, u, s: f"- {f'`08:0{n}`' if n % 2 else '🔥 [要闻]'} **{t}** —— {b}（[{s}]({u})）",
        "\n",
    ),
    "labels of titles in brackets": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"【标题】{t}\n\n【摘要】{b}\n\n【点评】值得一看。\n\n【来源】[{s}]({u})"
    ),
    "diamonds of a chat": issue(
        "☀️ 2026年5月3日 AI 早餐",
        "\n🧠【{name}】",
        lambda n, t, b, u, s: f"{'🔹🔸'[n % 2]}{t}（[{s}]({u})）",
        "\n",
    ),
    "numbers that cite a list": issue(H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n{b}[{n}]")
    + "\n## 参考来源\n\n"
    + "\n".join(f"[{n}] {s}. {t}. {u}" for n, (t, _, u, s) in enumerate(STORIES, 1))
    + "\n",
    "numbers that cite a list of links": issue(H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n**摘要**：{b} [{n}]")
    + "\n## 参考文献\n\n"
    + "\n".join(f"{n}. [{s}]({u})" for n, (_, _, u, s) in enumerate(STORIES, 1))
    + "\n",
    "titles counted in words": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {('重点一｜', '要闻 2：', '第三条｜', 'Story 4: ', '新闻五：', '第六条：')[n - 1]}{t}\n\n{b}\n\n来源：{s} <{u}>",
    ),
    "parts over bold titles": issue(
        H1, "PART {number:02d} / {name}", lambda n, t, b, u, s: f"**{t}**\n\n{b}\n\n来源丨[{s}]({u})"
    ),
    "names over bold titles": issue(
        "AI 早知道 2026-05-03", "{name}", lambda n, t, b, u, s: f"**{t}**\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "labels of its own under bold titles": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**{t}**\n\n**一句话看懂：** {b}\n\n**来源：** [{s}]({u})"
    ),
    "two languages": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n**EN** In English {n}.\n\n**中文** {b}\n\nSource: [{s}]({u})",
    ),
    "labels of an English newsletter": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: (
            f"### {t}\n\n**What’s new:** {b}\n\n**Behind the news:** 早有传闻。\n\n**Refs:** [{s}]({u})"
        ),
    ),
    "a list of reports in an item": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n- 📝 **摘要**：{b}\n- 🔗 **相关报道**\n  - [{s}]({u})"
    ),
    "pictures for the labels of facts": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"#### {n}\ufe0f\u20e3 {t} ⭐⭐⭐\n\n- 🗓 5 月 {n} 日\n- 📰 {s}\n- 🔗 {u}\n\n{b}"
    ),
    "leads over a reading list": issue(H1, "", lambda n, t, b, u, s: f"**{n}. {t}。** {b}（[{s}]({u})）")
    + "\n**延伸阅读**\n\n"
    + "".join(f"- [一篇长文 {n}](https://z.example/{n})\n" for n in range(8)),
    "an outline of a note-keeper": issue(
        "---\ntitle: 2026-05-03\n---",
        "- {name}",
        lambda n, t, b, u, s: f"\t- {t} #模型\n\t\t- {b}\n\t\t- 来源 [{s}]({u})",
        "\n",
    ),
    "brackets over bars": issue(
        "科技晨读｜2026 年 5 月 3 日（五）", "【{name}】", lambda n, t, b, u, s: f"▍{t}\n\n{b}\n\n🔗 新闻链接：{u}"
    ),
    "stories under a word for highlights": issue(
        f"{H1}\n\n## 今日看点", "", lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "lists of HTML": issue(
        H1,
        "</ul>\n\n## {name}\n\n<ul>",
        lambda n, t, b, u, s: f'  <li><strong>{t}</strong>：{b}<a href="{u}">{s}</a></li>',
        "\n",
    ).replace("</ul>\n\n", "\n", 1),
    "lists of HTML, an item on several lines": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f'<ol>\n<li>\n<p><b>{t}</b></p>\n<p>{b}</p>\n<p><a href="{u}">{s}</a></p>\n</li>\n</ol>',
    ),
    "lists of HTML in lists": issue(
        H1,
        "## {name}\n<ul>",
        lambda n, t, b, u, s: f'<li><b>{t}</b>\n<ul>\n<li>{b}</li>\n<li><a href="{u}">{s}</a></li>\n</ul>\n</li>',
        "\n",
    ),
    "labels in lists of HTML": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: (
            f'<h3>{t}</h3>\n<ul>\n<li><b>说明</b>：{b}</li>\n<li><b>来源：</b><a href="{u}">{s}</a></li>\n</ul>'
        ),
    ),
    "paragraphs that HTML breaks": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"{t}<br />**说明**：{b}<br />**来源**：[{s}]({u})"
    ),
    "bold paragraphs that HTML breaks": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**{n}. {t}**<br />{b}<br/>来源：[{s}]({u})"
    ),
    "labels behind breaks of HTML": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n{b}<br />**来源**：[{s}]({u})"
    ),
    "labels behind breaks of HTML in items": issue(
        H1, "\n## {name}\n", lambda n, t, b, u, s: f"- {t}<br>摘要：{b}<br>来源：[{s}]({u})", "\n"
    ),
    "marks of citations on lines of their own": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**{t}**\n\n{b}\n\n[^{n}]"
    )
    + "\n"
    + numbers_defined(6).replace("[", "[^"),
    "numbers that cite lines at the end": issue(
        "AI 日报 2026-05-03", "**{name}**", lambda n, t, b, u, s: f"**{t}**\n说明：{b}\n[{n}]"
    )
    + "\n参考：\n"
    + "\n".join(f"[{n}] {s} {u}" for n, (_, _, u, s) in enumerate(STORIES, 1))
    + "\n",
    "labels in colour": issue(
        H1, "## {name}", lambda n, t, b, u, s: f'**{n}. {t}**\n> {b}\n> <font color="info">来源：</font>[{s}]({u})'
    ),
    "stars of projects": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### [{t}]({u}) ⭐ {n}.3k (+{n}60 today)\n\n{b}"
    ),
    "points and comments": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"{n}. [{t}]({u})\n   31{n} points · {n} comments\n   {b}"
    ),
    "words before an arrow to an address": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**#{n} {t}**\n\n{b}\n\n阅读更多 → {u}"
    ),
    "records of facts": issue(
        H1, "**{name}**\n\n***", lambda n, t, b, u, s: f"标题：{t}\n分类：模型\n时间：08:0{n}\n摘要：{b}\n原文：{u}\n\n***"
    ),
    "records of facts under headings": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**标题**：{t}\n**分类**：模型\n**摘要**：{b}\n**原文**：{u}"
    ),
    "paragraphs of HTML, one of them blank": issue(
        "<h2>AI 日报 · 2026年5月3日</h2>\n<hr/>",
        "<h3>{name}</h3>",
        lambda n, t, b, u, s: (
            f'<p><strong>{n}、{t}</strong></p>\n<p>{b}</p>\n<p>来源：<a href="{u}">{s}</a></p>\n<p>&nbsp;</p>'
        ),
        "\n",
    ),
    "keycaps before bold leads": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"{n}\ufe0f\u20e3 **{t}** —— {b}（[{s}]({u})）"
    ),
    "kickers before a stroke": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**要点{HAN[n % 4]} |** {t}。{b}[{s}]({u})"
    ),
    "parts between thematic breaks, with tags": issue(
        "AI 频道 2026-05-03", "", lambda n, t, b, u, s: f"📌 {t}\n\n{b}\n\n#模型 #融资\n\n🔗 来源：[{s}]({u})\n\n———"
    ).replace("2026-05-03\n\n\n\n", "2026-05-03\n\n———\n\n"),
    "lines with addresses": issue(H1, "\n## {name}\n", lambda n, t, b, u, s: f"{t} {u}", "\n"),
    "Chinese numbers in brackets": issue(
        H1, "## {number}、{name}", lambda n, t, b, u, s: f"（{HAN[(n - 1) % 3]}）{t}\n\n{b}\n\n来源：{s}（{u}）"
    ),
    "labels in bold lines with pictures": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {n}. {t}\n\n**📰 新闻内容**\n\n{b}\n\n**🔗 相关链接**\n\n- [{s}]({u})",
    ),
    "small headings over titles": issue(
        H1, "---\n\n#### {name}", lambda n, t, b, u, s: f"### {t}\n\n**The news:** {b}\n\n**The details:**\n\n- 点一\n\n[Read more]({u})"
    ),
    "kickers before headlines": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {'头条 ｜ ' if n % 2 else '融资丨'}{t}\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "the month and the day under linked titles": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### [{t}]({u})\n\n{s} | 05-03 08:0{n}\n\n{b}"
    ),
    "things to read under a story": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}（[{s}]({u})）\n\n**延伸阅读**\n\n- [旧闻](https://z.example/{n})",
    ),
    "tags behind links": issue(
        H1, "\n## {name}\n", lambda n, t, b, u, s: f"- [x] {t} [{s}]({u}) #模型 #行业/动态", "\n"
    ),
    "no blank line at all": issue(
        "AI日报（2026.5.3）", "{number}、{name}", lambda n, t, b, u, s: f"{n}、{t}。{b}（来源：{s}，{u}）", "\n"
    )
    .replace("1、大", "一、大")
    .replace("2、行", "二、行"),
    "numbers in pieces of bold": issue(
        "AI 早报 2026-05-03", "**{name}**", lambda n, t, b, u, s: f"**0****{n}**\n\n**{t}**\n\n{b}\n\n{u}"
    ),
    "labels in square brackets": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"{n}、{t}\n[说明] {b}\n[要点]\n- 点一\n- 点二\n[来源] {s} {u}",
    ),
    "small squares of a phone": issue(
        "AI 早晨 2026-05-03", "▋{name}", lambda n, t, b, u, s: f"◾\ufe0f {t}\n{b}\n（{s} {u} ）"
    ),
    "numbers before a full-width bracket": issue(
        "AI 早报 2026-05-03", "■ {name}", lambda n, t, b, u, s: f"{n}）{t}\n{b}\n{s} {u}"
    ),
    "titles counted as in a law": issue(
        "AI 日报 2026-05-03", "**{name}**", lambda n, t, b, u, s: f"第{HAN[(n - 1) % 3]}条：{t}\n{b}（[{s}]({u})）"
    ),
    "names between strokes": issue("AI 周报 2026-05-03", "/ {name} /", lambda n, t, b, u, s: f"「{t}」\n{b}\n🔗 {u}"),
    "paragraphs that end with an address": issue(
        "AI 快讯 2026-05-03", "", lambda n, t, b, u, s: f"{t}。{b}{u}"
    ).replace("2026-05-03\n\n\n\n", "2026-05-03\n\n"),
    "keycaps over items with addresses": issue(
        "🌟 AI 日报 2026.05.03", "\n{number}\ufe0f\u20e3 {name}", lambda n, t, b, u, s: f"• {t} 🔗 {u}", "\n"
    ),
    "Chinese numbers in brackets right under Chinese numbers": issue(
        "AI 简报\n（2026年5月3日）",
        "{number}、{name}",
        lambda n, t, b, u, s: f"（{HAN[(n - 1) % 3]}）{t}\n{b}\n信息来源：[{s}]({u})\n",
        "\n",
    )
    .replace("1、大", "\n一、大")
    .replace("2、行", "二、行"),
    "bold lines of HTML": issue(
        H1, '<h2 align="center">{name}</h2>', lambda n, t, b, u, s: f'<b>{n}. {t}</b>\n\n{b}<a href="{u}">{s}</a>'
    ),
    "bold in bold": issue(
        "AI 日报 2026-05-03", "***{name}***", lambda n, t, b, u, s: f"**_{t}_**\n说明：{b}\n来源：[{s}]({u})"
    ),
    "underlined in bold": issue(
        "AI 日报 2026-05-03", "__**{name}**__", lambda n, t, b, u, s: f"***{t}***\n说明：{b}\n来源：[{s}]({u})"
    ),
    "a title, words under it and a byline": issue(
        f"{H1}\n\n### 价格战第二轮，开源反击\n\n[阿澈](https://a.example/@ache)\nMay 03, 2026\n\n---\n\n早上好。",
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n→ [Read more]({u})",
    )
    + "\n---\n\n*Thanks for reading! Subscribe for free.*\n",
    "tables of projects": issue(
        H1, "## {name}\n\n| 项目 | 描述 | Stars |\n|---|---|---|", lambda n, t, b, u, s: f"| [{t}]({u}) | {b} | {n},345 |", "\n"
    ).replace("\n## ", "\n\n## "),
    "how many stories a section has": issue(
        H1, "## {name} (3)", lambda n, t, b, u, s: f"- **[{t}]({u})**\n  *2026-05-03 18:20*\n  {b}"
    ),
    "links of a note-keeper": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### [[{t[:2]}]]{t[2:-2]}[[末尾|{t[-2:]}]]\n\nsummary:: {b}\nsource:: [{s}]({u})"
    ),
    "links back to the top": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})\n\n[⬆ 回到顶部](#目录)"
    )
    + "\n## 本周数据\n\n- 收录新闻 3 条\n",
    "the end of a page of WeChat": issue(
        "AI 前哨 2026年5月3日", "**{name}**", lambda n, t, b, u, s: f"**{t}**\n\n{b}（来源：[{s}]({u})）"
    )
    + "\n- END -\n\n喜欢今天的内容，记得点个“在看”\n\n阅读 1.2万 赞 88 在看 56\n",
    "fields in one line": issue(
        H1, "**{name}**", lambda n, t, b, u, s: f"**{t}**\n说明：{b} 背景：早有传闻。要点：降价；试用 来源：[{s}]({u})"
    ),
    "bold fields in one line": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n**说明**：{b} | **背景：** 早有传闻。 | **来源**：[{s}]({u})"
    ),
    "titles and fields in one line": issue(
        H1, "\n## {name}\n", lambda n, t, b, u, s: f"{n}. {t}\u3000说明：{b}\u3000来源：{s} {u}", "\n"
    ),
    "records in one line": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"标题：{t} 说明：{b} 来源：[{s}]({u})"
    ),
    "a table of one row a story": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n| 说明 | 背景 | 来源 |\n|---|---|---|\n| {b} | 早有传闻。 | [{s}]({u}) |"
    ),
    "numbers in words over records": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### 新闻 {n}\n\n标题：{t}\n说明：{b}\n来源：[{s}]({u})"
    ),
    "hashes right before numbers": issue(
        "AI 日报 2026-05-03", "【{name}】", lambda n, t, b, u, s: f"#{n} {t}\n{b}\n来源：{s} {u}"
    ),
    "records in English": issue(
        H1, "\n## {name}\n", lambda n, t, b, u, s: f"- title: {t}\n  summary: {b}\n  source: {s} {u}", "\n"
    ),
    "comments and names of blocks of a note-keeper": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n%% 待核实 {n} %%\n\n{b}\n\n来源：[{s}]({u}) ^s{n}\n\n^story-{n}"
    )
    + "\n%%\n### 下期再写\n\n白鹭的良率。\n%%\n",
    "quoted stories of a chat": issue(
        "**AI 日报 2026-05-03**", "**{name}**", lambda n, t, b, u, s: f"> **{t}**\n> {b}\n> <{u}>"
    ),
    "quoted stories of a chat without sections": issue(
        "AI 日报 2026-05-03", "", lambda n, t, b, u, s: f"> **{n}. {t}**\n> 说明：{b}\n> 🔗 [{s}]({u})"
    ).replace("2026-05-03\n\n\n\n", "2026-05-03\n\n"),
    "short quotes over points and a source": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n> {b}\n\n- 点一\n- 点二\n\n<sub>来源：[{s}]({u})</sub>"
    ),
    "labels with their text as headings": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n#### 说明：{b}\n#### 来源：[{s}]({u})"
    ),
    "a bullet a field": issue(
        H1, "\n## {name}\n", lambda n, t, b, u, s: f"- **标题**：{t}\n- **说明**：{b}\n- **来源**：[{s}]({u})\n", "\n"
    ),
    "asides behind labels": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n**摘要（AI 生成）**：{b}\n\n**来源（原文）**：[{s}]({u})"
    ),
    "coloured text under headings": issue(
        "AI 日报 2026-05-03",
        '## <font color="#1677ff">{name}</font>',
        lambda n, t, b, u, s: f'### {n}. {t}\n<font color="#333">{b}</font>\n\n<font color="#333">来源：</font>[{s}]({u})',
    ),
    "lines coloured as a whole": issue(
        H1,
        '## <font style="color:#1677ff;">{name}</font>',
        lambda n, t, b, u, s: (
            f'### {n}.{t}\n<font style="color:#333;">说明：{b}</font>\n\n<font style="color:#333;">来源：</font>[{s}]({u})'
        ),
    ),
    "definition lists": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n说明\n: {b}\n\n**要点**\n: 降价\n: 试用\n\n来源\n:   [{s}]({u})"
    ),
    "headings in quotes": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"> ### {t}\n> - 说明：{b}\n> - 来源：[{s}]({u})"
    ),
    "times in brackets": issue(
        "AI 日报 2026-05-03", "「{name}」", lambda n, t, b, u, s: f"**[08:0{n}] {t}**\n{b}\n来源：{s} {u}"
    ),
    "Roman numbers": issue(
        H1, "## I. {name}", lambda n, t, b, u, s: f"### {n}. {t}\n\n{b}\n\n来源：[{s}]({u})"
    ).replace("I. 行", "II. 行"),
    "links in double brackets": issue(H1, "\n## {name}\n", lambda n, t, b, u, s: f"- {t} [[{s}]({u})]", "\n"),
}  # fmt: skip

ONE_SECTION = {
    "quoted stories of a chat without sections": None,
    "leads over a reading list": None,
    "times of day over paragraphs": None,
    "leads without sections": None,
    "paragraphs that end with an address": None,
    "parts between thematic breaks, with tags": None,
    "keycaps without headings": None,
    "a heading of the second level over all": None,
    "a table under a word for highlights": "今日概览",
    "stories under a word for highlights": "今日看点",
}
"""Layouts that do not tell the sections apart, and what their one section is called."""
