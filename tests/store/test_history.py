from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import store.files
import store.storage
from store.entries import NO_HEAD
from store.errors import ConflictError, InvalidChangeError, NothingToDoError
from store.journal import read_journal
from store.journals import journals
from store.library import Library
from store.model import Article, Imported, as_document

MakeArticle = Callable[..., Imported]


def documents(library: Library) -> dict[str, Any]:
    """All that undo is to bring back."""
    return {
        "articles": {a.id: as_document(a) | {"modified": None} for a in library.articles.all()},
        "annotations": {a.id: as_document(a) for a in library.annotations.all()},
        "codebook": as_document(library.codebook),
    }


def tag(library: Library, article: str, *, codes: tuple[str, ...] = ()) -> str:
    return library.store(library.draft(article, "quote", [(0, 9)], codes=codes)).id


def change_something(library: Library, chance: random.Random, make: MakeArticle) -> None:
    articles = library.articles.all()
    annotations = [annotation.id for annotation in library.annotations.all()]
    article = chance.choice(articles).id if articles else ""
    kinds = ["add", "add several"] + ["tag", "state", "place"] * bool(article)
    kinds += ["edit", "remove", "tag"] * bool(annotations) + ["link"] * (len(annotations) > 1)
    match chance.choice(kinds + ["remove article"] * (len(articles) > 1)):
        case "add":
            library.add(make(f"Some words number {chance.random()}."))
        case "add several":
            for _ in range(2):
                library.add(make(f"Some words number {chance.random()}."), act="an act")
        case "tag":
            tag(library, article, codes=(f"code {chance.randrange(4)}",))
        case "state":
            library.set_state(article, chance.choice(["new", "begun", "done"]))
        case "place":
            library.keep_place(article, chance.randrange(5))
        case "edit":
            library.edit(chance.choice(annotations), {"note": str(chance.random())})
        case "remove":
            library.remove(chance.sample(annotations, 1))
        case "link":
            source, target = chance.sample(annotations, 2)
            library.link(source, chance.choice(["supports", "disputes"]), target)
        case _:
            library.remove_articles([article])


@pytest.mark.parametrize("seed", range(25))
def test_undoing_everything_gives_the_first_state_and_redoing_the_last(
    tmp_path: Path, make_article: MakeArticle, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.files, "SMALLEST_CHECKPOINT", 4000)
    chance = random.Random(seed)
    library = Library(tmp_path)
    first = documents(library)
    for _ in range(30):
        change_something(library, chance, make_article)
    last = documents(library)
    if seed % 2:
        library.close()
        library = Library(tmp_path)
    steps = 0
    while True:
        try:
            library.undo()
        except NothingToDoError:
            break
        steps += 1
    assert documents(library) == first
    for _ in range(steps):
        if chance.random() < 0.1:
            library.close()
            library = Library(tmp_path)
        library.redo()
    assert documents(library) == last
    with pytest.raises(NothingToDoError):
        library.redo()
    library.close()


def test_undo_and_redo_can_be_mixed_and_a_new_change_ends_redo(
    library: Library, article: Article
) -> None:
    one, two = tag(library, article.id), tag(library, article.id)
    library.undo()
    library.undo()
    library.redo()
    assert [a.id for a in library.annotations.all()] == [one]
    assert two not in library.annotations
    tag(library, article.id)
    with pytest.raises(NothingToDoError):
        library.redo()


def test_a_window_undoes_its_own_last_step_and_the_library_the_last_of_all(
    library: Library, article: Article
) -> None:
    with Library(library.folder, who="bob") as other:
        mine = tag(library, article.id)
        theirs = tag(other, article.id)
        assert library.undo(mine=True).ids == (mine,)
        assert theirs in library.annotations
        library.redo(mine=True)
        third = tag(other, article.id)
        assert library.undo().ids == (third,)
        assert mine in library.annotations
        assert other.undo(mine=True).ids == (theirs,)
        with pytest.raises(NothingToDoError):
            other.undo(mine=True)


def test_what_another_changed_since_is_refused_by_name(library: Library, article: Article) -> None:
    annotation = tag(library, article.id)
    with Library(library.folder, who="bob") as other:
        other.edit(annotation, {"note": "theirs"})
        with pytest.raises(ConflictError, match="bob changed it since"):
            library.undo(mine=True)
    assert library.annotations.get(annotation).note == "theirs"


def test_what_came_back_with_anothers_edit_is_not_there_twice_after_an_undo(
    library: Library, article: Article
) -> None:
    annotation = tag(library, article.id)
    seen = library.annotations.get(annotation)
    library.remove([annotation])
    with Library(library.folder, who="bob") as other:
        other.edit_seen(seen, {"note": "theirs"})
    with pytest.raises(ConflictError, match="bob changed it since"):
        library.undo(mine=True)
    assert [held.note for held in library.annotations.all()] == ["theirs"]
    assert library.annotations.get(annotation).note == "theirs"


def test_an_article_that_was_added_again_is_not_there_twice_after_an_undo(
    library: Library, make_article: MakeArticle
) -> None:
    words = make_article("The ferry leaves at noon.")
    added = library.add(words).article.id
    library.remove_articles([added])
    with Library(library.folder, who="bob") as other:
        assert other.add(words).article.id == added
    with pytest.raises(ConflictError, match="bob changed it since"):
        library.undo(mine=True)
    assert [held.id for held in library.articles.all()].count(added) == 1


def test_two_windows_undoing_at_once_do_not_undo_one_step_twice(
    library: Library, article: Article
) -> None:
    tag(library, article.id)
    tag(library, article.id)
    with Library(library.folder) as other:
        library.undo()
        other.undo()
        assert other.annotations.all() == []


def test_an_article_that_another_tagged_stays_when_its_adding_is_undone(
    library: Library, article: Article
) -> None:
    with Library(library.folder, who="bob") as other:
        annotation = tag(other, article.id)
    with pytest.raises(ConflictError, match="has annotations"):
        library.undo(mine=True)
    assert article.id in library.articles
    assert library.annotations.get(annotation).article == article.id


def test_an_annotation_is_not_brought_back_without_its_article(
    library: Library, article: Article
) -> None:
    tag(library, article.id)
    library.undo()
    with Library(library.folder) as other:
        other.remove_articles([article.id])
    with pytest.raises(ConflictError, match="was removed since"):
        library.redo(mine=True)
    assert library.annotations.all() == []


def test_a_link_is_not_brought_back_without_its_other_end(
    library: Library, article: Article
) -> None:
    one, two = tag(library, article.id), tag(library, article.id)
    library.link(one, "supports", two)
    library.undo()
    with Library(library.folder) as other:
        other.remove([two])
    with pytest.raises(ConflictError, match="removed since"):
        library.redo(mine=True)


def test_a_tag_that_another_linked_to_is_not_undone(library: Library, article: Article) -> None:
    target = tag(library, article.id)
    with Library(library.folder) as other:
        other.link(tag(other, article.id), "supports", target)
    with pytest.raises(ConflictError, match="link to"):
        library.undo(mine=True)
    assert target in library.annotations


def test_the_number_of_a_deleted_document_is_not_in_the_way_of_undo(
    library: Library, article: Article
) -> None:
    annotation = tag(library, article.id)
    library.remove([annotation])
    with Library(library.folder) as other:
        tag(other, article.id)
    library.undo(mine=True)
    assert len(library.annotations) == 2
    assert annotation in library.annotations


def test_reading_on_is_no_step_to_undo(library: Library, article: Article) -> None:
    annotation = tag(library, article.id)
    library.keep_place(article.id, 5, begin=True)
    assert library.undo().ids == (annotation,)
    assert library.articles.position(article.id) == 5
    assert library.articles.get(article.id).state == "begun"


def test_several_changes_in_one_step_are_undone_at_once(library: Library, article: Article) -> None:
    before = documents(library)
    with library.step("tag all"):
        for _ in range(3):
            tag(library, article.id, codes=("fresh",))
    assert library.undo().action == "tag all"
    assert documents(library) == before


def test_undo_cannot_be_part_of_another_change(library: Library, article: Article) -> None:
    tag(library, article.id)
    with pytest.raises(InvalidChangeError), library.step("mixed"):
        library.undo()
    assert len(library.annotations) == 1


def test_the_chain_of_headers_holds_over_history_and_journal(
    tmp_path: Path, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.files, "SMALLEST_CHECKPOINT", 2000)
    chance = random.Random(5)
    for _ in range(2):
        with Library(tmp_path) as library:
            for _ in range(10):
                change_something(library, chance, make_article)
    library = Library(tmp_path)
    library.add(make_article("One more."))
    lines = [line for _, path in journals(tmp_path) for line in read_journal(path).lines]
    library.close()
    assert len(list((tmp_path / "history").iterdir())) > 2
    head = NO_HEAD
    for seq, line in enumerate(lines, start=1):
        assert (line.header.seq, line.header.prev) == (seq, head)
        assert line.genuine()
        head = line.seal


def test_the_history_of_a_record_tells_who_did_what(library: Library, article: Article) -> None:
    annotation = tag(library, article.id)
    library.sign_as("bob")
    library.edit(annotation, {"note": "x"})
    rows = list(library.history(annotation))
    assert [(row["who"], row["action"]) for row in rows] == [("ann", "tag quote"), ("bob", "edit")]
    assert rows[0]["before"] is None
    assert rows[1]["before"] == rows[0]["after"]
    assert rows[1]["after"]["note"] == "x"


def test_others_save_while_somebody_looks_at_the_history(
    library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.lock.LOCK_SECONDS", 0.05)
    tag(library, article.id)
    with Library(library.folder, who="bo") as other:
        rows = library.history()
        first = next(rows)
        kept = tag(other, article.id)
        assert first["action"] == "create"
        assert [row["seq"] for row in rows] == [2, 3]
        assert kept in [row["id"] for row in library.history()]


def test_the_history_is_read_on_where_its_file_was_retired_meanwhile(
    library: Library, article: Article
) -> None:
    kept = tag(library, article.id)
    library.close()
    with Library(library.folder, who="ann") as reader:
        tag(reader, article.id)
        rows = reader.history()
        next(rows)
        with Library(library.folder, who="bo") as other:
            other.remove([kept])
        assert len(list(rows)) >= 3


def test_an_undo_reads_no_more_of_the_history_than_it_needs(
    library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        tag(library, article.id)
        library.close()
        library = Library(library.folder, who="ann")
    tag(library, article.id)
    seen = []

    def noted(path: Path, start: int = 0) -> Any:
        seen.append(path.name)
        return read_journal(path, start)

    monkeypatch.setattr("store.history.read_journal", noted)
    library.undo()
    assert len(journals(library.folder)) == 4
    assert len(seen) == 1
    library.close()


def test_articles_of_one_act_are_undone_and_redone_as_one_step_also_after_a_restart(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    library = Library(tmp_path)
    library.add(make_article("Here before the others."))
    first = documents(library)
    for number in range(3):
        library.add(make_article(f"Of a folder, file {number}."), act="folder")
    last = documents(library)
    library.close()
    library = Library(tmp_path)
    assert len(library.undo().ids) == 3
    assert documents(library) == first
    assert len(library.redo().ids) == 3
    assert documents(library) == last
    library.undo()
    assert documents(library) == first
    library.undo()
    assert not library.articles.all()
    library.redo()
    library.redo()
    assert documents(library) == last


def test_an_act_that_goes_on_after_something_else_was_done_is_undone_in_turn(
    library: Library, make_article: MakeArticle
) -> None:
    one, two, three = (
        library.add(make_article(f"Of a folder, file {number}."), act="folder").article.id
        for number in range(3)
    )
    library.undo()
    four, five = (
        library.add(make_article(f"Of a folder, file {number}."), act="folder").article.id
        for number in range(4, 6)
    )
    tagged = tag(library, four)
    six = library.add(make_article("Of a folder, the last file."), act="folder").article.id
    undone = [library.undo().ids for _ in range(3)]
    assert undone == [(six,), (tagged,), (five, four)]
    with pytest.raises(NothingToDoError):
        library.undo()
    assert [library.redo().ids for _ in range(3)] == [(four, five), (tagged,), (six,)]
    assert {one, two, three}.isdisjoint(article.id for article in library.articles.all())


def test_an_act_of_which_another_window_tagged_something_is_not_undone_in_part(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    mine, other = Library(tmp_path), Library(tmp_path)
    for number in range(3):
        mine.add(make_article(f"Of a folder, file {number}."), act="folder")
        other.catch_up()
        if number == 1:
            tagged = tag(other, other.articles.all()[1].id)
    mine.catch_up()
    with pytest.raises(ConflictError, match=r"Can't undo 'add': article .* has annotations"):
        mine.undo(mine=True)
    assert len(mine.articles) == 3
    other.undo(mine=True)
    mine.catch_up()
    assert len(mine.undo(mine=True).ids) == 3
    assert tagged not in mine.annotations


def test_an_act_that_another_window_undid_in_part_is_undone_and_redone_but_for_that(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    mine, other = Library(tmp_path), Library(tmp_path)
    one = mine.add(make_article("Of a folder, file 1."), act="folder").article.id
    other.catch_up()
    other.undo()
    mine.catch_up()
    two = mine.add(make_article("Of a folder, file 2."), act="folder").article.id
    three = mine.add(make_article("Of a folder, file 3."), act="folder").article.id
    assert mine.undo(mine=True).ids == (three, two)
    assert mine.redo(mine=True).ids == (two, three)
    assert one not in mine.articles


def test_a_step_of_no_act_is_recorded_as_ever(library: Library, make_article: MakeArticle) -> None:
    library.add(make_article("By itself."))
    library.undo()
    ((_, path),) = journals(library.folder)
    assert b'"act"' not in path.read_bytes()
    assert b'"first"' not in path.read_bytes()
