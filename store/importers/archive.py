"""Zip archives: every file in them that can be read, an archive within them once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from store.errors import InputError
from store.importers.base import Origin
from store.importers.limits import TooMuchError, gunzip, objection, open_zip, read_entry
from store.importers.readings import Context, Notice, Problem, Reading
from store.wording import counted

_DEEPEST = 2


class ArchiveImporter:
    """Reads a .zip in memory: nothing is unpacked to disk, no link is followed."""

    name = "zip"
    version = 1
    suffixes: tuple[str, ...] = (".zip",)

    def __init__(
        self,
        read_part: Callable[[bytes, Origin, Context, str | None], Iterator[Reading]],
        is_readable: Callable[[str], bool],
    ) -> None:
        """Parts are read by *read_part*, those whose name *is_readable*."""
        self._read_part = read_part
        self._is_readable = is_readable

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """The articles of every file, in the archive's order. Raises InputError for a bomb."""
        if context.depth >= _DEEPEST:
            raise InputError(
                f"'{origin.name}' is an archive in an archive in an archive. Unpack it first."
            )
        archive = open_zip(raw, origin.name, context.budget)
        skipped = found = 0
        for info in archive.infolist():
            if info.is_dir():
                continue
            path = info.filename.replace("\\", "/")
            name = f"{origin.name}#{path}"
            reason = objection(info)
            if reason is not None:
                yield Problem(name, f"'{name}' was left out: {reason}.")
                continue
            if not self._is_readable(path) or _is_hidden(path):
                skipped += 1
                continue
            found += 1
            own = Origin(name, container=f"{self.name}/{self.version}")
            try:
                part = read_entry(archive, info, name, password=context.password)
                yield from self._read_part(part, own, context.inside(), None)
            except TooMuchError:
                raise
            except InputError as error:
                yield Problem(name, error.message)
        if not found:
            raise InputError(f"'{origin.name}' holds no file that can be read.")
        if skipped:
            yield Notice(f"'{origin.name}': not read: {counted(skipped, 'file')} of other kinds.")


class GzipImporter:
    """Reads one file that was gzipped (`page.html.gz`)."""

    name = "gzip"
    version = 1
    suffixes: tuple[str, ...] = (".gz",)

    def __init__(
        self, read_part: Callable[[bytes, Origin, Context, str | None], Iterator[Reading]]
    ) -> None:
        """What is in it is read by *read_part*."""
        self._read_part = read_part

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """What the file gives that was gzipped. Raises InputError for a bomb or half a file."""
        if context.depth >= _DEEPEST:
            raise InputError(f"'{origin.name}' is packed more than twice. Unpack it first.")
        unpacked, trouble = gunzip(raw, origin.name, context.budget)
        if trouble is not None:
            raise InputError(f"'{origin.name}' is no whole gzip file: {trouble}. Get another copy.")
        inner = PurePosixPath(origin.name.rpartition("#")[2]).name.removesuffix(".gz")
        own = replace(
            origin, name=f"{origin.name}#{inner}", container=f"{self.name}/{self.version}"
        )
        yield from self._read_part(unpacked, own, context.inside(), None)


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(path).parts)
