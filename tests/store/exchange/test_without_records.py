"""Our exports without our records in them, as from a program that drops what it does not know."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from store.checking import check_bundle
from store.exporters.base import Loaded
from store.exporters.registry import format_named
from tests.store.exchange.others import read, zipped
from tests.store.exchange.samples import SECOND, TEXT, small, written


def unpacked(name: str) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(written(format_named(name), small())))
    return {path: archive.read(path) for path in archive.namelist()}


def qdpx() -> Loaded:
    files = unpacked("qdpx")
    root = etree.fromstring(files["project.qde"])
    for element in list(root.iter()):
        parent = element.getparent()
        if etree.QName(element).localname in ("Variables", "Cases", "VariableValue"):
            assert parent is not None
            parent.remove(element)
    return read("qdpx", zipped({**files, "project.qde": etree.tostring(root)}))


def brat() -> Loaded:
    bare = {
        name: re.sub(rb"(?m)^#\d+\tPostil .*\n", b"", raw)
        for name, raw in unpacked("brat").items()
        if name != "postil.tsv"
    }
    return read("brat", zipped({**bare}))


def labelstudio() -> Loaded:
    tasks = json.loads(written(format_named("labelstudio"), small()))
    for task in tasks:
        del task["meta"]
        for result in task["annotations"][0]["result"]:
            result.get("meta", {}).pop("postil", None)
    return read("labelstudio", json.dumps(tasks))


@pytest.mark.parametrize("stripped", [qdpx, brat, labelstudio])
def test_words_kinds_codes_notes_and_links_are_still_there(
    stripped: Callable[[], Loaded],
) -> None:
    loaded = stripped()
    check_bundle(loaded.bundle, "file")
    texts = {one.text for one in loaded.bundle.articles}
    assert {TEXT, SECOND} <= texts
    held = loaded.bundle.annotations
    names = {one.id: one.exact for one in held}
    found = {
        (one.exact, one.kind, " ".join(one.note.split()),
         tuple(sorted((link.type, names[link.to]) for link in one.links)))
        for one in held
    }  # fmt: skip
    quote = "“No one was hurt.”"
    wanted = {
        ("mayor", "entity", (("said-by", quote),)),
        (quote, "quote", ()),
        ("one was hurt.” 👩‍🔬 T", "entity", ()),
        ("Second", "entity", ()),
        ("text. Nothing else", "passage", ()),
    }
    assert wanted <= {(exact, kind, links) for exact, kind, _, links in found}
    assert any("Said twice. See page 2." in note for _, _, note, _ in found)
    by_words = {one.exact: one for one in held}
    assert {"denial", "harm done"} <= set(by_words[quote].codes)
    assert {"harm done"} <= {
        code.replace("_", " ") for code in by_words["text. Nothing else"].codes
    }
    assert by_words["mayor"].attributes["type"] == "person"
    if stripped is qdpx:
        assert by_words[quote].attributes == {"speaker": "the mayor", "form": "direct"}
        assert by_words[quote].note == "Said twice.\nSee page 2."
    claims = [span.exact for one in held if one.kind == "claim" for span in one.spans]
    assert sorted(claims) == ["I was there", "That"]
