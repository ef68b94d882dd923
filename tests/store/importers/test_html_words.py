"""Which of what a comment's element holds is its words; all pages are written here."""

from __future__ import annotations

import pytest

from tests.store.importers.threads_in_html import page, said

HEADER = '<div class="head"><b class="author">{name}</b> <time>May 3, 2020 10:11</time></div>'
NAMES = ("Ann", "Bo", "Cem")
LONG = "I have counted them three times, and each time it came to forty-one."


def words_of(item: str, said_by: tuple[str, ...] = ("Forty-one.", LONG, "No.")) -> list[str]:
    """The words read of three comments; *item* holds `{head}` and `{words}`, maybe `{at}`."""
    thread = "".join(
        f'<div class="comment" id="comment-{at}">'
        + item.format(head=HEADER.format(name=name), words=words, at=at)
        + "</div>"
        for at, (name, words) in enumerate(zip(NAMES, said_by, strict=True), 1)
    )
    return [one.words for one in said(page(f'<div id="comments">{thread}</div>'))]


BESIDE = {
    "a number before them": "{head}<div class=text><b>{at}:</b> <p>{words}</p></div>",
    "a line under them": "{head}<div class=inner>{words}</div><div class=end><i></i> Logged</div>",
    "buttons that are no links": "{head}<div class=text><p>{words}</p><span class=commentTools>"
    "<i>Vastu</i> | <i>Kaeba</i> | <a href=#c>Viita</a></span></div>",
    "lines over them": "{head}<ul><li>Group: Guests</li><li>Report</li></ul><ul><li>Posts: {at}2"
    "</li></ul><div class=d><div>{words}</div></div>",
    "a heading in their box": "{head}<div class=postbody><h2 class=title>Re: Boats</h2><div class="
    "content>{words}</div></div>",
    "a count in their box": "{head}<div class=content><div class=score>1{at}</div><div "
    "itemprop=text>{words}</div></div>",
    "a heading named as they are": '<h3 class="userText">A very long title of a member</h3>{head}'
    "<div class=messageText>{words}</div>",
    "what is quoted of the comment answered": "{head}<div class=reply-quote><span>Forty, as I said"
    " before.</span> <a href=/u>Dee</a></div><p>{words}</p>",
    "what stands under the buttons": "{head}<p>{words}</p><div><a>Reply</a> <a>Like</a></div>"
    "<span>sent from <a href=/app>the harbour app {at}</a></span>",
}


@pytest.mark.parametrize("beside", BESIDE)
def test_the_words_of_a_comment_are_told_from(beside: str) -> None:
    assert words_of(BESIDE[beside]) == ["Forty-one.", LONG, "No."]


PARTS = {
    "of one class": "{head}<p class=comment-text>First: {words}</p>"
    "<p class=comment-text>Then: no.</p>",
    "of one id": "{head}<p><span class=comment_body id=b{at}>First: {words}</span></p>"
    "<p><span class=comment_body id=b{at}>Then: no.</span></p>",
}


@pytest.mark.parametrize("parts", PARTS)
def test_paragraphs_in_boxes_are_read_whole(parts: str) -> None:
    assert words_of(PARTS[parts])[1] == f"First: {LONG}\n\nThen: no."


@pytest.mark.parametrize("sign", ["?!", ":-)", "…", "？？？"])
def test_a_comment_of_signs_alone_is_read(sign: str) -> None:
    item = (
        "{head}<p>{words}</p><div><a>Reply</a> <a>Like</a></div><i>from <a href=/a>an app</a></i>"
    )
    assert words_of(item, ("Forty-one.", sign, "No.")) == ["Forty-one.", sign, "No."]


def test_what_three_comments_say_alike_is_said_all_the_same() -> None:
    assert words_of("{head}<div>{words}</div>", ("Thanks.",) * 3) == ["Thanks."] * 3
    assert words_of("{head}<p>{words}</p>", ("Thanks.",) * 3) == ["Thanks."] * 3


def test_a_comment_of_which_only_its_button_is_left_says_nothing() -> None:
    item = "{head}<div>{words}</div><ul><li><a href=#top>haut de page</a></li></ul>"
    assert words_of(item, ("Forty-one.", "No.", "")) == ["Forty-one.", "No."]
