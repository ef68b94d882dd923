"""Comments that only their own names tell, and comments in no box; all pages are written here."""

from __future__ import annotations

import pytest

from tests.store.importers.threads_in_html import Said, page, said

DATE = "May 3, 2020 10:11"
HEADER = '<b class="author">{name}</b> <time>' + DATE + "</time>"
THREE = (("Ann", "Forty-one."), ("Bo", "No: forty."), ("Cem", "Forty-two, I think."))

BOXES = {
    "a class": '<div class="pl-comm-single-comment pl-even">{head}<p>{words}</p></div>',
    "an id": '<article class="box" id="elComment_{at}">{head}<p>{words}</p></article>',
    "an id without an element for the name": '<div class="box" id="comEnt{at}"><table><tr><td><b>'
    f"{{name}}</b> ({DATE})</td></tr><tr><td>{{words}}</td></tr></table></div>",
    "a post's class": f'<div class="post_block hentry" id="post_id_{{at}}"><h3><a href="/n">#{{at}}'
    '</a> <span class="author vcard"><a href="/user/5">{name}</a></span></h3><p class="info">'
    f'Posted <time>{DATE}</time></p><div class="post entry-content">{{words}}</div></div>',
    "the class of a response": '<article class="h-cite u-comment" id="webmention-{at}">{head}'
    '<div class="p-content">{words}</div></article>',
}


def boxed(box: str) -> str:
    return "".join(
        box.format(at=at, name=name, words=words, head=HEADER.format(name=name))
        for at, (name, words) in enumerate(THREE, 71)
    )


@pytest.mark.parametrize("box", BOXES)
def test_signed_boxes_are_comments_that_nothing_calls_so_but(box: str) -> None:
    assert said(page(f"<div>{boxed(BOXES[box])}</div>", heading="")) == [
        Said(name, DATE, words) for name, words in THREE
    ]


def test_answers_in_such_a_box_answer_it() -> None:
    def box(name: str, inner: str = "") -> str:
        return (
            f'<article class="fy-comment-article"><section>{HEADER.format(name=name)}<div itemprop='
            f'"text">Words of {name}.</div></section><div class="fy-more">{inner}</div></article>'
        )

    thread = box("Ann", box("Bo", box("Cem"))) + box("Dee")
    found = said(page(f'<div class="stream">{thread}</div>', heading=""))
    assert [(one.author, one.parent) for one in found] == [
        ("Ann", None),
        ("Bo", 1),
        ("Cem", 2),
        ("Dee", None),
    ]


def test_boxes_of_which_one_is_not_signed_are_no_comments() -> None:
    unsigned = '<div class="pl-comm-single-comment"><p>Leave your own.</p></div>'
    assert said(page(f"<div>{boxed(BOXES['a class'])}{unsigned}</div>", heading="")) == []


@pytest.mark.parametrize("name", ["latest-comments", "recent_comments"])
def test_the_newest_comments_of_other_pages_are_none_of_this(name: str) -> None:
    inner = boxed(BOXES["an id"])
    assert said(page(f'<div class="{name}">{inner}</div>', heading="")) == []


def test_the_post_that_starts_a_topic_is_read_with_its_answers() -> None:
    posts = "".join(
        f'<div id="post_{at}" class="topic-body crawler-post"{kind}><div class="post-meta"><span '
        f'class="creator"><span itemprop="name">{name}</span></span> <time>{DATE}</time></div>'
        f'<div class="post" itemprop="text"><p>{words}</p></div></div>'
        for at, ((name, words), kind) in enumerate(
            zip(THREE, ["", *[' itemscope itemtype="http://schema.org/Comment"'] * 2], strict=True),
            1,
        )
    )
    title = "<title>Boats</title><h1>Boats</h1>"
    assert said(f'{title}<div id="main-outlet">{posts}</div>') == [
        Said(name, DATE, words) for name, words in THREE
    ]


FLAT = {
    "names and dates under the words": "<a id=c{at}></a><p>{words}</p><p class=posted>Posted by: "
    f"<a href=/u>{{name}}</a> | <a href=#c{{at}}>{DATE}</a></p>",
    "names and dates over the words": f"<p class=head><b>{{name}}</b>, {DATE}</p><p>{{words}}</p>",
    "names over and dates under the words": '<h3 class="comment"><a href=/u>{name}</a> wrote:</h3>'
    f'<div class="commentbody">{{words}}</div><div class="commentinfo">{DATE}</div>',
}
FORM = "<h2>Post a comment</h2><p>Sign in, please.</p><form><textarea></textarea></form>"


@pytest.mark.parametrize("item", FLAT)
@pytest.mark.parametrize("box", ["{}", '<div class="remarks">{}</div>'])
def test_comments_in_no_box_are_read_by(item: str, box: str) -> None:
    heading = "<h2><a id=comments></a>Comments</h2>"
    thread = box.format(heading + boxed(FLAT[item]) + FORM)
    assert said(page(thread, heading="")) == [Said(name, DATE, words) for name, words in THREE]


def test_short_paragraphs_with_dates_under_a_heading_are_no_comments_without_words() -> None:
    dates = "".join(f"<p>{day} May 2020</p>" for day in range(1, 6))
    assert said(page(f"<h2>Responses</h2>{dates}", heading="")) == []


HEADINGS = {
    "a list under a heading of that id": '<h3 id="comments">3 Comments</h3><ol>{}</ol>',
    "boxes beside a box called a heading": '<div class="comments-head">Comments</div>{}',
    "boxes beside a title": '<div class="title">Comments</div>{}',
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_items_without_names_of_their_own_are_read_as(heading: str) -> None:
    tag = "li" if "<ol>" in HEADINGS[heading] else "div"
    item = f"<{tag}><p>{{words}}</p><p class=small>— {{name}}, {DATE}</p></{tag}>"
    found = said(page(HEADINGS[heading].format(boxed(item)), heading=""))
    assert found == [Said(name, DATE, words) for name, words in THREE]


def test_an_article_before_the_heading_of_no_comments_is_none() -> None:
    article = f"<p class=postmeta>By Ann, {DATE}</p><p>Forty-one boats are in the harbour.</p>"
    source = f'<div id="content"><h2>Boats</h2>{article}<h3 id="comments">Comments</h3></div>'
    assert said(f"<title>Boats</title>{source}") == []
