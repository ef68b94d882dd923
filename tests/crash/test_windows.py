"""Two windows on one library see each other, and neither overwrites the other."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import ConflictError
from store.library import Library
from tests.crash.work import make_imported, opened

SECONDS = 2.0


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[tuple[Library, Library]]:
    """Two open libraries on one folder that holds one article."""
    with opened(tmp_path / "library", "ann") as mine, opened(tmp_path / "library", "bob") as theirs:
        mine.add(make_imported(1))
        theirs.catch_up()
        yield mine, theirs


def see(library: Library) -> bool:
    """Ask as a window does, again and again, until something came; False after two seconds."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if library.catch_up():
            return True
        time.sleep(0.02)
    return False


def test_each_window_sees_what_the_other_stores_edits_and_removes(
    windows: tuple[Library, Library],
) -> None:
    article = windows[0].articles.all()[0].id
    for mine, other in (windows, windows[::-1]):
        stored = mine.store(mine.draft(article, "quote", [(0, 7)]))
        assert see(other)
        assert other.annotations.get(stored.id) == stored
        edited = mine.edit(stored.id, {"note": f"by {mine.who}"})
        assert see(other)
        assert other.annotations.of(article) == (edited,)
        mine.remove([stored.id])
        assert see(other)
        assert not other.annotations.all()
        mine.undo(mine=True)
        assert see(other)
        assert other.annotations.all() == [edited]
        mine.remove([stored.id])
        other.catch_up()


def test_a_window_that_wrote_nothing_sees_the_other_after_its_snapshot(
    windows: tuple[Library, Library], tmp_path: Path
) -> None:
    mine, other = windows
    article = mine.articles.all()[0].id
    with opened(tmp_path / "library", "cleo") as third:
        stored = third.store(third.draft(article, "quote", [(0, 7)]))
    for library in (mine, other):
        assert see(library)
        assert library.annotations.get(stored.id) == stored


def test_an_edit_of_what_another_window_changed_is_refused_and_loses_neither_version(
    windows: tuple[Library, Library],
) -> None:
    mine, other = windows
    article = mine.articles.all()[0].id
    stored = mine.store(mine.draft(article, "quote", [(0, 7)]))
    other.catch_up()
    seen = other.annotations.get(stored.id)
    mine.edit(stored.id, {"note": "mine"}, revision=stored.revision)
    with pytest.raises(ConflictError):
        other.edit(stored.id, {"note": "theirs"}, revision=seen.revision)
    held = other.annotations.get(stored.id)
    assert held.note == "mine"
    theirs = other.edit(stored.id, {"note": "theirs"}, revision=held.revision)
    mine.catch_up()
    assert mine.annotations.get(stored.id) == theirs
    notes = [row["after"]["note"] for row in mine.history(stored.id) if row["after"]]
    assert notes == ["", "mine", "theirs"]
