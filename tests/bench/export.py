"""An export of 100,000 annotations against one plain dump and fsync of the same, in one run.

`python tests/bench/export.py [--quick]` prints the ratio of medians from alternating rounds, and
the most memory that it takes. The peer has everything decoded in memory and
encodes it at one go; the export reads the library, sorts, and writes the canonical format.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import tracemalloc
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from store.bundles import watched
from store.exporters import canonical
from store.exporters.files import write_export
from store.importers.registry import import_bytes
from store.library import Library
from store.model import Annotation
from store.storage import JournalStorage
from tests.bench.store import alternating, annotation

GOAL = 1.3


def made(folder: Path, count: int) -> None:
    """A closed library of *count* annotations in a hundred articles."""
    with Library(folder) as library:
        ids = [
            library.add(import_bytes(f"Article {n}. {'x' * 2000}".encode(), name=f"{n}.txt")[0])
            for n in range(100)
        ]
    storage = JournalStorage(folder)
    with storage.step("bulk"):
        for number in range(count):
            home = ids[number % 100].article.id
            storage.change("annotations", str(number + 1), annotation(number % 1000, home))
    storage.close()


def main() -> None:
    """Measure."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--quick", action="store_true")
    given = reading.parse_args()
    count = 20_000 if given.quick else 100_000
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library") as library:
        library.close()
        made(Path(folder) / "library", count)
        with Library(Path(folder) / "library") as opened:
            out = Path(folder)
            whole = opened.bundle()
            held = canonical.Export(
                format="postil",
                version=1,
                generator=canonical.generator(),
                changed=whole.changed,
                library=whole.library,
                codebook=whole.codebook,
                articles=tuple(map(canonical.shaped, whole.articles)),
                annotations=tuple[Annotation, ...](whole.annotations),
            )

            def plain() -> None:
                file = os.open(out / "plain.json", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                raw = memoryview(msgspec.json.encode(held))
                while raw:
                    raw = raw[os.write(file, raw) :]
                os.fsync(file)
                os.close(file)

            def export() -> None:
                bundle = watched(opened.bundle(), lambda _done, _total: None)
                write_export(out / "export.json", canonical.write(bundle))

            ours, theirs = alternating(5 if given.quick else 9, export, plain)
            same = msgspec.json.decode((out / "export.json").read_bytes())
            assert same == msgspec.json.decode((out / "plain.json").read_bytes())
            size = (out / "export.json").stat().st_size
            tracemalloc.start()
            export()
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
    print(f"{count} annotations, {size / 2**20:.0f} MiB")
    print(f"export / dump + fsync: {ours / theirs:.2f}  goal ≤ {GOAL}")
    print(f"({ours:.3f} s, {theirs:.3f} s; memory while exporting {most / 2**20:.0f} MiB)")


if __name__ == "__main__":
    main()
