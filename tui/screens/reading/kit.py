"""All that works on the article of one reading screen: each is made here with what it needs."""

from __future__ import annotations

from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.arrival import Arrival
from tui.screens.reading.changing import Changing
from tui.screens.reading.claims import Claims
from tui.screens.reading.describing import Describing
from tui.screens.reading.desk import Desk
from tui.screens.reading.explaining import Explaining
from tui.screens.reading.finding import Finding
from tui.screens.reading.letters import Letters
from tui.screens.reading.linking import Linking
from tui.screens.reading.moving import Moving
from tui.screens.reading.occurrences import Occurrences
from tui.screens.reading.places import Places
from tui.screens.reading.pointing import Pointing
from tui.screens.reading.quoting import Quoting
from tui.screens.reading.reviewing import Reviewing
from tui.screens.reading.selecting import Selecting
from tui.screens.reading.showing import Showing
from tui.screens.reading.sides import Sides
from tui.screens.reading.suggesting import Suggesting
from tui.screens.reading.tagging import Tagging
from tui.screens.reading.threading import Threading
from tui.suggested import Suggested


class Kit:
    """Who knows whom on a reading screen; those that do commands are its `parts`."""

    def __init__(self, screen: CommandScreen, desk: Desk, arrival: Arrival) -> None:
        """For *screen*, with its article on *desk*."""
        self.letters = letters = Letters(screen)
        self.suggested = suggested = Suggested()
        self.quoting = quoting = Quoting(screen, desk)
        self.sides = Sides(screen, desk)
        self.reviewing = Reviewing(screen, desk, arrival)
        self.selecting = Selecting(screen, desk)
        self.places = places = Places(screen, desk, letters)
        self.finding = Finding(screen, desk, places)
        self.changing = changing = Changing(screen, desk, suggested)
        self.tagging = tagging = Tagging(screen, desk, changing)
        self.pointing = pointing = Pointing(
            screen, desk, letters=letters, places=places, quoting=quoting, suggested=suggested
        )
        self.suggesting = suggesting = Suggesting(
            screen, desk, suggested=suggested, quoting=quoting, tagging=tagging
        )
        self.linking = linking = Linking(
            screen, desk, pointing=pointing, places=places, quoting=quoting
        )
        self.showing = Showing(
            screen, desk, quoting=quoting, suggesting=suggesting, linking=linking
        )
        self.parts: tuple[Part, ...] = (
            Moving(screen, desk, places=places, quoting=quoting),
            self.selecting,
            tagging,
            changing,
            suggesting,
            self.finding,
            places,
            pointing,
            linking,
            self.sides,
            self.reviewing,
            Describing(screen, desk, tagging=tagging, changing=changing),
            Claims(screen, desk, changing=changing, linking=linking),
            Threading(screen, desk, places=places, suggested=suggested),
            Occurrences(screen, desk),
            Explaining(screen, desk, suggesting),
        )
