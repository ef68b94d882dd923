"""The repairs: one for each check that names one. Records are mended in one step, undoable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from store.anchors.quotes import places
from store.archive import Counts, read_archive
from store.backups import back_up, backups
from store.disk import FILE_MODE, FOLDER_MODE, read_file, write_durably
from store.doctor.base import Finding
from store.doctor.chain import Recorded
from store.doctor.records import unfit
from store.entries import NOTHING, Document, is_nothing
from store.errors import InputError
from store.history import History
from store.importers.registry import import_bytes
from store.importers.repairing import repaired_version
from store.model import Span, new_id, sha256
from store.places import article_folder
from store.recovery import set_aside
from store.storage import JournalStorage
from store.table_names import ANNOTATIONS, ARTICLES

Repair = Callable[[JournalStorage, Finding], bool]
"""Mends what one finding tells; False where it can't."""


def repair(storage: JournalStorage, findings: Sequence[Finding]) -> list[Finding]:
    """Mend what can be mended, records in one step; returns the findings that could not be.

    Opening the library has mended snapshot and journals already. A backup is made first. Raises
    NotSavedError.
    """
    counts = Counts(
        articles=len(storage.raws(ARTICLES)), annotations=len(storage.raws(ANNOTATIONS))
    )
    left = [
        finding
        for finding in findings
        if finding.repair and finding.check in _FILES and not _done(storage, finding, _FILES)
    ]
    of_records = [finding for finding in findings if finding.repair and finding.check in _RECORDS]
    if of_records or any(f.check == "backup" and f.repair for f in findings):
        back_up(storage, "repair", counts)
    with storage.step("repair"):
        left += [finding for finding in of_records if not _done(storage, finding, _RECORDS)]
    return left


def _done(storage: JournalStorage, finding: Finding, repairs: dict[str, Repair]) -> bool:
    try:
        return repairs[finding.check](storage, finding)
    except OSError:
        return False


# -- files


def _set_mode(storage: JournalStorage, finding: Finding) -> bool:
    path = Path(finding.where)
    path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
    return True


def _delete(storage: JournalStorage, finding: Finding) -> bool:
    Path(finding.where).unlink(missing_ok=True)
    return True


def _set_backup_aside(storage: JournalStorage, finding: Finding) -> bool:
    path = Path(finding.where)
    if path.suffix == ".zip":
        set_aside(storage.folder, [(path.name, read_file(path))])
        path.unlink()
    return True  # the new backup is made afterwards, for all findings at once


def _mend_article(storage: JournalStorage, finding: Finding) -> bool:
    """Put back a file of an article: from a whole backup, or made again from the source."""
    identity, _, name = finding.where.removeprefix("articles/").rpartition("/")
    document = next((d for d in storage.rows(ARTICLES).values() if d["id"] == identity), None)
    if document is None:
        return False
    folder = article_folder(storage.folder, identity)
    content = _from_source(folder, name, document) or _from_backup(storage, finding.where)
    if content is None:
        return False
    path = folder / name
    if path.is_file() and not path.is_symlink():
        set_aside(storage.folder, [(f"{identity}.{name}", read_file(path))])
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    write_durably(path, content)
    return True


def _from_source(folder: Path, name: str, document: Document) -> bytes | None:
    """The text or the blocks made again; None unless the text is the very one stored."""
    source = document["source"]
    try:
        raw = read_file(folder / "source")
        if name == "source" or sha256(raw) != source["sha256"]:
            return None
        given = source.get("name") or "unnamed"
        again = import_bytes(raw, name=given, importer=(source.get("importer") or "").split("/")[0])
    except (OSError, InputError):
        return None
    if source.get("charset_how") == "repaired":
        again = tuple(better for one in again if (better := repaired_version(one)) is not None)
    for imported in again:
        if sha256(imported.text) == document["text_sha256"]:
            if name == "text":
                return imported.text.encode("utf-8", "surrogatepass")
            return msgspec.json.encode(imported.blocks)
    return None


def _from_backup(storage: JournalStorage, where: str) -> bytes | None:
    for _, path in reversed(backups(storage.folder)):
        archive = read_archive(path)
        if archive is not None and where in archive.manifest.files:
            return next(content for name, content in archive.members() if name == where)
    return None


# -- records


def _take_out(storage: JournalStorage, finding: Finding) -> bool:
    table, key = finding.where.split(" ")
    raw = storage.raws(table).get(key)
    if raw is not None and unfit(table, raw) is not None:
        _keep_aside(storage, table, key)
        storage.change(table, key, None)
    return True


def _put_back(storage: JournalStorage, finding: Finding) -> bool:
    """Make a document what its last recorded change left; the one there is kept aside."""
    table, _, key = finding.where.partition(" ")
    chain = _recorded(storage.folder, storage.head)
    if not key.isdigit() or chain.head != storage.head:
        return False
    if (table, key) in chain.altered({table: storage.raws(table)}):
        _keep_aside(storage, table, key)
        raw = chain.rows.get((table, key), NOTHING)
        storage.change(table, key, None if is_nothing(raw) else raw)
    return True


@lru_cache(maxsize=1)
def _recorded(folder: Path, _head: str) -> Recorded:
    return Recorded(folder)


def _keep_aside(storage: JournalStorage, table: str, key: str) -> None:
    raw = storage.raws(table).get(key)
    if raw is not None:
        set_aside(storage.folder, [(f"{table}.{key}.json", bytes(raw))])


def _give_new_ids(storage: JournalStorage, finding: Finding) -> bool:
    articles = [k for k, row in storage.rows(ARTICLES).items() if row["id"] == finding.where]
    for key in articles[1:]:  # an article's id is made from its bytes: it is the same article
        _keep_aside(storage, ARTICLES, key)
        storage.change(ARTICLES, key, None)
    same = [key for key, row in storage.rows(ANNOTATIONS).items() if row["id"] == finding.where]
    for key in same[1:]:
        storage.change(ANNOTATIONS, key, storage.rows(ANNOTATIONS)[key] | {"id": new_id()})
    return True


def _mend_links(storage: JournalStorage, finding: Finding) -> bool:
    key, row = _annotation(storage, finding.where)
    if row is None:
        return False
    known = {other["id"] for other in storage.rows(ANNOTATIONS).values()}
    links = [link for link in row["links"] if link["to"] in known]
    if links != row["links"]:
        changed = row | {"links": links, "revision": row["revision"] + 1}
        storage.change(ANNOTATIONS, key, changed)
    return _bring_back(storage, row["article"])


def _bring_back(storage: JournalStorage, article: str) -> bool:
    """Put an article's record back as the history has it, where its files are still there."""
    if any(row["id"] == article for row in storage.rows(ARTICLES).values()):
        return True
    found = None
    for line in History(storage).lines():
        for operation in line.operations():
            if operation.table == ARTICLES:
                for document in (operation.old, operation.new):
                    if document is not None and document.get("id") == article:
                        found = operation.key, document
    if found is None or not (article_folder(storage.folder, article) / "text").is_file():
        return False
    key, document = found
    free = key not in storage.raws(ARTICLES)
    storage.change(ARTICLES, key if free else str(storage.next_key(ARTICLES)), document)
    return True


def _find_again(storage: JournalStorage, finding: Finding) -> bool:
    """Anchor spans anew: at the one place of their words whose surroundings fit best."""
    key, row = _annotation(storage, finding.where)
    if row is None:
        return False
    path = article_folder(storage.folder, row["article"]) / "text"
    text = read_file(path).decode("utf-8", "surrogatepass")
    spans = []
    for span in row["spans"]:
        found = _places_of(text, span["exact"])
        best = [place for place in found if _fits(text, place, span)] or found
        said = (span["start"], span["end"])
        if len(best) != 1 and said not in best:
            return False
        place = said if said in best else best[0]
        spans.append(msgspec.to_builtins(Span.of(text, *place)))
    if spans != row["spans"]:  # else the text was put right, and nothing else was wrong
        changed = row | {"spans": spans, "revision": row["revision"] + 1}
        storage.change(ANNOTATIONS, key, changed)
    return True


def _places_of(text: str, exact: str) -> list[tuple[int, int]]:
    """Where *exact* stands to the letter, else where it stands with other white space."""
    found = []
    at = text.find(exact)
    while at >= 0:
        found.append((at, at + len(exact)))
        at = text.find(exact, at + 1)
    return found or places(text, exact)


def _fits(text: str, place: tuple[int, int], span: Document) -> bool:
    before, after = text[: place[0]], text[place[1] :]
    return before.endswith(span["prefix"]) and after.startswith(span["suffix"])


def _annotation(storage: JournalStorage, identity: str) -> tuple[str, Document | None]:
    for key, row in storage.rows(ANNOTATIONS).items():
        if row.get("id") == identity:
            return key, row
    return "", None


_FILES: dict[str, Repair] = {
    "modes": _set_mode,
    "leftovers": _delete,
    "backup": _set_backup_aside,
    "articles": _mend_article,
}
_RECORDS: dict[str, Repair] = {
    "recorded": _put_back,
    "records": _take_out,
    "ids": _give_new_ids,
    "links": _mend_links,
    "spans": _find_again,
}
