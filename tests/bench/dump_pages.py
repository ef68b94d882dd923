"""What the importers make of raw text dumps of real pages, in figures.

    python tests/bench/dump_pages.py [--keep FOLDER] [--only NAME]

The pages are no part of the project: they are looked for in the folder that POSTIL_SHARED names,
else in `shared` beside the repository, and where they are missing this says so and ends. Two
tables: labelled dumps, by that folder's own scorer; and saved pages rendered by every tool at
hand (see `renderings.py`), measured against the words their publishers' ground truth names.
`--keep` keeps the renderings, so that a second run need not make them again.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import itertools
import json
import os
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from store.importers.segment import segment  # noqa: E402 (the path comes first)
from store.model import Block, BlockKind  # noqa: E402
from tests.bench import composed, renderings  # noqa: E402

_WORD = re.compile(r"\w+")
_SHINGLE = 4
_HIDDEN = {BlockKind.BOILERPLATE}
_THREAD = {BlockKind.COMMENT, BlockKind.COMMENT_META, BlockKind.COMMENTS_HEADING}


@dataclass(frozen=True)
class Page:
    """A saved page with the words of its article and, where known, its comments."""

    name: str
    source: str
    body: str
    title: str | None = None
    comments: list[dict[str, object]] = field(default_factory=list)


def shared_folder() -> Path:
    """Where the pages would be."""
    named = os.environ.get("POSTIL_SHARED")
    return Path(named) if named else ROOT.parent / "shared"


def labelled(shared: Path) -> None:
    """Print the scorer's table for the labelled dumps."""
    scorer = _load(shared / "score" / "score_structure.py")
    truth = shared / "data" / "pages" / "dumps"
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(truth.glob("*.txt")):
            text = path.read_bytes().decode("utf-8")
            blocks = [
                {
                    "kind": b.kind.value,
                    "start": b.start,
                    "end": b.end,
                    "author": b.author,
                    "id": b.id,
                    "parent": b.parent,
                }
                for b in segment(text)
            ]
            Path(folder, path.stem + ".json").write_text(json.dumps({"blocks": blocks}))
        print(scorer.table(scorer.score_folder(truth, Path(folder))))


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} can't be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def saved_pages(folder: Path) -> Iterator[Page]:
    """The saved pages with a ground truth."""
    truth = json.loads((folder / "aeb" / "ground-truth.json").read_text(encoding="utf-8"))
    for name, said in truth.items():
        path = folder / "aeb" / f"{name}.html.gz"
        if path.exists():
            yield Page(f"aeb-{name[:6]}", _source(path), said["articleBody"])
    for path in sorted((folder / "wcxb").glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))["ground_truth"]
        page = path.with_suffix(".html.gz")
        yield Page(f"wcxb-{path.stem}", _source(page), said["main_content"], said.get("title"))
    threads = json.loads((folder / "comments" / "threads.json").read_text(encoding="utf-8"))
    for name, comments in threads.items():
        page = folder / "comments" / name
        yield Page(f"com-{name[:12]}", _source(page), "", comments=comments)
    for path in sorted((folder / "readability").iterdir()):
        expected = path / "expected.html"
        if expected.exists():
            meta = json.loads((path / "expected-metadata.json").read_text(encoding="utf-8"))
            body = renderings.plain(expected.read_text(encoding="utf-8"))
            (source,) = [p for p in path.iterdir() if p.name.startswith("source")]
            yield Page(f"read-{path.name}", _source(source), body, meta.get("title"))


def _source(path: Path) -> str:
    raw = path.read_bytes()
    return renderings.page_of(gzip.decompress(raw) if path.suffix == ".gz" else raw)


def measure(page: Page, text: str, blocks: tuple[Block, ...]) -> dict[str, float | None]:
    """One reading's figures; None where there is nothing to find."""
    figures: dict[str, float | None] = {}
    if page.body:
        figures |= _body(page.body, text, blocks)
    if page.title:
        wanted = page.title.casefold()
        said = [text[b.start : b.end] for b in blocks if b.kind is BlockKind.TITLE]
        title = " ".join(" ".join(said).split()).casefold()
        figures["title"] = float(bool(title) and (title in wanted or wanted in title))
    if page.comments:
        figures |= _comments(page.comments, text, blocks)
    elif page.body:
        figures["false thread"] = float(any(b.kind is BlockKind.COMMENT for b in blocks))
    return figures


def _body(body: str, text: str, blocks: tuple[Block, ...]) -> dict[str, float | None]:
    """Shares of runs of four words: an article's run counts as kept where any copy is visible."""
    wanted = set(_shingles(body))
    seen: dict[tuple[str, ...], set[str]] = defaultdict(set)
    counted = kept = 0
    for block in blocks:
        group = "folded" if block.kind in _HIDDEN else "thread" if block.kind in _THREAD else "body"
        for shingle in _shingles(text[block.start : block.end]):
            counted += group == "body"
            kept += group == "body" and shingle in wanted
            if shingle in wanted:
                seen[shingle].add(group)
    if not seen:
        return {}
    folded = sum(groups == {"folded"} for groups in seen.values()) / len(seen)
    strayed = sum("body" not in g and "thread" in g for g in seen.values()) / len(seen)
    recall = sum("body" in groups for groups in seen.values()) / len(seen)
    precision = kept / counted if counted else 0.0
    both = precision + recall
    return {
        "folded": folded,
        "in thread": strayed,
        "body f1": 2 * precision * recall / both if both else 0.0,
    }


def _shingles(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(_read(text).casefold())
    for index in range(len(words) - _SHINGLE + 1):
        yield tuple(words[index : index + _SHINGLE])


def _read(text: str) -> str:
    """*text* without the numbers and addresses that a tool prints for its links."""
    return re.sub(r"\[\d+\]|\]\([^)]*\)", " ", text)


def _comments(
    truth: list[dict[str, object]], text: str, blocks: tuple[Block, ...]
) -> dict[str, float | None]:
    """Comments paired by their words; a pair needs half of each other's."""
    truth = [said for said in truth if said["text"]]
    found = [b for b in blocks if b.kind is BlockKind.COMMENT and not b.pingback]
    words = [_WORD.findall(_read(text[b.start : b.end]).casefold()) for b in found]
    pairs: dict[int, int] = {}
    for index, said in enumerate(truth):
        wanted = _WORD.findall(str(said["text"]).casefold())
        best = max(
            ((_overlap(wanted, w), -j) for j, w in enumerate(words) if j not in pairs.values()),
            default=(0.0, 0),
        )
        if best[0] >= 0.5:
            pairs[index] = -best[1]
    hidden = 0
    for index, said in enumerate(truth):
        if index not in pairs:
            start = text.find(str(said["text"])[:25])
            hidden += any(b.start <= start < b.end and b.kind in _HIDDEN for b in blocks)
    numbers = {said["number"]: index for index, said in enumerate(truth)}
    ids = {b.id: j for j, b in enumerate(found)}

    def fits(index: int, j: int) -> bool:
        parent = truth[index]["parent"]
        wanted = None if parent is None else pairs.get(numbers.get(parent, -1))
        got = None if found[j].parent is None else ids.get(found[j].parent or "")
        return wanted == got

    signed = [i for i, said in enumerate(truth) if said["author"] and not said["pingback"]]
    right = sum(
        " ".join(str(found[pairs[i]].author).split()).casefold()
        == " ".join(str(truth[i]["author"]).split()).casefold()
        for i in signed
        if i in pairs
    )
    both = len(truth) + len(found)
    return {
        "comment f1": 2 * len(pairs) / both,
        "author": right / len(signed) if signed else None,
        "parent": sum(fits(i, j) for i, j in pairs.items()) / len(truth),
        "c folded": hidden / len(truth),
    }


def _overlap(one: list[str], other: list[str]) -> float:
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a | b else float(one == other)


def unlabelled(pages: Path, keep: Path, only: str | None, verbose: bool) -> None:
    """Print the figures for the saved pages, a row a renderer."""
    columns = "folded|in thread|body f1|title|false thread|comment f1|author|parent|c folded"
    names = columns.split("|")
    print(f"\n{'':30}" + "".join(f"{name:>13}" for name in names) + f"{'s/MB':>8}")
    rows: dict[str, list[dict[str, float | None]]] = defaultdict(list)
    size = spent = 0.0
    made = (Page(p.name, p.source, p.body, p.title, p.comments) for p in composed.composed())
    for page in itertools.chain(saved_pages(pages), made):
        if only and only not in page.name:
            continue
        for name, render in renderings.renderers().items():
            path = keep / f"{page.name}.{name}.txt"
            if not path.exists():
                path.write_text(render(page.source), encoding="utf-8")
            text = path.read_text(encoding="utf-8")
            begun = time.process_time()
            segment(text)
            spent += time.process_time() - begun
            size += len(text)
            label = f"composed {name}" if page.name.startswith("made") else name
            rows[label].append(measure(page, text, segment(text)))
            if verbose:
                _row(f"{page.name}.{name}", names, [rows[label][-1]])
    for name, figures in rows.items():
        _row(name, names, figures)
    for what, wanted in (("SAVED", False), ("COMPOSED", True)):
        _row(
            what, names, [f for n, fs in rows.items() if n.startswith("comp") is wanted for f in fs]
        )
    print(f"{spent / max(size, 1) * 1e6:.2f} s per million characters")


def _row(label: str, names: list[str], figures: list[dict[str, float | None]]) -> None:
    cells = []
    for name in names:
        known = [value for f in figures if (value := f.get(name)) is not None]
        cells.append(f"{mean(known):13.3f}" if known else f"{'-':>13}")
    print(f"{label:30}" + "".join(cells))


def main() -> None:
    """Print what can be measured here."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keep", type=Path, help="keep the renderings in this folder")
    parser.add_argument("--only", help="only pages with this in their name")
    parser.add_argument("--verbose", action="store_true", help="a row for every rendering")
    arguments = parser.parse_args()
    shared = shared_folder()
    if not (shared / "data" / "pages").is_dir():
        print(f"no pages in {shared}: name their folder in POSTIL_SHARED")
        return
    labelled(shared)
    with tempfile.TemporaryDirectory() as folder:
        keep = arguments.keep or Path(folder)
        keep.mkdir(parents=True, exist_ok=True)
        unlabelled(shared / "data" / "pages" / "html", keep, arguments.only, arguments.verbose)


if __name__ == "__main__":
    main()
