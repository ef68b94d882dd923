"""A journal deleted, exchanged or cut by a program that asks no lock, while a window is open."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from store import generations, journal
from store.errors import NotSavedError
from store.journal import Journal
from store.storage import JournalStorage
from tests.conftest import at_rest
from tests.store.windows import full, on_disk, put


def put_at_rest(window: JournalStorage, value: object) -> None:
    """Put *value* when one look at the folder suffices, so that the next turn takes no other."""
    at_rest(window.folder)
    put(window, value)


def delete(path: Path, _: Path) -> None:
    path.unlink()


def exchange(path: Path, older: Path) -> None:
    older.replace(path)


def empty(path: Path, older: Path) -> None:
    older.write_bytes(b"")
    older.replace(path)


def overwrite(path: Path, older: Path) -> None:
    path.write_bytes(older.read_bytes().rstrip(b"\0"))


def copy(path: Path, older: Path) -> None:
    shutil.copyfile(path, older)
    older.replace(path)


@pytest.mark.parametrize("put_last", [put, put_at_rest])
@pytest.mark.parametrize("harm", [delete, exchange, empty, overwrite, copy])
def test_what_was_saved_stays_saved_whatever_happens_to_the_journals_file(
    tmp_path: Path,
    harm: Callable[[Path, Path], None],
    put_last: Callable[[JournalStorage, object], None],
) -> None:
    window = JournalStorage(tmp_path / "library")
    path = tmp_path / "library" / "library.journal.1"
    put(window, 1)
    older = Path(shutil.copyfile(path, tmp_path / "older"))
    put(window, 2)
    put_last(window, 3)
    harm(path, older)
    put(window, 4)
    put(window, 5)
    window.abandon()
    assert on_disk(tmp_path / "library") == ([1, 2, 3, 4, 5], [])


@pytest.mark.parametrize("put_last", [put, put_at_rest])
def test_two_windows_go_on_together_after_their_journal_was_exchanged(
    tmp_path: Path, put_last: Callable[[JournalStorage, object], None]
) -> None:
    folder = tmp_path / "library"
    windows = JournalStorage(folder), JournalStorage(folder)
    put(windows[0], 1)
    older = Path(shutil.copyfile(folder / "library.journal.1", tmp_path / "older"))
    put(windows[1], 2)
    put_last(windows[0], 3)
    older.replace(folder / "library.journal.1")
    for turn in range(4, 8):
        put(windows[turn % 2], turn)
    for window in windows:
        window.abandon()
    assert on_disk(folder) == ([1, 2, 3, 4, 5, 6, 7], [])


@pytest.mark.parametrize("put_last", [put, put_at_rest])
def test_an_exchanged_journal_is_seen_without_a_change(
    tmp_path: Path, put_last: Callable[[JournalStorage, object], None]
) -> None:
    window = JournalStorage(tmp_path)
    put_last(window, 1)
    (tmp_path / "library.journal.1").unlink()
    window.catch_up()
    assert any("put back" in notice for notice in window.notices)
    window.abandon()
    assert on_disk(tmp_path) == ([1], [])


def test_what_others_went_on_from_stays_and_the_rest_is_kept_aside(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    window = JournalStorage(folder)
    put(window, 1)
    older = Path(shutil.copyfile(folder / "library.journal.1", tmp_path / "older"))
    put(window, "only here")
    older.replace(folder / "library.journal.1")
    other = JournalStorage(folder)
    put(other, 2)
    put(window, 3)
    put(other, 4)
    assert any("had is kept in" in notice for notice in window.notices)
    window.abandon()
    other.abandon()
    assert on_disk(folder)[0] == [1, 2, 3, 4]
    (kept,) = folder.glob("recovered-*/library.json")
    assert b"only here" in kept.read_bytes()


def test_what_a_window_had_is_kept_aside_when_another_opened_the_library_without_its_journal(
    tmp_path: Path,
) -> None:
    window = JournalStorage(tmp_path)
    put(window, "only here")
    (tmp_path / "library.journal.1").unlink()
    other = JournalStorage(tmp_path)
    put(other, 1)
    window.catch_up()
    put(window, 2)
    assert any("had is kept in" in notice for notice in window.notices)
    window.abandon()
    other.abandon()
    assert on_disk(tmp_path)[0] == [1, 2]
    (kept,) = tmp_path.glob("recovered-*/library.json")
    with TinyDB(kept, access_mode="r") as stock:
        assert [document["value"] for document in stock.table("t")] == ["only here"]


def test_a_library_whose_mending_a_full_disk_refused_saves_again_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, other = JournalStorage(tmp_path), JournalStorage(tmp_path)
    for storage, value in ((window, 1), (other, 2), (other, 3)):
        put(storage, value)
    path = tmp_path / "library.journal.1"
    at = path.read_bytes().index(b'"value":2')
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"XXX")

    with monkeypatch.context() as patch:
        patch.setattr(generations, "write_snapshot", full)
        for _ in range(2):
            with pytest.raises(NotSavedError, match="No space left"):
                put(window, 4)
    put(window, 4)
    window.abandon()
    other.abandon()
    assert on_disk(tmp_path)[0] == [1, 3, 4]


@pytest.mark.parametrize("moment", ["before it is on disk", "after it is on disk"])
def test_an_interrupt_while_a_line_is_written_spoils_none_of_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    window = JournalStorage(tmp_path)
    put(window, 1)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    def interrupted_after(self: Journal, raw: bytes) -> None:
        append(self, raw)
        raise KeyboardInterrupt

    append = Journal.append
    with monkeypatch.context() as patch:
        if moment == "before it is on disk":
            patch.setattr(journal, "sync_data", interrupted)
        else:
            patch.setattr(Journal, "append", interrupted_after)
        with pytest.raises(KeyboardInterrupt):
            put(window, "interrupted " * 1000)
    for value in (2, 3):
        put(window, value)
    seen = [document["value"] for document in window.rows("t").values()]
    window.abandon()
    values, notices = on_disk(tmp_path)
    assert values == seen
    assert values[-2:] == [2, 3]
    assert notices == []


def test_a_snapshot_put_in_anew_is_seen_at_the_next_change(tmp_path: Path) -> None:
    window, other = JournalStorage(tmp_path), JournalStorage(tmp_path)
    put(window, 1)
    put(other, 2)
    put_at_rest(window, 3)
    with other.exclusive():
        other.start_generation()
    put(other, 4)
    put_at_rest(window, 5)
    put(window, 6)
    assert window.generation == other.generation == 2
    window.abandon()
    other.abandon()
    assert on_disk(tmp_path) == ([1, 2, 3, 4, 5, 6], [])


def test_while_nobody_comes_between_the_journal_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, other = JournalStorage(tmp_path), JournalStorage(tmp_path)
    put(window, 1)
    put_at_rest(window, 2)

    def read(self: Journal) -> bool:
        raise AssertionError(self)

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "unchanged", read)
        put(window, 3)
        assert not window.catch_up()
    put(other, 4)
    assert window.catch_up()
    assert [row["value"] for row in window.rows("t").values()] == [1, 2, 3, 4]
    window.close()
    other.close()
