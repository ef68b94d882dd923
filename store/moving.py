"""A library's articles, history and backups carried to another folder."""

from __future__ import annotations

import contextlib
from pathlib import Path

from store.disk import in_words, make_folder, read_file, write_durably
from store.journals import journals
from store.places import articles_folder, backups_folder, generation_of, history_folder


def copy_files(source: Path, target: Path) -> list[str]:
    """Copy what lies beside the snapshot from one library folder to another.

    Returns in sentences what could not be read; raises OSError where *target* can't be written.
    """
    missing = []
    places = (
        articles_folder(source).glob("*/*"),
        (path for _, path in journals(source)),
        backups_folder(source).glob("*.zip"),
    )
    for found in places:
        with contextlib.suppress(FileNotFoundError):
            for path in sorted(found):
                try:
                    content = read_file(path)
                except OSError as error:
                    missing.append(f"{path} could not be copied: {in_words(error)}.")
                    continue
                new = target / path.relative_to(source)
                if path.parent == source:
                    new = history_folder(target) / f"{generation_of(path):08}.jsonl"
                make_folder(new.parent)
                write_durably(new, content)
    if not articles_folder(source).is_dir():
        missing.append(
            f"{articles_folder(source)} is gone: of the articles' texts only those read last are "
            "in the copy."
        )
    return missing
