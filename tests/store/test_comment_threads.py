"""Comments over a text and what they answer: the walk that whoever shows them goes by."""

from __future__ import annotations

from store.model import Block, BlockKind
from store.threads import Walk, depths, with_answered, with_answers


def thread(*parents: int | None) -> list[Block]:
    """Comments of one letter each; the numbers say which of them each one answers."""
    return [
        Block(
            id=f"b{at}",
            kind=BlockKind.COMMENT,
            start=2 * at,
            end=2 * at + 1,
            parent=None if parent is None else f"b{parent}",
        )
        for at, parent in enumerate(parents)
    ]


def test_a_comment_is_as_deep_as_it_answers_others() -> None:
    assert list(depths(thread(None, 0, 1, 0, None)).values()) == [0, 1, 2, 1, 0]


def test_a_comment_that_answers_a_later_one_or_none_that_there_is_begins_a_thread() -> None:
    assert list(depths(thread(1, None, 7, 2)).values()) == [0, 0, 0, 1]


def test_all_below_a_closed_comment_is_hidden_but_not_that_comment() -> None:
    walk = Walk(closed={"b1"})
    assert [walk.take(one).hidden for one in thread(None, 0, 1, 2, 0)] == [
        False, False, True, True, False,
    ]  # fmt: skip


def test_comments_that_answer_each_other_in_a_circle_are_gone_through_once() -> None:
    circle = thread(1, 0)
    assert [one.id for one in with_answered(circle, circle[0])] == ["b0", "b1"]
    assert [one.id for one in with_answers(circle, circle[1])] == ["b1", "b0"]


def test_a_comment_comes_with_its_answers_and_theirs() -> None:
    blocks = thread(None, 0, None, 1)
    assert [one.id for one in with_answers(blocks, blocks[0])] == ["b0", "b1", "b3"]
