"""``digestkit weekly`` as a real process."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Result, Run

DAILIES = Path(__file__).parents[2] / "examples/dailies"


@pytest.fixture
def weekly(run: Run, tmp_path: Path) -> Run:
    """``digestkit weekly`` in a folder with its own state folder."""

    def start(*arguments: str | Path, **options: object) -> Result:
        env = {"XDG_STATE_HOME": str(tmp_path / ".state")}
        return run("weekly", *arguments, env=env, **options)

    return start


@pytest.fixture
def dailies(tmp_path: Path) -> Path:
    place = tmp_path / "dailies"
    place.mkdir()
    for path in DAILIES.iterdir():
        (place / path.name).write_bytes(path.read_bytes())
    return place


def test_the_weekly_goes_to_standard_output_and_the_rest_to_standard_error(weekly: Run) -> None:
    result = weekly(DAILIES)
    assert result.code == 0
    assert result.out.startswith("---\ntitle: ")
    assert "## 相关阅读链接" in result.out
    assert "19 reports made" in result.err


def test_the_report_accounts_for_every_story(weekly: Run, tmp_path: Path) -> None:
    assert weekly(DAILIES, "--report", "r.json", "--quiet").err == ""
    report = json.loads((tmp_path / "r.json").read_bytes())
    assert report["version"] == 1
    assert report["week"] == "2026-W06"
    assert len(report["dailies"]) == 7
    places = [(each["path"], each["line"]) for item in report["items"] for each in item["from"]]
    places += [(each["path"], each["line"]) for each in report["dropped"]]
    assert len(places) == len(set(places)) == report["stories_in"] == 19
    assert report["stories_out"] == len(report["items"])
    assert sorted(item["rank"] for item in report["items"]) == list(range(1, len(report["items"]) + 1))
    assert set(report["items"][0]) == {"title", "section", "rank", "from", "why", "conflicts"}


@pytest.mark.parametrize("style", ["front-matter", "blue-span"])
def test_the_weekly_is_clean_in_either_style(weekly: Run, run: Run, style: str) -> None:
    assert weekly(DAILIES, "--to", style, "-o", "weekly.md").code == 0
    assert run("format", "--check", "weekly.md").code == 0
    assert run("lint", "--offline", "weekly.md").code == 0
    exported = json.loads(run("export", "weekly.md").out)[0]
    assert (exported["kind"], exported["style"], exported["date"]) == ("weekly", style, "2026-02-08")


def test_the_order_of_the_arguments_does_not_matter(weekly: Run) -> None:
    files = sorted(DAILIES.iterdir())
    assert weekly(*files).out == weekly(*reversed(files)).out


def test_a_second_run_keeps_what_was_edited(weekly: Run, dailies: Path, tmp_path: Path) -> None:
    late = dailies / "2026-02-08.md"
    text = late.read_bytes()
    late.unlink()
    output = tmp_path / "weekly.md"
    first = weekly(dailies, "--week", "2026-W06", "-o", output)
    assert first.code == 0
    assert "your changes" not in first.err
    closing = "这一周，开源语音模型走进了方言。"
    mark = "<!-- 总结：请编辑在这里写几句结语 -->"
    output.write_text(output.read_text("utf-8").replace(mark, closing), "utf-8")
    late.write_bytes(text)
    assert weekly(dailies, "--week", "2026-W06", "-o", output, "--check").code == 1
    assert closing in output.read_text("utf-8")
    result = weekly(dailies, "--week", "2026-W06", "-o", output)
    assert result.code == 0, result.err
    assert result.err.endswith("weekly.md; your changes were kept\n")
    second = output.read_text("utf-8")
    assert closing in second
    assert mark not in second
    assert "杉音语音模型下载量突破" in second
    assert weekly(dailies, "--week", "2026-W06", "-o", output, "--check").code == 0


@pytest.mark.parametrize("output", [(), ("-o", "-")], ids=" ".join)
def test_a_check_wants_a_file_to_compare_with(weekly: Run, output: tuple[str, ...]) -> None:
    result = weekly(DAILIES, "--check", *output)
    assert (result.code, result.out) == (2, "")
    assert "-o" in result.err


def test_an_edited_introduction_gets_the_new_numbers(weekly: Run, dailies: Path, tmp_path: Path) -> None:
    late = dailies / "2026-02-08.md"
    text = late.read_bytes()
    late.unlink()
    output = tmp_path / "weekly.md"
    weekly(dailies, "--week", "2026-W06", "-o", output)
    first = output.read_text("utf-8")
    output.write_text(first.replace("本期汇总", "这一周真热闹。我们读了"), "utf-8")
    late.write_bytes(text)
    assert weekly(dailies, "--week", "2026-W06", "-o", output).code == 0
    assert "\n这一周真热闹。我们读了2月2日至8日的 7 期日报：" in output.read_text("utf-8")
    late.unlink()
    assert weekly(dailies, "--week", "2026-W06", "-o", output).code == 0
    assert output.read_text("utf-8") == first.replace("本期汇总", "这一周真热闹。我们读了")


def test_a_second_run_keeps_the_style_unless_another_is_asked_for(
    weekly: Run, run: Run, dailies: Path, tmp_path: Path
) -> None:
    output = tmp_path / "weekly.md"
    weekly(dailies, "-o", output, "--to", "blue-span")
    mark = "<!-- 总结："
    text = output.read_text("utf-8")
    at = text.index(mark)
    output.write_text(f"{text[:at]}编辑的结语。{text[text.index('-->', at) + 3 :]}", "utf-8")
    (dailies / "2026-02-08.md").unlink()
    assert weekly(dailies, "-o", output).code == 0
    text = output.read_text("utf-8")
    assert text.startswith("<span")
    assert "6 期日报" in text
    assert weekly(dailies, "-o", output, "--check").code == 0
    assert weekly(dailies, "-o", output, "--to", "front-matter").code == 0
    text = output.read_text("utf-8")
    assert text.startswith("---\n")
    assert "\n编辑的结语。\n" in text
    assert "digestkit: conflict" not in text
    assert run("format", "--check", output).code == 0


def test_a_file_of_someone_elses_is_never_overwritten(weekly: Run, tmp_path: Path) -> None:
    (tmp_path / "weekly.md").write_bytes("我自己的稿子\n".encode())
    result = weekly(DAILIES, "-o", "weekly.md")
    assert result.code == 2
    assert "left alone" in result.err
    assert (tmp_path / "weekly.md").read_bytes() == "我自己的稿子\n".encode()


def test_the_plan_is_written_then_followed(weekly: Run, tmp_path: Path) -> None:
    first = weekly(DAILIES, "--plan", "plan.yaml")
    plan = (tmp_path / "plan.yaml").read_text("utf-8")
    assert weekly(DAILIES, "--plan", "plan.yaml").out == first.out
    retitled = re.sub(r'title: ".+Nova 3.*"', 'title: "Nova 3 来了"', plan)
    (tmp_path / "plan.yaml").write_text(retitled, "utf-8")
    assert "### Nova 3 来了" in weekly(DAILIES, "--plan", "plan.yaml").out
    stale = re.sub(r'(- "2026-02-02\.md:15) .+"', r'\1 没有这条"', plan)
    (tmp_path / "plan.yaml").write_text(stale, "utf-8")
    result = weekly(DAILIES, "--plan", "plan.yaml")
    assert result.code == 2
    assert "\nplan.yaml:" in result.err
    assert result.out == ""


def test_a_plan_of_other_days_that_can_be_followed_is_told(weekly: Run, tmp_path: Path) -> None:
    span = (DAILIES, "--since", "2026-02-02", "--until", "2026-02-08", "--plan", "plan.yaml")
    weekly(*span)
    assert "plan.yaml" not in weekly(*span).err
    plan = (tmp_path / "plan.yaml").read_text("utf-8")
    (tmp_path / "plan.yaml").write_text(plan.replace("week: 2026-W06", "week: 2026-w6"), "utf-8")
    assert "plan.yaml" not in weekly(*span).err
    (tmp_path / "plan.yaml").write_text(plan.replace("week: 2026-W06", "week: 2026-W05"), "utf-8")
    result = weekly(DAILIES, "--week", "2026-W06", "--plan", "plan.yaml")
    assert result.code == 0
    assert (
        "plan.yaml:9: this is a plan for 2026-W05, and this weekly is of 2026-W06; "
        "every report that it names is of these days, so it was followed"
    ) in result.err


def test_a_house_template_and_front_matter(weekly: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_bytes(
        "---\ntitle: ${span}周报\n---\n\n${stories} 条。\n\n${sections}\n".encode()
    )
    (tmp_path / "digestkit.toml").write_bytes(
        b'[weekly]\ntemplate = "mine.md"\nfront-matter = { author = "Li", issued = 2026-02-09 }\n'
    )
    out = weekly(DAILIES, "--config", "digestkit.toml").out
    assert out.startswith('---\ntitle: "2026年2月第一周周报"\nauthor: Li\nissued: 2026-02-09\n---\n')
    assert "## Highlights" not in out
    (tmp_path / "mine.md").write_bytes("# ${span}周报\n\n${sections}\n".encode())
    (tmp_path / "digestkit.toml").write_bytes(b'[weekly]\ntemplate = "mine.md"\n')
    out = weekly(DAILIES, "--config", "digestkit.toml").out
    assert out.startswith('---\ntitle: "2026年2月第一周周报"\n---\n\n# 2026年2月第一周周报\n')


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("# ${name}\n\n周报 ${nonsense}\n\n${sections}\n", ":3:4: unknown ${nonsense}; known: "),
        ("${sections}\r\n\r\n售价 $5\r\n", ":3:4: unknown $5; known: "),
        ("# $name\n\n${板块}\n", ":3:1: unknown ${板块}; known: "),
        ("---\ntitle: ${nam}\n---\n\n${nope}\n", ":2:8: unknown ${nam}; known: "),
        ("---\ntags: [AI, [$x]]\n---\n\n${sections}\n", ":2:13: unknown $x; known: "),
        ('---\ntitle: "\\u0024x"\n---\n\n${sections}\n', "mine.md: unknown $; known: "),
        ("---\ntitle: [a\n---\n\n${sections}\n", ":2:1: The front matter is not valid YAML"),
        ("$$5 ${sections}\n\n${briefs}\n ${sections}\n", ":4:2: ${sections} stands in 2 places"),
        ("# ${name}\n", "mine.md: ${sections} is missing"),
    ],
)
def test_a_faulty_template_is_told_with_line_and_column(
    weekly: Run, tmp_path: Path, template: str, said: str
) -> None:
    (tmp_path / "mine.md").write_bytes(template.encode())
    (tmp_path / "digestkit.toml").write_bytes(b'[weekly]\ntemplate = "mine.md"\n')
    result = weekly(DAILIES, "--config", "digestkit.toml")
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_template_that_is_not_there_is_told_with_the_setting_that_names_it(
    weekly: Run, dailies: Path, tmp_path: Path
) -> None:
    (tmp_path / "digestkit.toml").write_bytes(b'[weekly]\nhighlights = 3\ntemplate = "house/mine.md"\n')
    result = weekly(dailies)
    assert (result.code, result.out) == (2, "")
    assert "digestkit.toml:3:12: weekly.template names a template that can't be used" in result.err
    assert "house/mine.md: no such file" in result.err
    (tmp_path / "house").mkdir()
    (tmp_path / "house/mine.md").write_bytes("# 周报 ${sections} 一二三四五六七八九".encode("gbk"))
    assert "house/mine.md: not read; it is not UTF-8" in weekly(dailies).err


@pytest.mark.parametrize(
    ("options", "title"),
    [
        (["--since", "2026-02-01", "--until", "2026-02-28"], "2026年2月AI行业动态月报"),
        (["--since", "2026-01-01", "--until", "2026-12-31"], "2026年AI行业动态年报"),
        (["--since", "2026-01-15", "--until", "2026-02-28"], "2026年1月15日至2月28日AI行业动态汇总"),
    ],
)
def test_months_and_years_are_recognised_among_dailies(
    weekly: Run, dailies: Path, options: list[str], title: str
) -> None:
    assert weekly(dailies, *options, "-o", dailies / "roundup.md").code == 0
    assert title in (dailies / "roundup.md").read_text("utf-8")
    again = weekly(dailies, *options)
    assert "roundup.md" in again.err
    assert again.out == (dailies / "roundup.md").read_text("utf-8")


def test_a_title_that_hides_what_it_is_is_told(weekly: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_bytes(b"---\ntitle: Roundup\n---\n\n${sections}\n")
    (tmp_path / "digestkit.toml").write_bytes(b'[weekly]\ntemplate = "mine.md"\n')
    assert "does not say that it is a weekly" in weekly(DAILIES, "--config", "digestkit.toml").err


def test_an_unreadable_daily_does_not_stop_the_others(weekly: Run, dailies: Path) -> None:
    result = weekly(*sorted(dailies.iterdir()), dailies / "missing.md")
    assert result.code == 2
    assert "missing.md" in result.err
    assert "## Highlights" in result.out


def test_an_empty_week_says_which_days_there_are(weekly: Run) -> None:
    result = weekly(DAILIES, "--week", "2026-W20")
    assert result.code == 2
    assert "2026-02-02 to 2026-02-08" in result.err
    assert result.out == ""


def test_where_both_sides_changed_the_editors_words_stay_and_lint_says_so(
    weekly: Run, run: Run, dailies: Path, tmp_path: Path
) -> None:
    late = dailies / "2026-02-08.md"
    text = late.read_bytes()
    late.unlink()
    output = tmp_path / "weekly.md"
    weekly(dailies, "--week", "2026-W06", "-o", output)
    output.write_text(output.read_text("utf-8").replace("6 期日报", "六期日报"), "utf-8")
    late.write_bytes(text)
    result = weekly(dailies, "--week", "2026-W06", "-o", output)
    assert result.code == 1
    assert "your words" in result.err
    assert "六期日报" in output.read_text("utf-8")
    assert "7 期日报" in output.read_text("utf-8")
    assert "DK701" in run("lint", "--offline", output, "--output-format", "concise").out
    assert run("format", "--check", output).code == 0


def test_escape_sequences_in_titles_do_not_reach_the_terminal(
    weekly: Run, dailies: Path, tmp_path: Path
) -> None:
    assert weekly(dailies, "--plan", "plan.yaml", "-q").code == 0
    issue = "# AI 日报 2026-02-06\n\n## 政策与监管\n\n### 某市\x1b[31m发布办法\n\n某市发布办法。\n"
    (dailies / "b.md").write_bytes(issue.encode())
    result = weekly(dailies, "--plan", "plan.yaml")
    assert "the plan does not mention" in result.err
    assert "name it under 'drop'" in result.err
    assert "\x1b" not in result.err


def test_days_that_only_the_daily_could_tell_are_counted(weekly: Run, tmp_path: Path) -> None:
    daily = "---\ntitle: AI 日报 2026-03-04\ndate: 2026-03-04\n---\n\n## 要闻\n\n### 浮桥公司上市\n\n"
    (tmp_path / "2026-03-04.md").write_text(
        f"{daily}浮桥公司今日在北港挂牌。\n\n来源：[北港报](https://beigang.example/1)\n", "utf-8"
    )
    told = weekly("2026-03-04.md").err
    assert "1 story with 昨晚 or 今天" in told
    assert told.startswith("took 1 story;")  # nothing was merged
