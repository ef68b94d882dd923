"""Random work on a library that knows beforehand what each change must lead to."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import msgspec

import store.files
from store.library import Library
from store.model import Block, BlockKind, Imported, Source, article_id, as_document, sha256

HUGE_NOTE, HUGE_NOTES = "x" * 250_000, 5
Picture = dict[str, dict[str, Any]]
"""Every article and annotation by id, in all that a change decides (times are left out)."""


def picture(library: Library) -> Picture:
    """What *library* holds, with every article's files read."""
    found: Picture = {}
    for article in library.articles.all():
        found[article.id] = {
            "title": article.title,
            "state": article.state,
            "raw": sha256(library.articles.raw(article.id)),
            "text": sha256(library.articles.text(article.id)),
            "blocks": msgspec.to_builtins(library.articles.blocks(article.id)),
        }
    for annotation in library.annotations.all():
        assert annotation.id not in found
        found[annotation.id] = _lasting(as_document(annotation))
    for article in library.articles.all():
        of = {annotation.id for annotation in library.annotations.of(article.id)}
        assert of == {key for key, row in found.items() if row.get("article") == article.id}
    return found


def print_of(shown: Picture) -> str:
    """A short name of a picture."""
    return hashlib.sha256(msgspec.json.encode(shown, order="deterministic")).hexdigest()[:16]


def difference(found: Picture, wanted: Picture) -> str:
    """How *found* differs from *wanted*, for people."""
    lost = sorted(wanted.keys() - found.keys())
    more = sorted(found.keys() - wanted.keys())
    other = sorted(key for key in wanted.keys() & found.keys() if wanted[key] != found[key])
    return f"lost {lost}, too many {more}, different {other}"


def _lasting(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in ("created", "modified")}


def make_imported(number: int, length: int = 60) -> Imported:
    """An article that differs by its *number*."""
    text = f"Article {number}. " + "One word more. " * (length // 15)
    raw = text.encode()
    source = Source(
        sha256=sha256(raw),
        size=len(raw),
        media_type="text/plain",
        name=f"{number}.txt",
        imported="2026-01-02T03:04:05.678Z",
    )
    block = Block(id="b1", kind=BlockKind.PARAGRAPH, start=0, end=len(text))
    return Imported(raw=raw, source=source, text=text, blocks=(block,), title=f"Article {number}")


@dataclass(frozen=True, slots=True)
class Plan:
    """A change about to be made: what the library must hold after it.

    Where it is of several steps that go to disk together, `stages` says what it holds after each of
    those before the last.
    """

    name: str
    expected: Picture
    carry_out: Callable[[], object]
    stages: tuple[Picture, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """What the library holds after each step."""
        return (*self.stages, self.expected)


class Work:
    """Plans random changes of an open library, one after the other."""

    def __init__(self, library: Library, chance: Random, *, huge: bool = False) -> None:
        """On *library* as it is now. With *huge* a step of over a megabyte is among the changes."""
        self.huge = huge
        self.library = library
        self.chance = chance
        self.now = picture(library)
        self._done: list[Picture] = []
        self._undone: list[Picture] = []

    def plan(self) -> Plan:
        """The next change; nothing happens before it is carried out."""
        articles = [key for key, row in self.now.items() if "kind" not in row]
        tagged = [key for key, row in self.now.items() if "kind" in row]
        choices = ["add"] if len(articles) < 2 else ["insert"] * 6 + ["several", "together"]
        if len(articles) >= 2:
            choices += ["add", "state"] if len(articles) < 6 else ["remove article", "state"]
        if len(tagged) >= 2:
            choices += ["edit"] * 4 + ["link"] + ["remove"] * (1 if len(tagged) < 12 else 6)
        choices += ["undo"] * bool(self._done) + ["redo"] * bool(self._undone)
        if self.huge and articles:
            self.huge = False
            return self._insert([self.chance.choice(articles)] * HUGE_NOTES, HUGE_NOTE)
        choice = self.chance.choice(choices)
        match choice:
            case "add":
                return self._add()
            case "state":
                return self._state(self.chance.choice(articles))
            case "remove article":
                return self._remove_article(self.chance.choice(articles))
            case "insert" | "several" | "together":
                count = 1 if choice == "insert" else self.chance.randint(2, 8)
                insert = self._together if choice == "together" else self._insert
                return insert([self.chance.choice(articles) for _ in range(count)])
            case "edit":
                return self._edit(self.chance.choice(tagged))
            case "link":
                return self._link(*self.chance.sample(tagged, 2))
            case "remove":
                return self._remove(self.chance.sample(tagged, self.chance.randint(1, 2)))
            case "undo":
                return Plan("undo", self._done[-1], lambda: self.library.undo(mine=True))
            case _:
                return Plan("redo", self._undone[-1], lambda: self.library.redo(mine=True))

    def carried_out(self, plan: Plan, steps: int | None = None) -> None:
        """Take note that *plan*'s change was made, or the first *steps* of it."""
        pictures = plan.pictures[:steps]
        match plan.name:
            case "undo":
                self._done.pop()
                self._undone.append(self.now)
            case "redo":
                self._undone.pop()
                self._done.append(self.now)
            case _:
                self._done += [self.now, *pictures[:-1]]
                self._undone.clear()
        self.now = pictures[-1]

    def _note(self) -> str:
        size = self.chance.choice((10, 60, 60, 300, 300, 1500))
        return f"{self.chance.getrandbits(64):x}" + " é" * (size // 2)

    def _add(self) -> Plan:
        while True:
            length = self.chance.choice((60, 900, 3000))
            imported = make_imported(self.chance.getrandbits(32), length)
            if (identity := article_id(imported)) not in self.now:
                break
        row = {
            "title": imported.title,
            "state": "new",
            "raw": sha256(imported.raw),
            "text": sha256(imported.text),
            "blocks": msgspec.to_builtins(imported.blocks),
        }
        return Plan("add", {**self.now, identity: row}, lambda: self.library.add(imported))

    def _state(self, article: str) -> Plan:
        states = ("new", "begun", "done")
        state = states[(states.index(self.now[article]["state"]) + 1) % 3]
        row = self.now[article] | {"state": state}
        return Plan(
            f"mark {state}",
            {**self.now, article: row},
            lambda: self.library.set_state(article, state),  # type: ignore[arg-type]
        )

    def _insert(self, articles: list[str], note: str = "") -> Plan:
        drafts = [
            self.library.draft(article, "quote", [(0, 7)], note=note or self._note())
            for article in articles
        ]

        def carry_out() -> None:
            with self.library.step("tag"):
                for draft in drafts:
                    self.library.store(draft)

        rows = {draft.id: _lasting(as_document(draft)) for draft in drafts}
        return Plan(f"insert {len(drafts)}", {**self.now, **rows}, carry_out)

    def _together(self, articles: list[str]) -> Plan:
        drafts = [
            self.library.draft(article, "quote", [(0, 7)], note=self._note())
            for article in articles
        ]

        def carry_out() -> None:
            with self.library.together():
                for draft in drafts:
                    self.library.store(draft)

        stages = [self.now]
        for draft in drafts:
            stages.append({**stages[-1], draft.id: _lasting(as_document(draft))})
        return Plan("insert together", stages[-1], carry_out, tuple(stages[1:-1]))

    def _edit(self, annotation: str) -> Plan:
        note = self._note()
        row = self.now[annotation]
        changed = row | {"note": note, "revision": row["revision"] + 1}
        return Plan(
            "edit",
            {**self.now, annotation: changed},
            lambda: self.library.edit(annotation, {"note": note}),
        )

    def _link(self, source: str, target: str) -> Plan:
        row = self.now[source]
        if any(link["to"] == target for link in row["links"]):
            return self._edit(source)
        link = {"type": "supports", "to": target, "note": None}
        changed = row | {"links": [*row["links"], link], "revision": row["revision"] + 1}
        return Plan(
            "link",
            {**self.now, source: changed},
            lambda: self.library.link(source, "supports", target),
        )

    def _remove(self, annotations: list[str]) -> Plan:
        expected = _without(self.now, annotations)
        return Plan("remove", expected, lambda: self.library.remove(annotations))

    def _remove_article(self, article: str) -> Plan:
        of = [key for key, row in self.now.items() if row.get("article") == article]
        expected = _without(self.now, of)
        del expected[article]
        return Plan("remove article", expected, lambda: self.library.remove_articles([article]))


def _without(before: Picture, annotations: list[str]) -> Picture:
    """*before* with *annotations* taken out one by one, and every link to them."""
    after = copy.deepcopy(before)
    for annotation in annotations:
        for row in after.values():
            if any(link["to"] == annotation for link in row.get("links", ())):
                row["links"] = [link for link in row["links"] if link["to"] != annotation]
                row["revision"] += 1
        del after[annotation]
    return after


def small_checkpoints(size: int = 2500) -> None:
    """Let this process write a snapshot as soon as the journal holds *size* bytes."""
    store.files.SMALLEST_CHECKPOINT = size


def opened(folder: Path, who: str = "ann") -> Library:
    """The library in *folder*."""
    return Library(folder, who=who)
