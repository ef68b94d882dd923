"""Lines written past the page cache: the same bytes, whoever writes and reads them in between."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.direct import BLOCK, DirectWriter
from store.entries import Base
from store.journal import ROOM_BYTES, Journal

ROOM = 40 * BLOCK


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """A file of room, where the file system can be written to past the cache; else a skip."""
    path = tmp_path_factory.mktemp("direct") / "file"
    path.write_bytes(bytes(ROOM))
    descriptor = os.open(path, os.O_RDWR)
    try:
        DirectWriter(path, descriptor).close()
    except OSError as error:
        pytest.skip(f"this file system takes no bytes past its cache: {error}")
    yield path, descriptor
    os.close(descriptor)


@given(
    st.lists(
        st.tuples(st.integers(1, 9000), st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_lines_of_any_length_stand_one_after_another_whoever_wrote_the_last(
    file: tuple[Path, int], lines: list[tuple[int, bool]]
) -> None:
    path, descriptor = file
    os.pwrite(descriptor, bytes(ROOM), 0)
    os.fsync(descriptor)
    writer = DirectWriter(path, descriptor)
    whole, at = b"", 0
    for number, (length, by_another) in enumerate(lines):
        raw = bytes([number + 1]) * length
        if by_another:
            assert os.pwrite(descriptor, raw, at) == length
        else:
            assert writer.takes(length, at, ROOM)
            assert writer.write(raw, at)
        whole, at = whole + raw, at + length
        assert path.read_bytes() == whole.ljust(ROOM, b"\0")
    writer.close()


def test_no_block_reaches_past_the_room_or_the_memory(file: tuple[Path, int]) -> None:
    path, descriptor = file
    writer = DirectWriter(path, descriptor)
    assert writer.takes(BLOCK, ROOM - BLOCK, ROOM)
    assert not writer.takes(BLOCK, ROOM - BLOCK + 1, ROOM)
    assert not writer.takes(10, ROOM - 20, ROOM - 1)
    assert not writer.takes(ROOM - 1, 0, ROOM)
    writer.close()


def test_a_file_put_in_the_others_place_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(BLOCK))
    descriptor = os.open(path, os.O_RDWR)
    path.rename(tmp_path / "moved")
    path.write_bytes(bytes(BLOCK))
    with pytest.raises(OSError, match=r".+"):
        DirectWriter(path, descriptor)
    os.close(descriptor)


@pytest.mark.usefixtures("file")
def test_a_line_within_room_is_written_in_whole_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[int, int]] = []
    write = os.pwrite

    def seen(descriptor: int, raw: bytes | memoryview, at: int) -> int:
        written.append((len(bytes(raw)), at))
        return write(descriptor, raw, at)

    journal = Journal(tmp_path / "journal", base=Base(generation=1, schema=1))
    journal.append(b"\nfirst\n")
    monkeypatch.setattr(os, "pwrite", seen)
    journal.append(b"\nsecond\n")
    assert written == [(BLOCK, 0)]
    assert (tmp_path / "journal").read_bytes()[: journal.end].endswith(b"\nfirst\n\nsecond\n")
    journal.close()


@pytest.mark.parametrize("reason", [errno.EINVAL, errno.EOPNOTSUPP])
def test_where_blocks_are_refused_only_when_written_the_line_goes_the_ordinary_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    write = os.pwrite

    def refusing(descriptor: int, raw: bytes | memoryview, at: int) -> int:
        if len(bytes(raw)) % BLOCK == 0:
            raise OSError(reason, os.strerror(reason))
        return write(descriptor, raw, at)

    journal = Journal(tmp_path / "journal", base=Base(generation=1, schema=1))
    journal.append(b"\nfirst\n")
    monkeypatch.setattr(os, "pwrite", refusing)
    journal.append(b"\nsecond\n")
    journal.append(b"\nthird\n")
    assert not journal.broken
    journal.close()
    raw = (tmp_path / "journal").read_bytes()
    assert raw.rstrip(b"\0").endswith(b"\nfirst\n\nsecond\n\nthird\n")


@pytest.mark.usefixtures("file")
def test_after_a_block_was_refused_the_next_line_goes_the_ordinary_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.pwrite

    def refusing(descriptor: int, raw: bytes | memoryview, at: int) -> int:
        if len(bytes(raw)) % BLOCK == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return write(descriptor, raw, at)

    journal = Journal(tmp_path / "journal", base=Base(generation=1, schema=1))
    journal.append(b"\nfirst\n")
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", refusing)
        with pytest.raises(OSError, match="Input/output"):
            journal.append(b"\nsecond\n")
        for line in (b"\nthird\n", b"\nfourth\n"):
            journal.append(line)
    journal.close()
    raw = (tmp_path / "journal").read_bytes()
    assert raw.rstrip(b"\0").endswith(b"\nfirst\n\nthird\n\nfourth\n")


def test_a_block_that_is_written_in_part_takes_nothing_of_the_lines_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path / "journal", base=Base(generation=1, schema=1))
    journal.append(b"\nfirst\n")
    end = journal.end
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", lambda *_: 512)
        with pytest.raises(OSError, match=r".+"):
            journal.append(b"\nsecond\n")
    assert (journal.end, journal.size(), journal.broken) == (end, end, False)
    journal.append(b"\nthird\n")
    assert journal.size() == end + len(b"\nthird\n") + ROOM_BYTES
    journal.close()
    raw = (tmp_path / "journal").read_bytes()
    assert raw.rstrip(b"\0").endswith(b"\nfirst\n\nthird\n")
