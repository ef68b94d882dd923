"""What the screen leaves out of other people's modules, so that it starts sooner and weighs less.

Nothing of Textual's own is imported here.
"""

from __future__ import annotations

import contextlib
import sys

_M_MMAP_THRESHOLD = -3
"""mallopt(3) of the GNU C library."""
_LARGE = 1 << 17
"""Bytes: the library's own first value."""


def load_asyncio() -> None:
    """Load asyncio as in a Python that was built without TLS, which no screen has a use for.

    OpenSSL would take 4 MiB and a fortieth of the time until the first paint. Whoever imports
    `ssl` later gets it as ever.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # an import of it now fails
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def give_back_large_buffers() -> None:
    """Have the memory of large buffers given back when they are freed, where the C library can.

    GNU's keeps more and more of it for itself, the larger the buffers were that it saw: 20 MiB
    after a long text and a large library were read.
    """
    import ctypes

    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
