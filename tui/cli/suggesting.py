"""`postil suggest`: what the rules would tag, in an article or in a stream of texts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import json_option, stdin
from tui.cli.output import emit, flush, say, tell
from tui.cli.running import DONE, outcome
from tui.cli.session import Session

if TYPE_CHECKING:
    from tui.cli.answering import Answer, Wanted


@click.command("suggest")
@click.argument("article", metavar="ARTICLE|-")
@click.option("--kinds", metavar="KIND,…", help="Only quote, entity, acronym or claim.")
@click.option("--nlp", is_flag=True, help="Ask the language model of the extra [nlp] too.")
@json_option
@click.pass_obj
def suggest_command(
    session: Session, article: str, kinds: str | None, nlp: bool, as_json: bool
) -> int:
    """Propose tags in ARTICLE, or with - in texts given as JSON Lines of {"id","text"}.

    Names that the library already has as entities are known again in ARTICLE. With --json, claims
    not worth proposing come too, with "accepted": false, for programs that rank them.
    """
    from tui.cli.answering import Wanted

    wanted = Wanted(_kinds(kinds), nlp)
    if article == "-":
        return _suggest_in_stream(wanted, as_json)
    return _suggest_in_article(session, article, wanted, as_json)


def _suggest_in_article(session: Session, article: str, wanted: Wanted, as_json: bool) -> int:
    from tui.cli.answering import Answer, prepare
    from tui.cli.labels import labelled

    with session.open() as library:
        found = library.articles.find(article).id
        text, blocks = library.articles.text(found), library.articles.blocks(found)
        known, decisions = library.learning.gazetteer(), library.learning.decisions()
    suggesters, problem = prepare(wanted, known)
    if problem is not None:
        tell(problem)
    spans, problems = labelled(text, blocks, wanted.kinds, suggesters, decisions)
    for each in problems:
        tell(each)
    _show(Answer(0, found, text, tuple(spans)), as_json)
    return DONE


def _suggest_in_stream(wanted: Wanted, as_json: bool) -> int:
    from tui.cli.answering import answers
    from tui.cli.progress import Progress

    failed = done = 0
    told: set[str] = set()
    progress = Progress(None, 0)
    for found in answers(stdin(), wanted, tell, _processors()):
        progress.clear()
        for problem in found.problems:
            if (who := problem.partition(" gave up")[0]) not in told:
                told.add(who)
                tell(problem)
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
        progress.show(failed + done, "")
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
    from tui.cli.labels import KINDS

    if given is None:
        return KINDS
    wanted = tuple(name for part in given.split(",") if (name := part.strip()))
    unknown = [name for name in wanted if name not in KINDS]
    if unknown or not wanted:
        raise click.UsageError(f"--kinds takes {', '.join(KINDS)}; not '{given}'.")
    return wanted
