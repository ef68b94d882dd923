"""Who wrote a comment and whom it answers, in headers of many makes; all pages are written here."""

from __future__ import annotations

import pytest

from tests.store.importers.threads_in_html import Said, page, said


def listed(*items: str) -> str:
    """Comments of these insides, as the items of a list."""
    inner = "".join(
        f'<li class="comment" id="comment-{at}">{item}</li>' for at, item in enumerate(items, 7)
    )
    return page(f'<ol class="commentlist">{inner}</ol>')


NAMES = {
    "a number behind it": ('<span class="author">Ann Lee &bull; #9</span>', "Ann Lee"),
    "a number before it": ('<span class="author">12. Ann Lee</span>', "Ann Lee"),
    "its role": ('<cite class="fn">Ann Lee <span>Post author</span></cite>', "Ann Lee"),
    "whom it answers": ('<b class="author">Ann Lee in reply to Bo</b>', "Ann Lee"),
    "an address": (
        '<cite>http://ann.example <i id="dsq-author-user-7">Ann Lee</i></cite>',
        "Ann Lee",
    ),
    "a guest's mark": ('<div class="submitted">Napsal uživatel ann (bez ověření) dne</div>', "ann"),
    "a rank": ('<h4><a href="/people/ann/">Ann</a> (fond of boats)</h4>', "Ann"),
    "a button": ("<cite><a href=/u/h><b>H</b></a> <a class=abuse>Report Abuse</a></cite>", "H"),
}


@pytest.mark.parametrize("beside", NAMES)
def test_a_name_is_told_from(beside: str) -> None:
    header, name = NAMES[beside]
    date = '<span class="date">May 3, 2020 10:11</span>'
    assert said(listed(f"{header}{date}<p>Forty-one.</p>")) == [
        Said(name, "May 3, 2020 10:11", "Forty-one.")
    ]


@pytest.mark.parametrize(
    "name", ["300: Ann", "Ann A", "Kim Le", "Ann ;)", "Mews-", "[deleted]", "Bo (Oslo)"]
)
def test_what_a_name_of_its_own_element_ends_in_belongs_to_it(name: str) -> None:
    item = f'<cite class="fn">{name}</cite> says:<p>Forty-one.</p>'
    assert [comment.author for comment in said(listed(item))] == [name]


@pytest.mark.parametrize(
    ("header", "name"),
    [("(Ann Lee)", "Ann Lee"), ("Ann Lee -", "Ann Lee"), ("Ann Lee le", "Ann Lee")],
)
def test_what_only_parts_a_name_from_what_follows_does_not(header: str, name: str) -> None:
    item = f'<span class="author">{header}</span><p>Forty-one.</p>'
    assert [comment.author for comment in said(listed(item))] == [name]


def test_a_day_of_the_week_is_nobodys_name() -> None:
    item = "<p><b>Ann</b></p><p>Forty-one.</p><small>Thursday | 3 May 2020 10:11</small>"
    assert [comment.author for comment in said(listed(item))] == ["Ann"]


@pytest.mark.parametrize("cite", ["<cite>", "<cite class=Film>"])
@pytest.mark.parametrize("sentence", ["I reread {}Boats</cite> twice.", "{}Boats</cite> is long."])
def test_a_book_that_a_comment_cites_did_not_write_it(cite: str, sentence: str) -> None:
    first = sentence.format(cite)
    item = (
        "<p class=commentmeta><a href=/>Ann</a> says:</p><div class=text>"
        f"<p>{first}</p><p>Forty-one.</p></div><p class=commentmeta2>3 May 2020 at 10:11 am</p>"
    )
    plain = first.replace(cite, "").replace("</cite>", "")
    assert said(listed(item)) == [Said("Ann", "3 May 2020 at 10:11 am", f"{plain}\n\nForty-one.")]


def test_a_link_to_somebody_in_the_words_of_a_comment_did_not_write_it() -> None:
    words = 'See <a href="http://b.example/users/bo/count.html">this count</a>, please.'
    item = (
        "<div><a href=/x>Ann</a> &bull; May 3, 2020 10:11</div>"
        f"<div class=commentcontent><p>{words}</p></div>"
    )
    assert [comment.author for comment in said(listed(item))] == ["Ann"]


def test_a_sentence_that_ends_in_said_is_no_header() -> None:
    item = (
        "<div><a href=/x>Ann</a> &bull; May 3, 2020 10:11</div>"
        "<div class=commentcontent><p>He never said forty, not once. She said forty...</p></div>"
    )
    assert said(listed(item)) == [
        Said("Ann", "May 3, 2020 10:11", "He never said forty, not once. She said forty...")
    ]


def test_the_link_behind_replied_to_is_the_comment_answered() -> None:
    def item(number: int, name: str, answered: str = "") -> str:
        return (
            f"<div class=head><a href=/u>{name}</a>{answered} &bull; <a href=#comment-{number}>"
            f"#{number - 6}</a> &bull; 8:0{number} AM Wednesday, Aug 18, 2010 &bull; <a>Reply</a>"
            f"</div><div class=commentcontent><p>Words of {name}.</p></div>"
        )

    answering = (
        ' replied to <a href="/a.html#comment-7">comment from Ann the Harbour Master of Oslo</a>'
    )
    assert said(listed(item(7, "Ann"), item(8, "Cem"), item(9, "Bo", answering))) == [
        Said("Ann", "8:07 AM Wednesday, Aug 18, 2010", "Words of Ann."),
        Said("Cem", "8:08 AM Wednesday, Aug 18, 2010", "Words of Cem."),
        Said("Bo", "8:09 AM Wednesday, Aug 18, 2010", "Words of Bo.", 1),
    ]


DATE = '<small class="meta">May 3, 2020 10:11</small>'
HEADERS = {
    "a link before what it does": f"<h3><a href=/u>Ann</a> Said,</h3>{DATE}",
    "a number in a box of its own": '<p><span class="comment_num"><a href="#c">7</a></span> '
    '<b>Ann</b> <span class="comment_time">// May 3, 2020 10:11</span></p>',
    "the letter of a picture": '<a href="/user/ann"><i class="avatar">N</i></a> '
    f'<a href="/user/ann">Ann</a>{DATE}',
    "what is told of a member": '<h4><a href="/index.php?action=profile;u=7">Ann</a></h4>'
    f'<ul class="user_info"><li class="group">Full Member</li></ul>{DATE}',
    "a figure behind its link": f"<div><a href=/u>Ann</a><span>12</span> <b>•</b> {DATE}</div>",
}


@pytest.mark.parametrize("header", HEADERS)
def test_the_name_is_read_beside(header: str) -> None:
    found = said(listed(f"{HEADERS[header]}<p>Forty-one.</p>", f"{HEADERS[header]}<p>Forty.</p>"))
    assert [(one.author, one.words) for one in found] == [("Ann", "Forty-one."), ("Ann", "Forty.")]


@pytest.mark.parametrize("count", ["39 points", "level 1", "12"])
def test_a_score_or_a_depth_is_nobodys_name(count: str) -> None:
    item = f"<div><span>{count}</span> <time>May 3, 2020 10:11</time></div><p>Forty-one.</p>"
    assert said(listed(item)) == [Said(None, "May 3, 2020 10:11", "Forty-one.")]


def test_words_that_frame_the_name_in_all_comments_are_none_of_it() -> None:
    items = [f"Am 03.05.20 het {name} gmeint:<p>Forty.</p>" for name in ("Ann", "Bo Lee", "Cem")]
    assert [comment.author for comment in said(listed(*items))] == ["Ann", "Bo Lee", "Cem"]


def test_a_name_that_stands_in_every_comment_gives_way_to_one_that_does_not() -> None:
    items = [
        f"<h4 class=username>Name withheld</h4><h4 class=username>{name}</h4>{DATE}<p>Forty.</p>"
        for name in ("Ann", "Bo", "Cem")
    ]
    assert [comment.author for comment in said(listed(*items))] == ["Ann", "Bo", "Cem"]
    alone = [f"<h4 class=username>Ann</h4>{DATE}<p>Forty.</p>"] * 3
    assert [comment.author for comment in said(listed(*alone))] == ["Ann"] * 3


def test_an_initial_at_the_end_of_a_name_ends_no_sentence() -> None:
    item = "<p>Forty-one.</p><p class=foot>Posted by: Ann Mary de L. | May 3, 2020 at 10:11</p>"
    assert said(listed(item)) == [Said("Ann Mary de L.", "May 3, 2020 at 10:11", "Forty-one.")]


@pytest.mark.parametrize("prop", ["dateCreated", "datePublished"])
def test_the_moment_that_markup_keeps_is_the_date_of_a_comment_from_years_ago(prop: str) -> None:
    kept = f'<meta itemprop="{prop}" content="2020-05-03T10:11:00Z">'
    item = f'<span class="author">Ann</span> <span>5 years ago</span>{kept}<p>Forty-one.</p>'
    assert said(listed(item)) == [Said("Ann", "2020-05-03T10:11:00Z", "Forty-one.")]


def test_a_link_back_that_is_only_a_name_and_a_date_is_kept() -> None:
    back = (
        '<ol class="pinglist"><li class="pingback" id="comment-9"><span class="commentauthor">'
        '<a href="http://b.example">The Bay</a></span> <small class="comment-meta">Pingback on '
        '<a href="#comment-9">May 4, 2020 at 9:47</a></small></li></ol>'
    )
    thread = f'<ol class="commentlist"><li id="comment-7"><b>Ann</b>{DATE}<p>Forty.</p></li></ol>'
    assert said(page(thread + back)) == [
        Said("Ann", "May 3, 2020 10:11", "Forty."),
        Said("The Bay", "May 4, 2020 at 9:47", "The Bay", None, True),
    ]


NESTS = {
    "an indented box round each": '<div class="thread" style="margin-left: {2}0px"><div class="x">'
    '<div class="comment" id="comment-{0}">{1}</div></div></div>',
    "a box that tells the depth": '<div class="comment-depth-{2}"><div class="x"><div '
    'class="comment" id="comment-{0}">{1}</div></div></div>',
}


@pytest.mark.parametrize("nest", NESTS)
def test_a_comment_answers_the_one_that_is_less_deep_in(nest: str) -> None:
    inner = f"<b class=author>Ann</b>{DATE}<p>Forty.</p>"
    boxes = [NESTS[nest].format(at, inner, depth) for at, depth in enumerate((1, 2, 3, 1), 7)]
    found = said(page(f'<div id="comments">{"".join(boxes)}</div>'))
    assert [comment.parent for comment in found] == [None, 1, 2, None]


def test_a_box_of_follow_ups_and_a_wrap_of_the_same_number_hold_answers() -> None:
    def followed(number: int, inner: str = "") -> str:
        return (
            f'<div id="x-{number}"><div class="text-wrapper"><div class="comment-header">'
            f'<span class="author">Ann</span>{DATE}</div><div class="text">Forty.</div></div>'
            f'<div class="follow-up">{inner}</div></div>'
        )

    def wrapped(number: int, inner: str = "") -> str:
        return (
            f'<div class="comment" id="wpd-comm-{number}_0"><div><div id="comment-{number}"><b '
            f'class="author">Ann</b>{DATE}<p>Forty.</p></div></div>{inner}</div>'
        )

    for box in (followed, wrapped):
        thread = box(7, box(8, box(9))) + box(10)
        found = said(page(f'<div id="comments">{thread}</div>'))
        assert [comment.parent for comment in found] == [None, 1, 2, None]


def test_the_names_of_pages_that_link_back_are_kept_whole() -> None:
    back = "".join(
        f'<li class="pingback" id="comment-{at}"><p>Pingback: <a href=/>The Bay today | {name}</a>'
        "</p></li>"
        for at, name in enumerate(("Ann", "Bo", "Cem"), 7)
    )
    found = said(page(f'<ol class="commentlist">{back}</ol>'))
    assert [one.author for one in found] == [
        f"The Bay today | {name}" for name in ("Ann", "Bo", "Cem")
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Ann Lee a las 10:11, 3 de mayo de 2020",
        "Ann Lee om 10:11, 3 mei 2020",
        "Reactie van Ann Lee, 3 mei 2020 10:11",
        "<span>Ann Lee</span>3 mei 2020 10:11",
    ],
)
def test_a_name_is_told_from_what_ties_it_to_a_date(header: str) -> None:
    (comment,) = said(listed(f"<div>{header}</div><p>Forty-one.</p>"))
    assert (comment.author, comment.words) == ("Ann Lee", "Forty-one.")


@pytest.mark.parametrize("label", ["Publicado 3 mayo 2020", "Geplaatst 3 mei 2020"])
def test_what_only_says_that_something_was_posted_is_nobodys_name(label: str) -> None:
    (comment,) = said(listed(f"<div>{label} 10:11</div><p>Forty-one.</p>"))
    assert comment.author is None
