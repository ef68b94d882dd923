"""What a library's decisions teach: counts by rule and by string, and the names it knows.

Nothing is stored as a number. Accepted suggestions are the annotations that say which rule proposed
them, rejected ones are the rejections; so undo, deletion and purge take a lesson back by
themselves, and two windows never contend for a counter. Forgetting stores a moment: what was
decided before it does not count any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from threading import RLock

import msgspec

from store.codebook import Codebooks
from store.entries import Document, Operation, is_nothing
from store.model import AttributeValue, Codebook, Origin, Record, now, sha256
from store.rejections import Rejected
from store.suggest.gazetteer import Gazetteer, codes_as_names, forms_of
from store.suggest.ranking import NONE, Decisions, Tally, rule_key, string_key
from store.table_names import ANNOTATIONS, FORGOTTEN, REJECTIONS
from store.tables import LiveDatabase

_EVERYTHING = 1
"""The key of the one document in the table of what was forgotten."""


class Forgotten(Record, frozen=True, kw_only=True):
    """Since when decisions count: all of them, a rule's, or those on words.

    Words are kept as a digest only: what is purged from the library must not live on here.
    """

    everything: str = ""
    rules: dict[str, str] = {}  # noqa: RUF012 - msgspec copies the default
    strings: dict[str, str] = {}  # noqa: RUF012


class _Exact(msgspec.Struct, frozen=True):
    exact: str


class _Tagged(msgspec.Struct, frozen=True):
    """What is learnt from an annotation."""

    kind: str
    spans: tuple[_Exact, ...]
    created: str
    origin: Origin = Origin()
    attributes: dict[str, AttributeValue] = {}


class _Decision(msgspec.Struct, frozen=True):
    kind: str
    origin: str
    words: str
    at: str
    accepted: bool


_tagged = msgspec.json.Decoder(_Tagged)
_rejected = msgspec.json.Decoder(Rejected)


class Learning:
    """Reads all decisions once, and from then on keeps count of each change."""

    def __init__(self, database: LiveDatabase, codebooks: Codebooks) -> None:
        """Over *database*, whose changes keep the counts true."""
        self._database, self._codebooks = database, codebooks
        self._table = database.live(FORGOTTEN)
        self._lock = RLock()
        self._names: Counter[tuple[str, str, str]] = Counter()
        self._gazetteer: tuple[Codebook, Gazetteer] | None = None
        self._rules: dict[str, Tally] = {}
        self._strings: dict[tuple[str, str], Tally] = {}
        self.version = 0
        """Another number after every change of what was learnt."""
        with database.journaled.settled():  # nothing changes between the two
            database.journaled.listeners.append(self._on_change)
            self._count_all()

    def decisions(self) -> Decisions:
        """How often each rule's suggestions and each string were accepted and rejected."""
        return Decisions(self._rules, self._strings)

    def gazetteer(self) -> Gazetteer:
        """The names of the library's entities, most often tagged first, and of its codes."""
        codebook = self._codebooks.get()
        with self._lock:
            if self._gazetteer is None or self._gazetteer[0] != codebook:
                entries = [entry for entry, _ in self._names.most_common()]
                known = Gazetteer([*entries, *codes_as_names(codebook)])
                self._gazetteer = codebook, known
            return self._gazetteer[1]

    def forget(self, rule: str | None = None, words: tuple[str, str] | None = None) -> None:
        """Let decisions made so far count no more; one step, undoable.

        Those on one *rule* (`rule:names entity`), or on *words* as (kind, words); else all.
        """
        held, moment = self._forgotten(), now()
        if rule is not None:
            held = msgspec.structs.replace(held, rules={**held.rules, rule: moment})
        if words is not None:
            name = _named(string_key(*words))
            held = msgspec.structs.replace(held, strings={**held.strings, name: moment})
        if rule is None and words is None:
            held = Forgotten(everything=moment)
        with self._database.journaled.step("forget what was learnt"):
            self._table.put(held, _EVERYTHING)

    # -- counting

    def _forgotten(self) -> Forgotten:
        raw = self._table.raw(_EVERYTHING)
        return Forgotten() if raw is None else msgspec.json.decode(raw, type=Forgotten)

    def _count_all(self) -> None:
        self._names.clear()
        self._rules, self._strings = {}, {}
        forgotten = self._forgotten()
        for table in (ANNOTATIONS, REJECTIONS):
            for raw in list(self._database.journaled.raws(table).values()):
                self._take(table, raw, 1, forgotten)

    def _on_change(self, operations: Iterable[Operation]) -> None:
        changed = [op for op in operations if op.table in (ANNOTATIONS, REJECTIONS, FORGOTTEN)]
        if not changed:
            return
        with self._lock:
            self.version += 1
            if any(operation.table == FORGOTTEN for operation in changed):
                self._count_all()
                return
            forgotten = self._forgotten()
            for operation in changed:
                self._take(operation.table, operation.before, -1, forgotten)
                self._take(operation.table, operation.after, 1, forgotten)

    def _take(self, table: str, raw: msgspec.Raw, count: int, forgotten: Forgotten) -> None:
        if is_nothing(raw):
            return
        if table == REJECTIONS:
            for each in _rejected.decode(raw).rejections:
                decision = _Decision(each.kind, each.origin, each.words, each.at, accepted=False)
                self._decide(decision, count, forgotten)
            return
        tagged = _tagged.decode(raw)
        exact = tagged.spans[0].exact if tagged.spans else ""
        if tagged.kind == "entity":
            for entry in forms_of(exact, tagged.attributes):
                self._names[entry] += count
                if self._names[entry] <= 0:
                    del self._names[entry]
            self._gazetteer = None
        if tagged.origin.accepted_by is not None:
            decision = _Decision(tagged.kind, tagged.origin.by, exact, tagged.created, True)
            self._decide(decision, count, forgotten)

    def _decide(self, decision: _Decision, count: int, forgotten: Forgotten) -> None:
        if decision.at <= forgotten.everything:
            return
        rule = rule_key(decision.kind, decision.origin)
        if decision.at > forgotten.rules.get(rule, ""):
            held = self._rules.get(rule, NONE).plus(count, accepted=decision.accepted)
            self._rules[rule] = held
        string = string_key(decision.kind, decision.words)
        if decision.words and decision.at > forgotten.strings.get(_named(string), ""):
            told = self._strings.get(string, NONE).plus(count, accepted=decision.accepted)
            self._strings[string] = told


def learnt(decisions: Decisions) -> Iterator[tuple[str, str, Tally]]:
    """What was counted: ("rule" or the kind, the rule's key or the words, tally), most first."""
    rows = [("rule", rule, tally) for rule, tally in list(decisions.rules.items())]
    rows += [(kind, words, tally) for (kind, words), tally in list(decisions.strings.items())]
    counted = [row for row in rows if row[2] != NONE]
    yield from sorted(
        counted, key=lambda row: (row[0] != "rule", -row[2].accepted - row[2].rejected, row[:2])
    )


def traces(table: str, document: Document) -> Iterator[str]:
    """Under which names in `Forgotten.strings` a stored record's words may have been kept."""
    if table == ANNOTATIONS and document["spans"]:
        yield _named(string_key(document["kind"], document["spans"][0]["exact"]))
    elif table == REJECTIONS:
        for each in document["rejections"]:
            yield _named(string_key(each["kind"], each.get("words", "")))


def _named(string: tuple[str, str]) -> str:
    return sha256(" ".join(string))
