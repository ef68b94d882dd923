"""Links between annotations, of this article and of others: made, shown, followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from store.errors import PostilError
from store.model import Annotation
from store.text import fold_space
from tui.commands.base import Command
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk
from tui.screens.reading.places import Places
from tui.screens.reading.pointing import Pointing
from tui.screens.reading.quoting import Quoting
from tui.widgets.columns import Row

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


class Linking(Part):
    """Links annotations, and goes to a link's other end."""

    def __init__(
        self,
        screen: CommandScreen,
        desk: Desk,
        *,
        pointing: Pointing,
        places: Places,
        quoting: Quoting,
    ) -> None:
        """The other end may be pointed at by *pointing*; *places* is told what is left."""
        self._screen, self._desk = screen, desk
        self._pointing, self._places, self._quoting = pointing, places, quoting

    def can_do(self, command: Command) -> bool | None:
        """A link needs an annotation to begin at."""
        del command
        return self._desk.current() is not None

    # -- making

    async def do_link(self) -> None:
        """Link the annotation here to another one, of this article or any other."""
        from tui.dialogs.pick import Pick

        if (source := self._desk.current()) is None:
            key = self._screen.key("link")
            self._screen.say(f"Go to an annotation first; {key} links it to another.")
            return
        target = await self._other_end(source)
        if target is None:
            return
        usual = _USUAL.get((source.kind, target.kind), "")
        known = self._screen.library.codebook.links
        types = [name for name in known if name == usual] + [n for n in known if n != usual]
        shown = fold_space(target.exact)[:20]
        kind = await self._screen.ask(
            Pick("This annotation …", [(name, f"→ {shown}") for name in types])
        )
        if kind is None:
            return
        self.link_up(source, kind, target, step=f"link {kind}")
        self._screen.whisper(f"linked: {kind} · {self._screen.key('follow')} goes there")

    async def _other_end(self, source: Annotation) -> Annotation | None:
        """The annotation to link *source* to: of a list, or pointed at; maybe a draft."""
        from tui.dialogs.pick import OTHER
        from tui.dialogs.seek import Seek

        here = {other.id: other for other in self._desk.annotations if other.id != source.id}
        held = self._screen.library.annotations

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
            chosen = await self._screen.ask(Seek("Link to", others, told, other="by letters"))
        if chosen == OTHER:
            return await self.end_pointed_at(source)
        return None if chosen is None else end(chosen)

    async def end_pointed_at(self, source: Annotation) -> Annotation | None:
        """The annotation whose letter is pressed; what bears none becomes one, as a draft."""
        desk = self._desk
        own = {(span.start, span.end) for span in source.spans}
        first, last = desk.view.shown()
        marked = {
            (span.start, span.end): annotation
            for annotation in reversed(desk.annotations)
            for span in annotation.spans
            if annotation.id != source.id and first <= span.start < last
        }
        targets = [span for span in [*marked, *self._pointing.targets()] if span not in own]
        span = await self._pointing.point_at(targets, "the other end")
        if span is None or span in marked:
            return None if span is None else marked[span]
        quoted = {(found.start, found.end) for found in self._quoting.known()}
        kind = "quote" if span in quoted else "claim"
        return desk.tagged_so(kind, [span]) or desk.draft(kind, [span])

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
        library = self._screen.library
        drafts = [one for one in (source, target) if one.id not in library.annotations]
        for one in drafts:
            self._desk.put(one)
        self._desk.chosen = source.id

        def change() -> None:
            with library.step(step):
                for one in drafts:
                    library.store(one)
                if changes:
                    library.edit(source.id, changes)
                library.link(source.id, link, target.id)

        self._screen.save(change)

    def _others(self, source: Annotation, here: Iterable[Annotation]) -> list[str]:
        """What can be linked to, by id: this article's, the nearest first, then the newest."""
        near = sorted(here, key=lambda other: abs(other.start - source.start))
        ids = [other.id for other in near]
        own = {source.id, *ids}
        held = self._screen.library.annotations.ids()
        return ids + [name for name in reversed(held) if name not in own]

    # -- showing

    def rows(self, annotation: Annotation) -> Iterator[Row]:
        """A row of the panel for each link that begins or ends at an annotation; its key holds
        the ids of both ends.
        """
        for at, (link, other, leads) in enumerate(self._ends(annotation)):
            way = "↳" if leads else "↰"
            cells = ("", f"  {way} {link} {fold_space(other.exact)}", self._place_of(other))
            yield Row(f"{annotation.id} {other.id} {at}", cells, dim=True)

    def told(self, annotation: Annotation) -> list[str]:
        """The links that begin at an annotation, in words."""
        return [
            f"{end.link} → {fold_space(end.other.exact)[:_TOLD]}"
            for end in self._own_ends(annotation)
        ]

    def _place_of(self, annotation: Annotation) -> str:
        if annotation.article == self._desk.article.id:
            return "here"
        try:
            return self._screen.library.articles.get(annotation.article).title
        except PostilError:
            return "?"

    def _ends(self, annotation: Annotation) -> Iterator[_End]:
        """The other ends of its own links, then those of the links that lead to it."""
        yield from self._own_ends(annotation)
        for other in self._screen.library.annotations.linking_to(annotation.id):
            for link in other.links:
                if link.to == annotation.id:
                    yield _End(link.type, other, False)

    def _own_ends(self, annotation: Annotation) -> Iterator[_End]:
        if not annotation.links:
            return
        held = self._screen.library.annotations
        for link in annotation.links:
            if link.to in held:
                yield _End(link.type, held.get(link.to), True)

    # -- following

    def follow_row(self) -> bool:
        """In the panel, on a link, go to its other end; whether it is on one."""
        end = self._desk.row_here()[1] if self._desk.panel.has_focus else ""
        if end:
            self._desk.view.focus()
            self._go_to_end(self._screen.library.annotations.get(end))
        return bool(end)

    async def do_follow(self) -> None:
        """Go to the other end of a link of the annotation here, or of one that leads to it."""
        from tui.dialogs.pick import Pick

        if (annotation := self._desk.annotation_here()) is None:
            return
        ends = list(self._ends(annotation))
        if not ends:
            self._screen.say(f"No link begins or ends here; {self._screen.key('link')} makes one.")
            return
        at = 0
        if len(ends) > 1:
            named = _named(end.other for end in ends)
            names = [
                f"{end.link} → {name}" if end.leads else f"← {end.link} {name}"
                for end, name in zip(ends, named, strict=True)
            ]
            options = [(n, self._place_of(e.other)) for n, e in zip(names, ends, strict=True)]
            chosen = await self._screen.ask(Pick("Go to", options))
            if chosen is None:
                return
            at = names.index(chosen)
        self._go_to_end(ends[at].other)

    def _go_to_end(self, end: Annotation) -> None:
        if end.article == self._desk.article.id:
            self._places.remember()
            self._desk.go_to_annotation(end.id)
            return
        self._places.leave_for(end.article, end.id)


def _named(annotations: Iterable[Annotation]) -> list[str]:
    """A name for each, no two the same."""
    seen: dict[str, int] = {}
    names = []
    for annotation in annotations:
        name = f"{annotation.kind}: {fold_space(annotation.exact)[:_SHOWN]}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names
