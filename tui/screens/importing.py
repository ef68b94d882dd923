"""Annotations that come in, on screen: imported, placed where that is not sure, carried over.

Functions over a screen, loaded when they are first used.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from store.exporters.base import Remark
from store.exporters.files import read_path
from store.exporters.registry import loaded
from store.library import Library
from store.orphans import Orphan
from store.reanchoring import (
    Move,
    carry,
    drop_orphans,
    earlier_versions,
    folded,
    moves,
    place_orphan,
    surrounded,
    told,
)
from store.wording import counted
from tui.dialogs.paragraphs import Paragraphs
from tui.dialogs.prompts import Ask, Confirm
from tui.dialogs.whereabouts import Whereabouts
from tui.reports import coded
from tui.screens.asking import asked_path
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.codefile import CodebookReport
    from store.exchange import ImportReport
    from tui.screens.base import CommandScreen

_MOST_REMARKS = 200
_SHOWN, _TITLE = 60, 40
"""Characters of a quotation or a title that are told; of a title within a sentence."""


async def take_in(screen: CommandScreen) -> None:
    """Ask for a file and import it as one step; then show what is to be looked at."""
    ask = Ask("Import from", help="An export of Postil or of another program, or a codebook.")
    path = await asked_path(screen.app, ask)
    if path is None:
        return
    library = screen.library

    def change() -> CodebookReport | tuple[ImportReport, tuple[Remark, ...]]:
        from store.codefile import is_codebook, load

        raw = read_path(path)
        if is_codebook(raw):
            return library.coding.take(load(raw, path.name))
        return library.take_in_loaded(loaded(raw, path.name), path.name)

    screen.save(change, partial(_taken_in, screen, path.name))


def _taken_in(
    screen: CommandScreen,
    file: str,
    result: CodebookReport | tuple[ImportReport, tuple[Remark, ...]],
) -> None:
    if not isinstance(result, tuple):
        screen.say(f"Codebook: {coded(result)}")
        return
    report, remarks = result
    told = _told(report)
    if remarks:
        aside = report.annotations_uncertain + report.annotations_orphaned
        screen.run_worker(_look_at(screen, file, told, remarks, aside > 0), group="dialog")
    else:
        screen.say(told)


def _told(report: ImportReport) -> str:
    """What came, in a sentence; what did not come is not told of."""
    counts = (
        (report.articles_added, "article", "added"),
        (report.annotations_added, "annotation", "added"),
        (report.annotations_updated, "annotation", "updated"),
        (report.annotations_unchanged, "annotation", "unchanged"),
        (report.codes_added, "code", "added"),
        (report.codes_completed, "code", "completed"),
        (report.codes_unchanged, "code", "unchanged"),
        (
            report.annotations_uncertain + report.annotations_orphaned,
            "annotation",
            "kept aside without a sure place",
        ),
    )
    parts = [f"{counted(count, word)} {done}" for count, word, done in counts if count]
    return f"{', '.join(parts) or 'Nothing came that is not here already'}."


async def _look_at(
    screen: CommandScreen, file: str, told: str, remarks: tuple[Remark, ...], aside: bool
) -> None:
    shown: list[tuple[str, tuple[str, ...]]] = [(file, (told,))]
    shown += [(remark.where, (remark.words,)) for remark in remarks[:_MOST_REMARKS]]
    if len(remarks) > _MOST_REMARKS:
        shown.append((f"… and {len(remarks) - _MOST_REMARKS:,} more", ()))
    await screen.app.push_screen_wait(Paragraphs("Of this import: what to look at", shown))
    if aside:
        await orphans(screen, file)


async def orphans(screen: CommandScreen, file: str | None = None) -> None:
    """Ask about each annotation that was kept aside, of one *file* or of all, and has a likely
    place; list the others.
    """
    library = screen.library
    held = [orphan for orphan in library.orphans.all() if file in (None, orphan.file)]
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
            (
                one_line(o.annotation.exact, _SHOWN) or "(its file has no words of it)",
                tuple(filter(None, (f"{o.why} ({o.file})", o.annotation.note))),
            )
            for o in rest
        ]
        await screen.app.push_screen_wait(
            Paragraphs("Kept aside: annotations without a place", shown)
        )


def _both(library: Library, orphan: Orphan) -> list[tuple[str, str, str, str]]:
    assert orphan.article is not None
    spans = orphan.annotation.spans
    text = library.articles.text(orphan.article)
    words = " … ".join(span.exact for span in spans)
    title = one_line(library.articles.get(orphan.article).title, _SHOWN)
    return [
        (
            "As the file has it",
            folded(spans[0].prefix),
            folded(words),
            folded(spans[-1].suffix),
        ),
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
    words = f"{counted(done, 'annotation')} carried over; {undo} undoes it."
    return words if done == whole else f"{words} {whole - done} left with the earlier version."
