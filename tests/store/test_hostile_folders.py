"""What else may lie in a library's folder: links, pipes, odd names, ids that lead elsewhere."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from store.archive import read_archive
from store.doctor.examine import examine
from store.doctor.repairs import repair
from store.errors import DamagedLibraryError, NotSavedError, PostilError
from store.library import Library
from store.model import Article
from store.storage import JournalStorage
from tests.libraries import alter


def with_article_id(folder: Path, identity: str) -> None:
    """Give the one article of a closed library another id, by hand."""
    alter(folder, "articles", lambda document: document.update(id=identity))


def test_an_articles_id_that_leads_elsewhere_is_neither_read_nor_purged(
    library: Library, article: Article, tmp_path: Path
) -> None:
    library.close()
    precious = shutil.copytree(library.folder / "articles" / article.id, tmp_path / "precious")
    before = {path: path.read_bytes() for path in precious.iterdir()}
    with_article_id(library.folder, "../../precious")
    with Library(library.folder) as opened:
        assert [a.id for a in opened.articles.all()] == ["../../precious"]
        for read in (opened.articles.text, opened.articles.blocks, opened.articles.raw):
            with pytest.raises(DamagedLibraryError, match="can't have files"):
                read("../../precious")
        opened.purge(["../../precious"])
        assert len(opened.articles) == 0
    assert {path: path.read_bytes() for path in precious.iterdir()} == before


def test_the_doctor_tells_of_an_id_that_leads_elsewhere_and_mends_nothing_there(
    library: Library, article: Article, tmp_path: Path
) -> None:
    library.close()
    with_article_id(library.folder, "../../precious")
    findings = [f for f in examine(library.folder).findings if f.check == "articles"]
    assert len(findings) == 3
    assert "16 hexadecimal digits" in findings[0].problem
    storage = JournalStorage(library.folder)
    assert set(repair(storage, findings)) == set(findings)
    storage.close()
    assert not (tmp_path / "precious").exists()


PLACES = ("library.json", "library.journal.2", "articles/{}/text", "articles/{}/source")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("what", ["pipe", "link to a device", "folder"])
def test_no_file_of_a_library_is_waited_for_or_read_without_end(
    library: Library, article: Article, place: str, what: str
) -> None:
    library.store(library.draft(article.id, "quote", [(0, 5)]))
    library.close()
    path = library.folder / place.format(article.id)
    path.unlink()
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero")
    try:
        with Library(library.folder) as opened:
            opened.articles.raw(article.id)
            opened.articles.text(article.id)
            pytest.fail("nothing was told")
    except (PostilError, OSError) as error:
        assert "ordinary file" in str(error)
    try:
        assert examine(library.folder).findings
    except DamagedLibraryError as error:
        assert "ordinary file" in error.message


def test_a_link_among_an_articles_files_carries_nothing_into_backups_and_is_replaced(
    library: Library, article: Article, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a private key")
    source = library.folder / "articles" / article.id / "source"
    kept = source.read_bytes()
    library.copy_to(tmp_path / "good.zip")
    source.unlink()
    source.symlink_to(secret)
    with pytest.raises(NotSavedError, match=f"{article.id}/source can't be read"):
        library.copy_to(tmp_path / "copy.zip")
    assert not (tmp_path / "copy.zip").exists()
    archive = read_archive(tmp_path / "good.zip")
    assert archive is not None
    library.restore(archive)
    assert source.read_bytes() == kept
    assert not source.is_symlink()
    assert secret.read_text() == "a private key"
    library.close()


def test_an_article_whose_folder_lies_elsewhere_is_purged_here_and_the_rest_is_named(
    library: Library, article: Article, tmp_path: Path
) -> None:
    place = library.folder / "articles" / article.id
    moved = place.rename(tmp_path / "elsewhere")
    place.symlink_to(moved)
    report = library.purge([article.id])
    assert not place.is_symlink()
    assert (moved / "text").exists()
    assert [sentence for sentence in report.unsearched if str(moved) in sentence]
    library.close()


@pytest.mark.parametrize(
    "name", ["library.journal.²", "library.journal.old", "library.journal.٣", "history/x².jsonl"]
)
def test_a_file_that_is_named_almost_like_a_journal_is_none(
    library: Library, article: Article, tmp_path: Path, name: str
) -> None:
    kept = library.store(library.draft(article.id, "quote", [(0, 5)]))
    library.close()
    path = library.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\nnothing of ours\n")
    with Library(library.folder) as opened:
        assert opened.annotations.get(kept.id) == kept
        assert opened.notices == []
        opened.copy_to(tmp_path / "copy.zip")
        opened.continue_in(tmp_path / "moved")
        assert opened.annotations.get(kept.id) == kept


def test_other_files_beside_an_article_do_not_keep_a_copy_from_being_made(
    library: Library, article: Article, tmp_path: Path
) -> None:
    (library.folder / "articles" / article.id / ".DS_Store").write_bytes(b"\0")
    assert library.copy_to(tmp_path / "copy.zip").articles == 1
    library.close()
