"""Zip files that hold an export: the same bytes for the same files, and read with suspicion."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from store.errors import FormatError, InputError
from store.importers.limits import Budget, objection, open_zip, read_entry

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_BIG = 1024 * 1024
_RATIO = 50


def packed(files: Mapping[str, bytes | Callable[[], bytes]]) -> Iterator[bytes]:
    """A zip of *files*, piece by piece, each there already or made when its turn comes: sorted by
    name, without times or rights of this machine.
    """
    held = _Window()
    with zipfile.ZipFile(held, "w") as archive:
        for name in sorted(files):
            made = files[name]
            raw = made if isinstance(made, bytes) else made()
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system = 3
            info.external_attr = 0o600 << 16
            info.compress_type = _packing(raw)
            archive.writestr(info, raw)
            yield held.taken()
    yield held.taken()


class _Window(io.BytesIO):
    """The end of a file under way; what was taken is before it and can't be changed any more."""

    _before = 0

    def tell(self) -> int:
        return self._before + super().tell()

    def seek(self, at: int, whence: int = 0) -> int:
        return self._before + super().seek(at - (0 if whence else self._before), whence)

    def taken(self) -> bytes:
        """What was written since the last time."""
        raw = self.getvalue()
        self._before += len(raw)
        super().seek(0)
        self.truncate(0)
        return raw


def _packing(raw: bytes) -> int:
    """Stored as it is where packing would make it look like a zip bomb."""
    import zlib

    if len(raw) > _BIG and len(zlib.compress(raw, 1)) * _RATIO < len(raw):
        return zipfile.ZIP_STORED
    return zipfile.ZIP_DEFLATED


def is_zip(raw: bytes) -> bool:
    """Whether *raw* begins as a zip file does."""
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def names_in(raw: bytes) -> list[str]:
    """The names in the zip *raw*; none where it is no zip that can be read."""
    try:
        return zipfile.ZipFile(io.BytesIO(raw)).namelist() if is_zip(raw) else []
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        return []


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a zip by name, read one at a time."""

    name: str
    archive: zipfile.ZipFile
    infos: dict[str, zipfile.ZipInfo]

    def __contains__(self, path: object) -> bool:
        """Whether there is a file of this name."""
        return path in self.infos

    def names(self, suffix: str = "") -> list[str]:
        """The names of the files that end so, in lower or upper case, sorted."""
        return sorted(name for name in self.infos if name.lower().endswith(suffix))

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises FormatError."""
        try:
            return read_entry(self.archive, self.infos[path], f"{self.name}#{path}")
        except InputError as error:
            raise FormatError(f"{self.name}: {error.message}") from error

    def text(self, path: str) -> str:
        """A file's text, UTF-8, its byte order mark with it. Raises FormatError."""
        return utf8(self.read(path), f"{self.name}#{path}")


def unpacked(raw: bytes, name: str) -> Folder:
    """The files in the zip *raw*. Raises FormatError for one that is broken or hostile."""
    try:
        archive = open_zip(raw, name, Budget())
    except InputError as error:
        raise FormatError(f"{name}: {error.message}") from error
    infos: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        reason = objection(info)
        if reason is not None:
            raise FormatError(f"{name}#{info.filename!r}: {reason}. Nothing was read.")
        if info.is_dir():
            continue
        if info.filename in infos:
            raise FormatError(f"{name}#{info.filename}: two files have this name.")
        infos[info.filename] = info
    return Folder(name, archive, infos)


def utf8(raw: bytes, where: str) -> str:
    """The text of *raw*. Raises FormatError naming the place of what is no UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{where}: it is not UTF-8 (byte {error.start}). Save it as UTF-8."
        ) from error
