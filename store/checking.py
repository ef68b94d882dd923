"""What is checked before anything of an import is stored. Pure."""

from __future__ import annotations

import re

from store.blocks import check_blocks
from store.corrections import corrected
from store.errors import FormatError, InvalidChangeError
from store.exporters.base import Bundle, Remark, StoredArticle
from store.model import Annotation, Codebook, identity, is_article_id, sha256

_ANNOTATION_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_JSON_TYPES: dict[str, type] = {"text": str, "choice": str, "list": list, "number": float}
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z")


def check_bundle(bundle: Bundle, name: str) -> None:
    """Raise FormatError unless every id, text, block and span of the bundle holds true."""
    _check_codebook(bundle.codebook, f"{name}, codebook")
    _check_time(bundle.library.created, f"{name}, library")
    texts: dict[str, str] = {}
    for stored in bundle.articles:
        where = f"{name}, article {stored.record.id}"
        _check_article(stored, where)
        if stored.record.id in texts:
            raise FormatError(f"{where}: it is there twice.")
        texts[stored.record.id] = stored.text
    kinds = {kind.name for kind in bundle.codebook.kinds}
    seen: set[str] = set()
    for annotation in bundle.annotations:
        where = f"{name}, annotation {annotation.id}"
        text = texts.get(annotation.article)
        if not _ANNOTATION_ID.fullmatch(annotation.id):
            raise FormatError(f"{where}: an annotation's id must be a UUID in lower case.")
        if annotation.id in seen:
            raise FormatError(f"{where}: it is there twice.")
        if text is None:
            raise FormatError(f"{where}: its article {annotation.article} is not in the file.")
        if annotation.kind not in kinds:
            raise FormatError(f"{where}: the codebook has no kind '{annotation.kind}'.")
        if not 1 <= annotation.revision < 1 << 53:
            raise FormatError(f"{where}: its revision must be from 1 to {(1 << 53) - 1}.")
        _check_time(annotation.created, where)
        _check_time(annotation.modified, where)
        _check_spans(annotation, text, where)
        seen.add(annotation.id)


def unfitting(bundle: Bundle, name: str) -> list[Remark]:
    """The attributes of a checked bundle whose values are of another type than its codebook says.

    They are taken in as they are: a codebook may have been edited after they were given.
    """
    types = {
        (kind.name, attribute.name): attribute.type
        for kind in bundle.codebook.kinds
        for attribute in kind.attributes
    }
    return [
        Remark(
            where=f"{name}, annotation {annotation.id}",
            words=f"its {attribute} is kept though the codebook wants a {wanted}",
        )
        for annotation in bundle.annotations
        for attribute, value in annotation.attributes.items()
        if (wanted := types.get((annotation.kind, attribute))) is not None
        and not isinstance(value, _JSON_TYPES[wanted] | None)
    ]


def _check_codebook(codebook: Codebook, where: str) -> None:
    """Names are what everything else goes by: each is there, and once."""
    named = [
        ("kinds", [kind.name for kind in codebook.kinds]),
        ("codes", [code.name for code in codebook.codes]),
        *((f"{k.name} attributes", [a.name for a in k.attributes]) for k in codebook.kinds),
    ]
    for what, names in named:
        if len(set(names)) != len(names) or not all(map(str.strip, names)):
            raise FormatError(f"{where}: among its {what} a name is empty or there twice.")


def _check_time(moment: str, where: str) -> None:
    if not _TIME.fullmatch(moment):
        raise FormatError(f"{where}: '{moment}' is no time such as 2026-01-31T12:00:00.000Z.")


def _check_article(stored: StoredArticle, where: str) -> None:
    record = stored.record
    _check_id(record.id, where)
    _check_time(record.modified, where)
    if not (0 <= record.words <= len(stored.text) and 0 <= record.comments <= len(stored.blocks)):
        raise FormatError(f"{where}: it can't have that many words or comments.")
    if sha256(stored.text) != record.text_sha256:
        raise FormatError(f"{where}: the text is not the one its text_sha256 names.")
    if sha256(stored.raw) != record.source.sha256:
        raise FormatError(f"{where}: source_bytes are not the ones its sha256 names.")
    if identity(record.source.sha256, record.text_sha256) != record.id:
        raise FormatError(f"{where}: its id is not the one its source and text make.")
    if len({block.id for block in stored.blocks}) != len(stored.blocks):
        raise FormatError(f"{where}: two blocks have one id.")
    try:
        check_blocks(stored.text, stored.blocks, where)
        if stored.corrections:
            check_blocks(stored.text, stored.found, where)
    except InvalidChangeError as error:
        raise FormatError(error.message) from error
    found = corrected(stored.text, stored.found, stored.corrections)
    if stored.corrections and found != stored.blocks:
        raise FormatError(f"{where}: its corrections do not lead from blocks_found to its blocks.")


def _check_spans(annotation: Annotation, text: str, where: str) -> None:
    if not annotation.spans:
        raise FormatError(f"{where}: it has no span.")
    at = 0
    for span in annotation.spans:
        if not 0 <= span.start < span.end <= len(text):
            raise FormatError(
                f"{where}: span {span.start}–{span.end} is outside the text of "
                f"{len(text)} characters."
            )
        if span.start < at:
            raise FormatError(f"{where}: its spans overlap or are out of order.")
        if text[span.start : span.end] != span.exact:
            raise FormatError(f"{where}: the text at {span.start}–{span.end} is not its 'exact'.")
        at = span.end


def _check_id(article: str, where: str) -> None:
    if not is_article_id(article):
        raise FormatError(f"{where}: an article's id must be 16 hexadecimal digits.")
