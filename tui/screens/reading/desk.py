"""The article that lies open: its words, what is tagged in it, and where the reader is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from store.model import Annotation, Article, AttributeValue, Block
from tui.screens.base import CommandScreen
from tui.screens.reading.legend import Legend
from tui.widgets.article_view import ArticleView
from tui.widgets.rows import RowList

if TYPE_CHECKING:
    from store.library import Library

Span = tuple[int, int]


class Contents(NamedTuple):
    """What a library holds of an article."""

    article: Article
    text: str
    blocks: tuple[Block, ...]
    annotations: tuple[Annotation, ...]


def contents_of(library: Library, article: str) -> Contents:
    """What *library* holds of *article* (an id). Raises NotFoundError and DamagedLibraryError."""
    return Contents(
        library.articles.get(article),
        library.articles.text(article),
        library.articles.blocks(article),
        library.annotations.of(article),
    )


class Desk:
    """What all parts of the reading screen work on; whoever changes it has it drawn anew."""

    view: ArticleView
    """The text on screen; it and the panel are there once the screen is composed."""
    panel: RowList
    """The annotations beside it."""
    draw: Callable[[], None]
    """Draws what is tagged, in this turn: for whoever changes it. Given by the screen."""
    tell: Callable[[], None]
    """Says what is at the caret, in this turn. Given by the screen."""

    def __init__(self, screen: CommandScreen, contents: Contents, chosen: str | None) -> None:
        """Lay *contents* open on *screen*, with the annotation that is *chosen* (an id)."""
        self._screen = screen
        self.take(contents)
        self.chosen = chosen
        """The annotation (an id) that the reader went to, of several in one place."""
        self._by_id: dict[str, Annotation] = {}
        self._found_here: tuple[int, object, tuple[Annotation, ...]] = (-1, None, ())
        self._legend: Legend | None = None

    def take(self, contents: Contents) -> None:
        """Take in what the library holds; it is not drawn yet."""
        self.article, self.text, self.blocks, self.annotations = contents

    @property
    def caret(self) -> int:
        """The offset under the caret."""
        return self.view.caret

    @property
    def legend(self) -> Legend:
        """How annotations are marked with the codebook that is in force."""
        codebook = self._screen.library.codebook
        if self._legend is None or self._legend.codebook is not codebook:
            self._legend = Legend(codebook)
        return self._legend

    # -- annotations

    def put(self, annotation: Annotation) -> None:
        """Show a new or changed annotation at once, before it is on disk.

        The words of a new one are marked before anything else is brought up to date.
        """
        if annotation.id not in self._by_id:
            self.view.add_marks(self.legend.marks(annotation))
            self._screen.paint_now()
        others = [other for other in self.annotations if other.id != annotation.id]
        self.annotations = tuple(sorted([*others, annotation], key=lambda a: (a.start, -a.end)))
        self.chosen = annotation.id
        self.draw()

    def drop(self, annotation: str) -> None:
        """Take an annotation off the screen at once."""
        self.annotations = tuple(a for a in self.annotations if a.id != annotation)
        self.draw()

    def reindex(self) -> None:
        """The annotations are others than before: what is known of them is over."""
        self._by_id = {annotation.id: annotation for annotation in self.annotations}
        self._found_here = (-1, None, ())

    def named(self, annotation: str) -> Annotation | None:
        """The annotation of that id, if it is one of this article's."""
        return self._by_id.get(annotation)

    def here(self) -> tuple[Annotation, ...]:
        """The annotations under the caret, the shortest first."""
        caret, known, found = self._found_here
        if caret != self.view.caret or known is not self._by_id:
            caret = self.view.caret
            ids = dict.fromkeys(self.view.marks_at(caret))
            all_ = [self._by_id[name] for name in ids if name in self._by_id]
            found = tuple(sorted(all_, key=lambda a: a.end - a.start))
            self._found_here = caret, self._by_id, found
        return found

    def current(self) -> Annotation | None:
        """The annotation that a key now works on: the chosen one here, else the shortest."""
        if self.panel.has_focus:
            return self._by_id.get(self.row_here()[0])
        here = self.here()
        chosen = next((a for a in here if a.id == self.chosen), None)
        return chosen or (here[0] if here else None)

    def row_here(self) -> tuple[str, str]:
        """In the panel, the annotation that the cursor is on, and that which its link leads to:
        ids, empty where there is none.
        """
        own, _, end = (self.panel.key or "").partition(" ")
        return own, end.partition(" ")[0]

    def annotation_here(self) -> Annotation | None:
        """As `current`, for a command that needs one: where there is none, that is said."""
        found = self.current()
        if found is None:
            self._screen.say(f"There is no annotation here; {self.tag_keys} tag.")
        return found

    @property
    def tag_keys(self) -> str:
        """The keys that tag, for use in a sentence."""
        return self._screen.keys_of("tag-quote", "tag-entity", "tag-claim", "tag-disputed")

    # -- drafts

    def tagged_so(self, kind: str, spans: Sequence[Span]) -> Annotation | None:
        """The annotation of that *kind* over exactly these *spans*."""
        places = tuple(spans)
        for annotation in self.annotations:
            held = tuple((stretch.start, stretch.end) for stretch in annotation.spans)
            if annotation.kind == kind and held == places:
                return annotation
        return None

    def guessed(self, kind: str, span: Span) -> dict[str, AttributeValue]:
        """What the text tells of attributes that *kind* has, over *span*."""
        from store.suggest.units import guess

        known = {a.name for a in self._screen.library.codebook.kind(kind).attributes}
        guessed = guess(kind, self.text, self.blocks, *span)
        return {name: value for name, value in guessed.items() if value and name in known}

    def draft(
        self,
        kind: str,
        spans: Sequence[Span],
        attributes: Mapping[str, AttributeValue] | None = None,
        **fields: Any,
    ) -> Annotation:
        """An annotation that is neither shown nor stored yet; without *attributes* with what can
        be guessed. *fields* are as in the library's own `draft`. Raises PostilError.
        """
        held = self.guessed(kind, spans[0]) if attributes is None else dict(attributes)
        return self._screen.library.draft(self.article.id, kind, spans, attributes=held, **fields)

    # -- places in the text

    def percent(self, offset: int) -> str:
        """How far down the text an offset is."""
        return f"{round(100 * offset / max(1, len(self.text)))} %"

    def show_place(self, start: int, end: int | None = None, *, centre: bool = False) -> None:
        """Put the caret on *start*, and open the folds over the words from there to *end*."""
        self.view.reveal(start, start + 1 if end is None else end)
        self.view.go_to(start, centre=centre)

    def go_to_annotation(self, annotation: str) -> None:
        """Show an annotation and make it the current one."""
        for found in self.annotations:
            if found.id == annotation:
                self.chosen = annotation
                self.show_place(found.start, found.end)
                self.tell()
