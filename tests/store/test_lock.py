"""Turns with the lock: who had one in between is known, for what they wrote is taken in first."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.errors import NotSavedError
from store.lock import FolderLock
from store.storage import JournalStorage
from tests.conftest import at_rest


def test_a_lock_knows_whether_anybody_else_had_a_turn(tmp_path: Path) -> None:
    mine, other = FolderLock(tmp_path), FolderLock(tmp_path)
    turns = []
    for lock in (mine, mine, other, mine, mine, other, other):
        with lock.held():
            turns.append(lock.others)
    assert turns == [True, False, True, True, False, True, False]
    mine.close()
    other.close()


def test_a_turn_that_cannot_be_marked_is_refused_and_lets_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = FolderLock(tmp_path), FolderLock(tmp_path)

    def failing(*_: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", failing)
        with pytest.raises(NotSavedError, match="Can't lock"), mine.held():
            pass
    with other.held():
        pass
    with mine.held():
        assert mine.others
    mine.close()
    other.close()


def test_a_full_disk_still_lets_the_lock_be_had_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FolderLock(tmp_path).close()
    write = os.pwrite

    def full(descriptor: int, raw: bytes | memoryview, at: int) -> int:
        if at + len(bytes(raw)) > os.fstat(descriptor).st_size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, raw, at)

    monkeypatch.setattr(os, "pwrite", full)
    lock = FolderLock(tmp_path)
    with lock.held():
        holder = lock.holder()
        assert holder is not None
        assert holder.pid == os.getpid()
    lock.close()


def test_what_another_wrote_is_taken_in_even_after_a_turn_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = JournalStorage(tmp_path), JournalStorage(tmp_path)
    for storage in (mine, other):
        with storage.step("put"):
            storage.change("t", str(storage.next_key("t")), {"value": 1})
    with monkeypatch.context() as patch:
        patch.setattr(os, "pread", _failing_below(tmp_path / "library.journal.1", os.pread))
        with pytest.raises(NotSavedError), mine.step("put"):
            pass
    with mine.step("put"):
        mine.change("t", str(mine.next_key("t")), {"value": 3})
    assert sorted(mine.raws("t")) == ["1", "2", "3"]
    mine.close()
    other.close()
    again = JournalStorage(tmp_path)
    assert sorted(again.raws("t")) == ["1", "2", "3"]
    again.close()


@pytest.mark.parametrize("rest", [False, True])
def test_a_lock_file_that_somebody_deleted_is_made_again_and_keeps_both_windows_apart(
    tmp_path: Path, rest: bool
) -> None:
    windows = JournalStorage(tmp_path), JournalStorage(tmp_path)
    for turn in range(6):
        if rest:
            at_rest(tmp_path)
            for storage in windows:
                with storage.exclusive():
                    pass
        (tmp_path / "library.lock").unlink(missing_ok=turn % 2 == 0)
        with windows[turn % 2].step("put"):
            key = str(windows[turn % 2].next_key("t"))
            windows[turn % 2].change("t", key, {"value": turn})
            lock = windows[turn % 2]._files._lock
            assert lock is not None
            assert lock.path.stat().st_ino == lock._inode
    for storage in windows:
        storage.catch_up()
        assert len(storage.raws("t")) == 6
        storage.close()


def test_a_folder_that_is_gone_is_said_to_be_gone_and_not_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    storage = JournalStorage(folder)
    moved = folder.rename(tmp_path / "moved")
    with pytest.raises(NotSavedError, match="is gone"), storage.step("put"):
        pass
    assert not folder.exists()
    folder.mkdir()  # the place something was mounted at
    with pytest.raises(NotSavedError, match="gone"), storage.step("put"):
        pass
    assert not list(folder.iterdir())
    folder.rmdir()
    moved.rename(folder)
    with storage.step("put"):
        storage.change("t", "1", {"value": 1})
    storage.close()


def test_a_link_in_the_lock_files_place_is_refused_and_what_it_leads_to_stays_as_it_is(
    tmp_path: Path,
) -> None:
    JournalStorage(tmp_path / "library").close()
    precious = tmp_path / "precious"
    precious.write_bytes(b"not to be written over")
    (tmp_path / "library" / "library.lock").unlink()
    (tmp_path / "library" / "library.lock").symlink_to(precious)
    storage = JournalStorage(tmp_path / "library")
    assert any("for reading only" in notice for notice in storage.notices)
    with pytest.raises(NotSavedError), storage.step("put"):
        pass
    storage.close()
    assert precious.read_bytes() == b"not to be written over"


@pytest.mark.usefixtures("no_flock")
def test_a_turn_that_has_just_begun_is_not_taken_for_the_last_holders_who_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.lock.LOCK_SECONDS", 0.05)
    by_another = "from pathlib import Path; from store.lock import FolderLock; import fcntl, errno"
    by_another += (
        "\ndef no(*_): raise OSError(errno.ENOLCK, '')\nfcntl.flock = no\n"
        f"with FolderLock(Path({str(tmp_path)!r})).held(): pass"
    )
    subprocess.run([sys.executable, "-c", by_another], check=True)
    waiting = FolderLock(tmp_path)
    (tmp_path / "library.lock.held").touch()  # made, and its holder not yet written into it
    with pytest.raises(NotSavedError, match="remove that file"), waiting.held():
        pass
    assert (tmp_path / "library.lock.held").exists()
    waiting.close()


@pytest.mark.usefixtures("no_flock")
def test_without_kernel_locks_too_a_lock_file_put_in_anew_keeps_both_windows_apart(
    tmp_path: Path,
) -> None:
    first = JournalStorage(tmp_path)
    (tmp_path / "library.lock").unlink()
    windows = first, JournalStorage(tmp_path)
    for turn in range(6):
        with windows[turn % 2].step("put"):
            key = str(windows[turn % 2].next_key("t"))
            windows[turn % 2].change("t", key, {"value": turn})
    for storage in windows:
        storage.catch_up()
        assert len(storage.raws("t")) == 6
        storage.close()


def _failing_below(path: Path, read: object) -> object:
    def failing(descriptor: int, length: int, at: int) -> bytes:
        if os.path.samestat(os.fstat(descriptor), path.stat()):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read(descriptor, length, at)  # type: ignore[operator, no-any-return]

    return failing
