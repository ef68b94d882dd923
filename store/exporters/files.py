"""An export on disk: whole or not at all, readable by its owner alone."""

from __future__ import annotations

from pathlib import Path

from store.disk import write_durably
from store.errors import InputError


def write_export(path: Path, raw: bytes) -> None:
    """Write *raw* to *path* (mode 0600) atomically; raises InputError saying why it can't be."""
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; give a file name in it.")
        if not path.parent.is_dir():
            raise InputError(f"There is no folder {path.parent}; make it, or choose another.")
        if path.exists() and not path.is_file():
            path.write_bytes(raw)  # a pipe or device is written to, never replaced
        else:
            write_durably(path, raw)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"Can't write {path}: {reason}. Choose another place.") from error
