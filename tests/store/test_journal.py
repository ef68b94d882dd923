from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.disk import write_durably
from store.entries import (
    NO_HEAD,
    NOTHING,
    PART_BYTES,
    Base,
    Document,
    Kept,
    Line,
    Operation,
    encode_step,
)
from store.journal import Journal, parse, read_journal
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


def stored(document: Document | None) -> Operation:
    after = NOTHING if document is None else msgspec.Raw(msgspec.json.encode(document))
    return Operation("annotations", "1", NOTHING, after)


def encoded(*operations: Document | None, seq: int = 1, prev: str = NO_HEAD) -> tuple[bytes, str]:
    step = Step("tag quote", "do", "some-id")
    step.operations += map(stored, operations)
    return encode_step(*step.recorded(seq=seq, prev=prev, who="ann", session="s"))


def bytes_of(document: Document | None, *, seq: int = 1) -> bytes:
    return encoded(document, seq=seq)[0]


def line_of(document: Document | None) -> Line:
    return parse(bytes_of(document)).lines[0]


@given(documents)
def test_any_document_survives_its_line(document: dict[str, Any]) -> None:
    raw = bytes_of(document)
    assert raw.count(b"\n") == 2
    (line,) = parse(raw).lines
    assert line.genuine()
    assert [operation.new for operation in line.operations()] == [document]
    assert raw[line.start : line.end] == raw[1:]


def test_every_flipped_bit_is_noticed() -> None:
    raw = bytes_of({"note": "x"})
    for at in range(1, len(raw) - 1):
        for bit in range(8):
            flipped = bytearray(raw)
            flipped[at] ^= 1 << bit
            # A letter of the checksum in the other case is the same checksum.
            if bytes(flipped).lower() != raw.lower():
                assert parse(bytes(flipped)).lines == ()


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    reading = parse(raw)
    assert reading.end == 0
    assert reading.lines == ()


def test_a_line_torn_anywhere_is_left_unread_and_the_ones_before_it_stand() -> None:
    first, second = bytes_of({"a": 1}), bytes_of({"b": 2}, seq=2)
    for cut in range(len(second) - 1):
        reading = parse(first + second[:cut])
        assert [line.header.seq for line in reading.lines] == [1]
        assert reading.damaged == ()
        assert reading.end == len(first)


def test_a_line_after_a_torn_one_is_readable() -> None:
    torn = bytes_of({"a": 1})[:-20]
    reading = parse(torn + bytes_of({"b": 2}, seq=2))
    assert [line.header.seq for line in reading.lines] == [2]
    assert reading.damaged == ((1, len(torn) + 1),)


def test_headers_are_chained_by_their_seals() -> None:
    first, seal = encoded({"a": 1})
    second, other = encoded({"b": 2}, seq=2, prev=seal)
    lines = parse(first + second).lines
    assert [line.seal for line in lines] == [seal, other]
    assert lines[1].header.prev == lines[0].seal != lines[1].seal


def test_the_digest_names_salt_and_content_and_outlives_a_purge() -> None:
    line = line_of({"a": 1})
    (kept,) = line.kept
    forged = Kept(kept.salt, msgspec.Raw(bytes(kept.content).replace(b"1", b"2")))
    assert not msgspec.structs.replace(line, kept=(forged,)).genuine()
    purged = msgspec.structs.replace(line, kept=(kept.purged(),))
    assert purged.genuine()
    assert purged.operations() == []
    assert b'"a"' not in msgspec.json.encode(purged)


def test_the_same_content_has_another_digest_each_time() -> None:
    assert line_of({"a": 1}).header.digest != line_of({"a": 1}).header.digest


def big(count: int) -> list[Document | None]:
    return [{"number": number, "x": "x" * (PART_BYTES // 2)} for number in range(count)]


def test_a_step_over_a_megabyte_is_several_lines_and_one_step() -> None:
    raw, seal = encoded(*big(7))
    assert raw.count(b"\n\n") == 4
    (line,) = parse(raw).lines
    assert line.seal == seal
    assert line.genuine()
    assert [(o.new or {})["number"] for o in line.operations()] == list(range(7))


def test_a_big_step_cut_off_anywhere_is_no_step() -> None:
    first, (second, _) = bytes_of({"a": 1}), encoded(*big(5), seq=2)
    ends = [at for at in range(len(second)) if second.startswith(b"\n\n", at)]
    for cut in [1, 500, *ends, *(end + 1 for end in ends), len(second) - 1]:
        reading = parse(first + second[:cut])
        assert [line.header.seq for line in reading.lines] == [1]
        assert reading.end == len(first)


def test_a_big_step_with_a_torn_piece_is_no_step_unless_more_was_written_after_it() -> None:
    first, (second, _), third = bytes_of({"a": 1}), encoded(*big(5), seq=2), bytes_of({}, seq=3)
    torn = second[:5000] + b"?" + second[5001:]
    reading = parse(first + torn)
    assert [line.header.seq for line in reading.lines] == [1]
    assert reading.end == len(first)
    # What was followed by another step had been on disk whole: the rest of it still counts.
    later = parse(first + torn + third)
    assert [(line.header.seq, line.missing) for line in later.lines] == [(1, 0), (2, 1), (3, 0)]
    assert [(o.new or {})["number"] for o in later.lines[1].operations()] == [2, 3, 4]
    assert not later.lines[1].genuine()
    assert later.damaged


def test_pieces_of_a_killed_writer_do_not_join_the_next_step() -> None:
    (torn, _), (whole, _) = encoded(*big(5)), encoded(*big(3))
    reading = parse(torn[: torn.rindex(b"\n\n") + 1] + whole)
    (line,) = reading.lines
    assert len(line.operations()) == 3
    assert line.genuine()


def test_a_torn_end_can_be_looked_at_and_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal = Journal(path, base=Base(generation=3, schema=1))
    journal.append(bytes_of({"a": 1}))
    whole = path.read_bytes()
    path.write_bytes(whole[: journal.end] + b"\n0123" + whole[journal.end + 5 :])
    assert not journal.unchanged()
    assert journal.unread().torn
    assert journal.torn_end().rstrip(b"\0") == b"\n0123"
    journal.cut()
    assert journal.torn_end() == b""
    journal.close()
    reading = read_journal(path)
    assert reading.base == Base(generation=3, schema=1)
    assert len(reading.lines) == 1
    assert not reading.torn


def test_room_for_the_next_lines_is_no_torn_line_and_another_writer_fills_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "journal"
    journal = Journal(path, base=Base(generation=3, schema=1))
    assert path.stat().st_size == journal.end
    first, head = encoded({"a": 1})
    journal.append(first)
    size = path.stat().st_size
    assert size > journal.end
    assert path.read_bytes()[journal.end :].strip(b"\0") == b""
    assert journal.unchanged()
    assert journal.torn_end() == b""
    other = Journal(path)
    assert [line.header.seq for line in other.unread().lines] == [1]
    other.append(encoded({"a": 2}, seq=2, prev=head)[0])
    assert path.stat().st_size == size
    assert not journal.unchanged()
    assert [line.header.seq for line in journal.unread().lines] == [2]
    assert journal.unchanged()
    reading = read_journal(path)
    assert (len(reading.lines), reading.torn, reading.damaged) == (2, False, ())
    journal.cut()
    assert path.stat().st_size == journal.end == reading.end
    assert not other.unread().torn
    other.close()
    journal.close()


def test_a_disk_too_full_for_room_still_takes_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal"
    journal = Journal(path, base=Base(generation=3, schema=1))
    write = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda fd, raw, at: write(fd, bytes(raw)[:5000], at))
    journal.append(bytes_of({"a": 1}))
    assert path.stat().st_size == journal.end
    assert not journal.broken
    journal.close()
    assert len(read_journal(path).lines) == 1


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
    write_durably(tmp_path / "file", b"new")
    assert precious.read_bytes() == b"precious"
    assert (tmp_path / "file").read_bytes() == b"new"
    assert not (tmp_path / "file").is_symlink()


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
