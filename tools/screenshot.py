"""The pictures in the documentation: what the program prints, as SVG. ``generate.py`` writes and checks them."""

import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURES = {
    "lint": ["lint", "--offline", "--no-cache", "--lang", "zh", "--color", "always", "drafts/2026-02-09.md"],
}
COLORS = {1: "#ff7b72", 2: "#7ee787", 3: "#e3b341", 4: "#79c0ff", 5: "#d2a8ff", 6: "#79c0ff", 8: "#8b949e"}
"""The terminal's colors by their numbers."""
ROW, COLUMN, EDGE, TALLEST = 20, 8.4, 16, 30


def picture(command: list[str]) -> str:
    """What ``digestkit command`` prints, on a dark ground."""
    run = [sys.executable, "-m", "digestkit", *command]
    done = subprocess.run(run, cwd=ROOT / "examples", capture_output=True, check=False)
    shown = "$ digestkit " + " ".join(
        word for word in command if word not in ("--lang", "zh", "--color", "always", "--no-cache")
    )
    printed = done.stdout.decode("utf-8").rstrip().split("\n")
    if len(printed) > TALLEST:
        cut = max(at for at in range(TALLEST) if not printed[at])
        printed = [*printed[:cut], "", "…", "", printed[-1]]
    lines = [Text(shown, style="bold"), *map(Text.from_ansi, printed)]
    width = max(cell_len(line.plain) for line in lines) * COLUMN + 2 * EDGE
    height = len(lines) * ROW + 2 * EDGE
    rows = "\n".join(_row(line, EDGE + (number + 0.75) * ROW) for number, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" '
        f'viewBox="0 0 {width:.0f} {height}">\n'
        f'<rect width="100%" height="100%" rx="8" fill="#0d1117"/>\n'
        "<g font-family=\"ui-monospace,Menlo,Consolas,'Noto Sans Mono CJK SC','Noto Sans CJK SC',monospace\" "
        f'font-size="14" fill="#c9d1d9" xml:space="preserve">\n{rows}\n</g>\n</svg>\n'
    )


def _row(line: Text, y: float) -> str:
    parts, at = [], 0
    for segment in line.divide(sorted({offset for span in line.spans for offset in (span.start, span.end)})):
        style = segment.spans[0].style if segment.spans else line.style
        style = Style.parse(style) if isinstance(style, str) else style
        number = style.color.number if style.color else None
        color = COLORS.get(number if number is not None else -1)
        look = (f' fill="{color}"' if color else "") + (' font-weight="bold"' if style.bold else "")
        size = cell_len(segment.plain)
        if segment.plain.strip():
            x = EDGE + (at + cell_len(segment.plain) - cell_len(segment.plain.lstrip())) * COLUMN
            length = cell_len(segment.plain.strip()) * COLUMN
            parts.append(
                f'<text x="{x:.1f}" y="{y:.1f}" textLength="{length:.1f}" lengthAdjust="spacing"{look}>'
                f"{escape(segment.plain.strip())}</text>"
            )
        at += size
    return "".join(parts)
