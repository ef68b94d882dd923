"""Claims as schema.org's Claim, in JSON-LD (schema.org/Claim, schema.org/ClaimReview).

Postil gives no rating, so it writes `Claim` alone: who made it, where it appeared, in which words.
A `ClaimReview` needs a rating by whoever publishes it. Read are Claim, ClaimReview, MediaReview and
Quotation, as fact-checkers publish them, wherever they stand in a file: each to be found again in
the articles that are here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from store.errors import FormatError
from store.exporters.base import Bundle, Format, Held, Loaded, Loss, Remark, StoredArticle, Unplaced
from store.exporters.foreign import bundle_from, codebook_for, foreign_id
from store.exporters.report.facts import Facts, address, told
from store.exporters.rows import object_of, whole, words_of
from store.exporters.times import moment
from store.exporters.web_checks import as_list
from store.model import Annotation, AttributeValue, Span, now
from store.text import fold_space

_TYPES = ("ClaimReview", "Claim", "MediaReview", "Quotation")
_DEEPEST = 40
_OWN = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_RATINGS = {
    "true": "verified",
    "correct": "verified",
    "accurate": "verified",
    "false": "refuted",
    "incorrect": "refuted",
    "pants on fire": "refuted",
    "unproven": "unverifiable",
    "unverifiable": "unverifiable",
}


def write(bundle: Bundle) -> Iterator[bytes]:
    """A graph with a Claim for each claim."""
    facts = Facts(bundle)
    articles = {stored.record.id: stored for stored in bundle.articles}
    yield b'{"@context":"https://schema.org","@graph":['
    claims = (one for one in bundle.annotations if one.kind == "claim")
    for number, one in enumerate(claims):
        row = msgspec.json.encode(_claim(one, articles[one.article], facts))
        yield (b",\n" if number else b"\n") + row
    yield b"\n]}\n"


def _claim(one: Annotation, stored: StoredArticle, facts: Facts) -> dict[str, Any]:
    record = stored.record
    proposition = told(one.attributes.get("proposition")) or fold_space(one.exact)
    claimant = facts.name_of(one.attributes.get("claimant"))
    appearance: dict[str, Any] = {
        "@type": "Article",
        "headline": record.title,
        "text": one.exact,
    }
    if address(record.source.url):
        appearance["url"] = record.source.url
    if record.date is not None and record.date.iso is not None:
        appearance["datePublished"] = record.date.iso
    if record.site:
        appearance["publisher"] = {"@type": "Organization", "name": record.site}
    made: dict[str, Any] = {
        "@type": "Claim",
        "@id": f"urn:uuid:{one.id}",
        "text": proposition,
        "appearance": appearance,
    }
    if claimant:
        made["author"] = {"@type": "Thing", "name": claimant}
    return made


def losses(bundle: Bundle) -> tuple[Loss, ...]:
    """All that is no claim, and what a Claim has no property for."""
    claims = [one for one in bundle.annotations if one.kind == "claim"]
    counts = {
        "annotations that are no claims": len(bundle.annotations) - len(claims),
        "claims' statuses (Postil gives no rating)": sum(
            bool(told(one.attributes.get("status"))) for one in claims
        ),
        "claims' other attributes": sum(_has_more(one) for one in claims),
        "claims' notes": sum(bool(one.note) for one in claims),
        "claims' codes and tags": sum(bool(one.codes or one.tags) for one in claims),
        "claims' links": sum(bool(one.links) for one in claims),
        "where claims stand in the text": len(claims),
        "who marked claims, when, and how they were proposed": len(claims),
        "the articles but for titles, sites, dates and web addresses": len(bundle.articles),
        "the codebook": 1,
        "the library's id": 1,
    }
    return tuple(Loss(field=name, records=count) for name, count in counts.items() if count)


def holds(bundle: Bundle) -> Held:
    """The claims, and the articles that they appear in."""
    articles = [one.article for one in bundle.annotations if one.kind == "claim"]
    return Held(articles=len(set(articles)), annotations=len(articles))


def _has_more(one: Annotation) -> bool:
    shown = ("proposition", "claimant", "status")
    return any(told(value) for name, value in one.attributes.items() if name not in shown)


def read(raw: bytes, name: str) -> Loaded:
    """The claims in *raw*. Raises FormatError for what is no JSON, and where none is in it."""
    value = whole(raw, name)
    found: list[Unplaced] = []
    remarks: list[Remark] = []
    things = list(_things(value, name))
    if not things:
        raise FormatError(f"{name}: no {', '.join(_TYPES)} of schema.org is in it.")
    for number, thing in enumerate(things, 1):
        one = _read_one(thing, f"{name}, item {number}", remarks)
        if one is not None:
            found.append(one)
    bundle = bundle_from([], [])
    book = codebook_for(one.annotation for one in found)
    return Loaded(
        bundle=msgspec.structs.replace(bundle, codebook=book),
        unplaced=tuple(found),
        remarks=tuple(remarks),
    )


def _things(value: Any, name: str) -> Iterator[dict[str, Any]]:
    """The objects of the types above; what is inside one of them belongs to it."""
    pending: list[tuple[Any, int]] = [(value, 0)]
    while pending:
        one, depth = pending.pop()
        if depth > _DEEPEST:
            raise FormatError(f"{name}: it is nested too deeply.")
        if isinstance(one, list):
            pending += [(part, depth + 1) for part in reversed(one)]
        elif isinstance(one, dict):
            if _type_of(one) in _TYPES:
                yield one
            else:
                pending += [(part, depth + 1) for part in reversed(list(one.values()))]


def _type_of(thing: dict[str, Any]) -> str:
    for one in as_list(thing.get("@type")):
        short = words_of(one).rpartition("/")[2].rpartition(":")[2]
        if short in _TYPES:
            return short
    return ""


def _read_one(thing: dict[str, Any], where: str, remarks: list[Remark]) -> Unplaced | None:
    kind = _type_of(thing)
    item = _first(thing.get("itemReviewed")) if kind in ("ClaimReview", "MediaReview") else thing
    claim = _first(item.get("interpretedAsClaim")) or item
    words = fold_space(
        words_of(thing.get("claimReviewed"))
        or words_of(claim.get("text"))
        or words_of(claim.get("description"))
        or words_of(claim.get("name"))
    )
    appearance = _first(claim.get("firstAppearance")) or _first(claim.get("appearance"))
    exact = words_of(appearance.get("text")) or words
    if not exact.strip():
        remarks.append(Remark(where=where, words="it was left out: it says no claim in words"))
        return None
    who = _name(claim.get("author") or claim.get("creator") or claim.get("spokenByCharacter"))
    attributes: dict[str, AttributeValue] = {}
    notes = []
    if kind == "Quotation":
        attributes |= {"form": "direct"} | ({"speaker": who} if who else {})
    else:
        attributes |= {"proposition": words} | ({"claimant": who} if who else {})
        attributes["status"] = _status(thing, where, remarks) or "unchecked"
        notes = [fold_space(words_of(thing.get("reviewBody"))), _rating_words(thing)]
    created = moment(words_of(thing.get("datePublished"))) or now()
    seed = words_of(thing.get("@id")) or words_of(thing.get("url")) or f"{who} {words}"
    own = _OWN.fullmatch(words_of(thing.get("@id"))) if kind == "Claim" else None
    annotation = Annotation(
        id=own[1] if own else foreign_id("claimreview", seed, words),
        article="",
        kind="quote" if kind == "Quotation" else "claim",
        spans=(Span(start=0, end=0, exact=exact),),
        attributes=attributes,
        note="\n".join(note for note in notes if note),
        creator=_name(thing.get("author")) or "unknown" if kind == "ClaimReview" else "unknown",
        created=created,
        modified=created,
    )
    title = words_of(appearance.get("headline")) or words_of(appearance.get("name"))
    return Unplaced(
        annotation=annotation,
        source=words_of(appearance.get("url")) or None,
        title=title or None,
        partial=own is not None,
    )


def _status(thing: dict[str, Any], where: str, remarks: list[Remark]) -> str | None:
    """What the reviewer's verdict in words says; numbers and words that disagree say nothing."""
    rating = _first(thing.get("reviewRating"))
    verdict = fold_space(words_of(rating.get("alternateName")) or words_of(rating.get("name")))
    status = _RATINGS.get(verdict.casefold())
    value, best, worst = (
        _number(rating.get(name)) for name in ("ratingValue", "bestRating", "worstRating")
    )
    if status and value is not None and best is not None and best > (worst or 0):
        share = (value - (worst or 0)) / (best - (worst or 0))
        if (status == "verified" and share < 0.5) or (status == "refuted" and share > 0.5):
            told_by = (
                f"it rates {value:g} of {best:g} but says '{verdict[:40]}': taken as unchecked"
            )
            remarks.append(Remark(where=where, words=told_by))
            return None
    return status


def _rating_words(thing: dict[str, Any]) -> str:
    rating = _first(thing.get("reviewRating"))
    verdict = fold_space(words_of(rating.get("alternateName")) or words_of(rating.get("name")))
    value, best = _number(rating.get("ratingValue")), _number(rating.get("bestRating"))
    number = "" if value is None else f"{value:g}" + ("" if best is None else f" of {best:g}")
    said = ", ".join(part for part in (verdict, number) if part)
    return f"Rated: {said}" if said else ""


def _first(value: Any) -> dict[str, Any]:
    return next((one for one in as_list(value) if isinstance(one, dict)), {})


def _name(value: Any) -> str:
    """The name of a person or an organization, else its address."""
    for one in as_list(value):
        if isinstance(one, str) and one.strip():
            return fold_space(one)[:100]
        held = object_of(one)
        for name in ("name", "url", "@id"):
            if words_of(held.get(name)).strip():
                return fold_space(words_of(held.get(name)))[:100]
    return ""


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    return float(value) if isinstance(value, (int, float)) and abs(value) < 1e9 else None


FORMAT = Format(
    name="claimreview",
    title="schema.org Claim, JSON-LD for fact-checkers",
    suffix=".claims.jsonld",
    lossless=False,
    write=write,
    read=read,
    losses=losses,
    holds=holds,
)
