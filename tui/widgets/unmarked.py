"""What of a Markdown text is markup and no words: left out where the text is only previewed. Pure.

The signs are CommonMark's (https://spec.commonmark.org/0.31.2/): enough of them for a glance, since
the text itself is kept and read as it is.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_SIGNS = re.compile(
    r"""
      ^[ ]{0,3}\#{1,6}(?:[ \t]+|$) | [ \t]+\#+[ \t]*$ | ^[ ]{0,3}(?:=+|-{3,})[ \t]*$  # headings
    | ^[ ]{0,3}>[ ]?                                           # quotations
    | (?P<link>!?\[)(?P<words>[^\]\n]*)(?P<target>\]\([^()\s]*(?:\s+"[^"\n]*")?\))
    | (?P<open>\*\*|__|(?<!\w)[*_]|`+)(?=\S)(?P<inner>[^*_`\n]+?)(?<=\S)(?P<close>(?P=open))(?!\w)
    """,
    re.MULTILINE | re.VERBOSE,
)


def markup(text: str, start: int, end: int) -> list[Span]:
    """The stretches of text[start:end] that are markup, in order, apart."""
    found: list[Span] = []
    for match in _SIGNS.finditer(text[start:end]):
        if match["link"] is not None:
            parts = [match.span("link"), match.span("target")]
        elif match["open"] is not None:
            parts = [match.span("open"), match.span("close")]
        else:
            parts = [match.span()]
        found += [(start + a, start + b) for a, b in parts if a < b]
    return found
