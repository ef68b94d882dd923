"""Comments that nothing but their buttons tell, and pages that have such buttons or none."""

from __future__ import annotations

import pytest

from tests.store.importers.threads_in_html import Said, page, said

PEOPLE = ((7, "Ann Lee", "Forty-one."), (8, "Bo", "Forty."), (9, "Cy", "None of them."))
WORDS = "The harbour office counted forty boats, and it wrote all their names into a book."


def box(day: int, name: str, words: str, inside: str = "", button: str = "Reply") -> str:
    """A comment of May *day* in a box whose names say nothing, *inside* it the answers to it."""
    return (
        f'<div class="sc-1a2b"><div class="sc-77aa"><span>{name}</span> <time>May {day}, 2020'
        f'</time></div><div class="sc-cc33"><p>{words}</p></div><div><button>Like</button>'
        f"<button>{button}</button></div>{inside}</div>"
    )


@pytest.mark.parametrize("button", ["Reply", "Antworten", "Répondre", "Responder", "پاسخ", "回复"])
def test_what_each_has_a_button_for_answers_is_a_comment(button: str) -> None:
    inner = f'<div class="sc-kids">{box(8, "Bo", "Forty.", button=button)}</div>'
    thread = box(7, "Ann Lee", "Forty-one.", inner, button) + box(9, "Cy", "No.", button=button)
    assert said(page(f'<div class="sc-root">{thread}</div>', heading="")) == [
        Said("Ann Lee", "May 7, 2020", "Forty-one."),
        Said("Bo", "May 8, 2020", "Forty.", 1),
        Said("Cy", "May 9, 2020", "No."),
    ]


def test_a_button_that_answers_the_article_and_a_comment_without_a_name_hinder_nothing() -> None:
    names = ("Ann Lee", "", "Cy", "Dan")
    thread = "".join(box(day, name, "Forty.") for day, name in enumerate(names, 6))
    found = said(page(f"<div><p><button>Reply</button></p>{thread}</div>", heading=""))
    assert [comment.author for comment in found] == ["Ann Lee", None, "Cy", "Dan"]


def test_answers_called_comments_are_no_more_than_all_that_have_a_button() -> None:
    item = '<section class="comment__item">{}</section>'
    inner = f'<div class="comment__replies">{item.format(box(8, "Bo", "Forty."))}</div>'
    more = f'<div class="comment__replies">{item.format(box(9, "Cy", "No."))}</div>'
    thread = item.format(box(6, "Ann", "Forty-one.", inner)) + item.format(
        box(7, "Dan", "Boats.", more)
    )
    found = said(page(f'<section class="talk">{thread}</section>', heading="<h2>Boats</h2>"))
    assert [(comment.author, comment.parent) for comment in found] == [
        ("Ann", None),
        ("Bo", 1),
        ("Dan", None),
        ("Cy", 3),
    ]


def test_a_button_that_some_have_behind_their_names_is_no_part_of_these() -> None:
    button = ' - <a href="#f">Répondre à ce message</a>'
    items = "".join(
        f'<li id="comment-{day}"><div>May {day}, 2020, par {name}{button if day == 7 else ""}</div>'
        f"<div><p>{words}</p></div></li>"
        for day, name, words in PEOPLE
    )
    found = said(page(f'<ol class="commentlist">{items}</ol>'))
    assert [comment.author for comment in found] == ["Ann Lee", "Bo", "Cy"]


def test_a_number_that_links_to_a_comment_before_its_words_is_none_of_them() -> None:
    items = "".join(
        f'<li class="comment" id="c-{day}"><div class="comment-body"><a href="#c-{day}">#{day}</a> '
        f'{words}</div><div class="comment-info">by <a href="/user/x">{name}</a> <time>May {day}, '
        "2020</time></div></li>"
        for day, name, words in PEOPLE
    )
    found = said(page(f'<ol class="comments-list">{items}</ol>'))
    assert [comment.words for comment in found] == ["Forty-one.", "Forty.", "None of them."]


def test_words_in_a_box_of_a_title_that_is_not_closed_are_no_title() -> None:
    items = "".join(
        f'<li id="comment-{day}"><div class="title"><h4>Boats</h4><div class="who">May {day}, 2020'
        f"{by}</div><p>{words}</p></li>"
        for day, by, words in ((7, ", Ann", "Forty-one."), (8, "", "Forty."), (9, ", Cy", "No."))
    )
    found = said(page(f'<ol class="commentlist">{items}</ol>'))
    assert [(comment.author, comment.words) for comment in found] == [
        ("Ann", "Forty-one."),
        (None, "Forty."),
        ("Cy", "No."),
    ]


LISTS = {
    "articles": '<div class="post"><h2><a href="/p{n}">Boats</a></h2><p class="meta">by {name} on '
    'May {n}, 2020 | <a href="/p{n}#comments">3 comments</a> | <a href="/p{n}#respond">Reply</a>'
    "</p><p>{words}</p></div>",
    "articles with their links below": '<a name="post{n}"></a><div class="entry"><h2>Boats</h2><p>'
    '{words}</p><p>Posted by {name} at May {n}, 2020 | <a href="/p{n}">Permalink</a></p></div>',
    "news to be liked": '<li><h3><a href="/p{n}">Boats</a></h3><span class="date">May {n}, 2020'
    '</span><span class="author">{name}</span><p>{words}</p><button>Like</button></li>',
    "what a network shows": '<div class="tweet"><span class="user">{name}</span><time>May {n}, 2020'
    '</time><p>{words}</p><a href="https://x.example/intent/tweet?in_reply_to={n}">Reply</a></div>',
    "lines of code": '<pre><span class="comment">// {name}, May {n}, 2020: {words}</span></pre>',
}


@pytest.mark.parametrize("what", LISTS)
def test_there_are_no_comments_in_a_list_of(what: str) -> None:
    items = "".join(LISTS[what].format(n=day, name=name, words=WORDS) for day, name, _ in PEOPLE)
    assert said(page(f"<div>{items}</div>", heading="")) == []
