"""Natural units at the caret, growing selections, and guessed attributes."""

from store.model import Block, BlockKind
from store.suggest.units import (
    block_unit,
    grow,
    guess,
    name_unit,
    natural_unit,
    quotation_unit,
    sentence_unit,
    word_unit,
)

PROSE = "It rained. “The well is dry again,” said Amara Diop in Kisumu. They left."
FIRST = "That is not true. Ask Bo."
REPLY = "You are wrong."
TEXT = f"{PROSE}\n\n{FIRST}\n\n{REPLY}"
C1 = len(PROSE) + 2
C2 = C1 + len(FIRST) + 2
BLOCKS = (
    Block(id="p", kind=BlockKind.PARAGRAPH, start=0, end=len(PROSE)),
    Block(id="c1", kind=BlockKind.COMMENT, start=C1, end=C1 + len(FIRST), author="ida"),
    Block(id="c2", kind=BlockKind.COMMENT, start=C2, end=len(TEXT), author="bo", parent="c1"),
)


def cut(unit: tuple[int, int] | None) -> str | None:
    return None if unit is None else TEXT[slice(*unit)]


def test_each_unit_is_found_at_the_caret() -> None:
    well, diop = TEXT.index("well"), TEXT.index("Diop")
    assert cut(word_unit(TEXT, BLOCKS, well)) == "well"
    assert cut(quotation_unit(TEXT, BLOCKS, well)) == "“The well is dry again,”"
    assert cut(name_unit(TEXT, BLOCKS, diop)) == "Amara Diop"
    assert cut(sentence_unit(TEXT, BLOCKS, TEXT.index("rained"))) == "It rained."
    assert cut(block_unit(TEXT, BLOCKS, well)) == PROSE


def test_the_kind_decides_the_natural_unit() -> None:
    well, rained, asked = TEXT.index("well"), TEXT.index("rained"), TEXT.index("Ask")
    assert cut(natural_unit("quote", TEXT, BLOCKS, well)) == "“The well is dry again,”"
    assert cut(natural_unit("quote", TEXT, BLOCKS, rained)) == "It rained."
    assert cut(natural_unit("entity", TEXT, BLOCKS, TEXT.index("Diop"))) == "Amara Diop"
    assert cut(natural_unit("entity", TEXT, BLOCKS, rained)) == "rained"
    assert cut(natural_unit("claim", TEXT, BLOCKS, asked)) == FIRST
    assert cut(natural_unit("disputed", TEXT, BLOCKS, asked)) == FIRST
    assert cut(natural_unit("disputed", TEXT, BLOCKS, rained)) == "It rained."


def test_a_long_comment_is_claimed_by_the_sentence_and_disputed_whole() -> None:
    text = "One pump works. Two pumps fail. Nobody cares."
    blocks = (Block(id="c", kind=BlockKind.COMMENT, start=0, end=len(text)),)
    assert natural_unit("claim", text, blocks, 20) == (16, 31)
    assert natural_unit("disputed", text, blocks, 20) == (0, len(text))


def test_a_selection_grows_step_by_step_to_the_thread_and_then_stays() -> None:
    at = C1 + FIRST.index("true")
    steps = [(at, at)]
    while (grown := grow(TEXT, BLOCKS, *steps[-1])) != steps[-1]:
        steps.append(grown)
    assert [cut(step) for step in steps[1:]] == [
        "true",
        "That is not true.",
        FIRST,
        f"{FIRST}\n\n{REPLY}",
    ]


def test_a_selection_inside_a_quotation_grows_through_it() -> None:
    at = TEXT.index("well")
    sizes = []
    here = (at, at)
    for _ in range(4):
        here = grow(TEXT, BLOCKS, *here)
        sizes.append(cut(here))
    assert sizes[:2] == ["well", "“The well is dry again,”"]
    assert sizes[3] == PROSE


def test_attributes_are_guessed_for_a_selection() -> None:
    start = TEXT.index("“")
    assert guess("quote", TEXT, BLOCKS, start, start + 24) == {
        "speaker": "Amara Diop",
        "role": None,
        "cue": "said",
        "form": "direct",
    }
    kisumu = TEXT.index("Kisumu")
    assert guess("entity", TEXT, BLOCKS, kisumu, kisumu + 6) == {"type": "place", "name": "Kisumu"}
    assert guess("disputed", TEXT, BLOCKS, C1, C1 + len(FIRST)) == {
        "proposition": FIRST,
        "claimant": "ida",
        "status": "disputed",
    }
    assert guess("claim", TEXT, BLOCKS, 0, 10) == {"proposition": "It rained.", "claimant": None}


def test_unmarked_words_are_an_indirect_quotation_of_the_comment_s_author() -> None:
    found = guess("quote", TEXT, BLOCKS, C1, C1 + 4)
    assert (found["speaker"], found["form"]) == ("ida", "indirect")
