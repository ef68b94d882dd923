"""Every test page of other publishers that is at hand, added through the command line, with times.

The pages are not part of this repository: they lie in the folder that POSTIL_SHARED names, or in
`shared` beside this repository. Prints counts and times a kind of file; nothing here passes or
fails, but a traceback or a line that is no JSON is shown.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("POSTIL_SHARED") or ROOT.parent / "shared")
KINDS = ("wxr", "feeds", "warc", "docs", "html", "dumps")
MANY = 1000


def added(library: Path, *sources: Path) -> tuple[float, list[dict[str, object]], str]:
    """Seconds, rows and messages of one `postil add`."""
    command = [sys.executable, "-m", "tui", "--library", str(library), "add", "--json"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "POSTIL_ANNOTATOR": "bench"}
    start = time.perf_counter()
    done = subprocess.run(
        [*command, *map(str, sources)], env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    return seconds, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def comments_in(library: Path) -> tuple[int, int]:
    """How many comments the articles of *library* have, and how many of these answer another."""
    found = [
        block
        for path in library.glob("articles/*/blocks.json")
        for block in json.loads(path.read_bytes())
        if block["kind"] == "comment"
    ]
    return len(found), sum(block.get("parent") is not None for block in found)


def told(name: str, seconds: float, rows: list[dict[str, object]], library: Path) -> str:
    """One line of figures."""
    counts = Counter(str(row["status"]) for row in rows)
    comments, answers = comments_in(library)
    statuses = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    return f"{name:<10} {seconds:6.2f} s  {statuses}; {comments} comments, {answers} answers"


def main() -> None:
    """Add each kind to a library of its own, then a thousand pages to another, twice."""
    pages = SHARED / "data" / "pages"
    if not pages.is_dir():
        print(f"There are no pages in {pages}. Set POSTIL_SHARED to the folder that has them.")
        return
    with tempfile.TemporaryDirectory() as scratch:
        for kind in KINDS:
            library = Path(scratch, kind)
            seconds, rows, said = added(library, pages / kind)
            print(told(kind, seconds, rows, library))
            for line in said.splitlines():
                if "Traceback" in line or "trips its importer" in line:
                    print("  ", line)
        thousand(pages, Path(scratch))


def thousand(pages: Path, scratch: Path) -> None:
    """A thousand pages, made different from each other by a line of their own."""
    originals = sorted((pages / "html").rglob("*.html"))
    folder = scratch / "thousand"
    folder.mkdir()
    for at in range(MANY):
        raw = originals[at % len(originals)].read_bytes()
        (folder / f"{at:04}.html").write_bytes(raw + f"<p>Copy {at} of this page.</p>".encode())
    library = scratch / "library"
    for name in ("1,000", "again"):
        seconds, rows, _ = added(library, folder)
        print(told(name, seconds, rows, library))


if __name__ == "__main__":
    main()
