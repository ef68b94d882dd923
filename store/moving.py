"""A library's articles, history and backups carried to another folder."""

from __future__ import annotations

import contextlib
from pathlib import Path

from store.disk import in_words, make_folder, write_durably
from store.places import articles_folder, backups_folder, history_folder


def copy_files(source: Path, target: Path) -> list[str]:
    """Copy what lies beside the snapshot from one library folder to another.

    Returns in sentences what could not be read; raises OSError where *target* can't be written.
    """
    missing = []
    places = (
        articles_folder(source).glob("*/*"),
        history_folder(source).glob("*.jsonl"),
        source.glob("library.journal.*"),
        backups_folder(source).glob("*.zip"),
    )
    for found in places:
        with contextlib.suppress(FileNotFoundError):
            for path in sorted(found):
                try:
                    content = path.read_bytes()
                except OSError as error:
                    missing.append(f"{path} could not be copied: {in_words(error)}.")
                    continue
                new = target / path.relative_to(source)
                if path.name.startswith("library.journal."):
                    number = int(path.suffix[1:])
                    new = history_folder(target) / f"{number:08}.jsonl"
                make_folder(new.parent)
                write_durably(new, content)
    if not articles_folder(source).is_dir():
        missing.append(
            f"{articles_folder(source)} is gone: of the articles' texts only those read last are "
            "in the copy."
        )
    return missing
