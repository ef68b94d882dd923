"""What of a page is not its article: navigation, share bars, forms, notices. Pure.

Only short pieces that are wholly a set phrase count. What is unsure is left to the reader's eye:
content folded away is the worst error an importer can make.
"""

from __future__ import annotations

import re
from functools import lru_cache

from store.importers import phrases
from store.importers.lines import Piece, is_rule
from store.importers.openings import may_open
from store.text import fold_space

_LONGEST_PHRASE = 300
_LONGEST_NOTICE = 400
_MOST_LINES = 16
_FEWEST_UNENDED = 31
"""Characters that the 24 words of prose without an end take at least, be they ideographs."""
_ENDS = re.compile(rf"(?:[.!?…。！？؟۔][\"'”’»)\]」』*]{{0,3}}|{phrases.FACE})$")
"""What ends a sentence, or a face does."""
_CREDIT_SIGN = re.compile(r"[:：©/(]")
_NUMBER = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"\w+")
_WORDS_ALONE = bytes(n if n < 128 and _WORD.match(chr(n)) else ord(" ") for n in range(256))
"""What each character of ASCII is for counting words: many times quicker than a pattern."""
_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_PLACEHOLDER = re.compile(r"^[\W_\d]*$|^[×✕✖]$")
_NOTICE = re.compile(
    f"(?s:{phrases.COOKIES.pattern})|{phrases.FIELD.pattern}|{phrases.FORM.pattern}"
)


@lru_cache(maxsize=4096)
def is_furniture(words: str) -> bool:
    """Whether a whole short piece is a set phrase of the page around an article."""
    if len(words) >= _LONGEST_NOTICE or not may_open(words):
        return False
    lower = words.lower()
    if len(words) > _LONGEST_PHRASE:
        return phrases.COOKIES.match(lower) is not None
    return _NOTICE.match(lower) is not None or phrases.FURNITURE.fullmatch(lower) is not None


def _is_phrase(piece: Piece) -> bool:
    return piece.opens and is_furniture(piece.said)


def is_furniture_piece(text: str, piece: Piece) -> bool:
    """Whether a piece is a set phrase, or each of its lines is, as in a share bar."""
    alone = len(piece.lines) == 1
    if not piece.opens and (alone or piece.marker is None):
        return False
    short_prose = piece.size <= _LONGEST_PHRASE and is_prose(piece)
    if not short_prose and _is_phrase(piece):
        return True
    return (
        not alone
        and len(piece.lines) <= _MOST_LINES
        and piece.size <= _LONGEST_PHRASE
        and all(is_furniture(fold_space(text[line.start : line.end])) for line in piece.lines)
    )


def heads_links(piece: Piece) -> bool:
    """Whether a piece is a heading over links to other articles."""
    return piece.opens and is_related(piece.said)


def is_related(words: str) -> bool:
    """A heading over links to other articles."""
    return len(words) <= 80 and phrases.RELATED.fullmatch(words.lower()) is not None


def is_licence(words: str) -> bool:
    """Whether a line is a picture's licence or agency and nothing else."""
    return len(words) <= 60 and phrases.LICENCE.fullmatch(words.lower()) is not None


def has_credit(piece: Piece) -> bool:
    """Whether a short piece credits a picture to somebody."""
    words = piece.said
    if piece.opens and is_licence(words):
        return True
    if _CREDIT_SIGN.search(words) is None:
        lowered = words.casefold()
        if "photo" not in lowered and "image" not in lowered and "picture" not in lowered:
            return False
    return phrases.CREDIT.search(words) is not None


def count_words(words: str) -> int:
    """Words of a short piece, two CJK characters counting as one."""
    if words.isascii():
        return len(words.encode("ascii").translate(_WORDS_ALONE).split())
    return len(_WORD.findall(words)) + len(_CJK.findall(words)) // 2


def words_in(piece: Piece) -> int:
    """Words of a piece as it begins; counted once."""
    if piece.counted is None:
        piece.counted = count_words(piece.said)
    return piece.counted


def is_prose(piece: Piece) -> bool:
    """Whether a piece reads as a sentence or more, not as a label; judged once."""
    if piece.prose is None:
        piece.prose = piece.size > _LONGEST_PHRASE or _reads_as_prose(piece)
    return piece.prose


def _reads_as_prose(piece: Piece) -> bool:
    if piece.size < _FEWEST_UNENDED and piece.said[-1:].isalnum():
        return False
    number = words_in(piece)
    if number < 8 or (number < 24 and _ENDS.search(piece.said[-6:]) is None):
        return False
    return not _is_phrase(piece)


def ends_sentence(piece: Piece) -> bool:
    """Whether a piece ends as a sentence does."""
    return piece.size > _LONGEST_PHRASE or _ENDS.search(piece.said[-6:]) is not None


def ends_words(words: str) -> bool:
    """Whether *words* end as a sentence does, or with a face."""
    return _ENDS.search(words.rstrip()[-6:]) is not None


def is_empty(piece: Piece) -> bool:
    """A piece without a letter: a rule, a lone bullet, a counter, a closing cross.

    Three numbers and more are a row of a table, which is content.
    """
    if piece.said[:1].isalpha():
        return False
    if not piece.said or is_rule(piece):
        return True
    if piece.size > 80 or _PLACEHOLDER.match(piece.said) is None:
        return False
    return len(_NUMBER.findall(piece.said)) < 3


def is_nav_item(piece: Piece) -> bool:
    """A list item short enough to be a link in a menu."""
    if piece.marker is None or piece.size > 80:
        return False
    return words_in(piece) <= 7 and not _ENDS.search(piece.said[-6:])
