"""The changes of annotations: drafted, stored, edited, linked, removed; each one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from store.codebook import checked_link_type
from store.conflicts import (
    Clash,
    Edited,
    beside,
    changed_twice,
    differing,
    fields_of,
    over,
    version_of,
)
from store.editing import checked_spans, drafted, edited
from store.errors import ConflictError, InvalidChangeError
from store.model import Annotation, Link
from store.opened import OpenedLibrary
from store.rejections import Rejection
from store.surrogates import without_surrogates
from store.tables import LiveDatabase

if TYPE_CHECKING:
    from store.history import Reversal
    from store.learning import Learning

MANY = 100
"""Records changed in one step from which on a backup is made first."""
_CLASHED, _SETTLED = "edit what another changed", "settle a conflict"


class AnnotatedLibrary(OpenedLibrary):
    """Adds annotations, and the removal of articles together with theirs."""

    def draft(
        self, article: str, kind: str, spans: Iterable[tuple[int, int]], **fields: Any
    ) -> Annotation:
        """An annotation checked and ready to store, not stored yet.

        *fields* are `attributes`, `codes`, `note`, `tags` and `origin`. Tagging (in) a comment as
        a claim makes its author the claimant. Raises InvalidChangeError, NotFoundError.
        """
        text = self.articles.text(article)
        chosen = checked_spans(spans)
        block = self.articles.block_at(article, chosen[0][0])
        return drafted(
            self.codebook,
            text,
            block,
            who=self.who,
            article=article,
            kind=kind,
            spans=chosen,
            **fields,
        )

    def store(self, annotation: Annotation) -> Annotation:
        """Store a drafted annotation; codes it uses for the first time join the codebook."""
        with self._storage.step(f"tag {annotation.kind}", subject=annotation.id):
            self.articles.get(annotation.article)
            self._codebooks.with_codes(annotation.codes)
            self.annotations.put(annotation)
        return annotation

    def store_all(self, annotations: Iterable[Annotation], action: str) -> None:
        """Store drafted annotations as one step called *action*."""
        annotations = list(annotations)
        self._back_up_before(len(annotations))
        with self._storage.step(action):
            for annotation in annotations:
                self.store(annotation)

    @cached_property
    def learning(self) -> Learning:
        """What decisions on suggestions teach; all are read when this is first asked for."""
        from store.learning import Learning

        return Learning(LiveDatabase(self._storage), self._codebooks)

    def reject(self, article: str, rejections: Iterable[Rejection]) -> None:
        """Never suggest these places of *article* again; undoable."""
        with self._storage.step("reject suggestion", subject=article):
            self.rejections.add(self.articles.get(article).id, rejections)

    def edit(
        self, annotation: str, changes: Mapping[str, Any], *, revision: int | None = None
    ) -> Annotation:
        """Change an annotation's kind, spans, attributes, codes, note or tags.

        *changes* maps those names to new values; `attributes` are merged, an empty value removes
        one; `spans` are `(start, end)` pairs. With *revision*, ConflictError is raised when the
        annotation is not the one that was seen.
        """
        with self._storage.step("edit", subject=annotation):
            held = self.annotations.get(annotation)
            if revision is not None and held.revision != revision:
                raise ConflictError(
                    f"Annotation {annotation} was changed elsewhere (revision {held.revision}, "
                    f"yours {revision}). Look at it again."
                )
            changed = self.edited(held, changes)
            if changed is not held:
                self._codebooks.with_codes(changed.codes)
                self.annotations.put(changed)
            return changed

    def edited(self, held: Annotation, changes: Mapping[str, Any]) -> Annotation:
        """*held* with *changes*, checked and not stored; *held* itself where nothing differs."""
        return edited(self.codebook, self.articles.text(held.article), held, changes)

    def edit_seen(self, seen: Annotation, changes: Mapping[str, Any]) -> Edited:
        """Change the annotation that was *seen*, whatever others did to it meanwhile.

        Fields that nobody else changed are changed; where another changed the same field too, both
        versions are kept: theirs as it is, and beside it mine, which is theirs with these
        changes, linked to it. What was deleted comes back, but not what was purged:
        ConflictError is raised.
        """
        with self._storage.step("edit", subject=seen.id) as step:
            if seen.id not in self.annotations:
                self._check_not_purged(seen.id)
                back = self.edited(seen, changes)
                links = tuple(link for link in back.links if link.to in self.annotations)
                return Edited(self.store(msgspec.structs.replace(back, links=links)))
            held = self.annotations.get(seen.id)
            if not changed_twice(seen, held, changes):
                return Edited(self.edit(seen.id, changes))
            step.action = _CLASHED
            clash = beside(held, self.edited(held, over(seen, held, changes)))
            self._codebooks.with_codes(clash.mine.codes)
            self.annotations.put(clash.mine)
            return Edited(held, clash)

    def settle(self, theirs: str, mine: str, keep: Literal["mine", "theirs"]) -> Annotation:
        """End a conflict: keep one version under the annotation's id, and remove the other."""
        with self._storage.step(_SETTLED, subject=theirs):
            other = self.annotations.get(mine)
            if keep == "mine":
                self.edit(theirs, fields_of(other, self.annotations.get(theirs)))
            self._remove_one(mine)
            return self.annotations.get(theirs)

    def reopened(self, reversal: Reversal) -> Clash | None:
        """What clashes after *reversal*: its settlement was undone, or my version came back."""
        if reversal.action not in (_CLASHED, _SETTLED):
            return None
        for mine in [self.annotations.get(n) for n in reversal.ids if n in self.annotations]:
            other = version_of(mine)
            if other is not None and other in self.annotations:
                theirs = self.annotations.get(other)
                if fields := differing(theirs, mine):
                    return Clash(theirs, mine, fields)
        return None

    def remove(self, annotations: Iterable[str]) -> list[str]:
        """Delete annotations and the links to them; one step."""
        wanted = list(dict.fromkeys(annotations))
        self._back_up_before(len(wanted))
        with self._storage.step("remove", subject=wanted[0] if len(wanted) == 1 else None):
            for annotation in wanted:
                self._remove_one(annotation)
        return wanted

    def link(self, source: str, link: str, target: str, note: str | None = None) -> Annotation:
        """Link *source* to *target*; the same link twice is one."""
        with self._storage.step(f"link {link}", subject=source):
            checked_link_type(self.codebook, link)
            held, other = self.annotations.get(source), self.annotations.get(target)
            if held.id == other.id:
                raise InvalidChangeError("An annotation can't be linked to itself.")
            if any((known.type, known.to) == (link, other.id) for known in held.links):
                return held
            made = Link(type=link, to=other.id, note=without_surrogates(note))
            changed = held.revised(links=(*held.links, made))
            self.annotations.put(changed)
            return changed

    def remove_articles(self, articles: Iterable[str]) -> list[str]:
        """Take articles off the list with their annotations; one step, undoable."""
        wanted = [self.articles.get(article).id for article in dict.fromkeys(articles)]
        self._back_up_before(len(wanted) + sum(map(self.annotations.count, wanted)))
        with self._storage.step("remove article", subject=wanted[0] if len(wanted) == 1 else None):
            for article in wanted:
                for annotation in self.annotations.of(article):
                    self._remove_one(annotation.id)
                self.articles.remove(article)
        return wanted

    def _check_not_purged(self, annotation: str) -> None:
        """Of what was deleted the history still has the content; of what was purged it has none."""
        rows = self._history.rows(annotation)
        if not any(row["before"] or row["after"] for row in rows):
            raise ConflictError(
                f"Annotation {annotation} was purged elsewhere; it is not brought back."
            )

    def _back_up_before(self, changes: int) -> None:
        if changes >= MANY:
            self.back_up("bulk")

    def _remove_one(self, annotation: str) -> None:
        for other in self.annotations.linking_to(annotation):
            links = tuple(link for link in other.links if link.to != annotation)
            self.annotations.put(other.revised(links=links))
        self.annotations.remove(annotation)
