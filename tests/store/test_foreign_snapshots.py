"""The snapshot of an open library, written into by a program that asks no lock."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from store import written
from store.errors import NewerLibraryError
from store.storage import JournalStorage
from tests.conftest import at_rest
from tests.store.windows import full, on_disk, put


@pytest.mark.parametrize("last", [[], [3]])
def test_what_another_program_wrote_into_the_snapshot_is_kept_aside_before_a_new_one(
    tmp_path: Path, last: list[int]
) -> None:
    window = JournalStorage(tmp_path)
    put(window, 1)
    put(window, 2)
    window.snapshot()
    at_rest(tmp_path)
    with window.exclusive():  # from here on one look at the folder suffices
        pass
    with TinyDB(tmp_path / "library.json") as database:
        database.table("mine").insert({"stock": 1})
    edited = (tmp_path / "library.json").read_bytes()
    for value in last:
        put(window, value)
    assert b"stock" not in window.snapshot()
    assert [path.read_bytes() for path in tmp_path.glob("recovered-*/library.json")] == [edited]
    assert any("changed by another program" in notice for notice in window.notices)
    put(window, 4)
    window.close()
    assert on_disk(tmp_path) == ([1, 2, *last, 4], [])


def stock_insert(path: Path) -> None:
    with TinyDB(path) as database:
        database.table("mine").insert({"stock": 1})


def edit_by_hand(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"value":1', b'"value":7'))


def put_in_anew(path: Path) -> None:
    edited = path.with_name("edited")
    edited.write_bytes(path.read_bytes().replace(b'"value":1', b'"value":7'))
    edited.replace(path)


@pytest.mark.parametrize("windows", [1, 2])
@pytest.mark.parametrize("last", [[], [2]])
@pytest.mark.parametrize("write", [stock_insert, edit_by_hand, put_in_anew])
@pytest.mark.parametrize("noticed", ["at a look", "at closing"])
def test_what_another_program_wrote_into_the_snapshot_is_told_at_the_next_look_or_at_closing(
    tmp_path: Path, windows: int, last: list[int], write: Callable[[Path], None], noticed: str
) -> None:
    window, *others = (JournalStorage(tmp_path) for _ in range(windows))
    put(window, 1)
    window.snapshot()
    for value in last:
        put(window, value)
    for other in others:
        with other.exclusive():
            pass
    at_rest(tmp_path)
    window.catch_up()
    write(tmp_path / "library.json")
    edited = (tmp_path / "library.json").read_bytes()
    if noticed == "at a look":
        window.catch_up()
        assert len(window.notices) == 1
        window.catch_up()
    window.close()
    assert len(window.notices) == 1
    assert edited in [path.read_bytes() for path in tmp_path.glob("recovered-*/library.json")]
    for other in others:
        other.close()
        assert other.notices == []
    assert on_disk(tmp_path) == ([1, *last], [])


def test_a_snapshot_copied_over_itself_is_no_change(tmp_path: Path) -> None:
    window = JournalStorage(tmp_path)
    put(window, 1)
    window.snapshot()
    path = tmp_path / "library.json"
    shutil.copyfile(path, tmp_path / "copy")
    (tmp_path / "copy").replace(path)
    window.catch_up()
    os.utime(path)
    window.close()
    assert window.notices == []
    assert on_disk(tmp_path) == ([1], [])


def test_a_full_disk_that_cannot_keep_it_aside_keeps_it_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = JournalStorage(tmp_path)
    put(window, 1)
    at_rest(tmp_path)
    put(window, 2)
    put(window, 3)
    with TinyDB(tmp_path / "library.json") as database:
        database.table("mine").insert({"stock": 1})
    edited = (tmp_path / "library.json").read_bytes()

    with monkeypatch.context() as patch:
        patch.setattr(written, "set_aside", full)
        put(window, 4)
        window.close()
    assert (tmp_path / "library.json").read_bytes() == edited
    assert on_disk(tmp_path)[0] == [1, 2, 3, 4]


def test_what_a_later_postil_wrote_in_place_is_left_alone(tmp_path: Path) -> None:
    window = JournalStorage(tmp_path)
    put(window, 1)
    window.snapshot()
    at_rest(tmp_path)
    window.catch_up()
    path = tmp_path / "library.json"
    path.write_bytes(path.read_bytes().replace(b'"schema":', b'"schema":9'))
    later = path.read_bytes()
    with pytest.raises(NewerLibraryError):
        window.catch_up()
    window.close()
    assert path.read_bytes() == later
