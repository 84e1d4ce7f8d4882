"""Words that the reports share, and the colours of those for people."""

from collections import Counter

from digestkit.diagnostic import Diagnostic, Lang, Severity, Text, count
from digestkit.report import Run

COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34"}
SEVERITIES = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.INFO: Text("提示", "info"),
}


def paint(text: str, code: str, color: bool) -> str:
    """``text`` in the colour ``code`` of ECMA-48, or as it is."""
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def is_fixable(each: Diagnostic) -> bool:
    """Whether ``--fix`` mends it."""
    return each.fix is not None and each.fix.safe


def with_hint(each: Diagnostic, lang: Lang) -> str:
    """What was found and, on a line of its own, what to do about it."""
    return each.message.say(lang) + (f"\n{each.hint.say(lang)}" if each.hint else "")


def summary(run: Run, lang: Lang) -> str:
    """The last line of a report: how much was found, how much of it can be mended."""
    if not run.files:
        return Text("没有可以检查的日报或周报", "No digests to check").say(lang)
    files = count(run.files, "个文件", "file")
    if not run.diagnostics:
        return Text(f"检查了 {files.zh}，没有发现问题", f"Checked {files.en}: no problems").say(lang)
    of = Counter(each.severity for each in run.diagnostics)
    counted = [
        count(of[severity], f"个{SEVERITIES[severity].zh}", SEVERITIES[severity].en)
        for severity in sorted(of, reverse=True)
    ]
    zh = "、".join(each.zh for each in counted)
    en = ", ".join(each.en for each in counted)
    safe = sum(map(is_fixable, run.diagnostics))
    unsafe = sum(each.fix is not None and not each.fix.safe for each in run.diagnostics)
    if safe:
        zh, en = f"{zh}，其中标 [*] 的 {safe} 个可用 --fix 修复", f"{en}; --fix mends the {safe} marked [*]"
    if unsafe:
        zh, en = (
            f"{zh}，{unsafe} 个可用 --fix --unsafe-fixes 修复后复核",
            f"{en}; --unsafe-fixes {unsafe} more",
        )
    return Text(f"检查了 {files.zh}：共 {zh}", f"Checked {files.en}: {en}").say(lang)
