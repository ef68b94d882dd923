"""The walk through a thread of comments, piece by piece, once its headers are known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.comment_ends import leads_up
from store.importers.drafts import Draft
from store.importers.furniture import is_empty, is_furniture, is_related
from store.importers.header_marks import EXCERPTED
from store.importers.header_parts import Header, date_line, is_beside_date
from store.importers.lines import Piece, digitless
from store.importers.mentions import is_quoting, labelled
from store.importers.patterns import for_lower
from store.importers.seams import Line
from store.model import BlockKind
from store.text import fold_space

_LONGEST_END = 160
_FEWEST_FIELDS = 2
_FIELD = re.compile(
    r"\b(?:e-?mail|name|website|web\ssite|nom|nombre|nome|naam|correo|cancel|abbrechen|annuler|cancelar)\b",
    re.IGNORECASE,
)
"""What a form asks for, in one line with what begins it."""
_RUN_BY = "proudly powered by"
_NUMBER = re.compile(r"#\d{1,9}")
_COPYRIGHT = re.compile(r"Copyright(?:\s(?:by|of|and|the|[^\W_a-z]\S{0,40}|&)){1,6}")
"""How a page's foot names who owns it."""
_LONGEST_ANSWER = 80
_MOST_NAMES = 5
_DEEPER = 2
"""By how many columns an answer is set in at least."""
FORM = for_lower(phrases.FORM)
"""What begins a form to comment, for words in lower case."""
_LONGEST_EXCERPT = 2000
_SMILES = re.compile(
    r"(?:(?:[:;=][-o'^]?[()DPpO3/*|]{1,3}|<3|[\u2639-\u263b\u2764\U0001f300-\U0001faff][\ufe0f\u200d]*)\s*){1,40}"
)
"""Faces and hearts, of signs or as emoji."""
_PICTURE = re.compile(r"\[[^\[\]]{0,40}\]")
"""A commenter's portrait, as w3m names it."""


@dataclass(slots=True)
class Thread:
    """A comment section: pieces[first:last] are its heading, comments and their debris."""

    first: int
    last: int
    drafts: list[Draft] = field(default_factory=list)
    heading: int | None = None

    @property
    def comments(self) -> list[Draft]:
        """The comments themselves."""
        return [draft for draft in self.drafts if draft.kind is BlockKind.COMMENT]


def ends_thread(piece: Piece) -> bool:
    """Whether a piece can't belong to a thread: a form, a list of links, the page's own phrases."""
    words = piece.said
    if piece.opens and len(words) >= _LONGEST_END:
        return (
            FORM.match(words.lower()) is not None and len(_FIELD.findall(words)) >= _FEWEST_FIELDS
        )
    return (piece.size <= _LONGEST_ANSWER and _RUN_BY in words) or (
        piece.opens
        and (
            FORM.match(words.lower()) is not None
            or phrases.POWERED.match(words) is not None
            or _COPYRIGHT.fullmatch(words) is not None
            or is_related(words)
            or (is_furniture(words) and not is_button(words))
        )
    )


def heads_with_number(text: str, piece: Piece) -> bool:
    """Whether a piece begins with a line that is a comment's number, as "#2"."""
    return _NUMBER.fullmatch(text, piece.words, piece.lines[0].end) is not None


@dataclass(slots=True)
class Walker:
    """Goes through the pieces of a thread once and collects its drafts."""

    text: str
    pieces: list[Piece]
    headers: dict[int, Header]
    thread: Thread
    leads: dict[int, int]
    tails: frozenset[str] = frozenset()
    tops: frozenset[str] = frozenset()
    led: bool = False
    """Whether comments lead back to the top of the page; "Top" alone may be praise."""
    quotable: bool = True
    """Whether "Quote" is the button of comments; a board puts the same word over quotations."""
    open: list[tuple[int, Draft]] = field(default_factory=list)
    by_author: dict[str, Draft] = field(default_factory=dict)
    latest: Draft | None = None

    def above(self, index: int) -> Thread:
        """Headers stand over their comments."""
        current: Draft | None = None
        depth = words_indent = 0
        last = max(self.headers)
        closed = linked = False
        leading = {at for header, lead in self.leads.items() for at in range(lead, header)}
        while index < len(self.pieces):
            piece = self.pieces[index]
            header = self.headers.get(index)
            if index in leading:
                self._meta(piece)
                index += 1
                continue
            if header is not None:
                current, depth = self._begin(header), self._depth(header)
                words_indent, closed, linked = -1, False, False
                index += header.taken
                continue
            words = piece.said
            if phrases.PINGBACKS_HEADING.fullmatch(words) is not None:
                self._meta(piece)
                current, closed, linked = None, False, True
            elif (linked and piece.marker is not None) or (
                phrases.PINGBACK.match(words) is not None and piece.size < 300
            ):
                current, closed = self._pingback(piece), True
            elif (
                current is not None
                and current.date is None
                and not (closed and index > last)
                and len(piece.lines) == 1
                and (stamp := date_line(self.text, piece.words, piece.end)) is not None
            ):
                current.date = fold_space(stamp.words)
                self._meta(piece)
                closed = current.end > current.start
            elif self._is_foot(piece):
                self._meta(piece)
                closed = current is not None and current.end > current.start
            elif index > last and (
                closed
                or ends_thread(piece)
                or (words_indent > 0 and piece.indent < min(words_indent, max(depth, 1)))
            ):
                break
            elif (
                current is None
                or (is_empty(piece) and not self._is_smile(piece))
                or (current.end == current.start and is_beside_date(words))
                or (
                    current.end == current.start
                    and self.tops
                    and labelled(words, current.author) in self.tops
                )
                or (closed and (piece.size < 80 or is_furniture(words)))
            ):
                self._meta(piece)
            else:
                start = piece.start
                if current.end == current.start:
                    start = self._behind_answer(current, piece.words, piece.start, piece.end)
                    current.start, words_indent = start, piece.indent
                current.end = max(start, self._end_of_words(piece))
                closed = start < current.end < piece.end
            index += 1
        self._find_excerpts()
        self.thread.last = index
        return self.thread

    def below(self, index: int) -> Thread:
        """Headers stand under their comments, as signatures."""
        begun: Piece | None = None
        mark: Piece | None = None
        end = 0
        last = max(self.headers)
        while index < len(self.pieces) and index <= last:
            piece = self.pieces[index]
            header = self.headers.get(index)
            if header is not None:
                if begun is not None:
                    self._place(header, begun, mark or begun, end)
                self._meta(piece)
                begun = mark = None
                index += header.taken
                continue
            if (is_empty(piece) and begun is None) or self._is_foot(piece):
                self._meta(piece)
                if begun is None and piece.marker is not None:
                    mark = piece
            else:
                begun = begun or piece
                end = piece.end
            index += 1
        while index < len(self.pieces) and self._is_foot(self.pieces[index]):
            self._meta(self.pieces[index])
            index += 1
        self.thread.last = index
        return self.thread

    def _find_excerpts(self) -> None:
        """Mark what is an excerpt from another page, "[…] so says Ann […]", as a link back."""
        for draft in self.thread.comments:
            said = (
                self.text[draft.start : draft.end].strip()
                if draft.end - draft.start < _LONGEST_EXCERPT
                else ""
            )
            if (
                said.startswith(EXCERPTED)
                and (said.endswith(EXCERPTED) or draft.author is None)
                and len(said) > 2 * len("[...]")
            ):
                draft.pingback = True

    def _pingback(self, piece: Piece) -> Draft:
        """A link back from another page, which has no header: its line is all there is."""
        if piece.words > piece.start:
            self.thread.drafts.append(Draft(BlockKind.COMMENT_META, piece.start, piece.words))
        draft = Draft(BlockKind.COMMENT, piece.words, piece.end, pingback=True)
        self.thread.drafts.append(draft)
        return draft

    def _end_of_words(self, piece: Piece) -> int:
        """Where a comment's words end before the buttons on the last lines of their piece."""
        kept = len(piece.lines)
        while kept > 1 and self._is_button(piece.lines[kept - 1]):
            kept -= 1
        if kept == len(piece.lines):
            return piece.end
        buttons = piece.lines[kept]
        self.thread.drafts.append(Draft(BlockKind.COMMENT_META, buttons.left, piece.end))
        return buttons.left

    def _is_foot(self, piece: Piece) -> bool:
        """Whether a piece is a comment's button, or what stands under most comments."""
        return (
            (is_button(piece.said) and not self._heads_quotation(piece))
            or (self.led and leads_up(piece.said))
            or (bool(self.tails) and digitless(piece.said) in self.tails)
        )

    def _heads_quotation(self, piece: Piece) -> bool:
        """Whether a "Quote" is no button, but stands over what a comment quotes."""
        return not self.quotable and is_quoting(piece.said)

    def _is_smile(self, piece: Piece) -> bool:
        """Whether a piece is nothing but faces, as all or the last that somebody says."""
        return piece.marker is None and _SMILES.fullmatch(piece.said) is not None

    def _is_button(self, line: Line) -> bool:
        words = self.text[line.start : min(line.end, line.start + 80)]
        return is_button(words) or (self.led and leads_up(words))

    def _depth(self, header: Header) -> int:
        """The indentation of a header, or of the bullet or number that stands alone before it.

        Where a header says its level, that stands for the indentation.
        """
        index = header.index
        if header.level is not None:
            return header.level * _DEEPER
        over = self.leads.get(index, index)
        if over < index and self.pieces[over].marker is not None:
            return self.pieces[over].indent
        before = self.pieces[over - 1] if over else None
        if (
            before is not None
            and before.marker is not None
            and (not before.said or _PICTURE.fullmatch(before.said))
        ):
            return before.indent
        return self.pieces[index].indent

    def _meta(self, piece: Piece) -> None:
        self.thread.drafts.append(Draft(BlockKind.COMMENT_META, piece.start, piece.end))

    def _begin(self, header: Header) -> Draft:
        piece = self.pieces[header.index]
        last = self.pieces[header.index + header.taken - 1]
        end = header.words if header.words is not None else last.end
        self.thread.drafts.append(Draft(BlockKind.COMMENT_META, piece.start, end))
        stop = self._end_of_words(last) if header.words is not None else end
        if header.closes and self.latest is not None and self.latest.date is None:
            self.latest.date = header.closes
        above = self.by_author.get(header.answers) if header.answers else None
        draft = self._comment(header, end, stop, piece.number)
        self._nest(draft, self._depth(header))
        if draft.parent is None:
            draft.parent = above
        draft.start = min(stop, self._behind_answer(draft, end, end, stop))
        return draft

    def _place(self, header: Header, begun: Piece, mark: Piece, end: int) -> None:
        """A comment's words from *begun* on, whose number or bullet is *mark*'s."""
        words = begun.words
        if len(begun.lines) > 1 and heads_with_number(self.text, begun):
            words = begun.lines[1].start
        if words > begun.start:
            self.thread.drafts.append(Draft(BlockKind.COMMENT_META, begun.start, words))
        draft = self._comment(header, words, end, mark.number)
        self._nest(draft, mark.indent if header.level is None else self._depth(header))

    def _comment(self, header: Header, start: int, end: int, number: int | None) -> Draft:
        draft = Draft(
            BlockKind.COMMENT,
            start,
            end,
            author=header.author,
            date=None if header.date is None else fold_space(header.date),
            number=number,
            pingback=header.pingback,
        )
        self.latest = draft
        self.thread.drafts.append(draft)
        return draft

    def _nest(self, draft: Draft, indent: int) -> None:
        while self.open and self.open[-1][0] > indent - _DEEPER:
            self.open.pop()
        if self.open:
            draft.parent = self.open[-1][1]
        self.open.append((indent, draft))
        if draft.author:
            self.by_author[draft.author] = draft

    def _behind_answer(self, draft: Draft, at: int, start: int, end: int) -> int:
        """Where the words of text[start:end] begin: behind a line at *at* that says whom the
        comment answers and nothing else, as "In reply to Ann".
        """
        stop = self.text.find("\n", at, end)
        line = self.text[at : end if stop < 0 else stop].strip() if end - at else ""
        named = phrases.IN_REPLY.match(line) if len(line) <= _LONGEST_ANSWER else None
        if named is None or line[named.end() :].strip(" .:"):
            return start
        name = fold_space(named["name"]).rstrip(" .:")
        if len(name.split()) > _MOST_NAMES:
            return start
        above = self.by_author.get(name)
        if draft.parent is None and above is not draft:
            draft.parent = above
        behind = end if stop < 0 else stop
        self.thread.drafts.append(Draft(BlockKind.COMMENT_META, start, behind))
        return behind
