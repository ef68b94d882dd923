"""CAS files taken apart and loaded: texts with their views, whatever the file's shape.

An article made from a CAS keeps the file as its source, so that its type system and all layers
that are not annotations here (tokens, sentences, syntax) leave again as they came.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.errors import FormatError
from store.exporters.cas.guessing import guessed_types, unknown_types
from store.exporters.cas.notation import from_json
from store.exporters.cas.types import with_ours
from store.exporters.extras import needed
from store.exporters.markup import root_of
from store.exporters.rows import whole
from store.exporters.zips import is_zip, unpacked

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

IMPORTER = "cas/1"
MEDIA_JSON = "application/vnd.uima.cas+json"
MEDIA_XMI = "application/vnd.uima.cas.xmi+zip"
_TYPES = "typesystem.xml"


@dataclass(frozen=True, slots=True)
class Document:
    """A CAS in a file: its name there, and the bytes that read to it again."""

    name: str
    raw: bytes
    media: str
    guessed: bool = False


def documents(raw: bytes, name: str) -> list[Document]:
    """The CASes in a file: XMI, JSON, or a zip of either. Raises FormatError."""
    if not is_zip(raw):
        return [_single(raw, name, None)]
    folder = unpacked(raw, name)
    found = []
    for path in folder.names():
        at = f"{name}#{path}"
        if path.lower().endswith(".xmi"):
            types = _types_beside(path, folder.names(_TYPES))
            found.append(_single(folder.read(path), at, folder.read(types) if types else None))
        elif path.lower().endswith(".json"):
            inner = folder.read(path)
            if b'"%' in inner:
                found.append(_single(inner, at, None))
    if not found:
        raise FormatError(f"{name}: no .xmi and no CAS .json is in it.")
    return found


def _single(raw: bytes, name: str, types: bytes | None) -> Document:
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return Document(name, raw, MEDIA_JSON)
    root = root_of(raw, name, "XMI")
    if types is not None:
        root_of(types, f"{name}, type system", "typeSystemDescription")
        return Document(name, together(raw, types), MEDIA_XMI)
    with mishaps(name):
        types = guessed_types(root)
    return Document(name, together(raw, types), MEDIA_XMI, guessed=True)


def together(xmi: bytes, types: bytes) -> bytes:
    """A document with its type system in one file, the same bytes on every machine."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for path, raw in (("TypeSystem.xml", types), ("document.xmi", xmi)):
            info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o600 << 16
            archive.writestr(info, raw)
    return held.getvalue()


def _types_beside(path: str, names: list[str]) -> str | None:
    """The type system of a document: of its own name, in its folder, or the one there is."""
    stem = path.rpartition(".")[0].lower()
    folder = path.rpartition("/")[0].lower()
    for wanted in (f"{stem}.{_TYPES}", f"{folder}/{_TYPES}".removeprefix("/"), _TYPES):
        for name in names:
            if name.lower() == wanted:
                return name
    return names[0] if len(names) == 1 else None


def load(raw: bytes, name: str, left_out: list[str] | None = None) -> Cas:
    """The CAS in the bytes of a Document, our types among its own.

    Elements of types that the type system lacks are named in *left_out*; without that list they
    are skipped. Raises FormatError in one line for what dkpro-cassis can't make sense of.
    """
    cassis = needed("cassis", "cas-xmi or cas-json", "cas")
    with mishaps(name):
        cas = _loaded(cassis, raw, name, left_out)
        with_ours(cas.typesystem)
        _no_endless_lists(cas)
    return cas


@contextmanager
def mishaps(name: str) -> Iterator[None]:
    """Keep the library's warnings off the terminal, and make one line of what it raises."""
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except FormatError:
        raise
    except RecursionError:
        raise FormatError(f"{name}: it is nested too deeply for a CAS.") from None
    except Exception as error:  # what a stranger's file sets off in the library may be anything
        told = " ".join(str(error).split())[:200] or type(error).__name__
        if isinstance(error, (AttributeError, TypeError, LookupError)):
            told = "a value in it is missing, or of a type that a CAS does not have there"
        raise FormatError(f"{name}: it is no CAS that can be read ({told}).") from error


def _loaded(cassis: Any, raw: bytes, name: str, left_out: list[str] | None) -> Cas:
    if not is_zip(raw):
        return from_json(whole(raw, name), name)
    folder = unpacked(raw, name)
    types: TypeSystem = cassis.load_typesystem(io.BytesIO(folder.read("TypeSystem.xml")))
    xmi = folder.read("document.xmi")
    strange = unknown_types(root_of(xmi, name, "XMI"), types)
    if left_out is not None:
        left_out += strange
    loaded: Cas = cassis.load_cas_from_xmi(
        io.BytesIO(xmi), typesystem=types, lenient=bool(strange), trusted=True
    )
    return loaded


def _no_endless_lists(cas: Cas) -> None:
    """Raise ValueError for a list that leads back into itself: writing it would never end."""
    done: set[int] = set()
    for fs in cas._find_all_fs(include_inlinable_arrays_and_lists=True):
        seen: set[int] = set()
        node: Any = fs
        while hasattr(node, "tail") and id(node) not in done:
            if id(node) in seen:
                raise ValueError("a list in it leads back into itself")
            seen.add(id(node))
            node = node.tail
        done |= seen


def view_text(cas: Cas, view: str) -> str | None:
    """The text of a view; None where it holds data of another sort."""
    text: str | None = cas.get_view(view).sofa_string
    return text


def view_names(cas: Cas) -> list[str]:
    """The names of the views, the first one first."""
    return [sofa.sofaID for sofa in cas.sofas]
