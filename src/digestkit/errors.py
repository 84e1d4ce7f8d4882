"""What stops the tool from doing its work. Each error says what happened, where, and what to do."""

from digestkit.diagnostic import Text


class DigestkitError(Exception):
    """A reason to end with exit code 2. ``message`` is for the user, in both languages."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class UsageError(DigestkitError):
    """An option or argument that makes no sense."""


class FileError(DigestkitError):
    """A file that is missing, unreadable, or can't be written."""


class ConfigError(DigestkitError):
    """A configuration that does not load, or says something that can't be."""


class RefusedWrite(DigestkitError):
    """A write that would lose or change content; the file stays as it was."""
