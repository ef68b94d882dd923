"""Tables and JSON: which field is what, and records that are none."""

from __future__ import annotations

import json

import pytest

from store.errors import InputError
from store.importers.fields import guess_fields
from store.importers.readings import Context
from store.model import BlockKind
from tests.store.importers.builders import articles, comments, kinds, notices, problems, readings

STORY = {
    "headline": "No ferry",
    "body": "Sixty people waited.\n\n“We owe an answer,” it said.",
    "published": "2024-05-06",
    "author": {"name": "Ada Brook"},
    "url": "https://post.example/ferry",
    "comments": [
        {"id": 1, "user": "Bo", "text": "There was no fog.", "date": "7 May 2024"},
        {"id": 2, "user": "Cy", "text": "There was.", "parent_id": 1},
        {"user": "Di", "text": "Late.", "replies": [{"user": "Ed", "text": "Indeed."}]},
    ],
}


def test_a_record_s_fields_are_guessed_from_their_names() -> None:
    (article,) = articles(json.dumps(STORY).encode(), "story.json")
    assert (article.title, article.byline) == ("No ferry", "Ada Brook")
    assert article.date and article.date.iso == "2024-05-06"
    assert article.source.url == "https://post.example/ferry"
    assert kinds(article, BlockKind.QUOTE) == ["“We owe an answer,” it said."]
    found = comments(article)
    assert [b.author for b in found] == ["Bo", "Cy", "Di", "Ed"]
    assert [b.parent for b in found] == [None, found[0].id, None, found[2].id]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.jsonl", '{"title":"One","text":"First."}\n\n{"title":"Two","text":"Second."}\n'),
        ("a.json", '[{"title":"One","text":"First."},{"title":"Two","text":"Second."}]'),
        (
            "a.json",
            '{"articles":[{"title":"One","text":"First."},{"title":"Two","text":"Second."}]}',
        ),
        ("a.json", '{"x":{"title":"One","text":"First."},"y":{"title":"Two","text":"Second."}}'),
        ("a.csv", 'title,text\nOne,First.\nTwo,"Second."\n'),
        ("a.csv", "title;text\r\nOne;First.\r\nTwo;Second.\r\n"),
        ("a.tsv", "title\ttext\nOne\tFirst.\nTwo\tSecond.\n"),
    ],
)
def test_each_shape_gives_an_article_a_record(name: str, raw: str) -> None:
    found = articles(raw.encode(), name)
    assert [a.text for a in found] == ["One\n\nFirst.", "Two\n\nSecond."]
    assert [a.source.name for a in found] == [f"{name}#1", f"{name}#2"]
    assert json.loads(found[1].raw) == {"title": "Two", "text": "Second."}


def test_a_given_map_overrules_the_guess_and_reaches_into_objects() -> None:
    raw = json.dumps({"title": "Not this", "data": {"head": "No ferry", "p": "Words."}}).encode()
    context = Context(fields=(("title", "data.head"), ("text", "data.p")))
    (article,) = articles(raw, "a.json", context)
    assert article.text == "No ferry\n\nWords."
    assert article.source.importer == "records/3 title=data.head,text=data.p"


def test_a_map_that_fits_nothing_is_refused_by_name() -> None:
    raw = b'{"kopf": "No ferry", "rumpf": "Words."}'
    with pytest.raises(InputError, match=r"no field that is surely the text \(kopf, rumpf\)"):
        readings(raw, "a.json")
    with pytest.raises(InputError, match="has no field 'leib' for text; it has: kopf, rumpf"):
        readings(raw, "a.json", Context(fields=(("text", "leib"),)))
    with pytest.raises(InputError, match="--map knows no 'colour'"):
        readings(raw, "a.json", Context(fields=(("colour", "kopf"),)))


def test_a_count_of_comments_is_no_comment_and_a_number_no_text() -> None:
    assert guess_fields([{"text": 7, "body": "Words.", "comments": 12}]) == {"text": "body"}


def test_markup_in_a_field_is_read_as_such() -> None:
    (article,) = articles(b'{"text": "<p>One</p><blockquote>Two</blockquote>"}', "a.json")
    assert kinds(article, BlockKind.QUOTE) == ["Two"]


def test_lines_that_are_no_records_are_told_and_the_others_read() -> None:
    raw = b'{"text":"One."}\n{"text":\n[1]\n{"text":""}\n{"text":"Two."}\n'
    assert [a.text for a in articles(raw, "a.jsonl")] == ["One.", "Two."]
    assert len(problems(raw, "a.jsonl")) == 2
    assert notices(raw, "a.jsonl") == ["'a.jsonl': no text in 1 record."]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{", "no JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[1" + b"0" * 5000 + b"]", "no JSON object"),
        (b'{"format":"postil","text":"x"}', "postil import"),
        (b"{}", "no field"),
        (b"[]", "no field"),
    ],
)
def test_json_that_holds_no_article_is_refused_in_a_line(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        readings(raw, "a.json")


def test_lone_surrogates_and_nuls_do_not_trip_it() -> None:
    (article,) = articles(b'{"text":"a\\ud800b\\u0000c \\u001b[31m"}', "a.json")
    assert article.text.startswith("a")
    assert len(articles(b"title,text\nOne,a\x00b\n", "a.csv")) == 1


def test_a_record_whose_text_stands_in_another_field_than_the_others_keeps_it() -> None:
    feed = {
        "items": [
            {"title": "One", "content_html": "<p>First <b>of</b> all.</p>", "content_text": ""},
            {"title": "Two", "content_text": "Second."},
            {"title": "Three", "content_html": "<p>Third.</p>"},
        ]
    }
    raw = json.dumps(feed).encode()
    assert [a.text for a in articles(raw, "feed.json")] == [
        "One\n\nFirst of all.",
        "Two\n\nSecond.",
        "Three\n\nThird.",
    ]
    given = Context(fields=(("text", "content_text"),))
    assert [a.text for a in articles(raw, "feed.json", given)] == ["One", "Two\n\nSecond.", "Three"]
    third = articles(raw, "feed.json")[2]
    assert articles(third.raw, "feed.json")[0].text == third.text


def test_answers_are_read_however_deep_they_go() -> None:
    thread: dict[str, object] = {"user": "R0", "text": "Word 0."}
    for number in range(1, 300):
        thread = {"user": f"R{number}", "text": f"Word {number}.", "replies": [thread]}
    story = {"title": "T", "text": "Body.", "comments": [thread]}
    (article,) = articles(json.dumps(story).encode(), "deep.json")
    found = comments(article)
    assert [b.author for b in found] == [f"R{number}" for number in reversed(range(300))]
    assert [b.parent for b in found] == [None, *(b.id for b in found[:-1])]


def test_a_deleted_comment_keeps_its_place_over_its_answers() -> None:
    story = {
        "title": "T",
        "text": "Body.",
        "comments": [
            {"id": 7, "user": "Ann", "text": "", "replies": [{"user": "Bo", "text": "No."}]},
            {"user": "Cy", "text": ""},
        ],
    }
    (article,) = articles(json.dumps(story).encode(), "a.json")
    ann, bo = comments(article)
    assert (ann.author, bo.author, bo.parent) == ("Ann", "Bo", ann.id)


def test_comments_in_an_object_that_counts_them_are_found() -> None:
    story = {
        "title": "T",
        "text": "Body.",
        "comments": {"total": 2, "data": [{"user": "A", "text": "One."}, {"text": "Two."}]},
    }
    (article,) = articles(json.dumps(story).encode(), "a.json")
    assert kinds(article, BlockKind.COMMENT) == ["One.", "Two."]


def test_columns_of_the_same_name_are_told_apart() -> None:
    raw = b"title,text,text\nOne,First.,More.\n"
    (article,) = articles(raw, "a.csv")
    assert article.text == "One\n\nFirst."
    assert json.loads(article.raw) == {"title": "One", "text": "First.", "text 2": "More."}


@pytest.mark.parametrize("delimiter", [";", ",", "|", "\t"])
def test_the_delimiter_that_a_spreadsheet_names_is_taken(delimiter: str) -> None:
    raw = f"sep={delimiter}\r\ntitle{delimiter}text\r\nOne{delimiter}First.\r\n".encode()
    assert [a.text for a in articles(raw, "a.csv")] == ["One\n\nFirst."]


def test_a_number_of_thousands_of_digits_takes_no_record_with_it() -> None:
    digits = "9" * 5000
    raw = f'{{"title":"One","text":"First.","n":{digits}}}\n{{"title":"Two","text":"Second."}}\n'
    found = articles(raw.encode(), "a.jsonl")
    assert [a.title for a in found] == ["One", "Two"]
    assert json.loads(found[0].raw)["n"] == digits


@pytest.mark.parametrize(
    "raw",
    [
        b'"title, main";"text";"by, who"\nNo ferry;Sixty people, or more, waited.;Ann\n',
        b"\n\r\ntitle,text\nNo ferry,Sixty people waited.\n",
        b"post_title,post_content\nNo ferry,Sixty people waited.\n",
    ],
)
def test_tables_are_read_whose_header_is_quoted_follows_blank_lines_or_is_a_platform_s(
    raw: bytes,
) -> None:
    (article,) = articles(raw, "a.csv")
    assert article.text.startswith("No ferry") or "Sixty people" in article.text


def test_columns_of_a_table_without_a_header_are_named_by_their_numbers() -> None:
    raw = b'"No ferry","Sixty people waited."\n"No fog","It was clear."\n'
    with pytest.raises(InputError, match="by the column's number"):
        readings(raw, "a.csv")
    found = articles(raw, "a.csv", Context(fields=(("title", "1"), ("text", "2"))))
    assert [article.title for article in found] == ["No ferry", "No fog"]
    headed = b"1,2\nNo ferry,Sixty people waited.\n"
    (article,) = articles(headed, "a.csv", Context(fields=(("title", "1"), ("text", "2"))))
    assert article.title == "No ferry"


def test_a_refusal_names_long_fields_by_their_beginnings() -> None:
    with pytest.raises(InputError) as refused:
        readings(b'"' + b"Words of a first row. " * 1000 + b'","x"\n"a","b"\n', "a.csv")
    assert len(refused.value.message) < 400


def test_a_table_of_one_row_that_is_none_says_why() -> None:
    raw = b'title,text\na,"' + b"word " * 4_000_000 + b'"\n'
    with pytest.raises(InputError, match="larger than field limit"):
        readings(raw, "a.csv")


@pytest.mark.parametrize("stamp", ["1556841600", "1556841600000", '"1556841600"', "1556841600.25"])
def test_a_date_that_counts_seconds_is_read_as_one(stamp: str) -> None:
    raw = f'{{"title":"No ferry","text":"Sixty people waited.","created_utc":{stamp}}}'
    (article,) = articles(raw.encode(), "a.json")
    assert article.date is not None
    assert (article.date.iso or "").startswith("2019-05-03")


def test_records_are_found_within_the_answer_of_a_server() -> None:
    inner = {"docs": [{"headline": {"main": "No ferry"}, "body": "Sixty people waited."}]}
    (article,) = articles(json.dumps({"ok": True, "response": inner}).encode(), "a.json")
    assert article.text == "No ferry\n\nSixty people waited."
    whole = {"title": "One", "body": "Words.", "related": [{"text": "Other words."}]}
    (article,) = articles(json.dumps(whole).encode(), "a.json")
    assert article.text == "One\n\nWords."
