"""The codebook changed together with the annotations that follow it, each time as one step."""

from __future__ import annotations

from collections.abc import Iterator

from store.annotations import Annotations
from store.codebook import Codebooks
from store.codefile import CodebookReport, compared, merged, whole
from store.errors import InvalidChangeError
from store.model import Annotation, Codebook
from store.recoding.base import Recoding
from store.recoding.checks import check
from store.storage import JournalStorage


class Coding:
    """Changes the codebook of a library."""

    def __init__(
        self, storage: JournalStorage, codebooks: Codebooks, annotations: Annotations
    ) -> None:
        """Over a library's own parts."""
        self._storage, self._codebooks, self._annotations = storage, codebooks, annotations

    def recode(self, recoding: Recoding) -> int:
        """Change the codebook, and the annotations that this changes; one step.

        Returns how many annotations changed; raises InvalidChangeError where it can't be done.
        """
        changed = 0
        with self._storage.step(recoding.action):
            self._codebooks.put(recoding.on(self._codebooks.get()))
            for new in self._following(recoding):
                changed += 1
                self._annotations.put(new.revised())
        return changed

    def would_change(self, recoding: Recoding) -> int:
        """How many annotations *recoding* would change; raises InvalidChangeError as it would."""
        recoding.on(self._codebooks.get())
        return sum(1 for _ in self._following(recoding))

    def _following(self, recoding: Recoding) -> Iterator[Annotation]:
        """The annotations that change with it, as they are to be."""
        if recoding.follow is not None:
            for held in self._annotations.all():
                if (new := recoding.follow(held)) is not held:
                    yield new

    def take(self, coming: Codebook, *, replace: bool = False) -> CodebookReport:
        """Merge a codebook into this one, or *replace* this one by it; one step.

        Raises InvalidChangeError where annotations use what would go.
        """
        with self._storage.step("load codebook"):
            held = self._codebooks.get()
            new = whole(coming) if replace else merged(held, coming)
            check(new, held)
            report = compared(held, new)
            if report.kinds_removed or report.codes_removed or report.links_removed:
                self._check_unused(report)
            self._codebooks.put(new)
        return report

    def _check_unused(self, report: CodebookReport) -> None:
        for annotation in self._annotations.all():
            used = [
                *(f"kind '{kind}'" for kind in report.kinds_removed if kind == annotation.kind),
                *(f"code '{code}'" for code in annotation.codes if code in report.codes_removed),
                *(
                    f"link type '{link.type}'"
                    for link in annotation.links
                    if link.type in report.links_removed
                ),
            ]
            if used:
                raise InvalidChangeError(
                    f"Annotations use the {used[0]}, which the new codebook lacks. "
                    "Merge or remove it first, or load without replacing."
                )
