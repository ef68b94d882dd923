"""Posts and comments of old boards, snippets and widgets; all pages are written here."""

from __future__ import annotations

import pytest

from tests.store.importers.threads_in_html import Said, page, said

PEOPLE = ((7, "Ann Lee", "Forty-one."), (8, "Bo", "Forty."), (9, "Cy", "None of them."))
THREE = [Said(name, f"May {day}, 2020 10:11", words) for day, name, words in PEOPLE]


def each(item: str) -> str:
    """The comment of each of three people, in the markup of *item*."""
    return "".join(
        item.format(n=day, name=name, date=f"May {day}, 2020 10:11", words=words)
        for day, name, words in PEOPLE
    )


def threes(thread: str, heading: str = "") -> list[Said]:
    """The comments of a page with a thread of those three, without their parents."""
    return [comment._replace(parent=None) for comment in said(page(thread, heading=heading))]


TABLE_BOARD = (
    '<table class="top"><tr><td><span class="normalname"><a href="?user=5">{name}</a></span></td>'
    '<td><span class="details">{date}</span></td></tr><tr><td>Member<br>Posts: 52</td><td><div '
    'id="post-{n}">{words}</div></td></tr></table>'
)
SPANS = (
    '<tr><td><table><tr><td><img src="s.gif" height="1" width="0"></td><td><div><span '
    'class="head"><a href="?id=5">{name}</a> {date} | <a href="?item={n}">link</a></span></div>'
    '<br><span class="comment"><font color="#000000">{words}</font></span><p><a>reply</a></p></td>'
    "</tr></table></td></tr>"
)
MESSAGES = (
    '<tr><td><table><tr><td><b><a href="?user=5">{name}</a></b><br>Newbie<br>Posts: 12</td><td>'
    '<b>Boats</b><br>Reply - {date}</td></tr><tr><td><div class="message">{words}</div></td></tr>'
    "</table></td></tr>"
)
NAMED = (
    '<tr id="post{n}"><td><table><tr><td><a class="postUser">{name}</a></td><td>{date}</td></tr>'
    '<tr><td>Newbie<br>Posts: 12</td><td><span class="ucoz-forum-post">{words}</span><br><span>Slow'
    " and steady</span></td></tr></table></td></tr>"
)
MARKUPS = {
    "named": f"<table>{each(NAMED)}</table>",
    "numbered": f"<div>{each(TABLE_BOARD)}</div>",
    "in spans": f"<table>{each(SPANS)}</table>",
    "in boxes of messages": f"<table>{each(MESSAGES)}</table>",
}


@pytest.mark.parametrize("markup", MARKUPS)
def test_what_is_called_a_post_may_hold_its_words_alone(markup: str) -> None:
    assert threes(MARKUPS[markup]) == THREE


def test_a_button_in_a_box_called_a_reply_is_not_what_is_said() -> None:
    item = '<div><i>{name}, {date}</i><p>{words}</p><div class="reply"><a>reply</a></div></div>'
    assert threes(f"<div>{each(item)}</div>") == THREE


def test_a_box_that_moves_an_answer_in_is_no_part_of_it() -> None:
    """The title that Drupal makes of a comment's first words would be, too."""

    def item(day: int, words: str) -> str:
        return (
            f'<a id="comment-{day}"></a><div class="comment comment-published"><h3><a '
            f'href="#comment-{day}">{words}</a></h3><div class="submitted">Submitted by Ann (not '
            f'verified) on Sun, 05/0{day}/2020 - 10:11.</div><div class="content"><p>{words}</p>'
            "</div></div>"
        )

    inner = f'<div class="indented">{item(8, "Forty.")}</div>'
    found = said(page(f'<div id="comments">{item(7, "Forty-one.")}{inner}{item(9, "No.")}</div>'))
    assert [(comment.words, comment.parent) for comment in found] == [
        ("Forty-one.", None),
        ("Forty.", 1),
        ("No.", None),
    ]


NAMES = {
    "humps": '<div><span class="CommentUserName">{name}</span> <span class="CommentMessageText">'
    "{words}</span></div><div>{date}</div>",
    "a role": '<p><strong><a href="/x">{name}</a></strong><br><small><a href="/profile/1">Member'
    "</a></small></p><div>{words}</div><div>Posted on {date}</div>",
    "what it does": '<a class="user-name">{name}</a><div><span class="comment-text">commented'
    '</span> <span class="date">{date}</span></div><div class="comment-body">{words}</div>',
}


@pytest.mark.parametrize("named", NAMES)
def test_a_name_is_told_by_an_element_with(named: str) -> None:
    item = f'<li class="comment" id="comment-{{n}}">{NAMES[named]}</li>'
    assert threes(f'<ol class="commentlist">{each(item)}</ol>') == THREE


def test_a_time_before_a_short_name_is_no_part_of_it() -> None:
    item = (
        '<a name="{n}"></a><div class="poster">At <a href="#{n}">9:01 pm</a>, <a href="/x">'
        '{name}</a> said…</div><div class="comment-body"><p>{words}</p></div>'
        '<div class="foot">{date}</div>'
    )
    found = threes(each(item), "<h4>3 Comments:</h4>")
    assert [comment.author for comment in found] == ["Ann Lee", "Bo", "Cy"]


STEPS = {
    "calc": '<div style="margin-left: calc(var(--indent) * {step})">',
    "calc of a length": '<div style="margin-left: calc(1em * {step})">',
    "a class": '<div class="kmt-child-{step}" style="margin-left: {step}px !important">',
}


@pytest.mark.parametrize("step", STEPS)
def test_how_far_a_comment_is_moved_in_says_what_it_answers(step: str) -> None:
    thread = "".join(
        f"{STEPS[step].format(step=depth)}<div class='kmt'><b>{name}</b> <i>May {n}, 2020 "
        f"10:11</i><p>Boat {n}.</p></div></div>"
        for n, name, depth in ((3, "Ann", 0), (4, "Bo", 1), (5, "Cy", 2), (6, "Dan", 0))
    )
    found = said(page(f'<div class="comments">{thread}</div>'))
    assert [(comment.author, comment.parent) for comment in found] == [
        ("Ann", None),
        ("Bo", 1),
        ("Cy", 2),
        ("Dan", None),
    ]


def test_a_picture_as_wide_as_an_answer_is_deep_moves_it_in() -> None:
    thread = each(SPANS).replace('width="0"', 'width="40"', 2).replace('"40"', '"0"', 1)
    found = said(page(f"<table>{thread}</table>", heading=""))
    assert [comment.parent for comment in found] == [None, 1, None]


def test_a_link_to_somebody_behind_the_authors_name_says_who_is_answered() -> None:
    item = (
        '<li itemtype="http://schema.org/Comment" itemscope><div class="head"><a href="/user/x">'
        '{name}</a> <a href="/post/7">@Ann Lee</a> <time>{date}</time></div><div itemprop="text">'
        "<p>{words}</p></div></li>"
    )
    found = said(page(f"<ul>{each(item)}</ul>"))
    assert [(comment.author, comment.parent) for comment in found] == [
        ("Ann Lee", None),
        ("Bo", 1),
        ("Cy", 1),
    ]


def test_mentions_of_a_page_elsewhere_are_comments() -> None:
    item = (
        '<div class="entry h-cite"><time class="dt-published">{date}</time> <a class="p-author '
        'h-card" href="https://x.example/@x"><strong>{name}</strong></a><div class="e-content">'
        "<p>{words}</p></div></div>"
    )
    assert threes(f"<div>{each(item)}</div>") == THREE


def test_a_widget_that_prefixes_its_names_with_one_letter_is_read() -> None:
    item = (
        '<div class="vcard"><div class="vh"><div class="vhead"><a class="vnick">{name}</a> <span '
        'class="vsys">Chrome 86</span></div><div class="vmeta"><span class="vtime">{date}</span>'
        '</div><div class="vcontent"><p>{words}</p></div></div></div>'
    )
    assert (
        threes(f'<div id="vcomments"><div class="vcount">3 评论</div>{each(item)}</div>') == THREE
    )


BESIDE = {
    "written": '<div class="comments"><div class="commentHeader">New comment</div><div '
    'class="commentContent">Please <a>sign in</a> or <a>register</a></div></div>',
    "counted": '<div class="bylineComments"><p>By <a rel="author">Ann Lee</a>, Bo and Cy</p><p>'
    '5:00PM GMT 31 Dec 2014</p><p><a href="#c">Comments</a></p></div>',
}


@pytest.mark.parametrize("where", BESIDE)
def test_nothing_is_said_where_comments_are(where: str) -> None:
    assert said(page(BESIDE[where], heading="")) == []
