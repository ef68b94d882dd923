from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store.doctor.examine import CHECKS, Examination, examine
from store.doctor.repairs import repair
from store.entries import Tables
from store.library import Library
from store.model import Imported
from store.recovery import State, read_state
from store.snapshot import encode_snapshot, parse_snapshot
from store.storage import JournalStorage

MakeArticle = Callable[..., Imported]
Damage = Callable[["Scene"], None]


class Scene:
    """A healthy library of one article and two linked annotations, closed."""

    def __init__(self, folder: Path, imported: Imported) -> None:
        self.folder = folder
        with Library(folder, who="ann") as library:
            self.article = library.add(imported).article.id
            self.one = library.store(library.draft(self.article, "quote", [(0, 9)])).id
            self.two = library.store(library.draft(self.article, "claim", [(10, 14)])).id
            library.link(self.two, "disputes", self.one)
            library.back_up("test")

    def examined(self) -> Examination:
        return examine(self.folder)

    def found(self, check: str) -> list[tuple[str, str]]:
        return [(f.level, f.where) for f in self.examined().findings if f.check == check]

    def repaired(self) -> Examination:
        storage = JournalStorage(self.folder)
        self.left = repair(storage, self.examined().findings)
        storage.close()
        return self.examined()

    def put(self, table: str, key: str, document: Any) -> None:
        storage = JournalStorage(self.folder)
        storage.change(table, key, document)
        storage.close()

    def row(self, annotation: str) -> tuple[str, dict[str, Any]]:
        storage = JournalStorage(self.folder)
        storage.abandon()
        rows = storage.rows("annotations").items()
        return next((key, row) for key, row in rows if row["id"] == annotation)


@pytest.fixture
def scene(tmp_path: Path, make_article: MakeArticle) -> Scene:
    return Scene(tmp_path / "library", make_article("The mayor said: no one was hurt. Or so."))


def test_a_healthy_library_has_no_findings_and_a_head(scene: Scene) -> None:
    examination = scene.examined()
    assert examination.findings == ()
    assert examination.healthy
    assert (examination.articles, examination.annotations) == (1, 2)
    storage = JournalStorage(scene.folder)
    assert (examination.seq, examination.head) == (storage.seq, storage.head)
    storage.abandon()


def test_a_library_that_is_written_to_meanwhile_has_no_faults_for_that(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Library(scene.folder, who="bob")
    notes = iter(("one", "two"))

    def read_and_write(folder: Path) -> State:
        state = read_state(folder)
        if note := next(notes, None):
            writer.edit(scene.one, {"note": note})
        return state

    monkeypatch.setattr("store.doctor.examine.read_state", read_and_write)
    assert scene.examined().findings == ()
    writer.close()


def test_an_examination_changes_nothing(scene: Scene) -> None:
    (scene.folder / "library.json").write_bytes(b"")
    before = {p: p.read_bytes() for p in scene.folder.rglob("*") if p.is_file()}
    assert not scene.examined().healthy
    assert {p: p.read_bytes() for p in scene.folder.rglob("*") if p.is_file()} == before


def damaged_snapshot(scene: Scene) -> None:
    path = scene.folder / "library.json"
    path.write_bytes(path.read_bytes().replace(b"mayor", b"major"))


def damaged_journal(scene: Scene) -> None:
    with Library(scene.folder) as library:
        for note in ("one", "two", "three"):
            library.edit(scene.one, {"note": note})
        path = next(scene.folder.glob("library.journal.*"))
        raw = path.read_bytes()
        library._storage.abandon()
    path.write_bytes(raw.replace(b'"two"', b'"owt"'))


def altered_by_hand(scene: Scene, change: Callable[[Tables], None]) -> None:
    """The snapshot's documents changed by one who knows how its checksum is made."""
    path = scene.folder / "library.json"
    held = parse_snapshot(path.read_bytes())
    assert held is not None
    change(held.tables)
    path.write_bytes(b"".join(encode_snapshot(held.tables, held.meta)))


def note_forged(scene: Scene) -> None:
    def forge(tables: Tables) -> None:
        for key, raw in tables["annotations"].items():
            tables["annotations"][key] = msgspec.Raw(
                bytes(raw).replace(b'"note":""', b'"note":"a lie"')
            )

    altered_by_hand(scene, forge)


def record_slipped_in(scene: Scene) -> None:
    def slip(tables: Tables) -> None:
        row = msgspec.json.decode(tables["annotations"]["1"]) | {"id": "0" * 36}
        tables["annotations"]["77"] = msgspec.Raw(msgspec.json.encode(row))

    altered_by_hand(scene, slip)


def record_taken_out(scene: Scene) -> None:
    def take_out(tables: Tables) -> None:
        del tables["annotations"]["1"]

    altered_by_hand(scene, take_out)


def article_twice(scene: Scene) -> None:
    storage = JournalStorage(scene.folder)
    row = storage.rows("articles")["1"]
    storage.close()
    scene.put("articles", "77", row)


def unreadable_record(scene: Scene) -> None:
    scene.put("annotations", "77", {"id": "nothing else"})


def one_id_twice(scene: Scene) -> None:
    _, row = scene.row(scene.one)
    scene.put("annotations", "77", row)


def dangling_link(scene: Scene) -> None:
    key, row = scene.row(scene.two)
    row["links"].append({"type": "supports", "to": "gone", "note": None})
    scene.put("annotations", key, row)


def article_gone(scene: Scene) -> None:
    scene.put("articles", "1", None)


def span_outside(scene: Scene) -> None:
    key, row = scene.row(scene.one)
    row["spans"][0] |= {"start": 5, "end": 9999}
    scene.put("annotations", key, row)


def span_elsewhere(scene: Scene) -> None:
    key, row = scene.row(scene.one)
    row["spans"][0] |= {"start": 3, "end": 12}
    scene.put("annotations", key, row)


def text_altered(scene: Scene) -> None:
    path = scene.folder / "articles" / scene.article / "text"
    path.write_bytes(path.read_bytes().replace(b"mayor", b"major"))


def blocks_gone(scene: Scene) -> None:
    (scene.folder / "articles" / scene.article / "blocks.json").unlink()


def open_to_others(scene: Scene) -> None:
    (scene.folder / "articles").chmod(0o755)
    (scene.folder / "library.json").chmod(0o644)


def damaged_backup(scene: Scene) -> None:
    path = next((scene.folder / "backups").glob("*.zip"))
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def no_backup(scene: Scene) -> None:
    shutil.rmtree(scene.folder / "backups")


def leftover(scene: Scene) -> None:
    (scene.folder / ".library.json.1234567.tmp").write_bytes(b"half")
    (scene.folder / ".library.json.1234567.tmp").chmod(0o600)


FAULTS: list[tuple[str, Damage]] = [
    ("snapshot", damaged_snapshot),
    ("journal", damaged_journal),
    ("recorded", note_forged),
    ("recorded", record_slipped_in),
    ("recorded", record_taken_out),
    ("records", unreadable_record),
    ("ids", one_id_twice),
    ("ids", article_twice),
    ("links", dangling_link),
    ("links", article_gone),
    ("spans", span_outside),
    ("spans", span_elsewhere),
    ("articles", text_altered),
    ("articles", blocks_gone),
    ("modes", open_to_others),
    ("backup", damaged_backup),
    ("backup", no_backup),
    ("leftovers", leftover),
]


@pytest.mark.parametrize(("check", "damage"), FAULTS, ids=[damage.__name__ for _, damage in FAULTS])
def test_each_check_finds_its_fault_and_its_repair_mends_it(
    scene: Scene, check: str, damage: Damage
) -> None:
    damage(scene)
    found = [f for f in scene.examined().findings if f.check == check]
    assert found and all(finding.repair for finding in found)
    after = scene.repaired()
    assert scene.left == []
    remaining = [f for f in after.findings if f.check == check]
    # Damage to recorded history can't be undone; it is kept aside, and stays told.
    assert remaining == [] or check == "journal"
    with Library(scene.folder) as library:
        assert {scene.one, scene.two} <= {a.id for a in library.annotations.all()}
        (quote,) = (a for a in library.annotations.all() if a.id == scene.one)
        assert quote.exact == "The mayor"


def test_every_check_but_those_of_the_place_is_proved_here() -> None:
    proved = {check for check, _ in FAULTS} | {"history"}
    assert {check.name for check in CHECKS} - proved == {"space", "place"}


def test_a_repair_of_records_is_one_step_that_undo_takes_back(scene: Scene) -> None:
    span_elsewhere(scene)
    scene.repaired()
    with Library(scene.folder) as library:
        assert library.annotations.get(scene.one).start == 0
        assert library.undo().action == "repair"
        assert library.annotations.get(scene.one).start == 3


def test_an_altered_record_of_evidence_is_shown_by_its_step_and_maker(scene: Scene) -> None:
    path = next((scene.folder / "history").glob("*.jsonl"))
    altered = _with_other_content(path.read_bytes())
    path.write_bytes(altered)
    (finding,) = [f for f in scene.examined().findings if f.check == "history"]
    assert "Altered after ann made it (tag quote" in finding.problem
    assert finding.level == "fault"


def test_words_that_stand_twice_are_found_again_where_they_were(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    scene = Scene(tmp_path / "library", make_article("The mayor said: no. The mayor said: no. "))
    text_altered(scene)
    scene.repaired()
    assert scene.left == []
    assert scene.examined().findings == ()


def test_a_record_altered_past_postil_stays_told_once_it_was_changed_further(
    scene: Scene,
) -> None:
    note_forged(scene)
    with Library(scene.folder, who="bob") as library:
        library.edit(scene.one, {"codes": ["x"]})
    told = [f for f in scene.examined().findings if f.check == "recorded" and not f.repair]
    assert len(told) == 1 and "something other than Postil" in told[0].problem


def test_a_forged_history_is_never_put_back_as_what_was_recorded(scene: Scene) -> None:
    path = next((scene.folder / "history").glob("*.jsonl"))
    path.write_bytes(_with_other_content(path.read_bytes()))
    scene.repaired()
    with Library(scene.folder) as library:
        assert library.annotations.get(scene.one).exact == "The mayor"


@pytest.mark.parametrize("failing", [("fdatasync",), ("fdatasync", "ftruncate")])
def test_a_line_that_was_taken_back_after_a_failed_write_is_no_fault(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, failing: tuple[str, ...]
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    library = Library(scene.folder)
    library.edit(scene.one, {"note": "before"})
    with monkeypatch.context() as patch:
        for name in failing:
            patch.setattr(os, name, fail)
        library.edit(scene.one, {"note": "into a new journal"})
    library.edit(scene.two, {"note": "after"})
    library.close()
    assert scene.examined().findings == ()


def test_a_step_taken_out_of_the_history_is_shown(scene: Scene) -> None:
    path = next((scene.folder / "history").glob("*.jsonl"))
    lines = path.read_bytes().split(b"\n\n")
    path.write_bytes(b"\n\n".join(lines[:3] + lines[4:]))
    assert any("does not follow" in f.problem for f in scene.examined().findings)


def test_a_library_put_back_to_an_older_state_with_its_history_is_told_by_the_head_kept_elsewhere(
    scene: Scene, tmp_path: Path
) -> None:
    shutil.copytree(scene.folder, tmp_path / "old")
    with Library(scene.folder, who="ann") as library:
        library.edit(scene.one, {"note": "evidence"})
    kept_elsewhere = scene.examined().head
    older = examine(tmp_path / "old")
    assert older.healthy and older.head != kept_elsewhere


def _with_other_content(raw: bytes) -> bytes:
    """A forged history: the first tagged words changed, with checksums to match."""
    from store.entries import Kept, decode_line, encode_line

    lines = []
    for line in raw.split(b"\n"):
        stored = decode_line(line) if line else None
        if stored is not None and b'"tag quote"' in line:
            forged = tuple(
                Kept(k.salt, msgspec.Raw(bytes(k.content).replace(b"mayor", b"Mayor")))
                for k in stored.operations
            )
            forged_line = encode_line(msgspec.structs.replace(stored, operations=forged))
            lines.append(forged_line.strip(b"\n"))
        else:
            lines.append(line)
    return b"\n".join(lines)
