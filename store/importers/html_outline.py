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
    """One element. Of one whose text no reader sees, only what stands after it counts: no `tag`."""

    element: _Element
    tag: str
    names: frozenset[str]
    attributes: Mapping[str, str]

    @property
    def identity(self) -> str:
        """Its id in lower case; "" where it has none, or one too long to be a name."""
        own = self.attributes.get("id", "")
        return own.lower() if len(own) <= LONGEST_NAME else ""


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
        tag = element.tag
        if (not isinstance(tag, str) or tag in DROPPED) and element is not root:
            if event == "start":
                if not dropped:
                    found.append(Node(element, "", _NO_NAMES, _attributes(element)))
                dropped += 1
            else:
                dropped -= 1
        elif dropped:
            continue
        elif event == "end":
            found.append(None)
        else:
            attributes = _attributes(element)
            classes = attributes.get("class")
            names = names_in(classes) if classes else _NO_NAMES
            found.append(Node(element, str(tag), names, attributes))
    return found


def _attributes(element: _Element) -> Mapping[str, str]:
    pairs = cast("Sequence[tuple[str, str]]", element.items())
    return dict(pairs) if pairs else _NOTHING
