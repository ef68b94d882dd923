"""How many keys it takes to read and tag whole news pages: real keys, and then the store is read.

    python tests/bench/keystrokes.py [--names N] [--width W --height H]

The pages are no part of the project: copied pages with their segmentation by hand are looked for
in the folder that POSTIL_SHARED names, else in `shared` beside the repository, and where they are
missing this says so and ends. On each page, from the article list: open it, accept N suggested
names one by one, tag every quotation in marks (esc where its speaker is asked for), and tag the
comment that the rules find disputed. The row tells what the store holds then.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from store.importers.registry import read_file  # noqa: E402 (the path comes first)
from store.library import Library  # noqa: E402
from store.model import Annotation, BlockKind  # noqa: E402
from tests.bench.dump_pages import shared_folder  # noqa: E402
from tests.tui.conftest import press  # noqa: E402
from tui.app import PostilApp  # noqa: E402
from tui.dialogs.pick import Pick  # noqa: E402
from tui.screens.reading import ReadingScreen  # noqa: E402

BAR = 45
"""Keys that a page with ten names, five quotations and a disputed comment may take."""


def pages() -> list[Path]:
    """The copied pages that are there."""
    return sorted((shared_folder() / "data" / "pages" / "dumps").glob("*.txt"))


async def tagged(
    page: Path, folder: Path, names: int, size: tuple[int, int]
) -> tuple[int, tuple[Annotation, ...], int, bool]:
    """Keys pressed on *page*, what is stored then, and what there was: quotations, a comment."""
    pressed = 0
    with Library(folder, who="ann") as library:
        article = library.add(read_file(page)[0]).article.id
        app = PostilApp(library)
        async with app.run_test(size=size) as pilot:

            async def keys(written: str) -> None:
                nonlocal pressed
                pressed += len(written.split())
                await press(pilot, written)

            await pilot.pause()
            await keys("enter")
            screen = app.screen
            assert isinstance(screen, ReadingScreen)
            await screen.kit.suggesting.ready.wait()
            for _ in range(names):
                await keys("tab")
                here = screen.suggestion_here()
                while here is not None and here.kind != "entity":
                    await keys("tab")
                    here = screen.suggestion_here()
                await keys("enter")
            quotations = len(screen.kit.quoting.known())
            if any(q.start < screen.view.caret for q in screen.kit.quoting.known()):
                await keys("g g")
            for _ in range(quotations):
                await keys("] q q")
                if isinstance(app.screen, Pick):  # it asks for a speaker that can't be guessed
                    await keys("esc")
            comments = [b for b in screen.blocks if b.kind is BlockKind.COMMENT]
            disputed = [
                number
                for number, block in enumerate(comments, 1)
                for one in screen.kit.suggested.open
                if one.attributes.get("status") == "disputed"
                and block.start <= one.start < block.end
            ]
            before = sum(block.start <= screen.view.caret for block in comments)
            if disputed:
                number = disputed[0] - before
                await keys(" ".join([*(str(number) if number > 1 else ""), "] c d"]))
        app.lane.stop()
        return pressed, library.annotations.of(article), quotations, bool(disputed)


def main() -> None:
    """Tag every page, and print a row for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--names", type=int, default=10)
    parser.add_argument("--width", type=int, default=80)
    parser.add_argument("--height", type=int, default=24)
    given = parser.parse_args()
    found = pages()
    if not found:
        print("No pages beside the repository: nothing to measure. POSTIL_SHARED names a folder.")
        return
    print(f"{'page':22} {'keys':>5} {'names':>6} {'quotes':>7} {'speakers':>9} {'disputed':>9}")
    for page in found:
        with (
            tempfile.TemporaryDirectory() as name,
            mock.patch.dict(os.environ, XDG_STATE_HOME=name, XDG_CONFIG_HOME=name),
            mock.patch("store.suggest.model.is_installed", lambda: False),
        ):
            keys, stored, quotations, disputed = asyncio.run(
                tagged(page, Path(name) / "library", given.names, (given.width, given.height))
            )
        quotes = [a for a in stored if a.kind == "quote"]
        spoken = sum(bool(quote.attributes.get("speaker")) for quote in quotes)
        claims = sum(a.attributes.get("status") == "disputed" for a in stored)
        told = f"{claims} of {int(disputed)}"
        names = sum(a.kind == "entity" for a in stored)
        print(
            f"{page.stem:22} {keys:>5} {names:>6} {len(quotes):>3} of {quotations} "
            f"{spoken:>8} {told:>9}{'  ≤ ' + str(BAR) if keys <= BAR else ''}"
        )


if __name__ == "__main__":
    main()
