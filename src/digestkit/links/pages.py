"""What an HTML page shows, as far as it takes to tell an article from an excuse. Linear, never fails."""

import html
import re
from dataclasses import dataclass
from typing import NamedTuple

_TAG = re.compile(r"<(?:!--|(/?)([A-Za-z][A-Za-z0-9:\-]*)([^<>]*)>)")
_OPAQUE = frozenset({"script", "style", "svg", "template", "textarea", "noscript", "iframe", "select"})
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code em font i mark q s small span strong sub sup u wbr".split()  # noqa: SIM905
)
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)
_VALUES = re.compile(r"""=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)""")
_HIDDEN = re.compile(r"(?:^|\s)hidden(?:\s|/|$)", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![\w:\-])([\w:\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_REFRESH = re.compile(
    r"""\s*+(\d{0,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"'\s][^"']*)""", re.IGNORECASE
)
_SCRIPTED = re.compile(
    r"""(?:location(?:\.href)?\s*=\s*|location\.(?:replace|assign)\(\s*)["'`]([^"'`\s<>]{1,2000})["'`]"""
)

_PARAGRAPH = re.compile(r"<p(?:\s[^<>]*)?>\s*([^<>\s][^<>]{39,})")
_TRICKS = (
    "refresh", "prerender-status", "next-error", "display:none", "display: none", "<template", " hidden",
)  # fmt: skip
"""Where one of these stands on a page, it has to be read with care."""
_SENTENCE = re.compile(r"[，。！？；]|[,.;!?](?:\s|$)")
_IMPRINT = re.compile(
    r"许可证|版权所有|ICP备|公网安备|不良信息|举报(?:电话|邮箱|热线)|备案|copyright|©|all rights reserved|cookie",
    re.IGNORECASE,
)
"""What stands at the foot of every page, long as it may be."""
_MUCH = 600
"""So much text in paragraphs that make a page an article at a glance."""
_LONG_NUMBER = re.compile(r"&#(\d{8,});?+", re.ASCII)
"""A character's number with zeros before it, or one that no character has, however many of its digits are kept."""

PROSE = 40
"""Characters from which on a run of text may be part of an article."""
_SOON = 10
"""Seconds: a page that sends on later than that is read."""


class Node(NamedTuple):
    """A run of visible text between block tags. ``tag`` is the block it began in."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a reader sees it. ``metas``: name or property or http-equiv → content, in lower case keys."""

    source: str
    title: str
    nodes: tuple[Node, ...]
    metas: dict[str, str]

    @property
    def visible(self) -> float:
        """How much a reader sees, in Chinese characters."""
        return sum(weight(node.text) for node in self.nodes)

    @property
    def prose(self) -> float:
        """How much of that is connected text, which articles have and error pages don't."""
        return sum(weight(node.text) for node in self.nodes if _is_prose(node.text))


def unescaped(text: str) -> str:
    """``text`` with its character references read. (Python fails on a number of thousands of digits.)"""
    if "&" not in text:
        return text
    return html.unescape(_LONG_NUMBER.sub(lambda found: f"&#{found[1].lstrip('0')[:8] or 0};", text))


def weight(text: str) -> float:
    """How much ``text`` says, in Chinese characters; Latin letters say less."""
    return len(text) - 0.6 * len(text.encode("ascii", "ignore"))


def _is_prose(text: str) -> bool:
    return len(text) >= PROSE and is_sentence(text)


def is_sentence(text: str) -> bool:
    """Whether ``text`` has the signs of a sentence, and is not what stands at the foot of every page."""
    return bool(_SENTENCE.search(text)) and not _IMPRINT.search(text)


def is_article(source: str) -> bool:
    """Whether ``source`` is so plainly an article that it need not be read: much prose, and no tricks."""
    lower = source.lower()
    if any(trick in lower for trick in _TRICKS):
        return False
    prose = 0.0
    for match in _PARAGRAPH.finditer(source):
        prose += weight(match[1])
        if prose >= _MUCH:
            return True
    return False


def read_page(source: str) -> Page:
    """Read ``source``."""
    reader = _Reader(source)
    reader.run()
    title = " ".join(unescaped("".join(reader.title)).split())
    return Page(source, title, tuple(reader.nodes), reader.metas)


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.lower = source.lower()
        self.title: list[str] = []
        self.nodes: list[Node] = []
        self.metas: dict[str, str] = {}
        self._text: list[str] = []
        self._block = ""

    def run(self) -> None:
        """Walk over the tags once."""
        at = 0
        while match := _TAG.search(self.source, at):
            self._text.append(self.source[at : match.start()])
            at = self._tag(match)
            if at < 0:
                break
        if at >= 0:
            self._text.append(self.source[at:])
        self._flush("")

    def _tag(self, match: re.Match[str]) -> int:
        """Take one tag in; where to go on, -1 for nowhere."""
        if match[2] is None:
            return self._after("-->", match.end())
        name, attributes = match[2].lower(), match[3]
        if match[1]:
            if name not in _INLINE:
                self._flush("")
            return match.end()
        if name == "title":
            return self._titled(match.end())
        if name == "meta":
            self._meta(attributes)
        if name in _OPAQUE:
            return match.end() if attributes.endswith("/") else self._after(f"</{name}", match.end())
        if name not in _INLINE:
            self._flush(name)
        if name not in _VOID and _is_hidden(attributes):
            return self._close(name, match.end())
        return match.end()

    def _titled(self, at: int) -> int:
        """Take the title in; other titles (those of drawings) are passed over."""
        end = self.lower.find("</title", at)
        self.title = self.title or [self.source[at : end if end >= 0 else at + 500]]
        return end

    def _after(self, mark: str, at: int) -> int:
        end = self.lower.find(mark, at)
        return end + len(mark) if end >= 0 else -1

    def _close(self, name: str, at: int) -> int:
        """The end of a hidden element, nested ones of its name counted; the rest is hidden when it never ends."""
        depth = 1
        for match in _TAG.finditer(self.source, at):
            if match[2] and match[2].lower() == name:
                depth += -1 if match[1] else 1
                if not depth:
                    return match.end()
        return -1

    def _meta(self, attributes: str) -> None:
        found = _attributes(attributes)
        key = found.get("name") or found.get("property") or found.get("http-equiv")
        if key and "content" in found and len(self.metas) < 200:
            self.metas.setdefault(key.lower(), found["content"])

    def _flush(self, block: str) -> None:
        text = "".join(self._text).strip()
        self._text = []
        if text:
            text = unescaped(text)
            self.nodes.append(Node(self._block, " ".join(text.split())))
        self._block = block


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text[:2000]):
        found.setdefault(name.lower(), unescaped(double or single or bare))
    return found


def _is_hidden(attributes: str) -> bool:
    if "hidden" not in attributes.lower() and "none" not in attributes.lower():
        return False
    if _HIDDEN.search(_VALUES.sub("", attributes[:2000])):
        return True
    return bool(_NOT_SHOWN.search(_attributes(attributes).get("style", "")))


def page_redirect(page: Page | None, header: str) -> str | None:
    """Where a page sends its reader by itself, at once: a refresh, or a script on a page without text."""
    refresh = _REFRESH.match(header or (page.metas.get("refresh", "") if page else ""))
    if refresh and int(refresh[1] or 0) <= _SOON:
        return refresh[2].strip()
    if page and page.visible < PROSE and len(page.source) < 4096:
        scripted = _SCRIPTED.search(page.source)
        if scripted and not scripted[1].startswith("#"):
            return scripted[1]
    return None
