"""`postil apply`: a stream of changes in, an answer to each the moment it is durable."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from tui.cli.options import stdin
from tui.cli.output import emit, flush
from tui.cli.running import outcome
from tui.cli.session import Session


@click.command("apply")
@click.argument("source", metavar="-|FILE")
@click.option("--json", "as_json", is_flag=True, hidden=True, help="The answers are always JSON.")
@click.pass_obj
def apply_command(session: Session, source: str, as_json: bool) -> int:
    """Carry out the changes in FILE, or on standard input, one JSON object a line.

    \b
    {"do":"tag","article":…,"kind":…,"quote":… | "start":…,"end":… | "block":…,
     "attributes":{…},"codes":[…],"note":…,"tags":[…]}
    {"do":"edit","id":…, and the fields to change}
    {"do":"remove","id":…}
    {"do":"link","from":…,"type":…,"to":…}

    Each line is answered by {"id":…,"revision":…} or {"line":…,"error":…}; a line that fails
    doesn't stop the others.
    """
    from store.errors import PostilError
    from tui.cli.changes import carry_out, read_change

    failed = done = 0
    with _lines(source) as lines, session.open() as library:
        for number, line in enumerate(lines, 1):
            stripped = line.removeprefix(b"\xef\xbb\xbf").strip()
            if not stripped:
                continue
            try:
                change = read_change(stripped)
                library.catch_up()
                answer = carry_out(library, change)
                done += 1
            except PostilError as error:
                answer = {"line": number, "error": error.message}
                failed += 1
            emit(answer)
            flush()
    return outcome(failed, done)


@contextlib.contextmanager
def _lines(source: str) -> Iterator[IO[bytes]]:
    from store.errors import InputError

    if source == "-":
        yield stdin()
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115
    except OSError as error:
        raise InputError(f"Can't read '{source}': {error.strerror or error}.") from error
    with file:
        yield file
