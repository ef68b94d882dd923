"""An article with four comments under it, as dumps may print them. All texts own."""

from __future__ import annotations

from store.importers.segment import segment
from store.model import Block, BlockKind

ARTICLE = (
    "Boats in the harbour\n\n"
    "The harbour office counted forty boats on the first morning, and it wrote the name of every "
    "one of them into a book that nobody has opened since.\n\n"
    "By noon there were sixty, and the book was full. The clerk went home, and the boats stayed "
    "where they were until the wind turned late in the evening.\n\n"
)
POSTS = tuple(
    (name, f"I saw {number} of them from the window, and not one of them had a light on.")
    for name, number in (("merle", "two"), ("Tove B", "three"), ("ane_88", "some"), ("jo", "all"))
)
EXPECTED = list(POSTS)


def comments(text: str) -> list[Block]:
    return [b for b in segment(text) if b.kind is BlockKind.COMMENT and not b.pingback]


def told(text: str) -> list[tuple[str | None, str]]:
    return [(b.author, " ".join(text[b.start : b.end].split())) for b in comments(text)]


def thread(form: str, heading: str = "4 Responses", foot: str = "") -> str:
    """Four comments, each as *form* has it of its name, words and number."""
    parts = (form.format(name=name, words=words, n=n) for n, (name, words) in enumerate(POSTS, 1))
    return f"{ARTICLE}{heading}\n\n" + "\n".join(parts) + foot
