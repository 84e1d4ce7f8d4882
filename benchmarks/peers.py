"""The tools that editors would use instead, installed into a temporary folder by pip and npm."""

import shutil
import subprocess
import sys
from pathlib import Path

FROM_PIP = ("mdformat", "mdformat-frontmatter", "rumdl")
FROM_NPM = ("autocorrect-node", "markdownlint-cli2", "prettier", "zhlint")


def install(folder: Path) -> dict[str, Path]:
    """Name → program of every peer that could be installed into ``folder``; says which could not."""
    found = {**_pip(folder / "pip"), **_npm(folder / "npm")}
    for name in ("rumdl", "mdformat", "autocorrect", "markdownlint-cli2", "prettier", "zhlint"):
        if name not in found:
            print(f"{name}: not to be had here, left out")
    return found


def _pip(folder: Path) -> dict[str, Path]:
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    for package in FROM_PIP:
        words: list[str | Path] = [programs / "pip", "install", "--quiet", package]
        subprocess.run(words, check=False, stderr=subprocess.DEVNULL)
    return {name: programs / name for name in ("rumdl", "mdformat") if shutil.which(programs / name)}


def _npm(folder: Path) -> dict[str, Path]:
    npm = shutil.which("npm")
    if npm is None:
        return {}
    for package in FROM_NPM:
        words: list[str | Path] = [
            npm,
            "install",
            "--prefix",
            folder,
            "--silent",
            "--no-audit",
            "--no-fund",
            package,
        ]
        subprocess.run(words, check=False, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    programs = folder / "node_modules" / ".bin"
    names = ("autocorrect", "markdownlint-cli2", "prettier", "zhlint")
    return {name: programs / name for name in names if shutil.which(programs / name)}
