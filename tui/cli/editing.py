"""`postil edit`, `link` and `state`: changes to what is there."""

from __future__ import annotations

from typing import Any

import click

from tui.cli.options import Pairs, json_option, offset_options, set_option
from tui.cli.output import emit, say
from tui.cli.session import Session


@click.command("edit")
@click.argument("annotation", metavar="ID")
@set_option
@click.option("--kind", metavar="KIND", help="Another kind.")
@offset_options
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Instead of the codes held.")
@click.option("--note", metavar="TEXT", help="Instead of the note held.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Instead of the tags held.")
@click.option("--revision", type=click.IntRange(min=1), help="Refuse if it is another by now.")
@json_option
@click.pass_obj
def edit_command(
    session: Session,
    *,
    annotation: str,
    pairs: Pairs,
    kind: str | None,
    start: int | None,
    end: int | None,
    codes: tuple[str, ...],
    note: str | None,
    tags: tuple[str, ...],
    revision: int | None,
    as_json: bool,
) -> None:
    """Change the annotation ID. An empty value (--set speaker=) takes an attribute away."""
    if (start is None) != (end is None):
        raise click.UsageError("--start and --end go together.")
    from tui.cli.naming import attributes_of, named

    with session.open() as library:
        held = library.annotations.find(annotation)
        changes: dict[str, Any] = {}
        if pairs:
            changes["attributes"] = attributes_of(library, kind or held.kind, pairs)
        if start is not None:
            changes["spans"] = [(start, end)]
        given = {"kind": kind, "codes": codes or None, "note": note, "tags": tags or None}
        changes |= {name: value for name, value in given.items() if value is not None}
        if not changes:
            raise click.UsageError("Say what to change, with --set, --note or another option.")
        changed = library.edit(held.id, changes, revision=revision)
        if as_json:
            emit({"id": changed.id, "revision": changed.revision})
        elif changed.revision == held.revision:
            say(f"Nothing to change: {named(library, changed)} is like that already.")
        else:
            say(f"Changed {named(library, changed)}: revision {changed.revision}.")


@click.command("link")
@click.argument("source", metavar="FROM")
@click.argument("link", metavar="TYPE")
@click.argument("target", metavar="TO")
@click.option("--note", metavar="TEXT", help="A note on the link.")
@json_option
@click.pass_obj
def link_command(
    session: Session, *, source: str, link: str, target: str, note: str | None, as_json: bool
) -> None:
    """Link the annotation FROM to the annotation TO. `postil codebook show` lists the TYPEs."""
    with session.open() as library:
        find = library.annotations.find
        changed = library.link(find(source).id, link, find(target).id, note)
        if as_json:
            emit({"id": changed.id, "revision": changed.revision})
        else:
            say(f"Linked {changed.id} {link} {find(target).id}.")


@click.command("state")
@click.argument("article")
@click.argument("state", metavar="new|begun|done")
@json_option
@click.pass_obj
def state_command(session: Session, article: str, state: str, as_json: bool) -> None:
    """Mark ARTICLE as new, begun or done."""
    from store.model import STATES
    from tui.cli.naming import cut

    for known in STATES:
        if state == known:
            break
    else:
        raise click.UsageError(f"'{state}' is no state: use new, begun or done.")
    with session.open() as library:
        changed = library.set_state(library.articles.find(article).id, known)
        if as_json:
            emit({"id": changed.id, "state": changed.state})
        else:
            say(f"“{cut(changed.title)}” is {changed.state}.")
