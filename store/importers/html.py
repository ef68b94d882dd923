"""Web pages: own frozen text, written from the tree, with the page's furniture kept and folded.

Nothing is fetched, no DTD is read, no entity but HTML's own is expanded.
"""

from __future__ import annotations

import re

from store.errors import InputError
from store.importers.base import Facts, Origin, decode, imported, refuse, refuse_blank
from store.importers.dates import parse_date
from store.importers.drafts import finish
from store.importers.html_remarks import sign
from store.importers.html_survey import Survey, survey
from store.importers.html_threads import read_threads
from store.importers.html_writer import Writer
from store.model import BlockKind, Imported
from store.text import fold_space

_DECLARED = re.compile(
    rb"(?:charset\s{0,4}=\s{0,4}|<\?xml[^>]{0,80}encoding\s{0,4}=\s{0,4})[\"']?\s{0,4}([\w.:-]{2,30})",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"<(script|style|template|noscript|svg|title|textarea)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_SURE_LOSS = 60


class HtmlImporter:
    """Reads .html and .htm, comment threads of WordPress and schema.org shape included."""

    name = "html"
    version = 1
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, raw: bytes, origin: Origin) -> tuple[Imported, ...]:
        """One article. Raises InputError for no page, and where the parser would lose text."""
        from lxml import etree
        from lxml import html as lxml_html

        refuse(raw, origin)
        declared = _DECLARED.search(raw[:4096])
        source, charset, how = decode(
            raw, declared[1].decode("ascii") if declared else origin.charset
        )
        refuse_blank(source, origin)
        parser = lxml_html.HTMLParser(
            encoding="utf-8",
            huge_tree=True,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = lxml_html.document_fromstring(
                source.replace("\0", "�").encode("utf-8", "replace"), parser=parser
            )
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
            raise InputError(
                f"'{origin.name}' can't be read as a web page ({fold_space(str(error))[:80]}). "
                "Open it in a browser and save its text."
            ) from None
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            raise InputError(
                f"'{origin.name}' is nested too deeply: part of its text would be lost. Open it in "
                "a browser, save its text as .txt and add that."
            )
        threads = read_threads(root)
        found = survey(root, threads)
        title = _title(found)
        writer = Writer(found)
        writer.write(root, title if found.title is None else None)
        text = writer.text
        refuse_blank(text, origin)
        _check_loss(source, text, origin)
        drafts = writer.drafts()
        sign(drafts, threads.remarks.values())
        blocks = finish(text, drafts)
        return (
            imported(
                raw,
                origin,
                importer=f"{self.name}/{self.version}",
                media_type="text/html",
                text=text,
                charset=(charset, how),
                blocks=blocks,
                facts=_facts(
                    found, [text[b.start : b.end] for b in blocks if b.kind is BlockKind.DATE]
                ),
            ),
        )


def _title(found: Survey) -> str | None:
    return found.meta.get("og:title") or found.page_title or None


def _facts(found: Survey, printed: list[str]) -> Facts:
    meta = found.meta
    published = (
        meta.get("article:published_time") or meta.get("date") or meta.get("dc.date") or None
    )
    iso = parse_date(published) if published else None
    said = parse_date(fold_space(printed[0])) if printed else None
    date = said or iso
    if said is not None and iso is not None and said.iso is None:
        date = iso
    author = meta.get("author") or meta.get("article:author")
    return Facts(
        site=meta.get("og:site_name"),
        byline=author if author and not author.startswith("http") else None,
        date=date,
        language=(found.language or "").strip()[:20] or None,
    )


def _check_loss(source: str, text: str, origin: Origin) -> None:
    """Tell a parser that gave up: far less text written than the source shows between its tags."""
    shown = sum(len(part) for part in _UNSEEN.sub(" ", source).split())
    written = sum(len(part) for part in text.split())
    if shown > _SURE_LOSS and written < 0.4 * shown:
        raise InputError(
            f"'{origin.name}' shows about {shown} characters of text but only {written} could be "
            "read: the page is broken or nested too deeply. Save its text as .txt and add that."
        )
