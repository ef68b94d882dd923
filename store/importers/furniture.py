"""What of a page is not its article: navigation, share bars, forms, notices. Pure.

Only short pieces that are wholly a set phrase count. What is unsure is left to the reader's eye:
content folded away is the worst error an importer can make.
"""

from __future__ import annotations

import re
from functools import lru_cache

from store.importers import phrases
from store.importers.lines import Piece, is_rule
from store.text import fold_space

_LONGEST_PHRASE = 300
_MOST_LINES = 16
_ENDS = re.compile(r"[.!?…。！？؟۔][\"'”’»)\]」』*]{0,3}$")
_CREDIT_SIGNS = (":", "：", "©", "/", "(")
_PICTURES = ("photo", "image", "picture")
_NUMBER = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"\w+")
_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_PLACEHOLDER = re.compile(r"^[\W_\d]*$|^[×✕✖]$")


@lru_cache(maxsize=4096)
def is_furniture(words: str) -> bool:
    """Whether a whole short piece is a set phrase of the page around an article."""
    if len(words) > _LONGEST_PHRASE:
        return len(words) < 400 and phrases.COOKIES.match(words) is not None
    return (
        phrases.FURNITURE.fullmatch(words) is not None
        or phrases.COOKIES.match(words) is not None
        or phrases.FIELD.match(words) is not None
        or phrases.FORM.match(words) is not None
    )


def is_furniture_piece(text: str, piece: Piece) -> bool:
    """Whether a piece is a set phrase, or each of its lines is one, as in a share bar."""
    if is_furniture(piece.said):
        return True
    return (
        1 < len(piece.lines) <= _MOST_LINES
        and piece.size <= _LONGEST_PHRASE
        and all(is_furniture(fold_space(text[line.start : line.end])) for line in piece.lines)
    )


def is_related(words: str) -> bool:
    """A heading over links to other articles."""
    return len(words) <= 80 and phrases.RELATED.fullmatch(words) is not None


def has_credit(words: str) -> bool:
    """Whether a short piece credits a picture to somebody."""
    if not any(sign in words for sign in _CREDIT_SIGNS):
        lowered = words.casefold()
        if not any(picture in lowered for picture in _PICTURES):
            return False
    return phrases.CREDIT.search(words) is not None


def count_words(words: str) -> int:
    """Words of a short piece, two CJK characters counting as one."""
    return len(_WORD.findall(words)) + len(_CJK.findall(words)) // 2


def is_prose(piece: Piece) -> bool:
    """Whether a piece reads as a sentence or more, not as a label."""
    return piece.size > _LONGEST_PHRASE or _reads_as_prose(piece.said)


@lru_cache(maxsize=4096)
def _reads_as_prose(words: str) -> bool:
    number = count_words(words)
    if number < 4 or is_furniture(words):
        return False
    return number >= 24 or (number >= 8 and _ENDS.search(words[-6:]) is not None)


def is_empty(piece: Piece) -> bool:
    """A piece without a letter: a rule, a lone bullet, a counter, a closing cross.

    Three numbers and more are a row of a table, which is content.
    """
    if not piece.said or is_rule(piece):
        return True
    if piece.size > 80 or _PLACEHOLDER.match(piece.said) is None:
        return False
    return len(_NUMBER.findall(piece.said)) < 3


def is_nav_item(piece: Piece) -> bool:
    """A list item short enough to be a link in a menu."""
    if piece.marker is None or piece.size > 80:
        return False
    return count_words(piece.said) <= 7 and not _ENDS.search(piece.said[-6:])
