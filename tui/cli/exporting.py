"""`postil export` and `postil formats`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tui.cli.options import Pairs, filter_of, json_option, where_options
from tui.cli.output import emit, escaped, say, tell, write
from tui.cli.session import Session
from tui.untrusted import visible


@click.command("export")
@click.option("--format", "name", default="json", metavar="FORMAT", help="json, or as `formats`.")
@click.option("-o", "--output", metavar="FILE", help="Write FILE instead of standard output.")
@click.option("--json", "as_json", is_flag=True, hidden=True, help="As --format json.")
@where_options
@click.pass_obj
def export_command(
    session: Session,
    *,
    as_json: bool,
    name: str,
    output: str | None,
    article: str | None,
    kind: str | None,
    where: Pairs,
    code: str | None,
    since: str | None,
    annotator: str | None,
) -> None:
    """Write the library, or the annotations that fit and their articles."""
    from store.exporters.registry import format_named
    from store.query import select

    chosen = format_named("json" if as_json else name)
    wanted = filter_of(
        article=article, kind=kind, where=where, code=code, since=since, annotator=annotator
    )
    with session.open() as library:
        bundle = library.bundle(select(library, wanted) if wanted.narrows else None)
    for loss in chosen.losses(bundle):
        tell(f"Left out: {loss.field} ({loss.records}).")
    raw = b"".join(chosen.write(bundle))
    if output not in (None, "-"):
        from store.exporters.files import write_export

        write_export(Path(str(output)), raw)
        tell(f"Wrote {len(bundle.annotations)} annotations to {output}.")
    elif sys.stdout.isatty():  # the bytes themselves could act on a terminal
        write(visible(escaped(raw.decode("utf-8", "replace"))).encode())
    else:
        write(raw)


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
