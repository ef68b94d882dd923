"""The proof against kills of the command line: what `postil apply -` answered is on disk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from store.library import Library
from tests.crash.work import make_imported, opened
from tests.terminal import ROOT, postil


def changes(article: str, known: list[str], chance: Random) -> Iterator[dict[str, Any]]:
    """Changes without end; what is removed goes from *known*, and *known* grows by the answers."""
    while True:
        note = f"{chance.getrandbits(64):x}"
        dice = chance.random()
        if dice < 0.6 or not known:
            yield {
                "do": "tag",
                "article": article,
                "kind": "quote",
                "start": 0,
                "end": 7,
                "note": note,
            }
        elif dice < 0.85:
            yield {"do": "edit", "id": chance.choice(known), "note": note}
        else:
            yield {"do": "remove", "id": known.pop(chance.randrange(len(known)))}


def apply_faults(root: Path, seed: int, kills: int) -> list[str]:
    """Kill `apply -` *kills* times, each time after some answers; what was lost."""
    chance = Random(seed)
    root.mkdir(parents=True, exist_ok=True)
    folder = root / "library"
    faults: list[str] = []
    for number in range(kills):
        shutil.rmtree(folder, ignore_errors=True)
        with opened(folder) as library:
            article = library.add(make_imported(1)).article.id
        answered, under_way = _killed(folder, article, chance)
        with Library(folder, who="ann") as library:
            found = {annotation.id: annotation.note for annotation in library.annotations.all()}
        if not any(_led_to(found, answered, under_way[:n]) for n in range(len(under_way) + 1)):
            faults.append(
                f"seed {seed}, kill {number}: answered {answered}, under way {under_way}, "
                f"found {found}"
            )
    return faults


def _led_to(found: dict[str, str], before: dict[str, str], changed: list[dict[str, Any]]) -> bool:
    """Whether these changes lead from the notes *before* to those *found*."""
    known, fresh = dict(before), []
    for change in changed:
        if change["do"] == "tag":
            fresh.append(change["note"])
        elif change["do"] == "edit":
            known[change["id"]] = change["note"]
        else:
            del known[change["id"]]
    others = [note for key, note in found.items() if key not in known]
    return sorted(others) == sorted(fresh) and known.items() <= found.items()


def _killed(
    folder: Path, article: str, chance: Random
) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The notes that the answers vouch for, by id, and the changes without an answer.

    The changes come one by one, or several at once.
    """
    child = subprocess.Popen(
        postil("--library", str(folder), "apply", "-"),
        cwd=ROOT,
        env={**os.environ, "POSTIL_ANNOTATOR": "kestrel"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    notes: dict[str, str] = {}
    known: list[str] = []
    left = chance.randint(0, 40)
    source = changes(article, known, chance)
    waiting: deque[dict[str, Any]] = deque()
    while True:
        waiting.extend(islice(source, chance.choice((1, 1, 2, chance.randint(3, 60)))))
        child.stdin.write(b"".join(json.dumps(change).encode() + b"\n" for change in waiting))
        child.stdin.flush()
        if left <= 0:
            break
        left -= len(waiting)
        while waiting:
            _take(child.stdout.readline(), waiting.popleft(), notes)
        known[:] = list(notes)
    time.sleep(chance.random() * 0.008)
    child.kill()
    for line in child.stdout.read().splitlines():
        _take(line, waiting.popleft(), notes)
    child.stdin.close()
    child.stdout.close()
    child.wait()
    return notes, list(waiting)


def _take(line: bytes, change: dict[str, Any], notes: dict[str, str]) -> None:
    answer = json.loads(line)
    if change["do"] == "remove":
        del notes[answer["id"]]
    else:
        notes[answer["id"]] = change["note"]
