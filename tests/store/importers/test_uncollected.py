"""No garbage is looked for while a source is read, whatever way it came, and after it again."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from store.errors import InputError
from store.importers.registry import import_bytes

MANY = "".join(f"Barge number {number} came in.\n\n" for number in range(5_000)).encode()


@pytest.fixture
def collections() -> Iterator[list[str]]:
    """What the collector does, noted while the test runs."""
    noted: list[str] = []

    def note(phase: str, _info: dict[str, int]) -> None:
        noted.append(phase)

    assert gc.isenabled()
    gc.callbacks.append(note)
    yield noted
    gc.callbacks.remove(note)
    gc.enable()


def test_no_garbage_is_looked_for_while_a_source_is_read(collections: list[str]) -> None:
    gc.collect()
    collections.clear()
    import_bytes(MANY, name="barges.txt")
    assert collections.count("start") <= 1  # what was put off comes when it has been read
    assert gc.isenabled()


def test_it_is_looked_for_again_after_a_source_that_is_refused(collections: list[str]) -> None:
    with pytest.raises(InputError):
        import_bytes(b"  \n ", name="blank.txt")
    assert gc.isenabled()


def test_whoever_does_without_goes_on_without(collections: list[str]) -> None:
    gc.disable()
    import_bytes(MANY, name="barges.txt")
    assert not gc.isenabled()
