"""What backups, checks, purges and removals come to, in sentences. Imports the store late."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from store.wording import counted

if TYPE_CHECKING:
    from store.archive import Manifest
    from store.codefile import CodebookReport
    from store.doctor.base import Finding
    from store.doctor.examine import Examination
    from store.purging import PurgeReport

NOTHING_TO_KEEP = "The library is empty; there is nothing to back up."


def backed_up(manifest: Manifest, where: object) -> str:
    """What the backup at *where* holds."""
    return (
        f"Backed up {counted(manifest.articles, 'article')} and "
        f"{counted(manifest.annotations, 'annotation')} to {where}; it was read back."
    )


def purged(report: PurgeReport, ids: Collection[str]) -> str:
    """What went, and from how many backups."""
    them = "it" if len(ids) == 1 else "them"
    searched = " that could be searched" if report.unsearched else ""
    backups = f"no backup{searched} held {them}"
    if report.backups:
        backups = f"{counted(report.backups, 'backup')} rewritten"
    return (
        f"Purged {', '.join(ids)}: {counted(report.records, 'record')}, "
        f"{counted(report.changes, 'recorded change')}; {backups}. The history says that it was."
    )


def not_purged(report: PurgeReport, ids: Collection[str]) -> Iterator[str]:
    """What still holds something of it, a sentence each."""
    yield from report.unsearched
    if report.codes:
        yield (
            "Codes that only this had stay in the codebook and its history: "
            f"{', '.join(report.codes)}."
        )
    them = "it" if len(ids) == 1 else "them"
    yield f"Exports and copies made elsewhere still hold {them}."


def coded(report: CodebookReport) -> str:
    """What a codebook that was taken in changed."""
    fields = {name: getattr(report, name) for name in report.__struct_fields__}
    told = [
        f"{name.replace('_', ' ')}: {', '.join(names)}" for name, names in fields.items() if names
    ]
    return f"{'; '.join(told)}." if told else "Nothing changed."


def links_gone(links: int, removed: int = 1) -> str:
    """What is taken away beside so many *removed* annotations: ` 1 link goes with it.`"""
    if not links:
        return ""
    go = "goes" if links == 1 else "go"
    return f" {counted(links, 'link')} {go} with {'it' if removed == 1 else 'them'}."


def finding(found: Finding) -> str:
    """Where something is wrong, what, and what `--repair` does about it."""
    repair = f" [repair: {found.repair}]" if found.repair else ""
    return f"{found.where}: {found.problem}{repair}"


def examined(examination: Examination) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The checks of a library as paragraphs: what was found first, then all that holds."""
    from store.doctor.examine import CHECKS

    faults = sum(found.level == "fault" for found in examination.findings)
    warnings = len(examination.findings) - faults
    parts = [counted(n, word) for n, word in ((faults, "fault"), (warnings, "warning")) if n]
    what = f"{counted(examination.articles, 'article')}, "
    what += counted(examination.annotations, "annotation")
    yield f"{what}: {' and '.join(parts) or 'nothing is wrong'}", ()
    holds = []
    for check in CHECKS:
        found = [one for one in examination.findings if one.check == check.name]
        if found:
            yield f"{found[0].level} · {check.name}", tuple(finding(one) for one in found)
        else:
            holds.append(check.says)
    if any(one.repair for one in examination.findings):
        yield "`postil doctor --repair` mends what has a repair, after a backup.", ()
    yield "What holds", tuple(holds)
    yield f"History: {counted(examination.seq, 'step')}, head", (examination.head,)
