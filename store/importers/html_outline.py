"""A page's elements as every walk over it needs them, read from the parser's tree once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from store.importers.html_names import DROPPED, LONGEST_NAME, names_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

_NOTHING: Mapping[str, str] = {}
_NO_NAMES: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Node:
    """One element. Of one whose text no reader sees, only what stands after it counts: no `tag`.

    `identity` is its id in lower case; "" where it has none, or one too long to be a name.
    """

    element: _Element
    tag: str
    names: frozenset[str]
    identity: str
    attributes: Mapping[str, str]


Outline = list[Node | None]
"""Elements in the page's order; None closes the innermost that is open.

What has no `tag` is not closed, and what is in it is left out. A loop, so that depth costs no
stack.
"""


def outline(root: _Element) -> Outline:
    """The elements under *root*, and itself. It is out of date once the tree is changed."""
    from lxml import etree

    found: Outline = []
    dropped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            if dropped:
                dropped -= 1
            else:
                found.append(None)
            continue
        if dropped:
            dropped += 1
            continue
        tag = element.tag
        pairs = cast("Sequence[tuple[str, str]]", element.items())
        attributes = dict(pairs) if pairs else _NOTHING
        if (not isinstance(tag, str) or tag in DROPPED) and element is not root:
            found.append(Node(element, "", _NO_NAMES, "", attributes))
            dropped = 1
            continue
        names, identity = _NO_NAMES, ""
        if pairs:
            classes = attributes.get("class")
            if classes:
                names = names_in(classes)
            identity = attributes.get("id", "")
            if identity:
                identity = identity.lower() if len(identity) <= LONGEST_NAME else ""
        found.append(Node(element, str(tag), names, identity, attributes))
    return found
