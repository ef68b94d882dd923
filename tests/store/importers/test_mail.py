"""E-mail: what is shown of a message, what is in it besides, and files of many."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import InputError
from store.importers.mail_headers import words_in_header
from store.importers.readings import Notice
from store.model import BlockKind
from tests.store.importers.builders import articles, kinds, notices, problems, readings

HEAD = (
    "From: Ada Brook <ada@post.example>\r\nTo: Cy <cy@post.example>\r\n"
    "Subject: No ferry\r\nDate: Tue, 05 May 2020 10:03:00 +0200\r\n"
)


def mail(body: str, head: str = "", charset: str = "utf-8") -> bytes:
    return f"{HEAD}{head}\r\n{body}".encode(charset)


def multipart(kind: str, *parts: str) -> str:
    inner = "".join(f"--{kind}\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{kind}"\r\n\r\n{inner}--{kind}--\r\n'


def test_a_message_says_its_subject_sender_date_and_receivers_before_its_words() -> None:
    (article,) = articles(mail("It did not sail.\r\n\r\nNobody knows why.\r\n"), "a.eml")
    assert [(b.kind.value, article.text[b.start : b.end]) for b in article.blocks] == [
        ("title", "No ferry"),
        ("byline", "Ada Brook <ada@post.example>"),
        ("date", "Tue, 05 May 2020 10:03:00 +0200"),
        ("paragraph", "To: Cy <cy@post.example>"),
        ("paragraph", "It did not sail."),
        ("paragraph", "Nobody knows why."),
    ]
    assert (article.title, article.byline) == ("No ferry", "Ada Brook")
    assert article.date and article.date.iso == "2020-05-05T10:03"
    assert article.source.media_type == "message/rfc822"


def test_quoted_lines_and_lists_are_blocks_of_their_own() -> None:
    body = (
        "It was late on\n12. May, they say.\nCy wrote:\n> We wait.\n>\n>> When?\nSoon:\n"
        "- one,\n  and more\n- two\n\n1. first\n2. second\n\n“Late,” said Bo.\n"
    )
    (article,) = articles(mail(body), "a.eml")
    assert kinds(article, BlockKind.QUOTE) == ["> We wait.\n>\n>> When?", "“Late,” said Bo."]
    assert kinds(article, BlockKind.LIST) == [
        "- one,\n  and more",
        "- two",
        "1. first",
        "2. second",
    ]
    assert "It was late on\n12. May, they say.\nCy wrote:" in kinds(article, BlockKind.PARAGRAPH)


def test_of_alternatives_the_words_are_read_once_and_a_page_only_without_them() -> None:
    plain = "Content-Type: text/plain; charset=utf-8\r\n\r\nIn words."
    page = "Content-Type: text/html\r\n\r\n<html><body><p>On a <b>page</b>.</p></body></html>"
    blank = "Content-Type: text/plain\r\n\r\n \r\n"
    (article,) = articles((HEAD + multipart("alternative", plain, page)).encode(), "a.eml")
    assert article.text.endswith("In words.")
    assert "page" not in article.text
    (article,) = articles((HEAD + multipart("alternative", blank, page)).encode(), "a.eml")
    assert article.text.endswith("On a page.")


def test_attachments_are_named_and_not_read() -> None:
    words = "Content-Type: text/plain\r\n\r\nSee there."
    sheet = "Content-Type: application/pdf\r\nContent-Disposition: attachment; " + (
        "filename*=utf-8''F%C3%A4hre.pdf\r\n\r\nsecret"
    )
    note = (
        "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=n.txt\r\n\r\nsecret"
    )
    raw = (HEAD + multipart("mixed", words, sheet, note)).encode()
    (article,) = articles(raw, "a.eml")
    assert "secret" not in article.text
    (said,) = notices(raw, "a.eml")
    assert "2 attachments, not read: Fähre.pdf, n.txt." in said


def test_messages_in_a_message_are_articles_and_can_be_read_again_alone() -> None:
    inner = f"Content-Type: message/rfc822\r\n\r\n{HEAD}Content-Type: text/plain\r\n\r\nThe first."
    other = inner.replace("No ferry", "A bus").replace("The first", "The second")
    raw = (HEAD + multipart("digest", inner, other)).encode()
    first, second = articles(raw, "a.eml")
    assert [a.title for a in (first, second)] == ["No ferry", "A bus"]
    assert [a.source.name for a in (first, second)] == ["a.eml#1", "a.eml#2"]
    assert articles(second.raw, "b.eml")[0].text == second.text
    words = "Content-Type: text/plain\r\n\r\nForwarded:"
    one, whole = articles((HEAD + multipart("mixed", words, inner)).encode(), "a.eml")
    assert one.text.endswith("The first.")
    assert whole.text.endswith("Forwarded:")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?q?F=C3=A4hre_um?= =?utf-8?q?_neun?=", "Fähre um neun"),
        ("=?utf-8?b?RsOk?= plain =?iso-8859-1?Q?=E4?=", "Fä plain ä"),
        ("=?utf-8?b?RsM=?=\r\n =?UTF-8?B?pGhyZQ==?=", "Fähre"),
        ("=?iso-2022-jp?B?" + base64.b64encode("港".encode("iso-2022-jp")).decode() + "?=", "港"),
        ("=?nonsense?q?abc?=", "abc"),
        ("=?utf-8*de?q?J=C3=BCrgen?=", "Jürgen"),
        ("a =? b ?= c", "a =? b ?= c"),
        ("F\udcc3\udca4hre", "Fähre"),
        ("F\udce4hre war zu spät"[:12], "Fähre war zu"),
    ],
)
def test_encoded_words_of_a_header_are_read(written: str, read: str) -> None:
    assert words_in_header(written) == read


@given(st.text(max_size=80))
def test_any_header_is_read_to_words_on_one_line(value: str) -> None:
    assert "\n" not in words_in_header(value)
    assert words_in_header(f"=?utf-8?b?{value}?=") is not None


def test_names_with_a_comma_in_them_are_one_sender() -> None:
    raw = mail("Words.").replace(
        b"Ada Brook <ada@post.example>", b"=?utf-8?q?Brook=2C_Ada?= <a@b.example>, <bo@b.example>"
    )
    (article,) = articles(raw, "a.eml")
    assert article.byline == "Brook, Ada, bo@b.example"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Type: text/plain; charset=iso-8859-1\r\n", "“Fähre”".encode("cp1252")),
        (
            "Content-Type: text/plain; charset=windows-1252\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n",
            b"=93F=E4h=\r\nre=94",
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n",
            base64.b64encode("“Fähre”".encode()),
        ),
        ("", "“Fähre”".encode()),
    ],
)
def test_charsets_and_transfer_encodings_are_undone(head: str, body: bytes) -> None:
    (article,) = articles(mail("", head) + body, "a.eml")
    assert kinds(article, BlockKind.QUOTE) == ["“Fähre”"]


def test_a_mailbox_gives_an_article_a_message() -> None:
    first = mail("One.\r\n>From here it is far.\r\nFrom here, too.\r\n")
    box = b"From ada@post.example Tue May  5 10:03:00 2020\r\n" + first + b"\r\n"
    box += b"From - Tue May  5 10:04:00 2020\r\n" + mail("Two.")
    found = articles(box, "a.mbox")
    assert [a.source.name for a in found] == ["a.mbox#1", "a.mbox#2"]
    assert found[0].text.endswith("One.\nFrom here it is far.\nFrom here, too.")
    assert [a.text for a in articles(found[1].raw, "b.eml")] == [found[1].text]
    broken = box.replace(b"Two.", b"\0" * 500)
    assert len(articles(broken, "a.mbox")) == 1
    assert "'a.mbox#2'" in problems(broken, "a.mbox")[0]


def test_mail_is_known_by_its_header_where_no_ending_says_so() -> None:
    assert articles(mail("Words."), "saved mail")[0].source.importer == "mail/2"
    box = b"From a@b.example Tue May  5 10:03:00 2020\n" + mail("Words.")
    assert articles(box, "Inbox")[0].source.importer == "mbox/1 mail/2"
    memo = b"From: Ada\n\nThe ferry: what we know.\n"
    assert articles(memo, "memo")[0].source.importer == "text/3"
    assert articles(mail("Words."), "a.txt")[0].source.importer == "text/3"


def test_a_message_of_apple_mail_ends_where_it_says() -> None:
    message = mail("Words.")
    raw = f"{len(message)}      \n".encode() + message + b"<?xml version='1.0'?><plist/>"
    (article,) = articles(raw, "1.emlx")
    assert article.text.endswith("Words.")


def test_a_message_without_a_subject_is_called_by_its_first_words() -> None:
    raw = mail("The boats are late.").replace(b"Subject: No ferry\r\n", b"")
    assert articles(raw, "a.eml")[0].title == "The boats are late."


def test_a_multipart_message_whose_boundaries_are_lost_keeps_its_words() -> None:
    raw = mail("All that is left.", 'Content-Type: multipart/mixed; boundary="gone"\r\n')
    assert articles(raw, "a.eml")[0].text.endswith("All that is left.")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"No header here, only words.", "no e-mail message"),
        (b"X-Empty: 1\n\nwords", "no e-mail message"),
        (
            (
                HEAD + multipart("encrypted", "Content-Type: application/octet-stream\r\n\r\nx")
            ).encode(),
            "encrypted",
        ),
    ],
)
def test_what_is_no_message_is_refused_in_a_line(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        readings(raw, "a.eml")


def test_parts_nested_without_end_are_refused_in_a_line() -> None:
    parts = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(5000))
    with pytest.raises(InputError, match="nested too deeply"):
        readings((HEAD + "".join(parts)).encode(), "a.eml")


def test_messages_in_messages_without_end_are_told() -> None:
    layer = HEAD + "Content-Type: message/rfc822\r\n\r\n"
    raw = (layer * 60 + HEAD + "\r\nThe end.").encode()
    assert "lies too deep" in problems(raw, "a.eml")[0]


def test_a_sender_in_endless_brackets_is_still_shown() -> None:
    raw = mail("Words.").replace(b"Ada Brook", b"(" * 3000)
    assert articles(raw, "a.eml")[0].text.endswith("Words.")


@given(st.binary(max_size=400))
def test_any_bytes_behind_a_header_are_read_or_refused(tail: bytes) -> None:
    try:
        found = readings(HEAD.encode() + tail, "a.eml")
    except InputError:
        return
    assert all(not isinstance(reading, Notice) or reading.message for reading in found)
