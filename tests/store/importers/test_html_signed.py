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
