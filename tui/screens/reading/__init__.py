"""The reading screen: one article, put together from parts that each do some of its commands."""

from tui.screens.reading.screen import ReadingScreen

__all__ = ["ReadingScreen"]
