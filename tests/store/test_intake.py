"""From sources to stored articles: statuses, likeness, and reading side by side."""

from __future__ import annotations

import multiprocessing.spawn
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from store.importers import pool
from store.importers.base import Origin
from store.importers.pool import Failed, Job, read_jobs
from store.importers.readings import Context, Same
from store.importers.text import TextImporter
from store.intake import Intake, Row
from store.library import Library
from store.model import Imported
from tests.store.importers.builders import page, record, zipped

BODY = " ".join(f"Word{n} of the ferry report stands here." for n in range(20))


def take(library: Library, *jobs: Job, store: bool = True) -> list[Row]:
    intake = Intake(library, Context())
    rows = []
    for job, result in intake.read(jobs):
        rows += [row for row in intake.rows(job, result, store=store) if isinstance(row, Row)]
    return rows


def written(folder: Path, **files: str | bytes) -> list[Job]:
    jobs = []
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        jobs.append(Job(str(path), path=path))
    return jobs


def test_the_same_bytes_again_are_unchanged_and_not_read_again(
    library: Library, tmp_path: Path
) -> None:
    jobs = written(tmp_path, a__html=page("No ferry", BODY))
    (first,) = take(library, *jobs)
    intake = Intake(library, Context())
    ((_, result),) = intake.read(jobs)
    assert not isinstance(result, Failed)
    assert [type(reading) for reading in result] == [Same]
    (again,) = take(library, *jobs)
    assert (first.status, again.status, again.id) == ("added", "unchanged", first.id)
    (_, renamed) = take(library, *jobs, *written(tmp_path, b__html=page("No ferry", BODY)))
    assert renamed.status == "unchanged"


def test_what_is_much_alike_is_added_and_names_its_likes(library: Library, tmp_path: Path) -> None:
    jobs = written(tmp_path, a__html=page("No ferry", BODY), b__txt=f"Another title\n\n{BODY}\n")
    first, second = take(library, *jobs)
    assert (second.status, second.similar_to) == ("similar", (first.id,))
    assert library.articles.get(second.id or "").similar_to == (first.id,)
    assert take(library, jobs[1])[0].similar_to == (first.id,)


def test_a_part_is_named_after_its_source_and_fails_alone(library: Library, tmp_path: Path) -> None:
    raw = zipped({"a.txt": BODY, "b.pdf": b"%PDF-broken"})
    (job,) = written(tmp_path, z__zip=raw)
    first, second = take(library, job)
    assert [first.source, second.source] == [f"{job.source}#a.txt", f"{job.source}#b.pdf"]
    assert [first.status, second.status] == ["added", "failed"]
    warc = record("https://one.example/a", page("T", "Other words here."))
    (job,) = written(tmp_path, c__warc=warc)
    assert take(library, job)[0].source == f"{job.source}#https://one.example/a"


def test_a_bomb_stores_nothing_of_what_stands_before_it(library: Library, tmp_path: Path) -> None:
    inner = zipped({"x.txt": b"0" * (20 * 2**20)})
    (row,) = take(library, *written(tmp_path, z__zip=zipped({"a.txt": BODY, "i.zip": inner})))
    assert row.status == "failed"
    assert len(library.articles) == 0


def test_a_preview_says_what_would_be_and_stores_nothing(library: Library, tmp_path: Path) -> None:
    jobs = written(tmp_path, a__txt=BODY)
    (before,) = take(library, *jobs, store=False)
    assert len(library.articles) == 0
    (after,) = take(library, *jobs)
    assert (before.status, before.id) == (after.status, after.id) == ("added", after.id)
    assert take(library, *jobs, store=False)[0].status == "unchanged"


def test_many_sources_are_read_by_other_processes_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_processors", lambda: 2)
    names = {f"n{n:02}__txt": f"Title {n}\n\n{BODY}" for n in range(12)}
    jobs = [*written(tmp_path, **names), Job("gone.txt", path=tmp_path / "gone.txt")]
    done = list(read_jobs(jobs, Context()))
    assert [job for job, _ in done] == jobs
    read = [reading for _, result in done[:-1] if isinstance(result, list) for reading in result]
    titles = [reading.title for reading in read if isinstance(reading, Imported)]
    assert titles == [f"Title {n}" for n in range(12)]
    assert isinstance(done[-1][1], Failed)


def test_an_interrupt_while_processes_start_is_held_and_not_lost() -> None:
    with pytest.raises(KeyboardInterrupt), pool._holding_interrupts():
        signal.raise_signal(signal.SIGINT)  # this thread, whatever others run here
        held = True
    assert held


class Deadly(Origin):
    """An origin that kills the process it is sent to."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


def test_a_source_that_kills_its_process_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_processors", lambda: 2)
    jobs = written(tmp_path, **{f"n{n:02}__txt": f"Title {n}\n\n{BODY}" for n in range(10)})
    jobs.insert(4, Job("deadly.txt", raw=b"x", origin=Deadly("deadly.txt")))
    done = list(read_jobs(jobs, Context()))
    assert [job.source for job, _ in done] == [job.source for job in jobs]
    failed = [job.source for job, result in done if isinstance(result, Failed)]
    assert failed == ["deadly.txt"]


def test_where_no_process_starts_all_is_read_in_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_processors", lambda: 2)
    monkeypatch.setattr(multiprocessing.spawn, "_python_exe", os.fsencode(tmp_path / "none"))
    jobs = written(tmp_path, **{f"n{n:02}__txt": f"Title {n}\n\n{BODY}" for n in range(10)})
    done = list(read_jobs(jobs, Context()))
    assert [job for job, _ in done] == jobs
    assert not any(isinstance(result, Failed) for _, result in done)


def test_a_file_that_needs_more_memory_than_there_is_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def greedy(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(TextImporter, "read", greedy)
    (job,) = written(tmp_path, a__txt=BODY)
    result = pool.read_job(job, Context())
    assert isinstance(result, Failed)
    assert "more memory than there is" in result.message
