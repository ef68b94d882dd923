"""Settings: one TOML file, checked part by part; what is wrong in it is told and left out."""

from tui.settings.reading import Loaded, load
from tui.settings.values import Settings

__all__ = ["Loaded", "Settings", "load"]
