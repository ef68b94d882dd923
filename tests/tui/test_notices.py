"""Notices that are all but over are not shown anew."""

from __future__ import annotations

from textual.notifications import Notification

from tests.tui.conftest import Opener, reading
from tui.notices import Notices
from tui.widgets.bars import StatusBar


def test_a_notice_whose_time_is_all_but_over_is_left_out() -> None:
    notices = Notices()
    notices.add(Notification("over", timeout=0.4))
    notices.add(Notification("here", timeout=30))
    assert [notice.message for notice in notices] == ["here"]


async def test_the_program_keeps_its_notices_so(news: str, opened: Opener) -> None:
    async with opened(news) as (_, app):
        assert isinstance(app._notifications, Notices)


async def test_a_word_in_the_bar_takes_the_room_that_nothing_else_needs(
    news: str, opened: Opener
) -> None:
    async with opened(news, size=(80, 24)) as (_, app):
        bar = reading(app).query_one(StatusBar)
        bar.show("", "")
        bar.whisper("x" * 65)
        assert "x" * 65 in bar.render_line(0).text
        bar.show("y" * 30, "")
        assert "y" * 10 in bar.render_line(0).text
