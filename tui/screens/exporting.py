"""Export on screen: what, in which format and where to are asked for, with an outlook on it.

Functions over a screen, loaded when they are first used.
"""

from __future__ import annotations

import codecs
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from store.bundles import fit_for, watched
from store.errors import PostilError
from store.exporters.base import Bundle, Format
from store.exporters.files import check_place, write_export
from store.exporters.registry import FORMATS, format_named
from store.library import Library
from store.query import Filter, select
from store.wording import counted
from tui.dialogs.export import REDACTIONS, Choice, Export, Offer, Outlook
from tui.dialogs.working import Working
from tui.screens.asking import may_be_written, path_in
from tui.untrusted import one_line

if TYPE_CHECKING:
    from tui.screens.base import CommandScreen

_BEGINNING = 2000
_TITLE = 40
"""Characters of a title within a sentence."""


class _EndedError(Exception):
    """The person ended it."""


async def export(screen: CommandScreen) -> None:
    """Ask what to export and where to, then write it beside everything else."""
    library, here = screen.library, screen.article_here
    marked = screen.export_scope()
    articles = marked or (() if here is None else (here,))
    choice = await screen.app.push_screen_wait(
        Export(
            str(Path.cwd() / "postil-export.json"),
            [Offer(f.name, f.title, f.suffix, f.lossless) for f in FORMATS],
            partial(outlook, library, articles),
            here=_named(library, articles),
            only=bool(marked),
            kinds=[kind.name for kind in library.codebook.kinds],
            codes=[code.name for code in library.codebook.codes],
        )
    )
    path = None if choice is None else path_in(screen.app, choice.path)
    if choice is None or path is None or not await may_be_written(screen.app, path):
        return
    working = Working(f"Exporting to {path.name}")
    await screen.app.push_screen(working)
    screen.run_worker(
        partial(_write, screen, working, choice, articles, path), thread=True, group="export"
    )


def _named(library: Library, articles: tuple[str, ...]) -> str | None:
    """What an export may be narrowed to, in a few words."""
    if len(articles) == 1:
        return f"only “{one_line(library.articles.get(articles[0]).title, _TITLE)}”"
    return f"only the {len(articles)} marked" if articles else None


def outlook(library: Library, articles: tuple[str, ...], choice: Choice) -> Outlook:
    """What would come of *choice* where *articles* are offered alone: nothing is written."""
    try:
        chosen, bundle, notes = _prepared(library, articles, choice)
        beginning = b""
        for piece in islice(chosen.write(bundle), 50):
            beginning += piece[:_BEGINNING]
            if len(beginning) >= _BEGINNING:
                break
        losses = chosen.losses(bundle)
    except PostilError as error:
        return Outlook("", problem=error.message)
    return Outlook(
        counts=chosen.holds(bundle).words,
        losses=tuple((loss.field, loss.records) for loss in losses),
        notes=notes,
        lines=_beginning(beginning),
    )


def _beginning(raw: bytes) -> tuple[str, ...]:
    """The first lines of a file that begins with *raw*, which may end within a letter; what it is
    where it is no text.
    """
    if raw.startswith(b"PK"):
        return ("a zip archive",)
    try:
        shown = codecs.getincrementaldecoder("utf-8-sig")().decode(raw)
    except UnicodeDecodeError:
        return ("a binary file",)
    return tuple(shown.splitlines()[:5])


def _prepared(
    library: Library, articles: tuple[str, ...], choice: Choice
) -> tuple[Format, Bundle, tuple[str, ...]]:
    """The format, what it is to write, and what is to be known of a redaction."""
    wanted = Filter(kind=choice.kind or None, code=choice.code or None)
    if not wanted.narrows:
        bundle = library.bundle(articles=articles if choice.here else None)
    else:
        chosen = select(library, wanted)
        bundle = library.bundle(
            [one for one in chosen if not choice.here or one.article in articles]
        )
    notes: tuple[str, ...] = ()
    if choice.redact != REDACTIONS[0]:
        from store.redacting import redact
        from store.redaction.records import ALSO

        also = ALSO if choice.redact == REDACTIONS[-1] else ()
        made = redact(library, bundle, also)
        bundle = made.bundle
        who = ", ".join(f"{one.pseudonym} in {counted(one.places, 'place')}" for one in made.people)
        notes = (who or "no entity has `protect` set", "published words can be found by a search")
        if made.remarks:
            parts = ", ".join(remark.where for remark in made.remarks)
            notes = (*notes, f"look at: {parts} (`postil export --redact --dry-run` says why)")
    format_ = format_named(choice.format)
    bundle, gone = fit_for(format_, bundle)
    if gone:
        notes = (*notes, f"the source of {counted(gone, 'article')} is gone (`postil doctor`)")
    return format_, bundle, notes


def _write(
    screen: CommandScreen, working: Working, choice: Choice, articles: tuple[str, ...], path: Path
) -> None:
    """In a thread: write the file, tell how far it is, and what came of it."""
    app = screen.app

    def report(done: int, total: int) -> None:
        if working.ended.is_set():
            raise _EndedError
        app.call_from_thread(working.show, done, total)

    try:
        check_place(path)
        chosen, bundle, _ = _prepared(screen.library, articles, choice)
        write_export(path, chosen.write(watched(bundle, report)))
        counts = chosen.holds(bundle).words
        finish = partial(screen.say, f"Exported {counts} to {path}.")
    except _EndedError:
        finish = partial(screen.say, "Ended; nothing was written.")
    except PostilError as error:
        finish = partial(screen.complain, error)

    def finished() -> None:
        if working.is_attached:
            working.dismiss(None)
        finish()

    app.call_from_thread(finished)
