"""All checks in order, over what the files say; nothing is written."""

from __future__ import annotations

import contextlib
from pathlib import Path

from store.doctor import chain, files, records
from store.doctor.base import Check, Finding, Subject
from store.journals import journals
from store.model import Record
from store.places import snapshot_path
from store.recovery import read_state
from store.table_names import ANNOTATIONS, ARTICLES

CHECKS = (
    Check("snapshot", "the snapshot is whole", files.snapshot),
    Check("journal", "every journal line is whole", files.journal),
    Check("history", "the record of changes is unbroken and unaltered", chain.history),
    Check("recorded", "every record is as its last change left it", chain.recorded),
    Check("records", "every record has its fields", records.records),
    Check("ids", "no id is there twice", records.ids),
    Check("links", "articles and links lead somewhere", records.links),
    Check("spans", "every span marks the words it says", records.spans),
    Check("articles", "sources, texts and blocks are as they were stored", records.articles),
    Check("modes", "nobody else may read the files", files.modes),
    Check("backup", "there is a sound backup", files.backup),
    Check("space", "there is room on the disk", files.space),
    Check("leftovers", "nothing half-written lies about", files.leftovers),
    Check("place", "the folder is on a local disk", files.place),
)


LOOKS = 5
"""How often at most all is looked at while others write."""


class Examination(Record, frozen=True, kw_only=True):
    """What the checks found, and the head of the history: the seal of step `seq`."""

    findings: tuple[Finding, ...]
    seq: int
    head: str
    articles: int
    annotations: int

    @property
    def healthy(self) -> bool:
        """Whether there is no fault; warnings may be."""
        return not any(finding.level == "fault" for finding in self.findings)


def examine(folder: Path) -> Examination:
    """Check the library in *folder* without changing anything, nor keeping others from it: where
    another window wrote meanwhile, all is looked at again.

    Raises DamagedLibraryError or NewerLibraryError where nothing can be read of it.
    """
    for _ in range(LOOKS - 1):
        before = _stamps(folder)
        found = _examined(folder)
        if _stamps(folder) == before:
            return found
    return _examined(folder)


def _stamps(folder: Path) -> list[tuple[str, int, int]]:
    """What changes when anything is written that the checks compare."""
    stamps = []
    for path in (snapshot_path(folder), *(path for _, path in journals(folder))):
        with contextlib.suppress(OSError):
            stat = path.stat()
            stamps.append((path.name, stat.st_size, stat.st_mtime_ns))
    return stamps


def _examined(folder: Path) -> Examination:
    state = read_state(folder)
    subject = Subject(folder, state)
    found = [finding for check in CHECKS for finding in check.find(subject)]
    return Examination(
        findings=tuple(found),
        seq=state.base.seq,
        head=state.base.head,
        articles=len(state.tables.get(ARTICLES, ())),
        annotations=len(state.tables.get(ANNOTATIONS, ())),
    )
