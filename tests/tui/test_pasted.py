"""What is pasted is words, whatever is in it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from store.library import Library
from tests.terminal import Terminal, postil
from tui.pasted import END, START, Pastes

PIECES = st.text(st.sampled_from(["\x1b", "[", "2", "0", "1", "~", "x", "\r"]), max_size=12)


@given(PIECES, PIECES, PIECES, st.lists(st.integers(0, 60), max_size=6))
def test_keys_pass_as_they_are_and_a_paste_without_its_escapes(
    before: str, pasted: str, after: str, cuts: list[int]
) -> None:
    before, after = before.replace("\x1b", "\x1b["), after.replace("\x1b", "")
    pasted = pasted.replace(END, "")
    sent = before + START + pasted + END + after
    if sent.find(START) != len(before) or pasted + END != (pasted + END).partition(END)[0] + END:
        return  # the terminal itself could not tell
    edges = sorted({0, len(sent), *(min(cut, len(sent)) for cut in cuts)})
    pastes = Pastes()
    got = "".join(pastes.cleaned(sent[a:b]) for a, b in pairwise(edges))
    assert got == before + START + pasted.replace("\x1b", "") + END + after


def test_what_is_pasted_onto_a_list_does_nothing_and_into_a_line_is_its_words(
    folder: Path, news: str, tmp_path: Path
) -> None:
    env = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "POSTIL_ANNOTATOR": "ann"}
    with Terminal(postil("--library", str(folder)), columns=100, rows=30, env=env) as terminal:
        terminal.wait_for("Aid Groups")
        hostile = "xy\x1b[31mxy\x1b]52;c;eA==\x07xy\x1bxy" * 20
        terminal.send(f"{START}{hostile}{END}")
        terminal.settle()
        terminal.press("P")
        terminal.send(f"{START}kite\x1b[31m red{END}")
        terminal.wait_for(r"kite\[31m red")
        terminal.press("esc", "ctrl+q")
        assert terminal.finish() == 0
    with Library(folder) as library:
        assert [article.id for article in library.articles.all()] == [news]
