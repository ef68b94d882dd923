"""Titles, buttons, answers and copies in and round headers; all pages are written here."""

from __future__ import annotations

import pytest

from tests.store.importers.threads_in_html import Said, page, said

DATE = "May 3, 2020 10:11"
LONG = (
    "Forty-one boats, whatever the harbour office wrote into its book last year, and not one of "
    "them has ever been moved."
)


def listed(*items: str, more: str = "") -> str:
    """Comments of these insides, as the items of a list, and *more* after them."""
    inner = "".join(
        f'<li class="comment" id="comment-{at}">{item}</li>' for at, item in enumerate(items, 7)
    )
    return page(f'<ol class="commentlist">{inner}{more}</ol>')


@pytest.mark.parametrize("title", ['<p class="titre">{}</p>', "<h5>{}</h5>"])
def test_a_title_over_a_comment_that_nobody_signed_is_nobodys_name(title: str) -> None:
    items = [("Harbour", ", Ann Lee"), ("Thanks", ""), ("The count", ", Cy")]
    found = said(listed(*(f"{title.format(t)}<p>{DATE}{by}</p><p>Forty.</p>" for t, by in items)))
    assert found == [Said(name, DATE, "Forty.") for name in ("Ann Lee", None, "Cy")]


def test_what_a_commenter_is_may_make_a_name_long() -> None:
    name = "Ann Lee, Keeper of the Book at the Old Harbour Office, North (...)"
    assert said(listed(f"<p>3 May 2020, by {name}</p><p>Forty-one.</p>")) == [
        Said(name, "3 May 2020", "Forty-one.")
    ]


HEADERS = {
    "a number and a button": '<a href="#comment-7">#1</a> Ann Lee (<a href="#f">Reply</a>)',
    "a site": f'Ann Lee (<a href="http://ann.example">Homepage</a>) on {DATE}',
    "a number in a paragraph": f'<p><a href="#comment-7">#12</a> Ann Lee {DATE}</p>',
}


@pytest.mark.parametrize("beside", HEADERS)
def test_a_name_in_no_element_is_told_from(beside: str) -> None:
    header = HEADERS[beside]
    foot = "" if DATE in header else f"<div>on {DATE}</div>"
    (comment,) = said(listed(f"<div>{header}</div><div>Forty-one boats.</div>{foot}"))
    assert comment == Said("Ann Lee", DATE, "Forty-one boats.")


def test_words_may_follow_a_name_and_a_colon_on_its_line() -> None:
    item = (
        "<cite>Ann Lee:</cite> Forty-one boats lay in the harbour.<br>I counted them.<br>"
        f"<small>{DATE}</small>"
    )
    assert said(listed(item)) == [
        Said("Ann Lee", DATE, "Forty-one boats lay in the harbour.\nI counted them.")
    ]


def test_short_words_may_begin_behind_name_and_date_and_go_on_below() -> None:
    item = (
        f'<span class="author">Ann Lee</span> <span class="date">{DATE}</span> Forty-one.<br>'
        "I counted them, and not for the first time in all these years.<br><a>Reply</a>"
    )
    assert said(listed(item)) == [
        Said(
            "Ann Lee",
            DATE,
            "Forty-one.\nI counted them, and not for the first time in all these years.",
        )
    ]


def test_a_date_may_stand_behind_long_words_on_their_line() -> None:
    item = f'<cite class="fn">Ann Lee</cite> {LONG} <span class="commentmetadata">on {DATE}</span>'
    assert said(listed(item)) == [Said("Ann Lee", DATE, LONG)]


def test_a_mark_in_the_last_paragraph_is_part_of_it() -> None:
    item = f"<p>Ann Lee | {DATE}</p><p>The harbour's number:<br>+10 22 33 44</p><p><a>Reply</a></p>"
    assert said(listed(item)) == [Said("Ann Lee", DATE, "The harbour's number:\n+10 22 33 44")]


def test_a_comment_in_a_box_called_after_its_picture_is_read() -> None:
    items = "".join(
        f'<li><div class="comment-avatar"><div id="comment-{day}"><img><b>{name}</b><br><i>May '
        f"{day}, 2020 10:11</i><br>Forty.</div></div></li>"
        for day, name in ((3, "Ann"), (4, "Bo"), (5, "Cy"))
    )
    assert [(c.author, c.words) for c in said(page(f'<ol class="commentlist">{items}</ol>'))] == [
        ("Ann", "Forty."),
        ("Bo", "Forty."),
        ("Cy", "Forty."),
    ]


def test_a_field_to_copy_lines_from_is_not_read_twice() -> None:
    lines = "boats.filter(far)\nboats.count()"
    item = (
        f'<b class="author">Ann Lee</b> <i>{DATE}</i><p>This counts:</p><div><textarea>{lines}'
        f"</textarea><pre>{lines}</pre></div><p>Forty-one.</p>"
    )
    (comment,) = said(listed(item))
    assert comment.words == f"This counts:\n\n{lines}\n\nForty-one."


def test_what_nobody_signed_on_no_date_is_no_comment_among_signed_ones() -> None:
    items = [f'<b class="author">{n}</b> <i>{DATE}</i><p>Forty.</p>' for n in ("Ann", "Bo", "Cy")]
    found = said(listed(*items, more="<li>No trackbacks yet.</li>"))
    assert found == [Said(name, DATE, "Forty.") for name in ("Ann", "Bo", "Cy")]


def test_an_answer_in_the_box_of_what_it_answers_is_a_comment() -> None:
    answer = (
        '<div class="admin-reply"><b class="author">The office</b> <span class="date">May 5, 2020 '
        "10:11</span><p>It was forty.</p></div>"
    )
    items = [
        f'<b class="author">{name}</b> <span class="date">{DATE}</span><p>Boats.</p>{inside}'
        for name, inside in (("Ann", answer), ("Bo", ""))
    ]
    assert said(listed(*items)) == [
        Said("Ann", DATE, "Boats."),
        Said("The office", "May 5, 2020 10:11", "It was forty.", 1),
        Said("Bo", DATE, "Boats."),
    ]


def test_a_word_of_many_letters_may_stand_before_what_a_box_of_words_is_called() -> None:
    item = (
        f'<div class="author">Ann Lee</div><p class="commentmeta"><span class="date">{DATE}</span>'
        '(<a href="#form">Reply</a>)</p><div class="weirharbour_commentBody">Forty-one.</div>'
    )
    assert said(listed(item)) == [Said("Ann Lee", DATE, "Forty-one.")]


def test_a_heading_of_comments_may_be_named_in_one_word() -> None:
    items = "".join(
        f"<div><p>{name} {DATE}</p><p>Boats of {name}.</p></div>" for name in ("Ann", "Bo")
    )
    thread = f'<div><div class="sy_commentsTitle">Comments</div>{items}</div>'
    assert said(page(thread, heading="")) == [
        Said("Ann", DATE, "Boats of Ann."),
        Said("Bo", DATE, "Boats of Bo."),
    ]


THEMES = {
    "by, on a line of its own": (
        "<ul><li><em>By</em> Ann Lee</li><li>{date}</li></ul><p>{words}</p>"
    ),
    "a button in its element": (
        '<strong class="name">Ann Lee <span class="reply"><a href="#r">(Reply)</a></span></strong> '
        "<span>on {date}</span><p>{words}</p>"
    ),
    "a button behind it": (
        '<div class="metadata"><a href="#c">{date}</a> <cite>Ann Lee</cite> <a '
        'class="comment-reply-link" href="#r">Reply</a></div><p>{words}</p>'
    ),
    "a date right behind it": (
        '<div class="comment-content"><div class="comment-info"><span>Ann Lee</span>{date} '
        "<a>Reply</a></div><p>{words}</p></div>"
    ),
    "a label of the date": (
        "<p><strong>Comment</strong> from <strong>Ann Lee</strong><br><strong>Time</strong> {date}"
        "</p><p>{words}</p>"
    ),
    "its place below": (
        '<p><a href="#c">Link here</a> | {date}</p><p>{words}</p><p class="commentby">Ann Lee</p>'
    ),
}


@pytest.mark.parametrize("markup", THEMES)
def test_a_name_of_an_old_theme_is_told_by(markup: str) -> None:
    items = [THEMES[markup].format(date=DATE, words=words) for words in ("Forty-one.", "Forty.")]
    assert said(listed(*items)) == [Said("Ann Lee", DATE, f) for f in ("Forty-one.", "Forty.")]


def test_a_time_in_an_element_of_its_own_is_no_more_than_a_part_of_the_date() -> None:
    item = (
        '<cite><span class="author">Ann Lee</span><br><span class="time">11:02 am</span> on <a '
        'href="#c">May 3rd, 2020</a></cite><div class="commenttext"><p>Forty-one.</p></div>'
    )
    (comment,) = said(listed(item))
    assert comment.date is not None
    assert "May 3rd, 2020" in comment.date


def test_a_box_of_words_called_a_comment_is_part_of_one_that_holds_answers_too() -> None:
    def item(number: int, name: str, inside: str = "") -> str:
        return (
            f'<div class="item" id="comment-{number}"><div class="vcard"><span class="date">{DATE}'
            f'</span><br>by <span class="fn">{name}</span></div><div class="main"><div '
            f'class="comment depth1"><p>Boat {number}.</p></div></div>{inside}</div>'
        )

    found = said(page(f'<div class="commentlist">{item(7, "Ann", item(8, "Bo"))}</div>'))
    assert [(comment.author, comment.words, comment.parent) for comment in found] == [
        ("Ann", "Boat 7.", None),
        ("Bo", "Boat 8.", 1),
    ]


def test_what_is_called_a_comment_may_be_the_header_of_the_words_beside_it() -> None:
    items = "".join(
        f'<li class="comments"><a name="forum{number}"></a><strong>Boats</strong> {number} May '
        f"2020, by {name}</li><p>Boat {number}.</p>"
        for number, name in ((7, "Ann"), (8, "Bo"))
    )
    found = said(page(f'<ul class="commentlist">{items}</ul>'))
    assert [(comment.author, comment.words) for comment in found] == [
        ("Ann", "Boat 7."),
        ("Bo", "Boat 8."),
    ]
