"""What every lossless format promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from store.corrections import Decision
from store.exporters.base import Bundle
from store.exporters.registry import format_named
from store.library import Library
from store.model import BlockKind
from tests.conftest import imported
from tests.store.exchange.samples import bundle as of
from tests.store.exchange.samples import bundles, small, taken_in, written

LOSSLESS = ("json", "webannotation", "qdpx", "brat", "labelstudio", "cas-xmi", "cas-json")


def direct(bundle: Bundle, folder: pytest.TempPathFactory) -> bytes:
    """What importing the canonical export itself gives."""
    json = format_named("json")
    assert json.read is not None
    return taken_in(json.read(written(json, bundle), "file"), folder.mktemp("one"))


@pytest.mark.parametrize("name", LOSSLESS)
@settings(max_examples=40)
@given(bundle=bundles())
def test_a_library_comes_back_whole(
    name: str, bundle: Bundle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    known = format_named(name)
    assert known.read is not None and known.lossless
    raw = written(known, bundle)
    loaded = known.read(raw, f"file{known.suffix}")
    assert not loaded.remarks
    back = taken_in(loaded, tmp_path_factory.mktemp("two"))
    assert back == direct(bundle, tmp_path_factory)


@pytest.mark.parametrize("name", LOSSLESS)
def test_the_same_library_gives_the_same_bytes(name: str) -> None:
    known = format_named(name)
    assert written(known, small()) == written(known, small())


@pytest.mark.parametrize("name", LOSSLESS)
def test_an_empty_library_comes_back(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    known = format_named(name)
    assert known.read is not None
    empty = of((), ())
    loaded = known.read(written(known, empty), "file")
    assert taken_in(loaded, tmp_path_factory.mktemp("two")) == direct(empty, tmp_path_factory)


@pytest.mark.parametrize("name", LOSSLESS)
def test_what_a_reader_put_right_in_the_blocks_comes_back(name: str, tmp_path: Path) -> None:
    known = format_named(name)
    assert known.read is not None
    with Library(tmp_path / "one") as library:
        article = library.add(
            imported("One paragraph.\n\nAnother one.", title="An article")
        ).article
        library.correct(article.id, Decision(do="relabel", at=0, kind=BlockKind.HEADING))
        decisions, blocks = (
            library.articles.decisions(article.id),
            library.articles.blocks(article.id),
        )
        raw = written(known, library.bundle())
    with Library(tmp_path / "two") as library:
        library.take_in_loaded(known.read(raw, "file"), "file")
        assert library.articles.decisions(article.id) == decisions
        assert library.articles.blocks(article.id) == blocks
