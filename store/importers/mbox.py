"""Mailboxes (.mbox): many messages in one file, each behind a line that begins with "From ".

mailbox of the standard library reads files on disk; here there are bytes from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.errors import InputError
from store.importers.base import Origin
from store.importers.limits import TooMuchError
from store.importers.mail import MailImporter
from store.importers.readings import Context, Problem, Reading

_POSTMARK = re.compile(rb"^From [^\r\n]*\r?\n(?=[!-9;-~]{1,80}[ \t]*:|>From )", re.MULTILINE)
"""The line before a message, told from words of one by the header that follows."""
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


class MboxImporter:
    """Reads each message as MailImporter does."""

    name = "mbox"
    version = 1
    suffixes: tuple[str, ...] = (".mbox",)

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """The messages in the file's order. Raises InputError where there is none."""
        marks = list(_POSTMARK.finditer(raw))
        if not marks or raw[: marks[0].start()].strip():
            raise InputError(f"'{origin.name}' is no mailbox; a single message is an .eml file.")
        ends = [mark.start() for mark in marks[1:]] + [len(raw)]
        mail = MailImporter()
        for number, (mark, end) in enumerate(zip(marks, ends, strict=True), 1):
            name = f"{origin.name}#{number}"
            message = _ESCAPED.sub(rb"\1", raw[mark.end() : end])
            context.budget.spend(1, len(message), origin.name)
            own = Origin(name, container=origin.container or f"{self.name}/{self.version}")
            try:
                yield from mail.read_all(message, own, context)
            except TooMuchError:
                raise
            except InputError as error:
                yield Problem(name, error.message)
