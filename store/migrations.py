"""The schema version of a library's documents, and the named steps between versions."""

from __future__ import annotations

from store.errors import NewerLibraryError

SCHEMA = 1
"""The version this program writes. A step from each older version belongs in this module."""


def check_schema(version: int, path: str) -> None:
    """Refuse a library written by a later program; raises NewerLibraryError."""
    if version > SCHEMA:
        raise NewerLibraryError(
            f"{path} was written by a later Postil (schema {version}; this one knows {SCHEMA}). "
            "Install the newer Postil to open it; nothing was changed."
        )
