"""Files that mean harm, or are broken: refused by name and reason, and nothing half taken."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import FormatError, PostilError
from store.exporters import canonical
from store.exporters.base import Loaded
from store.exporters.registry import FORMATS, format_named, recognised
from store.library import Library
from tests.conftest import imported
from tests.store.exchange.others import STORY, project, qdpx, read, selection, zipped
from tests.store.exchange.samples import small, written

READERS = [known.name for known in FORMATS if known.read is not None]
HOLDING = [name for name in READERS if name != "claimreview"]
"""Formats that bring articles or codes with them; claims alone wait for the articles they quote."""


def refused(name: str, raw: bytes) -> str:
    with pytest.raises(FormatError) as error:
        read(name, raw, "bad.zip")
    assert "bad.zip" in error.value.message
    return error.value.message


@pytest.mark.parametrize(
    "path", ["../story.txt", "/etc/story.txt", "a/../../b.txt", "C:\\story.txt"]
)
@pytest.mark.parametrize("name", ["qdpx", "brat"])
def test_a_name_that_leads_out_of_a_zip_is_refused(name: str, path: str) -> None:
    files = {"project.qde": project(selection(2, 0, 3)), "a.ann": "", path: STORY}
    assert "leads out of the archive" in refused(name, zipped(files))


@pytest.mark.parametrize("name", ["qdpx", "brat"])
def test_a_link_in_a_zip_is_not_followed(name: str) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("project.qde", project(selection(2, 0, 3)))
        info = zipfile.ZipInfo("a.ann")
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert "link or a device" in refused(name, held.getvalue())


@pytest.mark.parametrize("name", ["qdpx", "brat"])
def test_a_bomb_is_refused_before_it_unfolds(name: str) -> None:
    files: dict[str, bytes | str] = {"project.qde": project(""), "a.ann": ""}
    files |= {"sources/story.txt": b"\0" * (60 << 20)}
    assert "bomb" in refused(name, zipped(files))


@pytest.mark.parametrize("name", ["qdpx", "brat"])
def test_two_files_of_one_name_in_a_zip_are_refused(name: str) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("project.qde", project(""))
        archive.writestr("a.ann", "T1\tPerson 0 3\tAda")
        with pytest.warns(UserWarning):
            archive.writestr("a.ann", "T1\tPerson 0 3\tBob")
    assert "two files have this name" in refused(name, held.getvalue())


def test_xml_with_a_document_type_is_refused_wherever_it_lies() -> None:
    for head in (
        '<!DOCTYPE Project SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    ):
        qde = project("").replace("<Project", head + "<Project", 1)
        assert "zip" in refused("qdpx", qdpx(qde))
        assert refused("qdc", qde.replace("Project", "CodeBook").encode())


def test_words_about_a_document_type_are_no_document_type() -> None:
    inner = "<Description><![CDATA[<!DOCTYPE html>]]></Description>"
    loaded = read("qdpx", qdpx(project(selection(2, 0, 3, "", inner))))
    assert loaded.bundle.annotations[0].note == "<!DOCTYPE html>"


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=40)
@given(data=st.data())
def test_damage_anywhere_in_a_file_is_told_and_never_a_traceback(
    name: str, data: st.DataObject
) -> None:
    raw = bytearray(written(format_named(name), small()))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
        raw = raw or bytearray(b"x")
    loaded: Loaded | None = None
    try:
        assert recognised(bytes(raw), "hurt.file") in FORMATS
    except FormatError as error:
        assert "hurt.file" in error.message
    try:
        loaded = read(name, bytes(raw), "hurt.file")
    except FormatError as error:
        assert "hurt.file" in error.message
    if loaded is not None:
        assert all(remark.where for remark in loaded.remarks)


@pytest.mark.parametrize("name", HOLDING)
def test_an_import_is_one_step_and_undone_as_one(name: str, tmp_path: Path) -> None:
    with Library(tmp_path / "l") as library:
        library.add(imported("Another article."))
        before = canonical.dump(library.bundle())
        library.take_in_loaded(read(name, written(format_named(name), small())), "file")
        assert canonical.dump(library.bundle()) != before
        library.undo()
        assert canonical.dump(library.bundle()) == before


def test_a_file_that_contradicts_itself_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    tasks = json.loads(written(format_named("labelstudio"), small()))
    record = tasks[0]["meta"]["postil"]["article"]
    tasks[0]["meta"]["postil"]["article"] = record.replace('"id":"b', '"id":"c')
    with Library(tmp_path / "l") as library:
        before = canonical.dump(library.bundle())
        with pytest.raises(PostilError):
            library.take_in_loaded(read("labelstudio", json.dumps(tasks)), "tasks.json")
        assert canonical.dump(library.bundle()) == before
