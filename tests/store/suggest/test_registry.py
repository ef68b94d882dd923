"""The registry, and what must hold for any text at all."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import Block, BlockKind
from store.suggest import marks, runs
from store.suggest.base import Suggestion
from store.suggest.quotes import QuoteSuggester, quotations
from store.suggest.registry import suggest
from store.suggest.units import grow, natural_unit

VOCABULARY = (
    "“|”|\"|‘|’|'|«|»|„|「|」|\n\n| |.|,|(|)|said|Amara Diop|he|Dr.|NRF|not true|according to|"
    "sagte|2018|é"
)
PIECES = st.sampled_from(VOCABULARY.split("|"))
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS, st.booleans())
def test_any_text_gives_ordered_spans_in_range_without_a_problem(text: str, comment: bool) -> None:
    kind = BlockKind.COMMENT if comment else BlockKind.PARAGRAPH
    for blocks in ((), (Block(id="b", kind=kind, start=0, end=len(text), author="ida"),)):
        result = suggest(text, blocks)
        assert result.problems == ()
        starts = [s.start for s in result.suggestions]
        assert starts == sorted(starts)
        assert all(0 <= s.start < s.end <= len(text) for s in result.suggestions)
        found = quotations(text, blocks)
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert all(q.start <= q.inner_start < q.inner_end <= q.end for q in found)


@given(TEXTS, st.data())
def test_units_lie_in_the_text_and_growing_never_loses_the_selection(
    text: str, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(text)))
    for kind in ("quote", "entity", "claim", "disputed"):
        unit = natural_unit(kind, text, (), offset)
        assert unit is None or 0 <= unit[0] < unit[1] <= len(text)
    start, end = grow(text, (), offset, offset)
    assert 0 <= start <= offset <= end <= len(text)


class Broken:
    name = "rule:broken/1"

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        raise ValueError("no")


def test_a_suggester_that_fails_is_told_once_and_the_others_go_on() -> None:
    text = "“The pump is broken,” said Amara Diop."
    result = suggest(text, (), suggesters=(("entity", Broken), ("quote", QuoteSuggester)))
    assert result.problems == ("rule:broken/1 gave up: ValueError: no",)
    assert [s.kind for s in result.suggestions] == ["quote"]


def test_only_the_wanted_kinds_are_suggested() -> None:
    text = "“The pump is broken,” said Amara Diop."
    assert {s.kind for s in suggest(text, (), kinds={"entity"}).suggestions} == {"entity"}
    assert {s.origin for s in suggest(text, ()).suggestions} == {"rule:quotes/2", "rule:names/4"}


@pytest.mark.parametrize(
    "shape",
    [
        "“",
        "‘a ",
        "'a ",
        '"',
        "„“ ",
        "« ",
        "(",
        "A ",
        "\n\n",
        "\n",
        "s’ ",
        "A.",
        "said ",
        "D-",
        ", ",
    ],
)
def test_repeated_signs_are_read_in_time_linear_in_their_number(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts the looks at single signs and word joints, not seconds."""
    looks = 0

    def counted(original: object) -> object:
        def look(*args: object) -> object:
            nonlocal looks
            looks += 1
            return original(*args)  # type: ignore[operator]

        return look

    for module, name in ((marks, "_opens"), (marks, "_reopens"), (marks, "_opens_single")):
        monkeypatch.setattr(module, name, counted(getattr(module, name)))
    monkeypatch.setattr(runs, "_joined", counted(runs._joined))
    counts = []
    for size in (500, 1000, 2000):
        looks = 0
        suggest(shape * size, ())
        counts.append(looks)
    assert counts[2] - counts[1] <= 2 * (counts[1] - counts[0]) + 8
