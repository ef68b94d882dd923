"""Comments that were not found as such: their part of the page stays visible. Pure."""

from __future__ import annotations

from collections.abc import Container, Sequence

from store.importers.dates import find_stamp
from store.importers.drafts import Draft
from store.importers.furniture import is_related
from store.importers.html_names import heads_comments
from store.importers.phrases import FORM, LATEST, SAYS
from store.model import BlockKind
from store.text import fold_space

_LONGEST_SIGN = 200
_FURTHEST = 4
_SAID = 2
"""How many blocks after who and when are what was said."""


def unsure_part(text: str, drafts: Sequence[Draft], loose: Container[Draft]) -> range:
    """The offsets from a heading of comments to the last that is said, on a page without comments.

    A date or "Ann says:" must stand soon under the heading, and again and again. *loose* are
    drafts that were folded only for being short and beside the article.
    """
    if any(draft.kind is BlockKind.COMMENT for draft in drafts):
        return range(0)
    begins: int | None = None
    end = since = 0
    for draft in drafts:
        folded = draft.kind is BlockKind.BOILERPLATE and draft not in loose
        if folded and begins is None:
            continue
        words = fold_space(text[draft.start : min(draft.end, draft.start + _LONGEST_SIGN)])
        short = draft.end - draft.start < _LONGEST_SIGN
        since += 1
        if begins is None:
            if short and heads_comments(words) and not LATEST.match(words):
                begins, since = draft.start, 0
        elif since > _FURTHEST or (short and (FORM.match(words) or is_related(words))):
            break
        elif short and (find_stamp(words) is not None or SAYS.fullmatch(words)):
            end, since = draft.end, 0
        elif end and since <= _SAID:
            end = draft.end
    return range(begins, end) if begins is not None and end else range(0)
