"""Links to other pages that stand in the middle of an article: teasers and clouds of keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable

from store.importers.drafts import Draft
from store.importers.furniture import count_words, is_related
from store.model import BlockKind
from store.text import fold_space

_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST, BlockKind.QUOTE})
_WHOLLY = 0.8
_MOSTLY = 0.5
_LONGEST_TEASER = 40
_LEAST_CLOUD = 25
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔][\"'”’»)\]]{0,2}$")
_DOTS = " .…:"


def fold_teasers(text: str, drafts: Iterable[tuple[Draft, float]]) -> None:
    """Make boilerplate of them; each draft comes with the share of it that is links.

    A teaser is mostly a link and stands under words such as "you may also like"; a cloud is a
    paragraph of many words, all links, without the end of a sentence.
    """
    teasing = False
    for draft, linked in drafts:
        if draft.kind is BlockKind.BOILERPLATE:
            continue
        if draft.kind not in _KINDS or draft.end - draft.start > 2000:
            teasing = False
            continue
        words = fold_space(text[draft.start : draft.end])
        number = count_words(words)
        if is_related(words.rstrip(_DOTS)):
            teasing = True
        elif linked < (_MOSTLY if teasing else _WHOLLY):
            teasing = False
            continue
        elif not (
            (teasing and number < _LONGEST_TEASER)
            or (
                number >= _LEAST_CLOUD
                and draft.kind is not BlockKind.LIST
                and _SENTENCE_END.search(words[-3:]) is None
            )
        ):
            continue
        draft.kind, draft.level = BlockKind.BOILERPLATE, None
