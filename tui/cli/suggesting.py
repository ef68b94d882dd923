"""`postil suggest`: what the rules would tag, in an article or in a stream of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import json_option, stdin
from tui.cli.output import emit, flush, say, tell
from tui.cli.running import DONE, outcome
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.model import Block


@click.command("suggest")
@click.argument("article", metavar="ARTICLE|-")
@click.option("--kinds", metavar="KIND,…", help="Only quote, entity, acronym or claim.")
@json_option
@click.pass_obj
def suggest_command(session: Session, article: str, kinds: str | None, as_json: bool) -> int:
    """Propose tags in ARTICLE, or with - in texts given as JSON Lines of {"id","text"}."""
    wanted = _kinds(kinds)
    if article == "-":
        return _suggest_in_stream(wanted, as_json)
    with session.open() as library:
        found = library.articles.find(article).id
        text, blocks = library.articles.text(found), library.articles.blocks(found)
    _answer(found, text, blocks, wanted, as_json)
    return DONE


def _kinds(given: str | None) -> tuple[str, ...]:
    from tui.cli.labels import KINDS

    if given is None:
        return KINDS
    wanted = tuple(name for part in given.split(",") if (name := part.strip()))
    unknown = [name for name in wanted if name not in KINDS]
    if unknown or not wanted:
        raise click.UsageError(f"--kinds takes {', '.join(KINDS)}; not '{given}'.")
    return wanted


def _suggest_in_stream(kinds: tuple[str, ...], as_json: bool) -> int:
    from store.errors import PostilError

    failed = done = 0
    for number, line in enumerate(stdin(), 1):
        stripped = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not stripped:
            continue
        try:
            identity, text, blocks = _asked(stripped)
            _answer(identity, text, blocks, kinds, as_json)
            done += 1
        except PostilError as error:
            failed += 1
            if as_json:
                emit({"line": number, "error": error.message})
            else:
                tell(f"Line {number}: {error.message}")
        flush()
    return outcome(failed, done)


def _asked(line: bytes) -> tuple[Any, str, tuple[Block, ...]]:
    """The id, text and blocks of a line; without blocks the text is cut up as a dump of a page."""
    import msgspec

    from store.articles import check_blocks
    from store.errors import InputError
    from store.importers.segment import segment
    from store.model import Block

    try:
        row = msgspec.json.decode(line)
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
            raise InputError('This line is not an object with an "id" and a "text".')
        text: str = row["text"]
        if row.get("blocks") is None:
            return row["id"], text, segment(text)
        blocks = msgspec.convert(row["blocks"], tuple[Block, ...])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"This line is not what suggest takes: {error}.") from error
    check_blocks(text, blocks, str(row["id"]))
    return row["id"], text, blocks


def _answer(
    identity: Any, text: str, blocks: tuple[Block, ...], kinds: tuple[str, ...], as_json: bool
) -> None:
    from tui.cli.labels import labelled

    spans, problems = labelled(text, blocks, kinds)
    for problem in problems:
        tell(problem)
    if as_json:
        emit({"id": identity, "spans": spans})
        return
    for span in spans:
        if not span.get("accepted", True):
            continue
        speaker = f" — {span['speaker']['text']}" if "speaker" in span else ""
        words = " ".join(text[span["start"] : span["end"]].split())
        say(f"{span['start']:>7}  {span['label']:<9} {span['score']:.2f}  {words}{speaker}")
