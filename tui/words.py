"""Annotations in a reader's words: for the status bar, the panel and messages. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from store.model import Annotation, Block, BlockKind

_BLOCK_NAMES = {
    BlockKind.COMMENTS_HEADING: "comments heading",
    BlockKind.COMMENT_META: "comment line",
    BlockKind.BOILERPLATE: "page furniture",
}


def described(annotation: Annotation) -> str:
    """What an annotation says, in a line: `Quote · Ann Lee, minister · note`."""
    values = annotation.attributes
    parts = [annotation.kind.capitalize()]
    match annotation.kind:
        case "quote":
            who = ", ".join(str(values[name]) for name in ("speaker", "role") if values.get(name))
            parts.append(who or "no speaker")
        case "entity":
            parts = [str(values.get("type", "entity")).capitalize()]
            parts.append(str(values.get("name") or annotation.exact))
        case "claim":
            parts.append(str(values.get("status", "unchecked")))
            if values.get("claimant"):
                parts.append(f"by {values['claimant']}")
    if annotation.codes:
        parts.append(", ".join(annotation.codes))
    if annotation.note:
        parts.append(f"note: {annotation.note}")
    return " · ".join(parts)


def aside(annotation: Annotation) -> str:
    """The one word or name that tells an annotation in a list from its fellows."""
    values = annotation.attributes
    name = {"quote": "speaker", "entity": "type", "claim": "status"}.get(annotation.kind)
    value = values.get(name) if name else None
    return str(value or ", ".join(annotation.codes))


def sign(annotation: Annotation, letter: str) -> str:
    """The mark of an annotation in the margin: its kind's letter, ! for a disputed claim."""
    return "!" if annotation.attributes.get("status") == "disputed" else letter


def placed(block: Block | None) -> str:
    """Where the caret is: the block's kind, and whose comment it is."""
    if block is None:
        return ""
    if block.kind is BlockKind.COMMENT:
        number = "" if block.number is None else f" {block.number}"
        return f"comment{number} by {block.author}" if block.author else f"comment{number}"
    return _BLOCK_NAMES.get(block.kind, block.kind.value)


def counted(annotations: Iterable[Annotation]) -> str:
    """How many annotations of each kind: `4 quotes, 1 claim`."""
    counts = Counter(annotation.kind for annotation in annotations)
    plurals = {"entity": "entities"}
    return ", ".join(
        f"{n} {kind if n == 1 else plurals.get(kind, kind + 's')}" for kind, n in counts.items()
    )
