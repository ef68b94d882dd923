"""Posts of forums, in tables and in boxes that only count; all pages are written here."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.importers.registry import import_bytes
from store.model import BlockKind
from tests.store.importers.threads_in_html import Said, page, said

MORNING = "Sun May 03, 2020 10:11 am"
JOINED = "Joined: 04 Jan 2011<br>Posts: 17"


def rows_of_cells(name: str, words: str) -> str:
    """A post in one row, author and words in a cell each, as phpBB 2 sets it."""
    return (
        f'<tr><td class="row1"><span class="name"><a name="7"></a><b>{name}</b></span><br><span '
        f'class="postdetails">{JOINED}</span></td><td class="row1"><table><tr><td><a href="#7"></a>'
        f'<span class="postdetails">Posted: {MORNING}<span class="gen">&nbsp;</span>&nbsp; Post '
        "subject: Boats in the harbour, and whether all of them were ever counted by anybody</span>"
        '</td><td><a href="/quote">Quote</a></td></tr><tr><td colspan="2"><span class="postbody">'
        f'{words}</span><span class="gensmall"></span></td></tr></table></td></tr><tr><td><a '
        'href="#top">Back to top</a></td><td></td></tr>'
    )


def rows_apart(name: str, words: str) -> str:
    """A post in two rows, author and date above, as phpBB 3 and some themes of phpBB 2 set it."""
    return (
        f'<tr class="row1"><td><a name="p7"></a><b class="postauthor">{name}</b></td><td><table>'
        f"<tr><td><div><b>Post subject:</b> Boats</div><div><b>Posted:</b> {MORNING}</div></td>"
        f'</tr></table></td></tr><tr class="row1"><td class="profile"><span class="postdetails">'
        f'{JOINED}</span></td><td><table><tr><td><div class="postbody">{words}</div></td></tr>'
        '</table></td></tr><tr class="row1"><td><a href="#top">Top</a></td><td></td></tr>'
    )


@pytest.mark.parametrize("post", [rows_of_cells, rows_apart])
def test_posts_that_stand_in_rows_of_a_table_are_read(post: Callable[[str, str], str]) -> None:
    signed = "No.<br>_________________<br>Bo was here"
    table = f"<table>{post('Ann', 'Forty.<br>I counted.')}{post('Bo', signed)}</table>"
    assert said(f"<title>Boats</title><h1>Boats</h1>{table}") == [
        Said("Ann", MORNING, "Forty.\nI counted."),
        Said("Bo", MORNING, "No."),
    ]


def test_a_quotation_does_not_part_the_words_of_a_post() -> None:
    quoting = (
        '</span><table><tr><td><b>Ann wrote:</b></td></tr><tr><td class="quote">Forty.</td></tr>'
        '</table><span class="postbody">No.'
    )
    table = f"<table>{rows_of_cells('Ann', 'Forty.')}{rows_of_cells('Bo', quoting)}</table>"
    second = said(f"<title>Boats</title><h1>Boats</h1>{table}")[1]
    assert second.words == "Ann wrote:\nForty.\n\nNo."


def test_a_quotation_in_a_quotation_does_not_take_its_post_away() -> None:
    quoting = (
        '</span><table><tr><td><b>Ann wrote:</b></td></tr><tr><td class="quote">As I said:<table>'
        '<tr><td><b>Quote:</b></td></tr><tr><td class="quote">Forty.</td></tr></table><span '
        'class="postbody"></span></td></tr></table><span class="postbody">No.'
    )
    table = f"<table>{rows_of_cells('Ann', 'Forty.')}{rows_of_cells('Bo', quoting)}</table>"
    found = said(f"<title>Boats</title><h1>Boats</h1>{table}")
    assert [one.author for one in found] == ["Ann", "Bo"]
    assert found[1].words.endswith("No.")


BOXES = {
    "an article each": '<article id="post-{at}"><div class="info"><div class="author">{name}</div>'
    '<div class="timestamp">{date}</div></div><div class="content"><p>{words}</p></div></article>',
    "a table each": '<table class="tborder" id="post_{at}"><tr><td class="post_author"><span><a '
    'href="/user-1.html">{name}</a></span><p>Joined: Jan 2011</p></td><td><span class="smalltext">'
    '{date}</span><div class="post_body" id="pid_{at}">{words}</div></td></tr></table>',
    "an archive": '<div class="post"><div class="header"><div class="author"><h2><a href="/u-1.html'
    '">{name}</a></h2></div><div class="dateline">{date}</div></div><div class="message">{words}'
    "</div></div>",
    "words with a number": '<div class="row"><h4 class="poster">{name}</h4><div class="smalltext">'
    '{date}</div><div class="inner" id="msg_{at}">{words}</div></div>',
}


@pytest.mark.parametrize("box", BOXES)
def test_signed_posts_are_read_in(box: str) -> None:
    posts = "".join(
        BOXES[box].format(at=at, name=name, date=MORNING, words=f"Words of {name}.")
        for at, name in ((7, "Ann"), (8, "Bo"))
    )
    assert said(f"<title>Boats</title><h1>Boats</h1><div class=list>{posts}</div>") == [
        Said("Ann", MORNING, "Words of Ann."),
        Said("Bo", MORNING, "Words of Bo."),
    ]


@pytest.mark.parametrize("title", ["<h2>{}</h2>", '<div class="post-title">{}</div>'])
@pytest.mark.parametrize("box", ['class="post"', 'id="post-{}"'])
def test_articles_that_a_page_lists_are_no_posts(title: str, box: str) -> None:
    words = "<p>Forty boats lay in the harbour.</p>" * 9
    listed = "".join(
        f"<article {box.format(at)}>{title.format(f'<a href=/boats/{at}>Boats</a>')}"
        f'<span class="author">Ann</span> <time>{MORNING}</time><div>{words}</div></article>'
        for at in (7, 8, 9)
    )
    assert said(page(listed, heading="")) == []


@pytest.mark.parametrize(
    "box", ["article class=post", 'div class=post itemtype="https://schema.org/NewsArticle"']
)
def test_articles_that_follow_each_other_are_no_posts(box: str) -> None:
    words = "<p>Forty boats lay in the harbour.</p>" * 9
    one = f'<{box}><a class="author">Ann</a> <time>{MORNING}</time><div>{words}</div>'
    listed = f"{one}</{box.split(maxsplit=1)[0]}>" * 3
    assert said(page(listed, heading="")) == []


def test_posts_in_cells_without_names_are_told_by_the_lines_of_their_boxes() -> None:
    posts = [("merle", "two"), ("tove", "three"), ("ane", "some"), ("jorun", "all")]
    cells = "".join(
        f"<tr><td><a href=#>1{n}-05-2020, 02:1{n}</a></td></tr><tr><td><b>{name}</b><br>"
        f"<span>Posts: {n}7<br>Join Date: 0{n}-01-2009</span></td><td><p>I saw {number} of them "
        "from the window, and not one of them had a light on.</p></td></tr>"
        for n, (name, number) in enumerate(posts, 1)
    )
    (article,) = import_bytes(
        f"<title>Boats</title><h1>Boats</h1><table>{cells}</table>".encode(), name="a.html"
    )
    found = [b for b in article.blocks if b.kind is BlockKind.COMMENT]
    assert [b.author for b in found] == [name for name, _ in posts]
    assert all(b.date for b in found)
    assert [article.text[b.start : b.end].split()[2] for b in found] == [n for _, n in posts]


def test_a_signature_is_no_part_of_a_short_post_whatever_else_it_is_called() -> None:
    post = (
        '<li id="post-{n}" class="message"><h3><a class="username">{name}</a></h3><div '
        'class="messageContent"><blockquote class="messageText">{words}</blockquote></div><div '
        'class="signature messageText">Slow and steady wins the race.</div><span class="DateTime">'
        "May {n}, 2020</span></li>"
    )
    posts = post.format(n=7, name="Ann", words="Forty.") + post.format(n=8, name="Bo", words="No.")
    found = said(page(f'<ol class="messageList" id="messageList">{posts}</ol>', heading=""))
    assert [(comment.author, comment.words) for comment in found] == [
        ("Ann", "Forty."),
        ("Bo", "No."),
    ]


def test_what_makes_a_quotation_longer_is_no_part_of_a_post() -> None:
    quote = (
        '<blockquote class="bbCodeBlock"><div class="bbCodeBlock-expandContent">How many?</div>'
        '<div class="bbCodeBlock-expandLink"><a>Click to expand...</a></div></blockquote>'
    )
    post = (
        '<article class="message js-post" id="js-post-{n}"><h4><a class="username">{name}</a></h4>'
        '<time>May {n}, 2020</time><article class="message-body"><div>{words}</div></article>'
        "</article>"
    )
    posts = post.format(n=7, name="Ann", words="How many?") + post.format(
        n=8, name="Bo", words=f"{quote}Forty."
    )
    found = said(page(f'<div class="block-body">{posts}</div>', heading=""))
    assert [(comment.author, comment.words) for comment in found] == [
        ("Ann", "How many?"),
        ("Bo", "How many?\n\nForty."),
    ]
