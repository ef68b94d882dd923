"""Purging: a sensitive record leaves the library, its journal, history and backups for good.

The chain of headers stays as it was and stays verifiable: an operation on a purged record keeps
its digest and loses its content and salt.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from store.archive import read_archive, rewrite_archive
from store.disk import in_words, read_file, sync_folder, write_durably
from store.entries import Kept, Line, Operation, Tables, encode_base, encode_step
from store.errors import NotFoundError, NotSavedError
from store.journal import parse
from store.journals import journals
from store.learning import traces
from store.model import Record, is_article_id
from store.places import article_folder, backups_folder, sketches_path
from store.snapshot import encode_snapshot, parse_snapshot
from store.storage import JournalStorage
from store.table_names import (
    ANNOTATIONS,
    ARTICLE_STATES,
    ARTICLES,
    CORRECTIONS,
    FORGOTTEN,
    ORPHANS,
    POSITIONS,
    PSEUDONYMS,
    REJECTIONS,
)

_OWN = {ARTICLES: "id", ANNOTATIONS: "id", ORPHANS: "id"}
_OF_ARTICLE = {
    ANNOTATIONS: "article",
    ARTICLE_STATES: "article",
    POSITIONS: "article",
    CORRECTIONS: "article",
    REJECTIONS: "article",
    ORPHANS: "article",
    PSEUDONYMS: "id",
}
SEARCHED = frozenset({*_OWN, *_OF_ARTICLE, FORGOTTEN})
"""The tables that may hold something of a record; every other one must hold nothing of any."""


class PurgeReport(Record, frozen=True, kw_only=True):
    """What a purge removed: records of the library, recorded changes, files rewritten; in sentences
    what could not be searched; and the codes that only these records had, which stay.
    """

    records: int
    changes: int
    backups: int
    unsearched: tuple[str, ...]
    codes: tuple[str, ...] = ()


def purge(storage: JournalStorage, ids: tuple[str, ...]) -> PurgeReport:
    """Purge the annotations and articles of these ids, also ones that were removed before.

    Raises NotFoundError where one was never there, NotSavedError where a file can't be rewritten:
    then purging again goes on where it ended.
    """
    named = frozenset(ids)
    with storage.exclusive():
        _check_known(storage, named)
        wanted = named | _traces(storage, named)
        records = _remove_records(storage, named, wanted)
        storage.start_generation()  # the snapshot no longer has them, and the journal is history
        try:
            # The records in the journals tell what else is wanted gone: should this be cut off,
            # they must be the last to go.
            backups, unsearched = _purge_backups(storage.folder, wanted)
            unsearched += _purge_set_aside(storage.folder, wanted)
            unsearched += _remove_files(storage.folder, wanted)
            changes = _purge_journals(storage.folder, wanted - named)
            changes += _purge_journals(storage.folder, wanted)
        except OSError as error:
            raise NotSavedError(
                f"The purge is not finished: {error.filename or storage.folder}: "
                f"{in_words(error)}. Mend that and purge again."
            ) from error
    return PurgeReport(
        records=records, changes=changes, backups=backups, unsearched=tuple(unsearched)
    )


def concerns(operation: Operation, wanted: frozenset[str]) -> bool:
    """Whether an operation's content is a record to be purged."""
    return any(_concerns(operation.table, d, wanted) for d in (operation.old, operation.new) if d)


def _concerns(table: str, document: dict[str, object], wanted: frozenset[str]) -> bool:
    if table == FORGOTTEN:
        return not wanted.isdisjoint(document.get("strings", ()))  # type: ignore[arg-type]
    return any(
        table in fields and document.get(fields[table]) in wanted for fields in (_OWN, _OF_ARTICLE)
    )


def _traces(storage: JournalStorage, wanted: frozenset[str]) -> frozenset[str]:
    """The digests under which the words of these records may have been forgotten: whoever guesses
    a name could tell by them that it was here.
    """
    found: set[str] = set()
    for table in (ANNOTATIONS, REJECTIONS):
        for row in storage.rows(table).values():
            if _concerns(table, row, wanted):
                found.update(traces(table, row))
    for _, path in journals(storage.folder):
        for line in parse(read_file(path)).lines:
            for operation in line.operations():
                for document in filter(None, (operation.old, operation.new)):
                    if _concerns(operation.table, document, wanted):
                        found.update(traces(operation.table, document))
    return frozenset(found)


def _check_known(storage: JournalStorage, wanted: frozenset[str]) -> None:
    missing = set(wanted)
    for table in _OWN:
        missing -= {row["id"] for row in storage.rows(table).values()}
    for _, path in journals(storage.folder) if missing else ():
        for line in parse(read_file(path)).lines:
            missing.discard(str(line.header.id))  # a purge that was cut off left this
            for operation in line.operations():
                for document in (operation.old, operation.new):
                    if operation.table in _OWN and document is not None:
                        missing.discard(document["id"])
    if missing:
        raise NotFoundError(f"There is no record '{min(missing)}', and there never was one.")


def _remove_records(storage: JournalStorage, named: frozenset[str], wanted: frozenset[str]) -> int:
    """Take the *named* records out, the links to them, and all else that is *wanted* gone; a step
    that undo passes over.
    """
    subject = next(iter(named)) if len(named) == 1 else None
    removed = 0
    gone = set(named)
    with storage.step("purge", kind="quiet", subject=subject):
        for table in (ARTICLES, *_OF_ARTICLE):
            for key, row in list(storage.rows(table).items()):
                if _concerns(table, row, wanted):
                    storage.change(table, key, None)
                    gone.add(str(row.get("id")))
                    removed += table in _OWN
        for key, row in list(storage.rows(FORGOTTEN).items()):
            if _concerns(FORGOTTEN, row, wanted):
                strings = {name: at for name, at in row["strings"].items() if name not in wanted}
                # Two changes of one step: the first is purged, with what it tells of before.
                storage.change(FORGOTTEN, key, None)
                storage.change(FORGOTTEN, key, row | {"strings": strings})
        for key, row in list(storage.rows(ANNOTATIONS).items()):
            links = [link for link in row["links"] if link["to"] not in gone]
            if len(links) != len(row["links"]):
                row |= {"links": links, "revision": row["revision"] + 1}
                storage.change(ANNOTATIONS, key, row)
    return removed


def _purge_journals(folder: Path, wanted: frozenset[str]) -> int:
    changes = 0
    for _, path in journals(folder) if wanted else ():
        raw, count = purged_journal(read_file(path), wanted)
        if count:
            write_durably(path, raw)
            changes += count
    return changes


def purged_journal(raw: bytes, wanted: frozenset[str]) -> tuple[bytes, int]:
    """A journal's bytes without the content of purged records, and how many operations had it.

    Damaged bytes stay as they are, unless they hold one of the ids.
    """
    reading = parse(raw)
    pieces: list[tuple[int, bytes]] = []
    count = 0
    if reading.base is not None:
        pieces.append((0, encode_base(reading.base)))
    for line in reading.lines:
        kept = tuple(_purged(one, wanted) for one in line.kept)
        changed = sum(new is not old for new, old in zip(kept, line.kept, strict=True))
        count += changed
        whole = raw[max(0, line.start - 1) : line.end]
        pieces.append((line.start, _encoded(line, kept) if changed else whole))
    rest = ((reading.end, len(raw)),) if reading.torn else ()
    for start, end in (*reading.damaged, *rest):
        damaged = raw[start:end]
        if any(identity.encode() in damaged for identity in wanted):
            count += 1
        elif damaged:
            pieces.append((start, b"\n" + damaged))
    return b"".join(piece for _, piece in sorted(pieces, key=lambda p: p[0])), count


def _purged(kept: Kept, wanted: frozenset[str]) -> Kept:
    operation = kept.operation
    return kept.purged() if operation is not None and concerns(operation, wanted) else kept


def _encoded(line: Line, kept: tuple[Kept, ...]) -> bytes:
    return encode_step(line.sealed, kept)[0]


def _purge_backups(folder: Path, wanted: frozenset[str]) -> tuple[int, list[str]]:
    changed, unsearched = 0, []
    for path in sorted(backups_folder(folder).glob("*.zip")):
        archive = read_archive(path)
        if archive is None:
            unsearched.append(f"{path} is damaged and could not be searched. Delete it.")
            continue
        members = [("library.json", archive.snapshot), *archive.members()]
        change = _member_without(wanted)
        if any(change(name, content) != content for name, content in members):
            rewrite_archive(archive, change)
            changed += 1
    return changed, unsearched


def _member_without(wanted: frozenset[str]) -> Callable[[str, bytes], bytes | None]:
    def change(name: str, content: bytes) -> bytes | None:
        if name == "library.json":
            return _snapshot_without(content, wanted)
        if name.startswith("history/"):
            return purged_journal(content, wanted)[0]
        return None if name.split("/")[1] in wanted else content

    return change


def _snapshot_without(raw: bytes, wanted: frozenset[str]) -> bytes:
    snapshot = parse_snapshot(raw)
    if snapshot is None or not any(identity.encode() in raw for identity in wanted):
        return raw
    tables: Tables = {
        table: {
            key: row
            for key, row in rows.items()
            if not _concerns(table, msgspec.json.decode(row), wanted)
        }
        for table, rows in snapshot.tables.items()
    }
    return b"".join(encode_snapshot(tables, snapshot.meta))


def _purge_set_aside(folder: Path, wanted: frozenset[str]) -> list[str]:
    """Take the lines that name a purged record out of bytes that were once set aside, and the
    files of purged articles; says which can't be searched.
    """
    unsearched = []
    marks = [identity.encode() for identity in wanted]
    for path in folder.glob("recovered-*/*"):
        if not path.is_file():
            continue
        if ".zip" in path.suffixes:
            unsearched.append(f"{path} is a damaged backup and could not be searched. Delete it.")
            continue
        if path.name.split(".")[0] in wanted:
            path.unlink()
            sync_folder(path.parent)
            continue
        raw = read_file(path)
        lines = [line for line in raw.split(b"\n") if not any(mark in line for mark in marks)]
        if len(lines) != raw.count(b"\n") + 1:
            write_durably(path, b"\n".join(lines))
    return unsearched


def _remove_files(folder: Path, wanted: frozenset[str]) -> list[str]:
    """Delete the files of purged articles; says which lie elsewhere, where nothing is deleted."""
    elsewhere = []
    sketches_path(folder).unlink(missing_ok=True)
    for identity in filter(is_article_id, wanted):
        path = article_folder(folder, identity)
        if path.is_symlink():
            elsewhere.append(f"{path} was a link to {path.readlink()}. Delete what lies there.")
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            continue
        sync_folder(path.parent)
    for leftover in folder.rglob(".*.tmp"):
        leftover.unlink(missing_ok=True)
    return elsewhere
