"""A glimpse of an article shows what its library will hold, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from store import glimpse as glimpses
from store.corrections import Decision
from store.glimpse import Glimpse, glimpse
from store.importers.registry import read_file
from store.library import Library
from store.places import snapshot_path
from store.snapshot import parse_snapshot

PARAGRAPH = "The boat to Osk did not sail today. “Nobody was told,” Ann Lee of the harbour said."


@pytest.fixture(autouse=True)
def any_size_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that short texts do."""
    monkeypatch.setattr(glimpses, "LARGE", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A library with a long article, a short one, and annotations in both; closed."""
    folder = tmp_path / "library"
    with Library(folder, who="ann") as library:
        for name, paragraphs in (("Ferry", 3000), ("Bridge", 3)):
            source = tmp_path / f"{name}.txt"
            source.write_text("A Title\n\n" + f"{PARAGRAPH}\n\n" * paragraphs, "utf-8")
            imported = msgspec.structs.replace(read_file(source)[0], title=f"The {name} Report")
            article = library.add(imported).article.id
            library.store(library.draft(article, "claim", [(30, 60)]))
    yield folder


def seen(folder: Path, reference: str = "Ferry") -> Glimpse:
    found = glimpse(folder, reference)
    assert found is not None
    return found


def test_it_shows_what_the_library_holds(folder: Path) -> None:
    found = seen(folder)
    with Library(folder) as library:
        assert found.article == library.articles.find("Ferry")
        assert found.text == library.articles.text(found.article.id)
        blocks = library.articles.blocks(found.article.id)
    assert found.blocks == blocks[: len(found.blocks)]
    assert len(found.blocks) < len(blocks)
    assert found.position == 0 < found.reach
    short = seen(folder, "Bridge")
    assert short.reach == len(short.text.rstrip())


def test_it_knows_what_was_recorded_since_the_snapshot(folder: Path) -> None:
    library = Library(folder)
    article = library.articles.find("Ferry").id
    library.keep_place(article, 150_000, begin=True)
    found = seen(folder, article[:8])
    assert (found.article.state, found.position) == ("begun", 150_000)
    assert found.reach > 150_000
    library.close()


def test_what_does_not_name_one_article_is_left_to_the_library(folder: Path) -> None:
    assert glimpse(folder, "Report") is None
    assert glimpse(folder, "Bakery") is None
    assert glimpse(folder, "") is None
    assert glimpse(folder / "none", "Ferry") is None


def test_where_opening_is_quick_there_is_no_glimpse(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glimpses, "LARGE", 1 << 20)
    assert glimpse(folder, "Ferry") is None


def test_corrected_blocks_are_left_to_the_library(folder: Path) -> None:
    with Library(folder) as library:
        article = library.articles.find("Ferry").id
        block = library.articles.blocks(article)[1]
        library.correct(article, Decision(do="below", at=block.start))
    assert glimpse(folder, "Ferry") is None
    assert glimpse(folder, "Bridge") is not None


def test_an_article_that_was_removed_is_not_seen(folder: Path) -> None:
    library = Library(folder)
    library.remove_articles([library.articles.find("Ferry").id])
    assert glimpse(folder, "Ferry") is None
    library.close()
    assert glimpse(folder, "Ferry") is None


def test_files_that_are_not_as_they_were_written_give_none(folder: Path) -> None:
    place = folder / "articles" / seen(folder).article.id
    blocks = (place / "blocks.json").read_bytes()
    (place / "blocks.json").write_bytes(blocks[:-1])
    assert glimpse(folder, "Ferry") is not None, "only the first blocks are looked at"
    (place / "blocks.json").write_bytes(b"[{}," + blocks[1:])
    assert glimpse(folder, "Ferry") is None
    (place / "blocks.json").write_bytes(blocks)
    journal = next(folder.glob("library.journal.*"))
    journal.rename(journal.with_suffix(".99"))
    assert glimpse(folder, "Ferry") is None


def test_a_snapshot_that_another_program_wrote_gives_none(folder: Path) -> None:
    with TinyDB(snapshot_path(folder)) as other:
        other.table("articles").insert({"id": "x", "title": "Ferry"})
    assert glimpse(folder, "Ferry") is None


def test_stock_tinydb_reads_the_places_as_one_more_field(folder: Path) -> None:
    with TinyDB(snapshot_path(folder)) as other:
        meta = other.table("meta").all()
    raw = snapshot_path(folder).read_bytes()
    start, end, _ = meta[0]["parts"]["articles"]
    assert raw[start:end].startswith(b'\n"articles":{') and raw[start:end].endswith(b"\n},")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(where=st.floats(0, 1), value=st.integers(0, 255))
def test_whatever_is_damaged_it_shows_an_article_as_stored_or_none(
    folder: Path, where: float, value: int
) -> None:
    path = snapshot_path(folder)
    raw = path.read_bytes()
    sound = seen(folder)
    damaged = bytearray(raw)
    damaged[int(where * (len(raw) - 1))] = value
    try:
        path.write_bytes(damaged)
        found = glimpse(folder, "Ferry")
        assert found is None or found == sound
    finally:
        path.write_bytes(raw)


def test_a_table_is_decoded_slice_by_slice_to_the_same_rows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = snapshot_path(folder).read_bytes()
    for size in (1, 100, 1 << 30):
        monkeypatch.setattr("store.snapshot._DECODED", size)
        snapshot = parse_snapshot(raw)
        assert snapshot is not None
        whole = msgspec.json.decode(raw)
        del whole["meta"]
        rows = {name: {k: msgspec.json.decode(r) for k, r in held.items()}
                for name, held in snapshot.tables.items()}  # fmt: skip
        assert rows == whole
