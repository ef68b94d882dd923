from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB

from store.errors import (
    AmbiguousError,
    ConflictError,
    DamagedLibraryError,
    InvalidChangeError,
    NotFoundError,
    NotSavedError,
)
from store.library import Library
from store.model import Article, Attribute, Block, BlockKind, Imported
from store.storage import JournalStorage

MakeArticle = Callable[..., Imported]


def comment(text: str, author: str | None) -> tuple[Block, ...]:
    return (
        Block(id="c1", kind=BlockKind.COMMENT, start=0, end=len(text), author=author, number=1),
    )


def test_a_drafted_quote_has_the_exact_words_and_the_defaults(
    library: Library, article: Article
) -> None:
    drafted = library.draft(article.id, "quote", [(16, 33)], attributes={"speaker": "the mayor"})
    assert drafted.exact == '"No one was hurt.'
    assert drafted.attributes == {"speaker": "the mayor", "form": "direct"}
    assert drafted.creator == "ann"
    assert len(library.annotations) == 0
    library.store(drafted)
    assert library.annotations.of(article.id) == (drafted,)


def test_the_author_of_a_comment_becomes_the_claimant(
    library: Library, make_article: MakeArticle
) -> None:
    text = "This never happened."
    article = library.add(make_article(text, blocks=comment(text, "Zoe"))).article
    assert library.draft(article.id, "claim", [(0, 4)]).attributes["claimant"] == "Zoe"
    other = library.draft(article.id, "claim", [(0, 4)], attributes={"claimant": "Bob"})
    assert other.attributes["claimant"] == "Bob"
    assert "claimant" not in library.draft(article.id, "quote", [(0, 4)]).attributes


@pytest.mark.parametrize(
    ("kind", "attributes", "said"),
    [
        ("rumour", {}, "no kind 'rumour'"),
        ("quote", {"colour": "red"}, "no attribute 'colour'"),
        ("quote", {"form": "sung"}, "'sung' is no value"),
        ("claim", {"confidence": "high"}, "'high' is no number"),
        ("claim", {"confidence": "nan"}, "'nan' is no number"),
        ("quote", {"speaker": ["a"]}, "must be text"),
    ],
)
def test_what_the_codebook_does_not_know_is_refused(
    library: Library, article: Article, kind: str, attributes: dict[str, str], said: str
) -> None:
    with pytest.raises(InvalidChangeError, match=said):
        library.draft(article.id, kind, [(0, 3)], attributes=attributes)


@pytest.mark.parametrize("spans", [[], [(3, 3)], [(-1, 2)], [(0, 999)], [(0, 5), (4, 8)], [(5, 2)]])
def test_spans_that_cannot_be_are_refused_in_a_draft_and_in_an_edit(
    library: Library, article: Article, spans: list[tuple[int, int]]
) -> None:
    with pytest.raises(InvalidChangeError):
        library.draft(article.id, "quote", spans)
    held = library.store(library.draft(article.id, "quote", [(0, 3)]))
    with pytest.raises(InvalidChangeError):
        library.edit(held.id, {"spans": spans})
    assert library.annotations.get(held.id) == held


def test_several_stretches_make_one_annotation_in_order(library: Library, article: Article) -> None:
    drafted = library.draft(article.id, "quote", [(35, 38), (0, 3), (0, 3)])
    assert [(span.start, span.end) for span in drafted.spans] == [(0, 3), (35, 38)]
    assert drafted.exact == "The … Two"


def test_editing_merges_attributes_and_an_empty_value_removes_one(
    library: Library, article: Article
) -> None:
    held = library.store(
        library.draft(article.id, "quote", [(0, 3)], attributes={"speaker": "a", "role": "b"})
    )
    changed = library.edit(held.id, {"attributes": {"speaker": "", "cue": "said"}})
    assert changed.attributes == {"role": "b", "cue": "said", "form": "direct"}
    assert changed.revision == 2
    with pytest.raises(InvalidChangeError, match="no attribute"):
        library.edit(held.id, {"attributes": {"colour": "red"}})
    with pytest.raises(InvalidChangeError, match="can't be edited"):
        library.edit(held.id, {"creator": "eve"})
    assert library.annotations.get(held.id) == changed


def test_an_edit_that_changes_nothing_is_no_new_revision(
    library: Library, article: Article
) -> None:
    held = library.store(library.draft(article.id, "quote", [(0, 3)], note="x"))
    assert library.edit(held.id, {"note": "x"}) == held
    assert library.undo().action == "tag quote"


def test_a_note_ends_with_its_last_word_and_keeps_all_that_is_inside(
    library: Library, article: Article
) -> None:
    written = "  First,\n\n\n  then \tthis. "
    held = library.store(library.draft(article.id, "quote", [(0, 3)], note=written + "\n \n\n"))
    assert held.note == written.rstrip()
    assert library.edit(held.id, {"note": "Again.\n\n"}).note == "Again."
    assert library.edit(held.id, {"note": "Again. \u00a0\n"}).revision == 2
    assert library.edit(held.id, {"note": " \n"}).note == ""


def test_a_note_that_was_imported_stays_as_it_is_until_it_is_edited(
    library: Library, article: Article
) -> None:
    with library.step("import"):
        held = library.draft(article.id, "quote", [(0, 3)])
        library.annotations.put(msgspec.structs.replace(held, note="Theirs.\n"))
    assert library.edit(held.id, {"codes": ["law"]}).note == "Theirs.\n"


def test_the_same_note_from_two_windows_is_no_conflict_for_a_blank_line(
    library: Library, article: Article
) -> None:
    seen = library.store(library.draft(article.id, "quote", [(0, 3)]))
    library.edit(seen.id, {"note": "Both."})
    assert library.edit_seen(seen, {"note": "Both.\n"}).clash is None
    assert len(library.annotations) == 1


def test_an_edit_leaves_alone_what_the_codebook_no_longer_allows(
    library: Library, article: Article
) -> None:
    held = library.store(library.draft(article.id, "claim", [(0, 3)]))
    old = {"status": "retired choice", "retired": "words"}
    with library.step("look"):
        library.annotations.put(msgspec.structs.replace(held, attributes=dict(old)))
    changed = library.edit(held.id, {"note": "x", "attributes": {"claimant": "the mayor"}})
    assert changed.attributes == {"claimant": "the mayor", **old}
    with pytest.raises(InvalidChangeError):
        library.edit(held.id, {"attributes": {"status": "another"}})


def test_another_kind_keeps_note_codes_and_links(library: Library, article: Article) -> None:
    held = library.store(library.draft(article.id, "quote", [(0, 3)], note="x", codes=["harm"]))
    other = library.store(library.draft(article.id, "quote", [(4, 9)]))
    library.link(held.id, "supports", other.id)
    changed = library.edit(held.id, {"kind": "claim"})
    assert (changed.kind, changed.note, changed.codes) == ("claim", "x", ("harm",))
    assert [link.to for link in changed.links] == [other.id]
    assert changed.attributes == {"status": "unchecked"}


def test_an_edit_of_what_another_changed_since_is_refused(
    library: Library, article: Article
) -> None:
    held = library.store(library.draft(article.id, "quote", [(0, 3)]))
    with Library(library.folder) as other:
        other.edit(held.id, {"note": "theirs"})
    with pytest.raises(ConflictError, match="revision 2"):
        library.edit(held.id, {"note": "mine"}, revision=held.revision)
    assert library.annotations.get(held.id).note == "theirs"


def test_codes_used_for_the_first_time_join_the_codebook(
    library: Library, article: Article
) -> None:
    library.store(
        library.draft(article.id, "quote", [(0, 3)], codes=[" harm  done ", "", "harm done"])
    )
    assert [code.name for code in library.codebook.codes] == ["harm done"]


def test_removing_an_annotation_drops_the_links_to_it_and_undo_restores_them(
    library: Library, article: Article
) -> None:
    one, two = (library.store(library.draft(article.id, "quote", [(0, 3)])) for _ in range(2))
    linked = library.link(one.id, "supports", two.id)
    assert library.annotations.linking_to(two.id) == [linked]
    library.remove([two.id])
    assert library.annotations.get(one.id).links == ()
    assert library.annotations.linking_to(two.id) == []
    library.undo()
    assert library.annotations.get(one.id) == linked
    assert library.annotations.linking_to(two.id) == [linked]


def test_a_link_needs_two_annotations_and_a_known_type(library: Library, article: Article) -> None:
    one, two = (library.store(library.draft(article.id, "quote", [(0, 3)])) for _ in range(2))
    library.link(one.id, "supports", two.id)
    assert len(library.link(one.id, "supports", two.id).links) == 1
    with pytest.raises(InvalidChangeError, match="itself"):
        library.link(one.id, "supports", one.id)
    with pytest.raises(InvalidChangeError, match="no link type"):
        library.link(one.id, "resembles", two.id)
    with pytest.raises(NotFoundError):
        library.link(one.id, "supports", "none")


def test_removed_articles_take_their_annotations_along_and_come_back(
    library: Library, article: Article, make_article: MakeArticle
) -> None:
    kept = library.add(make_article("Another.")).article
    target = library.store(library.draft(article.id, "quote", [(0, 3)]))
    linking = library.store(library.draft(kept.id, "quote", [(0, 3)]))
    linking = library.link(linking.id, "supports", target.id)
    assert library.remove_articles([article.id]) == [article.id]
    assert [a.id for a in library.articles.all()] == [kept.id]
    assert library.annotations.get(linking.id).links == ()
    with pytest.raises(NotFoundError):
        library.articles.text(article.id)
    with pytest.raises(NotFoundError):
        library.draft(article.id, "quote", [(0, 3)])
    library.undo()
    assert library.articles.text(article.id).startswith("The mayor")
    assert library.annotations.get(linking.id) == linking
    assert library.annotations.of(article.id) == (target,)


def test_a_place_is_named_by_words_offsets_or_a_block(library: Library, article: Article) -> None:
    assert library.place(article.id, quote="mayor") == (4, 9)
    assert library.place(article.id, start=4, end=9) == (4, 9)
    assert library.place(article.id, block="b1") == (0, 58)
    with pytest.raises(InvalidChangeError, match="one of"):
        library.place(article.id)
    with pytest.raises(InvalidChangeError, match="one of"):
        library.place(article.id, quote="mayor", start=1, end=2)
    with pytest.raises(InvalidChangeError, match="both"):
        library.place(article.id, start=1)
    with pytest.raises(InvalidChangeError, match="outside"):
        library.place(article.id, start=1, end=999)
    with pytest.raises(NotFoundError, match="no block"):
        library.place(article.id, block="b9")
    with pytest.raises(NotFoundError):
        library.place(article.id, quote="governor")


def test_lone_surrogates_become_replacement_characters_everywhere(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    bad = "x\udcffy"
    with Library(tmp_path, who=bad) as library:
        added = library.add(make_article(f"Text {bad}.", title=bad, name=bad)).article
        held = library.store(
            library.draft(
                added.id, "quote", [(0, 8)], note=bad, codes=[bad], attributes={"speaker": bad}
            )
        )
        other = library.store(library.draft(added.id, "quote", [(0, 4)]))
        library.link(held.id, "supports", other.id, bad)
    with Library(tmp_path) as library:
        stored = library.annotations.get(held.id)
        assert stored.note == stored.codes[0] == stored.creator == "x\ufffdy"
        assert stored.links[0].note == stored.attributes["speaker"] == "x\ufffdy"
        assert library.articles.get(added.id).title == "x\ufffdy"
        assert library.articles.text(added.id) == "Text x\ufffdy."


def test_an_article_is_found_by_id_prefix_or_part_of_its_title(
    library: Library, make_article: MakeArticle
) -> None:
    one = library.add(make_article("One.", title="The flood in Herat")).article
    library.add(make_article("Two.", title="The flood"))
    library.add(make_article("Three.", title="A drought"))
    assert library.articles.find(one.id) == one
    assert library.articles.find(one.id[:8].upper()) == one
    assert library.articles.find("herat") == one
    assert library.articles.find("the FLOOD").title == "The flood"
    with pytest.raises(AmbiguousError, match="fits 2 articles"):
        library.articles.find("floo")
    for reference in ("storm", ""):
        with pytest.raises(NotFoundError):
            library.articles.find(reference)


def test_an_annotation_is_found_by_the_end_of_its_id(library: Library, article: Article) -> None:
    held = library.store(library.draft(article.id, "quote", [(0, 3)]))
    assert library.annotations.find(held.id[-8:]) == held
    with pytest.raises(NotFoundError):
        library.annotations.find("")


def test_the_same_article_added_twice_is_one(library: Library, make_article: MakeArticle) -> None:
    assert library.add(make_article("Same.")).status == "added"
    assert library.add(make_article("Same.")).status == "unchanged"
    assert len(library.articles) == 1
    library.undo()
    assert len(library.articles) == 0


def test_an_article_added_again_after_its_removal_is_new(
    library: Library, article: Article, make_article: MakeArticle
) -> None:
    library.set_state(article.id, "done")
    library.remove_articles([article.id])
    text = 'The mayor said: "No one was hurt." Two witnesses disagree.'
    again = library.add(make_article(text)).article
    assert again.id == article.id
    assert library.articles.get(again.id).state == "new"


def test_a_text_altered_on_disk_is_noticed(library: Library, article: Article) -> None:
    folder = library.folder / "articles" / article.id
    (folder / "text").write_bytes(b"altered")
    with pytest.raises(DamagedLibraryError, match="was altered"):
        library.articles.text(article.id)
    (folder / "text").unlink()
    (folder / "blocks.json").write_bytes(b"{")
    for read in (library.articles.text, library.articles.blocks):
        with pytest.raises(DamagedLibraryError):
            read(article.id)


def test_files_that_went_missing_come_back_when_the_article_is_added_again(
    library: Library, make_article: MakeArticle
) -> None:
    article = library.add(make_article("Lost words.")).article
    library.undo()
    folder = library.folder / "articles" / article.id
    (folder / "text").unlink()
    (folder / "source").write_bytes(b"cut")
    library.add(make_article("Lost words."))
    assert library.articles.text(article.id) == "Lost words."
    assert library.articles.raw(article.id) == b"Lost words."


def test_what_a_killed_adding_left_is_no_obstacle(
    library: Library, article: Article, make_article: MakeArticle
) -> None:
    left = library.folder / "articles" / ".new"
    left.mkdir()
    (left / "text").write_bytes(b"half")
    library.add(make_article("Whole."))
    assert not left.exists()


def test_a_full_disk_while_adding_is_told_and_leaves_nothing(
    library: Library, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(NotSavedError, match="No space left"):
            library.add(make_article("Some words."))
    assert library.articles.all() == []
    assert list((library.folder / "articles").iterdir()) == []
    assert library.add(make_article("Some words.")).status == "added"


def test_blocks_that_leave_words_out_are_refused(
    library: Library, make_article: MakeArticle
) -> None:
    part = Block(id="b1", kind=BlockKind.PARAGRAPH, start=0, end=3)
    with pytest.raises(InvalidChangeError, match="in no block"):
        library.add(make_article("One two.", blocks=(part,)))
    assert not (library.folder / "articles").exists()


def test_what_another_program_wrote_into_the_snapshot_is_set_aside_and_said(
    tmp_path: Path,
) -> None:
    Library(tmp_path).close()
    with TinyDB(tmp_path / "library.json") as stock:
        stock.table("annotations").insert({"not": "one"})
    altered = (tmp_path / "library.json").read_bytes()
    with Library(tmp_path) as library:
        assert len(library.annotations) == 0
        assert any("library.json is damaged" in notice for notice in library.notices)
    assert [path.read_bytes() for path in tmp_path.glob("recovered-*/library.json")] == [altered]


def test_a_record_that_is_no_annotation_is_damage_in_words(tmp_path: Path) -> None:
    Library(tmp_path).close()
    storage = JournalStorage(tmp_path)
    storage.change("annotations", "1", {"not": "one"})
    storage.close()
    before = (tmp_path / "library.json").read_bytes()
    with pytest.raises(DamagedLibraryError, match="nothing was overwritten"):
        Library(tmp_path)
    assert (tmp_path / "library.json").read_bytes() == before


def test_reading_goes_on_while_another_thread_writes(library: Library, article: Article) -> None:
    held = library.store(library.draft(article.id, "quote", [(0, 3)]))
    faults: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                library.annotations.get(held.id)
                library.annotations.all()
                assert library.annotations.of(article.id)
                library.annotations.find(held.id)
                library.articles.all()
            except Exception as error:
                faults.append(error)
                return

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        library.edit(held.id, {"note": str(number)})
        extra = library.store(library.draft(article.id, "quote", [(0, 3)]))
        if number % 2:
            library.remove([extra.id])
    done.set()
    reader.join()
    assert faults == []


def test_attributes_of_the_users_own_kinds_are_checked_too(
    library: Library, article: Article
) -> None:
    codebook = library.codebook
    fields = (Attribute(name="harm", type="choice", choices=("low", "high"), default="low"),)
    own = msgspec.structs.replace(codebook.kinds[0], name="event", attributes=fields)
    book = msgspec.structs.replace(codebook, kinds=(*codebook.kinds, own))
    with Library(library.folder.parent / "other") as other:
        other.take_in(msgspec.structs.replace(library.bundle(), codebook=book), "f")
        assert other.draft(article.id, "event", [(0, 3)]).attributes == {"harm": "low"}
        with pytest.raises(InvalidChangeError):
            other.draft(article.id, "event", [(0, 3)], attributes={"harm": "none"})


def test_the_name_of_the_articles_folder_is_on_disk_before_an_article_is(
    library: Library, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library.folder / "articles").mkdir()  # by a process that was killed before it could wait
    synced: list[int] = []
    named, fsync = library.folder.stat().st_ino, os.fsync

    def noted(file: int) -> None:
        synced.append(os.fstat(file).st_ino)
        fsync(file)

    monkeypatch.setattr(os, "fsync", noted)
    library.add(make_article("One article.\n"))
    assert named in synced
    synced.clear()
    library.add(make_article("Another article.\n"))
    assert synced
    assert named not in synced
