from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from store.storage import JournalStorage
from store.tables import LiveDatabase

Opener = Callable[[], LiveDatabase]


@pytest.fixture
def reopened(tmp_path: Path) -> Iterator[Opener]:
    """Each call closes the database, if it is open, and opens it again."""
    opened: list[JournalStorage] = []

    def opener() -> LiveDatabase:
        while opened:
            opened.pop().close()
        opened.append(JournalStorage(tmp_path / "library"))
        return LiveDatabase(opened[-1])

    yield opener
    while opened:
        opened.pop().close()


def rows(database: TinyDB, table: str = "_default") -> dict[int, dict[str, Any]]:
    return {row.doc_id: dict(row) for row in database.table(table).all()}


def test_the_query_calls_of_tinydb_work_live_and_after_reopening(reopened: Opener) -> None:
    database = reopened()
    assert database.insert({"name": "ann", "age": 1}) == 1
    assert database.insert_multiple([{"name": "bob"}, {"name": "eve"}]) == [2, 3]
    assert database.update({"age": 2}, where("name") == "ann") == [1]
    assert database.upsert({"name": "bob", "age": 9}, where("name") == "bob") == [2]
    assert database.upsert({"name": "zoe"}, where("name") == "zoe") == [4]
    assert database.remove(where("name") == "eve") == [3]
    for _ in range(2):
        assert rows(database) == {
            1: {"name": "ann", "age": 2},
            2: {"name": "bob", "age": 9},
            4: {"name": "zoe"},
        }
        assert [row["name"] for row in database.search(where("age") > 1)] == ["ann", "bob"]
        one = database.get(doc_id=4)
        assert isinstance(one, Document)
        assert one.doc_id == 4
        assert database.contains(where("name") == "zoe")
        assert not database.contains(where("name") == "eve")
        assert database.count(where("age").exists()) == 2
        database = reopened()


def test_truncated_and_dropped_tables_stay_empty(reopened: Opener) -> None:
    database = reopened()
    for table in ("one", "two", "three"):
        database.table(table).insert({"x": 1})
    database.table("one").truncate()
    database.drop_table("two")
    database = reopened()
    assert [len(database.table(table)) for table in ("one", "two", "three")] == [0, 0, 1]
    database.drop_tables()
    assert len(reopened().table("three")) == 0


def test_stock_tinydb_reads_the_same_documents_after_a_clean_exit(
    reopened: Opener, tmp_path: Path
) -> None:
    database = reopened()
    database.table("people").insert_multiple({"n": n, "deep": {"list": [n]}} for n in range(20))
    database.table("people").remove(where("n") == 7)
    expected = rows(database, "people")
    database.journaled.close()
    with TinyDB(tmp_path / "library" / "library.json", access_mode="r") as stock:
        assert rows(stock, "people") == expected


def test_a_document_changed_by_its_giver_afterwards_is_stored_as_given(reopened: Opener) -> None:
    database = reopened()
    mine: dict[str, Any] = {"list": [1]}
    database.insert(mine)
    mine["list"].append(2)
    assert rows(database) == rows(reopened()) == {1: {"list": [1]}}


def test_changing_what_a_query_gave_changes_nothing_stored(reopened: Opener) -> None:
    database = reopened()
    database.insert({"list": [1]})
    database.search(where("list").exists())[0]["list"].append(2)
    for row in database:
        row["list"].append(3)
    assert rows(database) == {1: {"list": [1]}}


def test_an_update_that_fails_halfway_leaves_every_document_as_it_was(reopened: Opener) -> None:
    database = reopened()
    database.insert_multiple([{"list": [1]}, {"list": None}])

    def grow(row: Any) -> None:
        row["list"].append(2)

    with pytest.raises(AttributeError):
        database.update(grow)
    expected = {1: {"list": [1]}, 2: {"list": None}}
    assert rows(database) == expected
    assert rows(reopened()) == expected


def test_a_document_that_brings_its_number_keeps_it(reopened: Opener) -> None:
    database = reopened()
    assert database.insert(Document({"x": 1}, doc_id=12)) == 12
    assert database.insert({"x": 2}) == 13
    with pytest.raises(ValueError, match="already exists"):
        database.insert(Document({"x": 3}, doc_id=12))


def test_a_number_is_never_given_twice(reopened: Opener) -> None:
    database = reopened()
    database.insert_multiple([{}, {}, {}])
    database.remove(doc_ids=[3])
    assert reopened().insert({}) == 4
