"""What the bars say of the article: what is at the caret, how much is selected, what was undone.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import to_builtins

from store.text import count_words, fold_space
from store.wording import counted
from tui.untrusted import one_line
from tui.widgets.article_view import graphemes
from tui.words import told_action, told_changes

if TYPE_CHECKING:
    from store.annotations import Annotations
    from store.history import Reversal
    from store.model import Annotation

_TOLD = 200
"""Characters of a selection that are told."""
_COUNTED = 20_000
"""Code points of a selection in which a key may count words and characters."""
_SHOWN, _LONGEST = 40, 60
_CHANGES = 2
"""How many changes of one step are told."""


def much(text: str, start: int, end: int) -> str:
    """How much text[start:end] holds: words where there are several, else characters as a reader
    sees them; of what is too long to be counted, about how many characters.
    """
    beginning = text[start : min(end, start + _COUNTED)]
    characters = graphemes.count(beginning)
    if start + len(beginning) < end:
        about = characters * (end - start) // len(beginning)
        return f"about {round(about, -3):,} characters"
    words = count_words(beginning)
    return counted(words, "word") if words > 1 else counted(characters, "character")


def selected(text: str, start: int, end: int, *, aloud: bool) -> str:
    """That text[start:end] is selected, and *aloud* what that is."""
    words = f"{much(text, start, end)} selected"
    return f"{words}: {fold_space(text[start:end])[:_TOLD]}" if aloud else words


def told_reversal(reversal: Reversal, shown: Iterable[Annotation], now: Annotations) -> str:
    """What was undone or redone: with the words of the annotation, and what of it changed, where
    it is only one. What was before is among those *shown*, still.
    """
    held = {annotation.id: annotation for annotation in shown}
    touched = [id_ for id_ in reversal.ids if id_ in held or id_ in now]
    if len(touched) != 1:
        return f"{reversal.action} ({len(touched)})" if touched else told_action(reversal.action)
    before = held.get(touched[0])
    after = now.get(touched[0]) if touched[0] in now else None
    if (one := before or after) is None:
        return reversal.action
    told = [f"{reversal.action}: {one_line(fold_space(one.exact), _SHOWN)}"]
    if before is not None and after is not None:
        told += told_changes(to_builtins(before), to_builtins(after))[:_CHANGES]
    return " · ".join(one_line(words, _LONGEST) for words in told)
