"""Pages whose markup does not tell where comments begin, read as their dumps are. Texts own."""

from __future__ import annotations

import pytest

from store.importers.registry import import_bytes
from store.model import BlockKind
from tests.store.importers.harbour import EXPECTED, POSTS

ARTICLE = "<h1>Boats in the harbour</h1>" + 2 * (
    "<p>The harbour office counted forty boats on the first morning, and it wrote the name of "
    "every one of them into a book that nobody has opened since.</p>"
)
THEMES = {
    "an act in a heading": (
        '<div class="comment_odd" id="c{n}"><h4>On Wednesday, April {n}, 2004,\n  {name}\n '
        "commented:</h4><p>{words}</p></div>"
    ),
    "names and dates in a list": (
        '<ul class="comments-info"><li class="comment-name">{name}</li><li class="comment-date">'
        "2009年02月2{n}日 00:55</li></ul><p>{words}</p>"
    ),
}


def read(comments: str, heading: str = "Comments") -> list[tuple[str | None, str]]:
    page = f"<html><body>{ARTICLE}<h3>{heading}</h3><div id=comments>{comments}</div></body></html>"
    (article,) = import_bytes(page.encode(), name="page.html")
    return [
        (block.author, article.text[block.start : block.end].strip())
        for block in article.blocks
        if block.kind is BlockKind.COMMENT
    ]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_comments_are_read_by_their_lines(theme: str) -> None:
    parts = (theme.format(n=n, name=name, words=words) for n, (name, words) in enumerate(POSTS, 1))
    assert read("".join(parts)) == EXPECTED


def test_what_is_not_called_a_comment_is_none() -> None:
    parts = (
        f"<p>{name}</p><p>2{n} April 2004, 10:11</p><p>{words}</p>"
        for n, (name, words) in enumerate(POSTS)
    )
    assert read(f"<div>{''.join(parts)}</div>", "Opinions") == []
