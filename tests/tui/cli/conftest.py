"""A library in a temporary folder, a few own-written files, and the command line to call."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from store.library import Library
from store.model import Block, BlockKind, Imported, Source, now, sha256
from tui.cli.root import postil

ROOT = Path(__file__).parents[3]

ARTICLE = """Harbour wall to be raised

Pellmouth Post

The council voted on Tuesday to raise the harbour wall by two metres.

“The wall will hold,” said Ada Brook, who leads the works. “The wall will hold,” she said again.

Comments

The wall will never hold, and the council knows it.
"""


class Cli:
    """Calls `postil` on one library and reads what it printed."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self._runner = CliRunner()

    def __call__(self, *args: str | Path, stdin: str | bytes | None = None) -> Result:
        given = ["--library", str(self.library), *map(str, args)]
        result = self._runner.invoke(postil, given, input=stdin)
        assert "Traceback" not in result.output
        assert "fault in Postil" not in result.output
        return result

    def rows(self, *args: str | Path, stdin: str | bytes | None = None) -> list[dict[str, Any]]:
        """The JSON lines of a command that must succeed."""
        result = self(*args, stdin=stdin)
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    def row(self, *args: str | Path, stdin: str | bytes | None = None) -> dict[str, Any]:
        """The one JSON line of a command that must succeed."""
        (row,) = self.rows(*args, stdin=stdin)
        return row

    def refused(self, *args: str | Path, stdin: str | bytes | None = None) -> str:
        """The one line on standard error of a command that must end with 2 and print no data."""
        result = self(*args, stdin=stdin)
        assert result.exit_code == 2, result.output
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        assert line.startswith("postil: ")
        return line


@pytest.fixture(autouse=True)
def settings_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for settings, and a known annotator."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("POSTIL_ANNOTATOR", "heron")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("POSTIL_LIBRARY", raising=False)
    return tmp_path / "config" / "postil"


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The command line on an empty library."""
    return Cli(tmp_path / "library")


def imported(text: str = ARTICLE, *, sample: bool = False, name: str = "wall.txt") -> Imported:
    """An article with a title, paragraphs, and the last one as Bo's comment."""
    raw = text.encode()
    blocks = []
    at = 0
    parts = [part for part in text.split("\n\n") if part.strip()]
    for number, part in enumerate(parts, 1):
        start = text.index(part.strip(), at)
        at = start + len(part.strip())
        kind = BlockKind.TITLE if number == 1 else BlockKind.PARAGRAPH
        author = None
        if number == len(parts) > 1:
            kind, author = BlockKind.COMMENT, "Bo"
        blocks.append(Block(id=f"b{number}", kind=kind, start=start, end=at, author=author))
    source = Source(
        sha256=sha256(raw), size=len(raw), media_type="text/plain", name=name, imported=now()
    )
    title = parts[0].strip()
    return Imported(
        raw=raw, source=source, text=text, blocks=tuple(blocks), title=title, sample=sample
    )


@pytest.fixture
def wall(cli: Cli) -> str:
    """The id of the article about the wall, which is in the library."""
    with Library(cli.library, who="heron") as library:
        return library.add(imported()).article.id


@pytest.fixture
def put(cli: Cli) -> Callable[..., str]:
    """Store an article made of a text, and give its id."""

    def store(text: str, **fields: Any) -> str:
        sample = bool(fields.pop("sample", False))
        article = imported(text, sample=sample)
        with Library(cli.library, who="heron") as library:
            return library.add(msgspec.structs.replace(article, **fields)).article.id

    return store


@pytest.fixture
def process() -> Callable[..., subprocess.Popen[bytes]]:
    """Start `python -m tui` with arguments, its streams piped unless options say otherwise."""

    def start(*args: str | bytes | Path, **options: Any) -> subprocess.Popen[bytes]:
        streams: dict[str, Any] = {
            "stdin": subprocess.PIPE,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
        }
        command = [sys.executable, "-m", "tui", *args]
        return subprocess.Popen(command, cwd=ROOT, **(streams | options))

    return start
