"""`postil suggest`: what the rules would tag, in articles or in a stream of texts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import json_option, stdin_apart
from tui.cli.output import emit, flush, say, tell
from tui.cli.running import outcome
from tui.cli.session import Session
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.library import Library
    from store.model import Article
    from tui.cli.answering import Answer, Wanted

_FEW = 3
"""Articles that are answered before a progress line could be read."""

_TITLE = 70


@click.command("suggest")
@click.argument("articles", metavar="ARTICLE...|-", nargs=-1, required=True)
@click.option("--kinds", metavar="KIND,…", help="Only quote, entity, acronym, claim; or indirect.")
@click.option("--nlp", is_flag=True, help="Ask the language model of the extra [nlp] too.")
@json_option
@click.pass_obj
def suggest_command(
    session: Session, articles: tuple[str, ...], kinds: str | None, nlp: bool, as_json: bool
) -> int:
    """Propose tags in ARTICLEs, or with - in texts given as JSON Lines of {"id","text"}.

    Names that the library already has as entities are known again in its articles. Reported speech
    without marks comes where --kinds names indirect. With --json, claims not worth proposing come
    too, with "accepted": false, for programs that rank them.
    """
    from tui.cli.answering import Wanted

    wanted = Wanted(_kinds(kinds), nlp)
    if articles == ("-",):
        return _suggest_in_stream(wanted, as_json)
    if "-" in articles:
        raise click.UsageError("- stands alone: texts come from standard input, or articles.")
    return _suggest_in_articles(session, articles, wanted, as_json)


def _suggest_in_articles(
    session: Session, references: tuple[str, ...], wanted: Wanted, as_json: bool
) -> int:
    from tui.cli.answering import answers
    from tui.cli.progress import Progress

    with session.open() as library:
        refused = _Refused(as_json and len(references) > 1)
        found = _found(library, references, refused)
        wanted = replace(
            wanted, known=library.learning.gazetteer(), decisions=library.learning.decisions()
        )
        damaged: dict[int, str] = {}
        progress = Progress(len(found), _FEW)
        progress.show(0, found[0][1].title if found else "")
        said = _Said()
        lines = _lines(library, found, damaged)
        for done, ((number, one), answer) in enumerate(
            zip(found, answers(lines, wanted, tell, _processors()), strict=True), 1
        ):
            progress.clear()
            if number in damaged:
                refused.tell(number, damaged[number])
            else:
                said.problems(answer)
                if len(references) > 1 and not as_json:
                    say(f"{one.id}  {one_line(one.title, _TITLE)}")
                _show(answer, as_json)
                flush()
            progress.show(done, found[done][1].title if done < len(found) else "")
        progress.clear()
    return outcome(refused.count, len(references) - refused.count)


class _Refused:
    """Tells, and counts, what could not be done for one of the articles asked for."""

    def __init__(self, as_json: bool) -> None:
        """As a line among the results, or on standard error."""
        self._as_json = as_json
        self.count = 0

    def tell(self, number: int, message: str) -> None:
        """Tell why the article of that place among the arguments has no answer."""
        self.count += 1
        if self._as_json:
            emit({"line": number, "error": message})
        else:
            tell(message)


def _found(
    library: Library, references: tuple[str, ...], refused: _Refused
) -> list[tuple[int, Article]]:
    """The articles that are meant, each with its place among the *references*."""
    from store.errors import PostilError

    found: list[tuple[int, Article]] = []
    for number, reference in enumerate(references, 1):
        try:
            found.append((number, library.articles.find(reference)))
        except PostilError as error:
            refused.tell(number, error.message)
    return found


def _lines(
    library: Library, found: list[tuple[int, Article]], damaged: dict[int, str]
) -> Iterator[bytes]:
    """The articles as lines that ask for them; why one can't be read goes into *damaged*, and an
    empty text stands for it.
    """
    from store.errors import PostilError
    from tui.cli.answering import line_of

    for number, one in found:
        try:
            line = line_of(one.id, library.articles.text(one.id), library.articles.blocks(one.id))
        except PostilError as error:
            damaged[number] = error.message
            line = line_of(one.id, "", ())
        yield line


class _Said:
    """Tells each suggester's problem once."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self._told: set[str] = set()

    def problems(self, answer: Answer) -> None:
        """Tell those of an answer that are new."""
        for problem in answer.problems:
            if (who := problem.partition(" gave up")[0]) not in self._told:
                self._told.add(who)
                tell(problem)


def _suggest_in_stream(wanted: Wanted, as_json: bool) -> int:
    from tui.cli.answering import answers
    from tui.cli.progress import Progress

    failed = done = 0
    said = _Said()
    progress = Progress(None, 0)
    for found in answers(stdin_apart(), wanted, tell, _processors()):
        progress.clear()
        said.problems(found)
        if found.error is None:
            _show(found, as_json)
            done += 1
        else:
            failed += 1
            if as_json:
                emit({"line": found.number, "error": found.error})
            else:
                tell(f"Line {found.number}: {found.error}")
        flush()
        progress.show(failed + done, "answered")
    progress.clear()
    return outcome(failed, done)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _show(found: Answer, as_json: bool) -> None:
    if as_json:
        emit({"id": found.identity, "spans": found.spans})
        return
    for span in found.spans:
        if span.get("accepted", True):
            say(_line(found.text, span))


def _line(text: str, span: dict[str, Any]) -> str:
    speaker = f" — {span['speaker']['text']}" if "speaker" in span else ""
    words = " ".join(text[span["start"] : span["end"]].split())
    disputed = " (disputed)" if span.get("disputed") else ""
    return f"{span['start']:>7}  {span['label']:<9} {span['score']:.2f}  {words}{speaker}{disputed}"


def _kinds(given: str | None) -> tuple[str, ...]:
    from tui.cli.labels import INDIRECT, KINDS

    if given is None:
        return KINDS
    wanted = tuple(name for part in given.split(",") if (name := part.strip()))
    known = (*KINDS, INDIRECT)
    if not wanted or not set(wanted) <= set(known):
        raise click.UsageError(f"--kinds takes {', '.join(known)}; not '{given}'.")
    return wanted
