"""The sample articles import, and each shows its case."""

from __future__ import annotations

from pathlib import Path

import pytest

from sample_articles import paths
from store.importers.registry import read_file
from store.model import BlockKind, Imported


def named(start: str) -> Imported:
    (path,) = [path for path in paths() if path.name.startswith(start)]
    (article,) = read_file(path)
    return article


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.name)
def test_a_sample_imports_and_its_blocks_hold_every_word_once(path: Path) -> None:
    (article,) = read_file(path)
    covered = "".join(article.text[b.start : b.end] for b in article.blocks)
    assert "".join(covered.split()) == "".join(article.text.split())
    assert article.title
    assert article.source.name == path.name
    visible = [b for b in article.blocks if b.kind is not BlockKind.BOILERPLATE]
    assert visible


def test_the_readme_names_every_sample() -> None:
    readme = (paths()[0].parent / "README.md").read_text(encoding="utf-8")
    assert len(paths()) >= 13
    assert all(path.name in readme for path in paths())


def test_the_dump_has_title_site_caption_quotes_and_comments() -> None:
    article = named("01")
    kinds = [b.kind for b in article.blocks]
    assert (article.site, article.date and article.date.iso) == (
        "River Rights Monitor",
        "2023-03-14",
    )
    assert kinds.count(BlockKind.QUOTE) == 4
    assert kinds.count(BlockKind.CAPTION) == 1
    assert [b.number for b in article.blocks if b.kind is BlockKind.COMMENT] == [1, 2]


def test_the_files_keep_their_hard_bytes() -> None:
    assert b"\r\n" in named("10").raw
    assert "\r" not in named("10").text
    assert {"\x1b", "\x07", "\u202e"} <= set(named("07").text)
    assert len(named("08").text) >= 20_000
    assert len(named("09").text) == 1
    assert len(named("14").text.split()) >= 8_000


def test_two_hundred_comments_are_found_and_nested() -> None:
    comments = [b for b in named("11").blocks if b.kind is BlockKind.COMMENT]
    assert len(comments) == 200
    assert all(b.author and b.date for b in comments)
    assert any(b.parent for b in comments)
