"""`postil reanchor`: the annotations of one version of an article, in another; `postil orphans`."""

from __future__ import annotations

import sys
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import json_option, offset_options
from tui.cli.output import emit, say, tell
from tui.cli.session import Session
from tui.untrusted import one_line, visible

if TYPE_CHECKING:
    from store.library import Library
    from store.orphans import Orphan
    from store.reanchoring import Move, Moves, Places

_WORDS = 200
_WIDTH = 60
_LEAD = 3
"""Words that are shown before the first that has changed."""


@click.command("reanchor")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--apply", "carry_out", is_flag=True, help="Move them; one undo step.")
@click.option("--ask", is_flag=True, help="With --apply: ask about each that is not sure.")
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="ID",
    help="With --apply: move this one too, though it is not sure; `all` for all of them.",
)
@json_option
@click.pass_obj
def reanchor_command(
    session: Session,
    *,
    old: str,
    new: str,
    carry_out: bool,
    ask: bool,
    accepted: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say where the annotations of OLD stand in NEW, another version of it.

    Both are articles of the library. Those that are sure are moved with --apply; what is uncertain
    moves only when it is accepted, and what is not in NEW stays with OLD.
    """
    if not carry_out and (ask or accepted):
        raise click.UsageError("--ask and --accept go with --apply.")
    from store.reanchoring import carry, moves

    with session.open() as library:
        report = moves(library, library.articles.find(old).id, library.articles.find(new).id)
        chosen = list(report.of("sure"))
        if carry_out:
            wanted = set(accepted)
            _check(report, wanted)
            uncertain = report.of("uncertain")
            for number, move in enumerate(uncertain, 1):
                if "all" not in wanted and not any(_means(one, move) for one in wanted):
                    if not ask:
                        continue
                    tell(f"{number} of {len(uncertain)} uncertain: {move.annotation.kind}")
                    if not _agreed(_both(library, report, move)):
                        continue
                chosen.append(move)
            carry(library, report, chosen)
        moved = {move.annotation.id for move in chosen} if carry_out else set()
        for move in report.moves:
            if as_json:
                emit(_row(move, move.annotation.id in moved))
                continue
            say(_line(move))
            if move.outcome == "uncertain" and not carry_out:
                for line in _both(library, report, move):
                    say(f"{'':<11}{line}")
    _tell(report, len(moved) if carry_out else None)


def _means(reference: str, move: Move) -> bool:
    """Whether a person may mean this one: by the end of its id, as lists show it."""
    return len(reference) >= 4 and move.annotation.id.endswith(reference.casefold())


def _check(report: Moves, accepted: set[str]) -> None:
    """Refuse, before anything is moved, to accept what is not there. Raises NotFoundError."""
    from store.errors import NotFoundError

    for one in sorted(accepted - {"all"}):
        if not any(_means(one, move) for move in report.moves):
            raise NotFoundError(f"No annotation of {report.old.id} has the id '{one}'.")


def _row(move: Move, moved: bool) -> dict[str, Any]:
    return {
        "id": move.annotation.id,
        "outcome": move.outcome,
        "moved": moved,
        "before": [[span.start, span.end, span.exact] for span in move.annotation.spans],
        "after": [[span.start, span.end, span.exact] for span in move.spans],
    }


def _line(move: Move) -> str:
    before = move.annotation.exact.split()
    after = " … ".join(span.exact for span in move.spans).split()
    head = f"{move.outcome:<9}  {move.annotation.id}  "
    if before == after or move.outcome == "orphan":
        return head + one_line(" ".join(before), _WIDTH)
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    cut = max(0, sum(1 for _ in alike) - _LEAD)
    return head + "  →  ".join(
        one_line(("… " if cut else "") + " ".join(words[cut:]), _WIDTH) for words in (before, after)
    )


def _both(library: Library, report: Moves, move: Move) -> tuple[str, str]:
    """The place in either version, with what stands round it."""
    from store.reanchoring import surrounded

    old = tuple((span.start, span.end) for span in move.annotation.spans)
    shown = []
    for head, article, places in (("was", report.old, old), ("now", report.new, move.places)):
        before, words, after = surrounded(library.articles.text(article.id), places)
        shown.append(f"{head}: {one_line(f'{before}[{words}]{after}'.strip())}")
    return shown[0], shown[1]


def _tell(report: Moves, moved: int | None) -> None:
    from store.reanchoring import told
    from store.wording import counted

    counts = told(report)
    orphans = counted(counts["orphan"], "orphan")
    words = f"{counts['sure']} sure, {counts['uncertain']} uncertain, {orphans}"
    if moved is None:
        tell(f"{words}. Nothing was changed; --apply moves the sure ones to {report.new.id}.")
    else:
        tell(f"{words}. {moved} moved to {report.new.id}; the others stay with {report.old.id}.")


def _agreed(both: tuple[str, str]) -> bool:
    """Ask a person, both texts shown."""
    if not sys.stdin.isatty():
        raise click.UsageError("--ask needs a terminal; --accept names what is to be moved.")
    for line in both:
        click.echo(line, err=True)
    return click.confirm("postil: move it there?", default=False, err=True)


@click.group("orphans")
def orphans_command() -> None:
    """Annotations of imports that found no sure place: list them, place or drop them."""


@orphans_command.command("list")
@json_option
@click.pass_obj
def list_orphans(session: Session, as_json: bool) -> None:
    """List them, with the place that is likeliest where there is one."""
    with session.open() as library:
        for orphan in library.orphans.all():
            if as_json:
                emit(_shown(library, orphan))
                continue
            state = "uncertain" if orphan.uncertain else "orphan"
            words = one_line(orphan.annotation.exact, 80)
            say(f"{state:<9}  {orphan.id}  {words}")
            say(f"           {visible(orphan.why)} ({visible(orphan.file)})")
            for guess in _guesses(library, orphan):
                say(f"           perhaps: {one_line(guess, _WORDS)}")


@orphans_command.command("place")
@click.argument("orphan", metavar="ID")
@click.option("--article", metavar="ARTICLE", help="Where; else the article it was found in.")
@click.option("--quote", metavar="TEXT", help="The words it marks.")
@click.option("--nth", type=click.IntRange(min=1), metavar="N", help="Which place of the words.")
@offset_options
@json_option
@click.pass_obj
def place_orphan_command(
    session: Session,
    *,
    orphan: str,
    article: str | None,
    quote: str | None,
    nth: int | None,
    start: int | None,
    end: int | None,
    as_json: bool,
) -> None:
    """Give one its place: where it was guessed, or the words or offsets given."""
    from store.errors import InvalidChangeError
    from store.reanchoring import place_orphan

    with session.open() as library:
        held = library.orphans.find(orphan)
        home = held.article if article is None else library.articles.find(article).id
        if home is None:
            raise InvalidChangeError("No article is known for it; name one with --article.")
        places: Places
        if quote is not None or start is not None or end is not None:
            places = (library.place(home, start=start, end=end, quote=quote, nth=nth),)
        elif held.guess and home == held.article:
            places = held.guess
        else:
            raise InvalidChangeError(
                "There is no guess for it; give --quote, or --start and --end."
            )
        placed = place_orphan(library, held.id, home, places)
    if as_json:
        emit({"id": placed.id, "revision": placed.revision})
    else:
        say(f"{placed.id}  {one_line(placed.exact, 80)}")


@orphans_command.command("drop")
@click.argument("orphans", metavar="ID...", nargs=-1, required=True)
@click.pass_obj
def drop(session: Session, orphans: tuple[str, ...]) -> None:
    """Give them up; `postil undo` brings them back."""
    from store.reanchoring import drop_orphans

    with session.open() as library:
        drop_orphans(library, orphans)
    tell(f"{len(orphans)} dropped.")


def _shown(library: Library, orphan: Orphan) -> dict[str, Any]:
    return {
        "id": orphan.id,
        "outcome": "uncertain" if orphan.uncertain else "orphan",
        "article": orphan.article,
        "why": orphan.why,
        "file": orphan.file,
        "annotation": orphan.annotation,
        "guess": [
            [start, end, words]
            for (start, end), words in zip(orphan.guess, _guesses(library, orphan), strict=True)
        ],
    }


def _guesses(library: Library, orphan: Orphan) -> list[str]:
    if orphan.article is None or orphan.article not in library.articles:
        return ["" for _ in orphan.guess]
    text = library.articles.text(orphan.article)
    return [text[start:end] for start, end in orphan.guess]
