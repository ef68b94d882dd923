"""What is kept and rejected is counted by rule and by words, moves scores, and can be forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.learning import learnt
from store.library import Library
from store.model import Origin, now
from store.rejections import Rejection
from store.suggest.base import Suggestion
from store.suggest.ranking import Tally, rank
from tests.conftest import imported

TEXT = "Amara Diop met the Lake Union. Amara Diop left.\n\nThe Lake Union and Bo Okello stayed."


@pytest.fixture
def article(library: Library) -> str:
    return library.add(imported(TEXT)).article.id


def accept(library: Library, article: str, words: str, kind: str = "entity") -> str:
    start = TEXT.index(words)
    attributes = {"type": "person", "name": words} if kind == "entity" else {}
    draft = library.draft(
        article,
        kind,
        [(start, start + len(words))],
        attributes=attributes,
        origin=Origin(by="rule:names/2", score=0.7, accepted_by="ann"),
    )
    return library.store(draft).id


def reject(library: Library, article: str, words: str, nth: int = 0) -> None:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    rejection = Rejection(
        kind="entity",
        start=start,
        end=start + len(words),
        origin="rule:names/2",
        words=words,
        at=now(),
    )
    library.reject(article, [rejection])


def suggestion(words: str, score: float = 0.7) -> Suggestion:
    start = TEXT.index(words)
    return Suggestion(
        kind="entity", start=start, end=start + len(words), origin="rule:names/3", score=score
    )


def score(library: Library, words: str) -> float:
    (ranked,) = rank(TEXT, [suggestion(words)], library.learning.decisions())
    return ranked.score


def test_decisions_are_counted_by_rule_and_by_words(library: Library, article: str) -> None:
    accept(library, article, "Amara Diop")
    reject(library, article, "Lake Union")
    decisions = library.learning.decisions()
    assert decisions.rules == {"rule:names entity": Tally(1, 1)}
    assert decisions.strings == {
        ("entity", "amara diop"): Tally(1, 0),
        ("entity", "lake union"): Tally(0, 1),
    }


def test_what_was_counted_while_the_library_is_open_is_what_a_later_opening_counts(
    library: Library, article: str, tmp_path: Path
) -> None:
    before = library.learning
    accept(library, article, "Amara Diop")
    reject(library, article, "Lake Union")
    live, folder = before.decisions(), library.folder
    library.close()
    with Library(folder) as again:
        assert again.learning.decisions() == live


def test_undo_and_removal_take_a_lesson_back(library: Library, article: str) -> None:
    kept = accept(library, article, "Amara Diop")
    reject(library, article, "Lake Union")
    library.undo()
    library.remove([kept])
    assert list(learnt(library.learning.decisions())) == []


def test_what_is_tagged_by_hand_is_no_decision_on_a_suggestion(
    library: Library, article: str
) -> None:
    library.store(library.draft(article, "entity", [(0, 10)]))
    assert list(learnt(library.learning.decisions())) == []


def test_rejected_words_sink_and_accepted_ones_rise(library: Library, article: str) -> None:
    alone = score(library, "Bo Okello")
    assert alone == 0.7
    accept(library, article, "Amara Diop")
    reject(library, article, "Lake Union")
    reject(library, article, "Lake Union", 1)
    assert score(library, "Lake Union") < alone < score(library, "Amara Diop")


def test_a_rule_s_decisions_move_all_that_it_proposes_and_keep_their_order(
    library: Library, article: str
) -> None:
    reject(library, article, "Lake Union")
    reject(library, article, "Lake Union", 1)
    both = [suggestion("Bo Okello", 0.9), suggestion("Bo Okello", 0.5)]
    sure, doubtful = rank(TEXT, both, library.learning.decisions())
    assert doubtful.score < 0.5
    assert doubtful.score < sure.score < 0.9


def test_a_moved_score_is_explained(library: Library, article: str) -> None:
    accept(library, article, "Amara Diop")
    reject(library, article, "Lake Union")
    (ranked,) = rank(TEXT, [suggestion("Amara Diop")], library.learning.decisions())
    assert ranked.why() == "these words: kept 1, rejected 0; this rule: kept 1, rejected 1"


def test_words_a_rule_or_everything_can_be_forgotten_and_undo_remembers(
    library: Library, article: str
) -> None:
    accept(library, article, "Amara Diop")
    reject(library, article, "Lake Union")
    known = library.learning.decisions()
    library.learning.forget(words=("entity", "Lake  Union"))
    assert ("entity", "lake union") not in library.learning.decisions().strings
    library.learning.forget(rule="rule:names entity")
    assert library.learning.decisions().rules == {}
    library.learning.forget()
    assert list(learnt(library.learning.decisions())) == []
    for _ in range(3):
        library.undo()
    assert library.learning.decisions() == known


def test_what_is_forgotten_leaves_no_words_behind(library: Library, article: str) -> None:
    reject(library, article, "Lake Union")
    library.learning.forget(words=("entity", "Lake Union"))
    library.purge([article])
    library.close()
    for file in library.folder.rglob("*"):
        assert not file.is_file() or b"ake union" not in file.read_bytes().lower()


def test_after_forgetting_new_decisions_count(library: Library, article: str) -> None:
    accept(library, article, "Amara Diop")
    library.learning.forget()
    moment = now()
    while now() == moment:
        pass  # times have milliseconds, and what is of the same one counts as before
    reject(library, article, "Lake Union")
    assert library.learning.decisions().rules == {"rule:names entity": Tally(0, 1)}


def test_the_library_knows_its_entities_by_every_form(library: Library, article: str) -> None:
    known = library.learning.gazetteer()
    assert len(known) == 0
    kept = accept(library, article, "Amara Diop")
    library.edit(kept, {"attributes": {"aliases": ["Madame A. Diop"]}})
    told = "Then Amara Diop wrote, and Madame A. Diop signed."
    found = [
        (told[name.start : name.end], name.canonical)
        for name in library.learning.gazetteer().find(told, 0, len(told))
    ]
    assert found == [("Amara Diop", "Amara Diop"), ("Madame A. Diop", "Amara Diop")]
    library.remove([kept])
    assert len(library.learning.gazetteer()) == 0


def test_codes_written_like_names_are_known(library: Library, article: str) -> None:
    library.store(library.draft(article, "entity", [(0, 10)], codes=["Lower Tana Dam"]))
    told = "The Lower Tana Dam is dry."
    (name,) = library.learning.gazetteer().find(told, 0, len(told))
    assert (name.canonical, name.type) == ("Lower Tana Dam", "other")
