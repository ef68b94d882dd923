"""The reader comments of a raw text: where they begin and end, who wrote which, who answers whom.

A comment's header may say its author ("Ann says:"), author and date on a line or two, or only a
number; in some pages the author and date stand under the words instead. Depth shows in the
indentation of the headers. Nothing here is particular to one site.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from store.importers import phrases
from store.importers.drafts import Draft
from store.importers.furniture import is_empty, is_furniture, is_prose, is_related
from store.importers.headers import Header, find_headers
from store.importers.lines import Line, Piece
from store.model import BlockKind
from store.text import fold_space


class Side(Enum):
    """Whether a header stands above the words or, as a signature, under them."""

    ABOVE = "above"
    BELOW = "below"


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


def find_thread(text: str, pieces: list[Piece]) -> Thread | None:
    """The comment section of *text*, or None where there is none that is sure."""
    headers = _before_form(text, pieces, find_headers(text, pieces))
    heading = _heading(text, pieces, headers)
    if heading is not None:
        found = _numbered(text, pieces, heading) if not _after(headers, heading) else None
        return found or _walk(text, pieces, _after(headers, heading), heading)
    return _walk(text, pieces, headers, None) if _is_sure(pieces, headers) else None


def _is_sure(pieces: list[Piece], headers: dict[int, Header]) -> bool:
    """Whether headers make a thread without a heading over it.

    There must be prose before them, for an article's own byline looks like a header, and more
    than the dates that a list of teasers has too: "says", a reply button, or a third one.
    """
    first = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    for index in [index for index in headers if index < first]:
        del headers[index]
    dated = [header for header in headers.values() if header.date]
    if len(headers) < 2 or not dated:
        return False
    return (
        len(dated) > 2
        or any(header.said for header in headers.values())
        or any(phrases.REPLY.fullmatch(piece.said) for piece in pieces[min(headers) :])
    )


def _before_form(text: str, pieces: list[Piece], headers: dict[int, Header]) -> dict[int, Header]:
    """The headers up to the reply form that closes the thread; teasers with dates may follow it."""
    for index in range(min(headers, default=0) + 1, len(pieces)):
        piece = pieces[index]
        if piece.size <= 60 and headers and phrases.FORM.match(piece.said):
            return {at: header for at, header in headers.items() if at < index}
    return headers


def _after(headers: dict[int, Header], heading: int) -> dict[int, Header]:
    return {index: header for index, header in headers.items() if index > heading}


def _heading(text: str, pieces: list[Piece], headers: dict[int, Header]) -> int | None:
    """The piece that opens the comments, judged by what follows it."""
    numbered: int | None = None
    for index, piece in enumerate(pieces):
        if piece.size > 400 or piece.marker is not None:
            continue
        words = piece.said
        if not phrases.COMMENTS_HEADING.fullmatch(words):
            continue
        if is_prose(piece) and phrases.COUNTED_HEADING.match(words) is None:
            continue
        near = range(index + 1, min(index + 7, len(pieces)))
        if any(i in headers for i in near):
            return index
        if numbered is None and _first_number(pieces, index) is not None:
            numbered = index
    return numbered


def _first_number(pieces: list[Piece], heading: int) -> int | None:
    for index in range(heading + 1, min(heading + 4, len(pieces))):
        if pieces[index].number == 1:
            return index
    return None


def _numbered(text: str, pieces: list[Piece], heading: int) -> Thread | None:
    """Comments told apart by nothing but their numbers."""
    first = _first_number(pieces, heading)
    if first is None:
        return None
    thread = Thread(heading, len(pieces), heading=heading)
    _take_heading(thread, pieces, heading, first)
    expected, current = 1, None
    for index in range(first, len(pieces)):
        piece = pieces[index]
        words = piece.said
        if piece.number == expected and piece.indent <= pieces[first].indent + 1:
            thread.drafts.append(Draft(BlockKind.COMMENT_META, piece.start, piece.words))
            current = Draft(BlockKind.COMMENT, piece.words, piece.end, number=expected)
            thread.drafts.append(current)
            expected += 1
        elif _ends_thread(text, piece, words) or (
            current is not None and piece.indent < pieces[first].indent
        ):
            thread.last = index
            break
        elif phrases.REPLY.fullmatch(words) is not None:
            thread.drafts.append(Draft(BlockKind.COMMENT_META, piece.start, piece.end))
            current = None
        elif current is not None:
            current.end = piece.end
    return thread


def _ends_thread(text: str, piece: Piece, words: str) -> bool:
    return len(words) < 160 and (
        phrases.FORM.match(words) is not None
        or is_related(words)
        or (is_furniture(words) and phrases.REPLY.fullmatch(words) is None)
    )


def _take_heading(thread: Thread, pieces: list[Piece], heading: int, first: int) -> None:
    piece = pieces[heading]
    thread.drafts.append(Draft(BlockKind.COMMENTS_HEADING, piece.start, piece.end))
    for between in pieces[heading + 1 : first]:
        thread.drafts.append(Draft(BlockKind.COMMENT_META, between.start, between.end))


def _walk(
    text: str, pieces: list[Piece], headers: dict[int, Header], heading: int | None
) -> Thread | None:
    if not headers:
        return None
    first = min(headers)
    start = first if heading is None else heading
    side = _side(text, pieces, headers, start)
    walker = _Walker(text, pieces, headers, Thread(start, len(pieces), heading=heading))
    if heading is not None:
        piece = pieces[heading]
        walker.thread.drafts.append(Draft(BlockKind.COMMENTS_HEADING, piece.start, piece.end))
        start = heading + 1
    if side is Side.ABOVE:
        return walker.above(start)
    return walker.below(start)


def _side(text: str, pieces: list[Piece], headers: dict[int, Header], start: int) -> Side:
    """Signatures: words come before the first header and none after the last."""
    first, last = min(headers), max(headers)
    before = any(
        not is_empty(pieces[index])
        and not is_furniture(pieces[index].said)
        and phrases.PINGBACK.match(pieces[index].said) is None
        for index in range(start + 1, first)
    )
    if not before or headers[first].words is not None:
        return Side.ABOVE
    end = last + headers[last].taken
    if end < len(pieces):
        words = pieces[end].said
        if phrases.REPLY.fullmatch(words) is None and not is_furniture(words):
            return Side.ABOVE
    return Side.BELOW


@dataclass(slots=True)
class _Walker:
    """Goes through the pieces of a thread once and collects its drafts."""

    text: str
    pieces: list[Piece]
    headers: dict[int, Header]
    thread: Thread
    open: list[tuple[int, Draft]] = field(default_factory=list)
    by_author: dict[str, Draft] = field(default_factory=dict)

    def above(self, index: int) -> Thread:
        """Headers stand over their comments."""
        current: Draft | None = None
        depth = words_indent = 0
        last = max(self.headers)
        closed = linked = False
        while index < len(self.pieces):
            piece = self.pieces[index]
            header = self.headers.get(index)
            if header is not None:
                current, depth = self._begin(header), self._depth(index)
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
            elif phrases.REPLY.fullmatch(words) is not None:
                self._meta(piece)
                closed = current is not None and current.end > current.start
            elif index > last and (
                closed
                or _ends_thread(self.text, piece, words)
                or (words_indent > 0 and piece.indent < min(words_indent, max(depth, 1)))
            ):
                break
            elif (
                current is None
                or is_empty(piece)
                or (current.end == current.start and phrases.BEFORE_DATE.fullmatch(words))
                or (closed and (piece.size < 80 or is_furniture(words)))
            ):
                self._meta(piece)
            elif (
                phrases.IN_REPLY.match(words) and piece.size < 100 and current.end == current.start
            ):
                self._answer(current, words)
                self._meta(piece)
            else:
                if current.end == current.start:
                    current.start, words_indent = piece.start, piece.indent
                current.end = self._end_of_words(piece)
                closed = current.end < piece.end
            index += 1
        self.thread.last = index
        return self.thread

    def below(self, index: int) -> Thread:
        """Headers stand under their comments, as signatures."""
        begun: Piece | None = None
        end = 0
        last = max(self.headers)
        while index < len(self.pieces) and index <= last:
            piece = self.pieces[index]
            header = self.headers.get(index)
            if header is not None:
                if begun is not None:
                    self._place(header, begun, end)
                self._meta(piece)
                begun = None
                index += header.taken
                continue
            if (is_empty(piece) and begun is None) or phrases.REPLY.fullmatch(
                piece.said
            ) is not None:
                self._meta(piece)
            else:
                begun = begun or piece
                end = piece.end
            index += 1
        while index < len(self.pieces) and phrases.REPLY.fullmatch(self.pieces[index].said):
            self._meta(self.pieces[index])
            index += 1
        self.thread.last = index
        return self.thread

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

    def _is_button(self, line: Line) -> bool:
        words = self.text[line.start : min(line.end, line.start + 80)]
        return phrases.REPLY.fullmatch(words) is not None

    def _depth(self, index: int) -> int:
        """The indentation of a header, or of the bullet or number that stands alone before it."""
        before = self.pieces[index - 1] if index else None
        if before is not None and before.marker is not None and not before.said:
            return before.indent
        return self.pieces[index].indent

    def _meta(self, piece: Piece) -> None:
        self.thread.drafts.append(Draft(BlockKind.COMMENT_META, piece.start, piece.end))

    def _begin(self, header: Header) -> Draft:
        piece = self.pieces[header.index]
        last = self.pieces[header.index + header.taken - 1]
        end = header.words if header.words is not None else last.end
        self.thread.drafts.append(Draft(BlockKind.COMMENT_META, piece.start, end))
        start = end
        stop = self._end_of_words(last) if header.words is not None else end
        draft = self._comment(header, start, stop, piece.number)
        self._nest(draft, self._depth(header.index))
        return draft

    def _place(self, header: Header, begun: Piece, end: int) -> None:
        if begun.words > begun.start:
            self.thread.drafts.append(Draft(BlockKind.COMMENT_META, begun.start, begun.words))
        draft = self._comment(header, begun.words, end, begun.number)
        self._nest(draft, begun.indent)

    def _comment(self, header: Header, start: int, end: int, number: int | None) -> Draft:
        draft = Draft(
            BlockKind.COMMENT,
            start,
            end,
            author=header.author,
            date=header.date,
            number=number,
            pingback=header.pingback,
        )
        self.thread.drafts.append(draft)
        return draft

    def _nest(self, draft: Draft, indent: int) -> None:
        while self.open and self.open[-1][0] > indent - 2:
            self.open.pop()
        if self.open:
            draft.parent = self.open[-1][1]
        self.open.append((indent, draft))
        if draft.author:
            self.by_author[draft.author] = draft

    def _answer(self, draft: Draft, words: str) -> None:
        named = phrases.IN_REPLY.match(words)
        if named is not None and draft.parent is None:
            draft.parent = self.by_author.get(fold_space(named["name"]).rstrip(" .:"))
            if draft.parent is draft:
                draft.parent = None
