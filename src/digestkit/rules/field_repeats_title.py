"""说明只是把标题又说了一遍。

## 为什么

读者多读一行，却没有得到新的信息；说明应当补上标题没有写的时间、对象或做法。

## 何时关闭

刊物有意让说明和标题一致、供不同版面取用时。
---
A summary (说明) that says only what the title says.

## Why

Readers read another line and learn nothing. The summary is the place for when, who and how.

## When to switch it off

When both are the same on purpose, for different layouts.
"""

from collections.abc import Iterator

from digestkit.diagnostic import Finding, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed
from digestkit.reader.inline import plain
from digestkit.rule import NoOptions, rule

_SIGNS = late(r"[\W_]+")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at summaries without a letter or figure that the title does not have."""
    for loc, _, story in parsed.stories():
        if not story.title or not story.summary or _adds(story.summary, story.title):
            continue
        if (*loc, "summary") in parsed.spans and not parsed.is_brief(loc):
            said = _letters(story.summary)
            if said and said in _letters(story.title) and len(said) * 5 >= len(_letters(story.title)) * 4:
                yield Finding(
                    parsed.span(*loc, "summary"),
                    Text("说明只重复了标题", "The summary only repeats the title"),
                    Text(
                        "补上标题没有写的：什么时候、对谁、怎么做",
                        "Add what the title leaves out: when, for whom, how",
                    ),
                    story.title,
                )


def _adds(summary: str, title: str) -> bool:
    """Whether a letter or figure of the summary shows at once that it says more than the title."""
    if "](" in summary or "<" in summary:
        return False  # it may be markup
    known = title.lower()
    return any(char.isalnum() and char not in known for char in summary.lower())


def _letters(text: str) -> str:
    """Letters and figures alone: punctuation, spaces, case and markup do not count."""
    return _SIGNS.sub("", plain(text).lower())


RULE = rule(code="DK210", title=Text("说明重复标题", "Summary repeats the title"), severity=Severity.INFO)(
    check
)
