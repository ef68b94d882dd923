"""Short articles written for Postil, one hard case each; README.md says which shows what."""

from __future__ import annotations

from pathlib import Path

_SUFFIXES = frozenset({".txt", ".md", ".html"})


def paths() -> list[Path]:
    """The sample files, sorted by name."""
    return sorted(
        path
        for path in Path(__file__).parent.iterdir()
        if path.suffix in _SUFFIXES and path.name != "README.md"
    )
