from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import store.files
import store.storage
from store.entries import Operation
from store.errors import DamagedLibraryError, NewerLibraryError, NotSavedError, PostilError
from store.journal import Journal
from store.journals import journals
from store.recovery import read_state
from store.storage import JournalStorage

Tables = dict[str, Any]
Change = Callable[[JournalStorage], None]


def put(storage: JournalStorage, key: int, value: Any, table: str = "t") -> None:
    with storage.step("put"):
        storage.change(table, str(key), {"value": value})


def insert(storage: JournalStorage, value: Any) -> int:
    with storage.step("insert"):
        key = storage.next_key("t")
        storage.change("t", str(key), {"value": value})
        return key


def held(storage: JournalStorage) -> Tables:
    return {name: dict(rows) for name, rows in storage.read().items() if rows}


def held_on_disk(folder: Path) -> Tables:
    storage = JournalStorage(folder)
    try:
        return held(storage)
    finally:
        storage.close()


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "library.lock"
    }


def abandoned(folder: Path, values: int = 3) -> Tables:
    """A library with *values* documents whose writer was killed."""
    storage = JournalStorage(folder)
    for value in range(values):
        put(storage, value + 1, value)
    storage.abandon()
    return held(storage)


def test_what_was_stored_is_there_after_closing_and_after_a_kill(tmp_path: Path) -> None:
    expected = abandoned(tmp_path)
    assert held_on_disk(tmp_path) == expected
    assert held_on_disk(tmp_path) == expected


def test_nothing_is_acknowledged_before_it_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = JournalStorage(tmp_path)
    calls: list[str] = []

    def noted(name: str) -> Callable[..., Any]:
        call = getattr(os, name)

        def called(*arguments: Any) -> Any:
            calls.append(name)
            return call(*arguments)

        return called

    for name in ("pwrite", "fsync", "fdatasync"):
        monkeypatch.setattr(os, name, noted(name))
    for key in range(1, 4):
        put(storage, key, key)
        calls.append("acknowledged")
    monkeypatch.undo()
    storage.close()
    makes_room = ["pwrite", "fsync", "acknowledged"]
    assert calls == makes_room + ["pwrite", "fdatasync", "acknowledged"] * 2


def test_a_reader_of_the_old_snapshot_still_sees_it_whole(tmp_path: Path) -> None:
    abandoned(tmp_path)
    JournalStorage(tmp_path).close()
    path = tmp_path / "library.json"
    before, number = path.read_bytes(), path.stat().st_ino
    with path.open("rb") as reader:
        storage = JournalStorage(tmp_path)
        put(storage, 9, 9)
        storage.close()
        assert reader.read() == before
        assert path.stat().st_ino != number


def failing(call: Callable[..., Any], at: int, error: int, count: list[int]) -> Callable[..., Any]:
    def called(*arguments: Any) -> Any:
        count[0] += 1
        if count[0] == at:
            raise OSError(error, os.strerror(error))
        return call(*arguments)

    return called


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("name", ["write", "pwrite", "fsync", "fdatasync"])
def test_every_failing_call_is_told_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: int
) -> None:
    monkeypatch.setattr(store.files, "SMALLEST_CHECKPOINT", 1500)
    told = 0
    for at in range(1, 200):
        folder = tmp_path / str(at)
        storage = JournalStorage(folder)
        acknowledged: Tables = {}
        count = [0]
        with monkeypatch.context() as patch:
            patch.setattr(os, name, failing(getattr(os, name), at, error, count))
            for key in range(1, 9):
                document = {"value": "x" * 100, "key": key}
                try:
                    with storage.step("put"):
                        storage.change("t", str(key), document)
                except NotSavedError:
                    told += 1
                    assert held(storage).get("t", {}) == acknowledged
                else:
                    acknowledged[str(key)] = document
        assert len(acknowledged) >= 7
        put(storage, 99, "later")
        acknowledged["99"] = {"value": "later"}
        storage.abandon()
        assert held_on_disk(folder)["t"] == acknowledged
        if count[0] < at:
            break
    else:
        pytest.fail("the calls never came to an end")
    # After a failed fsync a new file takes over at once, and a failed snapshot is tried again.
    assert told or name != "pwrite"


def test_a_line_that_was_written_in_part_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = JournalStorage(tmp_path)
    put(storage, 1, 1)
    write = os.pwrite
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", lambda fd, raw, at: write(fd, bytes(raw)[:10], at))
        with pytest.raises(NotSavedError, match="No space left"):
            put(storage, 2, 2)
    put(storage, 3, 3)
    storage.abandon()
    assert set(held_on_disk(tmp_path)["t"]) == {"1", "3"}


def test_closing_on_a_full_disk_leaves_every_step_in_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = JournalStorage(tmp_path)
    put(storage, 1, 1)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing(os.write, 1, errno.ENOSPC, [0]))
        storage.close()
    assert held_on_disk(tmp_path) == {"t": {"1": {"value": 1}}}


def test_a_journal_that_cannot_be_retired_is_still_history_and_saving_goes_on(
    tmp_path: Path,
) -> None:
    (tmp_path / "history").write_bytes(b"in the way")
    for key in (1, 2):
        storage = JournalStorage(tmp_path)
        put(storage, key, key)
        storage.close()
    (tmp_path / "history").unlink()
    (tmp_path / "library.json").unlink()
    assert set(held_on_disk(tmp_path)["t"]) == {"1", "2"}


WRITER = """
import sys
from pathlib import Path
from store.storage import JournalStorage
import store.files
import store.storage
store.files.SMALLEST_CHECKPOINT = 3000
storage = JournalStorage(Path(sys.argv[1]))
while True:
    with storage.step("insert"):
        key = storage.next_key("t")
        storage.change("t", str(key), {"value": "x" * 200})
        if key > 3:
            storage.change("t", str(key - 3), None)
    print(key, flush=True)
"""


def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(1)
    root = Path(store.storage.__file__).parent.parent
    last = 0
    for _ in range(24):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)],
            stdout=subprocess.PIPE,
            cwd=root,
        )
        assert child.stdout is not None
        for _ in range(chance.randint(1, 30)):
            last = int(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split(b"\n")[:-1]
        child.stdout.close()
        child.wait()
        last = int(rest[-1]) if rest else last
        keys = set(map(int, held_on_disk(tmp_path)["t"]))
        # One more may be on disk that the kill kept from being said.
        assert keys in ({*range(max(1, n - 2), n + 1)} for n in (last, last + 1))


def write_many(folder: str, name: str, count: int) -> None:
    store.files.SMALLEST_CHECKPOINT = 20_000
    storage = JournalStorage(Path(folder), who=name)
    for number in range(count):
        insert(storage, [name, number])
    storage.close()


def test_two_processes_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    fresh = multiprocessing.get_context("spawn")
    writers = [fresh.Process(target=write_many, args=(str(tmp_path), n, 150)) for n in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    rows = held_on_disk(tmp_path)["t"]
    values = [tuple(row["value"]) for row in rows.values()]
    assert sorted(values) == sorted((name, number) for name in "ab" for number in range(150))
    assert set(map(int, rows)) == set(range(1, 301))


def test_one_window_sees_what_another_wrote(tmp_path: Path) -> None:
    mine, other = JournalStorage(tmp_path), JournalStorage(tmp_path)
    assert not mine.catch_up()
    put(other, 1, "theirs")
    assert mine.catch_up()
    assert held(mine) == held(other)
    assert not mine.catch_up()
    mine.close()
    other.close()


def test_a_window_follows_another_across_its_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = JournalStorage(tmp_path), JournalStorage(tmp_path)
    heard: list[Operation] = []
    mine.listeners.append(heard.extend)
    put(mine, 1, "mine")
    heard.clear()
    other.catch_up()
    generation = other.generation
    monkeypatch.setattr(store.files, "SMALLEST_CHECKPOINT", 0)
    for key in range(2, 9):
        put(other, key, "x" * 100)
    assert other.generation > generation
    assert insert(mine, "mine again") == 9
    assert {operation.key for operation in heard} == set("23456789")
    other.catch_up()
    assert held(mine) == held(other)
    mine.close()
    other.close()


def test_a_snapshot_is_written_when_the_journal_has_outgrown_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.files, "SMALLEST_CHECKPOINT", 2000)
    storage = JournalStorage(tmp_path)
    first = storage.generation
    put(storage, 1, "small")
    assert storage.generation == first
    put(storage, 2, "x" * 4000)
    assert storage.generation == first + 1
    storage.abandon()
    raw = json.loads((tmp_path / "library.json").read_bytes())
    assert set(raw["t"]) == {"1", "2"}


def test_a_failed_inner_step_takes_back_only_its_own_changes(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path)
    with storage.step("outer"):
        put(storage, 1, 1)
        with pytest.raises(ZeroDivisionError), storage.step("inner"):
            put(storage, 2, 2)
            raise ZeroDivisionError
        put(storage, 3, 3)
    storage.close()
    assert set(held_on_disk(tmp_path)["t"]) == {"1", "3"}


@pytest.mark.parametrize("raw", [None, b"", b"garbage", b"{}", b'{"t": {"1": {}}}', b"[" * 10**5])
def test_a_lost_snapshot_is_rebuilt_from_the_journals_and_said(
    tmp_path: Path, raw: bytes | None
) -> None:
    abandoned(tmp_path)
    JournalStorage(tmp_path).close()
    storage = JournalStorage(tmp_path)
    put(storage, 4, "in the live journal")
    storage.abandon()
    expected = held(storage)
    path = tmp_path / "library.json"
    if raw is None:
        path.unlink()
    else:
        path.write_bytes(raw)
    rebuilt = JournalStorage(tmp_path)
    assert held(rebuilt) == expected
    assert rebuilt.seq == storage.seq
    assert any("made again from 4" in notice for notice in rebuilt.notices)
    rebuilt.close()
    assert held_on_disk(tmp_path) == expected
    if raw:
        assert [p.read_bytes() for p in tmp_path.glob("recovered-*/library.json")] == [raw]


@pytest.mark.parametrize("raw", [None, b"", b"garbage", b'{"_default": {"1": {}}}'])
def test_a_snapshot_that_is_rebuilt_with_a_gap_tells_the_gap_and_is_kept(
    tmp_path: Path, raw: bytes | None
) -> None:
    for key in (1, 2):
        storage = JournalStorage(tmp_path)
        put(storage, key, key)
        storage.close()
    min((tmp_path / "history").iterdir()).unlink()
    path = tmp_path / "library.json"
    path.unlink()
    if raw is not None:
        path.write_bytes(raw)
    before = files(tmp_path)
    storage = JournalStorage(tmp_path)
    assert set(held(storage)["t"]) == {"2"}
    assert any("1 recorded step could not be read" in notice for notice in storage.notices)
    storage.close()
    kept = [p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()]
    lost = [name for name, raw in before.items() if raw and raw not in kept]
    assert all("journal" in name for name in lost)


def test_files_that_were_exchanged_are_known_by_what_is_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.files, "SMALLEST_CHECKPOINT", 1500)
    made = tmp_path / "made"
    storage = JournalStorage(made)
    for key in range(1, 30):
        put(storage, key, "x" * 100)
    wanted = held(storage)
    storage.abandon()
    recorded = [path for _, path in journals(made)]
    assert len(recorded) > 3
    pairs = [(made / "library.json", path) for path in (recorded[1], recorded[-1])]
    for number, (one, other) in enumerate([*pairs, (recorded[1], recorded[-1])]):
        folder = tmp_path / str(number)
        shutil.copytree(made, folder)
        shutil.copy(one, folder / other.relative_to(made))
        shutil.copy(other, folder / one.relative_to(made))
        before = {path.read_bytes() for path in (one, other)}
        for _ in range(2):
            storage = JournalStorage(folder)
            assert held(storage) == wanted, f"{one.name} and {other.name}"
            storage.close()
        assert before <= {path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_of_another_program_is_not_taken_for_a_library(tmp_path: Path) -> None:
    (tmp_path / "library.json").write_bytes(b'{"books": []}')
    with pytest.raises(DamagedLibraryError, match="nothing was changed"):
        JournalStorage(tmp_path)
    assert files(tmp_path) == {"library.json": b'{"books": []}'}


def test_a_newer_library_is_refused_in_one_line_and_left_alone(tmp_path: Path) -> None:
    abandoned(tmp_path)
    JournalStorage(tmp_path).close()
    path = tmp_path / "library.json"
    data = json.loads(path.read_bytes())
    data["meta"]["1"] |= {"schema": 99, "generation": "of another kind"}
    path.write_bytes(json.dumps(data).encode())
    before = files(tmp_path)
    with pytest.raises(NewerLibraryError) as refusal:
        JournalStorage(tmp_path)
    assert "\n" not in refusal.value.message
    assert files(tmp_path) == before


def test_an_open_window_refuses_to_write_once_the_library_became_newer(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path)
    put(storage, 1, 1)
    path = tmp_path / "library.json"
    data = json.loads(path.read_bytes())
    data["meta"]["1"]["schema"] = 99
    path.write_bytes(json.dumps(data).encode())
    before = files(tmp_path)
    for _ in range(2):
        with pytest.raises(NewerLibraryError):
            put(storage, 2, 2)
    storage.close()
    assert files(tmp_path) == before


def test_a_torn_end_is_set_aside_and_said(tmp_path: Path) -> None:
    expected = abandoned(tmp_path)
    journal = next(tmp_path.glob("library.journal.*"))
    torn = journal.read_bytes() + b"\n0badc0de {"
    journal.write_bytes(torn)
    storage = JournalStorage(tmp_path)
    assert held(storage) == expected
    assert storage.notices
    storage.close()
    assert [p.read_bytes() for p in tmp_path.glob("recovered-*/*")] == [torn]


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_to_the_snapshot_ends_in_a_traceback(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    abandoned(tmp_path, 6)
    JournalStorage(tmp_path).close()
    path = tmp_path / "library.json"
    raw = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 3)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    path.write_bytes(raw[: chance.randint(1, len(raw))])
    try:
        JournalStorage(tmp_path).close()
    except PostilError as error:
        assert "\n" not in error.message


def test_everything_written_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    mask = os.umask(0)
    try:
        abandoned(folder)
        storage = JournalStorage(folder)
        (folder / "library.json").write_bytes(b"garbage")
        storage.catch_up()
        storage.close()
    finally:
        os.umask(mask)
    assert folder.stat().st_mode & 0o777 == 0o700
    modes = {path.name: (path.is_dir(), path.stat().st_mode & 0o777) for path in folder.rglob("*")}
    assert len(modes) > 4
    assert {(False, 0o600), (True, 0o700)} == set(modes.values())


def test_a_library_path_that_is_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    for place in (path, path / "below"):
        with pytest.raises(NotSavedError, match="library folder"):
            JournalStorage(place)
    assert path.read_bytes() == b"x"


def test_a_folder_that_refuses_the_lock_is_told(tmp_path: Path) -> None:
    (tmp_path / "library.lock").mkdir()
    with pytest.raises(NotSavedError):
        JournalStorage(tmp_path)


def test_a_closed_library_takes_no_more_changes(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path)
    storage.close()
    storage.close()
    other = JournalStorage(tmp_path)
    put(other, 1, 1)
    other.close()
    assert not storage.catch_up()
    with pytest.raises(NotSavedError, match="closed"):
        put(storage, 2, 2)


def test_a_new_journal_that_cannot_be_opened_leaves_the_old_one_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage, other = JournalStorage(tmp_path), JournalStorage(tmp_path)
    put(other, 1, 1)
    other.close()
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "__init__", failing(Journal.__init__, 1, errno.EMFILE, [0]))
        with pytest.raises(NotSavedError, match="Too many open files"):
            put(storage, 2, 2)
    put(storage, 3, 3)
    storage.close()
    assert set(held_on_disk(tmp_path)["t"]) == {"1", "3"}


def test_a_snapshot_is_read_without_touching_the_folder(tmp_path: Path) -> None:
    abandoned(tmp_path)
    before = files(tmp_path)
    assert set(read_state(tmp_path).tables["t"]) == {"1", "2", "3"}
    assert files(tmp_path) == before


@pytest.mark.parametrize("left", [0, 1, 40, 100])
def test_a_first_opening_that_was_cut_off_is_no_damaged_library(tmp_path: Path, left: int) -> None:
    JournalStorage(tmp_path / "other").close()
    base = next((tmp_path / "other").glob("library.journal.*")).read_bytes()
    torn = base[:left] + bytes(len(base) - left - 1) + base[-1:]
    (tmp_path / "library.journal.1").write_bytes(torn)
    storage = JournalStorage(tmp_path)
    put(storage, 1, 1)
    storage.close()
    assert held_on_disk(tmp_path) == {"t": {"1": {"value": 1}}}


def test_a_library_makes_an_empty_folder_private_and_leaves_one_in_use_as_it_is(
    tmp_path: Path,
) -> None:
    for name, mode in (("empty", 0o700), ("shared", 0o755)):
        folder = tmp_path / name
        folder.mkdir()
        folder.chmod(0o755)
        if name == "shared":
            (folder / "letter.txt").touch()
        JournalStorage(folder).close()
        assert folder.stat().st_mode & 0o777 == mode
