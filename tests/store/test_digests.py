"""Short and long hashes are the same SHA-256, and short ones need no OpenSSL."""

from __future__ import annotations

import hashlib
import subprocess
import sys

from store.digests import LONG, begin, sha256
from tests.terminal import ROOT


def test_every_length_is_hashed_alike() -> None:
    for size in (0, 1, 700, LONG - 1, LONG, LONG + 1):
        raw = b"\xe2" * size
        assert sha256(raw) == sha256(memoryview(raw)) == hashlib.sha256(raw).hexdigest()
        pieces = begin(size)
        pieces.update(raw[: size // 2])
        pieces.update(raw[size // 2 :])
        assert pieces.hexdigest() == hashlib.sha256(raw).hexdigest()


def test_openssl_is_loaded_for_what_is_long_alone() -> None:
    code = (
        "import sys; from store.digests import LONG, sha256; sha256(bytes(LONG - 1));"
        "before = '_hashlib' in sys.modules; sha256(bytes(LONG));"
        "print(before, '_hashlib' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
