from __future__ import annotations

import errno
import random
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.annotating import MANY
from store.archive import read_archive, write_archive
from store.backups import DAYS, LATEST, WEEKS, backups, due, opened, superseded
from store.errors import InputError, NotSavedError
from store.exporters.canonical import dump
from store.library import Library
from store.lock import FolderLock
from store.model import Article, Imported
from store.restoring import lay_out
from store.storage import JournalStorage

MakeArticle = Callable[..., Imported]


def tagged(library: Library, article: str, note: str = "") -> str:
    return library.store(library.draft(article, "quote", [(0, 9)], note=note)).id


def exported(library: Library) -> bytes:
    return dump(library.bundle())


def refused(_: Path) -> FolderLock:
    """The lock on a disk that can only be read."""
    raise OSError(errno.EROFS, "Read-only file system")


def made_at(*hours: float) -> list[tuple[datetime, Path]]:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [(start + timedelta(hours=h), Path(f"{h}.zip")) for h in hours]


def test_the_latest_and_the_last_of_days_and_weeks_are_kept() -> None:
    made = made_at(*range(0, 24 * 120, 3))
    left = [pair for pair in made if pair[1] not in superseded(made)]
    assert left[-LATEST:] == made[-LATEST:]
    days = {stamp.date() for stamp, _ in left}
    weeks = {stamp.isocalendar()[:2] for stamp, _ in left}
    last = made[-1][0].date()
    assert {last - timedelta(days=n) for n in range(DAYS)} <= days
    assert len(weeks) == WEEKS
    assert len(left) <= LATEST + DAYS + WEEKS
    for stamp, _ in left[:-LATEST]:
        # Of an earlier day only its last one stays.
        assert not any(s.date() == stamp.date() and s > stamp for s, _ in made)


def test_a_backup_is_due_after_an_hour_in_which_something_changed(
    library: Library, article: Article
) -> None:
    def is_due(after: float) -> bool:
        moment = datetime.now(UTC) + timedelta(minutes=after)
        return due(library.folder, library.seq, moment)

    assert is_due(0)
    assert library.back_up_hourly() is not None
    assert library.back_up_hourly() is None
    assert not is_due(61)
    tagged(library, article.id)
    assert not is_due(59)
    assert is_due(61)


def test_a_backup_holds_the_journal_too_and_is_for_its_owner_alone(
    library: Library, article: Article
) -> None:
    identity = tagged(library, article.id)
    path = library.back_up("test")
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    archive = read_archive(path)
    assert archive is not None
    assert identity.encode() in archive.snapshot
    assert (archive.manifest.seq, archive.manifest.annotations) == (library.seq, 1)


def test_an_import_is_backed_up_before(library: Library, article: Article, tmp_path: Path) -> None:
    tagged(library, article.id)
    library.take_in(library.bundle(), "again.json")
    ((_, path),) = backups(library.folder)
    assert path.name.endswith("-import.zip")


def test_a_backup_that_does_not_read_back_is_no_backup(
    library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.archive.read_archive", lambda _: None)
    with pytest.raises(NotSavedError, match="does not read back"):
        library.back_up("test")
    assert backups(library.folder) == []


def test_other_windows_write_while_a_backup_is_packed(
    library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = write_archive

    def meanwhile(*arguments: Any, **named: Any) -> Any:
        with Library(library.folder, who="bo") as other:
            tagged(other, article.id)
        return write(*arguments, **named)

    monkeypatch.setattr("store.backups.write_archive", meanwhile)
    assert library.back_up("test") is not None


def test_restoring_is_one_step_and_undo_takes_it_back(library: Library, article: Article) -> None:
    kept = tagged(library, article.id)
    before = exported(library)
    path = library.back_up("test")
    assert path is not None
    library.remove([kept])
    tagged(library, article.id, "later")
    later = exported(library)
    report = library.restore(opened(path))
    assert (report.put, report.removed) == (1, 1)
    assert exported(library) == before
    library.undo()
    assert exported(library) == later


def test_a_whole_copy_makes_the_library_again_in_an_empty_folder_history_and_all(
    library: Library, article: Article, tmp_path: Path
) -> None:
    tagged(library, article.id)
    library.copy_to(tmp_path / "copy.zip")
    rows = list(library.history())
    lay_out(tmp_path / "again", opened(tmp_path / "copy.zip"))
    with Library(tmp_path / "again") as again:
        assert exported(again) == exported(library)
        assert list(again.history()) == rows
        again.undo()
        assert len(again.annotations) == 0


def test_a_library_beyond_repair_is_kept_aside_when_a_backup_takes_its_place(
    library: Library, article: Article, tmp_path: Path
) -> None:
    tagged(library, article.id)
    path = library.back_up("test")
    assert path is not None
    expected = exported(library)
    library.close()
    (library.folder / "library.json").write_bytes(b"scribble")
    report = lay_out(library.folder, opened(path))
    assert report.kept_in is not None
    assert (Path(report.kept_in) / "library.json").read_bytes() == b"scribble"
    with Library(library.folder) as again:
        assert exported(again) == expected
        assert len(list(again.history())) >= 2


def test_a_lost_library_is_made_again_from_its_newest_backup_where_history_has_gaps(
    library: Library, article: Article
) -> None:
    early = tagged(library, article.id)
    library.back_up("test")
    late = tagged(library, article.id, "late")
    library.close()
    for path in (library.folder / "history").glob("*.jsonl"):
        if early.encode() in path.read_bytes():
            path.unlink()
    (library.folder / "library.json").unlink()
    with Library(library.folder) as again:
        assert {a.id for a in again.annotations.all()} == {early, late}
        assert any("made again from the backup" in notice for notice in again.notices)


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_or_foreign_backup_is_refused_in_a_line(
    library: Library, article: Article, tmp_path: Path, seed: int
) -> None:
    tagged(library, article.id)
    path = tmp_path / "copy.zip"
    library.copy_to(path)
    raw = bytearray(path.read_bytes())
    chance = random.Random(seed)
    at = chance.randrange(len(raw))
    path.write_bytes(raw[:at] if seed % 2 else b"".join((raw[:at], b"\xff", raw[at + 1 :])))
    try:
        archive = opened(path)
    except InputError as error:
        assert "\n" not in error.message
    else:  # a byte of the zip's own fields that does not matter
        assert read_archive(path) is not None and archive.snapshot


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "articles/../x", "articles/a/evil"])
def test_a_backup_never_writes_outside_the_library(tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("manifest.json", "{}")
        file.writestr(name, "x")
    with pytest.raises(InputError):
        opened(path)


def test_backups_of_a_storage_without_records_are_not_made(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        assert library.back_up("test") is None
    assert not (tmp_path / "backups").exists()
    assert JournalStorage(tmp_path).seq == 1


def test_a_library_on_a_disk_that_cannot_be_written_is_read_and_copied_elsewhere(
    tmp_path: Path, library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    tagged(library, article.id, "before the snapshot")
    library.back_up("asked")
    tagged(library, article.id, "only in the journal")
    wanted = exported(library)
    library._storage.abandon()  # as a kill leaves it: no snapshot at the end

    monkeypatch.setattr("store.files.FolderLock", refused)
    files = {path: path.read_bytes() for path in library.folder.rglob("*") if path.is_file()}
    with Library(library.folder) as fixed:
        assert any("reading only" in notice for notice in fixed.notices)
        assert exported(fixed) == wanted
        fixed.copy_to(tmp_path / "copy.zip")
        steps = list(fixed.history())
        with pytest.raises(NotSavedError, match="Read-only"):
            tagged(fixed, article.id)
    assert files == {
        path: path.read_bytes() for path in library.folder.rglob("*") if path.is_file()
    }
    monkeypatch.undo()
    lay_out(tmp_path / "elsewhere", opened(tmp_path / "copy.zip"))
    with Library(tmp_path / "elsewhere") as again:
        assert exported(again) == wanted
        assert list(again.history()) == steps
        assert again.undo().action == "tag quote"


def test_a_library_that_can_only_be_read_still_follows_what_others_write(
    library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("store.files.FolderLock", refused)
        fixed = Library(library.folder)
    assert not fixed.catch_up()
    stored = tagged(library, article.id)
    monkeypatch.setattr("store.files.FolderLock", refused)
    assert fixed.catch_up()
    assert fixed.annotations.get(stored).kind == "quote"
    fixed.close()


def test_a_damaged_library_that_can_only_be_read_says_what_was_made_again(
    library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    tagged(library, article.id)
    library._storage.abandon()
    (library.folder / "library.json").unlink()

    monkeypatch.setattr("store.files.FolderLock", refused)
    with Library(library.folder) as fixed:
        assert len(fixed.annotations) == 1
        assert any("library.json is missing" in notice for notice in fixed.notices)
    assert not (library.folder / "library.json").exists()


def test_a_restore_is_backed_up_before_and_old_backups_go(
    tmp_path: Path, library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.copy_to(tmp_path / "copy.zip")
    tagged(library, article.id, "after the copy")
    library.restore(opened(tmp_path / "copy.zip"))
    (made,) = backups(library.folder)
    assert "restore" in made[1].name
    assert opened(made[1]).manifest.annotations == 1
    monkeypatch.setattr("store.backups.LATEST", 3)
    monkeypatch.setattr("store.backups.DAYS", 1)
    monkeypatch.setattr("store.backups.WEEKS", 1)
    for number in range(5):
        tagged(library, article.id)
        library.back_up(f"number{number}")
    names = [path.name for _, path in backups(library.folder)]
    assert len(names) == 3
    assert "number4" in names[-1] and "number2" in names[0]


def test_a_change_of_many_records_at_once_is_backed_up_before(
    library: Library, article: Article
) -> None:
    drafts = [library.draft(article.id, "quote", [(0, 9)]) for _ in range(MANY)]
    library.store_all(drafts[1:], "tag occurrences")
    assert backups(library.folder) == []
    library.remove([draft.id for draft in drafts[2:]])
    assert backups(library.folder) == []
    library.undo()
    library.store_all(drafts, "tag occurrences")
    library.remove([draft.id for draft in drafts])
    library.undo()
    library.remove_articles([article.id])
    made = [opened(path) for _, path in backups(library.folder)]
    assert [archive.manifest.reason for archive in made] == ["bulk"] * 3
    assert [archive.manifest.annotations for archive in made] == [MANY - 1, MANY, MANY]
