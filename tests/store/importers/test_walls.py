"""Pages that hold a check for robots in the place of the article are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.importers.pool import Job
from store.importers.readings import Context
from store.importers.registry import import_bytes
from store.importers.walls import may_be_wall
from store.intake import Intake, Row
from store.library import Library
from tests.store.importers.builders import page

LONG = " ".join(f"Word{n} of the ferry report stands here." for n in range(40))


def is_wall(title: str, words: str, name: str = "a.html") -> bool:
    (article,) = import_bytes(page(title, words), name=name)
    return may_be_wall(article)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Making sure you're not a bot!", "Loading the page."),
        ("Making sure you’re not a bot!", "Loading the page."),
        ("Checking your browser", "This takes five seconds."),
        ("Just a moment...", "Enable JavaScript and cookies to continue"),
        ("quay.example", "Verify you are human by completing the action below."),
        ("Before you continue", "We use cookies and data."),
        ("Sind Sie sicher?", "Bestätigen Sie, dass Sie kein Roboter sind."),
    ],
)
def test_a_short_page_that_asks_for_a_person_may_be_no_article(title: str, words: str) -> None:
    assert is_wall(title, words)


@pytest.mark.parametrize(
    ("title", "words", "name"),
    [
        ("Checking your browser", LONG, "a.html"),
        ("No ferry", "Sixty people waited on the quay for a moment.", "a.html"),
        ("The harbour robot", "It is not a bother, said the council.", "a.html"),
        ("No ferry", "“Just a moment,” she said. " + LONG[:500], "a.html"),
        ("Checking your browser", "A note.", "a.md"),
    ],
)
def test_an_article_and_what_is_no_web_page_is_left_alone(
    title: str, words: str, name: str
) -> None:
    assert not is_wall(title, words, name)


def test_a_wall_is_added_and_told_once(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(page("Checking your browser", "This takes five seconds."))
    with Library(tmp_path / "library") as library:
        for expected in (["added", "told"], ["unchanged"]):
            intake = Intake(library, Context())
            ((job, result),) = intake.read([Job(str(file), path=file)])
            rows = list(intake.rows(job, result))
            assert [row.status if isinstance(row, Row) else "told" for row in rows] == expected
            for row in rows:
                assert isinstance(row, Row) or "check for robots" in row.message
