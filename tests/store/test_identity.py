"""A file is known by its inode and its length without being asked for its times, and a folder whose
names still stand is known by one look at it.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from store import identity
from store.identity import inode_of, names_in, size_of
from store.library import Library
from tests.conftest import at_rest, imported


@pytest.fixture(params=["statx", "stat"])
def asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The way in which names are asked about: with the system's own call, or where it has none."""
    way = str(request.param)
    if way == "stat":
        monkeypatch.setattr(identity, "_asker", lambda: None)
    return way


@pytest.mark.usefixtures("asked")
def test_a_name_stands_for_the_file_that_stat_finds(tmp_path: Path) -> None:
    path = tmp_path / "a näme"
    path.write_bytes(b"one")
    before = inode_of(str(path))
    assert before == path.stat().st_ino
    other = tmp_path / "other"
    other.write_bytes(b"two")
    assert inode_of(str(other)) != before
    other.replace(path)
    assert inode_of(str(path)) == path.stat().st_ino != before
    link = tmp_path / "link"
    link.symlink_to(path)
    assert inode_of(str(link)) == inode_of(str(path))


@pytest.mark.usefixtures("asked")
def test_a_name_that_leads_nowhere_raises_as_stat_does(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="missing"):
        inode_of(str(tmp_path / "missing"))
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        inode_of(str(tmp_path / "file" / "below"))


def test_a_length_is_told_wherever_the_file_was_read_to(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 5000)
    file = os.open(path, os.O_RDWR)
    try:
        os.read(file, 10)
        assert size_of(file) == 5000
        os.truncate(file, 70)
        assert size_of(file) == 70
        os.pwrite(file, b"y", 99)
        assert size_of(file) == 100
    finally:
        os.close(file)


def test_nobody_asks_for_the_times_of_the_journal_while_changes_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if identity._asker() is None:
        pytest.skip("this system can't be asked for less")
    with Library(tmp_path / "library", who="ann") as library:
        article = library.add(imported("Some words of an article.\n")).article.id
        library.store(library.draft(article, "claim", [(0, 4)]))
        (journal,) = (tmp_path / "library").glob("library.journal.*")
        inode, asked = journal.stat().st_ino, []
        real_stat, real_fstat = os.stat, os.fstat

        def stat(path: str | int, **options: Any) -> os.stat_result:
            found = real_stat(path, **options)
            asked.extend([path] if found.st_ino == inode else [])
            return found

        def fstat(file: int) -> os.stat_result:
            found = real_fstat(file)
            asked.extend([file] if found.st_ino == inode else [])
            return found

        monkeypatch.setattr(os, "stat", stat)
        monkeypatch.setattr(os, "fstat", fstat)
        for start in range(5, 9):
            library.store(library.draft(article, "claim", [(start, start + 4)]))
        monkeypatch.undo()
    assert asked == []


def test_a_folder_changed_lately_is_not_vouched_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    changed = tmp_path.stat().st_mtime_ns
    with monkeypatch.context() as patch:
        patch.setattr(time, "time_ns", lambda: changed + 10_000_000)
        assert names_in(str(tmp_path)) is None
    at_rest(tmp_path)
    assert names_in(str(tmp_path)) is not None
    with pytest.raises(FileNotFoundError):
        names_in(str(tmp_path / "missing"))


@pytest.mark.parametrize("seconds", [0, 7])
def test_a_folder_whose_times_are_whole_seconds_is_vouched_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    at_rest(tmp_path)
    real = tmp_path.stat()

    class Coarse:
        st_dev, st_ino = real.st_dev, real.st_ino
        st_mtime_ns = st_ctime_ns = real.st_mtime_ns // 10**9 * 10**9

    real_stat = os.stat

    def stat(path: Any, **options: Any) -> Any:
        return Coarse if str(path) == str(tmp_path) else real_stat(path, **options)

    now = Coarse.st_mtime_ns + seconds * 10**9
    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", stat)
        patch.setattr(time, "time_ns", lambda: now)
        found = names_in(str(tmp_path))
    assert (found is not None) == bool(seconds)


def test_a_name_given_to_another_file_is_noticed_whatever_time_the_folder_is_given(
    tmp_path: Path,
) -> None:
    (tmp_path / "one").write_bytes(b"1")
    (tmp_path / "two").write_bytes(b"2")
    at_rest(tmp_path)
    before, times = names_in(str(tmp_path)), tmp_path.stat()
    (tmp_path / "two").replace(tmp_path / "one")
    os.utime(tmp_path, ns=(times.st_atime_ns, times.st_mtime_ns))
    at_rest(tmp_path)
    assert names_in(str(tmp_path)) != before
