"""Letters for things in view: short ones for what is near, none the beginning of another. Pure."""

from __future__ import annotations

from collections.abc import Iterable

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The home row first."""

Span = tuple[int, int]


def labels(count: int, letters: str = LETTERS) -> list[str]:
    """*count* labels of one or two letters, as many single ones as there can be.

    With more than n² of them (n letters) the rest gets none.
    """
    size = len(letters)
    pairs = 0
    while size - pairs + pairs * size < count and pairs < size:
        pairs += 1
    single = letters[: size - pairs]
    double = (first + second for first in letters[size - pairs :] for second in letters)
    return [*single, *double][:count]


def hinted(spans: Iterable[Span], caret: int) -> dict[str, Span]:
    """A label for each span; of several that begin at one offset the first given has it.

    *spans* nearest to *caret* get the shortest labels.
    """
    by_start: dict[int, Span] = {}
    for span in spans:
        by_start.setdefault(span[0], span)
    near = sorted(by_start.values(), key=lambda span: abs(span[0] - caret))
    return dict(zip(labels(len(near)), near, strict=False))
