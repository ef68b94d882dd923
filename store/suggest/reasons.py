"""Why something is suggested, in a sentence for the reader. Pure."""

from __future__ import annotations

from store.suggest.base import Suggestion
from store.suggest.disputes import told_by
from store.suggest.heads import by_heads, is_acronym
from store.suggest.lands import COUNTRIES, PLACE_PHRASES
from store.suggest.titles import title_at
from store.suggest.worth import signs
from store.text import fold_space

_QUOTED = 60
"""Code points of the article's words that a reason repeats."""


def reason(text: str, one: Suggestion) -> str:
    """What the rule went by when it proposed *one* in *text*."""
    match one.kind:
        case "quote":
            return _of_quote(one)
        case "claim":
            return _of_claim(text, one)
        case "entity":
            return _of_name(text, one)
        case _:
            return ""


def _of_quote(one: Suggestion) -> str:
    reported = one.attributes.get("form") == "indirect"
    cue = "" if one.cue is None else fold_space(one.cue[2])
    if reported:
        return f"Reported without quotation marks; “{cue}” hands it to its speaker."
    first = "Words between quotation marks"
    if cue and one.origin.startswith("model:"):
        return f"{first}; a language model reads the speaker as the subject of “{cue}”."
    if cue:
        return f"{first}, with “{cue}” beside them."
    if one.speaker is not None and one.speaker[0] == one.speaker[1]:
        return f"{first} in a comment: its author speaks."
    if one.speaker is not None:
        return f"{first}; no verb of saying is near, so whoever spoke or was named last goes on."
    return f"{first} that read like speech; who speaks is not said near them."


def _of_name(text: str, one: Suggestion) -> str:
    exact = fold_space(text[one.start : one.end])
    name, kind = one.attributes.get("name"), one.attributes.get("type")
    words = exact.split()
    if one.origin.startswith("rule:known"):
        return "The library has an entity or a code of this name."
    if isinstance(name, str) and name != exact and kind != "date":
        return f"A short form of “{name}”, which stands in this article."
    if one.origin.startswith("model:"):
        return f"A language model takes it for: {kind}."
    if kind == "date":
        return "Written like a date."
    if kind == "person" and (title := title_at(text, one.start)) is not None:
        return f"“{title}” stands before a name."
    if exact in COUNTRIES or exact in PLACE_PHRASES:
        return "In the rules' own list of countries, regions and cities."
    if by_heads(words) == kind:
        return f"A word in it is the head of such names: {kind}."
    if is_acronym(exact):
        return "Capitals, written like an acronym."
    return f"Capitalised words in a place where names stand; read as: {kind}."


def _of_claim(text: str, one: Suggestion) -> str:
    sentence = text[one.start : one.end]
    if one.is_disputed or one.answers is not None:
        told = told_by(sentence)
        first = f"The comment doubts, denies or accuses: “{told}”" if told else "A comment asserts"
        if one.answers is None:
            return f"{first}."
        heard = fold_space(text[slice(*one.answers)])
        heard = heard if len(heard) <= _QUOTED else f"{heard[: _QUOTED - 1]}…"
        return f"{first}; it answers “{heard}”."
    found = signs(sentence)
    return f"It can be checked: {', '.join(found)}." if found else "A comment asserts it."
