"""What joins annotations: every occurrence of some words at one go, and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from textual import work

from store.errors import PostilError
from store.model import Annotation
from store.text import fold_space
from store.wording import counted
from tui.screens.pointing import PointingScreen
from tui.widgets.columns import Row

_CONTEXT = 28
_SHOWN, _TOLD = 60, 30
"""Characters of an annotation in a list, and in the status bar."""
_USUAL = {
    ("claim", "claim"): "disputes",
    ("claim", "quote"): "disputes",
    ("claim", "entity"): "mentions",
    ("quote", "claim"): "supports",
    ("quote", "entity"): "said-by",
    ("quote", "quote"): "answers",
    ("entity", "claim"): "supports",
    ("entity", "entity"): "same-as",
}
"""The link that is offered first, by the kinds of its two ends."""


class _End(NamedTuple):
    """The other end of a link, and whether the link leads there."""

    link: str
    other: Annotation
    leads: bool


class LinkingScreen(PointingScreen, part=True):
    """Tags all occurrences; links annotations, here and in other articles, and follows links."""

    # -- every occurrence

    @work
    async def do_occurrences(self) -> None:
        """Tag every occurrence of the selection's or the annotation's words, as one step."""
        from tui.dialogs.tick import Tick

        selection, pattern = self.view.selection, self.current()
        words = self.text[slice(*selection)] if selection else pattern.exact if pattern else ""
        if not words.strip() or (pattern is not None and len(pattern.spans) > 1 and not selection):
            self.say("Select some words first, or go to an annotation.")
            return
        kind = "entity" if selection is not None or pattern is None else pattern.kind
        found = [
            span for span in occurrences(self.text, words) if not self._tagged_so(kind, [span])
        ]
        if not found:
            self.say("Every occurrence is tagged already.")
            return
        shown = fold_space(words)[:_SHOWN]
        rows = [self._in_context(start, end) for start, end in found]
        chosen = await self.app.push_screen_wait(
            Tick(f"Tag as {kind}: {shown} ({counted(len(found), 'time')})", rows)
        )
        if not chosen:
            return
        self.view.clear_selection()
        drafts = [self._like(pattern, kind, found[at]) for at in chosen]
        for annotation in drafts:
            self.put(annotation)
        self.save(
            lambda: self.library.store_all(drafts, f"tag {counted(len(drafts), 'occurrence')}")
        )
        self.whisper(f"{len(drafts)} tagged · {self.key('undo')} takes that back")

    def _like(self, pattern: Annotation | None, kind: str, span: tuple[int, int]) -> Annotation:
        """A draft over *span* with what *pattern* says, else with what can be guessed."""
        if pattern is None or pattern.kind != kind:
            return self.library.draft(
                self.article.id, kind, [span], attributes=self._guessed(kind, *span)
            )
        return self.library.draft(
            self.article.id,
            kind,
            [span],
            attributes=dict(pattern.attributes),
            codes=pattern.codes,
            tags=pattern.tags,
        )

    def _in_context(self, start: int, end: int) -> str:
        before = self.text[max(0, start - _CONTEXT) : start]
        after = self.text[end : end + _CONTEXT]
        return fold_space(f"…{before}[{self.text[start:end]}]{after}…")

    # -- links

    @work
    async def do_link(self) -> None:
        """Link the annotation here to another one, of this article or any other."""
        from tui.dialogs.pick import Pick

        if (source := self.current()) is None:
            self.say(f"Go to an annotation first; {self.key('link')} links it to another.")
            return
        target = await self._other_end(source)
        if target is None:
            return
        usual = _USUAL.get((source.kind, target.kind), "")
        known = self.library.codebook.links
        types = [name for name in known if name == usual] + [n for n in known if n != usual]
        shown = fold_space(target.exact)[:20]
        kind = await self.app.push_screen_wait(
            Pick("This annotation …", [(name, f"→ {shown}") for name in types])
        )
        if kind is None:
            return
        self.link_up(source, kind, target, step=f"link {kind}")
        self.whisper(f"linked: {kind} · {self.key('follow')} goes there")

    async def _other_end(self, source: Annotation) -> Annotation | None:
        """The annotation to link *source* to: of a list, or pointed at; maybe a draft."""
        from tui.dialogs.pick import OTHER
        from tui.dialogs.seek import Seek

        here = {other.id: other for other in self.annotations if other.id != source.id}
        held = self.library.annotations

        def end(key: str) -> Annotation:
            return here[key] if key in here else held.get(key)

        def told(key: str) -> tuple[str, str]:
            try:
                found = end(key)
            except PostilError:
                return "(deleted)", ""
            return f"{found.kind}: {fold_space(found.exact)[:_SHOWN]}", self._place_of(found)

        others = self._others(source, here.values())
        chosen: str | None = OTHER
        if others:
            chosen = await self.app.push_screen_wait(
                Seek("Link to", others, told, other="by letters")
            )
        if chosen == OTHER:
            return await self.end_pointed_at(source)
        return None if chosen is None else end(chosen)

    async def end_pointed_at(self, source: Annotation) -> Annotation | None:
        """The annotation whose letter is pressed; what bears none becomes one, as a draft."""
        own = {(span.start, span.end) for span in source.spans}
        first, last = self.view.shown()
        marked = {
            (span.start, span.end): annotation
            for annotation in reversed(self.annotations)
            for span in annotation.spans
            if annotation.id != source.id and first <= span.start < last
        }
        targets = [span for span in [*marked, *self._targets()] if span not in own]
        span = await self.point_at(targets, "the other end")
        if span is None or span in marked:
            return None if span is None else marked[span]
        quoted = {(found.start, found.end) for found in self.quoting.known()}
        kind = "quote" if span in quoted else "claim"
        return self._tagged_so(kind, [span]) or self.library.draft(
            self.article.id, kind, [span], attributes=self._guessed(kind, *span)
        )

    def link_up(
        self,
        source: Annotation,
        link: str,
        target: Annotation,
        *,
        step: str,
        changes: dict[str, Any] | None = None,
    ) -> None:
        """Link *source* to *target*, either maybe a draft, and do *changes* of *source*.

        All that is one step.
        """
        held = self.library.annotations
        drafts = [one for one in (source, target) if one.id not in held]
        for one in drafts:
            self.put(one)
        self._current = source.id

        def change() -> None:
            with self.library.step(step):
                for one in drafts:
                    self.library.store(one)
                if changes:
                    self.library.edit(source.id, changes)
                self.library.link(source.id, link, target.id)

        self.save(change)

    def _others(self, source: Annotation, here: Iterable[Annotation]) -> list[str]:
        """What can be linked to, by id: this article's, the nearest first, then the newest."""
        near = sorted(here, key=lambda other: abs(other.start - source.start))
        ids = [other.id for other in near]
        own = {source.id, *ids}
        return ids + [name for name in reversed(self.library.annotations.ids()) if name not in own]

    def _named(self, annotations: Iterable[Annotation]) -> list[str]:
        """A name for each, no two the same."""
        seen: dict[str, int] = {}
        names = []
        for annotation in annotations:
            name = f"{annotation.kind}: {fold_space(annotation.exact)[:_SHOWN]}"
            seen[name] = seen.get(name, 0) + 1
            names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        return names

    def _place_of(self, annotation: Annotation) -> str:
        if annotation.article == self.article.id:
            return "here"
        try:
            return self.library.articles.get(annotation.article).title
        except PostilError:
            return "?"

    def rows_of(self, annotation: Annotation) -> list[Row]:
        """With a row for each link that begins or ends there."""
        rows = super().rows_of(annotation)
        for link, other, leads in self._ends(annotation):
            way = "↳" if leads else "↰"
            cells = ("", f"  {way} {link} {fold_space(other.exact)}", self._place_of(other))
            rows.append(Row(f"{annotation.id} {other.id} {len(rows)}", cells, dim=True))
        return rows

    def do_edit(self) -> None:
        """In the panel, on a link, go to its other end."""
        _, _, end = (self.panel.key or "").partition(" ") if self.panel.has_focus else ("", "", "")
        if not end:
            super().do_edit()
            return
        self.view.focus()
        self._go_to_end(self.library.annotations.get(end.partition(" ")[0]))

    @work
    async def do_follow(self) -> None:
        """Go to the other end of a link of the annotation here, or of one that leads to it."""
        from tui.dialogs.pick import Pick

        if (annotation := self.annotation_here()) is None:
            return
        ends = list(self._ends(annotation))
        if not ends:
            self.say(f"No link begins or ends here; {self.key('link')} makes one.")
            return
        at = 0
        if len(ends) > 1:
            named = self._named(end.other for end in ends)
            names = [
                f"{end.link} → {name}" if end.leads else f"← {end.link} {name}"
                for end, name in zip(ends, named, strict=True)
            ]
            options = [(n, self._place_of(e.other)) for n, e in zip(names, ends, strict=True)]
            chosen = await self.app.push_screen_wait(Pick("Go to", options))
            if chosen is None:
                return
            at = names.index(chosen)
        self._go_to_end(ends[at].other)

    def _ends(self, annotation: Annotation) -> Iterator[_End]:
        """The other ends of its own links, then those of the links that lead to it."""
        yield from self._own_ends(annotation)
        for other in self.library.annotations.linking_to(annotation.id):
            for link in other.links:
                if link.to == annotation.id:
                    yield _End(link.type, other, False)

    def _own_ends(self, annotation: Annotation) -> Iterator[_End]:
        held = self.library.annotations
        for link in annotation.links:
            if link.to in held:
                yield _End(link.type, held.get(link.to), True)

    def _go_to_end(self, end: Annotation) -> None:
        if end.article == self.article.id:
            self.remember_place()
            self.go_to_annotation(end.id)
            return
        self.leave_for(end.article, end.id)

    def words_here(self) -> str:
        """With the links of the annotation at the caret."""
        words, current = super().words_here(), self.current()
        if current is None or self.view.selection is not None or self.suggestion_here() is not None:
            return words
        told = [
            f"{end.link} → {fold_space(end.other.exact)[:_TOLD]}" for end in self._own_ends(current)
        ]
        return " · ".join([words, *told])


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where *words* stand in *text* as whole words, white space folded, letter case kept."""
    inner = r"\s+".join(map(re.escape, words.split()))
    return [match.span() for match in re.finditer(rf"(?<!\w){inner}(?!\w)", text)]
