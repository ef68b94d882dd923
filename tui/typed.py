"""Paths as people type them. Pure."""

from __future__ import annotations

from pathlib import Path

from store.errors import InputError


def typed_path(typed: str) -> Path:
    """The path a person typed, `~` as a home folder; raises InputError where there is no such."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        raise InputError(
            f"Can't tell whose home folder '{typed}' means. Write the path out."
        ) from None
