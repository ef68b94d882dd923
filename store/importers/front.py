"""The front of a raw text: title, site, byline, dates and dateline. Pure.

The title is looked for in what a page says about itself: the comments heading that quotes it, a
first heading mark, a line said again further down, its place beside date and byline.
"""

from __future__ import annotations

import re
from collections import Counter

from store.importers import phrases
from store.importers.dates import find_date
from store.importers.drafts import Draft
from store.importers.furniture import (
    count_words,
    is_empty,
    is_furniture,
    is_licence,
    is_prose,
    is_related,
)
from store.importers.headlines import is_menu, is_topic, leads_elsewhere, title_in, trail
from store.importers.lines import Piece
from store.model import BlockKind
from store.text import fold_space, trim

_MOST_FRONT = 300
_HANGING = 3.0
_BEHIND = 1.5
"""What speaks against a title behind the first prose: there stand subheadings and credits."""
_NONE = 8.0
"""What speaks against a line that is no headline, whatever else speaks for it."""
_LAST_STEP = 3.0
"""What speaks for the words at which the way to a page ends, and for what heads a topic."""
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!]\s+[^\W\d_]")
_BY_ALONE = re.compile(r"(?:written\s)?by|von|par|por|di|door|av|yazan|автор", re.IGNORECASE)
_LONGEST_TITLE = 300
_FURTHEST = 500_000
"""How far on a title is looked for again, in code points."""
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_][\w.’'-]*(?:\s[^\W\d_][\w.’'-]*){1,3}")
_SITE_WORD = re.compile(
    r"(?<!\w)(?:news|reports?|times|watch|monitor|post|ledger|press|journal|agency|herald|gazette|"
    r"tribune|review|observer|chronicle|daily|weekly|blog|radio|magazine|online|mail|courier|"
    r"zeitung|bote|blatt|anzeiger|nachrichten|rundschau|kurier|tageblatt|presse|agence|gazette|"
    r"diario|noticias|periódico|prensa|agencia)(?!\w)|(?:zeitung|nachrichten|anzeiger|blatt)$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\d{4}(?:\s?[-–]\s?\d{4})?[\s,]*(.+)")
_HASHES = re.compile(r"#{1,6}\s+")
_PLACE = r"[^\W\d_][\w.’' -]{1,40}"
_DASH = r"\s{0,2}(?:[–—―]|-{1,2}(?=\s))\s{0,2}"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}(?:,\s?{_PLACE}){{0,2}})?[,،、]?\s{{0,2}}(?P<date>[^()\n–—]{{4,40}}?)?"
    rf"\s{{0,2}}(?P<agency>[(\[/][^()\[\]\n]{{2,40}}[)\]/])?\*{{0,2}}{_DASH}"
)
_CAPITALS = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ .’'-]{2,40}$")


def find_title(text: str, pieces: list[Piece], heading: Piece | None) -> tuple[int | None, bool]:
    """The index of the title's piece, and whether more than its place speaks for it."""
    if heading is not None:
        quoted = phrases.QUOTED_TITLE.search(fold_space(text[heading.start : heading.end]))
        if quoted is not None:
            wanted = quoted[1].strip()
            for index, piece in enumerate(pieces):
                if piece.size <= len(wanted) + 200 and _title_words(text, piece) == wanted:
                    return index, True
    front = _front(text, pieces)
    for index in front:
        piece = pieces[index]
        if text.startswith("# ", piece.start) and piece.size <= _LONGEST_TITLE:
            return index, True
    return _best(text, pieces, front)


def _front(text: str, pieces: list[Piece]) -> list[int]:
    """Pieces that may be a title: short, said before the first long prose has settled."""
    found: list[int] = []
    prose = 0
    for index, piece in enumerate(pieces[:_MOST_FRONT]):
        words = piece.said
        if is_prose(piece) and count_words(words) >= 20:
            prose += 1
            if prose >= 2 or (found and piece.size > 160):
                break
            continue
        if (
            piece.marker is None
            and piece.size <= _LONGEST_TITLE
            and not is_empty(piece)
            and not is_furniture(words)
            and not is_related(words)
            and not is_licence(words)
        ):
            found.append(index)
    return found


def _best(text: str, pieces: list[Piece], front: list[int]) -> tuple[int | None, bool]:
    if not front:
        return None, False
    titles = {_title_words(text, pieces[index]) for index in front}
    later = Counter(said for piece in pieces if (said := piece.said) in titles)
    called = {steps[-1] for index in front if (steps := trail(pieces[index].said))}
    margin = _margin(pieces)
    prose = next((at for at in range(front[0], front[-1]) if is_prose(pieces[at])), front[-1])
    ranked: list[tuple[float, int]] = []
    for index in front:
        words = _title_words(text, pieces[index])
        number = count_words(words)
        near = 0.0
        for step in (-2, -1, 1, 2):
            neighbour = index + step
            if 0 <= neighbour < len(pieces) and _is_credit(text, pieces[neighbour]):
                near = max(near, 3.0 / abs(step))
        score = near + min(number, 8) * 0.5 - (2.0 if words.endswith((".", ",", ":", ";")) else 0.0)
        score += 1.5 if index == 0 else 0.0
        score -= _BEHIND if index > prose else 0.0
        score += _HANGING if pieces[index].indent < margin else 0.0
        score -= 2.0 if _SENTENCES.search(words) else 0.0
        score -= 6.0 if number < 2 or _is_credit(text, pieces[index]) else 0.0
        score -= 4.0 if _is_list_of_labels(pieces[index]) else 0.0
        score -= _NONE if leads_elsewhere(words) or is_menu(text, pieces[index]) else 0.0
        score += _LAST_STEP if words in called or is_topic(words) else 0.0
        score += _said_again(text, pieces[index], words, later)
        ranked.append((score, -index))
    score, negative = max(ranked)
    if score < -1:
        return None, False
    return -negative, score >= 5


def _margin(pieces: list[Piece]) -> int:
    """Where most prose begins, if not at the edge: lynx sets headings out to the left of it."""
    columns = Counter(piece.indent for piece in pieces if is_prose(piece) and piece.marker is None)
    return max(columns, key=lambda column: columns[column], default=0)


def _said_again(text: str, piece: Piece, words: str, later: Counter[str]) -> float:
    if count_words(words) < 4:
        return 0.0
    end = piece.end
    if later[words] > 1 or text.find(text[piece.words : end], end, end + _FURTHEST) >= 0:
        return 2.0
    return 0.0


def _is_list_of_labels(piece: Piece) -> bool:
    """Several lines, none of them long enough to have been wrapped."""
    return len(piece.lines) > 1 and max(line.end - line.start for line in piece.lines) < 40


def _title_words(text: str, piece: Piece) -> str:
    return _HASHES.sub("", piece.said)


def _is_credit(text: str, piece: Piece) -> bool:
    """A short line that carries a date or names the author."""
    if piece.size > 120:
        return False
    words = piece.said
    if _BY_ALONE.fullmatch(words.rstrip(" :")) is not None:
        return True
    return find_date(words) is not None or phrases.BYLINE.fullmatch(words) is not None


def title_draft(text: str, piece: Piece) -> list[Draft]:
    """The title alone, without what stands before it (a mark, the way to it) and behind it."""
    mark = _HASHES.match(text, piece.words, piece.end)
    begin, end = title_in(text, piece.words if mark is None else mark.end(), piece.end)
    start, end = trim(text, begin, end)
    return [
        Draft(BlockKind.BOILERPLATE, piece.start, start),
        Draft(BlockKind.TITLE, start, end),
        Draft(BlockKind.BOILERPLATE, end, piece.end),
    ]


_JOINT = re.compile(r"\s(?:on|am|le|el|at|um|vom|il|op|em)$", re.IGNORECASE)
"""What ties a byline's name to the date on the next line."""


def split_credit(text: str, piece: Piece) -> list[Draft]:
    """A line of credits cut into byline, dates and the rest; empty when it is none."""
    if piece.size > 160:
        return []
    drafts: list[Draft] = []
    at = piece.start
    while (found := find_date(text, at, piece.end)) is not None:
        drafts.append(Draft(BlockKind.DATE, found.start, found.end))
        at = found.end
    spans = _between(piece, drafts)
    bylines = [draft for span in spans for draft in _bylines(text, *span)]
    if not drafts and not bylines:
        return []
    rest = sum(count_words(text[start:end]) for start, end in spans)
    named = sum(count_words(text[d.start : d.end]) for d in bylines)
    if rest - named > 8:
        return []
    if not bylines and len(spans) <= 2:
        bylines = [
            Draft(BlockKind.BYLINE, start + lead, start + lead + len(name))
            for start, end in spans
            for name in [text[start:end].strip(" \n\t,|·•–—-/")]
            for lead in [text[start:end].find(name)]
            if name
            and _PERSON.fullmatch(fold_space(name))
            and _is_capitalised(name)
            and not phrases.DATE_LABEL.match(name)
            and not is_furniture(name)
        ]
    drafts += bylines
    drafts += [
        Draft(BlockKind.CAPTION, line.start, line.end)
        for line in piece.lines
        if is_licence(text[line.start : line.end])
    ]
    covered = _between(piece, sorted(drafts, key=lambda draft: draft.start))
    return drafts + [Draft(BlockKind.BOILERPLATE, start, end) for start, end in covered]


def _between(piece: Piece, drafts: list[Draft]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = piece.start
    for draft in drafts:
        if at < draft.start:
            spans.append((at, draft.start))
        at = draft.end
    if at < piece.end:
        spans.append((at, piece.end))
    return spans


def _bylines(text: str, start: int, end: int) -> list[Draft]:
    for part in re.finditer(r"[^|·•\n]{1,160}", text[start:end]):
        words = part.group().strip(" \t,–—-")
        match = phrases.BYLINE.fullmatch(words)
        if match is not None and _is_capitalised(match["name"]) and count_words(words) <= 12:
            at = start + part.start() + part.group().find(words)
            name = _JOINT.sub("", match["name"])
            begin = at + match.start("name")
            return [Draft(BlockKind.BYLINE, begin, begin + len(name))]
    return []


def _is_capitalised(name: str) -> bool:
    words = [word for word in name.split() if word[:1].isalpha()]
    big = sum(not word[:1].islower() for word in words)
    return bool(words) and big * 2 >= len(words)


def name_draft(text: str, piece: Piece, site: str | None, before_title: bool) -> Draft | None:
    """A short line beside the title that is only a name: the site's, or the author's."""
    words = piece.said
    if piece.marker is not None or len(words) > 70 or is_furniture(words):
        return None
    if words == site or _DOMAIN.fullmatch(words):
        return Draft(BlockKind.SITE, piece.start, piece.end)
    if before_title:
        return None
    if words.upper() == words.lower():
        return Draft(BlockKind.SITE, piece.start, piece.end) if count_words(words) <= 6 else None
    if all(not word[:1].islower() for word in words.split()):
        if _SITE_WORD.search(words) and count_words(words) <= 7:
            return Draft(BlockKind.SITE, piece.start, piece.end)
        if _PERSON.fullmatch(words):
            return Draft(BlockKind.BYLINE, piece.start, piece.end)
    return None


def find_site(text: str, pieces: list[Piece]) -> str | None:
    """The site's name as its copyright line says it: a short line that also stands alone."""
    alone = {piece.said for piece in pieces[:60] if piece.size <= 60}
    for piece in reversed(pieces):
        if piece.size > 160 or not piece.figures:
            continue
        owner = _OWNER.search(piece.said)
        if owner is None:
            continue
        name = re.split(r"\s?[|.·—–]\s|\.$", owner[1])[0].strip(" |.·—–")
        if name in alone and count_words(name) <= 7:
            return name
    return None


def is_owner_line(words: str, site: str) -> bool:
    """A copyright line without its sign: a year and the site's name."""
    if len(words) > len(site) + 20:
        return False
    return (
        re.fullmatch(rf"\W*(?:\d{{4}}(?:\s?[-–]\s?\d{{4}})?\W*)?{re.escape(site)}\W*", words)
        is not None
    )


def split_dateline(text: str, start: int, end: int) -> tuple[list[Draft], int]:
    """The dateline at *start*, cut round its date, and where the paragraph begins after it."""
    match = _DATELINE.match(text, start, min(end, start + 160))
    if match is None or match.end() >= end:
        return [], start
    stop = match.end()
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    found = find_date(text, start, stop)
    place = (match["place"] or "").strip()
    if found is None and match["agency"] is None and not _CAPITALS.match(place):
        return [], start
    head = text[start : found.start if found else stop]
    if count_words(head) > 8 or not _is_capitalised(head if head.strip() else "A"):
        return [], start
    if found is None:
        return [Draft(BlockKind.DATELINE, start, stop)], stop
    return [
        Draft(BlockKind.DATELINE, start, found.start),
        Draft(BlockKind.DATE, found.start, found.end),
        Draft(BlockKind.DATELINE, found.end, stop),
    ], stop
