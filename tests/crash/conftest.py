"""Prints the proofs' figures after a run: the sum of each `record_property`."""

from __future__ import annotations

from collections import Counter

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each figure, added up over the tests."""
    sums: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                sums.update({k: v for k, v in report.user_properties if isinstance(v, int)})
    for name, value in sorted(sums.items()):
        terminalreporter.write_line(f"{name}: {value}")
