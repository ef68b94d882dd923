"""What a page shows in the middle of a comment's words and is none of them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, cast

from store.importers.html_names import any_of, remembered, text_of, tokens

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_COPIES = 200
_MOST_ROUND_COPIES = 3
_COPIED_AMONG = 10
"""How many times as much as a copy is looked through for what it is a copy of."""
_EXPANDS = re.compile(r"(?:.{0,30}[-_])?expand(?:[-_]?(?:link|button|er))?", re.IGNORECASE)
_MAY_EXPAND = ".//*[contains(@class, 'xpand')]"
_LONGEST_CONTROL = 40
_expands = any_of(remembered(_EXPANDS))


def hide_copies(root: _Element) -> None:
    """What stands in a field once more, to be copied from there, is not read twice."""
    for copied in islice(root.iter("textarea"), _MOST_COPIES):
        shown = copied.text or ""
        words = "".join(shown.split())
        copied.text = None
        round_it = islice(copied.iterancestors(), _MOST_ROUND_COPIES) if words else ()
        most = _COPIED_AMONG * len(shown)
        if not any(words in "".join(text_of(e, most).split()) for e in round_it):
            copied.text = shown


def hide_controls(root: _Element) -> None:
    """What makes a long quotation longer, as "Click to expand", is nobody's words."""
    for element in cast("list[_Element]", root.xpath(_MAY_EXPAND)):
        if not _expands(tokens(element)) or next(element.iterancestors("blockquote"), None) is None:
            continue
        if len(text_of(element, _LONGEST_CONTROL + 1)) <= _LONGEST_CONTROL:
            element.text = None
            element[:] = []
