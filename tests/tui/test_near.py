"""Of a long article only the part around the caret is read beforehand."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from store.importers.registry import read_file
from store.library import Library
from store.model import Block, BlockKind
from tests.tui.conftest import Opener, press
from tui.near import LONG, blocks_in, is_near_edge, part_around
from tui.screens.reading import ReadingScreen

SENTENCE = "“The bridge at Osk is closed,” said Ann Lee. Nobody in the town was asked about it. "


@given(st.integers(0, 3 * LONG), st.integers(0, 3 * LONG))
def test_the_part_holds_the_caret_and_its_surroundings(length: int, caret: int) -> None:
    caret = min(caret, length)
    part = part_around(length, caret)
    assert 0 <= part[0] <= caret <= part[1] <= length
    assert not is_near_edge(part, length, caret)
    if length <= LONG:
        assert part == (0, length)


@given(
    st.lists(st.integers(1, 90), min_size=1, max_size=30), st.integers(0, 900), st.integers(1, 400)
)
def test_blocks_of_a_part_are_cut_to_it_and_lose_nothing_inside(
    sizes: list[int], start: int, length: int
) -> None:
    blocks, at = [], 0
    for number, size in enumerate(sizes):
        blocks.append(Block(id=f"b{number}", kind=BlockKind.PARAGRAPH, start=at, end=at + size))
        at += size + 1
    part = (start, start + length)
    covered = {n for block in blocks for n in range(block.start, block.end)}
    held = {n for block in blocks_in(blocks, part) for n in range(block.start, block.end)}
    assert held == {n for n in covered if part[0] <= n < part[1]}


async def test_suggestions_follow_the_reader_through_a_long_article(
    folder: Path, tmp_path: Path, opened: Opener
) -> None:
    source = tmp_path / "long.txt"
    source.write_text("A Long Report\n\n" + (SENTENCE * 4 + "\n\n") * (2 * LONG // 300), "utf-8")
    with Library(folder, who="ann") as library:
        article = library.add(read_file(source)[0]).article.id
    async with opened(article) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await screen.kit.suggesting.ready.wait()
        assert screen.kit.quoting.is_part
        last = max(one.end for one in screen.kit.suggested.open)
        assert last < len(screen.text)
        await press(pilot, "G")
        while not any(one.end > last for one in screen.kit.suggested.open):
            await pilot.pause()
        assert any(quotation.end > last for quotation in screen.kit.quoting.known())
