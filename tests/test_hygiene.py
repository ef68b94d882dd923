"""Promises about the whole house that no single room can keep."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*(ROOT / "store").rglob("*.py"), *(ROOT / "tui").rglob("*.py")])


def loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_store_loads_no_screen_and_nothing_heavy() -> None:
    modules = loaded(
        "import store.library, store.intake, store.importers.registry, store.suggest.registry"
    )
    heavy = {"textual", "rich", "click", "tui", "lxml", "markdown_it", "charset_normalizer"}
    heavy |= {"pypdfium2", "docx", "warcio", "feedparser", "multiprocessing.pool"}
    assert not heavy & modules


def test_the_help_loads_neither_store_nor_screen() -> None:
    modules = loaded("import tui.__main__, tui.cli.root")
    assert not {"textual", "rich", "msgspec", "tinydb", "store.library"} & modules


def test_a_screen_shows_its_text_before_it_loads_the_rules() -> None:
    modules = loaded("import tui.app, tui.screens.reading")
    assert not {"store.suggest.quotes", "store.suggest.names", "lxml"} & modules


SHOWN = """
import asyncio, pathlib, tempfile
import tui.screens.reading
from sample_articles import paths
from store.importers.registry import read_file
from store.library import Library
from tui.app import PostilApp
from tui.screens.reading.quoting import Quoting

Quoting.find_soon = lambda quoting: None  # the first of what follows the first paint

async def show():
    with tempfile.TemporaryDirectory() as folder, Library(pathlib.Path(folder)) as library:
        page = next(path for path in paths() if path.name == "01-news-dump.txt")
        article = library.add(read_file(page)[0]).article.id
        for name in [name for name in sys.modules if name.startswith("store.suggest")]:
            del sys.modules[name]  # the importer of plain text may use some of it
        app = PostilApp(library, article=article)
        async with app.run_test(size=(80, 24)) as pilot:
            while "Trafficked" not in app.export_screenshot():
                await pilot.pause()
        app.lane.stop()

asyncio.run(show())
"""


def test_an_article_is_on_the_screen_before_any_suggester_or_model_is_imported() -> None:
    modules = loaded(SHOWN)
    assert not {name for name in modules if name.startswith("store.suggest.")}
    assert not {"spacy", "store.learning"} & modules


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_swallows_the_rest(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 480


def test_nothing_is_caught_bare_or_in_silence() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, path


def test_strings_reach_the_screen_without_markup() -> None:
    for path in (ROOT / "tui").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "from_markup" not in source, path
        for call in re.findall(r"self\.notify\((?:[^()]|\([^()]*\))*\)", source):
            assert "markup=False" in call, (path, call)
