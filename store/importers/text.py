"""Plain text and whatever else is text: the decoded bytes are the frozen text, as they are."""

from __future__ import annotations

from store.importers.base import Facts, Origin, decode, imported, refuse, refuse_blank
from store.importers.segment import segment
from store.model import Imported


class TextImporter:
    """Reads .txt files and text of unknown kind as dumps of pages."""

    name = "text"
    version = 3
    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, raw: bytes, origin: Origin) -> tuple[Imported, ...]:
        """One article. Raises InputError when *raw* is no text, or blank."""
        refuse(raw, origin)
        text, charset, how = decode(raw, origin.charset)
        refuse_blank(text, origin)
        return (
            imported(
                raw,
                origin,
                importer=f"{self.name}/{self.version}",
                media_type="text/plain",
                text=text,
                charset=(charset, how),
                blocks=segment(text),
                facts=Facts(),
            ),
        )
