"""Which elements of a page hold a comment, and what only looks so; all pages are written here."""

from __future__ import annotations

import pytest

from tests.store.importers.threads_in_html import Said, page, said

DATE = "May 3, 2020 at 10:11 am"


def item(number: int, name: str, inner: str = "", depth: int = 1) -> str:
    """A comment in a box, its byline last, *inner* behind both."""
    return (
        f'<div class="comment depth-{depth}" id="comment-{number}"><div class="comment-body">'
        f'<p>Words of {name}.</p><p class="comment-meta">by <a class="url" href="/x">{name}</a> on '
        f"{DATE} <a>Reply</a></p></div>{inner}</div>"
    )


def test_an_answer_right_inside_the_box_of_its_comment_is_one_of_its_own() -> None:
    thread = item(7, "Ann", item(8, "Bo", depth=2)) + item(9, "Cem")
    assert said(page(f'<div class="comments">{thread}</div>')) == [
        Said("Ann", DATE, "Words of Ann."),
        Said("Bo", DATE, "Words of Bo.", 1),
        Said("Cem", DATE, "Words of Cem."),
    ]


def test_a_comment_that_is_not_closed_is_not_answered_by_the_next() -> None:
    thread = "".join(
        f'<li class="comment depth-{depth}" id="comment-{at}"><div class="comment-body">'
        f'<cite class="fn">{name}</cite><p>Words of {name}.</p></li>'
        for at, name, depth in ((7, "Ann", 1), (8, "Bo", 2), (9, "Cem", 1), (10, "Dee", 1))
    )
    assert said(page(f'<ol class="commentlist">{thread}</ol>')) == [
        Said("Ann", None, "Words of Ann."),
        Said("Bo", None, "Words of Bo.", 1),
        Said("Cem", None, "Words of Cem."),
        Said("Dee", None, "Words of Dee."),
    ]


@pytest.mark.parametrize(
    "attributes",
    [
        'id="comentario-{}"',
        'itemscope itemtype="http://schema.org/UserComments" id="x{}"',
        'class="comment entry-body" id="comment-{}"',
    ],
)
def test_a_comment_is_known_by(attributes: str) -> None:
    thread = "".join(
        f"<li {attributes.format(at)}><strong itemprop=name>{name}</strong>"
        f"<p itemprop=commentText>Words of {name}.</p><button>Reply</button></li>"
        for at, name in ((7, "Ann"), (8, "Bo"))
    )
    assert said(page(f"<ul class=comments>{thread}</ul>", heading="")) == [
        Said("Ann", None, "Words of Ann."),
        Said("Bo", None, "Words of Bo."),
    ]


def test_a_list_of_terms_for_each_comment_is_a_thread() -> None:
    def terms(name: str, inner: str = "") -> str:
        return (
            f"<a name=x></a><dl><dt class=subj></dt><dt class=author><span>by <a class=commenter "
            f"href=/x>{name}</a></span> {DATE} PDT</dt><dd id=body_7>Words of {name}.</dd>"
            f"<dd><a>Reply</a></dd><dd class=more>{inner}</dd></dl>"
        )

    thread = terms("Ann", terms("Bo")) + terms("regulator1956") + terms("Mews-")
    assert said(page(f"<div class=talk>{thread}</div>", heading="")) == [
        Said("Ann", f"{DATE} PDT", "Words of Ann."),
        Said("Bo", f"{DATE} PDT", "Words of Bo.", 1),
        Said("regulator1956", f"{DATE} PDT", "Words of regulator1956."),
        Said("Mews-", f"{DATE} PDT", "Words of Mews-."),
    ]


ANN = '<div class="comment" id="comment-7"><b class="author">Ann</b><p>Forty-one.</p></div>'
NONE = {
    "a template": '<div class="comment"><p>Posted by:</p> | </div>',
    "a heading": '<div class="comment"><p>15 Responses to “Boats”</p></div>',
    "a form": '<li id="respond"><h3>Reply</h3><form><p>Name</p><textarea></textarea></form>',
}


@pytest.mark.parametrize("thing", NONE)
def test_no_comment_is(thing: str) -> None:
    thread = f'<div id="comments"><ul class="commentlist">{NONE[thing]}</ul>{ANN}</div>'
    assert said(page(thread)) == [Said("Ann", None, "Forty-one.")]


def test_an_article_among_posts_is_no_post_of_a_forum() -> None:
    words = "<p>Forty boats lay in the harbour, and nobody had counted them before.</p>" * 3
    article = (
        '<div id="posts"><div class="post-7 post hentry" id="post-7"><div class="byline">May 3, '
        f'2020 | <a href="/author/ann/">Ann</a></div>{words}</div></div>'
    )
    assert said(page(ANN, heading=article + '<h3 id="comments">1 Comment</h3>')) == [
        Said("Ann", None, "Forty-one.")
    ]


def test_a_link_back_in_a_list_of_its_own_stays_one() -> None:
    one = (
        '<li class="{}" id="comment-{}"><article id="div-comment-{}" class="comment-body"><b '
        'class="fn">{}</b><div class="comment-content"><p>Words of {}.</p></div></article></li>'
    )
    thread = (
        f"<ol class=commentlist>{one.format('comment', 7, 7, 'Ann', 'Ann')}</ol><div><h3>Trackbacks"
        f"</h3><ol>{one.format('trackback', 8, 8, 'Elsewhere', 'Elsewhere')}</ol></div>"
    )
    assert said(page(thread)) == [
        Said("Ann", None, "Words of Ann."),
        Said("Elsewhere", None, "Words of Elsewhere.", None, True),
    ]


def test_the_page_after_a_comment_that_is_not_closed_is_none_of_its_words() -> None:
    thread = (
        '<ol class="commentlist"><li class="comment" id="comment-7"><div class="comment-body">'
        '<div class="comment-author"><cite class="fn">Ann</cite></div><p>Forty-one.</p></li></ol>'
        '<a class="post">Post Comment</a><div id="respond" class="comment-respond"><h3>Leave a '
        "Reply</h3><form><p>Name</p><textarea></textarea></form></div><h2>Featured</h2><p>Boats</p>"
    )
    assert said(page(thread)) == [Said("Ann", None, "Forty-one.")]


def test_a_table_of_titles_that_link_to_comments_is_no_thread() -> None:
    row = (
        '<tr id="tr-comment-{0}" class="comment"><td class="author">Ann</td><th><a '
        'href="/boats?all#comment-{0}">Re: Boats</a></th><td><time>{1}</time></td></tr>'
    )
    table = "".join(row.format(at, DATE) for at in (7, 8, 9))
    assert said(page(f'<div id="comments"><h2>Comments</h2><table>{table}</table></div>')) == []


@pytest.mark.parametrize(("dots", "pingback"), [("[...]", True), ("[…]", True), ("...", False)])
def test_an_excerpt_of_another_page_is_a_link_back(dots: str, pingback: bool) -> None:
    thread = (
        f'<ol class="commentlist"><li class="comment" id="comment-7"><cite class="fn">Links for '
        f"2010-10-04 | Elsewhere</cite> <a>{DATE}</a><p>{dots} forty boats {dots}</p></li></ol>"
    )
    assert said(page(thread)) == [
        Said("Links for 2010-10-04 | Elsewhere", DATE, f"{dots} forty boats {dots}", None, pingback)
    ]


def test_buttons_in_the_last_line_of_the_words_are_none_of_them() -> None:
    def one(number: int, name: str, more: str) -> str:
        return (
            f'<li class="comment" id="comment-{number}"><b class="author">{name}</b><div '
            f'class="comment-text">Words of {name}. <a>Reply</a> | <a>Flag</a> | {more}</div></li>'
        )

    thread = one(7, "Ann", "<a>Link to this</a>") + one(8, "Bo", "from <a>a phone</a>")
    assert said(page(f"<ol class=commentlist>{thread}</ol>")) == [
        Said("Ann", None, "Words of Ann."),
        Said("Bo", None, "Words of Bo."),
    ]


def test_a_link_that_ends_the_words_of_a_comment_is_one_of_them() -> None:
    item = (
        '<li class="comment"><b class="author">Ann</b><div class="comment-text">See <a>Bo</a>'
        "</div></li>"
    )
    assert said(page(f"<ol class=commentlist>{item}</ol>")) == [Said("Ann", None, "See Bo")]


@pytest.mark.parametrize(
    ("inner", "author"),
    [
        ("<p>[…] forty boats lay there […]</p>", None),
        ("<p><a href=/x>[…] forty boats […]</a></p>", None),
        ("<p>Then they counted every boat in the harbour twice and again.</p>", None),
        ("<p><a href=/x>A page on each of the boats</a></p>", "A page on each of the boats"),
    ],
)
def test_what_another_page_says_is_not_its_name(inner: str, author: str | None) -> None:
    thread = f'<ol class="commentlist"><li class="trackback" id="comment-7">{inner}</li></ol>'
    assert [(comment.author, comment.pingback) for comment in said(page(thread))] == [
        (author, True)
    ]
