"""The store's own errors: each has a title, and a message a person can act on."""

from __future__ import annotations

_LONGEST = 1500
_HEAD = 1000
_TAIL = 300


def shortened(message: str) -> str:
    """*message* on one line, its middle left out where it quotes more than anyone reads.

    The beginning says what is wrong, the end what to do about it.
    """
    line = " ".join(message.split("\n"))
    return line if len(line) <= _LONGEST else f"{line[:_HEAD]} … {line[-_TAIL:]}"


class PostilError(Exception):
    """What went wrong, where, and what to do, in one line.

    The command line prints it on stderr and exits with 2; the screen shows it as a notice.
    """

    title = "Something went wrong"

    def __init__(self, message: str) -> None:
        """Keep *message* as one line, whatever names it quotes."""
        super().__init__(shortened(message))

    @property
    def message(self) -> str:
        """The one line, without the title."""
        return str(self.args[0])


class InputError(PostilError):
    """A source that can't be read as an article: missing, empty, binary, broken."""

    title = "This can't be read"


class NotFoundError(PostilError):
    """No article, annotation, block, code or quotation of that name."""

    title = "Not found"


class AmbiguousError(PostilError):
    """A name or a quotation that fits more than one thing."""

    title = "That fits more than one"


class InvalidChangeError(PostilError):
    """A change the model refuses: a span out of range, an unknown kind, a wrong value."""

    title = "That can't be stored"


class ConflictError(PostilError):
    """What is to be changed was changed elsewhere in the meantime."""

    title = "Changed elsewhere"


class NothingToDoError(PostilError):
    """No step is left to undo or redo."""

    title = "Nothing to do"


class NotSavedError(PostilError):
    """The disk refused the change; nothing of it was stored. `reason` is why in a few words."""

    title = "Not saved"

    def __init__(self, message: str, *, reason: str | None = None) -> None:
        """As every error; without a *reason* the message is all there is to say."""
        super().__init__(message)
        self.reason = reason or self.message


class DamagedLibraryError(PostilError):
    """The library's files can't be read as a library; nothing was overwritten."""

    title = "This library is damaged"


class ReadOnlyError(PostilError):
    """The library was opened for reading only; nothing of the change was stored."""

    title = "This library is open for reading only"


class NewerLibraryError(PostilError):
    """A later Postil wrote this library."""

    title = "This library is newer than this program"


class FormatError(PostilError):
    """A file that is not what its format says."""

    title = "This file is not in that format"
