"""`postil import`: an export comes into the library, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.options import json_option, read_input
from tui.cli.output import emit, say, tell
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.exchange import ImportReport
    from store.exporters.base import Loaded


_MOST_REMARKS = 50


@click.command("import")
@click.argument("source", metavar="FILE|-")
@click.option("--format", "format_name", metavar="FORMAT", help="Instead of going by the ending.")
@json_option
@click.pass_obj
def import_command(session: Session, source: str, format_name: str | None, as_json: bool) -> None:
    """Take in FILE: what is here already stays, and the newer revision wins. One undo step."""
    raw, name = read_input(source)
    loaded = _loaded(raw, name, format_name)
    with session.open() as library:
        report, remarks = library.take_in_loaded(loaded, name)
    for remark in remarks[:_MOST_REMARKS]:
        tell(f"{remark.where}: {remark.words}.")
    if len(remarks) > _MOST_REMARKS:
        tell(f"… and {len(remarks) - _MOST_REMARKS} more.")
    if as_json:
        emit(report)
    else:
        say(_sentence(report))


def _loaded(raw: bytes, name: str, format_name: str | None) -> Loaded:
    from store.codefile import is_codebook
    from store.errors import FormatError
    from store.exporters.registry import loaded

    if format_name is None and is_codebook(raw):
        raise FormatError(f"{name} is a codebook: `postil codebook load` takes it in.")
    return loaded(raw, name, format_name)


def _sentence(report: ImportReport) -> str:
    aside = report.annotations_uncertain + report.annotations_orphaned
    codes = report.codes_added + report.codes_completed + report.codes_unchanged
    parts = [
        f"Articles: {report.articles_added} added, {report.articles_unchanged} unchanged.",
        f"Annotations: {report.annotations_added} added, {report.annotations_updated} updated, "
        f"{report.annotations_unchanged} unchanged"
        f"{f', {aside} kept aside without a sure place' if aside else ''}.",
    ]
    if codes:
        parts.append(
            f"Codes: {report.codes_added} added, {report.codes_completed} completed, "
            f"{report.codes_unchanged} unchanged."
        )
    return " ".join(parts)
