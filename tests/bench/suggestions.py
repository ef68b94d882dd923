"""How far the suggesters find what people marked, in figures, and how long they take.

    python tests/bench/suggestions.py [--nlp] [--only NAME] [--misses]

The texts are no part of the project: they are looked for in the folder that POSTIL_SHARED names,
else in `shared` beside the repository, and where they are missing this says so and ends. They are
measured by that folder's own scorers, on what `postil suggest - --json` would write. `--misses`
prints what was missed and wrongly taken, to read and not to fit: other text decides.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from store.importers.segment import segment  # noqa: E402 (the path comes first)
from store.suggest.model import Model, load  # noqa: E402
from store.suggest.registry import SUGGESTERS, prepared  # noqa: E402
from tests.bench.dump_pages import _load, shared_folder  # noqa: E402
from tui.cli.labels import KINDS, labelled  # noqa: E402

Rows = dict[str, Any]
SEED_SIZE = 4600
"""Code points of an ordinary article."""


@dataclass(frozen=True)
class Figure:
    """One line of the table: a value the scorer gives for a file, and the goals for it."""

    label: str
    scorer: str
    file: str
    path: tuple[str, ...]
    goal: float | None = None
    model_goal: float | None = None
    most: bool = False


def _quotes(
    file: str, name: str, exact: float | None, both: float | None, model: float | None = None
) -> list[Figure]:
    return [
        Figure(f"quotes exact f1, {name}", "quotes", file, ("quotes exact", "f1"), exact),
        Figure(
            f"quote and speaker f1, {name}",
            "quotes",
            file,
            ("quote and speaker", "f1"),
            both,
            model,
        ),
        Figure(f"cue f1, {name}", "quotes", file, ("cue of found", "f1")),
    ]


def _entities(file: str, name: str, goal: float | None, model: float | None) -> Figure:
    label = f"names exact any label f1, {name}"
    return Figure(label, "entities", file, ("exact, any label", "f1"), goal, model)


FIGURES = (
    *_quotes("quotes_en_gum", "Wikinews", 0.98, 0.80, 0.86),
    Figure(
        "share of titles and scare quotes taken, Wikinews",
        "quotes",
        "quotes_en_gum",
        ("other marked text taken",),
        0.20,
        0.15,
        most=True,
    ),
    *_quotes("quotes_en_cases", "own cases", 0.96, 0.80, 0.85),
    *_quotes("quotes_de_wikinews", "German", None, 0.60),
    Figure("quotes exact f1, novels", "quotes", "quotes_en_litbank", ("quotes exact", "f1")),
    _entities("entities_en_gumnews", "news", 0.72, 0.80),
    _entities("entities_en_pud", "PUD", 0.68, 0.85),
    _entities("entities_en_ewt", "web", 0.50, 0.72),
    _entities("entities_en_wnut17", "comments", None, None),
    _entities("entities_en_cases", "own cases", None, None),
    _entities("entities_de_pud", "German PUD", None, None),
    Figure("dates f1, news", "entities", "entities_en_gumnews", ("exact DATE", "f1"), 0.95),
    Figure("acronym links f1, own cases", "acronyms", "acronyms_en_cases", ("links", "f1"), 1.0),
    *(
        Figure(f"long forms f1, {tongue} UN", "acronyms", f"acronyms_{tongue}_un", (label, "f1"))
        for tongue in ("en", "fr", "es")
        for label in ("longform exact",)
    ),
    Figure("claims AP, debates", "claims", "claims_en_claimbuster", ("average precision",), 0.70),
    Figure("claims AP, debates balanced", "claims", "balanced", ("average precision",), 0.85),
    Figure("claims f1, own cases", "claims", "claims_en_cases", ("spans overlap", "f1"), 0.75),
    Figure("disputed found, own cases", "claims", "claims_en_cases", ("disputed found", "r"), 1.0),
)


def balanced(records: list[Rows]) -> list[Rows]:
    """As many records without a claim as with one, the first of each."""
    with_claim = [record for record in records if record["spans"]]
    return with_claim + [r for r in records if not r["spans"]][: len(with_claim)]


def records_of(folder: Path, name: str) -> list[Rows]:
    """The records of a file by its stem."""
    if name == "balanced":
        return balanced(records_of(folder, "claims_en_claimbuster"))
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def predict(records: list[Rows], model: bool) -> list[Rows]:
    """What the command would write for each record."""
    suggesters = prepared(model=loaded()) if model else SUGGESTERS
    return [
        {"id": r["id"], "spans": labelled(r["text"], segment(r["text"]), KINDS, suggesters)[0]}
        for r in records
    ]


@cache
def loaded() -> Model:
    """The model, loaded once."""
    return load()


class Measured:
    """Scores by scorer and file, each made once."""

    def __init__(self, shared: Path, model: bool) -> None:
        self.data = shared / "data" / "nlp"
        sys.path.insert(0, str(shared / "score"))
        self.scorers = {
            name: _load(shared / "score" / f"score_{name}.py")
            for name in ("quotes", "entities", "acronyms", "claims")
        }
        self.model = model
        self.predicted: dict[str, tuple[list[Rows], list[Rows]]] = {}
        self.scored: dict[tuple[str, str], Rows] = {}

    def rows(self, scorer: str, file: str) -> Rows:
        """The scorer's rows for a file."""
        if file not in self.predicted:
            records = records_of(self.data, file)
            self.predicted[file] = records, predict(records, self.model)
        if (scorer, file) not in self.scored:
            score: Callable[[Path, Path], Rows] = self.scorers[scorer].score
            with tempfile.TemporaryDirectory() as folder:
                paths = Path(folder, "gold"), Path(folder, "predicted")
                for path, rows in zip(paths, self.predicted[file], strict=True):
                    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
                self.scored[scorer, file] = score(*paths)
        return self.scored[scorer, file]


def misses(gold: list[Rows], predicted: list[Rows]) -> Iterator[str]:
    """Gold spans nobody predicted (-) and predicted ones nobody marked (+), with their words."""
    for truth, ours in zip(gold, predicted, strict=True):
        text, labels = truth["text"], {span["label"] for span in truth["spans"]}
        wanted = {(s["start"], s["end"]): s for s in truth["spans"]}
        got = {(s["start"], s["end"]): s for s in ours["spans"] if s["label"] in labels}
        for sign, spans, other in (("-", wanted, got), ("+", got, wanted), ("=", wanted, got)):
            for (start, end), span in spans.items():
                who = (span.get("speaker") or {}).get("text")
                if sign == "=":
                    found = (other.get((start, end), span).get("speaker") or {}).get("text")
                    if (start, end) not in other or found == who:
                        continue
                    who = f"{found} for {who}"
                elif (start, end) in other:
                    continue
                around = text[max(0, start - 40) : start], text[end : end + 40]
                shown = f"{around[0]}[[{text[start:end]}]]{around[1]}".replace("\n", "⏎")
                yield f"{sign} {truth['id']} {span['label']} {who or ''}: {shown}"


def milliseconds(data: Path) -> float:
    """The median processor time for an article of ordinary size, of news laid end to end."""
    text = "\n\n".join(record["text"] for record in records_of(data, "entities_en_gumnews"))
    pieces = [text[at : at + SEED_SIZE] for at in range(0, len(text) - SEED_SIZE, SEED_SIZE)]
    spent = []
    for piece in pieces * 3:
        blocks = segment(piece)
        begun = time.process_time()
        labelled(piece, blocks, KINDS)
        spent.append(1000 * (time.process_time() - begun))
    return median(spent)


def first_suggestion(data: Path) -> float:
    """Seconds of a fresh process from asking for the model to its first article's suggestions."""
    asked = (
        "import json, sys, time; record = json.loads(sys.stdin.read()); text = record['text']\n"
        "from store.importers.segment import segment\n"
        "from store.suggest.registry import prepared, suggest\n"
        "blocks = segment(text); suggest(text, blocks); begun = time.perf_counter()\n"
        "from store.suggest.model import load\n"
        "suggest(text, blocks, suggesters=prepared(model=load()))\n"
        "print(time.perf_counter() - begun)"
    )
    text = "\n\n".join(record["text"] for record in records_of(data, "entities_en_gumnews"))
    spent = [
        float(
            subprocess.run(
                [sys.executable, "-c", asked],
                cwd=ROOT,
                input=json.dumps({"text": text[:SEED_SIZE]}),
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for _ in range(3)
    ]
    return median(spent)


def value_of(figure: Figure, row: Any) -> float | None:
    """The figure's value in a scorer's rows; None where the truth has nothing to find."""
    for key in figure.path:
        if isinstance(row, dict) and row.get("gold") == 0:
            return None
        row = row[key]
    if isinstance(row, dict):
        return None if not row["of"] else round(row["taken"] / row["of"], 3)
    return float(row)


def tell(label: str, value: float | None, goal: float | None, most: bool) -> None:
    """Print a line of the table, with a star where the goal is missed."""
    short = value is not None and goal is not None and (value > goal if most else value < goal)
    now, wanted = ("-" if number is None else f"{number:g}" for number in (value, goal))
    print(f"{label:48}{now:>8}{wanted:>8}{'  *' if short else ''}")


def main() -> None:
    """Print what can be measured here."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--nlp", action="store_true", help="with the model's additions")
    parser.add_argument("--only", default="", help="only files with this in their name")
    parser.add_argument("--misses", action="store_true", help="print what differs")
    arguments = parser.parse_args()
    shared = shared_folder()
    if not (shared / "data" / "nlp").is_dir():
        print(f"There are no texts in {shared}. Set POSTIL_SHARED to the folder that has them.")
        return
    measured = Measured(shared, arguments.nlp)
    print(f"{'':48}{'now':>8}{'goal':>8}")
    for figure in FIGURES:
        if arguments.only not in figure.file:
            continue
        value = value_of(figure, measured.rows(figure.scorer, figure.file))
        tell(figure.label, value, (arguments.nlp and figure.model_goal) or figure.goal, figure.most)
    if arguments.misses:
        for gold, predicted in measured.predicted.values():
            print(*misses(gold, predicted), sep="\n")
    tell(f"ms an article of {SEED_SIZE}", round(milliseconds(measured.data), 1), 20, True)
    if arguments.nlp:
        tell(
            "s until the first model suggestion",
            round(first_suggestion(measured.data), 2),
            1.5,
            True,
        )


if __name__ == "__main__":
    main()
