"""Tables whose rows are stories: ``| 标题 | 摘要 | 来源 |``, a story a row."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from digestkit.reader.block import SILENT, Block
from digestkit.reader.inline import links_in, plain, title_text
from digestkit.reader.table import RULER, cells_of, lines_of
from digestkit.schema import FieldName
from digestkit.source import Span, span_of
from digestkit.vocabulary import Vocabulary, squeeze

_TITLES = frozenset(
    (
        *(
            "标题",
            "新闻标题",
            "新闻",
            "要闻",
            "事件",
            "动态",
            "资讯",
            "热点",
            "title",
            "headline",
            "news",
            "story",
        ),
        *("项目", "项目名", "项目名称", "仓库", "project", "repo", "repository", "名称", "name"),
        *("论文", "论文标题", "paper", "产品", "product", "工具", "tool"),
    )
)
_PLACES = frozenset("序号 编号 排名 名次 时间 时刻 日期 no rank time date".split())  # noqa: SIM905
"""Columns that say where a story stands in the list, or when it was told."""
_MOST_ROWS = 60
"""Rows; a longer table among other stories is a sheet."""
_WIDEST = 12
"""Columns; what has more is a sheet of figures."""


class Row(NamedTuple):
    """A story of one row: the cell of its title, the cells of its fields, and those of other columns with their heads."""

    title: Span
    fields: tuple[tuple[FieldName, Span], ...]
    others: tuple[tuple[str, Span], ...]


Rows = dict[int, Row]
"""Stories of one row, by their lines."""


def split_tables(text: str, blocks: list[Block], vocabulary: Vocabulary) -> tuple[list[Block], Rows]:
    """``blocks`` with each table of stories parted into its head (a rule) and its rows; the rows by their lines.

    In issues that consist of such tables, and where one is all that stands under its heading and leads to
    addresses of its own: elsewhere a table is an index of stories told above it.
    """
    tables: dict[int, list[tuple[Block, Row]]] = {}
    furniture = False
    several = (
        sum(block.kind == "heading" for block in blocks) > 1
    )  # what stands under the only one is the issue
    for block in blocks:
        if several and block.kind == "heading":
            furniture = vocabulary.heading_kind(squeeze(title_text(text[slice(*block.content)]))) is not None
        if block.kind == "table" and not furniture and (found := list(_rows(text, block, vocabulary))):
            tables[block.first] = found
    if not tables:
        return blocks, {}
    others = sum(block.kind in ("item", "text") or block.level > 2 for block in blocks)
    if sum(map(len, tables.values())) <= others:
        alone = _alone(blocks)
        tables = {
            block.first: tables[block.first]
            for block in blocks
            if block.first in tables
            and block.first in alone
            and _leads_elsewhere(text, block, tables[block.first])
        }
    parted: list[Block] = []
    for block in blocks:
        found = tables.get(block.first, [])
        if not found:
            parted.append(block)
            continue
        head = found[0][0].span.start
        end = head - (2 if text.startswith("\r\n", head - 2) else 1)
        parted.append(
            replace(block, kind="rule", span=span_of((block.span.start, end)), last=block.first + 1)
        )
        parted += [each for each, _ in found]
    return parted, {each.first: row for found in tables.values() for each, row in found}


def _alone(blocks: list[Block]) -> frozenset[int]:
    """First lines of the blocks that are all that stands between two headings."""
    said = [block for block in blocks if block.kind not in SILENT]
    return frozenset(
        block.first
        for i, block in enumerate(said)
        if i and said[i - 1].kind == "heading" and (i + 1 == len(said) or said[i + 1].kind == "heading")
    )


def _leads_elsewhere(text: str, table: Block, rows: list[tuple[Block, Row]]) -> bool:
    """Whether each row has a link, and the rest of the issue has neither an address nor a title of theirs."""
    if len(rows) > _MOST_ROWS:
        return False
    rest = text[: table.span.start] + text[table.span.end :]
    links = [links_in(text, *block.span) for block, _ in rows]
    told = [url for each in links for _, _, url in each]
    told += [plain(text[slice(*row.title)]) for _, row in rows]
    return all(links) and not any(each in rest for each in told)


def _rows(text: str, block: Block, vocabulary: Vocabulary) -> Iterator[tuple[Block, Row]]:
    """The rows of a table that has a column of titles, and one of summaries or sources or links in its titles."""
    lines = lines_of(text, block.span)
    if len(lines) < 3 or not RULER.match(text, *lines[1]):
        return
    labels = [plain(text[slice(*cell)]) for cell in cells_of(text, lines[0], _WIDEST)]
    heads = [squeeze(label) for label in labels]
    names = [vocabulary.field_of(head) for head in heads]
    title = next((i for i, head in enumerate(heads) if head in _TITLES), None)
    table = [cells_of(text, line, _WIDEST) for line in lines[2:]]
    if title is None or len(heads) < 2 or any(len(cells) != len(heads) for cells in table):
        return
    if any(vocabulary.knows(plain(text[slice(*cells[title])])) for cells in table):
        return  # | 项目 | 内容 | over | 说明 | … |: the fields of one story
    linked = all(links_in(text, *cells[title]) for cells in table)
    if not linked and not {"summary", "sources"} & set(names):
        return
    names[title] = None  # 事件 is a label too: the title is no summary
    others = [i for i, name in enumerate(names) if not name and i != title]
    others = [i for i in others if "".join(filter(str.isalpha, heads[i])) not in _PLACES]
    for n, (line, cells) in enumerate(zip(lines[2:], table, strict=True), block.first + 2):
        fields = tuple((name, cell) for name, cell in zip(names, cells, strict=True) if name)
        more = tuple((labels[i], cells[i]) for i in others if _tells(text[slice(*cells[i])], labels[i]))
        yield Block("row", span_of(line), n, n, cells[title], "|"), Row(cells[title], fields, more)


def _tells(cell: str, head: str) -> bool:
    """Whether a cell says something: a figure alone does so under a name."""
    return any(map(str.isalpha, cell)) or (any(map(str.isalpha, head)) and any(map(str.isalnum, cell)))
