"""A raw text dump cut into blocks: what is title, body, caption, comment and what is furniture.

Linear in the length of the text. What is unsure stays visible as a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.drafts import Draft, finish
from store.importers.front import (
    find_site,
    find_title,
    is_owner_line,
    name_draft,
    split_credit,
    split_dateline,
    title_draft,
)
from store.importers.furniture import (
    count_words,
    has_credit,
    heads_links,
    is_empty,
    is_furniture_piece,
    is_licence,
    is_nav_item,
    is_prose,
    words_in,
)
from store.importers.lines import Piece, pieces_of
from store.importers.offers import offers_in
from store.importers.threads import find_thread
from store.importers.veil import own_range, shadow
from store.importers.walk import ends_thread
from store.model import Block, BlockKind

_LONGEST_CAPTION = 400
_LONGEST_HEADING = 140
_HASHES = re.compile(r"(#{1,6})\s")
_QUOTED = re.compile(r"[“”„«»‹›\"‟「『〝‘]\s?\w")
_TABLE_ROW = re.compile(r"[^|\n]*\|[^|\n]*\|")


def segment(text: str) -> tuple[Block, ...]:
    """The blocks of a raw text, in order, every non-blank character in exactly one."""
    return finish(text, _drafts(text))


def _drafts(text: str) -> list[Draft]:
    seen = shadow(text)
    pieces = pieces_of(text, seen)
    first, last = own_range(text, pieces)
    drafts = _fold(pieces[:first]) + _fold(pieces[last:])
    drafts += _page(text, seen, pieces[first:last])
    if all(draft.kind is BlockKind.BOILERPLATE for draft in drafts) and len(drafts) >= len(pieces):
        return [Draft(BlockKind.PARAGRAPH, piece.start, piece.end) for piece in pieces]
    return drafts


def _page(text: str, seen: str, pieces: list[Piece]) -> list[Draft]:
    thread = find_thread(seen, pieces)
    heading = None if thread is None or thread.heading is None else pieces[thread.heading]
    article = pieces if thread is None else pieces[: thread.first]
    site = find_site(seen, pieces)
    drafts = _Body(text, seen, article, heading, site, thread is not None).drafts()
    if thread is not None:
        drafts += thread.drafts
        drafts += _tail(article, pieces[thread.last :])
    return drafts


def _tail(article: list[Piece], rest: list[Piece]) -> list[Draft]:
    """What follows the comments is the page's foot, unless it holds more prose than the article.

    Prose above a comment's button stays visible: it may be a comment whose header is not told.
    """
    before = sum(piece.size for piece in article if is_prose(piece))
    after = sum(piece.size for piece in rest if is_prose(piece))
    if after > 2 * before:
        return _fold([piece for piece in rest if not is_prose(piece)])
    ends = next((index for index, piece in enumerate(rest) if ends_thread(piece)), 0)
    while ends and not is_button(rest[ends - 1].said):
        ends -= 1
    return _fold([piece for piece in rest[:ends] if not is_prose(piece)] + rest[ends:])


def _fold(pieces: list[Piece]) -> list[Draft]:
    return [Draft(BlockKind.BOILERPLATE, piece.start, piece.end) for piece in pieces]


@dataclass(slots=True)
class _Body:
    """Everything before the comments; `text` is read in its shadow, `raw` is as it came."""

    raw: str
    text: str
    pieces: list[Piece]
    comments_heading: Piece | None
    site: str | None
    has_thread: bool

    def drafts(self) -> list[Draft]:
        """The drafts of all pieces; what gets none becomes a paragraph."""
        title, sure = find_title(self.text, self.pieces, self.comments_heading)
        if title is None:
            return self._body(0)
        drafts = self._before(title, sure)
        drafts += title_draft(self.text, self.pieces[title])
        start = title + 1
        while start < len(self.pieces) and (found := self._credit(start)) is not None:
            drafts += found
            start += 1
        return drafts + self._body(start)

    def _before(self, title: int, sure: bool) -> list[Draft]:
        drafts: list[Draft] = []
        for piece in self.pieces[:title]:
            named = name_draft(self.text, piece, self.site, before_title=True)
            if named is not None:
                drafts.append(named)
            elif is_licence(piece.said):
                drafts.append(Draft(BlockKind.CAPTION, piece.start, piece.end))
            elif credits := split_credit(self.text, piece):
                drafts += credits
            elif (
                is_furniture_piece(self.text, piece)
                or is_empty(piece)
                or (sure and not (is_prose(piece) and (piece.size > 150 or piece.marker is None)))
                or is_nav_item(piece)
            ):
                drafts.append(Draft(BlockKind.BOILERPLATE, piece.start, piece.end))
        return drafts

    def _credit(self, index: int) -> list[Draft] | None:
        """What stands between title and text, or None where the text begins."""
        piece = self.pieces[index]
        if is_prose(piece):
            return None
        if is_licence(piece.said):
            return [Draft(BlockKind.CAPTION, piece.start, piece.end)]
        if is_furniture_piece(self.text, piece) or is_empty(piece):
            return [Draft(BlockKind.BOILERPLATE, piece.start, piece.end)]
        if credits := split_credit(self.text, piece):
            return credits
        if not self._leads_to_text(index):
            return None
        named = name_draft(self.text, piece, self.site, before_title=False)
        return None if named is None else [named]

    def _leads_to_text(self, index: int) -> bool:
        """A name on its own is a byline only where the text or its date follows soon."""
        for piece in self.pieces[index + 1 : index + 4]:
            if is_prose(piece) or split_credit(self.text, piece):
                return True
        return False

    def _body(self, start: int) -> list[Draft]:
        drafts: list[Draft] = []
        first, folding = True, False
        prose_left = self._last_prose(start)
        offers = offers_in(self.text, self.pieces, start)
        for index in range(start, len(self.pieces)):
            piece = self.pieces[index]
            prose = is_prose(piece)
            related = heads_links(piece)
            if related:
                folding = True
            elif folding and prose and words_in(piece) >= 20:
                folding = False
            if (
                (folding and (related or not prose or index > prose_left))
                or index in offers
                or is_empty(piece)
                or is_furniture_piece(self.text, piece)
                or (self.site is not None and is_owner_line(piece.said, self.site))
                or (self.has_thread and self._is_menu(index))
            ):
                drafts.append(Draft(BlockKind.BOILERPLATE, piece.start, piece.end))
            else:
                if first and prose:
                    first = False
                    dateline, at = split_dateline(self.text, piece.start, piece.end)
                    if dateline:
                        drafts += dateline
                        drafts.append(Draft(self._prose_kind(at, piece.end), at, piece.end))
                        continue
                drafts.append(self._content(index, prose))
        return drafts

    def _last_prose(self, start: int) -> int:
        for index in range(len(self.pieces) - 1, start - 1, -1):
            if is_prose(self.pieces[index]):
                return index
        return start

    def _is_menu(self, index: int) -> bool:
        """One of six or more short list items in a row, as menus have, on a page with comments."""
        if not is_nav_item(self.pieces[index]):
            return False
        run = 1
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(self.pieces) and run < 6 and is_nav_item(self.pieces[at]):
                run += 1
                at += step
        return run >= 6

    def _prose_kind(self, start: int, end: int) -> BlockKind:
        while start < end and self.text[start].isspace():
            start += 1
        return BlockKind.QUOTE if _QUOTED.match(self.text, start, end) else BlockKind.PARAGRAPH

    def _content(self, index: int, prose: bool) -> Draft:
        piece = self.pieces[index]
        words, start, end = piece.said, piece.start, piece.end
        signed = not words[:1].isalpha()
        hashes = _HASHES.match(words) if signed else None
        if hashes is not None and piece.size <= 400:
            return Draft(BlockKind.HEADING, start, end, level=len(hashes[1]))
        if piece.marker is not None:
            return Draft(BlockKind.LIST, start, end)
        if piece.size <= _LONGEST_CAPTION and (
            has_credit(piece) or self.raw.startswith("![", start)
        ):
            return Draft(BlockKind.CAPTION, start, end)
        if signed and words.startswith(">"):
            return Draft(BlockKind.QUOTE, start, end)
        if len(piece.lines) > 1 and all(
            _TABLE_ROW.match(self.text, line.start, line.end) for line in piece.lines
        ):
            return Draft(BlockKind.TABLE, start, end)
        if signed and _QUOTED.match(words) and count_words(words) >= 4:
            return Draft(BlockKind.QUOTE, start, end)
        if not prose and self._is_heading(index, words):
            return Draft(BlockKind.HEADING, start, end, level=2)
        return Draft(BlockKind.PARAGRAPH, start, end)

    def _is_heading(self, index: int, words: str) -> bool:
        if index + 1 >= len(self.pieces) or not 2 <= len(words) <= _LONGEST_HEADING:
            return False
        following = self.pieces[index + 1]
        return (
            (following.marker is not None or is_prose(following))
            and following.group != self.pieces[index].group
            and words[-1] not in phrases.SENTENCE_ENDS
        )
