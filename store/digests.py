"""SHA-256: of what is short by Python's own code, of what is long by OpenSSL.

`hashlib` loads OpenSSL, which hashes several times as fast and takes 4 MiB of memory: more than a
library of a hundred annotations takes, and longer to load than its hashes take to make.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = 1 << 20
"""Bytes from which OpenSSL is worth its loading."""


class Digest(Protocol):
    """A hash that is being made."""

    def update(self, data: bytes | memoryview, /) -> None:
        """Take in more bytes."""

    def hexdigest(self) -> str:
        """The hash of all bytes so far, in hex."""


def _plain() -> Callable[[bytes | memoryview], Digest] | None:
    """Python's own SHA-256, which the standard library's `random` looks for in the same way."""
    for module in ("_sha2", "_sha256"):  # the second is its name before Python 3.12
        try:
            made: Callable[[bytes | memoryview], Digest] = __import__(module).sha256
        except (ImportError, AttributeError):
            continue
        return made
    return None


_short = _plain()


def begin(size: int, raw: bytes | memoryview = b"") -> Digest:
    """A SHA-256 of about *size* bytes, of which *raw* are taken in already."""
    if _short is None or size >= LONG or "_hashlib" in sys.modules:
        import hashlib

        return hashlib.sha256(raw)
    return _short(raw)


def sha256(raw: bytes | memoryview) -> str:
    """The SHA-256 of bytes, in hex."""
    loaded = sys.modules.get("_hashlib")  # asked three times at every step
    if loaded is None:
        return begin(len(raw), raw).hexdigest()
    found: str = loaded.openssl_sha256(raw).hexdigest()
    return found
