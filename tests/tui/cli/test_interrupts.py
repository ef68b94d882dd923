"""Ctrl+C while an article is being stored waits until it was told."""

from __future__ import annotations

import os
import signal

import pytest

from tui.cli.interrupts import Interrupts


def test_an_interrupt_is_held_within_the_block_and_answered_after_it() -> None:
    interrupts = Interrupts()
    interrupts.answer()
    with interrupts.held():
        os.kill(os.getpid(), signal.SIGINT)
        stored = True
    assert stored
    with pytest.raises(KeyboardInterrupt):
        interrupts.answer()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
