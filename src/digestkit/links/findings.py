"""What rules on checked links share: the links of a text that were given one verdict."""

from collections.abc import Iterator, Mapping

from digestkit.diagnostic import Finding, Text
from digestkit.links.extract import Link, extract
from digestkit.links.verdict import State, Verdict
from digestkit.parsed import Parsed


def judged(parsed: Parsed, verdicts: Mapping[str, Verdict], state: State) -> Iterator[tuple[Link, Verdict]]:
    """The links of ``parsed`` whose verdict is ``state``."""
    for link in extract(parsed):
        verdict = verdicts.get(link.url)
        if verdict is not None and verdict.state == state:
            yield link, verdict


def findings(
    parsed: Parsed, verdicts: Mapping[str, Verdict], state: State, message: Text, hint: Text
) -> Iterator[Finding]:
    """A finding at each of these links: ``message`` with the reason of the verdict after it."""
    for link, verdict in judged(parsed, verdicts, state):
        said = Text(f"{message.zh}：{verdict.reason.zh}", f"{message.en}: {verdict.reason.en}")
        yield Finding(link.span, said, hint, link.story)
