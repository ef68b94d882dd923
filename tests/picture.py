"""Draws postil.svg, the README's picture, with the program itself on a sample article."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sample_articles import paths  # noqa: E402 (the path comes first)
from store.importers.registry import read_file  # noqa: E402
from store.library import Library  # noqa: E402
from tui.app import PostilApp  # noqa: E402
from tui.screens.reading import ReadingScreen  # noqa: E402


async def draw(target: Path) -> None:
    """Tag a few things in the first sample and save what is on the screen."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder), who="kestrel")
        article = library.add(read_file(paths()[0])[0]).article.id
        app = PostilApp(library, article=article)
        async with app.run_test(size=(118, 34)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, ReadingScreen)
            await app.screen.kit.suggesting.ready.wait()
            keys = ["right_square_bracket", "q", "q"] * 3
            keys += ["slash", *"Fund", "enter", "e", "slash", *"412", "enter", "escape", "c"]
            keys += ["right_square_bracket", "c"] * 2 + ["d", "slash", *"Trafficking Dr", "enter"]
            keys += ["escape", "left_square_bracket", "a"]
            for key in keys:
                await pilot.press("space" if key == " " else key)
                await pilot.pause()
            await app.lane.drained()
            await pilot.pause()
            target.write_text(app.export_screenshot(title="Postil"), encoding="utf-8")
        app.lane.stop()
        library.close()


if __name__ == "__main__":
    asyncio.run(draw(ROOT / "postil.svg"))
