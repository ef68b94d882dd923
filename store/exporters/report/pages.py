"""An article in the HTML report: its blocks with what is marked, comments as a tree, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from store.exporters.base import StoredArticle
from store.exporters.report.escaping import anchor, apart, linked, text, when
from store.exporters.report.facts import Facts, article_facts
from store.exporters.report.margin import beside, sign, style_of
from store.exporters.report.stretches import Marked, Piece
from store.model import Annotation, Block, BlockKind
from store.text import fold_space
from store.threads import comments, depths
from store.wording import counted

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DEEPEST = 6
_HEAD = {BlockKind.SITE, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.DATE}
_SMALL = {*_HEAD, BlockKind.CAPTION, BlockKind.COMMENT_META}
_TALK = {BlockKind.COMMENT, BlockKind.COMMENT_META}


class Page:
    """One article's part of the report."""

    def __init__(self, facts: Facts, stored: StoredArticle) -> None:
        """For an article of the report."""
        self.facts, self.stored = facts, stored
        self.marked = Marked(stored, facts.here[stored.record.id])
        self._begun: set[str] = set()
        self.depths = depths(stored.blocks)
        self.comments = {comment.id: comment for comment in comments(stored.blocks)}

    def lines(self) -> Iterator[str]:
        """Its HTML."""
        record = self.stored.record
        language = record.language or ""
        lang = f' lang="{text(language)}"' if _LANGUAGE.fullmatch(language) else ""
        yield f'<article id="{anchor("a", record.id)}"{lang}>'
        blocks = list(enumerate(self.stored.blocks))
        title = self._title(blocks)
        if title is None:
            yield f'<h2 dir="auto">{text(record.title)}</h2>'
        else:
            blocks.remove(title)
            heading = f'<h2 dir="auto">{self._marked(title[1])}</h2>'
            yield from self._row(heading, self.marked.noted(title[0]))
        yield '<dl class="facts">'
        for name, value in article_facts(self.stored):
            yield f"<div><dt>{text(name)}</dt><dd>{when(value) or linked(value)}</dd></div>"
        yield "</dl>"
        for folded, group in groupby(
            blocks, key=lambda pair: pair[1].kind is BlockKind.BOILERPLATE
        ):
            held = list(group)
            if folded:
                yield from self._folded(held)
            else:
                yield from self._talking(held)
        yield "</article>"

    def _title(self, blocks: list[tuple[int, Block]]) -> tuple[int, Block] | None:
        """The block that is the title, where the text has one of the same words."""
        words = fold_space(self.stored.record.title)
        for pair in blocks:
            block = pair[1]
            if block.kind is BlockKind.TITLE and words == fold_space(
                self.stored.text[block.start : block.end]
            ):
                return pair
        return None

    def _folded(self, held: list[tuple[int, Block]]) -> Iterator[str]:
        """Boilerplate: folded, unless something in it is marked."""
        marked = any(self.marked.noted(nth) for nth, _ in held) or any(
            piece.under for _, block in held for piece in self.marked.pieces(block.start, block.end)
        )
        blocks = counted(len(held), "block")
        yield f"<details{' open' if marked else ''}><summary>Boilerplate, {blocks}</summary>"
        for nth, block in held:
            body = f'<p class="small" dir="auto">{self._marked(block)}</p>'
            yield from self._row(body, self.marked.noted(nth))
        yield "</details>"

    def _talking(self, held: list[tuple[int, Block]]) -> Iterator[str]:
        for sort, group in groupby(held, key=lambda pair: _sort(pair[1])):
            if sort == "head":
                yield from self._head(list(group))
            elif sort == "talk":
                yield '<div class="talk">'
                for nth, block in group:
                    yield from self._comment(block, self.marked.noted(nth))
                yield "</div>"
            else:
                for nth, block in group:
                    yield from self._row(self._plain(block), self.marked.noted(nth))

    def _head(self, held: list[tuple[int, Block]]) -> Iterator[str]:
        """Site, byline, dateline and date on one line."""
        words = ""
        for (_, block), (_, after) in pairwise((*held, held[-1])):
            between = self.stored.text[block.end : after.start]
            words += self._marked(block)
            words += "" if after is block else " " if "\n" not in between else " · "
        noted = [one for nth, _ in held for one in self.marked.noted(nth)]
        yield from self._row(f'<p class="small" dir="auto">{words}</p>', noted)

    def _has_marks(self, block: Block, noted: list[Annotation]) -> bool:
        return bool(noted) or any(
            piece.under for piece in self.marked.pieces(block.start, block.end)
        )

    def _comment(self, block: Block, noted: list[Annotation]) -> Iterator[str]:
        """A comment under its author and date; what was printed there only where it is marked."""
        if block.kind is BlockKind.COMMENT_META:
            if self._has_marks(block, noted):
                yield from self._row(self._plain(block), noted)
            return
        depth = min(self.depths.get(block.id, 0), _DEEPEST)
        number = "" if block.number is None else f"{block.number}. "
        who = [f"{number}<b>{apart(block.author or 'unknown')}</b>"]
        if block.date:
            who.append(apart(block.date))
        parent = self.comments.get(block.parent or "")
        if parent is not None:
            to = "" if parent.number is None else f" (no. {parent.number})"
            where = anchor(f"b-{self.stored.record.id}", parent.id)
            name = apart(parent.author or "unknown")
            who.append(f'answers <a href="#{where}">{name}{to}</a>')
        if block.pingback:
            who.append("pingback")
        body = (
            f'<p class="who" id="{anchor(f"b-{self.stored.record.id}", block.id)}">'
            f'{" · ".join(who)}</p><p class="pre" dir="auto">{self._marked(block)}</p>'
        )
        yield from self._row(body, noted, f" deep{depth}" if depth else "")

    def _row(self, body: str, noted: Iterable[Annotation], more: str = "") -> Iterator[str]:
        """A block with its notes after it; the sheet floats them beside the text."""
        yield f'<div class="row{more}">'
        notes = list(beside(self.facts, noted))
        if notes:
            yield '<aside class="notes">'
            yield from notes
            yield "</aside>"
        yield f'<div class="text">{body}</div></div>'

    def _plain(self, block: Block) -> str:
        words = self._marked(block)
        kind = block.kind
        if kind in (BlockKind.HEADING, BlockKind.COMMENTS_HEADING, BlockKind.TITLE):
            level = min(max(3, (block.level or 2) + 1), 5)
            return f'<h{level} dir="auto">{words}</h{level}>'
        if kind is BlockKind.QUOTE:
            return f'<blockquote dir="auto">{words}</blockquote>'
        if kind in (BlockKind.CODE, BlockKind.TABLE):
            return f'<pre dir="auto">{words}</pre>'
        if kind is BlockKind.LEAD:
            return f'<div class="lead"><p dir="auto">{words}</p></div>'
        if kind in _SMALL:
            return f'<p class="small" dir="auto">{words}</p>'
        layout = ' class="pre"' if kind is BlockKind.LIST else ""
        return f'<p{layout} dir="auto">{words}</p>'

    def _marked(self, block: Block) -> str:
        return "".join(map(self._piece, self.marked.pieces(block.start, block.end)))

    def _piece(self, piece: Piece) -> str:
        whole = self.marked.text[piece.start : piece.end]
        kept = whole.rstrip() if piece.ending else whole  # a sign stands at its words, not below
        words = text(kept)
        for stretch in reversed(piece.under):
            one = stretch.annotation
            where = ""
            if one.id not in self._begun:
                self._begun.add(one.id)
                where = f' id="{anchor("s", one.id)}"'
            words = f'<mark class="{style_of(one)} lane{stretch.lane}"{where}>{words}</mark>'
        for stretch in piece.ending:
            which = f" {stretch.part}/{stretch.of}" if stretch.of > 1 else ""
            words += sign(self.facts, stretch.annotation, which)
        return words + text(whole[len(kept) :])


def _sort(block: Block) -> str:
    """What a block is laid out with."""
    if block.kind in _TALK:
        return "talk"
    return "head" if block.kind in _HEAD else "text"
