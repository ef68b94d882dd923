"""Files as other programs write them, made for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from store.exporters.base import Loaded
from store.exporters.registry import format_named

STORY = "Ada spoke first.\nThe wall holds, she said. 👩‍🔬 Then Bo left the old harbour.\n"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def read(name: str, raw: bytes | str, called: str = "file") -> Loaded:
    """What the importer *name* makes of *raw*."""
    reader = format_named(name).read
    assert reader is not None
    return reader(raw.encode() if isinstance(raw, str) else raw, called)


def told(loaded: Loaded) -> list[str]:
    """The words of its remarks."""
    return [remark.words for remark in loaded.remarks]


def marked(loaded: Loaded) -> list[str]:
    """The tagged words, in the order of their places."""
    return [one.exact for one in sorted(loaded.bundle.annotations, key=lambda one: one.start)]


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A zip as any program makes it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def guid(number: int) -> str:
    """GUID *number*, in the upper case that some programs like."""
    return f"0A000000-0000-4000-8000-{number:012}"


def selection(number: int, start: int, end: int, name: str = "", inner: str = "") -> str:
    """A plain text selection of REFI-QDA."""
    return (
        f'<PlainTextSelection guid="{guid(number)}" name={quoteattr(name)} startPosition="{start}" '
        f'endPosition="{end}" creatingUser="{guid(900)}" '
        f'creationDateTime="2024-05-06T09:08:07+02:00">{inner}</PlainTextSelection>'
    )


def coding(code: int) -> str:
    """A selection's code."""
    return f'<Coding guid="{guid(500 + code)}"><CodeRef targetGUID="{guid(code)}"/></Coding>'


def project(selections: str, *, codes: str = "", rest: str = "", path: str = "story.txt") -> str:
    """A project.qde with one text."""
    book = f"<CodeBook><Codes>{codes}</Codes></CodeBook>" if codes else ""
    return (
        f'{HEAD}<Project xmlns="urn:QDA-XML:project:1.0" name="Harbour">'
        f'<Users><User guid="{guid(900)}" name="Kim"/></Users>{book}'
        f'<Sources><TextSource guid="{guid(1)}" name="The story" plainTextPath="internal://{path}">'
        f"{selections}</TextSource></Sources>{rest}</Project>"
    )


def code(number: int, name: str, inner: str = "", more: str = "") -> str:
    """A code of a REFI-QDA codebook."""
    return f'<Code guid="{guid(number)}" name="{name}" isCodable="true"{more}>{inner}</Code>'


def qdpx(qde: str, text: bytes | str = STORY, folder: str = "Sources/") -> bytes:
    """A whole .qdpx."""
    return zipped({"project.qde": qde, f"{folder}story.txt": text})
