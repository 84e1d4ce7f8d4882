"""Every key of the configuration with values that nobody means well: an error that names file and key, or no harm."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from digestkit.config_file import read_config
from digestkit.diagnostic import Text
from digestkit.errors import ConfigError
from digestkit.json_schemas import config_schema

NUMBERS = ("-1", "0", "1e308", "inf", "-inf", "nan", "9" * 400)
TEXTS = (
    "../../../../etc/passwd", "/etc/passwd", "~root/x", "a\\u0000b", "a\\nb", "\\\\\\\\server\\\\share", "CON", "",
    "file:///etc/passwd", "127.0.0.1", "0.0.0.0/0", "(a+)+$", "[a-", "**/**/**/**/x", "*a*a*a*a*a*a*b", "$(touch pwned)",
    "${sections}", "!!python/object/apply:os.system ['touch pwned']", "\\u001b[31m::error::x", "x" * 5_000,
)  # fmt: skip
OTHERS = ("true", "2026-02-09", "[[]]", "[" * 60 + "]" * 60, "{ x = { y = 1 } }")
VALUES = (
    *NUMBERS,
    *OTHERS,
    *(
        shape.replace("_", f'"{text}"')
        for text in TEXTS
        for shape in ("_", "[_]", "{ _ = _ }", "{ _ = [_] }")
    ),
)
TRIED = """
import json, os, sys
home, configs = os.getcwd(), json.load(open(sys.argv[1], encoding="utf-8"))
from digestkit.cli import main
import digestkit.cli.app
harm = []
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
ALLOWED = (home + os.sep, "/dev/null", "/dev/stdout")
def watch(event, given):
    if event == "open":
        path, mode, flags = given
        writes = flags & WRITES if isinstance(flags, int) else mode and set(mode) & set("wax+")
        if writes and isinstance(path, (str, bytes)) and not os.path.realpath(os.fsdecode(path)).startswith(ALLOWED):
            harm.append((event, os.fsdecode(path)))
    elif event in ("os.rename", "os.remove", "os.mkdir", "os.symlink", "os.link"):
        path = given[1] if event in ("os.rename", "os.symlink", "os.link") else given[0]
        if not os.path.realpath(os.fsdecode(path)).startswith(ALLOWED):
            harm.append((event, os.fsdecode(path)))
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect", "socket.sendto"):
        harm.append((event, repr(given[:2])))
sys.addaudithook(watch)
COMMANDS = (
    ["lint", "--offline", "--fix", "2026-02-09.md"], ["format", "2026-02-09.md"], ["links", "2026-02-09.md"],
    ["weekly", "2026-02-09.md", "-o", "weekly.md", "--plan", "plan.yaml"], ["duplicates", "."], ["export", "2026-02-09.md"],
)
told = []
for config in configs:
    with open("digestkit.toml", "w", encoding="utf-8") as file:
        file.write(config)
    for command in COMMANDS:
        for left in ("weekly.md", "plan.yaml"):
            if os.path.exists(left):
                os.remove(left)
        sys.argv = ["digestkit", *command]
        harm.clear()
        try:
            code = main()
        except SystemExit as end:
            code = end.code
        if harm or code not in (None, 0, 1, 2):
            told.append([config[:200], command[0], repr(code), list(harm)])
with open("told.json", "w", encoding="utf-8") as file:
    json.dump(told, file)
"""
DRAFT = """# AI 日报 2026-02-09

## 动态

### 星桥发布新模型

说明：星桥发布新模型。

来源：[星桥](http://127.0.0.1:9/a)
"""


def keys(schema: Mapping[str, Any], where: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every key that the schema knows, as a path."""
    for name, shape in schema.get("properties", {}).items():
        target = shape.get("$ref") or next(
            (one["$ref"] for one in shape.get("allOf", ()) if "$ref" in one), ""
        )
        inner = SCHEMA["$defs"][target.rpartition("/")[2]] if target else shape
        yield (*where, name)
        yield from keys(inner, (*where, name))


SCHEMA = json.loads(json.dumps(config_schema()))
KEYS = sorted(set(keys(SCHEMA)))


def test_the_keys_are_all_there() -> None:
    assert len(KEYS) > 45
    assert {("max-file-size",), ("lint", "archive"), ("links", "headers"), ("weekly", "template")} <= set(
        KEYS
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A tree of somebody else's with one draft."""
    (tmp_path / "repo/.git").mkdir(parents=True)
    (tmp_path / "repo/2026-02-09.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path / "repo"


def written(key: tuple[str, ...], value: str) -> str:
    table = "".join(f"[{'.'.join(json.dumps(part) for part in key[:-1])}]\n" if key[:-1] else "")
    return f"{table}{json.dumps(key[-1])} = {value}\n"


def accepted(path: Path, key: tuple[str, ...]) -> Iterator[str]:
    """The configurations with one hostile value that are read; the others are errors that name file and key."""
    for value in VALUES:
        text = written(key, value)
        path.write_text(text, encoding="utf-8")
        refusal = refused(path)
        if refusal is None:
            yield text
            continue
        for said in refusal:
            assert str(path) in said, (text, said)
            assert named(key, said), (text[:200], said[:300])


def refused(path: Path) -> Text | None:
    try:
        read_config(path)
    except ConfigError as error:
        return error.message
    return None


def named(key: tuple[str, ...], said: str) -> bool:
    return key[-1] in said or f"toml:{2 if len(key) > 1 else 1}" in said


@pytest.mark.parametrize("table", sorted({key[0] for key in KEYS}))
def test_every_key_with_hostile_values(home: Path, table: str, tmp_path: Path) -> None:
    """What is refused names file and key; with what is accepted no command runs, writes outside or connects."""
    path = home / "digestkit.toml"
    texts = [text for key in KEYS if key[0] == table for text in accepted(path, key)]
    (tmp_path / "configs.json").write_text(json.dumps(texts), encoding="utf-8")
    environment = {**os.environ, "XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home / "state"), "HOME": str(home),
                   # what the interpreter itself keeps of the modules is no harm
                   "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "en_US.UTF-8"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", TRIED, str(tmp_path / "configs.json")],
        cwd=home, env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:].decode("utf-8", "replace")
    assert json.loads((home / "told.json").read_bytes()) == []
    assert b"Traceback" not in done.stderr
    assert b"digestkit failed" not in done.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == ["configs.json", "repo"]
    assert not list(home.rglob("pwned"))
