"""Web pages: own frozen text, written from the tree, with the page's furniture kept and folded.

Nothing is fetched, no DTD is read, no entity but HTML's own is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from store.errors import InputError
from store.importers.base import Facts, Origin, decode, imported, refuse, refuse_blank
from store.importers.dates import parse_date
from store.importers.drafts import finish
from store.importers.html_absent import told
from store.importers.html_as_dump import with_comments
from store.importers.html_crowded import uncrowded
from store.importers.html_drafting import draft_blocks
from store.importers.html_entities import numbered
from store.importers.html_extent import Page, fold_outside
from store.importers.html_flat import flattened
from store.importers.html_outline import outline
from store.importers.html_survey import Survey, survey
from store.importers.html_threads import read_threads
from store.importers.html_unsure import unsure_part
from store.importers.html_writer import Writer
from store.importers.readings import Context, Notice, Reading
from store.model import BlockKind, Imported
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = re.compile(
    rb"(?:charset\s{0,4}=\s{0,4}|<\?xml[^>]{0,80}encoding\s{0,4}=\s{0,4})[\"']?\s{0,4}([\w.:-]{2,30})",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    # As `.*?` up to the end, but many times quicker over a long script.
    r"<(script|style|template|noscript|svg|title|textarea)\b[^<]*+(?:<(?!/\1\s*>)[^<]*+)*+"
    r"(?:</\1\s*>|\Z)|<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z)"
    r"|</?[a-z](?:[^'\"<>]++|\"[^\"]*\"|'[^']*')*+>?|<[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_REFERENCE = re.compile(r"&#?\w{1,31};")
_SURE_LOSS = 60


class HtmlImporter:
    """Reads .html and .htm, their comment threads included."""

    name = "html"
    version = 6
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read_all(self, raw: bytes, origin: Origin, _context: Context) -> Iterator[Reading]:
        """One article, then what its file lacks. Raises InputError for what is no page."""
        article, lacking = read_page(raw, origin)
        yield article
        if lacking is not None:
            yield Notice(lacking)


def read_page(raw: bytes, origin: Origin) -> tuple[Imported, str | None]:
    """A page as an article, and one sentence on comments that its file lacks, or None.

    Raises InputError for what is no page, and where the parser would lose text.
    """
    refuse(raw, origin)
    declared = _DECLARED.search(raw[:4096])
    source, charset, how = decode(raw, declared[1].decode("ascii") if declared else origin.charset)
    refuse_blank(source, origin)
    root = _parse(numbered(source.replace("\0", "�")), origin)
    elements = list(root.iter())  # held, for lxml makes anew in each walk what nobody holds
    threads = read_threads(root)
    lacking = told(origin.name, threads.outline, threads)
    nodes = outline(root) if threads.changed else threads.outline
    found = survey(root, nodes, threads)
    title = _title(found)
    writer = Writer(found)
    writer.write(nodes, title if found.title is None else None)
    text = writer.text
    refuse_blank(text, origin)
    _check_loss(source, text, origin)
    drafted = draft_blocks(text, writer.runs, found)
    drafts = drafted.drafts
    spared = unsure_part(text, drafts, drafted.loose)
    for draft in drafted.loose:
        if draft.start in spared:
            draft.kind = BlockKind.PARAGRAPH
    page = Page(root, len(elements), (*found.aside, *found.blank))
    fold_outside(page, text, drafted, spared)
    told_apart = with_comments(root, text, drafts)
    if told_apart is not drafts:
        lacking = None
    blocks = finish(text, told_apart)
    article = imported(
        raw,
        origin,
        importer=f"{HtmlImporter.name}/{HtmlImporter.version}",
        media_type="text/html",
        text=text,
        charset=(charset, how),
        blocks=blocks,
        facts=_facts(
            found,
            [text[b.start : b.end] for b in blocks if b.kind is BlockKind.DATE],
            drafted.moment,
        ),
    )
    return article, lacking


def _parse(source: str, origin: Origin) -> _Element:
    """The page's tree, made flatter where the page is nested too deeply for the parser."""
    bearable = uncrowded(source)
    if bearable is None:
        raise InputError(
            f"'{origin.name}' has an element of many thousand attributes, which no page of people "
            "has. Open it in a browser, save its text as .txt and add that."
        )
    root, lost = _tree(bearable, origin)
    if lost:
        root, lost = _tree(flattened(bearable), origin)
    if lost:
        raise InputError(
            f"'{origin.name}' is nested too deeply: part of its text would be lost. Open it in "
            "a browser, save its text as .txt and add that."
        )
    return root


def _tree(source: str, origin: Origin) -> tuple[_Element, bool]:
    """The page's tree, and whether the parser dropped what lay too deep."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    # lxml.html asks Python for the class of every element; trafilatura needs but this one.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    try:
        root = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            f"'{origin.name}' can't be read as a web page ({fold_space(str(error))[:80]}). "
            "Open it in a browser and save its text."
        ) from None
    return root, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _title(found: Survey) -> str | None:
    return found.meta.get("og:title") or found.page_title or None


def _facts(found: Survey, printed: list[str], moment: str | None) -> Facts:
    meta = found.meta
    published = (
        meta.get("article:published_time") or meta.get("date") or meta.get("dc.date") or moment
    )
    iso = parse_date(published) if published else None
    date = parse_date(fold_space(printed[0])) if printed else iso
    if date is not None and date.iso is None and iso is not None and iso.iso is not None:
        date = msgspec.structs.replace(iso, text=date.text)
    if date is not None and date.iso is None:
        date = None
    author = meta.get("author") or meta.get("article:author")
    return Facts(
        site=meta.get("og:site_name"),
        byline=author if author and not author.startswith("http") else None,
        date=date,
        language=(found.language or "").strip()[:20] or None,
    )


def _check_loss(source: str, text: str, origin: Origin) -> None:
    """Tell a parser that gave up: far less text written than the source shows between its tags."""
    seen = _REFERENCE.sub("x", _UNSEEN.sub(" ", source))
    shown = sum(len(part) for part in seen.split())
    written = sum(len(part) for part in text.split())
    if shown > _SURE_LOSS and written < 0.4 * shown:
        raise InputError(
            f"'{origin.name}' shows about {shown} characters of text but only {written} could be "
            "read: the page is broken or nested too deeply. Save its text as .txt and add that."
        )
