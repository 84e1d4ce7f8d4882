"""Why a page could not be had."""

from digestkit.diagnostic import Text
from digestkit.links.verdict import State


class Fault(Exception):
    """Ends the attempt to fetch a page; ``state`` is what may be said of the link.

    ``again``: it may be different in a moment, so the attempt is worth one repetition.
    ``silent``: there was no answer in time.
    ``malformed``: there was an answer, but none that the HTTP library takes.
    """

    def __init__(
        self,
        state: State,
        reason: Text,
        *,
        again: bool = False,
        silent: bool = False,
        malformed: bool = False,
        status: int | None = None,
    ) -> None:
        super().__init__(reason.en)
        self.state: State = state
        self.reason = reason
        self.again = again
        self.silent = silent
        self.malformed = malformed
        self.status = status
