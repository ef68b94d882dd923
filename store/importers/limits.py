"""How much of an archive is read: caps that hold while reading, and names that stay inside.

A small file can unfold into more than any disk holds, and a name in an archive can point out of
it. Both are refused in one line each, before anything of the archive is stored.
"""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PureWindowsPath

from store.errors import InputError

MOST_ENTRIES = 10_000
MOST_EACH = 50 * 1024 * 1024
MOST_ALL = 500 * 1024 * 1024
MOST_RATIO = 200
_NO_BOMB = 1024 * 1024
_DAMAGES: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
)
with contextlib.suppress(ImportError):  # some builds of Python lack it
    from lzma import LZMAError

    _DAMAGES += (LZMAError,)
_AES = 99
"""The way of packing by which newer programs say that they encrypt."""
_CHUNK = 256 * 1024
_LINK_OR_DEVICE = (stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK)


class TooMuchError(InputError):
    """An archive that unfolds into more than is read: it is left as a whole."""


@dataclass(slots=True)
class Budget:
    """What may still be unfolded of one source, archives within archives included."""

    entries: int = MOST_ENTRIES
    size: int = MOST_ALL

    def spend(self, entries: int, size: int, name: str) -> None:
        """Take so much from what is left. Raises TooMuchError."""
        self.entries -= entries
        self.size -= size
        if self.entries < 0:
            raise TooMuchError(
                f"'{name}' holds more than {MOST_ENTRIES} entries. Split it into smaller archives."
            )
        if self.size < 0:
            raise TooMuchError(
                f"'{name}' unfolds into more than {MOST_ALL // 2**20} MiB. "
                "Split it into smaller archives."
            )


def open_zip(raw: bytes, name: str, budget: Budget) -> zipfile.ZipFile:
    """The zip archive in *raw*, its directory checked against the caps before anything is read.

    zipfile never gives more of an entry than its directory says, so the directory's sums hold.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise InputError(
            f"'{name}' is a broken zip archive ({str(error)[:80]}). Get a whole copy of it."
        ) from None
    infos = archive.infolist()
    unfolded = sum(info.file_size for info in infos)
    if looks_like_bomb(unfolded, len(raw)):
        raise TooMuchError(
            f"'{name}' unfolds into {unfolded // max(1, len(raw))} times its size, more than "
            f"{MOST_RATIO}: this looks like a zip bomb. Nothing of it was read."
        )
    budget.spend(len(infos), unfolded, name)
    return archive


def read_entry(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    name: str,
    *,
    password: str | None = None,
    most: int = MOST_EACH,
) -> bytes:
    """The bytes of one entry, called *name* in messages. Raises InputError."""
    if info.file_size > most:
        raise InputError(f"'{name}' has more than {most // 2**20} MiB; it was left out.")
    if looks_like_bomb(info.file_size, info.compress_size):
        raise InputError(
            f"'{name}' unfolds into more than {MOST_RATIO} times its size: this looks like a zip "
            "bomb; it was left out."
        )
    if info.compress_type == _AES:
        raise InputError(
            f"'{name}' is encrypted in a way that can't be opened here (AES). Unpack it and add "
            "what is in it."
        )
    if info.flag_bits & 1 and password is None:
        raise InputError(f"'{name}' is encrypted. Give its password with --password.")
    try:
        with archive.open(info, pwd=password.encode() if password else None) as file:
            return file.read(most)
    except NotImplementedError:
        raise InputError(f"'{name}' is packed in a way that can't be read here.") from None
    except RuntimeError:
        raise InputError(f"'{name}' is encrypted with another password.") from None
    except _DAMAGES as error:
        raise InputError(f"'{name}' is damaged in its archive ({str(error)[:80]}).") from None


def looks_like_bomb(unfolded: int, packed: int) -> bool:
    """Whether so much from so little is no honest compression."""
    return unfolded > _NO_BOMB and unfolded > MOST_RATIO * max(1, packed)


def objection(info: zipfile.ZipInfo) -> str | None:
    """Why an entry is not read: its name leads out of the archive, or it is a link or a device."""
    name = info.orig_filename
    windows = PureWindowsPath(name)
    if "\0" in name:
        return "its name holds a NUL"
    if name.startswith(("/", "\\")) or windows.drive or ".." in windows.parts:
        return "its name leads out of the archive"
    if stat.S_IFMT(info.external_attr >> 16) in _LINK_OR_DEVICE:
        return "it is a link or a device, and these are not followed"
    return None


def gunzip(raw: bytes, name: str, budget: Budget) -> tuple[bytes, str | None]:
    """The bytes that gzip members in *raw* unfold into, and why they end early, if they do.

    Raises TooMuchError at the caps, before more is unfolded.
    """
    parts: list[bytes] = []
    at = size = 0
    while at < len(raw) and raw[at]:  # zeros after the last member are padding
        unpacker = zlib.decompressobj(wbits=31)
        fed, part = at, b""
        try:
            while not unpacker.eof:
                pending = unpacker.unconsumed_tail
                if not pending:
                    pending = raw[fed : fed + _CHUNK]
                    fed += len(pending)
                if not pending and len(part) < _CHUNK:
                    return b"".join(parts), "it breaks off"
                part = unpacker.decompress(pending, _CHUNK)
                parts.append(part)
                size += len(part)
                budget.spend(0, len(part), name)
                if looks_like_bomb(size, len(raw)):
                    raise TooMuchError(
                        f"'{name}' unfolds into more than {MOST_RATIO} times its size: this looks "
                        "like a gzip bomb. Nothing of it was read."
                    )
        except zlib.error as error:
            return b"".join(parts), f"it is damaged ({str(error)[:60]})"
        at = fed - len(unpacker.unused_data)
    return b"".join(parts), None
