"""UIMA CAS: UTF-16 offsets, other programs' layers and type systems, broken and hostile files."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import FormatError, PostilError
from store.exporters.base import Loaded
from store.exporters.cas.types import ANNOTATION, NAMED_ENTITY
from store.exporters.registry import format_named, recognised
from store.library import Library
from tests.store.exchange.samples import small, written

cassis = pytest.importorskip("cassis")

TEXT = "👩‍🔬 Ada met Kofi.\r\nThey spoke."
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
    'xmlns:cas="http:///uima/cas.ecore" xmlns:tcas="http:///uima/tcas.ecore" '
    'xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" '
    'xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" '
    'xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>'
)
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>webanno.custom.Act</name><description>What was done</description>
<supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>value</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>weight</name><rangeTypeName>uima.cas.Integer</rangeTypeName></featureDescription>
</features></typeDescription>
<typeDescription><name>webanno.custom.Tie</name><description/>
<supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>Governor</name><rangeTypeName>webanno.custom.Act</rangeTypeName></featureDescription>
<featureDescription><name>Dependent</name><rangeTypeName>webanno.custom.Act</rangeTypeName></featureDescription>
<featureDescription><name>label</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
</features></typeDescription>
<typeDescription><name>webanno.custom.Unused</name><description/>
<supertypeName>uima.tcas.Annotation</supertypeName></typeDescription>
</types></typeSystemDescription>"""


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, raw in files.items():
            archive.writestr(zipfile.ZipInfo(name), raw)
    return held.getvalue()


def units(words: str) -> str:
    """Where *words* stand in TEXT, in UTF-16 units."""
    start = len(TEXT[: TEXT.index(words)].encode("utf-16-le")) // 2
    return f'begin="{start}" end="{start + len(words)}"'


def xmi(body: str, text: str = TEXT) -> bytes:
    attribute = text.replace("&", "&amp;").replace("\r", "&#13;").replace("\n", "&#10;")
    tail = (
        f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" '
        f'sofaString="{attribute}"/>'
    )
    ids = " ".join(part.partition('"')[0] for part in body.split('xmi:id="')[1:])
    return f'{HEAD}{body}{tail}<cas:View sofa="1" members="{ids}"/></xmi:XMI>'.encode()


CUSTOM = xmi(
    f'<custom:Act xmi:id="5" sofa="1" {units("met")} value="meeting" weight="3"/>'
    f'<custom:Act xmi:id="6" sofa="1" {units("spoke")}/>'
    f'<custom:Tie xmi:id="7" sofa="1" {units("spoke")} Governor="5" Dependent="6" label="then"/>'
)


def read(raw: bytes, name: str = "doc.xmi") -> Loaded:
    known = format_named("cas-xmi").read
    assert known is not None
    return known(raw, name)


def stored(tmp_path: Path, loaded: Loaded) -> Library:
    library = Library(tmp_path, who="zoe")
    library.take_in_loaded(loaded, "file")
    return library


def test_offsets_count_utf16_units_there_and_code_points_here(tmp_path: Path) -> None:
    loaded = read(
        xmi(
            f'<type:NamedEntity xmi:id="5" sofa="1" {units("Ada")} value="PER" identifier="Q1"/>'
            f'<type:NamedEntity xmi:id="6" sofa="1" {units("Kofi")} value="PER"/>'
            f'<seg:Token xmi:id="7" sofa="1" {units("met")}/>'
        )
    )
    with stored(tmp_path, loaded) as library:
        first, second = sorted(library.annotations.all(), key=lambda one: one.start)
        assert (first.exact, second.exact) == ("Ada", "Kofi")
        assert first.start == TEXT.index("Ada")
        assert first.attributes == {"type": "person", "link": "Q1"}
        assert library.articles.text(first.article) == TEXT.replace("\r\n", "\n")
    assert any("Token" in remark.words for remark in loaded.remarks)


def test_a_layer_of_the_users_own_comes_with_its_features_and_relations(tmp_path: Path) -> None:
    raw = zipped({"a.xmi": CUSTOM, "TypeSystem.xml": TYPES.encode()})
    with stored(tmp_path, read(raw, "a.zip")) as library:
        first, second = sorted(library.annotations.all(), key=lambda one: one.start)
        assert (first.kind, first.codes, first.exact) == ("passage", ("meeting",), "met")
        assert first.attributes == {"weight": 3, "layer": "webanno.custom.Act"}
        assert [(link.type, link.to) for link in first.links] == [("then", second.id)]


@pytest.mark.parametrize("name", ["cas-xmi", "cas-json"])
def test_another_programs_type_system_and_layers_leave_as_they_came(
    tmp_path: Path, name: str
) -> None:
    raw = zipped({"a.xmi": CUSTOM, "TypeSystem.xml": TYPES.encode()})
    known = format_named(name)
    assert known.read is not None
    with stored(tmp_path / "one", read(raw, "a.zip")) as library:
        first = written(known, library.bundle())
        whole = written(format_named("json"), library.bundle())
    loaded = known.read(first, f"b{known.suffix}")
    assert not loaded.remarks
    with stored(tmp_path / "two", loaded) as library:
        assert written(known, library.bundle()) == first
        assert written(format_named("json"), library.bundle()) == whole
        (act,) = [one for one in library.annotations.all() if one.exact == "met"]
        library.remove([act.id])
        after = written(known, library.bundle())
    cas = loaded_cas(first)
    assert cas.typesystem.contains_type("webanno.custom.Unused", True)
    assert [fs.get_covered_text() for fs in cas.select("webanno.custom.Act")] == ["met", "spoke"]
    assert [fs.get_covered_text() for fs in cas.select(ANNOTATION)] == ["met", "spoke"]
    assert [fs.get_covered_text() for fs in loaded_cas(after).select("webanno.custom.Act")] == [
        "spoke"
    ]


def test_an_article_whose_source_was_taken_out_leaves_as_a_plain_text() -> None:
    loaded = read(zipped({"a.xmi": CUSTOM, "TypeSystem.xml": TYPES.encode()}), "a.zip")
    (kept,) = loaded.bundle.articles
    bare = msgspec.structs.replace(kept, raw=b"Another text altogether.")
    given = msgspec.structs.replace(loaded.bundle, articles=(bare,))
    cas = loaded_cas(written(format_named("cas-xmi"), given))
    assert not cas.typesystem.contains_type("webanno.custom.Act", True)
    assert [fs.get_covered_text() for fs in cas.select(ANNOTATION)] == ["met", "spoke"]


def loaded_cas(raw: bytes) -> Any:
    """The one CAS in an export, as dkpro-cassis reads it."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = archive.namelist()
        (document,) = [one for one in names if one.endswith((".xmi", ".json"))]
        if document.endswith(".json"):
            return cassis.load_cas_from_json(archive.read(document).decode())
        (types,) = [one for one in names if one.endswith(".xml")]
        system = cassis.load_typesystem(io.BytesIO(archive.read(types)))
        return cassis.load_cas_from_xmi(io.BytesIO(archive.read(document)), typesystem=system)


def test_an_entity_is_a_named_entity_for_programs_that_know_those() -> None:
    raw = written(format_named("cas-xmi"), small())
    named: list[tuple[str, str]] = []
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        system = archive.read("TypeSystem.xml")
        for one in archive.namelist():
            if one.endswith(".xmi"):
                cas = cassis.load_cas_from_xmi(
                    io.BytesIO(archive.read(one)), cassis.load_typesystem(io.BytesIO(system))
                )
                named += [(fs.get_covered_text(), fs.value) for fs in cas.select(NAMED_ENTITY)]
    assert ("mayor", "PER") in named


def test_what_was_added_in_the_other_program_comes_with_ours() -> None:
    raw = written(format_named("cas-xmi"), small())
    files = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for one in archive.namelist():
            files[one] = archive.read(one)
    system = cassis.load_typesystem(io.BytesIO(files["TypeSystem.xml"]))
    name = next(one for one in files if one.endswith(".xmi"))
    cas = cassis.load_cas_from_xmi(io.BytesIO(files[name]), system)
    cas.add(system.get_type(NAMED_ENTITY)(begin=0, end=2, value="LOC"))
    files[name] = cas.to_xmi().encode()
    loaded = read(zipped(files), "back.xmi.zip")
    (fresh,) = [one for one in loaded.bundle.annotations if one not in small().annotations]
    assert fresh.attributes == {"type": "place"}
    assert len(loaded.bundle.annotations) == len(small().annotations) + 1


def test_a_type_that_the_type_system_lacks_is_left_out_and_named() -> None:
    strange = CUSTOM.replace(b"custom:Tie", b"custom:Strange")
    loaded = read(zipped({"a.xmi": strange, "TypeSystem.xml": TYPES.encode()}), "a.zip")
    assert any("webanno.custom.Strange" in remark.words for remark in loaded.remarks)
    assert len(loaded.bundle.annotations) == 2


def test_xmi_without_a_type_system_is_read_by_what_it_shows() -> None:
    loaded = read(CUSTOM)
    assert any("guessed" in remark.words for remark in loaded.remarks)
    assert {one.exact for one in loaded.bundle.annotations} == {"met", "spoke"}


BOMB = b'<!DOCTYPE x [<!ENTITY a "b">]>'
DEEP = b"<a>" * 500 + b"</a>" * 500


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<a/>",
        b"{}",
        b'{"%FEATURE_STRUCTURES": 3}',
        b'{"%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa"}]}',
        b'{"%TYPES": {"a": {"%SUPER_TYPE": "b"}, "b": {"%SUPER_TYPE": "a"}}}',
        b"[" * 100_000,
        b'{"%TYPES": ' + b'{"a":' * 5000 + b"1" + b"}" * 5001,
        xmi("").replace(b"?>", b"?>" + BOMB, 1),
        xmi("").replace(b'<cas:NULL xmi:id="0"/>', DEEP),
        xmi("")[:-20],
        xmi('<custom:A xmi:id="x" sofa="1" begin="0" end="1"/>'),
        xmi('<custom:A xmi:id="2" sofa="9" begin="0" end="1"/>'),
        zipped({"a.txt": b"nothing"}),
        zipped({"a.xmi": CUSTOM, "TypeSystem.xml": BOMB + TYPES.encode()[38:]}),
        zipped({"a.xmi": CUSTOM, "TypeSystem.xml": b"<typeSystemDescription/>"})[:-30],
    ],
)
def test_what_is_no_cas_or_means_harm_is_refused_in_one_line(raw: bytes) -> None:
    with pytest.raises(FormatError) as refused:
        read(raw, "bad.xmi")
    assert "bad.xmi" in refused.value.message
    assert "\n" not in refused.value.message


def test_a_list_that_leads_back_into_itself_is_refused() -> None:
    nodes = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView"},
        {"%ID": 2, "%TYPE": "uima.cas.NonEmptyStringList", "head": "a", "@tail": 2},
    ]
    nodes[0]["sofaString"] = "Some words."
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2]}}
    raw = json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": nodes, "%VIEWS": views}).encode()
    with pytest.raises(FormatError, match="leads back"):
        read(raw, "bad.json")


def test_a_value_of_another_type_is_told_of_without_the_words_of_a_program() -> None:
    raw = json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": [1], "%VIEWS": {}}).encode()
    with pytest.raises(FormatError, match=r"bad\.json: .*of a type that a CAS does not have"):
        read(raw, "bad.json")


def test_the_formats_are_known_by_what_a_file_says() -> None:
    assert recognised(CUSTOM, "a.xmi").name == "cas-xmi"
    assert recognised(written(format_named("cas-xmi"), small()), "a.zip").name == "cas-xmi"
    assert recognised(written(format_named("cas-json"), small()), "a.zip").name == "cas-json"
    assert recognised(b'{"%TYPES": {}}', "a.json").name == "cas-json"


def test_without_the_extra_it_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cassis", None)
    for use in (lambda: read(CUSTOM), lambda: written(format_named("cas-json"), small())):
        with pytest.raises(FormatError, match=r"postil\[cas\]"):
            use()


def sample() -> dict[str, Any]:
    """A CAS in JSON with an array, a list, a reference and numbers that are none."""
    structures: list[dict[str, Any]] = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView"},
        {"%ID": 2, "%TYPE": "custom.Act", "@sofa": 1, "begin": 0, "end": 3, "value": "a"},
        {"%ID": 3, "%TYPE": "custom.Act", "@sofa": 1, "begin": 4, "end": 7, "@next": 2},
        {"%ID": 4, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["x", "y"]},
        {"%ID": 5, "%TYPE": "uima.cas.NonEmptyStringList", "head": "h", "@tail": 6},
        {"%ID": 6, "%TYPE": "uima.cas.EmptyStringList"},
    ]
    structures[0] |= {"mimeType": "text/plain", "sofaString": "Ada met Kofi. They spoke."}
    structures[1] |= {"@words": 4, "@more": 5, "#weight": "NaN"}
    return {
        "%TYPES": {
            "custom.Act": {
                "%NAME": "custom.Act",
                "%SUPER_TYPE": "uima.tcas.Annotation",
                "value": {"%NAME": "value", "%RANGE": "uima.cas.String"},
                "next": {"%NAME": "next", "%RANGE": "custom.Act"},
                "words": {"%NAME": "words", "%RANGE": "uima.cas.StringArray"},
                "more": {"%NAME": "more", "%RANGE": "uima.cas.StringList"},
                "weight": {"%NAME": "weight", "%RANGE": "uima.cas.Double"},
            }
        },
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3]}},
    }


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [at] if at else []
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in items if isinstance(value, (dict, list)) else ():
        found += places(one, (*at, key)) if isinstance(one, (dict, list)) else [(*at, key)]
    return found


PLACES = places(sample())
WRONG: list[Any] = [
    None,
    True,
    -1,
    0,
    2,
    7,
    10**30,
    1.5,
    "",
    "x",
    "2",
    "\x00\ud800",
    "uima.cas.TOP",
    [],
    {},
    [2],
]


@settings(max_examples=60)
@given(changes=st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(WRONG)), max_size=3))
def test_whatever_is_wrong_in_a_cas_is_told_or_comes_and_leaves(
    changes: list[tuple[tuple[Any, ...], Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = sample()
    for path, value in changes:
        inner: Any = document
        try:
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = value
        except (TypeError, KeyError, IndexError):
            continue
    try:
        loaded = read(json.dumps(document).encode(), "odd.json")
        library = stored(tmp_path_factory.mktemp("odd"), loaded)
    except PostilError as error:
        assert "\n" not in error.message
        return
    with library:
        for name in ("cas-xmi", "cas-json"):
            known = format_named(name)
            raw = written(known, library.bundle())
            assert known.read is not None
            again = known.read(raw, f"odd{known.suffix}")
            assert {one.id for one in again.bundle.annotations} == {
                one.id for one in library.annotations.all()
            }
