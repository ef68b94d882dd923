"""Headings of comments that begin with the article's title: "“Boats” için 4 yorum". Pure."""

from __future__ import annotations

import re

_LONGEST = 240
_ENDS = {
    "tr": r"yorum görüş düşünce yanıt cevap",
    "ru": r"комментарий комментария комментариев ответ ответа ответов отзыв отзыва отзывов",
    "uk": r"коментар коментаря коментарі коментарів",
    "hi": r"विचार टिप्पणियाँ टिप्पणियां टिप्पणी",
    "ja": r"フィードバック コメント",
    "zh": r"评论 評論 留言 想法 回复 回應 迴響",
    "ko": r"생각 댓글 의견 응답",
}
"""What they end with, a word for comments, by language."""
_WORDS = tuple(word for row in _ENDS.values() for word in row.split())
_HEADING = re.compile(
    r"(?:#{1,6}\s)?(?:"
    r".{1,200}\s(?:üzerine|için|hakkında)\s(?:\d+|bir|iki|üç)\s\w+"
    r"|[^:]{1,200}:\s\d+\s\w+"
    r"|[“\"].{1,200}[”\"]\sपर\s\d+\s\S+"
    r"|[「『“].{1,200}[」』”]\s?(?:への|に(?:対する)?)\s?\d+\s?件の\w+"
    r"|(?:在|对|對)?[《〈“「『].{1,200}[》〉”」』]\s?[上中里]?[的有]\s?\d+\s?[个個条條則篇]\s?\w+"
    r"|(?:.{1,200}(?:에\s대한|의)\s)?\d+개의\s\w+)",
    re.DOTALL,
)


def is_titled(words: str) -> bool:
    """Whether *words*, their white space folded, are such a heading."""
    bare = words.rstrip(" :\uff1a").casefold()
    return len(bare) <= _LONGEST and bare.endswith(_WORDS) and _HEADING.fullmatch(bare) is not None
