"""CAS, Hypothesis and schema.org files of others, in and out twice, as a table.

The files are not part of this repository: they lie in the folder that POSTIL_SHARED names, or in
`shared` beside this repository. Nothing here passes or fails, but what is not stable, not kept or
not valid is said in capitals.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema

from store.errors import PostilError
from store.exporters.base import Bundle, Format, Loaded
from store.exporters.canonical import dump
from store.exporters.cas.originals import documents, load
from store.exporters.cas.types import OWN
from store.exporters.registry import format_named
from store.importers.registry import import_bytes
from store.library import Library
from tests.store.exchange.samples import whole

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("POSTIL_SHARED") or ROOT.parent / "shared") / "data" / "formats"


def bytes_of(known: Format, bundle: Bundle) -> bytes:
    """An export."""
    return b"".join(known.write(bundle))


def taken(loaded: Loaded, articles: Bundle | None = None) -> Bundle:
    """A new library's bundle after an import, into *articles* where the file holds none."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        Library(Path(scratch, "library"), who="bench") as held,
    ):
        if articles is not None:
            held.take_in(articles, "articles")
        held.take_in_loaded(loaded, "file")
        return whole(held.bundle())


def structures(raw: bytes, name: str) -> Counter[str]:
    """The feature structures in CAS files: types and plain features, those of ours left out."""
    counts: Counter[str] = Counter()
    for document in documents(raw, name):
        cas = load(document.raw, document.name)
        for fs in cas._find_all_fs(include_inlinable_arrays_and_lists=True):
            if fs.type.name in OWN:
                continue
            features = {
                feature.name: getattr(fs, feature.name)
                for feature in fs.type.all_features
                if isinstance(getattr(fs, feature.name, None), (str, int, float, bool))
            }
            counts[f"{fs.type.name} {sorted((k, str(v)) for k, v in features.items())}"] += 1
    return counts


def type_names(raw: bytes, name: str) -> set[str]:
    """The types that CAS files know, with their features."""
    found: set[str] = set()
    for document in documents(raw, name):
        for kind in load(document.raw, document.name).typesystem.get_types():
            if kind.name not in OWN:
                found |= {f"{kind.name}.{feature.name}" for feature in kind.all_features}
                found.add(kind.name)
    return found


def cas_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each fixture alone, and XMI with the type system that fits it in a zip."""
    systems = {path.stem: path.read_bytes() for path in sorted(folder.glob("typesystems/*.xml"))}
    for path in sorted(folder.glob("xmi/*.xmi")):
        raw = path.read_bytes()
        yield path.name, raw
        fitting = {
            "cas_with_smileys": "inception_typesystem",
            "small_cas": "small_typesystem",
            "lenient_cas": "small_typesystem",
            "cas_with_collections": "typesystem_with_collections",
            "cas_with_floating_point_special_values": "typesystem_with_floating_points",
            "cas_with_reserved_names": "typesystem_with_reserved_names",
        }.get(path.stem)
        if fitting in systems:
            held = io.BytesIO()
            with zipfile.ZipFile(held, "w") as archive:
                archive.writestr("a.xmi", raw)
                archive.writestr("TypeSystem.xml", systems[str(fitting)])
            yield f"{path.stem} + types", held.getvalue()
    for path in sorted(folder.glob("json/**/*.json")):
        name = path.parent.name if path.stem.startswith("data") else path.stem
        yield f"{name}{'' if path.stem != 'data-ref' else ' (ref)'}.json", path.read_bytes()


def cas_row(name: str, raw: bytes, known: Format) -> str:
    """What became of one CAS file, twice round in one format."""
    assert known.read is not None
    try:
        loaded = known.read(raw, name)
    except PostilError as error:
        return f"refused: {error.message}"
    first_bundle = taken(loaded)
    first = bytes_of(known, first_bundle)
    again = known.read(first, f"again{known.suffix}")
    second_bundle = taken(again)
    stable = dump(first_bundle) == dump(second_bundle) and first == bytes_of(known, second_bundle)
    kept = structures(raw, name) <= structures(first, f"again{known.suffix}")
    types = type_names(raw, name) <= type_names(first, f"again{known.suffix}")
    return (
        f"{len(first_bundle.articles)} articles, {len(first_bundle.annotations):>2} annotations, "
        f"{len(loaded.remarks):>2} remarks; {'stable' if stable else 'NOT STABLE'}, "
        f"structures {'kept' if kept else 'NOT KEPT'}, types {'kept' if types else 'NOT KEPT'}"
    )


def samples() -> Bundle:
    """The sample articles, with something marked in each block of them."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        Library(Path(scratch, "library"), who="bench") as held,
    ):
        for path in sorted((ROOT / "sample_articles").glob("*.*")):
            if path.suffix in (".py", ".pyc") or path.name == "README.md":
                continue
            for imported in import_bytes(path.read_bytes(), name=path.name):
                article = held.add(imported).article
                for nth, block in enumerate(held.articles.blocks(article.id)):
                    kind = ("quote", "entity", "claim")[nth % 3]
                    draft = held.draft(article.id, kind, [(block.start, block.end)], codes=["a b"])
                    held.store(draft)
        return whole(held.bundle())


def hypothesis_row(folder: Path) -> str:
    """The export of the samples against the service's own schema."""
    known = format_named("hypothesis")
    schema = json.loads((folder / "annotation-schema.json").read_text())
    bundle = samples()
    raw = bytes_of(known, bundle)
    rows: list[dict[str, Any]] = json.loads(raw)["rows"]
    validator = jsonschema.Draft4Validator(schema)
    bad = sum(not validator.is_valid(row) for row in rows)
    assert known.read is not None
    came = len(taken(known.read(raw, "rows.json"), bundle).annotations)
    verdict = "all valid" if not bad else f"{bad} NOT VALID"
    return f"{len(rows)} rows, {verdict}; {came} of {len(bundle.annotations)} come back"


def claim_row(path: Path) -> str:
    """What a file of schema.org says."""
    known = format_named("claimreview")
    assert known.read is not None
    try:
        loaded = known.read(path.read_bytes(), path.name)
    except PostilError as error:
        return f"refused: {error.message}"
    told = "; ".join(
        f"{one.annotation.kind}, {one.annotation.attributes.get('status', '-')}: "
        f"{one.annotation.spans[0].exact[:40]!r}"
        for one in loaded.unplaced
    )
    return f"{told} {[remark.words for remark in loaded.remarks] or ''}".strip()


def main() -> None:
    """Print the table."""
    if not SHARED.is_dir():
        print(f"There are no fixtures in {SHARED}. Set POSTIL_SHARED to the folder above data/.")
        return
    warnings.simplefilter("ignore")
    for name, raw in cas_files(SHARED / "uima-cas"):
        for known in (format_named("cas-xmi"), format_named("cas-json")):
            print(f"{known.name:<9} {name:<46} {cas_row(name, raw, known)}")
    print(f"{'hypothesis':<56} {hypothesis_row(SHARED / 'hypothesis')}")
    for path in sorted((SHARED / "schema-org").glob("*.jsonld")):
        print(f"{'claimreview':<9} {path.name:<44} {claim_row(path)}")


if __name__ == "__main__":
    main()
