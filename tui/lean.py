"""What the screen leaves out of other people's modules, so that it starts sooner and weighs less.

Nothing of Textual's own is imported here.
"""

from __future__ import annotations

import sys


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
