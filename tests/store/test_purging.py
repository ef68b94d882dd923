from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.archive import Archive, rewrite_archive
from store.disk import write_durably
from store.doctor.examine import examine
from store.doctor.repairs import repair
from store.errors import ConflictError, NotFoundError, NothingToDoError, NotSavedError
from store.files import LibraryFiles
from store.library import Library
from store.model import Article, Imported, Origin, now, sha256
from store.purging import SEARCHED, PurgeReport
from store.rejections import Rejection
from store.storage import JournalStorage
from store.suggest.ranking import Tally
from store.tables import LiveDatabase, LiveTable

MakeArticle = Callable[..., Imported]
SECRET = "Mirwais Zemaray"


@pytest.fixture
def scene(tmp_path: Path, make_article: MakeArticle) -> Library:
    """A library with a witness's name in a note, in older versions of it, and in a backup."""
    library = Library(tmp_path / "library", who="ann")
    article = library.add(make_article("A witness said: no one was hurt. Two disagreed.")).article
    library.store(library.draft(article.id, "quote", [(0, 9)], note="harmless"))
    library.store(library.draft(article.id, "quote", [(2, 9)], note=f"This is {SECRET}"))
    library.back_up("test")
    return library


def secret_of(library: Library) -> str:
    return next(a.id for a in library.annotations.all() if SECRET in a.note)


def folder_bytes(folder: Path) -> bytes:
    """Everything below *folder*, backups unpacked."""
    import zipfile

    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as file:
                found += [file.read(name) for name in file.namelist()]
        elif path.is_file():
            found.append(path.read_bytes())
    return b"\n".join(found)


def purge(library: Library, identity: str) -> PurgeReport:
    assert SECRET.encode() in folder_bytes(library.folder)
    report = library.purge([identity])
    assert SECRET.encode() not in folder_bytes(library.folder)
    return report


def test_a_purged_record_is_in_no_file_and_the_chain_still_holds(scene: Library) -> None:
    identity = secret_of(scene)
    scene.edit(identity, {"note": f"{SECRET}, again"})
    report = purge(scene, identity)
    assert (report.records, report.backups, report.unsearched) == (1, 1, ())
    assert report.changes >= 2
    assert identity not in scene.annotations
    scene.close()
    examination = examine(scene.folder)
    assert [f for f in examination.findings if f.check != "backup"] == []
    with Library(scene.folder) as again:
        assert [a.note for a in again.annotations.all()] == ["harmless"]
        rows = list(again.history())
        assert {row["action"] for row in rows} >= {"tag quote", "edit", "purge"}
        assert SECRET not in str(rows)


def test_no_undo_brings_a_purged_record_back(scene: Library) -> None:
    purge(scene, secret_of(scene))
    undone = []
    with pytest.raises(NothingToDoError):
        while True:
            undone.append(scene.undo().action)
    assert undone == ["tag quote", "add"]
    assert len(scene.annotations) == 0
    scene.close()


def test_a_record_that_was_removed_before_can_be_purged(scene: Library) -> None:
    identity = secret_of(scene)
    scene.remove([identity])
    assert purge(scene, identity).records == 0
    scene.close()


def test_a_purged_article_takes_its_files_and_annotations_along(scene: Library) -> None:
    (article,) = scene.articles.all()
    report = purge(scene, article.id)
    assert report.records == 3
    assert not (scene.folder / "articles" / article.id).exists()
    assert b"no one was hurt" not in folder_bytes(scene.folder)
    with pytest.raises(NotFoundError):
        scene.articles.text(article.id)
    scene.close()


def test_links_to_a_purged_record_go_and_their_annotations_stay(scene: Library) -> None:
    identity = secret_of(scene)
    other = next(a.id for a in scene.annotations.all() if a.id != identity)
    scene.link(other, "supports", identity)
    purge(scene, identity)
    assert scene.annotations.get(other).links == ()
    scene.close()


def test_an_import_with_a_purged_record_keeps_the_rest_undoable(
    scene: Library, tmp_path: Path
) -> None:
    bundle = scene.bundle()
    with Library(tmp_path / "other", who="bo") as other:
        other.take_in(bundle, "export.json")
        purge(other, secret_of(other))
        assert other.undo().action == "import"
        assert len(other.annotations) == len(other.articles) == 0
    scene.close()


def test_damaged_bytes_kept_aside_lose_the_purged_record_too(scene: Library) -> None:
    identity = secret_of(scene)
    scene.close()
    path = scene.folder / "library.json"
    path.write_bytes(path.read_bytes().replace(b"harmless", b"harmful!"))
    with Library(scene.folder) as again:
        assert list(scene.folder.glob("recovered-*/library.json"))
        purge(again, identity)


def test_a_backup_that_cannot_be_searched_is_named(scene: Library) -> None:
    (path,) = (scene.folder / "backups").glob("*.zip")
    path.write_bytes(b"not a zip")
    report = scene.purge([secret_of(scene)])
    assert len(report.unsearched) == 1 and str(path) in report.unsearched[0]
    scene.close()


def test_what_the_doctor_kept_aside_of_a_purged_article_goes_or_is_named(scene: Library) -> None:
    article = scene.articles.all()[0].id
    text = scene.folder / "articles" / article / "text"
    altered = text.read_bytes().replace(b"witness", SECRET.encode())
    text.write_bytes(altered)
    (backup,) = (scene.folder / "backups").glob("*.zip")
    backup.write_bytes(backup.read_bytes()[:-9])
    scene.close()
    storage = JournalStorage(scene.folder)
    assert repair(storage, examine(scene.folder).findings) == []
    storage.close()
    assert [path.read_bytes() for path in scene.folder.glob("recovered-*/*.text")] == [altered]
    with Library(scene.folder) as again:
        report = again.purge([article])
        assert len(report.unsearched) == 1 and backup.name in report.unsearched[0]
    assert not list(scene.folder.glob("recovered-*/*.text"))


def test_another_window_sees_the_purge_and_goes_on(scene: Library) -> None:
    identity = secret_of(scene)
    with Library(scene.folder, who="bo") as other:
        purge(scene, identity)
        other.catch_up()
        assert identity not in other.annotations
        (kept,) = other.annotations.all()
        other.edit(kept.id, {"note": "seen"})
        scene.catch_up()
        assert scene.annotations.get(kept.id).note == "seen"
        with pytest.raises(NotFoundError):
            other.edit(identity, {"note": "back"})
    scene.close()


def test_a_draft_in_another_window_does_not_bring_back_what_was_purged(scene: Library) -> None:
    identity = secret_of(scene)
    with Library(scene.folder, who="bo") as other:
        seen = other.annotations.get(identity)
        purge(scene, identity)
        with pytest.raises(ConflictError, match="purged elsewhere"):
            other.edit_seen(seen, {"codes": ["late"]})
        assert identity not in other.annotations
    scene.close()
    assert SECRET.encode() not in folder_bytes(scene.folder)


def test_what_never_was_there_cannot_be_purged(scene: Library, article: Article) -> None:
    with pytest.raises(NotFoundError, match="never was one"):
        scene.purge(["0000"])
    assert len(scene.annotations) == 2
    scene.close()


@pytest.mark.parametrize("at", range(1, 40))
def test_a_purge_that_is_cut_off_is_finished_by_purging_again(
    scene: Library, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    import os

    identity = secret_of(scene)
    calls = 0
    replace = os.replace

    def fail(*arguments: object, **named: object) -> None:
        nonlocal calls
        calls += 1
        if calls == at:
            raise KeyboardInterrupt
        replace(*arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        try:
            scene.purge([identity])
        except KeyboardInterrupt:
            pass
        else:
            pytest.skip("fewer files are replaced")
    scene.close()
    with Library(scene.folder) as again:
        again.purge([identity])
        assert SECRET.encode() not in folder_bytes(scene.folder)
        assert [a.note for a in again.annotations.all()] == ["harmless"]


def entity(library: Library, article: Article, name: str) -> str:
    text = library.articles.text(article.id)
    start = text.index(name)
    draft = library.draft(
        article.id,
        "entity",
        [(start, start + len(name))],
        attributes={"type": "person", "name": name},
        origin=Origin(by="rule:names/2", score=0.7, accepted_by="ann"),
    )
    return library.store(draft).id


def test_nothing_that_was_learnt_tells_whoever_guesses_a_purged_name_that_it_was_here(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    with Library(tmp_path / "library", who="ann") as library:
        text = f"{SECRET} met Bo Okello. They left."
        article = library.add(make_article(text)).article
        identity, other = entity(library, article, SECRET), entity(library, article, "Bo Okello")
        start = text.index("They")
        words = {"They": start, "Bo Okello": text.index("Bo")}
        library.reject(
            article.id,
            [
                Rejection(kind="quote", start=at, end=at + len(w), words=w, at=now())
                for w, at in words.items()
            ],
        )
        for kind, said in (("entity", SECRET), ("entity", "Bo Okello"), ("quote", "They")):
            library.learning.forget(words=(kind, said))
        library.back_up("test")
        guessed = {name: traced(name) for name in (SECRET, "Bo Okello")}
        rejected = sha256("quote they").encode()
        assert all(trace in folder_bytes(library.folder) for trace in guessed.values())
        with Library(tmp_path / "library", who="bo") as second:
            library.purge([identity])
            second.catch_up()
            assert ("entity", SECRET.casefold()) not in second.learning.decisions().strings
            assert list(second.learning.gazetteer().find(SECRET, 0, len(SECRET))) == []
        left = folder_bytes(library.folder)
        assert guessed[SECRET] not in left
        assert guessed["Bo Okello"] in left
        decisions = library.learning.decisions()
        assert decisions.strings.get(("entity", "bo okello"), Tally()) == Tally()
        library.purge([article.id])
        left = folder_bytes(library.folder)
        assert guessed["Bo Okello"] not in left
        assert rejected not in left
        library.close()
    assert other
    assert [f for f in examine(tmp_path / "library").findings if f.check != "backup"] == []


def traced(name: str) -> bytes:
    return sha256(f"entity {name.casefold()}").encode()


def test_a_purge_killed_after_any_of_its_steps_leaves_the_rest_of_what_was_forgotten(
    tmp_path: Path, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library(tmp_path / "library", who="ann") as library:
        article = library.add(make_article(f"{SECRET} met Bo Okello.")).article
        identity = entity(library, article, SECRET)
        for words in ("Bo Okello", SECRET, "They"):
            library.learning.forget(words=("entity", words))
    library = Library(tmp_path / "library", who="ann")
    commit = LibraryFiles.commit

    def killed_after(self: LibraryFiles, *given: Any, **named: Any) -> None:
        commit(self, *given, **named)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(LibraryFiles, "commit", killed_after)
        with pytest.raises(KeyboardInterrupt):
            library.purge([identity])
    library._storage.abandon()
    with Library(tmp_path / "library", who="ann") as library:
        held = library._storage.rows("forgotten")["1"]["strings"]
        assert {traced("Bo Okello").decode(), traced("They").decode()} <= set(held)
        library.purge([identity])
        assert set(library._storage.rows("forgotten")["1"]["strings"]) == {
            traced("Bo Okello").decode(),
            traced("They").decode(),
        }
    assert traced(SECRET) not in folder_bytes(tmp_path / "library")
    assert [f for f in examine(tmp_path / "library").findings if f.check != "backup"] == []


def test_a_purge_that_was_cut_off_anywhere_is_finished_by_purging_again(
    tmp_path: Path, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0

    def cut_off_at_limit() -> None:
        nonlocal calls
        calls += 1
        if calls == limit:
            raise OSError(5, "Input/output error")

    def written(path: Path, raw: bytes) -> int:
        cut_off_at_limit()
        return write_durably(path, raw)

    def rewritten(archive: Archive, change: Callable[[str, bytes], bytes | None]) -> None:
        cut_off_at_limit()
        rewrite_archive(archive, change)

    limit = 0
    while True:
        limit += 1
        folder = tmp_path / f"library{limit}"
        with Library(folder, who="ann") as library:
            article = library.add(make_article(f"{SECRET} met Bo Okello.")).article
            identity = entity(library, article, SECRET)
            library.back_up("test")
        with Library(folder, who="ann") as library:
            library.learning.forget(words=("entity", SECRET))
            library.back_up("test")
        with Library(folder, who="ann") as library:
            calls = 0
            with monkeypatch.context() as patched:
                patched.setattr("store.purging.write_durably", written)
                patched.setattr("store.purging.rewrite_archive", rewritten)
                cut_off = False
                try:
                    library.purge([identity])
                except NotSavedError:
                    cut_off = True
            library.purge([identity])
            left = folder_bytes(folder)
            assert SECRET.encode() not in left.replace(
                library.articles.text(article.id).encode(), b""
            )
            assert traced(SECRET) not in left
        if not cut_off:
            break
    assert limit > 3


def test_a_purge_searches_every_table_but_those_that_hold_nothing_of_a_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables: set[str] = set()
    live = LiveDatabase.live

    def noted(database: LiveDatabase, name: str) -> LiveTable:
        tables.add(name)
        return live(database, name)

    monkeypatch.setattr(LiveDatabase, "live", noted)
    with Library(tmp_path / "library") as library:
        assert library.learning.version == 0  # made when it is first asked for
    assert tables - {"codebook", "library"} == SEARCHED
