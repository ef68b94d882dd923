"""The program on screen, from its library's opening to its closing."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.errors import PostilError
from tui.app import PostilApp
from tui.opening import Opening
from tui.pasted import Pastes
from tui.settings import load as load_settings
from tui.textual_private import clean_input
from tui.themes import theme_names

if TYPE_CHECKING:
    from store.glimpse import Glimpse
    from store.library import Library

_TURN = 0.0005
"""Seconds after which a thread that reads or saves leaves the interpreter to the screen: with the
usual 0.005 a key that comes meanwhile waits as long in every turn of the loop.
"""


def run_screen(
    folder: Path,
    *,
    named: bool,
    article: str | None,
    who: str,
    tell: Callable[[str], None],
    plain: bool = False,
) -> None:
    """Run the program on the library in *folder*; raises PostilError before it takes the screen.

    A library that is not *named* by the user is the default one: when new, it gets the samples.
    What the library has to say that the screen did not is given to *tell* once that is gone.
    """
    fresh = not (folder / "library.json").exists()
    sys.setswitchinterval(_TURN)
    library, shown = _begun(folder, who, None if fresh else article)
    try:
        if not isinstance(library, Opening):
            if fresh and not named:
                add_samples(library)
            shown = None if article is None else library.articles.find(article).id
        loaded = load_settings(theme_names())
        if plain:
            loaded = replace(loaded, settings=replace(loaded.settings, linear=True))
        app = PostilApp(library, article=shown, loaded=loaded, tour=fresh and not named)
        clean_input(lambda: Pastes().cleaned)
        del shown  # a glimpse is let go of when the library takes its place
        app.run()
        if hasattr(app, "lane"):
            app.lane.stop()
        if app.refused is not None:
            raise app.refused
        if not isinstance(library, Opening) or library.is_open:
            with contextlib.suppress(PostilError):  # told while the screen was there
                app.library.back_up_hourly()
    finally:
        library.close()
    if not isinstance(library, Opening) or library.is_open:
        for notice in app.library.notices[app.told_notices :]:
            tell(notice)
    if app.return_code:
        sys.exit(app.return_code)


def _begun(
    folder: Path, who: str, article: str | None
) -> tuple[Library | Opening, str | Glimpse | None]:
    """The open library, or one that is to be opened with the glimpse to be had of its *article*."""
    if article is not None:
        from store.glimpse import glimpse

        seen = glimpse(folder, article)
        if seen is not None:
            return Opening(folder, who=who), seen
    from store.library import Library

    return Library(folder, who=who), None


def add_samples(library: Library) -> None:
    """Put the sample articles in, as one step."""
    import msgspec

    from sample_articles import paths
    from store.importers.registry import read_file

    with library.step("add samples"):
        for path in paths():
            for imported in read_file(path):
                library.add(msgspec.structs.replace(imported, sample=True))
