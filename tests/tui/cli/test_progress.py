"""The line that says how far a long command is."""

from __future__ import annotations

import io

import pytest

from tui.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_many_sources_on_a_terminal_show_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    progress = Progress(12, 8)
    progress.show(3, "page\x1b[2J.html")
    assert screen.getvalue() == "\r\x1b[K[#####...............] 3/12  page␛[2J.html"
    progress.clear()
    assert screen.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(("total", "screen"), [(8, Terminal()), (12, io.StringIO())])
def test_few_sources_or_no_terminal_show_nothing(
    monkeypatch: pytest.MonkeyPatch, total: int, screen: io.StringIO
) -> None:
    monkeypatch.setattr("sys.stderr", screen)
    Progress(total, 8).show(1, "page.html")
    assert screen.getvalue() == ""
