"""`postil export` and `postil formats`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.wording import counted
from tui.cli.options import Pairs, filter_of, json_option, where_options
from tui.cli.output import emit, say, tell, write, write_file
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.exporters.base import Bundle, Format
    from store.library import Library
    from store.redacting import Redaction

_FEW = 5000
"""Records from which progress is shown."""


@click.command("export")
@click.option("--format", "name", default="json", metavar="FORMAT", help="json, or as `formats`.")
@click.option("-o", "--output", metavar="FILE", help="Write FILE instead of standard output.")
@click.option("--dry-run", is_flag=True, help="Say what would be written and left out; write not.")
@click.option("--redact", is_flag=True, help="Pseudonyms for entities whose `protect` is set.")
@click.option(
    "--redact-also",
    "also",
    metavar="WHAT,...",
    help="Of creators, authors, paths, sources, ids, or all: these leave as pseudonyms or not.",
)
@click.option("--json", "as_json", is_flag=True, hidden=True, help="As --format json.")
@where_options
@click.pass_obj
def export_command(
    session: Session,
    *,
    as_json: bool,
    name: str,
    output: str | None,
    dry_run: bool,
    redact: bool,
    also: str | None,
    article: str | None,
    kind: str | None,
    where: Pairs,
    code: str | None,
    since: str | None,
    annotator: str | None,
) -> None:
    """Write the library, or the annotations that fit and their articles.

    What the format leaves out is told on standard error.
    """
    from store.bundles import fit_for
    from store.exporters.extras import check_extra
    from store.exporters.registry import format_named
    from store.query import select
    from tui.cli.statistics import left_out

    chosen = format_named("json" if as_json and not dry_run else name)
    check_extra(chosen.name, chosen.extra)
    wanted = filter_of(
        article=article, kind=kind, where=where, code=code, since=since, annotator=annotator
    )
    with session.open() as library:
        bundle = library.bundle(select(library, wanted) if wanted.narrows else None)
        if redact or also is not None:
            bundle = _redacted(library, bundle, also or "")
        bundle, gone = fit_for(chosen, bundle)
        if gone:
            tell(
                f"The source of {counted(gone, 'article')} is gone, which {chosen.name} does not "
                "need; `postil doctor` says which."
            )
        losses = chosen.losses(bundle)
        held = chosen.holds(bundle)
        if dry_run and as_json:
            counts = {"articles": held.articles, "annotations": held.annotations}
            emit({"format": chosen.name, **counts, "losses": losses})
            return
        for loss in losses:
            tell(f"Left out: {loss.field} ({loss.records}).")
        told = held.words
        if samples := 0 if wanted.narrows or held.codes is not None else left_out(library):
            told += f" (and not {counted(samples, 'sample')} without annotations)"
        if dry_run:
            tell(f"Would write {told} as {chosen.title}; nothing was written.")
            return
        if output not in (None, "-"):
            from store.exporters.files import write_export

            write_export(Path(str(output)), _pieces(chosen, bundle))
            tell(f"Wrote {told} to {output}.")
        else:
            write_file(_pieces(chosen, bundle))


def _redacted(library: Library, bundle: Bundle, also: str) -> Bundle:
    """The bundle without the names; who was replaced is told on standard error, and only there."""
    from store.redacting import CAUTION, redact
    from store.redaction.records import ALSO

    wanted = [part.strip() for part in also.split(",") if part.strip()]
    wanted = list(ALSO) if "all" in wanted else wanted
    for name in wanted:
        if name not in ALSO:
            raise click.UsageError(f"--redact-also: '{name}' is none of: {', '.join(ALSO)}, all.")
    made = redact(library, bundle, [name for name in ALSO if name in wanted])
    for one in made.people:
        tell(f"{one.pseudonym}: {', '.join(one.names)} ({counted(one.places, 'place')}).")
        if one.forms:
            tell(f"{one.pseudonym}, also as: {', '.join(one.forms)}.")
    if not made.people:
        tell("No entity has `protect` set: no name was replaced.")
    for remark in made.remarks:
        tell(f"{remark.where}: {remark.words}.")
    if made.sources:
        tell(_sources(made, wanted))
    tell(f"{CAUTION}.")
    return made.bundle


def _sources(made: Redaction, also: list[str]) -> str:
    """Of how many articles the source's bytes stay here, and what leaves in their place."""
    articles = counted(made.sources, "article")
    its = "its" if made.sources == 1 else "their"
    if made.people or "authors" in also:
        return f"In place of the source bytes of {articles} {its} redacted text leaves."
    why = "as asked" if "sources" in also else "which can't be searched for names"
    return f"In place of the source bytes of {articles}, {why}, {its} text leaves."


def _pieces(chosen: Format, bundle: Bundle) -> Iterator[bytes]:
    """The file's bytes, piece by piece, with a line that says how far it is."""
    from store.bundles import watched
    from tui.cli.progress import Progress

    total = len(bundle.articles) + len(bundle.annotations)
    progress = Progress(total, _FEW)
    shown = watched(bundle, lambda done, _: progress.show(done, chosen.name))
    try:
        yield from chosen.write(shown)
    finally:
        progress.clear()


@click.command("formats")
@json_option
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the format json.")
@click.pass_obj
def formats_command(session: Session, as_json: bool, schema: bool) -> None:
    """List what can be exported and imported."""
    if schema:
        import msgspec

        from store.exporters.canonical import schema as canonical_schema

        write(msgspec.json.format(msgspec.json.encode(canonical_schema()), indent=2) + b"\n")
        return
    from store.exporters.registry import FORMATS

    rows = [known.described() for known in FORMATS]
    if as_json:
        for row in rows:
            emit(row)
        return
    from tui.cli.table import table, terminal_width

    shown = [
        [str(cell) if isinstance(cell, str) else "yes" if cell else "no" for cell in row.values()]
        for row in rows
    ]
    for line in table(list(rows[0]), shown, width=terminal_width(), flexible=(1,)):
        say(line)
