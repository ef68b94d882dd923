"""What every lossless format promises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from store.exporters.base import Bundle
from store.exporters.registry import format_named
from tests.store.exchange.samples import bundles, small, taken_in, written

LOSSLESS = ("qdpx", "brat", "labelstudio")


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
    from tests.store.exchange.samples import bundle as bundle_of

    known = format_named(name)
    assert known.read is not None
    empty = bundle_of((), ())
    loaded = known.read(written(known, empty), "file")
    assert taken_in(loaded, tmp_path_factory.mktemp("two")) == direct(empty, tmp_path_factory)
