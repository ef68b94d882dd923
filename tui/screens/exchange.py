"""What every screen does with files of annotations: export with an outlook, import, what is unsure.

Functions over a screen, so that the screens stay small; each is loaded when it is first used.
"""

from __future__ import annotations

import os
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from store.bundles import watched
from store.errors import PostilError
from store.exporters.base import Bundle, Format, Remark
from store.exporters.files import check_place, read_whole, write_export
from store.exporters.registry import FORMATS, format_named, recognised
from store.library import Library
from store.orphans import Orphan
from store.query import Filter, select
from store.reanchoring import (
    Move,
    carry,
    drop_orphans,
    earlier_versions,
    moves,
    place_orphan,
    surrounded,
    told,
)
from tui.dialogs.export import REDACTIONS, Choice, Export, Offer, Outlook
from tui.dialogs.past import Past
from tui.dialogs.prompts import Ask, Confirm
from tui.dialogs.whereabouts import Whereabouts
from tui.dialogs.working import Working
from tui.screens.typed import typed_path
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.exchange import ImportReport
    from tui.screens.base import CommandScreen

_MOST_REMARKS = 200
_BEGINNING = 2000
_SHOWN, _TITLE = 60, 40
"""Characters of a quotation or a title that are told; of a title within a sentence."""


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
    if choice is None or not choice.path.strip():
        return
    path = typed_path(choice.path)
    if path is None:
        screen.say("There is no such home folder; write the path out.")
        return
    if os.path.isfile(path):  # noqa: PTH113 (Path's own raises for some names)
        question = Confirm(f"{path} is there already.", {"y": "replace it"})
        if await screen.app.push_screen_wait(question) is None:
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
    counts = f"{len(bundle.annotations)} annotations in {len(bundle.articles)} articles"
    shown = beginning.decode("utf-8", "replace").lstrip("\ufeff").splitlines()
    return Outlook(
        counts=counts,
        losses=tuple(f"{loss.field} ({loss.records})" for loss in losses),
        notes=notes,
        lines=("a zip archive",) if beginning.startswith(b"PK") else tuple(shown[:5]),
    )


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
        who = ", ".join(f"{one.pseudonym} in {one.places} places" for one in made.people)
        notes = (who or "no entity has `protect` set", "published words can be found by a search")
        if made.remarks:
            parts = ", ".join(remark.where for remark in made.remarks)
            notes = (*notes, f"look at: {parts} (`postil export --redact --dry-run` says why)")
    return format_named(choice.format), bundle, notes


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
        counts = f"{len(bundle.annotations)} annotations in {len(bundle.articles)} articles"
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


async def take_in(screen: CommandScreen) -> None:
    """Ask for a file and import it as one step; then show what is to be looked at."""
    given = await screen.app.push_screen_wait(
        Ask("Import annotations from", help="An export of Postil or of another program.")
    )
    path = typed_path(given) if given and given.strip() else None
    if path is None:
        return
    library = screen.library

    def change() -> tuple[ImportReport, tuple[Remark, ...]]:
        from store.errors import FormatError, InputError

        try:
            with path.open("rb") as file:
                raw = read_whole(file, path.name)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(f"Can't read {path}: {reason}.") from error
        chosen = recognised(raw, path.name)
        if chosen.read is None:
            raise FormatError(f"'{chosen.name}' can't be imported.")
        return library.take_in_loaded(chosen.read(raw, path.name), path.name)

    screen.save(change, partial(_taken_in, screen))


def _taken_in(screen: CommandScreen, result: tuple[ImportReport, tuple[Remark, ...]]) -> None:
    report, remarks = result
    aside = report.annotations_uncertain + report.annotations_orphaned
    parts = [
        f"{report.articles_added} articles and {report.annotations_added} annotations added",
        *([f"{report.annotations_updated} updated"] if report.annotations_updated else []),
        *([f"{aside} kept aside without a sure place"] if aside else []),
    ]
    screen.say(f"{', '.join(parts)}.")
    if remarks:
        screen.run_worker(_look_at(screen, remarks), group="dialog")


async def _look_at(screen: CommandScreen, remarks: tuple[Remark, ...]) -> None:
    shown = [(remark.where, (remark.words,)) for remark in remarks[:_MOST_REMARKS]]
    await screen.app.push_screen_wait(Past("Of this import: what to look at", shown))
    if len(screen.library.orphans):
        await orphans(screen)


async def orphans(screen: CommandScreen) -> None:
    """Ask about each annotation that was kept aside and has a likely place; list the others."""
    library = screen.library
    held = library.orphans.all()
    if not held:
        screen.say("Every annotation has its place.")
        return
    for orphan in held:
        if orphan.article is None or orphan.article not in library.articles or not orphan.guess:
            continue
        texts = _both(library, orphan)
        answers = {"y": "place it there", "n": "keep it aside", "x": "drop it"}
        title = f"Here? ({orphan.file})"
        answer = await screen.app.push_screen_wait(Whereabouts(title, texts, answers))
        match answer:
            case "y":
                article, guess = orphan.article, orphan.guess
                screen.save(partial(place_orphan, library, orphan.id, article, guess))
            case "x":
                screen.save(partial(drop_orphans, library, [orphan.id]))
            case None:
                return
    rest = [orphan for orphan in held if not orphan.guess]
    if rest:
        shown = [
            (one_line(o.annotation.exact, _SHOWN), (f"{o.why} ({o.file})", o.annotation.note))
            for o in rest
        ]
        await screen.app.push_screen_wait(Past("Kept aside: annotations without a place", shown))


def _both(library: Library, orphan: Orphan) -> list[tuple[str, str, str, str]]:
    assert orphan.article is not None
    spans = orphan.annotation.spans
    text = library.articles.text(orphan.article)
    words = " … ".join(span.exact for span in spans)
    title = one_line(library.articles.get(orphan.article).title, _SHOWN)
    return [
        ("As the file has it", spans[0].prefix, words, spans[-1].suffix),
        (f"In “{title}”", *surrounded(text, orphan.guess)),
    ]


async def carry_over(screen: CommandScreen) -> None:
    """Carry the annotations of an earlier version to the article here, as one step."""
    library, here = screen.library, screen.article_here
    if here is None:
        return
    found = earlier_versions(library, library.articles.get(here))
    if not found:
        screen.say("No annotated earlier version of this article is here.")
        return
    report = moves(library, found[-1].id, here)
    counts = told(report)
    title = one_line(found[-1].title, _TITLE)
    told_of = [f"{counts['sure']} are surely in this version"]
    if counts["uncertain"]:
        told_of.append(f"{counts['uncertain']} perhaps: you are asked about each")
    if counts["orphan"]:
        told_of.append(f"{counts['orphan']} not: left with the earlier version")
    question = f"Of the annotations of “{title}”, {'; '.join(told_of)}."
    if not report.moves or counts["sure"] + counts["uncertain"] == 0:
        screen.say(question)
        return
    if await screen.app.push_screen_wait(Confirm(question, {"y": "carry them over"})) is None:
        return
    chosen: list[Move] = list(report.of("sure"))
    uncertain = report.of("uncertain")
    before, now = library.articles.text(found[-1].id), library.articles.text(here)
    for number, move in enumerate(uncertain, 1):
        answers = {"y": "carry it there", "n": "leave it"}
        places = [(span.start, span.end) for span in move.annotation.spans]
        texts = [
            ("In the earlier version", *surrounded(before, places)),
            ("In this one", *surrounded(now, move.places)),
        ]
        title = f"Is this {move.annotation.kind} here now? ({number} of {len(uncertain)})"
        answer = await screen.app.push_screen_wait(Whereabouts(title, texts, answers))
        if answer == "y":
            chosen.append(move)
        elif answer is None:
            break
    if chosen:
        screen.save(
            partial(carry, library, report, chosen),
            lambda done: screen.say(_carried(len(done), len(report.moves), screen.key("undo"))),
        )


def _carried(done: int, whole: int, undo: str) -> str:
    words = f"{done} annotation{'' if done == 1 else 's'} carried over; {undo} undoes it."
    return words if done == whole else f"{words} {whole - done} left with the earlier version."
