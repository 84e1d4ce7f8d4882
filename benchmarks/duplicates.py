"""How the time and the memory of grouping stories grow with their number.

    python benchmarks/duplicates.py [--background FILE] [SIZE …]

Each size runs in a process of its own: so many stories, thirty a day, of which one in four tells again in other
words what one of the last days told. They are put together from the parts below, or taken from FILE (JSONL, packed
or not: title, text, urls, date, origin) as far as it reaches. Prints a table, and the exponent of growth between the
smallest and the largest size (1: twice the stories take twice the time).
"""

import argparse
import gzip
import json
import math
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path

from digestkit.stories import Report, group

SIZES = (1_000, 10_000, 100_000)
DAILY = 30
KINDS = (
    "智能", "机器人", "科技", "电网", "汽车", "医疗", "芯片", "教育",
    "物流", "农业", "航天", "能源", "银行", "保险", "影业", "乳业",
)  # fmt: skip
DEEDS = (
    "发布", "开源", "收购", "起诉", "停产", "召回", "扩建", "迁移", "试运行",
    "下调", "承接", "改造", "暂停", "续签", "转让", "中标", "公示", "捐赠",
)  # fmt: skip
THINGS = (
    "语音", "视频", "翻译", "编程", "客服", "检索", "绘图", "诊断", "导航", "质检",
    "巡检", "排产", "选址", "风控", "配音", "字幕", "阅卷", "备课", "育种", "测绘",
)  # fmt: skip
PLACES = (
    "合肥", "苏州", "成都", "武汉", "西安", "长沙", "无锡", "福州",
    "贵阳", "大连", "兰州", "昆明", "厦门", "济南", "郑州", "宁波",
)  # fmt: skip


def _name(dice: random.Random) -> str:
    """Three characters that hardly ever meet: names are what tells stories apart."""
    return "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(3))


def made(count: int) -> Iterator[Report]:
    """``count`` stories, by day."""
    dice = random.Random(count)
    told: list[tuple[str, str, str, str, str]] = []
    for number in range(count):
        day = date(1900, 1, 1) + timedelta(number // DAILY)
        again = bool(told) and dice.random() < 0.25
        if not again:
            name, thing = _name(dice) + dice.choice(KINDS), _name(dice) + dice.choice(THINGS)
            told = [
                *told[-100:],
                (name, dice.choice(DEEDS), thing, str(dice.randrange(2, 9000)), dice.choice(PLACES)),
            ]
        name, deed, thing, figure, place = dice.choice(told) if again else told[-1]
        title = f"{place}：{thing}由{name}{deed}" if again else f"{name}{deed}{thing}"
        text = f"{title}，涉及{figure}台。{_name(dice)}{dice.choice(THINGS)}，{_name(dice)}{dice.choice(KINDS)}。"
        path = f"{day.isoformat()}-{number % 3}.md"
        yield Report(title, text, (f"https://example.com/{number}",), day.isoformat(), None, path)


def given(path: Path, count: int) -> Iterator[Report]:
    """The first ``count`` stories of a file."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        for number, line in enumerate(file):
            if number == count:
                return
            row = json.loads(line)
            where = f"{row['origin']}/{row['date']}.md"
            yield Report(row["title"][:160], row["text"], tuple(row["urls"]), row["date"], None, where)


def measure(size: int, background: Path | None) -> tuple[int, float, float, float, int]:
    """Stories, seconds, seconds of processors, the most memory that a process took in MB, groups."""
    reports = list(given(background, size) if background else made(size))
    began, used = time.perf_counter(), _processor()
    found = group(reports)
    took, used = time.perf_counter() - began, _processor() - used
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return len(reports), took, used, most / (1024 if sys.platform != "darwin" else 2**20), len(found.groups)


def _processor() -> float:
    """Seconds of processors that this process and its children took so far."""
    each = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in each)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--background", type=Path)
    options = parser.parse_args()
    rows = []
    print("| stories | seconds | seconds of processors | MB | groups |\n|---:|---:|---:|---:|---:|")
    for size in options.sizes:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            count, took, used, most, groups = pool.submit(measure, size, options.background).result()
        rows.append((count, used))
        print(f"| {count:,} | {took:.1f} | {used:.1f} | {most:.0f} | {groups:,} |", flush=True)
    if len(rows) > 1:
        (small, quick), (large, slow) = rows[0], rows[-1]
        print(f"\ngrowth: stories ^ {math.log(slow / quick) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main()
