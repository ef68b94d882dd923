"""Sketches kept beside the library: likeness without reading every article again."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from store.importers.base import Origin
from store.importers.pool import Job
from store.importers.readings import Context
from store.intake import Intake, Row
from store.library import Library
from store.places import articles_folder, sketches_path
from store.sketches import load_sketches

WORDS = [f"word{n}" for n in range(400)]


def report(seed: int, length: int = 200) -> bytes:
    words = random.Random(seed).choices(WORDS, k=length)
    return f"Report {seed}\n\n{' '.join(words).capitalize()}.\n".encode()


def take(library: Library, *texts: bytes) -> list[Row]:
    jobs = [Job(f"{n}.txt", raw=raw, origin=Origin(f"{n}.txt")) for n, raw in enumerate(texts)]
    intake = Intake(library, Context())
    return [
        row
        for job, result in intake.read(jobs)
        for row in intake.rows(job, result)
        if isinstance(row, Row)
    ]


@pytest.fixture
def known(library: Library) -> Library:
    """A library of thirty reports, and what is kept of them."""
    assert {row.status for row in take(library, *map(report, range(30)))} == {"added"}
    assert sketches_path(library.folder).stat().st_mode & 0o777 == 0o600
    return library


def test_likes_are_found_from_what_is_kept_as_from_the_articles(known: Library) -> None:
    excerpt = b"Another title\n\n" + report(7).split(b"\n\n")[1][:500]
    (with_sketches,) = take(known, excerpt)
    known.undo()
    sketches_path(known.folder).unlink()
    (without,) = take(known, excerpt)
    assert with_sketches.status == without.status == "similar"
    assert with_sketches.similar_to == without.similar_to != ()


def test_only_what_may_be_alike_is_read_again(
    known: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: set[str] = set()
    text = known.articles.text

    def noted(article: str) -> str:
        read.add(article)
        return text(article)

    monkeypatch.setattr(known.articles, "text", noted)
    (row,) = take(known, report(7) + b"And a line more.\n")
    assert set(row.similar_to) == read


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"postil sketches 1\n\x80"])
def test_a_damaged_file_is_made_anew(known: Library, damage: bytes) -> None:
    path = sketches_path(known.folder)
    path.write_bytes(damage + path.read_bytes()[40:] if damage == b"nonsense" else damage)
    rows = take(known, report(7) + b"And a line more.\n", *map(report, range(40, 65)))
    assert [row.status for row in rows] == ["similar"] + ["added"] * 25
    assert len(path.read_bytes()) > 1000


def test_an_article_whose_text_is_gone_stops_no_other(known: Library) -> None:
    for folder in articles_folder(known.folder).iterdir():
        (folder / "text").unlink()
    known.articles.forget()
    (row,) = take(known, report(7) + b"And a line more.\n")
    assert row.status == "added"


def test_a_purge_deletes_them_and_undone_additions_do_no_harm(known: Library) -> None:
    (row,) = take(known, report(99))
    known.purge((row.id or "",))
    assert not sketches_path(known.folder).exists()


def test_a_library_that_can_not_be_written_is_read_all_the_same(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    sketches_path(library.folder).mkdir()  # nothing can be written there
    rows = take(library, *map(report, range(30)), report(3) + b"And a line more.\n")
    assert [row.status for row in rows][-1] == "similar"


def test_what_another_window_purges_while_many_are_added_is_not_kept(known: Library) -> None:
    intake = Intake(known, Context())
    jobs = [Job("new.txt", raw=report(n), origin=Origin("new.txt")) for n in range(30, 60)]
    purged = known.articles.all()[0].id
    for count, (job, result) in enumerate(intake.read(jobs)):
        assert len(list(intake.rows(job, result))) == 1
        if count == 20:
            with Library(known.folder, who="bo") as other:
                other.purge([purged])
    assert len(known.articles) == 59
    kept = sketches_path(known.folder).read_bytes()
    assert purged.encode() not in kept
    assert known.articles.all()[0].id.encode() in kept


def test_a_pipe_in_their_place_is_not_waited_for(known: Library) -> None:
    sketches_path(known.folder).unlink()
    os.mkfifo(sketches_path(known.folder))
    assert load_sketches(known.folder) == {}
