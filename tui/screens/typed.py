"""Paths as people type them."""

from __future__ import annotations

from pathlib import Path


def typed_path(typed: str) -> Path | None:
    """The path a person typed, `~` as a home folder; None where there is no such home."""
    try:
        return Path(typed.strip()).expanduser()
    except RuntimeError:
        return None
