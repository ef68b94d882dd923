"""The text and the annotations beside it: which of them is shown, and which has the keys."""

from __future__ import annotations

from tui.pane import Pane
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk


class Sides(Part):
    """Shows the panel where there is room for it or where it is asked for."""

    def __init__(self, screen: CommandScreen, desk: Desk) -> None:
        """As there is room."""
        self._screen, self._desk = screen, desk
        self._pane = Pane()

    def take_setting(self) -> None:
        """Show the panel as the settings say, until something else is asked for."""
        if (panel := self._screen.app.settings.panel) != "auto":
            self._pane.wanted = panel == "open"
        self._desk.panel.display = self._shows_panel

    @property
    def _shows_panel(self) -> bool:
        app = self._screen.app
        return self._pane.is_open(app.size.width, linear=app.settings.linear)

    def place(self) -> None:
        """Open the panel where there is room for it."""
        # Not by a class of the screen: that would style everything on it anew.
        panel = self._desk.panel
        panel.display = self._shows_panel
        if self._screen.app.settings.linear:
            self._desk.view.display = not panel.display

    def do_panel(self) -> None:
        """Show or hide the panel."""
        panel = self._desk.panel
        self._pane.wanted = not panel.display
        if panel.display:
            self._desk.view.focus()
        self.place()

    def do_pane(self) -> None:
        """To the panel, opening it, or back to the text."""
        panel = self._desk.panel
        if panel.has_focus:
            self._desk.view.focus()
            return
        if not panel.display:
            self._pane.wanted = True
            self.place()
        panel.focus()
