from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.blocks import check_blocks
from store.corrections import Decision, corrected, settled
from store.errors import FormatError, InvalidChangeError
from store.exporters.canonical import dump, load
from store.library import Library
from store.model import Block, BlockKind, Imported

MakeArticle = Callable[..., Imported]
TEXT = "The title\n\nFirst words. More words.\n\nBo says:\nI doubt it.\n\nMe too.\n\nShare this"


def blocks_of(text: str = TEXT) -> tuple[Block, ...]:
    kinds = [
        ("The title", BlockKind.TITLE),
        ("First words. More words.", BlockKind.PARAGRAPH),
        ("Bo says:", BlockKind.COMMENT_META),
        ("I doubt it.", BlockKind.COMMENT),
        ("Me too.", BlockKind.COMMENT),
        ("Share this", BlockKind.PARAGRAPH),
    ]
    found = []
    for number, (words, kind) in enumerate(kinds):
        at = text.index(words)
        block = Block(id=f"b{number}", kind=kind, start=at, end=at + len(words))
        found.append(block)
    found[3] = Block(id="b3", kind=BlockKind.COMMENT, start=found[3].start, end=found[3].end,
                     author="Bo", number=1)  # fmt: skip
    found[4] = Block(id="b4", kind=BlockKind.COMMENT, start=found[4].start, end=found[4].end,
                     author="Cy", parent="b3")  # fmt: skip
    return tuple(found)


def shown(blocks: Sequence[Block], text: str = TEXT) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in blocks]


def after(*decisions: Decision) -> tuple[Block, ...]:
    return corrected(TEXT, blocks_of(), decisions)


def at(words: str) -> int:
    return TEXT.index(words)


def test_a_block_gets_another_kind() -> None:
    found = after(Decision(do="relabel", at=at("First"), kind=BlockKind.LEAD))
    assert shown(found)[1] == ("lead", "First words. More words.")


def test_a_comment_that_is_none_gives_its_answers_to_the_one_it_answered() -> None:
    found = after(Decision(do="relabel", at=at("I doubt"), kind=BlockKind.PARAGRAPH))
    assert (found[3].author, found[4].parent) == (None, None)


def test_a_block_is_split_at_the_caret_and_joined_again() -> None:
    split = Decision(do="split", at=at("More"))
    found = after(split)
    assert shown(found)[1:3] == [("paragraph", "First words."), ("paragraph", "More words.")]
    assert len({block.id for block in found}) == len(found)
    joined = after(split, Decision(do="join", at=at("First")))
    assert shown(joined) == shown(blocks_of())


def test_all_below_is_furniture() -> None:
    found = after(Decision(do="below", at=at("Bo says")))
    assert [block.kind.value for block in found] == ["title", "paragraph"] + ["boilerplate"] * 4


def test_decisions_hold_over_blocks_that_were_segmented_anew() -> None:
    whole = Block(id="x1", kind=BlockKind.PARAGRAPH, start=0, end=len(TEXT))
    decisions = [
        Decision(do="split", at=at("Bo says")),
        Decision(do="below", at=at("Bo says")),
    ]
    assert [kind for kind, _ in shown(corrected(TEXT, [whole], decisions))] == [
        "paragraph",
        "boilerplate",
    ]


def test_only_the_words_that_were_meant_change_in_blocks_that_were_segmented_anew() -> None:
    whole = Block(id="x1", kind=BlockKind.PARAGRAPH, start=0, end=len(TEXT))
    settled_ones = [
        settled(TEXT, blocks_of(), decision)
        for decision in (
            Decision(do="relabel", at=at("Share"), kind=BlockKind.BOILERPLATE),
            Decision(do="join", at=at("I doubt")),
        )
    ]
    assert shown(corrected(TEXT, [whole], settled_ones)) == [
        ("paragraph", TEXT[: at("I doubt")].strip()),
        ("paragraph", "I doubt it.\n\nMe too."),
        ("boilerplate", "Share this"),
    ]
    below = settled(TEXT, blocks_of(), Decision(do="below", at=at("Bo says")))
    assert shown(corrected(TEXT, [whole], [below]))[0] == (
        "paragraph",
        "The title\n\nFirst words. More words.",
    )


def test_a_join_that_was_made_already_takes_nothing_more_in() -> None:
    joined = settled(TEXT, blocks_of(), Decision(do="join", at=at("I doubt")))
    assert shown(after(joined, joined)) == shown(after(joined))


def test_a_comment_that_is_none_and_then_one_again_has_its_author_and_its_answers() -> None:
    mistaken = Decision(do="relabel", at=at("I doubt"), kind=BlockKind.PARAGRAPH)
    again = Decision(do="relabel", at=at("I doubt"), kind=BlockKind.COMMENT)
    assert after(mistaken, again) == blocks_of()


def test_an_answer_to_a_comment_that_a_line_took_in_answers_the_one_above() -> None:
    text = "One.\n\nBo:\n\nTwo.\n\nThree."
    one, two = (
        Block(id=name, kind=BlockKind.COMMENT, start=text.index(words),
              end=text.index(words) + 4, parent=parent)
        for name, words, parent in (("c1", "One.", None), ("c2", "Two.", "c1"))
    )  # fmt: skip
    line = Block(id="m", kind=BlockKind.COMMENT_META, start=6, end=9)
    three = Block(id="c3", kind=BlockKind.COMMENT, start=17, end=23, parent="c2")
    found = corrected(text, (one, line, two, three), [Decision(do="join", at=6)])
    assert [(block.id, block.parent) for block in found] == [
        ("c1", None),
        ("m", None),
        ("c3", "c1"),
    ]


def test_a_missed_comment_is_signed_by_the_line_over_it_whichever_is_put_right_first(
    library: Library, make_article: MakeArticle
) -> None:
    text = "The title\n\n3. Ria Vane says:\n4 May 2019 at 10:12 am\n\nWho pays for it?"
    blocks = tuple(
        Block(id=f"b{n}", kind=kind, start=text.index(words), end=text.index(words) + len(words))
        for n, (words, kind) in enumerate(
            [
                ("The title", BlockKind.TITLE),
                ("3. Ria Vane says:\n4 May 2019 at 10:12 am", BlockKind.PARAGRAPH),
                ("Who pays for it?", BlockKind.PARAGRAPH),
            ]
        )
    )
    article = library.add(make_article(text, blocks=blocks)).article.id
    line = Decision(do="relabel", at=blocks[1].start, kind=BlockKind.COMMENT_META)
    words = Decision(do="relabel", at=blocks[2].start, kind=BlockKind.COMMENT)
    for order in ((line, words), (words, line)):
        for decision in order:
            library.correct(article, decision)
        comment = library.articles.blocks(article)[2]
        assert (comment.author, comment.date, comment.number) == (
            "Ria Vane",
            "4 May 2019 at 10:12 am",
            3,
        )
        library.undo()
        library.undo()


def test_a_comment_that_held_another_is_parted_and_each_has_its_own_author(
    library: Library, make_article: MakeArticle
) -> None:
    text = "I doubt it.\n\nCy Hill says:\n\nSo do I."
    whole = Block(id="c1", kind=BlockKind.COMMENT, start=0, end=len(text), author="Bo", number=1)
    article = library.add(make_article(text, blocks=(whole,))).article.id
    line, words = text.index("Cy"), text.index("So do")
    library.correct(article, Decision(do="split", at=line))
    library.correct(article, Decision(do="split", at=words))
    library.correct(article, Decision(do="relabel", at=line, kind=BlockKind.COMMENT_META))
    first, _, second = library.articles.blocks(article)
    assert (first.author, first.number) == ("Bo", 1)
    assert (second.author, second.number) == ("Cy Hill", None)


decisions = st.builds(
    Decision,
    do=st.sampled_from(["relabel", "split", "join", "below"]),
    at=st.integers(0, len(TEXT) + 3),
    end=st.none() | st.integers(0, len(TEXT) + 3),
    kind=st.sampled_from(BlockKind),
)


@given(st.lists(decisions, max_size=12))
def test_any_corrections_leave_every_character_in_one_block(made: list[Decision]) -> None:
    found = corrected(TEXT, blocks_of(), made)
    check_blocks(TEXT, found, "it")
    names = {block.id for block in found}
    assert len(names) == len(found)
    comments = {block.id for block in found if block.kind is BlockKind.COMMENT}
    assert all(block.parent is None or block.parent in comments for block in found)


@given(st.lists(decisions, max_size=12))
def test_corrections_made_at_once_lead_where_they_lead_one_by_one(made: list[Decision]) -> None:
    found = blocks_of()
    for decision in made:
        found = corrected(TEXT, found, [decision])
    assert shown(corrected(TEXT, blocks_of(), made)) == shown(found)


@given(st.lists(decisions, max_size=12), st.sampled_from(BlockKind))
def test_a_block_put_back_is_as_it_was_found_with_all_who_answer(
    made: list[Decision], kind: BlockKind
) -> None:
    before = corrected(TEXT, blocks_of(), made)
    for block in before:
        away = Decision(do="relabel", at=block.start, end=block.end, kind=kind)
        back = Decision(do="relabel", at=block.start, end=block.end, kind=block.kind)
        assert corrected(TEXT, blocks_of(), [*made, away, back]) == before


def test_furniture_that_was_put_right_is_furniture_again_when_all_below_is() -> None:
    below = Decision(do="below", at=at("Bo says"))
    words = Decision(do="relabel", at=at("Me too"), kind=BlockKind.COMMENT)
    joined = Decision(do="join", at=at("First"))
    assert after(below, words)[4].kind is BlockKind.COMMENT
    assert after(below, words, below) == after(below)
    assert [block.kind.value for block in after(below, joined, below)] == (
        ["title", "paragraph"] + ["boilerplate"] * 4
    )


def test_a_correction_is_undoable_kept_on_adding_again_and_moves_no_annotation(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    imported = make_article(TEXT, blocks=blocks_of())
    with Library(tmp_path, who="ann") as library:
        article = library.add(imported).article.id
        marked = library.store(library.draft(article, "quote", [(at("More"), at("More") + 10)]))
        library.correct(article, Decision(do="relabel", at=at("Me too"), kind=BlockKind.PARAGRAPH))
        assert library.articles.get(article).comments == 1
        assert library.add(imported).status == "unchanged"
    with Library(tmp_path) as library:
        assert library.articles.get(article).comments == 1
        assert library.annotations.get(marked.id) == marked
        exported = dump(library.bundle())
        assert load(exported, "x.json").articles[0].blocks[4].kind is BlockKind.PARAGRAPH
        library.undo()
        assert library.articles.blocks(article) == blocks_of()
        library.redo()
        assert dump(library.bundle()) == exported
        with Library(tmp_path / "other") as other:
            other.take_in(load(exported, "x.json"), "x.json")
            assert dump(other.bundle()) == exported
            assert other.articles.decisions(article) == library.articles.decisions(article)
            assert other.articles.found_blocks(article) == blocks_of()


def test_an_export_whose_corrections_lead_elsewhere_is_refused(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    with Library(tmp_path / "one", who="ann") as library:
        article = library.add(make_article(TEXT, blocks=blocks_of())).article.id
        library.correct(article, Decision(do="relabel", at=at("Me too"), kind=BlockKind.PARAGRAPH))
        bundle = library.bundle()
    (stored,) = bundle.articles
    with Library(tmp_path / "two") as other:
        for wrong in (
            msgspec.structs.replace(stored, found=stored.blocks[:-1]),
            msgspec.structs.replace(stored, blocks=stored.found),
        ):
            with pytest.raises(FormatError):
                other.take_in(msgspec.structs.replace(bundle, articles=(wrong,)), "x.json")
        assert not other.articles.all()


def test_what_would_change_nothing_is_refused(library: Library, make_article: MakeArticle) -> None:
    article = library.add(make_article(TEXT, blocks=blocks_of())).article.id
    for decision in (
        Decision(do="relabel", at=0, kind=BlockKind.TITLE),
        Decision(do="split", at=0),
        Decision(do="join", at=at("Share")),
        Decision(do="split", at=10_000),
    ):
        with pytest.raises(InvalidChangeError):
            library.correct(article, decision)


@given(
    st.lists(st.none() | st.integers(0, 7), min_size=1, max_size=8),
    st.integers(0, 7),
)
def test_all_below_becomes_furniture_as_if_block_by_block_whoever_answers_whom(
    parents: list[int | None], first: int
) -> None:
    blocks = tuple(
        Block(
            id=f"c{n}",
            kind=BlockKind.COMMENT,
            start=3 * n,
            end=3 * n + 2,
            parent=None if parent is None else f"c{parent}",
        )
        for n, parent in enumerate(parents)
    )
    text = "ab\n" * len(parents)
    first = min(first, len(parents) - 1)
    singly = [
        Decision(do="relabel", at=block.start, kind=BlockKind.BOILERPLATE)
        for block in blocks[first:]
    ]
    at_once = corrected(text, blocks, [Decision(do="below", at=3 * first)])
    assert at_once == corrected(text, blocks, singly)
    left = {block.id for block in at_once if block.kind is BlockKind.COMMENT}
    assert {block.parent for block in at_once} <= {
        *left,
        None,
        *(f"c{n}" for n in range(len(parents), 8)),
    }


def test_a_thread_of_tens_of_thousands_becomes_furniture_in_one_pass() -> None:
    count = 30_000
    blocks = tuple(
        Block(
            id=f"c{n}",
            kind=BlockKind.COMMENT,
            start=3 * n,
            end=3 * n + 2,
            parent=f"c{n - 1}" if n else None,
        )
        for n in range(count)
    )
    changed = corrected("ab\n" * count, blocks, [Decision(do="below", at=3)])
    assert [block.kind for block in changed[:2]] == [BlockKind.COMMENT, BlockKind.BOILERPLATE]
    assert {block.parent for block in changed} == {None}
