"""Notices that are all but over are not shown anew."""

from __future__ import annotations

from textual.notifications import Notification

from tests.tui.conftest import Opener
from tui.notices import Notices


def test_a_notice_whose_time_is_all_but_over_is_left_out() -> None:
    notices = Notices()
    notices.add(Notification("over", timeout=0.4))
    notices.add(Notification("here", timeout=30))
    assert [notice.message for notice in notices] == ["here"]


async def test_the_program_keeps_its_notices_so(news: str, opened: Opener) -> None:
    async with opened(news) as (_, app):
        assert isinstance(app._notifications, Notices)
