"""Configuration: found, checked, explained."""

import re
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from digestkit import json_schemas
from digestkit.config import Config
from digestkit.config_file import read_config
from digestkit.disk.finding import find_config
from digestkit.errors import ConfigError
from digestkit.rule import load_rules
from tests.conftest import Run


def load(folder: Path, text: str, name: str = "digestkit.toml") -> Config:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_config(path)


def found(folder: Path) -> Config:
    path = find_config(folder)
    assert path
    return read_config(path)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert find_config(tmp_path) is None


def test_nearest_file_wins_as_far_as_the_repository(tmp_path: Path) -> None:
    (tmp_path / "digestkit.toml").write_text("[lint]\nignore=['DK602']", encoding="utf-8")
    repository = tmp_path / "repository"
    (repository / "drafts").mkdir(parents=True)
    assert found(repository / "drafts").lint.ignore == ("DK602",)
    (repository / "pyproject.toml").write_text("[tool.digestkit.lint]\nignore=['DK603']", encoding="utf-8")
    assert found(repository / "drafts").lint.ignore == ("DK603",)
    (repository / "pyproject.toml").write_text("[tool.other]", encoding="utf-8")
    assert found(repository / "drafts").lint.ignore == ("DK602",)
    (repository / ".git").mkdir()
    assert find_config(repository / "drafts") is None


@pytest.mark.parametrize("command", ["lint", "format", "weekly", "duplicates", "links", "export"])
def test_every_command_looks_near_the_texts_first(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/2026-02-08.md").write_text("# 日报 2026-02-08\n", encoding="utf-8")
    (tmp_path / "drafts/digestkit.toml").write_text("[lnit]\n", encoding="utf-8")
    result = run(command, "drafts")
    assert result.code == 2
    assert "drafts/digestkit.toml:1" in result.err


def test_values_arrive(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        "[lint]\nselect=['DK2', 'date-missing']\n[lint.required]\nblue-span=['summary','sources']\n"
        "[lint.per-file-ignores]\n'drafts/*'=['DK605']\n[format]\ncolon='full'\n"
        "[links]\ntimeout=3\nallow-networks=['127.0.0.1/32']\n"
        "[vocabulary]\nsections=['甲','乙']\n[vocabulary.publishers]\n'飞鱼报'=['feiyu.example']\n",
    )
    assert config.lint.required.blue_span == ("summary", "sources")
    assert config.lint.per_file_ignores == {"drafts/*": ("DK605",)}
    assert config.format.colon == "full"
    assert config.links.timeout == 3.0
    words = config.vocabulary_for()
    assert words.sections == ("甲", "乙")
    assert words.publishers["飞鱼报"] == ("feiyu.example",)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("[lint]\nselct = ['DK1']\n", 2, "select"),
        ("[lnt]\n", 1, "lint"),
        ("[lint]\nselect = ['DK1']\nignore = ['DK999']\n", 3, "DK999"),
        ("[lint]\nselect = 'DK1'\n", 2, "列表"),
        ("[format]\ncolon = 'wide'\n", 2, "keep"),
        ("[links]\n\ntimeout = 'long'\n", 3, "数字"),
        ("[lint.required]\nblue-span = ['sumary']\n", 2, "summary"),
        ("[lint.rules.no-such-rule]\nx = 1\n", 1, "no-such-rule"),
        ("[lint]\nselect = [\n", 3, "TOML"),
        ("[lint.rules.DK306]\nx = 1\n", 1, "是不是“source-date-implausible”？"),
        (
            "[lint.rules.DK303]\nx = 1\n",
            1,
            "“DK303”：source-label-mismatch 在这里没有选项；可用的有：punctuation-half-width、",
        ),
        ("x = 1\npath = 'a'\n", 1, "x"),
        ("[links]\nconcurrency = 0\n", 2, "至少是 1"),
        ("[links]\ntimeout = nan\n", 2, "应当是数字"),
        ("[weekly.weights]\nsources = nan\n", 2, "应当是数字"),
        ("[weekly]\nhighlights = 99999999999999999999\n", 2, "太大"),
        ("max-file-size = 1e300\n", 1, "太大"),
        ("[weekly]\nhighlights = 1\nmax-stories = -1\n", 3, "至少是 0"),
        ("[weekly.weights]\nplcae = 1.0\n", 2, "是不是“place”"),
        ("[vocabulary.labels]\n'说明' = []\n", 2, "可用的有：background、points、sources、summary"),
        ("[vocabulary.labels]\n说明 = []\n", 2, "中文的键要加英文引号"),
        ("[vocabulary]\nlabels = { foo = [] }\n", 2, "foo"),
        ("[weekly]\nweights = { plcae = 1.0 }\n", 2, "是不是“place”"),
        ("x = 1\nlint = { ignor = [] }\n[links]\n", 1, "x"),
        ("lint = { ignor = [] }\n[links]\n", 1, "是不是“ignore”"),
        ("[lint]\nignore = []\nignore = []\n", 3, "写了两次"),
        ("[lint\n", 1, "小节名少了右方括号"),
    ],
)
def test_errors_name_file_line_and_remedy(tmp_path: Path, text: str, line: int, part: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    message = caught.value.message.zh
    assert re.search(rf"digestkit\.toml:{line}:\d+：", message)
    assert part in message


@pytest.mark.parametrize(
    ("line", "column", "zh", "en"),
    [
        ("ignore = [“DK303”]", 11, '中文引号 “ 要换成英文直引号 "', '“ is no quotation mark to TOML; write a straight "'),
        ('ignore = ["DK303”]', 19, '中文引号 ” 要换成英文直引号 "', '” is no quotation mark to TOML; write a straight "'),
        ("ignore = [‘DK303’]", 11, "中文引号 ‘ 要换成英文直引号 '", "‘ is no quotation mark to TOML; write a straight '"),
        ("ignore = ['DK303'，'DK304']", 18, "中文的 ， 要换成半角的 ,", "， is full-width; write ,"),
        ("ignore ＝ []", 8, "中文的 ＝ 要换成半角的 =", "＝ is full-width; write ="),
        ("ignore： []", 7, "中文的 ： 要换成半角的 =", "： is full-width; write ="),
        ("ignore: []", 7, "键后面用等号，不用冒号", "after a key comes =, no colon"),
        ("ignore []", 8, "键后面少了等号", "an equals sign is missing after the key"),
        ("【lint.rules】", 1, "中文的 【 要换成半角的 [", "【 is full-width; write ["),
        ("ignore =\u3000[]", 9, "全角空格", "special blank"),
        ("＃ 不查这些", 1, "中文的 ＃ 要换成半角的 #", "＃ is full-width; write #"),
        ("不查这些", 1, "说明写在 # 后面", "comments come after #"),
        ("AI板块 = 1", 3, '中文的键要加英文引号："键"', 'a Chinese key needs quotes: "键"'),
        ("[板块]", 2, '中文的键要加英文引号："键"', 'a Chinese key needs quotes: "键"'),
        ("ignore = ['DK303' 'DK304']", 19, "前面的列表没有写完", "the list before this is not finished"),
        ("rules = { a = 1 b = 2 }", 17, "前面的 { 没有写完", "the { before this is not finished"),
        ("ignore = ['DK303]", 18, "引号没有合上", "a quotation mark is not closed"),
        ('ignore = ["DK303]', 18, "引号没有合上", "a quotation mark is not closed"),
        ("ignore = []，", 12, "值后面还有别的", "something follows the value"),
        ("ignore = DK303", 10, "文字要用引号括起来", "put text in quotes"),
        ("ignore = # 还没想好", 10, "等号后面没有值", "there is no value after the equals sign"),
        ("x = 2026-02-30", 5, "没有这个日期或时间", "there is no such date or time"),
        ('x = "D:\\稿子"', 10, "反斜杠要写两个", "write a backslash twice"),
        ("x = 'a\x07'", 7, "看不见的控制字符", "an invisible control character"),
        ("[lint]", 6, "写了两次", "stands in the file twice"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_no_toml_is_told_in_plain_words(
    tmp_path: Path, line: str, column: int, zh: str, en: str, end: str
) -> None:
    (tmp_path / "digestkit.toml").write_bytes(f"[lint]{end}{line}{end}".encode())
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path / "digestkit.toml")
    said = caught.value.message
    assert f"digestkit.toml:2:{column}：不是有效的 TOML：" in said.zh
    assert f"digestkit.toml:2:{column}: not valid TOML: " in said.en
    assert zh in said.zh
    assert en in said.en
    assert not re.search("[A-Z][a-z]+ [a-z]+", said.zh)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[lint]\nselect = 'DK1'\n", """'lint.select' can't be "DK1": it must be a list: ["DK1"]"""),
        ("[lint]\nselect = 7\n", "'lint.select' can't be 7: it must be a list: [\"…\"]"),
        ("[lint]\nignore = [3]\n", "'lint.ignore' can't be 3: it must be text, in quotes: \"3\""),
        (
            "[format]\ncolon = 'wide'\n",
            """'format.colon' can't be "wide": it may be "keep", "full", "half\"""",
        ),
        (
            "[links]\nconcurrency = 1.5\n",
            "'links.concurrency' can't be 1.5: it must be a whole number, without quotes",
        ),
        (
            "[links]\ntimeout = '10'\n",
            """'links.timeout' can't be "10": it must be a number, without quotes: 10""",
        ),
        ("[links]\ntimeout = true\n", "'links.timeout' can't be true: it must be a number, without quotes"),
        (
            "[links]\nper-host = true\n",
            "'links.per-host' can't be true: it must be a whole number, without quotes",
        ),
        ("[links]\nuser-agent = 1\n", "'links.user-agent' can't be 1: it must be text, in quotes: \"1\""),
        (
            "[links]\nuser-agent = 2026-02-09\n",
            "'links.user-agent' can't be 2026-02-09: it must be text, in quotes: \"2026-02-09\"",
        ),
        (
            "[vocabulary.publishers]\n'a_b' = 'a.example'\n",
            """'vocabulary.publishers.a_b' can't be "a.example": it must be a list: ["a.example"]""",
        ),
        (
            "[lint.rules.source-date-implausible]\nmax-age-days = '9'\n",
            "'lint.rules.source-date-implausible.max-age-days' can't be \"9\": it must be a whole number, without quotes: 9",
        ),
        ("lint = 3\n", "'lint' can't be 3: it must be a table: a section […]"),
        ("links = 2026-02-09\n", "'links' can't be 2026-02-09: it must be a table: a section […]"),
        (
            "[weekly]\nfront-matter = 2026-02-09\n",
            "'weekly.front-matter' can't be 2026-02-09: it must be a table: a section […]",
        ),
        ("weekly = {}\nlinks = []\n", "'links' can't be []: it must be a table: a section […]"),
        ("[lint]\nignore = ['DK999']\n", "no rule is called 'DK999'; see them all with 'digestkit rule'"),
        ("[lint]\nignore = ['DK3O3']\n", "no rule is called 'DK3O3'; did you mean DK303?"),
    ],
)
def test_errors_in_english_are_plain(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert caught.value.message.en.partition(": ")[2] == said


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[links]\ntimeout = '10'\n", "2:11"),
        ("[links]\n  tiemout = 10\n", "2:3"),
        ("[lint]\nignore = ['DK602', # ok\n  'DK999']\n", "3:3"),
        ("links = { timeout = 1, per-host = 0 }\n", "1:35"),
        ("[format]\ncolon = 'full'\ncolor = 'x'\n", "3:1"),
        ("[weekly]\npins = ['\"colon = ', '']\n[format]\ncolon = 'x'\n", "4:9"),
        ("lint.rules.spacing-mixed.spaces = 1\n", "1:26"),
        ("[[lint]]\nignore = []\n", "1:3"),
        ("[links]\ntimeout = 10s\n", "2:13"),
        ("[links]\nheaders = { a = 'b', c = 3 }\n", "2:26"),
    ],
)
def test_errors_name_the_column(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert f"digestkit.toml:{place}: " in caught.value.message.en


def test_errors_of_a_pyproject_are_placed_in_its_own_table(tmp_path: Path) -> None:
    text = (
        "[links]\ntimeout = '9'\n[tool.other.links]\ntimeout = '9'\n[tool.digestkit.links]\ntimeout = '9'\n"
    )
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text, "pyproject.toml")
    assert "pyproject.toml:6:11: " in caught.value.message.en


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("selct = []", "unknown key 'selct' in [tool.digestkit.lint]"),
        ("select = 1", "'tool.digestkit.lint.select' can't be 1"),
        ("rules = { none = {} }", "unknown key 'none' in [tool.digestkit.lint.rules]"),
    ],
)
def test_errors_of_a_pyproject_name_keys_as_they_stand_there(tmp_path: Path, line: str, said: str) -> None:
    for name in ("pyproject.toml", "digestkit.toml"):
        top = "tool.digestkit." if name == "pyproject.toml" else ""
        with pytest.raises(ConfigError) as caught:
            load(tmp_path, f"[{top}lint]\n{line}\n", name)
        assert said.replace("tool.digestkit.", top) in caught.value.message.en
    with pytest.raises(ConfigError, match=r"unknown key 'lnt' in \[tool\.digestkit\]; did you mean 'lint'"):
        load(tmp_path, "[tool.digestkit.lnt]\n", "pyproject.toml")


def test_whole_numbers_and_days_are_read_as_they_are_meant(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        "[links]\nper-host = 3.0\ntimeout = 3\n[weekly]\nfront-matter = { issued = 2026-02-09, weight = 2.0 }\n",
    )
    assert (config.links.per_host, config.links.timeout) == (3, 3.0)
    assert isinstance(config.links.per_host, int)
    assert config.weekly.front_matter == {"issued": date(2026, 2, 9), "weight": 2.0}


def test_the_path_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load(tmp_path, "path = 'a'\n")


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "digestkit.toml"
    path.write_bytes(b"\xff\xfe[\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        read_config(path)


def test_the_commented_file_of_init_has_every_key_and_its_default(tmp_path: Path) -> None:
    text = files("digestkit.data").joinpath("init/digestkit.toml").read_text("utf-8")
    for each in (text, re.sub(r"(?m)^# (?=[\w-]+ = )", "", text)):
        config = load(tmp_path, each)
        assert replace(config, path=None, lint=replace(config.lint, rules={})) == Config()
        given = {rule.name: rule.options() for rule in load_rules() if rule.name in config.lint.rules}
        assert config.lint.rules == given
    schema = json_schemas.schema("config")
    rules = schema["$defs"]["LintConfig"]["properties"]["rules"]["properties"]
    tables = [each for each in (*schema["$defs"].values(), *rules.values(), schema) if "properties" in each]
    keys = {key for table in tables for key in table["properties"]}
    assert {key for key in keys if not re.search(rf"(?m)^(# {key} = |\[.*\b{key}\b)", text)} == set()


def test_a_configuration_and_none_at_once_is_bad_usage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text("", encoding="utf-8")
    result = run("export", "--isolated", "--config", "house.toml")
    assert result.code == 2
    assert "--isolated" in result.err


def test_what_is_no_configuration_file_is_not_asked_to_be_markdown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "large.toml").write_bytes(b"#" * (2**20 + 1))
    for path, said in ((Path("/dev/null"), "not a regular file"), (Path("large.toml"), "larger than 1 MB")):
        result = run("export", "--config", path)
        assert result.code == 2
        assert said in result.err
        assert "Markdown" not in result.err
        assert "max-file-size" not in result.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('allow-networks = ["10.0.0.0/99"]', "'10.0.0.0/99' is no network"),
        ('headers = { Cookie = "a" }', "can't have Cookie"),
        ('headers = { "X Y" = "a" }', "is no header"),
        ('user-agent = "a\\nb"', "must be one line"),
    ],
)
def test_what_links_could_not_be_checked_with_is_told_at_its_line(
    tmp_path: Path, line: str, said: str
) -> None:
    """And not only when links are checked, nor by the advice to pass the mistake on as an option."""
    with pytest.raises(ConfigError) as error:
        load(tmp_path, f"[links]\nbudget = 5\n{line}\n")
    assert "digestkit.toml:3" in error.value.message.en
    assert said in error.value.message.en
