"""Quotations: every mark style, and who is said to have spoken."""

import pytest

from store.model import Block, BlockKind
from store.suggest.quotes import WORTH_SUGGESTING, QuoteSuggester, quotations


def first(text: str) -> tuple[str, str | None, str | None]:
    found = quotations(text, ())
    assert found
    quotation = found[0]
    speaker = None if quotation.speaker is None else quotation.speaker[2]
    return text[quotation.start : quotation.end], speaker, quotation.role


def speakers(text: str) -> list[str | None]:
    return [q.speaker[2] if q.speaker else None for q in quotations(text, ())]


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("“The well is dry,” said Amara Diop.", "Amara Diop", None),
        ("“The well is dry,” Amara Diop said.", "Amara Diop", None),
        ('"The well is dry," said Amara Diop.', "Amara Diop", None),
        ("‘The well isn’t dry,’ said Amara Diop.", "Amara Diop", None),
        ("'The well isn't dry,' said Amara Diop.", "Amara Diop", None),
        (
            "“We will repair it by June,” said Amara Diop, Country Director of Clear Wells.",
            "Amara Diop",
            "Country Director of Clear Wells",
        ),
        (
            "“We will repair it,” said Deputy Minister and Chair of the High Water Board "
            "Dr. Amara Diop.",
            "Dr. Amara Diop",
            "Deputy Minister and Chair of the High Water Board",
        ),
        ("“We will repair it,” Amara Diop, a plumber, said.", "Amara Diop", "a plumber"),
        ("“We will repair it,” said the engineer.", "the engineer", None),
        ("“We will repair it,” the group's director, Amara Diop, said.", "Amara Diop", None),
        ("Amara Diop told reporters: “We will repair it before the rains.”", "Amara Diop", None),
        ("According to Amara Diop, the pump “was never switched on at all”.", "Amara Diop", None),
        ("The pump “was never switched on at all”, according to Amara Diop.", "Amara Diop", None),
        ("„Der Brunnen ist leer“, sagte Jonas Weber am Montag.", "Jonas Weber", None),
        ("»Der Brunnen ist leer«, sagte Jonas Weber.", "Jonas Weber", None),
        (
            "Der Bauer und die Nachbarn warten. Jonas Weber sagte: „Er ist leer.“",
            "Jonas Weber",
            None,
        ),
        ("« Le puits est vide », a déclaré Claire Morel.", "Claire Morel", None),
        ("«El pozo está vacío», dijo Lucía Ramos.", "Lucía Ramos", None),
    ],
)
def test_a_cue_beside_a_quotation_names_its_speaker(
    text: str, speaker: str, role: str | None
) -> None:
    _, found, found_role = first(text)
    assert found == speaker
    if role is not None:
        assert found_role == role


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Er rief: „Sie nannte es ‚Glück‘ und ging.“", "„Sie nannte es ‚Glück‘ und ging.“"),
        ("She said: “He shouted ‘Stop!’ and ran.”", "“He shouted ‘Stop!’ and ran.”"),
        ("She said: “He wrote “stop” and ran off.” Then rain.", "“He wrote “stop” and ran off.”"),
        ("She said: 「水がない。」", "「水がない。」"),
        ("She said: 『水がない。』", "『水がない。』"),
        ("She said: ‹Il n’y a plus d’eau.›", "‹Il n’y a plus d’eau.›"),
        ("She said: ‘The workers’ pump is broken.’", "‘The workers’ pump is broken.’"),
        ("She said: “The pump is broken and nobody", "“The pump is broken and nobody"),
    ],
)
def test_the_outermost_marks_bound_a_quotation(text: str, exact: str) -> None:
    assert first(text)[0] == exact


@pytest.mark.parametrize("text", ["It’s the ’90s and the dogs’ bowl.", "rock 'n' roll isn't it"])
def test_apostrophes_are_no_quotation_marks(text: str) -> None:
    assert quotations(text, ()) == ()


def test_inches_do_not_open_a_quotation() -> None:
    assert quotations('A board of 6" and no more.', ()) == ()


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“The pump is broken.\n\n“Nobody came to help us,” said Amara Diop."
    assert [text[q.start : q.end] for q in quotations(text, ())] == [
        "“The pump is broken.",
        "“Nobody came to help us,”",
    ]
    assert speakers(text) == ["Amara Diop", "Amara Diop"]


def test_a_quotation_alone_in_the_next_paragraph_has_the_same_speaker() -> None:
    text = "“The pump is broken,” said Amara Diop.\n\n“Nobody has come to help us.”"
    assert speakers(text) == ["Amara Diop", "Amara Diop"]


def test_an_interrupted_quotation_has_one_speaker() -> None:
    text = "“The pump is broken,” Amara Diop insisted, “and nobody has come.”"
    assert speakers(text) == ["Amara Diop", "Amara Diop"]


def test_a_pronoun_is_the_last_named_speaker() -> None:
    text = "“The pump is broken,” said Amara Diop.\n\n“We are thirsty,” she said."
    assert speakers(text) == ["Amara Diop", "Amara Diop"]


def test_a_surname_is_given_its_full_name_in_suggestions() -> None:
    text = "“The pump is broken,” said Amara Diop.\n\n“We are very thirsty,” Diop added."
    found = QuoteSuggester().suggest(text, ())
    assert [s.attributes["speaker"] for s in found] == ["Amara Diop", "Amara Diop"]


@pytest.mark.parametrize(
    "text",
    [
        "They watched the film “The Silent Pump” on Friday.",
        "Officials called the repair “historic”.",
        "The so-called “experts” left early.",
    ],
)
def test_titles_and_scare_quotes_are_marked_but_not_suggested(text: str) -> None:
    assert len(quotations(text, ())) == 1
    assert all(q.score < WORTH_SUGGESTING for q in quotations(text, ()))
    assert QuoteSuggester().suggest(text, ()) == ()


def test_words_quoted_inside_a_sentence_are_mixed() -> None:
    text = "Amara Diop said the pump “was never switched on by anyone”."
    assert quotations(text, ())[0].form == "mixed"


def test_a_comment_s_author_speaks_in_it_and_no_quotation_crosses_blocks() -> None:
    text = "“Open here\n“I saw the pump myself and it is fine.”"
    blocks = (
        Block(id="a", kind=BlockKind.PARAGRAPH, start=0, end=10),
        Block(id="b", kind=BlockKind.COMMENT, start=11, end=len(text), author="ida"),
    )
    found = quotations(text, blocks)
    assert [(q.start, q.end) for q in found] == [(0, 10), (11, len(text))]
    assert found[1].speaker is not None
    assert found[1].speaker[2] == "ida"


def test_a_cue_is_given_with_its_place() -> None:
    text = "“The pump is broken,” said Amara Diop."
    cue = quotations(text, ())[0].cue
    assert cue is not None
    assert text[cue[0] : cue[1]] == cue[2] == "said"
