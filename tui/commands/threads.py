"""Commands for comments, for the outline, and for what is disputed."""

from __future__ import annotations

from tui.commands.base import Change, Command


def _kin(title: str, which: str, way: str, key: str) -> Command:
    name = f"{way}-{which}" if way else which
    args = (which, way or "next")
    return Command(name, title, "Comments", (key,), "kin", args, counts=True, leaps=True)


THREADS = (
    _kin("Next comment beside this one", "sibling", "next", "] s"),
    _kin("Previous comment beside this one", "sibling", "previous", "[ s"),
    _kin("The comment that this one answers", "parent", "", "[ p"),
    _kin("First reply to this comment", "reply", "", "] p"),
    _kin("Next comment of this author", "author", "next", "] o"),
    _kin("Previous comment of this author", "author", "previous", "[ o"),
    Command(
        "fold-replies",
        "Fold all replies (3 g z: from depth three)",
        "Comments",
        ("g z",),
        "fold_replies",
        counts=True,
    ),
    Change("dispute", "Say what this comment disputes…", "Link", ("C",), "tie", ("disputes",)),
    Change("support", "Say what this is evidence for…", "Link", ("V",), "tie", ("supports",)),
    Change("status", "Claim's next status: unchecked, disputed…", "Change", ("S",), "status"),
    Command("outline", "Headings and comments to go to…", "Jump", ("O",), "outline"),
)
