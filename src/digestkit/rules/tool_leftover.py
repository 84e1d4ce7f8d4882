"""写稿工具留在文字里的标记、思考过程和没填的空。

- 引用标记：`:contentReference[oaicite:0]{index=0}`、`citeturn0search1`、`【3†source】`、`[citation:4]`、`[cite: 1]`、没有对应脚注的 `[^1^]`。
- 思考过程：`<think>…</think>`，或者单独一个标签。
- 没填的空：`{{变量}}`、`【此处插入图片】`、`[object Object]`。
- 没写成的话：整行只有“AI 处理失败，请查看原文”，或者一开头就是“抱歉，我无法访问这个链接”“由于文章需要付费订阅，无法获取……”。
- 对编辑说的话：“根据您提供的资料”“好的，以下是精简后的要点”“作为 AI 助手，我……”。

引用标记用 `--fix` 删掉，其余由编辑处理。写在代码、引号里的，或者旁边写明是“标签”“占位符”的，是在谈论它们，不报。

## 为什么

读者看不懂这些标记，也点不开；没填的空说明这一处没有校对过。

## 何时关闭

几乎没有。
---
What writing tools leave inside a text: marks of citations, thoughts, gaps that nobody filled.

- Marks of citations: `:contentReference[oaicite:0]{index=0}`, `citeturn0search1`, `【3†source】`, `[citation:4]`,
  `[cite: 1]`, `[^1^]` without a footnote.
- Thoughts: `<think>…</think>`, or one of the tags alone.
- Gaps that nobody filled: `{{name}}`, `【此处插入图片】`, `[object Object]`.
- Words in the place of news: a line that is nothing but `AI 处理失败，请查看原文` (“processing failed”), or that begins
  with a model's excuse (“Sorry, I cannot open this link”).
- Words to the editor: `根据您提供的资料`, `好的，以下是精简后的要点`, `作为 AI 助手，我……`.

`--fix` deletes the marks of citations; the rest is left to the editor. What stands in code or in quotation marks, or is
called a tag or a placeholder by the words beside it, is written about: no finding.

## Why

A tool's marks mean nothing to readers and lead nowhere; a gap shows that nobody read the place.

## When to switch it off

Hardly ever.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from digestkit.aspects import blanks
from digestkit.aspects.failures import failures
from digestkit.aspects.habits import MOST
from digestkit.aspects.leftovers import Leftover, leftovers, thoughts, without
from digestkit.aspects.typography import is_inside
from digestkit.diagnostic import Edit, Finding, Fix, Related, Severity, Text, quoted
from digestkit.late import late
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span

_PRIVATE = late(r"[\ue200-\ue206]")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at thoughts, at each mark and gap outside of them, and where something says that it failed."""
    yield from _thoughts(parsed)
    yield from _marks_and_gaps(parsed)
    yield from _failures(parsed)


def _failures(parsed: Parsed) -> Iterator[Finding]:
    """Where the same words stand under story after story, they are told once, at the first."""
    found: dict[str, list[Leftover]] = defaultdict(list)
    for each in failures(parsed):
        found[parsed.source.slice(each.span)].append(each)
    for held, (first, *others) in found.items():
        told = _left(parsed, first)
        if others:
            many = len(others) + 1
            message = Text(
                f"{_shown(held)}是程序没取到内容时留下的，本期有 {many} 处",
                f"{_shown(held)} is what a program wrote for lack of words, in {many} places",
            )
            related = tuple(Related(each.span, Text("这里也是", "here, too")) for each in others)
            told = replace(told, message=message, related=related)
        yield told


def _thoughts(parsed: Parsed) -> Iterator[Finding]:
    for span, piece, whole in thoughts(parsed):
        tag = parsed.text[span.start : parsed.text.index(">", span.start) + 1]
        yield Finding(
            Span(span.start, span.start + len(tag)),
            Text(
                f"从这个 {tag} 起是模型的思考过程，不是给读者的",
                f"From this {tag} on a model thinks to itself; it is not meant for readers",
            )
            if whole
            else Text(
                f"这个 {tag} 是模型的思考过程留下的，不是给读者的",
                f"This {tag} is left of a model's thoughts, not meant for readers",
            ),
            Text("删掉思考过程和标签，只留正文", "Delete the thoughts with their tags, keep the text"),
            parsed.story_title(piece),
        )


def _marks_and_gaps(parsed: Parsed) -> Iterator[Finding]:
    """Marks and gaps; where the marks are many, one finding at the first that deletes all."""
    thought = tuple(each.span for each in thoughts(parsed))
    marks: list[tuple[Leftover, Edit]] = []
    for each in leftovers(parsed):
        if is_inside(each.span.start, thought) or _is_told(parsed, each):
            continue
        place = without(parsed, each) if each.kind == "mark" else None
        if place:
            marks.append((each, Edit(place, "")))
        else:
            yield _left(parsed, each)
    if len(marks) > MOST:
        first = marks[0][0]
        yield Finding(
            first.span,
            Text(
                f"写稿工具留下的引用标记，共 {len(marks)} 处，从这里开始",
                f"Marks of citations that a writing tool left behind, {len(marks)} places, from here on",
            ),
            Text("都删掉", "Delete them all"),
            parsed.story_title(first.piece),
            Fix(tuple(edit for _, edit in marks)),
        )
        return
    for each, edit in marks:
        yield _left(parsed, each, edit)


def _shown(held: str) -> str:
    return quoted(_PRIVATE.sub("", held))


def _left(parsed: Parsed, each: Leftover, edit: Edit | None = None) -> Finding:
    """What is said of one mark or gap."""
    held = parsed.source.slice(each.span)
    word = _shown(held)
    match each.kind:
        case "gap":
            message = Text(f"{word}是没有填的空", f"{word} is a gap that nobody filled")
            hint = Text("填上内容，或者删掉它", "Fill it in, or delete it")
        case "lost":
            message = Text(
                f"{word}是程序没取到内容时留下的", f"{word} is what a program wrote for lack of words"
            )
            hint = Text("换成该写的内容", "Write what is meant")
        case "excuse":
            message = Text(
                f"{word}是写稿工具在说自己没有看到原文",
                f"{word}: here a writing tool says that it has not seen the article",
            )
            hint = Text("打开原文，写上这条新闻的内容", "Open the article and write what it says")
        case "address":
            message = Text(
                f"{word}是写稿工具对编辑说的话，不是给读者的",
                f"{word}: here a writing tool speaks to its editor, not to readers",
            )
            hint = Text("删掉这几个字，从新闻说起", "Delete these words and begin with the news")
        case _:
            message = Text(
                f"{word}是写稿工具留下的引用标记，读者看不懂",
                f"{word} is a mark of a citation that a writing tool left behind; it means nothing to readers",
            )
            hint = (
                Text("删掉它", "Delete it")
                if edit
                else Text(
                    "换成来源的名字和链接，或者删掉它", "Name and link the source instead, or delete it"
                )
            )
    return Finding(each.span, message, hint, parsed.story_title(each.piece), Fix((edit,)) if edit else None)


def _is_told(parsed: Parsed, each: Leftover) -> bool:
    """Whether it is all that a field holds, and DK205 speaks of it."""
    piece = each.piece
    held = parsed.source.slice(piece.content) if piece.role is Role.FIELD else ""
    return blanks.keeps_free(held)


RULE = rule(
    code="DK607",
    title=Text("写稿工具的残留", "Left behind by a writing tool"),
    severity=Severity.WARNING,
    fixes="sometimes",
)(check)
