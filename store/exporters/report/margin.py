"""What stands beside the text, and the signs that lead there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.exporters.report.escaping import anchor, apart, linked, text
from store.exporters.report.facts import STATUS_SIGNS, Facts, Tie, told
from store.model import Annotation
from store.text import fold_space

_NAMED = ("name", "type", "speaker", "claimant", "proposition", "status", "confidence")
_SHORT = 60


def style_of(annotation: Annotation) -> str:
    """The class of a kind: the three that everyone has, or that of all others."""
    return annotation.kind if annotation.kind in ("quote", "entity", "claim") else "other"


def sign(facts: Facts, annotation: Annotation, words: str = "") -> str:
    """The label in the text, which leads to the note beside it."""
    label, kind = facts.labels[annotation.id], style_of(annotation)
    return (
        f'<a class="ref {kind}" href="#{anchor("n", annotation.id)}">{text(label)}{text(words)}</a>'
    )


def key(facts: Facts, annotation: Annotation, prefix: str = "n") -> str:
    """The label elsewhere, which leads to the note (`n`) or to the words themselves (`s`)."""
    label, kind = facts.labels[annotation.id], style_of(annotation)
    return f'<a class="key {kind}" href="#{anchor(prefix, annotation.id)}">{text(label)}</a>'


def status(annotation: Annotation) -> str:
    """A claim's status as a sign and a word."""
    word = told(annotation.attributes.get("status"))
    if not word:
        return ""
    known = f" {word}" if word in STATUS_SIGNS else ""
    return f'<span class="status{known}">{STATUS_SIGNS.get(word, "·")} {text(word)}</span>'


def beside(facts: Facts, noted: Iterable[Annotation]) -> Iterator[str]:
    """The notes beside a block: entities that only have a name in one list, others each whole."""
    held = list(noted)
    brief = []
    for one in held:
        if _is_brief(facts, one):
            brief.append(one)
        else:
            yield from _whole(facts, one)
    if brief:
        yield '<ul class="brief">'
        for one in brief:
            name = facts.name_of(one.attributes.get("name")) or cut(one.exact)
            kind = told(one.attributes.get("type"))
            extra = f' <span class="soft">{text(kind)}</span>' if kind else ""
            yield (
                f'<li id="{anchor("n", one.id)}">{key(facts, one, "s")} {apart(name)}{extra}</li>'
            )
        yield "</ul>"


def _is_brief(facts: Facts, one: Annotation) -> bool:
    known = {name for name, value in one.attributes.items() if told(value) not in ("", "none")}
    plain = not (one.note or one.codes or one.tags or facts.ties[one.id])
    return one.kind == "entity" and plain and known <= {"name", "type"}


def _whole(facts: Facts, one: Annotation) -> Iterator[str]:
    yield f'<div class="note {style_of(one)}" id="{anchor("n", one.id)}">'
    yield f"<p>{key(facts, one, 's')} {_headline(facts, one)}</p>"
    proposition = told(one.attributes.get("proposition"))
    if proposition:
        yield f'<p class="said">{text(proposition)}</p>'
    rest = [
        f"{text(name)}: {linked(told(value))}"
        for name, value in one.attributes.items()
        if name not in _NAMED and told(value) not in ("", "none")
    ]
    if rest:
        yield f'<p class="soft">{" · ".join(rest)}</p>'
    if one.codes or one.tags:
        chips = [f'<span class="chip">{text(code)}</span>' for code in one.codes]
        chips += [f'<span class="chip tag">{text(tag)}</span>' for tag in one.tags]
        yield f"<p>{''.join(chips)}</p>"
    if one.note:
        yield f'<p class="said" dir="auto">{text(one.note)}</p>'
    for tie in facts.ties[one.id]:
        yield f'<p class="ties">{tied(facts, tie)}</p>'
    yield "</div>"


def _headline(facts: Facts, one: Annotation) -> str:
    """Who or what it is about, in a few words."""
    values = one.attributes
    parts = [f'<b class="soft">{text(one.kind)}</b>']
    who = facts.name_of(values.get("speaker")) or facts.name_of(values.get("claimant"))
    name = told(values.get("name"))
    for words in (name, who):
        if words:
            parts.append(f"<b>{apart(words)}</b>")
    if told(values.get("type")):
        parts.append(text(told(values.get("type"))))
    parts.append(status(one))
    confidence = told(values.get("confidence"))
    if confidence:
        parts.append(f'<span class="soft">confidence {text(confidence)}</span>')
    if len(one.spans) > 1:
        parts.append(f'<span class="soft">{len(one.spans)} stretches</span>')
    return " ".join(part for part in parts if part)


def tied(facts: Facts, tie: Tie) -> str:
    """A link as the annotation at this end has it."""
    note = f" ({text(tie.note)})" if tie.note else ""
    if tie.other is None:
        return f"→ {text(tie.type)} {text(tie.id)}, which is not in this report{note}"
    words = f"{key(facts, tie.other)} {short(tie.other)}"
    if tie.forth:
        return f"→ {text(tie.type)} {words}{note}"
    return f"← {words} {text(tie.type)} this{note}"


def short(annotation: Annotation) -> str:
    """The first words of an annotation, in quotation marks."""
    return f"<bdi>“{text(cut(annotation.exact))}”</bdi>"


def cut(words: str) -> str:
    """The beginning of *words*, on one line."""
    words = fold_space(words)
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1].rstrip()}…"
