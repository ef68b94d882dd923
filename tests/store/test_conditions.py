"""The line that narrows the article list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.conditions import completed, parts, toggled, understood, written
from store.defaults import DEFAULT_CODEBOOK
from store.library import Library
from store.model import PrintedDate, State
from store.overview import Overview, TextHits
from store.recoding.codes import move_code
from store.several import set_states
from tests.conftest import imported


@pytest.fixture
def shelf(library: Library) -> dict[str, str]:
    """Four articles by a short name: ids by name."""
    made = {}
    rows: tuple[tuple[str, str | None, str | None, State, str], ...] = (
        ("harbour", "Osk Courier", "2021-03-14", "new", "The crane fell on a lorry."),
        ("bridge", "The River Paper", "2021-11-02", "done", "Nobody saw the night ferry."),
        ("flood", "River Today", "2022", "begun", "A Crane was seen, and the ferry."),
        ("wall", None, None, "new", "Words."),
    )
    for name, site, day, state, text in rows:
        date = None if day is None else PrintedDate(text=day, iso=day)
        article = replace(imported(text, title=name.capitalize()), site=site, date=date)
        made[name] = library.add(article).article.id
        set_states(library, [made[name]], state)
    library.store(library.draft(made["harbour"], "quote", [(0, 3)], codes=["risk"]))
    claim = {"status": "disputed"}
    library.store(library.draft(made["flood"], "claim", [(0, 3)], attributes=claim))
    library.sign_as("bo")
    library.store(library.draft(made["flood"], "quote", [(0, 3)], codes=["slow risk"]))
    return made


def found(library: Library, shelf: dict[str, str], line: str) -> set[str]:
    overview = Overview(library, TextHits(library))
    conditions = understood(line, library.codebook)
    names = {id_: name for name, id_ in shelf.items()}
    return {names[a.id] for a in overview.articles if overview.thorough(conditions, a)}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("", "harbour bridge flood wall"),
        ("state:new", "harbour wall"),
        ("state:new,done", "harbour bridge wall"),
        ("-state:new", "bridge flood"),
        ("STATE:beg", "flood"),
        ("site:river", "bridge flood"),
        ('site:"river t"', "flood"),
        ("date:2021", "harbour bridge"),
        ("date:2021-11", "bridge"),
        ("date:2021-11-02", "bridge"),
        ("date:2021-04..", "bridge flood"),
        ("date:..2021-11", "harbour bridge"),
        ("date:2021-06..2022-02", "bridge flood"),
        ("-date:2021", "flood wall"),
        ("code:risk", "harbour"),
        ("code:slow", "flood"),
        ("code:ris", "harbour flood"),
        ("by:ann", "harbour flood"),
        ("by:bo", "flood"),
        ("has:disputed", "flood"),
        ("has:annotations", "harbour flood"),
        ("-has:ann", "bridge wall"),
        ("has:comments", ""),
        ("crane", "harbour flood"),
        ("Crane", "flood"),
        ("crane lorry", "harbour"),
        ('"night ferry"', "bridge"),
        ("ferry -crane", "bridge"),
        ("flood", "flood"),
        ("courier", "harbour"),
        ("-river", "harbour wall"),
        ("w", "harbour bridge flood wall"),
        ('"x"', ""),
        ("state: site:", "harbour bridge flood wall"),
        ("state:new crane has:annotations date:2021..", "harbour"),
    ],
)
def test_a_line_finds_the_articles_that_meet_all_of_it(
    library: Library, shelf: dict[str, str], line: str, names: str
) -> None:
    assert found(library, shelf, line) == set(names.split())


def test_a_code_means_those_below_it_too(library: Library, shelf: dict[str, str]) -> None:
    library.coding.recode(move_code("slow risk", "risk"))
    assert found(library, shelf, "code:risk") == {"harbour", "flood"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("stat:new", "no stat:"),
        ("state:old", "new, begun or done"),
        ("date:yesterday", "is no date"),
        ("has:wings", "disputed, annotations or comments"),
        ("http://a.b", "quotes"),
    ],
)
def test_a_wrong_line_is_explained_in_one_line(line: str, said: str) -> None:
    conditions = understood(f"state:done {line} -word", DEFAULT_CODEBOOK)
    assert said in conditions.wrong and "\n" not in conditions.wrong
    assert (len(conditions.tests), len(conditions.words)) == (1, 1)


def test_quick_answers_agree_with_thorough_ones_and_learn_from_them(
    library: Library, shelf: dict[str, str]
) -> None:
    overview = Overview(library, TextHits(library))
    for line in ("cra", "cran", "-cran", "crane ferry", "state:new cr"):
        conditions = understood(line, library.codebook)
        for article in overview.articles:
            possible, unknown = overview.sifted(conditions, [article])
            holds = overview.thorough(conditions, article)
            assert unknown or holds == bool(possible)
            assert article.id not in overview.sifted(conditions, [article])[1]
    # What lacks the beginning of a word lacks the word: no text is looked into for it.
    longer = understood("crane fell", library.codebook)
    open_ = [a.title for a in overview.articles if overview.sifted(longer, [a])[1]]
    assert "Bridge" not in open_ and "Wall" not in open_


def test_an_overview_knows_what_can_be_asked_with_counts(
    library: Library, shelf: dict[str, str]
) -> None:
    offered = dict(Overview(library, TextHits(library)).offered())
    assert offered["state:new"] == 2
    assert offered["has:disputed"] == 1
    assert offered['code:"slow risk"'] == 1
    assert offered["by:ann"] == 2
    assert offered['site:"Osk Courier"'] == 1
    assert offered["date:2021"] == 2
    for line, count in offered.items():
        assert len(found(library, shelf, line)) == count


def test_an_article_changed_elsewhere_is_seen_changed(
    library: Library, shelf: dict[str, str]
) -> None:
    before = library.articles.get(shelf["wall"])
    assert library.articles.get(shelf["wall"]) is before  # decoded once
    with Library(library.folder, who="bo") as other:
        other.set_state(shelf["wall"], "done")
    library.catch_up()
    assert library.articles.get(shelf["wall"]).state == "done"
    library.undo()
    assert library.articles.get(shelf["wall"]) == before


LINES = st.text(st.sampled_from('ab:" -,.;state:newdate:20 \t\nΩ'), max_size=40)


@given(LINES)
def test_any_line_is_read_to_its_end(line: str) -> None:
    between = list(line)
    for part in parts(line):
        between[part.start : part.end] = "_" * (part.end - part.start)
    assert not "".join(between).strip("_ \t\n")  # nothing but white space is left out
    assert isinstance(understood(line, DEFAULT_CODEBOOK).wrong, str)


@given(LINES, st.sampled_from(["state:new", 'site:"a b"', "has:disputed"]))
def test_a_condition_is_put_in_and_taken_out_again(line: str, condition: str) -> None:
    held = [line[part.start : part.end] for part in parts(line)]
    once = toggled(line, condition)
    if line.count('"') % 2 == 0:
        assert (condition in [once[p.start : p.end] for p in parts(once)]) != (condition in held)


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("st", "state:"),
        ("state:n", "state:new"),
        ("x -state:d", "x -state:done"),
        ('site:"R', 'site:"River Paper"'),
        ("state:new", None),
        ("state:new ", None),
        ("", None),
        ("-", None),
        ("zzz", None),
    ],
)
def test_what_is_being_typed_is_completed(line: str, whole: str | None) -> None:
    assert completed(line, ["state:new", "state:done", 'site:"River Paper"']) == whole


def test_values_with_blanks_are_written_in_quotes() -> None:
    assert written("code", "a b") == 'code:"a b"'
    assert written("code", "a,b") == 'code:"a,b"'
    assert written("by", "bo") == "by:bo"
