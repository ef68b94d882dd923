"""Opening what others left: newer and older schemas, foreign places, locks that are held."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from store.archive import read_archive
from store.errors import NotSavedError, ReadOnlyError
from store.library import Library
from store.lock import FolderLock
from store.migrations import Migration
from store.model import Article, Imported
from store.places import shared_place
from store.snapshot import parse_snapshot
from store.storage import JournalStorage
from tests.libraries import make_newer

MakeArticle = Callable[..., Imported]
ROOT = Path(__file__).resolve().parent.parent.parent
FROZEN = Path(__file__).parent / "frozen"


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file but the lock, which names its last holder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if path.name != "library.lock"}


def test_a_newer_library_opens_for_reading_only(library: Library, article: Article) -> None:
    kept = library.store(library.draft(article.id, "quote", [(0, 9)]))
    library.close()
    make_newer(library.folder)
    before = contents(library.folder)
    with Library(library.folder) as newer:
        assert newer.annotations.get(kept.id) == kept
        assert newer.articles.text(article.id)
        assert newer.read_only is not None and newer.read_only in newer.notices
        for change in (
            lambda: newer.edit(kept.id, {"note": "x"}),
            lambda: newer.remove([kept.id]),
            newer.undo,
            lambda: newer.purge([kept.id]),
            lambda: newer.back_up("test"),
        ):
            with pytest.raises(ReadOnlyError, match="later Postil"):
                change()
        assert len(list(newer.history())) >= 3
    assert contents(library.folder) == before


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A next release, in which `note` is called `remark`."""

    def change(table: str, document: dict[str, Any]) -> dict[str, Any]:
        if table == "t":
            document["remark"] = document.pop("note")
        return document

    monkeypatch.setattr("store.migrations.MIGRATIONS", (Migration(2, "note is remark", change),))
    monkeypatch.setattr("store.migrations.SCHEMA", 2)


def old_library(folder: Path) -> None:
    storage = JournalStorage(folder)
    for key in ("1", "2"):
        storage.change("t", key, {"note": f"note {key}"})
    storage.close()
    storage = JournalStorage(folder)
    storage.change("t", "2", {"note": "changed"})
    storage.abandon()


def test_an_older_library_is_backed_up_and_brought_up_to_date(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    old_library(tmp_path)
    request.getfixturevalue("renamed")
    storage = JournalStorage(tmp_path)
    assert dict(storage.rows("t")) == {"1": {"remark": "note 1"}, "2": {"remark": "changed"}}
    assert any("from schema 1 to 2" in notice for notice in storage.notices)
    storage.close()
    (path,) = (tmp_path / "backups").glob("*-schema-1.zip")
    archive = read_archive(path)
    assert archive is not None and archive.manifest.schema == 1
    assert b'{"note":"changed"}' in archive.snapshot
    again = JournalStorage(tmp_path)
    assert again.notices == []
    again.close()


def test_history_made_before_an_upgrade_can_be_undone_after_it(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    from store.history import History

    old_library(tmp_path)
    request.getfixturevalue("renamed")
    storage = JournalStorage(tmp_path)
    History(storage).undo()
    assert storage.rows("t")["2"] == {"remark": "note 2"}
    storage.close()


def test_a_lost_snapshot_is_made_again_across_an_upgrade(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    old_library(tmp_path)
    request.getfixturevalue("renamed")
    storage = JournalStorage(tmp_path)
    storage.change("t", "3", {"remark": "new"})
    storage.close()
    (tmp_path / "library.json").unlink()
    again = JournalStorage(tmp_path)
    assert [row["remark"] for row in again.rows("t").values()] == ["note 1", "changed", "new"]
    again.close()


@pytest.mark.parametrize("at", range(1, 101))
def test_an_upgrade_that_is_killed_anywhere_leaves_the_old_library_or_the_new(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    old_library(tmp_path)
    request.getfixturevalue("renamed")
    calls = 0

    def counted(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == at:
                raise KeyboardInterrupt  # nothing of ours catches it for good
            if calls > at:
                raise OSError(errno.EIO, "dead")  # and nothing after it reaches the disk
            return real(*arguments, **named)

        return call

    with monkeypatch.context() as patch:
        for name in ("open", "write", "fsync", "replace", "rename", "unlink", "mkdir"):
            patch.setattr(os, name, counted(name))
        with contextlib.suppress(KeyboardInterrupt, OSError, NotSavedError):
            JournalStorage(tmp_path).abandon()
    storage = JournalStorage(tmp_path)
    assert [row["remark"] for row in storage.rows("t").values()] == ["note 1", "changed"]
    storage.close()
    assert JournalStorage(tmp_path).notices == []


@pytest.mark.parametrize("sample", sorted(FROZEN.iterdir()), ids=lambda path: path.name)
def test_every_released_schema_still_opens_with_all_its_records(
    tmp_path: Path, sample: Path
) -> None:
    from store.backups import opened
    from store.restoring import lay_out

    lay_out(tmp_path / "library", opened(sample))
    with Library(tmp_path / "library", who="ann") as library:
        assert [a.title for a in library.articles.all()] == ["Harbour closed after storm"]
        quote, claim = library.annotations.all()
        assert (quote.kind, quote.exact, quote.note) == ("quote", "No boat leaves.", "seen twice")
        assert (claim.attributes["status"], claim.codes) == ("disputed", ("weather/storm",))
        assert [link.type for link in claim.links] == ["disputes"]
        assert library.articles.text(quote.article)[quote.start : quote.end] == quote.exact
        assert library.undo().action == "link disputes"


# -- the lock

HOLDER = """
import sys, time
from pathlib import Path
from store.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
with lock.held():
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that holds the lock of the library in tmp_path."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert child.stdout is not None and child.stdout.readline() == b"held\n"
    yield child
    child.kill()
    child.stdout.close()
    child.wait()


def test_who_holds_the_lock_is_named(
    tmp_path: Path, holder: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.lock.LOCK_SECONDS", 0.05)
    with pytest.raises(NotSavedError, match=f"process {holder.pid} on .*, running since 20"):
        JournalStorage(tmp_path)


def test_a_killed_holder_is_no_obstacle(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    JournalStorage(tmp_path).close()


@pytest.mark.usefixtures("no_flock")
def test_without_kernel_locks_a_file_keeps_the_others_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.lock.LOCK_SECONDS", 0.05)
    mine, other = FolderLock(tmp_path), FolderLock(tmp_path)
    with mine.held():
        assert (tmp_path / "library.lock.held").exists()
        with pytest.raises(NotSavedError, match=f"process {os.getpid()} on"), other.held():
            pass
    with other.held():
        pass
    assert not (tmp_path / "library.lock.held").exists()


@pytest.mark.usefixtures("no_flock")
def test_a_lock_file_left_by_a_killed_process_is_taken_over_and_another_hosts_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.lock.LOCK_SECONDS", 0.2)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lock = FolderLock(tmp_path)
    for host, taken in ((os.uname().nodename, True), ("another-machine", False)):
        mark = f'{{"pid":{gone.pid},"host":"{host}","since":"2026-01-01T00:00:00.000Z"}}'
        (tmp_path / "library.lock.held").write_text(mark + "\n")
        if taken:
            with lock.held():
                pass
        else:
            refused = pytest.raises(NotSavedError, match="no Postil runs on another-machine")
            with refused, lock.held():
                pass


def test_a_folder_that_was_put_in_the_librarys_place_gets_its_own_lock(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    (tmp_path / "library.lock").unlink()
    other = FolderLock(tmp_path)
    with other.held():
        assert not lock._try()


# -- the place

MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:33 / /mnt/team\\040share rw - cifs //server/share rw
31 22 0:34 / /mnt/team\\040share/local rw - ext4 /dev/vdb rw
32 22 0:35 / /home/x/remote rw - fuse.sshfs host:/ rw
33 22 0:36 / /srv/nfs rw - nfs4 server:/export rw
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/ann/library", None),
        ("/mnt/team share/library", "network file system (cifs)"),
        ("/mnt/team share/local/library", None),
        ("/home/x/remote/a/b", "network file system (fuse.sshfs)"),
        ("/srv/nfs/library", "network file system (nfs4)"),
        ("/home/ann/Nextcloud/library", "Nextcloud"),
        ("/home/ann/Syncthing/library", "Syncthing"),
        ("/home/ann/Dropbox/library", "Dropbox"),
        ("/home/ann/OneDrive - University/library", "OneDrive - University"),
        ("/Users/ann/Library/Mobile Documents/x", "Mobile Documents"),
    ],
)
def test_network_and_sync_folders_are_recognised(path: str, expected: str | None) -> None:
    found = shared_place(Path(path), MOUNTS)
    assert (found is None) if expected is None else (found is not None and expected in found)


def test_a_home_where_dropbox_keeps_its_settings_is_no_synchronized_folder(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert shared_place(tmp_path / "library", "") is None


@pytest.mark.parametrize(
    "mark", [".stfolder", ".dropbox", ".sync_0a1b.db", "._sync_0a1b.db", ".nextcloudsync.log"]
)
def test_a_library_in_a_synchronized_folder_is_warned_about(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).touch()
    with Library(tmp_path / "library") as library:
        assert any("synchronized folder" in notice for notice in library.notices)


def test_every_changed_byte_of_the_snapshots_own_record_is_noticed(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path)
    for table in ("articles", "t"):
        with storage.step("put"):
            storage.change(table, str(storage.next_key(table)), {"value": 1})
    storage.close()
    raw = (tmp_path / "library.json").read_bytes()
    assert parse_snapshot(raw) is not None
    for at in range(raw.rindex(b'\n"meta":'), len(raw)):
        for bit in range(8):
            changed = bytes([raw[at] ^ 1 << bit])
            assert parse_snapshot(raw[:at] + changed + raw[at + 1 :]) is None, (at, bit)
