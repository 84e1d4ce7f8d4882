"""One run of a command: its streams, its language, its configuration, the texts that it works on.

Nothing here needs Typer, so that the everyday run of ``lint`` can do without it.
"""

import errno
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digestkit.cli.waiting import Waiting
from digestkit.diagnostic import Lang, Text, count
from digestkit.disk.files import MAX_SIZE, SETTINGS_SIZE, file_error, read_bytes, read_source
from digestkit.disk.finding import SUFFIXES, discover, find_config
from digestkit.encoding import decoded, foreign, is_text, unreadable
from digestkit.errors import ConfigError, FileError, UsageError
from digestkit.escape import printable, visible_lines
from digestkit.source import Source

if TYPE_CHECKING:
    from digestkit.config import Config
    from digestkit.parsed import Parsed
    from digestkit.stories.lexicon import Names


def language(arguments: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """``--lang``, else the locale; Chinese when neither says anything."""
    for at, word in enumerate(arguments):
        value = word[7:] if word.startswith("--lang=") else None
        if word == "--lang" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            base = value.partition(".")[0].lower()
            return "zh" if base in ("c", "posix", "") or base.startswith("zh") else "en"
    return "zh"


class Language(StrEnum):
    """Languages of messages."""

    zh = "zh"
    en = "en"


class Color(StrEnum):
    """When to color."""

    auto = "auto"
    always = "always"
    never = "never"


class HouseStyle(StrEnum):
    """Styles that texts are written in."""

    blue_span = "blue-span"
    front_matter = "front-matter"


STDOUT = "-"
"""What names standard output where an option names a file."""


def named(name: str, option: str = "") -> Path:
    """What an ``option`` or argument names. Raises ``UsageError`` when that is nothing, which is here to ``Path``.

    A shell makes it of a variable that is not set.
    """
    if not name:
        zh = f"{option} 后面是空的" if option else "有一个路径是空的"
        en = f"{option} names nothing" if option else "a path is empty"
        raise UsageError(
            Text(
                f"{zh}（多半是没有赋值的变量），没有处理；请写明文件或目录",
                f"{en} (a variable that is not set, most likely), so nothing was done; name a file or a folder",
            )
        )
    return Path(name)


def file_of(name: str | None, option: str) -> Path | None:
    """The file that ``option`` names; ``-``, as elsewhere, is standard output, and so no file."""
    return None if name in (None, STDOUT) else named(name, option)


def new_file(name: str | None, option: str) -> Path | None:
    """As ``file_of``, for what is written as one file. Raises ``FileError`` for a folder, also one that is yet to be."""
    path = file_of(name, option)
    if name and path and (name.endswith(("/", os.sep)) or os.path.isdir(name)):  # noqa: PTH112 -- Path fails where it may not look
        raise file_error(name, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    return path


class OutputLost(Exception):
    """Standard output can't be written: the disk is full, or the reader of a pipe has enough."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class Session:
    """One run of a command: its language, its configuration, its streams, and whether anything failed."""

    def __init__(
        self,
        lang: Lang,
        color: Color = Color.auto,
        quiet: bool = False,
        verbose: bool = False,
        config: str | None = None,
        isolated: bool = False,
    ) -> None:
        self.lang: Lang = lang
        self.quiet = quiet
        self.verbose = verbose
        self.failed = False
        """Something could not be done: the run ends with exit code 2."""
        self.waiting = Waiting(lang, not quiet)
        self._color = color
        self._explicit = config
        self._isolated = isolated
        self._start: Path | None = None

    def renewed(self) -> "Session":
        """A session with the same options that has read nothing yet, for files that may have changed."""
        return Session(self.lang, self._color, self.quiet, self.verbose, self._explicit, self._isolated)

    @property
    def trusted(self) -> bool:
        """Whether the user named the configuration; one that was found came with the texts."""
        return self._explicit is not None

    @cached_property
    def config_file(self) -> Path | None:
        """The configuration file that holds, if there is one. Raises ``UsageError`` for an empty ``--config``."""
        if self._isolated:
            return None
        return (
            find_config(self._start or Path())
            if self._explicit is None
            else named(self._explicit, "--config")
        )

    @cached_property
    def config(self) -> "Config":
        """The configuration. Raises ``ConfigError``."""
        if self.config_file is None:
            from digestkit.config import Config

            return Config()
        from digestkit.config_file import read_config

        return read_config(self.config_file)

    @cached_property
    def config_bytes(self) -> bytes:
        """The configuration file as it stands; empty when there is none. Raises ``ConfigError``."""
        try:
            return read_bytes(self.config_file, SETTINGS_SIZE) if self.config_file else b""
        except FileError as error:
            raise ConfigError(error.message) from error

    @cached_property
    def names(self) -> "Names | None":
        """The names of companies, people and products that the configuration adds."""
        entities = self.config.duplicates.entities
        if not entities:
            return None
        from digestkit.stories import names_with

        return names_with(entities)

    @cached_property
    def max_size(self) -> int:
        """The largest file that is read, in bytes. The configuration is loaded only if it speaks of that."""
        return int(self.config.max_file_size * 2**20) if b"max-file-size" in self.config_bytes else MAX_SIZE

    def color(self, stream: Any = None) -> bool:
        """Whether to color what is written to ``stream`` (standard output)."""
        if self._color is not Color.auto:
            return self._color is Color.always
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return bool((stream or sys.stdout).isatty()) and os.environ.get("TERM") != "dumb"

    @property
    def columns(self) -> int:
        """How wide the terminal is that standard output goes to; 0 where it goes elsewhere."""
        with suppress(OSError):  # a terminal that does not know
            return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else 0
        return 0

    # -- output -----------------------------------------------------------------------------------

    def write(self, text: str) -> None:
        """Write results to standard output, as UTF-8 and with line ends as they are."""
        self.waiting.wipe()
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
            sys.stdout.buffer.flush()
        except OSError as error:
            raise OutputLost(error) from error

    def show(self, text: str) -> None:
        """Write a text of the user's: to a file or a pipe as it is, to a terminal so that it obeys none of it."""
        if sys.stdout.isatty():
            text = visible_lines(text)
        self.write(text)

    def notice(self, message: Text) -> None:
        """Say something on standard error, unless ``--quiet``."""
        if not self.quiet:
            self._say(self._worded(message))

    def error(self, message: Text) -> None:
        """Report that something could not be done; the run will end with exit code 2."""
        self.failed = True
        word = Text("错误：", "error: ").say(self.lang)
        shown = f"\x1b[1;31m{word}\x1b[0m" if self.color(sys.stderr) else word
        self._say(shown + self._worded(message))

    def _worded(self, message: Text) -> str:
        """``message`` in the language of the run; none of its lines is a command."""
        return "\n".join(map(printable, message.say(self.lang).split("\n")))

    def _say(self, line: str) -> None:
        self.waiting.wipe()
        with suppress(OSError):  # a stream that takes nothing more can't be told so either
            sys.stdout.flush()
            print(line, file=sys.stderr, flush=True)  # noqa: T201

    def exit_code(self, found: bool = False) -> int:
        """2 when something failed, else 1 when ``found``, else 0."""
        return 2 if self.failed else int(found)

    # -- input ------------------------------------------------------------------------------------

    def look_near(self, paths: Sequence[str], stdin_filename: str | None = None) -> None:
        """Look for a configuration near the first text of the run; paths that are named later move nothing."""
        if self._start is None:
            self._start = Path(stdin_filename or next((name for name in paths if name != "-"), "."))

    def sources(self, paths: Sequence[str] | None, stdin_filename: str | None = None) -> Iterator[Source]:
        """Every source that ``paths`` (default: here) name, read one by one; ``-`` is standard input.

        What can't be read is reported. Raises ``UsageError`` for a path that is empty, and for the name of a
        standard input that is not asked for.
        """
        names = list(paths or ["."])
        for name in names:
            named(name)
        if stdin_filename and "-" not in names:
            raise UsageError(
                Text(
                    "--stdin-filename 要和 -（标准输入）一起用；要处理文件，直接写文件名",
                    "--stdin-filename goes with - (standard input); to work on a file just name it",
                )
            )
        self.look_near(names, stdin_filename)
        return self._sources(names, stdin_filename)

    def _sources(self, names: Sequence[str], stdin_filename: str | None) -> Iterator[Source]:
        found = discover([name for name in names if name != "-"])
        for problem in found.errors:
            self.error(problem.message)
        if "-" in names:
            yield self.stdin(stdin_filename)
        taken = always_taken(names, None)
        for path in found.files:
            try:
                source = read_source(path, self.max_size)
                if is_text(source):
                    yield source
                elif source.path in taken or self._may_be_digest(source):
                    raise unreadable(source)
            except FileError as problem:
                self.error(problem.message)

    def _may_be_digest(self, source: Source) -> bool:
        """Whether a file in a folder that is no text to us would be a digest, had it been saved as UTF-8."""
        from digestkit.aspects.essays import looks_like_digest
        from digestkit.reader import read

        text = decoded(source)
        return text is not None and looks_like_digest(read(text, self.config.vocabulary_for()))

    def tell_nothing(self, paths: Sequence[str] | None) -> None:
        """Say why there is nothing to work on: folders were searched, and no digest was in them."""
        folders = [name for name in paths or ["."] if os.path.isdir(name)]  # noqa: PTH112 -- Path fails where it may not look
        if self.failed or not folders:
            return
        seen = len(discover(folders).files)
        files = count(seen, "个文件", "file")
        zh, en = (
            comma.join(here if name == "." else printable(name) for name in folders)
            for comma, here in (("、", "当前目录"), (", ", "this folder"))
        )
        zh += "" if folders[-1] == "." else " "
        self.notice(
            Text(
                f"{zh}里有 {files.zh}，看着都不是日报或周报；确实是的，写明文件名就会处理",
                f"{files.en} in {en}, no digests by the look of it; a file that is named is always taken",
            )
            if seen
            else Text(
                f"{zh}里没有日报或周报（{'、'.join(SUFFIXES)} 文件）",
                f"no digests ({', '.join(SUFFIXES)} files) in {en}",
            )
        )

    def stdin(self, name: str | None) -> Source:
        """Standard input as a source. Raises ``UsageError`` when it is too large, ``FileError`` when it is no text."""
        if sys.stdin.isatty():
            end = "Ctrl-Z" if os.name == "nt" else "Ctrl-D"
            self.notice(
                Text(
                    f"请把稿子粘贴到这里，另起一行按 {end} 结束",
                    f"paste the text here; {end} on a line of its own ends it",
                )
            )
        data = sys.stdin.buffer.read(self.max_size + 1)
        if len(data) > self.max_size:
            raise UsageError(Text("标准输入太大，没有读取", "standard input is too large; not read"))
        source = Source.from_bytes(data, name or "-")
        if not is_text(source):
            raise unreadable(source)
        return source

    def digests(self, paths: Sequence[str] | None, stdin_filename: str | None = None) -> "list[Parsed]":
        """The digests that ``paths`` name, read. One in another encoding, which has no word to rely on, is reported."""
        return list(self.each_digest(paths, stdin_filename))

    def each_digest(
        self, paths: Sequence[str] | None, stdin_filename: str | None = None
    ) -> "Iterator[Parsed]":
        """As ``digests``, but one by one. Raises ``UsageError`` as ``sources`` does, and at once."""
        return self._told_apart(self.one_by_one(self.sources(paths, stdin_filename), paths, stdin_filename))

    def _told_apart(self, digests: "Iterable[Parsed]") -> "Iterator[Parsed]":
        for parsed in digests:
            if foreign(parsed.source):
                self.error(unreadable(parsed.source).message)
            else:
                yield parsed

    def read(
        self, sources: Iterable[Source], paths: Sequence[str] | None, stdin_filename: str | None = None
    ) -> "list[Parsed]":
        """The digests among ``sources``: files named in ``paths`` whatever they are, others if they look it."""
        return list(self.one_by_one(sources, paths, stdin_filename))

    def one_by_one(
        self, sources: Iterable[Source], paths: Sequence[str] | None, stdin_filename: str | None = None
    ) -> "Iterator[Parsed]":
        """As ``read``, but one by one, for a run that need not hold all of them in memory."""
        from digestkit.aspects.essays import looks_like_digest
        from digestkit.reader import read

        taken = always_taken(paths, stdin_filename)
        vocabulary = self.config.vocabulary_for()
        seen = 0
        with self.waiting.at(lambda: Text(f"读了 {seen} 个文件", f"{seen} files read")):
            for seen, source in enumerate(sources, 1):  # noqa: B007 -- ``seen`` is told
                parsed = read(source, vocabulary)
                if source.path in taken or looks_like_digest(parsed):
                    yield parsed

    def published(self, archive: Iterable[Source], issues: Sequence["Parsed"]) -> "list[Parsed]":
        """The issues of an archive that can matter to ``issues``, without those that are among them."""
        from digestkit.reader import read
        from digestkit.stories.archive import relevant

        own = {Path(each.source.path).absolute() for each in issues}
        others = [source for source in archive if Path(source.path).absolute() not in own]
        return self.read(relevant(others, issues, read), ())


def always_taken(paths: Sequence[str] | None, stdin_filename: str | None) -> frozenset[str]:
    """The paths of the texts that the user named: they are worked on whether or not they look like digests."""
    return frozenset({*(str(Path(name)) for name in paths or ()), stdin_filename or "-"})
