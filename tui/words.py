"""Annotations in a reader's words: for the status bar, the panel and messages. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from store.model import Annotation, Article, Block, BlockKind
from store.text import fold_space
from store.wording import counted
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.suggest.base import Suggestion

_BLOCK_NAMES = {
    BlockKind.COMMENTS_HEADING: "comments heading",
    BlockKind.COMMENT_META: "comment line",
    BlockKind.BOILERPLATE: "page furniture",
}
_ROLE = 16
"""Characters of a role before codes and a note."""


def described(annotation: Annotation) -> str:
    """What an annotation says, in a line: `Quote · Ann Lee, minister · code · note`.

    A long role is cut where something follows, which would else be out of sight.
    """
    values = annotation.attributes
    parts = [annotation.kind.capitalize()]
    match annotation.kind:
        case "quote":
            role = str(values.get("role") or "")
            if (annotation.codes or annotation.note) and len(role) > _ROLE:
                role = role[: _ROLE - 1].rstrip() + "…"
            who = ", ".join(name for name in (str(values.get("speaker") or ""), role) if name)
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


def told(annotation: Annotation) -> str:
    """What an annotation says, for a listener: `quote, speaker Ann Lee, role minister`."""
    values = annotation.attributes
    parts = [annotation.kind]
    for name in ("speaker", "role", "type", "name", "status", "claimant"):
        if values.get(name) and values[name] != annotation.exact:
            parts.append(f"{name} {values[name]}")
    if annotation.codes:
        parts.append(f"code{'s' * (len(annotation.codes) > 1)} {' and '.join(annotation.codes)}")
    if annotation.note:
        parts.append(f"note {annotation.note}")
    return ", ".join(parts)


def suggested(one: Suggestion, score: float | None = None, keys: str = "") -> str:
    """A suggestion in a line: `Suggested quote · Ann Lee, minister · rule:quotes/1 0.98`.

    *score* takes the place of the rule's own; what *keys* do stands before what suggests it.
    """
    values = one.attributes
    names = {
        "quote": ("speaker", "role"),
        "entity": ("name", "type"),
        "claim": ("status", "claimant"),
    }
    told = [str(values[name]) for name in names.get(one.kind, ()) if values.get(name)]
    shown = one.score if score is None else score
    parts = [f"Suggested {one.kind}", ", ".join(told), keys, f"{one.origin} {shown:.2f}"]
    return " · ".join(part for part in parts if part)


def aside(annotation: Annotation) -> str:
    """The one word or name that tells an annotation in a list from its fellows."""
    values = annotation.attributes
    name = {"quote": "speaker", "entity": "type", "claim": "status"}.get(annotation.kind)
    value = values.get(name) if name else None
    return str(value or ", ".join(annotation.codes))


def sign(annotation: Annotation, letter: str) -> str:
    """The mark of an annotation in the margin: its kind's letter, ! for a disputed claim."""
    return "!" if annotation.is_disputed else letter


def placed(block: Block | None) -> str:
    """Where the caret is: the block's kind, and whose comment it is."""
    if block is None:
        return ""
    if block.kind is BlockKind.COMMENT:
        number = "" if block.number is None else f" {block.number}"
        return f"comment{number} by {block.author}" if block.author else f"comment{number}"
    return block_name(block.kind)


def block_name(kind: BlockKind) -> str:
    """What a reader calls a block of this kind."""
    return _BLOCK_NAMES.get(kind, kind.value)


_RELABELLED = "correct blocks (relabel)"
_MENDED = {
    _RELABELLED: "kind of block",
    "correct blocks (split)": "split",
    "correct blocks (join)": "join",
    "correct blocks (below)": "all below furniture",
}


_SHORT = 20
"""Characters of a block's words in the bar."""


def told_action(action: str) -> str:
    """What a reader calls a step of the history."""
    return _MENDED.get(action, action)


def told_mending(action: str, text: str, before: Iterable[Block], after: Iterable[Block]) -> str:
    """What undoing or redoing a correction of blocks, the step *action*, did: the words at which
    it begins, and what they were and are; short enough for the bar, where it is about one block.
    """
    was = {(block.start, block.end, block.kind): block for block in before}
    now = {(block.start, block.end, block.kind): block for block in after}
    gone = [block for key, block in was.items() if key not in now]
    come = [block for key, block in now.items() if key not in was]
    if not (gone and come):
        return told_action(action)
    if len(gone) == len(come):
        change = f"{block_name(gone[0].kind)} → {block_name(come[0].kind)}"
        if len(come) > 1:
            change += f", and {counted(len(come) - 1, 'more block')}"
    else:
        change = f"{counted(len(gone), 'block')} → {counted(len(come), 'block')}"
    words = one_line(fold_space(text[come[0].start : come[0].end]), _SHORT)
    name = "" if action == _RELABELLED else f"{told_action(action)}: "
    return f"{name}{words} · {change}"


def source_line(article: Article, block: Block | None) -> str:
    """Where copied words come from: a comment's author, the title, site, date and address."""
    parts = [article.title, article.site, article.dated, article.source.url]
    if block is not None and block.kind is BlockKind.COMMENT:
        parts.insert(0, f"comment by {block.author or 'unsigned'}")
    return ", ".join(part for part in parts if part)


def by_kind(annotations: Iterable[Annotation]) -> str:
    """How many annotations of each kind: `4 quotes, 1 claim`."""
    counts = Counter(annotation.kind for annotation in annotations)
    return ", ".join(counted(number, kind) for kind, number in counts.items())


_UNTOLD = ("id", "article", "creator", "created", "modified", "revision")
_SHOWN = 200


def field_of(annotation: Annotation, name: str) -> str:
    """The value of a field, or of an attribute, in words."""
    value = annotation.attributes.get(name)
    if value is None and name not in annotation.attributes:
        value = getattr(annotation, name, None)
    if name == "spans":
        return " … ".join(span.exact for span in annotation.spans)
    return _value(value)


def told_changes(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    """What a change did to an annotation, a line for each field: `note: – → “seen twice”`."""
    if before is None and after is None:
        return ["what changed was purged"]
    old, new = _flat(before or {}), _flat(after or {})
    names = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    if before is None:
        return [f"{name}: {_value(new[name])}" for name in names if _value(new[name]) != "–"]
    if after is None:
        return ["deleted"]
    return [f"{name}: {_value(old.get(name))} → {_value(new.get(name))}" for name in names]


def _flat(document: dict[str, Any]) -> dict[str, Any]:
    """A stored annotation's fields that a reader cares for, attributes among them."""
    flat = {name: value for name, value in document.items() if name not in _UNTOLD}
    flat["words"] = " … ".join(span["exact"] for span in flat.pop("spans", ()))
    origin = flat.pop("origin", None) or {}
    if origin.get("by") not in (None, "person"):
        flat["origin"] = origin.get("by")
    attributes: dict[str, Any] = flat.pop("attributes", {})
    return flat | attributes


def _value(value: object) -> str:
    if value in (None, "", [], (), {}):
        return "–"
    if isinstance(value, list | tuple):
        return "; ".join(_value(part) for part in value)
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
