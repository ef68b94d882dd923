"""Comments as a tree to move through, the outline, claims and what they dispute."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from store.library import Library
from store.model import Block, BlockKind, Imported
from store.threads import depths
from tests.conftest import imported
from tests.tui.conftest import Opener, press, reading, stored
from tui.dialogs.pick import Pick
from tui.screens.reading import ReadingScreen
from tui.threads import kin, outline
from tui.widgets.rows import RowList

NESTED = "02-nested-comments.html"


def thread(parents: list[int | None]) -> list[Block]:
    return [
        Block(
            id=f"c{n}",
            kind=BlockKind.COMMENT,
            start=10 * n,
            end=10 * n + 9,
            author="Ann" if n % 2 else "Ben",
            parent=None if parent is None else f"c{parent}",
        )
        for n, parent in enumerate(parents)
    ]


PARENTS = st.integers(1, 12).flatmap(
    lambda n: st.tuples(*(st.one_of(st.none(), st.integers(0, max(0, i - 1))) for i in range(n)))
)


@given(PARENTS)
def test_a_reply_lies_one_deeper_than_what_it_answers(parents: tuple[int | None, ...]) -> None:
    given_parents = [None if parent == n else parent for n, parent in enumerate(parents)]
    blocks = thread(given_parents)
    deep = depths(blocks)
    for block in blocks:
        expected = 0 if block.parent is None else deep[block.parent] + 1
        assert deep[block.id] == expected
        replies = kin(blocks, block.start, "reply")
        assert all(reply.parent == block.id for reply in replies)
        assert all(kin(blocks, reply.start, "parent") == [block] for reply in replies)


def test_beside_a_comment_are_those_that_answer_the_same_and_of_an_author_all_others() -> None:
    blocks = thread([None, 0, 0, None, 2])
    assert [b.id for b in kin(blocks, 10, "sibling")] == ["c2"]
    assert [b.id for b in kin(blocks, 0, "sibling")] == ["c3"]
    assert [b.id for b in kin(blocks, 0, "author")] == ["c2", "c4"]
    assert kin(blocks, 9, "parent") == []


async def test_keys_lead_through_a_thread(all_samples: dict[str, str], opened: Opener) -> None:
    async with opened(all_samples[NESTED], size=(120, 40)) as (pilot, app):
        screen = reading(app)
        view = screen.view
        deep = depths(screen.blocks)
        await press(pilot, "] c")
        first = view.block_at(view.caret)
        assert first is not None and deep[first.id] == 0
        await press(pilot, "] p")
        reply = view.block_at(view.caret)
        assert reply is not None and reply.parent == first.id
        await press(pilot, "[ p")
        assert view.block_at(view.caret) == first
        await press(pilot, "] s")
        beside = view.block_at(view.caret)
        assert beside is not None and deep[beside.id] == 0 and beside.start > first.start
        await press(pilot, "[ s")
        assert view.block_at(view.caret) == first


async def test_replies_fold_by_their_depth_and_unfold_again(
    all_samples: dict[str, str], opened: Opener
) -> None:
    async with opened(all_samples[NESTED], size=(120, 60)) as (pilot, app):
        screen = reading(app)
        reply = next(b for b in screen.blocks if depths(screen.blocks).get(b.id) == 1)
        words = screen.text[reply.start : reply.start + 12]
        assert words in "\n".join(shown(screen))
        await press(pilot, "1 g z")
        assert words not in "\n".join(shown(screen))
        await press(pilot, "1 g z")
        assert words in "\n".join(shown(screen))


def shown(screen: ReadingScreen) -> list[str]:
    return [strip.text for strip in screen.view.render_lines(screen.view.size.region)]


def test_the_outline_holds_title_headings_and_comments_in_order(
    folder: Path, all_samples: dict[str, str]
) -> None:
    with Library(folder) as library:
        article = all_samples[NESTED]
        text, blocks = library.articles.text(article), library.articles.blocks(article)
    entries = outline(text, blocks)
    assert [entry.start for entry in entries] == sorted(entry.start for entry in entries)
    count = sum(block.kind is BlockKind.COMMENT for block in blocks)
    assert sum(entry.comment for entry in entries) == count
    assert not entries[0].comment
    numbers = {block.start: block.number for block in blocks if block.number}
    assert all(e.words.startswith(f"{n} · ") for e in entries if (n := numbers.get(e.start)))


async def test_the_outline_goes_to_what_is_typed(
    all_samples: dict[str, str], opened: Opener
) -> None:
    async with opened(all_samples[NESTED], size=(120, 40)) as (pilot, app):
        screen = reading(app)
        last = [b for b in screen.blocks if b.kind is BlockKind.COMMENT][-1]
        await press(pilot, "O")
        assert isinstance(app.screen, Pick)
        await press(pilot, f"text:{(last.author or '').split()[0]}")
        await press(pilot, "up enter")
        block = reading(app).view.block_at(screen.view.caret)
        assert block is not None and block.author == last.author
        await press(pilot, "alt+left")
        assert screen.view.caret < last.start


async def test_two_keys_tie_a_comment_to_the_sentence_it_disputes(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "] c")
        await press(pilot, "C enter")
        assert len(reading(app).annotations) == 2
    claims = stored(folder, news)
    disputing = next(a for a in claims if a.links)
    (link,) = disputing.links
    assert link.type == "disputes"
    assert disputing.attributes["status"] == "disputed"
    disputed = next(a for a in claims if a.id == link.to)
    assert disputed.start < disputing.start
    with Library(folder) as library:
        library.undo()
        assert library.annotations.of(news) == ()


async def test_one_key_gives_a_claim_its_next_status(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, ") c S")
        (claim,) = reading(app).annotations
        assert claim.attributes["status"] == "disputed"
        await press(pilot, "S S")
    (claim,) = stored(folder, news)
    assert claim.attributes["status"] == "refuted"


async def test_links_stand_in_the_panel_and_enter_follows_one(news: str, opened: Opener) -> None:
    async with opened(news, size=(120, 40)) as (pilot, app):
        screen = reading(app)
        await press(pilot, "] c C enter")
        rows = screen.desk.panel.rows
        linked = [n for n, row in enumerate(rows) if " " in row.key]
        assert len(linked) == 2  # the link at its one end, and at its other
        await press(pilot, "f6")
        screen.desk.panel.go_to(linked[-1])
        await pilot.pause()
        owner, other, _ = rows[linked[-1]].key.split()
        assert screen.current() is not None and screen.current().id == owner  # type: ignore[union-attr]
        await press(pilot, "enter")
        now = screen.current()
        assert now is not None and now.id == other


async def test_what_is_copied_carries_its_source(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        screen = reading(app)
        await press(pilot, "] q y")
        selection = screen.view.selection
        assert selection is not None
        words, _, source = app.clipboard.rpartition("\n— ")
        assert words == screen.text[slice(*selection)]
        assert source.startswith(screen.article.title)


async def test_evidence_is_linked_to_the_nearest_claim_in_two_keys(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, ") c ] q q V enter")
        claim, quote = reading(app).annotations
    stored_claim, stored_quote = stored(folder, news)
    assert (stored_claim.id, stored_quote.id) == (claim.id, quote.id)
    assert [(link.type, link.to) for link in stored_quote.links] == [("supports", claim.id)]
    with Library(folder) as library:
        assert library.undo().action == "link evidence"


async def test_a_sentence_of_the_article_can_dispute_another_pointed_at(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news, size=(100, 60)) as (pilot, app):
        screen = reading(app)
        await press(pilot, "/ text:recruiters enter C tab")
        source = screen.current()
        label, span = next(iter(screen.kit.pointing.hints.items()))
        await press(pilot, " ".join(label))
    assert source is None  # nothing was tagged before the other end was chosen
    disputing = next(a for a in stored(folder, news) if a.links)
    assert "recruiters" in disputing.exact
    assert disputing.attributes["status"] == "unchecked"
    other = next(a for a in stored(folder, news) if a.id == disputing.links[0].to)
    assert (other.start, other.end) == span


async def test_only_the_comment_s_selected_words_dispute(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "2 ] c v 3 w C enter")
    disputing = next(a for a in stored(folder, news) if a.links)
    assert disputing.exact.startswith("They will never")
    assert len(disputing.exact) < 30
    assert disputing.attributes["status"] == "disputed"


def answering_each_other(count: int) -> Imported:
    """*count* comments that all say the same, each an answer to the one before."""
    words = "No, that is not so."
    blocks = tuple(
        Block(
            id=f"c{n}",
            kind=BlockKind.COMMENT,
            start=n * (len(words) + 2),
            end=n * (len(words) + 2) + len(words),
            author="Ann\x1b[31m",
            parent=f"c{n - 1}" if n else None,
        )
        for n in range(count)
    )
    return imported(f"{words}\n\n" * count, blocks=blocks)


async def test_the_outline_of_comments_that_are_alike_and_thousands_deep_goes_to_each(
    folder: Path, opened: Opener
) -> None:
    with Library(folder) as library:
        article = library.add(answering_each_other(3000)).article.id
    async with opened(article) as (pilot, app):
        screen = reading(app)
        await press(pilot, "O")
        assert isinstance(app.screen, Pick)
        rows = app.screen.query_one(RowList)
        assert len(rows.rows) == 3000
        assert max(len(row.cells[0]) for row in rows.rows) < 120
        assert "Ann" in rows.rows[-1].cells[0]
        rows.move("bottom")
        await press(pilot, "enter")
        assert screen.view.caret == screen.blocks[-1].start
