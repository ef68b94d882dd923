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


MENU = (
    "Council and mayor\nWater and harbour dues\nLicences for market stalls\n"
    "Permits for building on the quay\nWaste and recycling\nForms and fees\nOffices and hours"
)
PAGE = f"{MENU}\n\n{PARTS[0]} {PARTS[1]}\n\n{PARTS[2]}\n\n{PARTS[3]}\n\n{MENU}\n"
LINES = "Licences for market stalls\nPermits for building on the quay\nWaste and recycling"


def test_changed_words_are_not_taken_for_the_unchanged_ones_of_a_second_menu() -> None:
    at = PAGE.index(LINES)
    wanted = Span.of(PAGE, at, at + len(LINES))
    new = PAGE.replace("market stalls", "weekly stalls", 1).replace("the quay", "quays", 1)
    (anchor,) = together([wanted], Finder(new))
    assert (anchor.outcome, anchor.start) == ("sure", at)
    assert new[anchor.start : anchor.end].endswith("building on quays\nWaste and recycling")


def test_words_taken_out_are_not_surely_those_of_a_second_menu() -> None:
    at = PAGE.index(LINES)
    wanted = Span.of(PAGE, at, at + len(LINES))
    others = [Span.of(PAGE, PAGE.index(part), PAGE.index(part) + len(part)) for part in PARTS]
    new = PAGE.replace(f"{LINES}\n", "", 1)
    gone, *rest = together([wanted, *others], Finder(new))
    assert gone.outcome != "sure"
    assert {anchor.outcome for anchor in rest} == {"sure"}


def test_neighbours_say_which_of_two_menus_it_is_though_both_have_moved() -> None:
    at = PAGE.rindex(LINES)
    wanted = Span.of(PAGE, at, at + len(LINES))
    others = [Span.of(PAGE, PAGE.index(part), PAGE.index(part) + len(part)) for part in PARTS]
    new = f"{PARTS[0].upper()}\n\n" * 12 + PAGE
    anchors = together([*others, wanted], Finder(new))
    assert (anchors[-1].outcome, anchors[-1].start) == ("sure", new.rindex(LINES))


def test_words_at_the_very_beginning_are_found_when_some_of_them_are_left_out() -> None:
    begin = "A harbour gazette for all who live by the water, founded in a hard winter."
    old = f"{begin} {PARTS[0]}"
    new = old.replace("A harbour gazette for all", "Gazette for all")
    (anchor,) = together([Span.of(old, 0, len(begin))], Finder(new))
    assert anchor.outcome == "sure"
    assert new[: anchor.end].endswith("a hard winter.")


def test_what_follows_may_begin_as_the_words_themselves_do() -> None:
    rows = "Check that all links are seen. Check that all menus can be left. Check that it is so."
    words = "Check that all menus can be left."
    at = rows.index(words)
    new = rows.replace("all menus can be left", "every menu can soon be left")
    (anchor,) = together([Span.of(rows, at, at + len(words))], Finder(new))
    assert (anchor.outcome, anchor.start) == ("sure", at)


FORM = "Log out and change. You are commenting with your {} account. Log in to write."
FORMS = "\n\n".join(FORM.format(name) for name in ("Lantern", "Harbour", "Gazette", "Beacon"))


def test_a_row_written_to_the_same_pattern_is_not_the_one_that_was_taken_out() -> None:
    old = f"{PARTS[0]}\n\n{FORMS}\n\n{PARTS[1]}\n\n{PARTS[2]}"
    row = f"You are commenting with your {'Gazette'} account."
    wanted = Span.of(old, old.index(row), old.index(row) + len(row))
    others = [Span.of(old, old.index(part), old.index(part) + len(part)) for part in PARTS[:3]]
    new = old.replace(FORM.format("Gazette") + "\n\n", "").replace("whole", "entire")
    gone, *rest = together([wanted, *others], Finder(new))
    assert gone.outcome == "orphan"
    assert {anchor.outcome for anchor in rest} == {"sure"}
    kept, *_ = together([wanted, *others], Finder(old.replace("Harbour", "Anchor")))
    assert kept.outcome == "sure"


ABOUT = "The harbour office said that the new wall would stand before the storms of the autumn."
NEARLY = "The harbour office said in a letter that no wall would hold against storms of that kind."


def edited(text: str) -> str:
    """With about a third of its words replaced."""
    words = text.split(" ")
    return " ".join("other" if at % 3 == 1 else word for at, word in enumerate(words))


def test_how_much_others_of_the_file_were_edited_says_whether_a_likeness_will_do() -> None:
    old = " ".join((*PARTS[:2], ABOUT, *PARTS[2:]))
    wanted = [Span.of(old, old.index(part), old.index(part) + len(part)) for part in PARTS]
    wanted.append(Span.of(old, old.index(ABOUT), old.index(ABOUT) + len(ABOUT)))
    untouched = " ".join((*PARTS[:2], NEARLY, *PARTS[2:]))
    *others, gone = together(wanted, Finder(untouched))
    assert {anchor.outcome for anchor in others} == {"sure"}
    assert gone.outcome == "orphan"
    throughout = " ".join((*map(edited, PARTS[:2]), NEARLY, *map(edited, PARTS[2:])))
    *_, found = together(wanted, Finder(throughout))
    assert found.outcome != "orphan"


def test_a_comment_that_says_nearly_the_same_as_the_deleted_one_before_it_is_asked_about() -> None:
    heads = ("Tor wrote on 4 May: ", "Ida wrote on 5 May: ")
    words = "The wall was a waste of {} from the very first day."
    first, second = f"{heads[0]}{words.format('money')}", f"{heads[1]}{words.format('time')}"
    old = f"{PARTS[0]}\n\n{PARTS[1]}\n\nComments\n\n{first}\n\n{second}\n"
    wanted = [
        Span.of(old, old.index(text), old.index(text) + len(text))
        for text in (PARTS[0], PARTS[1], words.format("money"))
    ]
    *others, other = together(wanted, Finder(old.replace(f"{first}\n\n", "")))
    assert {anchor.outcome for anchor in others} == {"sure"}
    assert other.outcome != "sure"
    *_, edited_here = together(wanted, Finder(old.replace("waste of money", "loss of money")))
    assert edited_here.outcome == "sure"
