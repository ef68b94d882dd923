"""How well the importer for web pages tells main text from furniture, in figures.

    python tests/bench/html_pages.py [--only NAME] [--quiet]

The pages are no part of the project: they are looked for in the folder that POSTIL_SHARED names,
else in `shared` beside the repository, and where they are missing this says so and ends. Saved
pages are measured by runs of four words against their publishers' ground truth, as the
article-extraction-benchmark of Scrapinghub does it, with trafilatura in the same run where it is
installed; threads of comments by the words of each; every page by the time it takes.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from store.importers.registry import import_bytes  # noqa: E402 (the path comes first)
from store.model import BlockKind, Imported  # noqa: E402
from tests.bench import dump_pages, renderings  # noqa: E402

_WORD = re.compile(r"\w+")
_RUN = 4
_BODY = frozenset(
    {BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST}
    | {BlockKind.TABLE, BlockKind.CODE}
)
_SLOW = 60

Share = tuple[float, float, float]
"""What was rightly found, wrongly found and missed, as shares of all three."""


@dataclass(frozen=True)
class Page:
    """A saved page with the words of its main text, and its comments where they are known."""

    corpus: str
    name: str
    raw: bytes
    body: str
    comments: list[dict[str, object]] = field(default_factory=list)


@dataclass
class Tally:
    """What a run of pages came to."""

    ours: list[Share] = field(default_factory=list)
    theirs: list[Share] = field(default_factory=list)
    shown: list[Share] = field(default_factory=list)


def news_pages(folder: Path) -> Iterator[Page]:
    """News and blog pages."""
    truth = json.loads((folder / "aeb" / "ground-truth.json").read_text(encoding="utf-8"))
    for name, said in truth.items():
        path = folder / "aeb" / f"{name}.html.gz"
        if path.exists():
            yield Page("news", name[:6], _bytes(path), said["articleBody"])


def other_pages(folder: Path) -> Iterator[Page]:
    """Pages of other kinds, each kind a corpus, and those of a reader view's own tests."""
    for path in sorted((folder / "wcxb").glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        kind = said.get("_internal", {}).get("page_type", {}).get("primary", "unnamed kind")
        raw = _bytes(path.with_suffix(".html.gz"))
        yield Page(f"web: {kind}", path.stem, raw, said["ground_truth"]["main_content"])
    for path in sorted((folder / "readability").glob("*/expected.html")):
        body = renderings.plain(path.read_text(encoding="utf-8"))
        yield Page("reader view", path.parent.name, _bytes(path.parent / "source.html"), body)


def threaded_pages(pages: Path) -> Iterator[Page]:
    """Pages with comments: those behind the dumps, labelled there, and others without a body."""
    for path in sorted((pages / "html" / "dump-sources").glob("*.html*")):
        name = path.name.partition(".")[0]
        label = pages / "dumps" / f"{name}.json"
        text = label.with_suffix(".txt").read_bytes().decode("utf-8")
        truth = json.loads(label.read_text(encoding="utf-8"))
        body = "\n".join(text[b["start"] : b["end"]] for b in truth["body"]["blocks"])
        said = [c | {"text": text[c["start"] : c["end"]]} for c in truth["comments"]]
        yield Page("behind dumps", name, _bytes(path), body, said)
    folder = pages / "html" / "comments"
    for name, said in json.loads((folder / "threads.json").read_text(encoding="utf-8")).items():
        yield Page("threads", name[:20], _bytes(folder / name), "", said)


def _bytes(path: Path) -> bytes:
    raw = path.read_bytes()
    return gzip.decompress(raw) if path.suffix == ".gz" else raw


def compare(wanted: str, found: str) -> Share:
    """Runs of four words, each as often as it stands there."""
    truth, got = _runs(wanted), _runs(found)
    right = (truth & got).total()
    wrong, missed = got.total() - right, truth.total() - right
    every = right + wrong + missed or 1
    return right / every, wrong / every, missed / every


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(
        tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)) if words
    )


def f1(share: Share) -> float:
    """One page's figure."""
    right, wrong, missed = share
    return 2 * right / (2 * right + wrong + missed) if share != (0, 0, 0) else 1.0


def overall(shares: list[Share]) -> float:
    """A corpus's figure as the benchmark has it: from mean precision and mean recall."""
    precision = mean(right / (right + wrong) if right else 0.0 for right, wrong, _ in shares)
    recall = mean(right / (right + missed) if right else 0.0 for right, _, missed in shares)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def extractor() -> Callable[[bytes], str] | None:
    """Trafilatura in its default mode, or None where it is not installed."""
    try:
        extract = importlib.import_module("trafilatura").extract
    except ImportError:
        return None
    return lambda raw: extract(renderings.page_of(raw)) or ""


def words_of(article: Imported, kinds: frozenset[BlockKind]) -> str:
    """The words of an article's blocks of some kinds."""
    return "\n".join(article.text[b.start : b.end] for b in article.blocks if b.kind in kinds)


def main_texts(pages: Iterator[Page], quiet: bool) -> list[tuple[float, str]]:
    """Print ours beside trafilatura's; return what each page took, in milliseconds."""
    theirs = extractor()
    if theirs is None:
        print("trafilatura is not installed: ours alone")
    print(f"{'':34}{'ours':>8}{'trafil.':>8}{'+ title, captions, dates':>26}")
    tallies: dict[str, Tally] = defaultdict(Tally)
    times: list[tuple[float, str]] = []
    every = frozenset(BlockKind) - {BlockKind.BOILERPLATE}
    every -= {BlockKind.COMMENT, BlockKind.COMMENT_META, BlockKind.COMMENTS_HEADING}
    for page in pages:
        begun = time.perf_counter()
        (article,) = import_bytes(page.raw, name="page.html")
        times.append((1000 * (time.perf_counter() - begun), f"{page.corpus}/{page.name}"))
        tally = tallies[page.corpus]
        tally.ours.append(compare(page.body, words_of(article, _BODY)))
        tally.shown.append(compare(page.body, words_of(article, every)))
        if theirs is not None:
            tally.theirs.append(compare(page.body, theirs(page.raw)))
        if not quiet:
            _row(f"  {page.name}", tally.ours[-1:], tally.theirs[-1:], tally.shown[-1:])
    for corpus, tally in tallies.items():
        _row(f"{corpus} ({len(tally.ours)})", tally.ours, tally.theirs, tally.shown)
    web = [tally for corpus, tally in tallies.items() if corpus != "news"]
    if web:
        ours, them = [s for t in web for s in t.ours], [s for t in web for s in t.theirs]
        _row(f"ALL BUT NEWS ({len(ours)})", ours, them, [s for t in web for s in t.shown])
    return times


def _row(label: str, *columns: list[Share]) -> None:
    cells = [f"{overall(shares):.3f}" if shares else "-" for shares in columns]
    print(f"{label:34}{cells[0]:>8}{cells[1]:>8}{cells[2]:>26}")


def threads(pages: Iterator[Page]) -> list[tuple[float, str]]:
    """Print what becomes of bodies and comments; return what each page took."""
    names = ["comment f1", "author", "parent", "c folded"]
    print(f"\n{'':34}{'body f1':>12}{'by words':>12}" + "".join(f"{name:>12}" for name in names))
    rows: list[tuple[Page, list[float | None]]] = []
    times: list[tuple[float, str]] = []
    for page in pages:
        begun = time.perf_counter()
        (article,) = import_bytes(page.raw, name="page.html")
        times.append((1000 * (time.perf_counter() - begun), f"{page.corpus}/{page.name}"))
        body = words_of(article, _BODY)
        figures: list[float | None] = [None, None]
        if page.body:
            figures = [f1(compare(page.body, body)), _by_words(page.body, body)]
        asked = dump_pages.Page(page.name, "", "", comments=page.comments)
        said = dump_pages.measure(asked, article.text, article.blocks)
        figures += [said.get(name) for name in names]
        rows.append((page, figures))
        _figures(f"  {page.name}", [figures])
    for corpus in dict.fromkeys(page.corpus for page, _ in rows):
        _figures(corpus, [figures for page, figures in rows if page.corpus == corpus])
    return times


def _by_words(wanted: str, found: str) -> float:
    truth, got = Counter(_WORD.findall(wanted)), Counter(_WORD.findall(found))
    return 2 * (truth & got).total() / ((truth.total() + got.total()) or 1)


def _figures(label: str, rows: list[list[float | None]]) -> None:
    cells = []
    for column in zip(*rows, strict=True):
        known = [value for value in column if value is not None]
        cells.append(f"{mean(known):12.3f}" if known else f"{'-':>12}")
    print(f"{label:34}" + "".join(cells))


def main() -> None:
    """Print what can be measured here."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="only pages with this in their name")
    parser.add_argument("--quiet", action="store_true", help="no row for each page")
    arguments = parser.parse_args()
    pages = dump_pages.shared_folder() / "data" / "pages"
    if not pages.is_dir():
        print(f"There are no pages in {pages}. Set POSTIL_SHARED to the folder that has them.")
        return
    import_bytes(b"<h1>First</h1><p>What is imported once is imported here.</p>", name="a.html")

    def asked(found: Iterator[Page]) -> Iterator[Page]:
        return (page for page in found if arguments.only in page.name)

    folder = pages / "html"
    every = (page for kind in (news_pages, other_pages) for page in kind(folder))
    times = main_texts(asked(every), arguments.quiet)
    times += threads(asked(threaded_pages(pages)))
    if times:
        worst, name = max(times)
        print(f"\nms a page: median {median(t for t, _ in times):.0f}, worst {worst:.0f} ({name})")
        slow = [f"{name} {spent:.0f}" for spent, name in sorted(times) if spent > _SLOW]
        print(f"over {_SLOW} ms: " + (", ".join(slow) or "none"))


if __name__ == "__main__":
    main()
