"""Words of one file find their places together: by their order where they stand more than once."""

from __future__ import annotations

from store.anchors.finding import Finder
from store.anchors.together import together
from store.model import Span

LINE = "Terms of use, privacy and contact of the harbour gazette"
PARTS = (
    "A storm broke the harbour wall in the night to Monday.",
    "Nobody was hurt, but forty families had to leave their houses.",
    "The mayor promised help within a week, which came after a month.",
    "An inquiry was opened in spring and has not been closed since.",
)
OLD = f"{LINE}\n\n{PARTS[0]}\n\n{PARTS[1]}\n\n{LINE}\n\n{PARTS[2]}\n\n{PARTS[3]}\n\n{LINE}\n"
NEW = f"An update of the editors stands here.\n\n{OLD}"


def spans(*words: tuple[str, int]) -> list[Span]:
    """As another program has them, with nothing round them."""
    found = []
    for text, nth in words:
        at = -1
        for _ in range(nth):
            at = OLD.index(text, at + 1)
        found.append(Span(start=at, end=at + len(text), exact=text))
    return found


def test_a_line_that_stands_three_times_is_found_between_its_neighbours() -> None:
    wanted = spans((PARTS[0], 1), (PARTS[1], 1), (LINE, 2), (PARTS[2], 1), (PARTS[3], 1))
    anchors = together(wanted, Finder(NEW))
    assert {anchor.outcome for anchor in anchors} == {"sure"}
    assert anchors[2].start == NEW.index(LINE, NEW.index(PARTS[1]))


def test_alone_it_is_asked_about() -> None:
    assert [a.outcome for a in together(spans((LINE, 2)), Finder(NEW))] == ["uncertain"]


def test_without_offsets_order_says_nothing() -> None:
    wanted = [
        Span(start=0, end=0, exact=span.exact)
        for span in spans((PARTS[0], 1), (PARTS[1], 1), (LINE, 2), (PARTS[2], 1), (PARTS[3], 1))
    ]
    outcomes = [anchor.outcome for anchor in together(wanted, Finder(NEW))]
    assert outcomes == ["sure", "sure", "uncertain", "sure", "sure"]


def test_words_are_gone_where_what_stood_round_them_stands_together() -> None:
    comment = "Ingrid wrote on 3 May: The wall was a waste of money. Answer to Ingrid."
    other = "Ingrid wrote on 9 May: The wall is a piece of money. Answer to Ingrid."
    old = f"{PARTS[0]} {comment} {PARTS[1]} {other}"
    at = old.index(comment)
    span = Span.of(old, at, at + len(comment))
    new = f"Update. {PARTS[0]} {PARTS[1]} {other}"
    assert Finder(new).find(span).outcome == "orphan"
