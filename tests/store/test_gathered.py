"""Steps that go to disk together: one wait for all, and each as safe as if it had gone alone."""

from __future__ import annotations

import errno
import os
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

import store.files
import store.written
from store import journal
from store.errors import NotSavedError
from store.history import History
from store.library import Library
from store.model import Article
from store.storage import JournalStorage
from tests.store import windows
from tests.store.windows import full, put, values


def on_disk(folder: Path) -> list[object]:
    """The values that the files hold, as after a kill; nothing may be said of damage."""
    found, told = windows.on_disk(folder)
    assert not told
    return found


def test_one_wait_for_the_disk_does_for_all_and_each_stays_a_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = JournalStorage(tmp_path)
    put(storage, 0)
    waits: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(journal, "sync_data", waits.append)
        with storage.together():
            for value in range(1, 6):
                put(storage, value)
            assert on_disk_now(tmp_path) == [0]
    assert len(waits) == 1
    assert on_disk_now(tmp_path) == [0, 1, 2, 3, 4, 5]
    lines = list(History(storage).lines())
    assert [line.header.seq for line in lines] == [1, 2, 3, 4, 5, 6]
    assert [line.header.prev for line in lines[1:]] == [line.seal for line in lines[:-1]]
    assert storage.head == lines[-1].seal
    put(storage, 6)
    storage.abandon()
    assert on_disk(tmp_path) == [0, 1, 2, 3, 4, 5, 6]


def on_disk_now(folder: Path) -> list[object]:
    """The values that the journal of an open library holds."""
    (path,) = folder.glob("library.journal.*")
    lines = journal.read_journal(path).lines
    rows = [operation.new for line in lines for operation in line.operations()]
    return [row["value"] for row in rows if row is not None]


def test_steps_done_together_are_undone_one_by_one(library: Library, article: Article) -> None:
    with library.together():
        for start in range(3):
            library.store(library.draft(article.id, "quote", [(start, start + 4)]))
    library.undo()
    assert [held.start for held in library.annotations.all()] == [0, 1]


def test_a_step_that_fails_among_others_takes_back_only_itself(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path)
    with storage.together():
        put(storage, 1)
        with pytest.raises(ZeroDivisionError), storage.step("put"):
            storage.change("t", "9", {"value": 1 / 0})
        put(storage, 2)
    storage.abandon()
    assert on_disk(tmp_path) == [1, 2]


def test_what_was_done_before_an_error_leaves_the_block_is_saved(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path)
    with pytest.raises(KeyboardInterrupt), storage.together():
        put(storage, 1)
        raise KeyboardInterrupt
    storage.abandon()
    assert on_disk(tmp_path) == [1]


def test_together_within_together_waits_for_the_outer_one(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path)
    put(storage, 0)
    with storage.together():
        with storage.together():
            put(storage, 1)
        assert on_disk_now(tmp_path) == [0]
    storage.abandon()
    assert on_disk(tmp_path) == [0, 1]


@pytest.mark.parametrize("whole_disk", [False, True])
def test_a_disk_that_refuses_them_keeps_none_and_the_next_are_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole_disk: bool
) -> None:
    storage = JournalStorage(tmp_path)
    put(storage, 0)
    seq, head = storage.seq, storage.head

    with monkeypatch.context() as patch:
        for name in ("pwrite", *(("write", "open") if whole_disk else ())):
            patch.setattr(os, name, full)
        with pytest.raises(NotSavedError, match="No space left"), storage.together():
            put(storage, 1)
            put(storage, 2)
    assert values(storage) == [0]
    assert (storage.seq, storage.head) == (seq, head)
    with storage.together():
        put(storage, 3)
        put(storage, 4)
    storage.abandon()
    assert on_disk(tmp_path) == [0, 3, 4]


def test_after_a_failed_wait_they_are_all_in_a_new_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = JournalStorage(tmp_path)
    put(storage, 0)

    def failing(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(journal, "sync_data", failing)
        with storage.together():
            put(storage, 1)
            put(storage, 2)
    assert storage.generation == 2
    storage.abandon()
    assert on_disk(tmp_path) == [0, 1, 2]


def test_a_copy_made_among_them_holds_those_before_it(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path)
    with storage.together():
        put(storage, 1)
        assert b'"value":1' in storage.snapshot()
        put(storage, 2)
        with storage.settled():
            assert on_disk_now(tmp_path) == [2]  # the first is in the snapshot
        put(storage, 3)
    storage.abandon()
    assert on_disk(tmp_path) == [1, 2, 3]


def test_after_those_before_were_refused_no_later_one_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = JournalStorage(tmp_path)
    put(storage, 0)

    with pytest.raises(NotSavedError), storage.together():
        put(storage, 1)
        with monkeypatch.context() as patch:
            patch.setattr(os, "pwrite", full)
            with pytest.raises(NotSavedError), storage.settled():
                pass
        with pytest.raises(NotSavedError):
            put(storage, 2)
    assert values(storage) == [0]
    storage.abandon()
    assert on_disk(tmp_path) == [0]


def test_others_wait_and_then_see_all_of_them(tmp_path: Path) -> None:
    storage, other = JournalStorage(tmp_path), JournalStorage(tmp_path)
    with storage.together():
        put(storage, 1)
        other.catch_up()
        assert values(other) == []
        put(storage, 2)
    put(other, 3)
    assert values(other) == [1, 2, 3]
    storage.catch_up()
    assert values(storage) == [1, 2, 3]
    storage.close()
    other.close()


def test_a_journal_that_has_outgrown_its_snapshot_is_retired_after_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.files, "SMALLEST_CHECKPOINT", 3000)
    storage = JournalStorage(tmp_path)
    with storage.together():
        for value in range(40):
            put(storage, value)
    assert storage.generation == 2
    put(storage, 40)
    storage.abandon()
    assert on_disk(tmp_path) == list(range(41))


@pytest.mark.parametrize("together", [False, True])
def test_what_is_on_disk_stays_when_the_snapshot_after_it_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: bool
) -> None:
    monkeypatch.setattr(store.files, "SMALLEST_CHECKPOINT", 3000)
    storage = JournalStorage(tmp_path)

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store.written, "begin_generation", interrupted)
        with pytest.raises(KeyboardInterrupt), storage.together() if together else nullcontext():
            for value in range(40):
                put(storage, value)
    saved = storage.seq
    put(storage, 40)
    assert values(storage) == [*range(saved), 40]
    storage.close()
    assert on_disk(tmp_path) == [*range(saved), 40]
