"""Findings to report, without any rule."""

from collections.abc import Callable

import pytest

from digestkit.diagnostic import Diagnostic, Edit, Fix, Place, RelatedPlace, Severity, Text
from digestkit.report import Run
from digestkit.source import Source, Span

TEXT = """# 2026年2月8日 行业动态

**飞鱼科技发布海况模型**
说明：飞鱼科技发布海况模型，预报时效 15 天。
来源出处：飞鱼科技
"""

Make = Callable[..., Diagnostic]


def diagnostic(**given: object) -> Diagnostic:
    """A finding at 飞鱼科技 in the last line of ``TEXT``."""
    values: dict[str, object] = {
        "path": "2026-02-08.md",
        "place": Place(5, 6, 5, 10),
        "code": "DK301",
        "name": "source-without-link",
        "severity": Severity.ERROR,
        "message": Text("来源“飞鱼科技”没有链接", "The source “飞鱼科技” has no link"),
        "hint": Text("补上原文链接", "Add the link to the article"),
        "story": "飞鱼科技发布海况模型",
    }
    return Diagnostic(**{**values, **given})  # type: ignore[arg-type]


@pytest.fixture
def report_run() -> Run:
    """Three findings of three severities in one file; another file without any."""
    source = Source.from_text(TEXT, "2026-02-08.md")
    colon = Place(4, 3, 4, 4)
    found = [
        diagnostic(
            place=colon,
            code="DK601",
            name="colon-width-mixed",
            severity=Severity.WARNING,
            message=Text("冒号宽度不一", "Colons of two widths"),
            hint=None,
            fix=Fix((Edit(Span(30, 31), ":"),)),
            edits=((colon, ":"),),
        ),
        diagnostic(
            place=Place(4, 23, 5, 3),
            code="DK503",
            name="story-follow-up",
            severity=Severity.INFO,
            message=Text("上期的后续", "A later step"),
            hint=None,
            related=(RelatedPlace("2026-02-07.md", Place(12, 3, 12, 9), Text("上期", "earlier")),),
        ),
        diagnostic(),
    ]
    return Run(2, found, {source.path: source, "good.md": Source.from_text("# 好\n", "good.md")})
