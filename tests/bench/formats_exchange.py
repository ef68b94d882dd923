"""Every exchange file of others that is at hand, in and out again, against what the formats ask.

The files are not part of this repository: they lie in the folder that POSTIL_SHARED names, or in
`shared` beside this repository. Prints a table: what was checked, how many held, how many there
are; then what did not hold, and what each file came to. Nothing here passes or fails.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from store.errors import FormatError  # noqa: E402
from store.exporters.base import Bundle, Loaded  # noqa: E402
from store.exporters.registry import FORMATS, format_named, recognised  # noqa: E402
from store.importers.registry import import_bytes  # noqa: E402
from store.library import Library  # noqa: E402
from tests.bench.formats_more import samples  # noqa: E402
from tests.store.exchange.samples import small, whole  # noqa: E402

SHARED = Path(os.environ.get("POSTIL_SHARED") or ROOT.parent / "shared")
DATA = SHARED / "data" / "formats"
NO_DATA = {".md", ".txt", ".conf", ".xsd", ".ttl", ".yaml", ".test", ".xml", ""}


@dataclass
class Check:
    """A row of the table; `faults` says what did not hold."""

    what: str
    held: int = 0
    of: int = 0
    faults: list[str] = field(default_factory=list)

    def that(self, holds: bool, fault: str) -> None:
        """Count one case."""
        self.of += 1
        self.held += holds
        if not holds:
            self.faults.append(fault)


def read(name: str, raw: bytes, called: str) -> Loaded | FormatError:
    """What the importer *name* makes of *raw*."""
    reader = format_named(name).read
    assert reader is not None
    try:
        return reader(raw, called)
    except FormatError as error:
        return error


def written(name: str, bundle: Bundle) -> bytes:
    """The export of *bundle*."""
    return b"".join(format_named(name).write(bundle))


def settled(loaded: Loaded) -> Bundle:
    """What an empty library holds after the import."""
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder, "l"), who="bench") as held:
        held.take_in_loaded(loaded, "file")
        return whole(held.bundle())


def must_suite(part: str = "annotations/annotationMusts") -> Callable[[object], list[str]]:
    """A *part* of the official suite: the names of those musts that a document fails."""
    from jsonschema import Draft4Validator
    from referencing import Registry
    from referencing.jsonschema import DRAFT4

    home = DATA / "w3c-web-annotation-tests"
    resources = [
        (path.name, DRAFT4.create_resource(json.loads(path.read_text())))
        for path in sorted((home / "definitions").glob("*.json"))
    ]
    registry: Registry[Any] = Registry().with_resources(resources)
    suite = json.loads((home / f"{part}.test").read_text())
    found = []
    for name in assertions(suite):
        path = next(home.rglob(name.rpartition("/")[2]))
        schema = json.loads(path.read_text())
        found.append((path.stem, schema, Draft4Validator(schema, registry=registry)))

    def failed(document: object) -> list[str]:
        return [
            name
            for name, schema, validator in found
            if validator.is_valid(document) != (schema.get("expectedResult", "valid") == "valid")
        ]

    print(f"The suite has {len(found)} musts in {part}.")
    return failed


def assertions(part: Any) -> Iterator[str]:
    """The schema files that a `.test` file names."""
    match part:
        case str() if part.endswith(".json"):
            yield part
        case dict():
            yield from assertions(part.get("assertions", []))
        case list():
            for one in part:
                yield from assertions(one)


def web(bundles: dict[str, Bundle]) -> Iterator[Check]:
    """W3C Web Annotation: correct and incorrect samples, the Recommendation's, our own exports."""
    samples = DATA / "w3c-web-annotation-tests" / "tools" / "samples"
    for what, folder, taken in (
        ("W3C correct samples taken", samples / "correct", True),
        ("W3C incorrect samples refused", samples / "incorrect", False),
        ("W3C Recommendation's examples taken", DATA / "w3c-web-annotation", True),
    ):
        check = Check(what)
        pattern = "*.json" if taken else "*"
        for path in sorted(p for p in folder.rglob(pattern) if p.is_file()):
            got = read("webannotation", path.read_bytes(), path.name)
            check.that(isinstance(got, Loaded) is taken, f"{path.name}: {got!s:.150}")
        yield check
    failed = must_suite()
    check = Check("annotations we write that hold all musts")
    for name, bundle in bundles.items():
        for item in json.loads(written("webannotation", bundle))["first"]["items"]:
            wrong = failed(item)
            check.that(not wrong, f"{name} {item['id']}: {wrong}")
    yield check
    whole_one = must_suite("collections/collectionMusts")
    first_page = must_suite("collections/pages/pageMusts")  # within its collection
    check = Check("collections and pages we write that hold all musts")
    for name, bundle in bundles.items():
        document = json.loads(written("webannotation", bundle))
        failing = [*whole_one(document), *first_page(document)]
        check.that(not failing, f"{name}: {failing}")
    yield check


def placed_samples() -> Bundle:
    """The W3C's correct samples that quote words, in articles that have these."""
    folder = DATA / "w3c-web-annotation-tests" / "tools" / "samples" / "correct"
    loaded = [
        got
        for path in sorted(folder.glob("*.json"))
        if isinstance(got := read("webannotation", path.read_bytes(), path.name), Loaded)
    ]
    with tempfile.TemporaryDirectory() as scratch, Library(Path(scratch, "l"), who="b") as held:
        for one in loaded:
            for nth, waiting in enumerate(one.unplaced):
                cut = [f"{s.prefix}{s.exact}{s.suffix}" for s in waiting.annotation.spans]
                text = f"Sample {waiting.annotation.id}\n\n" + "\n\n".join(cut)
                for imported in import_bytes(text.encode(), name=f"{nth}.txt"):
                    held.add(imported)
            held.take_in_loaded(one, "sample.json")
        return whole(held.bundle())


def refi(bundles: dict[str, Bundle]) -> Iterator[Check]:
    """REFI-QDA: what we write against both schemas, what others wrote into a library."""
    from lxml import etree

    home = DATA / "refi-qda"
    for name, xsd in (("qdpx", "Project-v1.0-2019-03-18.xsd"), ("qdc", "Codebook-v1.0.xsd")):
        schema = etree.XMLSchema(etree.parse(str(home / xsd)))
        check = Check(f"{name} we write valid against {xsd}")
        for title, bundle in bundles.items():
            raw = written(name, bundle)
            if name == "qdpx":
                raw = zipfile.ZipFile(io.BytesIO(raw)).read("project.qde")
            valid = schema.validate(etree.fromstring(raw))
            check.that(valid, f"{title}: {schema.error_log}")
        yield check
    check = Check("REFI-QDA files of others read")
    for path in sorted((*home.glob("*.qdc"), *home.glob("*.qde"))):
        kind = "qdc" if path.suffix == ".qdc" else "qdpx"
        got = read(kind, path.read_bytes(), path.name)
        check.that(isinstance(got, Loaded), f"{path.name}: {got}")
    yield check


def brat() -> Iterator[Check]:
    """brat: the tutorial's annotation files, line for line after a library."""
    home = DATA / "brat" / "news-tutorial"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(home.iterdir()):
            archive.write(path, path.name)
    got = read("brat", packed.getvalue(), "tutorial.zip")
    assert isinstance(got, Loaded), got
    files, lines = Check("brat files the same after a round trip"), Check("brat lines the same")
    back = zipfile.ZipFile(io.BytesIO(written("brat", settled(got))))
    names = set(back.namelist())
    for path in sorted((*home.glob("*.ann"), *home.glob("*.txt"))):
        if path.name not in names:
            files.that(False, f"{path.name} is gone")
            continue
        raw = back.read(path.name)
        files.that(raw == path.read_bytes(), f"{path.name} differs")
        before, after = path.read_text().splitlines(), raw.decode().splitlines()
        for nth, line in enumerate(before if path.suffix == ".ann" else ()):
            same = nth < len(after) and after[nth] == line
            lines.that(same, f"{path.name}, line {nth + 1}: {line!r}")
    yield files
    yield lines


def prodigy() -> Iterator[Check]:
    """Prodigy: every row's text and spans after a library."""
    path = next((DATA / "prodigy-spacy").glob("annotated*.jsonl"))
    before = [json.loads(line) for line in path.read_text().splitlines()]
    got = read("prodigy", path.read_bytes(), path.name)
    assert isinstance(got, Loaded), got
    after = {}
    for line in written("prodigy", settled(got)).decode().splitlines():
        row = json.loads(line)
        after[row["text"].strip()] = row
    check = Check("Prodigy rows the same: text, spans")
    tokens = Check("Prodigy spans whose token numbers fit")
    for row in before:
        mine = after.get(row["text"].strip(), {"spans": [], "tokens": []})
        wanted = row.get("spans", []) if row["answer"] == "accept" else []
        same = [[s["start"], s["end"]] for s in mine.get("spans", [])] == [
            [s["start"], s["end"]] for s in sorted(wanted, key=lambda s: (s["start"], s["end"]))
        ]
        check.that(same, f"{row['text'][:60]}")
        for span in mine["spans"]:
            cut = mine["tokens"]
            first, last = cut[span["token_start"]], cut[span["token_end"]]
            tokens.that((first["start"], last["end"]) == (span["start"], span["end"]), str(span))
    yield check
    yield tokens


def rows() -> Iterator[Check]:
    """doccano and Label Studio: the stretches that the files name are those in the library."""
    check = Check("doccano rows the same: text, labels")
    for path in sorted((DATA / "doccano").rglob("*.jsonl")):
        got = read("doccano", path.read_bytes(), path.name)
        if isinstance(got, FormatError):
            check.that(False, f"{path.name}: {got}")
            continue
        raw = path.read_text()
        given = [json.loads(raw)] if raw.startswith("{\n") else map(json.loads, raw.splitlines())
        after = {}
        for line in written("doccano", settled(got)).decode().splitlines():
            row = json.loads(line)
            after[row["text"]] = row
        for row in given:
            if "text" in row:
                same = labels(after.get(row["text"], {})) == labels(row)
                check.that(same, f"{path.relative_to(DATA)}: {row['text']}")
    yield check
    check = Check("Label Studio regions found")
    for path in sorted((DATA / "label-studio").rglob("*.json")):
        got = read("labelstudio", path.read_bytes(), path.name)
        if isinstance(got, FormatError):
            check.that(False, f"{path.name}: {got}")
            continue
        tasks = json.loads(path.read_bytes())
        for task in tasks if isinstance(tasks, list) else [tasks]:
            for entry in task.get("annotations", []):
                for result in entry["result"]:
                    value = result["value"]
                    held = any(one.exact == value["text"] for one in got.bundle.annotations)
                    check.that(held, f"{path.parent.name}/{path.name}: {value['text']}")
    yield check
    check = Check("CoNLL files read, and the invalid one refused")
    for path in sorted((*DATA.rglob("*.conll"), *DATA.rglob("*.conllu"))):
        got = read("conll", path.read_bytes(), path.name)
        valid = ".invalid." not in path.name
        check.that(isinstance(got, Loaded) is valid, f"{path.name}: {got!s:.150}")
    yield check


def labels(row: dict[str, Any]) -> list[tuple[int, int]]:
    """The stretches of a doccano row."""
    found = {(one[0], one[1]) for one in row.get("label", []) if isinstance(one, list)}
    found |= {(one["start_offset"], one["end_offset"]) for one in row.get("entities", [])}
    if any(isinstance(one, str) for one in (*row.get("label", []), *row.get("labels", []))):
        found.add((0, len(row["text"])))
    return sorted(found)


def every_file() -> tuple[dict[str, Bundle], list[str]]:
    """Each file by the format it is recognised as: bundles of what was taken, and lines to tell."""
    bundles: dict[str, Bundle] = {}
    told = []
    for path in sorted(p for p in DATA.rglob("*") if p.is_file() and p.suffix not in NO_DATA):
        if path.is_relative_to(DATA / "w3c-web-annotation-tests"):
            continue
        name = str(path.relative_to(DATA))
        raw = path.read_bytes()
        known = recognised(raw, path.name).name
        got = read(known, raw, path.name)
        if isinstance(got, FormatError):
            told.append(f"{name}: {known}: refused: {got}")
            continue
        bundle = settled(got)
        bundles[name] = bundle
        told.append(
            f"{name}: {known}: {len(bundle.articles)} articles, "
            f"{len(bundle.annotations)} annotations, {len(bundle.codebook.codes)} codes, "
            f"{len(got.unplaced)} to place, {len(got.remarks)} remarks"
        )
        told += [f"    {remark.where}: {remark.words}" for remark in got.remarks[:4]]
    return bundles, told


def lossless(bundles: dict[str, Bundle]) -> Iterator[Check]:
    """Every lossless format: a library of others' files comes back the same."""
    for known in FORMATS:
        if not known.lossless or known.read is None:
            continue
        check = Check(f"libraries the same after {known.name}")
        for name, bundle in bundles.items():
            got = known.read(b"".join(known.write(bundle)), f"file{known.suffix}")
            same = written("json", settled(got)) == written("json", bundle)
            told = "; ".join(remark.words for remark in got.remarks[:2])
            check.that(same and not got.remarks, f"{name} {told}")
        yield check


def main() -> None:
    """Run all, print the table, then what did not hold."""
    if not DATA.is_dir():
        sys.exit(f"No files in {DATA}. Set POSTIL_SHARED to the folder that has them.")
    bundles, told = every_file()
    bundles |= {"our own": small(), "sample articles": samples(), "W3C's": placed_samples()}
    checks = [*web(bundles), *refi(bundles), *brat(), *prodigy(), *rows(), *lossless(bundles)]
    for check in checks:
        print(f"{check.what:<60} {check.held:>5} of {check.of}")
    for check in checks:
        for fault in check.faults[:12]:
            print(f"  not: {check.what}: {fault}")
    print(*told, sep="\n")


if __name__ == "__main__":
    main()
