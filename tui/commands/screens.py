"""Every screen that has commands, by name: what settings, key sheets and documents go through."""

from __future__ import annotations

from collections.abc import Mapping

from tui.commands.base import Command
from tui.commands.codebook import CODEBOOK
from tui.commands.listing import LISTING
from tui.commands.reading import READING

SCREENS: Mapping[str, tuple[Command, ...]] = {
    "article list": LISTING,
    "reading": READING,
    "codebook": CODEBOOK,
}
"""The commands of each screen. An id means the same command wherever it stands."""
