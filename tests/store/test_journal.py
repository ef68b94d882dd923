from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.journal import (
    NO_HEAD,
    Document,
    Journal,
    Line,
    Operation,
    decode_line,
    digest,
    encode_line,
    parse_lines,
    read_lines,
    write_durably,
)
from store.steps import Step

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
documents = st.dictionaries(st.text(max_size=8), values, max_size=4)


def line_of(document: Document | None, *, seq: int = 1, prev: str = NO_HEAD) -> Line:
    step = Step("tag quote", "do", "some-id")
    step.operations.append(Operation("annotations", "1", None, document))
    return step.line(seq=seq, prev=prev, who="ann", session="s")


@given(documents)
def test_any_document_survives_its_line(document: dict[str, Any]) -> None:
    line = line_of(document)
    raw = encode_line(line)
    assert raw.count(b"\n") == 2
    read = decode_line(raw.strip(b"\n"))
    assert read is not None
    assert read.header == line.header
    assert read.genuine()
    assert read.operations() == (Operation("annotations", "1", None, document),)


def test_every_flipped_bit_is_noticed() -> None:
    raw = encode_line(line_of({"note": "x"})).strip(b"\n")
    for at in range(len(raw)):
        for bit in range(8):
            flipped = bytearray(raw)
            flipped[at] ^= 1 << bit
            # A letter of the checksum in the other case is the same checksum.
            if bytes(flipped).lower() != raw.lower():
                assert decode_line(bytes(flipped)) is None


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    reading = parse_lines(raw)
    assert 0 <= reading.end <= len(raw)
    assert reading.lines == ()


def test_a_line_torn_anywhere_is_left_unread_and_the_ones_before_it_stand() -> None:
    first = encode_line(line_of({"a": 1}))
    second = encode_line(line_of({"b": 2}, seq=2))
    for cut in range(len(second) - 1):
        reading = parse_lines(first + second[:cut])
        assert [line.header.seq for _, line in reading.lines] == [1]
        assert reading.damaged == 0
        assert len(first) <= reading.end <= len(first) + 1


def test_a_line_after_a_torn_one_is_readable() -> None:
    torn = encode_line(line_of({"a": 1}))[:-20]
    reading = parse_lines(torn + encode_line(line_of({"b": 2}, seq=2)))
    assert [line.header.seq for _, line in reading.lines] == [2]
    assert reading.damaged == 1


def test_headers_are_chained_by_their_seals() -> None:
    first = line_of({"a": 1})
    second = line_of({"b": 2}, seq=2, prev=first.header.sealed())
    assert second.header.prev == first.header.sealed() != second.header.sealed()
    altered = msgspec.structs.replace(first.header, who="eve")
    assert altered.sealed() != second.header.prev


def test_the_digest_names_salt_and_content_and_outlives_a_purge() -> None:
    line = line_of({"a": 1})
    assert line.salt is not None
    assert line.header.digest == digest(line.salt, bytes(line.content))
    assert not msgspec.structs.replace(line, content=msgspec.Raw(b"[]")).genuine()
    purged = msgspec.structs.replace(line, salt=None, content=msgspec.Raw(b"null"))
    assert purged.genuine()
    assert purged.operations() == ()
    assert purged.header.sealed() == line.header.sealed()


def test_the_same_content_has_another_digest_each_time() -> None:
    assert line_of({"a": 1}).header.digest != line_of({"a": 1}).header.digest


def test_a_torn_end_is_cut_off_and_handed_back(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal = Journal(path)
    journal.append(encode_line(line_of({"a": 1})))
    path.write_bytes(path.read_bytes() + b"\n0123")
    journal.unread()
    assert journal.drop_torn_end() == b"0123"
    assert journal.drop_torn_end() == b""
    journal.close()
    assert len(read_lines(path).lines) == 1


def test_a_file_is_replaced_never_written_in_place(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_durably(path, b"old")
    with path.open("rb") as held:
        write_durably(path, b"new")
        assert held.read() == b"old"
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_leftover_link_in_the_temporary_files_place_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getpid", lambda: 7)
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    (tmp_path / ".file.7.tmp").symlink_to(precious)
    with pytest.raises(OSError, match="symbolic links"):
        write_durably(tmp_path / "file", b"new")
    assert precious.read_bytes() == b"precious"


def test_an_interrupted_write_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    write_durably(tmp_path / "file", b"old")
    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_durably(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
