"""Comments that stand at anchors of their own, in boxes or none; all pages are written here."""

from __future__ import annotations

from tests.store.importers.threads_in_html import Said, page, said

RUNS = """<div id="talk"><a id="c7"></a><p class="who">Ann Lee, <a href="#c7">May 3, 2020 10:11</a>
</p><p>Forty-one boats.</p><p>I counted.</p><hr><a id="c8"></a><p class="who">Bo, <a
href="/boats#c8">May 4, 2020 09:00</a></p><p>Forty.</p><hr>
<p class="rss">Follow this talk by feed.</p><div>Older talks stay in the hall.</div></div>"""


def run(number: int, name: str, header: str = "") -> str:
    """A comment in no box, under its anchor; *header* is what the class of its name's line adds."""
    return (
        f'<a id="comment{number}"></a><div class="who {header}">{name}, May {number}, 2020</div>'
        f"<div>Boat {number}.</div>"
    )


def blog(number: int, name: str, indent: int) -> str:
    """A comment as Serendipity's themes box and indent it, its anchor before the box."""
    return (
        f'<a id="c{number}"></a><div class="sy_comment sy_by_{number}" style="padding-left: '
        f'{indent}px"><p><a href="#c{number}">#{number}</a> - {name} 2020-05-0{number} 10:11 - '
        f'(<a href="#form">Reply</a>)</p><p>Boat {number}.</p></div>'
    )


def test_comments_in_no_box_go_from_anchor_to_anchor() -> None:
    assert said(page(RUNS, heading="")) == [
        Said("Ann Lee", "May 3, 2020 10:11", "Forty-one boats.\n\nI counted."),
        Said("Bo", "May 4, 2020 09:00", "Forty."),
    ]


def test_what_follows_the_last_comment_in_no_box_is_none_of_it() -> None:
    after = '<div class="foot">The hall is open on Sundays.</div>'
    thread = f"<div>{run(7, 'Ann')}{run(8, 'Bo')}{after}</div>"
    assert [comment.words for comment in said(page(thread, heading=""))] == ["Boat 7.", "Boat 8."]


def test_a_comment_in_no_box_is_as_deep_as_what_it_begins_with_says() -> None:
    thread = run(7, "Ann", "depth-0") + run(8, "Bo", "depth-1") + run(9, "Cy", "depth-0")
    found = said(page(f"<div>{thread}</div>", heading=""))
    assert [(comment.author, comment.parent) for comment in found] == [
        ("Ann", None),
        ("Bo", 1),
        ("Cy", None),
    ]


def test_a_linked_number_before_a_name_counts_the_comment() -> None:
    thread = blog(7, "Ann Lee", 0) + blog(8, "Bo", 20) + blog(9, "Cy", 0)
    assert said(page(f"<div>{thread}</div>")) == [
        Said("Ann Lee", "2020-05-07 10:11", "Boat 7."),
        Said("Bo", "2020-05-08 10:11", "Boat 8.", 7),
        Said("Cy", "2020-05-09 10:11", "Boat 9."),
    ]


def test_an_anchor_of_the_first_post_far_above_it_begins_no_comment() -> None:
    first = '<a name="comment6"></a><div class="pages">Pages: 1 2</div>'
    thread = "".join(run(number, "Ann") for number in range(7, 12))
    found = said(page(f"{first}<div>{thread}</div>", heading=""))
    assert [comment.words for comment in found] == [f"Boat {number}." for number in range(7, 12)]


def test_anchors_of_articles_elsewhere_begin_no_comments() -> None:
    teasers = "".join(
        f'<li><a name="c{number}"></a><a href="/far">Far boats</a> by Ann, {number} May 2020'
        "<p>Forty-one boats.</p></li>"
        for number in (7, 8, 9)
    )
    chapters = "".join(
        f'<a name="c{number}"></a><h3>Boats</h3><p>Forty-one.</p><p>Ann, {number} May 2020</p>'
        for number in (17, 18)
    )
    latest = f'<div class="latest-comments">{run(7, "Ann")}{run(8, "Bo")}</div>'
    assert said(page(f"<ul>{teasers}</ul>{chapters}{latest}", heading="")) == []


def test_anchors_change_nothing_where_names_tell_as_many_comments() -> None:
    """The anchors are in the headers, answers in the boxes beside these."""

    def item(number: int, inside: str = "") -> str:
        return (
            f'<div id="comment-item-{number}"><div class="box"><a id="comment-{number}">#{number}'
            f'</a> <span class="comment-author">Ann</span> <span class="comment-date">May {number}'
            f', 2020</span><div class="comment-body">Boat {number}.</div></div>{inside}</div>'
        )

    thread = f'{item(17, f"""<div class="comments-list">{item(19)}</div>""")}{item(18)}'
    found = said(page(f'<div class="comments-list">{thread}</div>', heading=""))
    assert [(comment.words, comment.parent) for comment in found] == [
        ("Boat 17.", None),
        ("Boat 19.", 17),
        ("Boat 18.", None),
    ]
