"""What every test may ask for: a library, articles to put in it, one Hypothesis profile."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from store.identity import names_in
from store.library import Library
from store.model import Article, Block, BlockKind, Imported, Source, sha256

settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("ci")

MakeArticle = Callable[..., Imported]


@pytest.fixture
def no_flock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without locks, as some network disks are."""

    def unsupported(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", unsupported)


@pytest.fixture
def make_article() -> MakeArticle:
    """`make_article(text, blocks=…, title=…, sample=…)`: an article ready to be added."""
    return imported


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library in a folder of its own, signed by `ann`."""
    with Library(tmp_path / "library", who="ann") as opened:
        yield opened


@pytest.fixture
def article(library: Library) -> Article:
    """A short article with a quotation, stored in `library`."""
    return library.add(
        imported('The mayor said: "No one was hurt." Two witnesses disagree.')
    ).article


def at_rest(folder: Path) -> None:
    """Wait until *folder* was left alone for so long that one look tells whether it still is."""
    while names_in(str(folder)) is None:
        time.sleep(0.005)


def imported(
    text: str,
    *,
    blocks: tuple[Block, ...] | None = None,
    title: str = "An article",
    sample: bool = False,
    name: str | None = "article.txt",
) -> Imported:
    """*text* as an importer hands it over; without *blocks* it is one paragraph."""
    raw = text.encode("utf-8", "surrogatepass")
    if blocks is None:
        whole = Block(id="b1", kind=BlockKind.PARAGRAPH, start=0, end=len(text))
        blocks = (whole,) if text.strip() else ()
    source = Source(
        sha256=sha256(raw),
        size=len(raw),
        media_type="text/plain",
        name=name,
        imported="2026-01-02T03:04:05.678Z",
    )
    return Imported(raw=raw, source=source, text=text, blocks=blocks, title=title, sample=sample)
