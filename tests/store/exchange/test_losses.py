"""What a view does not name as lost is there; what it names is not."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import msgspec
import pytest

from store.exporters.base import Bundle, Format
from store.exporters.registry import format_named
from store.model import (
    Annotation,
    Block,
    BlockKind,
    Code,
    Codebook,
    Kind,
    Link,
    Origin,
    PrintedDate,
    sha256,
)
from tests.store.exchange.samples import annotation, article, bundle, identity, written

TEXT = "textzero before\n\nmarkedone inside two\n\nwordsthree comment\n\nanswerfour here\n"
TIMES = ("2021-01-02T03:04:05.678Z", "2022-01-02T03:04:05.678Z", "2023-01-02T03:04:05.678Z")


def told() -> Bundle:
    """A library in which every field holds a word of its own."""
    at = [TEXT.index(words) for words in ("textzero", "markedone", "wordsthree", "answerfour")]
    ends = [TEXT.index("\n", start) for start in at]
    comment, paragraph = BlockKind.COMMENT, BlockKind.PARAGRAPH
    blocks = (
        Block(id="b1", kind=paragraph, start=at[0], end=ends[0]),
        Block(id="b2", kind=paragraph, start=at[1], end=ends[1]),
        Block(id="b3", kind=comment, start=at[2], end=ends[2], author="authorfive", date="datesix"),
        Block(id="b4", kind=comment, start=at[3], end=ends[3], author="authorseven", parent="b3"),
    )
    made = article(TEXT, "titleeight", blocks)
    source = msgspec.structs.replace(
        made.record.source,
        name="nameeleven.txt",
        url="https://urltwelve.example/",
        captured=TIMES[2],
        charset="charsetthirteen",
        importer="importerfourteen",
    )
    record = msgspec.structs.replace(
        made.record,
        source=source,
        site="sitefifteen",
        byline="bylinesixteen",
        date=PrintedDate(text="printedseventeen", iso="2019-08-07", precision="day"),
        language="qaa",
        rights="rightseighteen",
        state="done",
        similar_to=("similarnineteen",),
    )
    stored = msgspec.structs.replace(made, record=record)
    start = at[1]
    claim = annotation(
        stored,
        1,
        (start, start + 9),
        (start + 17, start + 20),
        kind="claim",
        codes=("codetwenty",),
        attributes={
            "proposition": "propositionone",
            "claimant": "claimanttwo",
            "status": "refuted",
            "confidence": 0.125,
            "own": "ownthree",
        },
        note="notefour",
        tags=("tagfive",),
        creator="creatorsix",
        created=TIMES[0],
        modified=TIMES[1],
        links=(Link(type="supports", to=identity(2), note="linknoteseven"),),
        origin=Origin(by="model:originnine", score=0.375, accepted_by="acceptorten"),
        revision=77,
    )
    entity = annotation(
        stored,
        2,
        (at[3], at[3] + 10),
        kind="entity",
        attributes={"type": "person", "name": "entityname", "aliases": ["aliasone", "aliastwo"]},
    )
    codes = (
        Code(name="codetwenty", parent="parentone", description="describedone", colour="#123abc"),
        Code(name="parentone"),
    )
    return bundle((stored,), (claim, entity), codes)


FIELDS = {
    "text": "textzero",
    "marked text": "markedone",
    "comment": "wordsthree",
    "comment author": "authorfive",
    "comment date": "datesix",
    "title": "titleeight",
    "file name": "nameeleven",
    "url": "urltwelve",
    "captured": TIMES[2][:10],
    "charset": "charsetthirteen",
    "importer": "importerfourteen",
    "site": "sitefifteen",
    "byline": "bylinesixteen",
    "printed date": "printedseventeen",
    "date": "2019-08-07",
    "language": "qaa",
    "rights": "rightseighteen",
    "similar": "similarnineteen",
    "code": "codetwenty",
    "proposition": "propositionone",
    "claimant": "claimanttwo",
    "status": "refuted",
    "confidence": "0.125",
    "own attribute": "ownthree",
    "note": "notefour",
    "tag": "tagfive",
    "creator": "creatorsix",
    "created": TIMES[0][:10],
    "modified": TIMES[1][:10],
    "link": "supports",
    "link note": "linknoteseven",
    "origin": "originnine",
    "score": "0.375",
    "acceptor": "acceptorten",
    "alias": "aliastwo",
    "entity name": "entityname",
    "code description": "describedone",
    "code parent": "parentone",
    "code colour": "#123abc",
    "library": "a-library",
}
_REPORT = {
    "charset": "the articles' source files, and how they were read",
    "importer": "the articles' source files, and how they were read",
    "similar": "which articles are much alike, and which are samples",
    "code colour": "colours and keys of codes",
}
_ARTICLES = "comment author|comment date|file name|captured|charset|importer|rights|similar"
_ROW = "all of articles but titles and web addresses"
_BOOK = "the codebook's kinds, its codes' tree, descriptions, colours and keys"
_APPEARED = "the articles but for titles, sites, dates and web addresses"
_MARKED = "who marked claims, when, and how they were proposed"
LOST: dict[str, dict[str, str]] = {
    "html": _REPORT,
    "markdown": {
        **_REPORT,
        "text": "the articles' texts but for what is marked",
        "comment": "comments in which nothing is marked",
        "comment author": "comments in which nothing is marked",
        "comment date": "comments in which nothing is marked",
    },
    "hypothesis": {
        **dict.fromkeys((*_ARTICLES.split("|"), "site", "byline"), _ROW),
        **dict.fromkeys(("printed date", "date", "language"), _ROW),
        "comment": "the articles' texts, blocks and sources",
        **dict.fromkeys(("code description", "code parent", "code colour"), _BOOK),
        "library": "the library's id",
    },
    "claimreview": {
        **dict.fromkeys(_ARTICLES.split("|"), _APPEARED),
        **dict.fromkeys(("text", "comment", "byline", "printed date", "language"), _APPEARED),
        **dict.fromkeys(("code", "tag"), "claims' codes and tags"),
        "status": "claims' statuses (Postil gives no rating)",
        **dict.fromkeys(("confidence", "own attribute"), "claims' other attributes"),
        "note": "claims' notes",
        **dict.fromkeys(("link", "link note"), "claims' links"),
        **dict.fromkeys(("creator", "created", "modified", "origin", "score", "acceptor"), _MARKED),
        **dict.fromkeys(("alias", "entity name"), "annotations that are no claims"),
        **dict.fromkeys(("code description", "code parent", "code colour"), "the codebook"),
        "library": "the library's id",
    },
}
IN_CONTEXT = {("hypothesis", "text"), ("hypothesis", "comment"), ("claimreview", "site")}
"""There all the same, in the context of what is marked."""
VIEWS = tuple(LOST)


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_not_named_as_lost_is_there_and_what_is_named_is_not(name: str) -> None:
    known, given = format_named(name), told()
    content = written(known, given).decode()
    if name == "html":
        content = content.partition("</style>")[2]
    losses = {loss.field for loss in known.losses(given)}
    for field, token in FIELDS.items():
        loss = LOST[name].get(field)
        if loss is None:
            assert token in content, f"{name} loses in silence: {field}"
        else:
            assert loss in losses, f"{name} does not say that it loses: {field}"
            if (name, field) not in IN_CONTEXT:
                assert token not in content, f"{name} says that it loses: {field}"


@pytest.mark.parametrize("name", VIEWS)
def test_the_losses_count_records(name: str) -> None:
    known = format_named(name)
    assert all(loss.records > 0 for loss in known.losses(told()))
    empty = bundle((), ())
    assert [loss for loss in known.losses(empty) if "article" in loss.field] == []


@pytest.mark.parametrize(
    "name", ["claimreview", "conll", "csv", "doccano", "docbin", "hypothesis", "prodigy", "qdc"]
)
def test_what_a_format_says_it_holds_is_in_the_file(name: str) -> None:
    """A quote, a claim within it, a second quote of the same words, and an article without any."""
    one, other = article("The ferry left at nine, she said. Nobody saw it."), article("Unread.")
    given = bundle(
        (one, other),
        (
            annotation(one, 1, (0, 22)),
            annotation(one, 2, (4, 9), kind="claim"),
            annotation(one, 3, (0, 22), note="The same words."),
            annotation(one, 4, (34, 48), kind="claim"),
        ),
    )
    known = format_named(name)
    if known.extra is not None:
        pytest.importorskip("spacy")
    raw, held = written(known, given), known.holds(given)
    if name == "csv":
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
        assert (held.annotations, held.articles) == (len(rows), len({r["article"] for r in rows}))
    elif name == "qdc":
        assert held.words == f"{raw.count(b'<Code ')} codes"
    elif name == "docbin":
        assert (held.annotations, held.articles) == (3, 2)
    else:
        assert known.read is not None
        loaded = known.read(raw, "a file")
        annotations = [*loaded.bundle.annotations, *(u.annotation for u in loaded.unplaced)]
        assert held.annotations == len(annotations)
        marked = 1 if name in ("claimreview", "hypothesis") else len(loaded.bundle.articles)
        assert held.articles == marked


Gone = Callable[[Annotation], Annotation]


@pytest.mark.parametrize(
    ("field", "gone", "named"),
    [
        ("note", lambda one: msgspec.structs.replace(one, note=""), "claims' notes"),
        ("codes", lambda one: msgspec.structs.replace(one, codes=(), tags=()), "codes and tags"),
        ("links", lambda one: msgspec.structs.replace(one, links=()), "claims' links"),
    ],
)
def test_a_loss_is_named_only_where_there_is_something_to_lose(
    field: str, gone: Gone, named: str
) -> None:
    known: Format = format_named("claimreview")
    whole = told()
    bare = msgspec.structs.replace(whole, annotations=tuple(map(gone, whole.annotations)))
    assert any(named in loss.field for loss in known.losses(whole)), field
    assert not any(named in loss.field for loss in known.losses(bare))


def test_the_samples_text_is_the_one_that_its_hash_names() -> None:
    (stored,) = told().articles
    assert sha256(stored.text) == stored.record.text_sha256


def test_a_kind_of_the_users_own_is_reported_too() -> None:
    stored = article("Some words.")
    one = annotation(stored, 1, (0, 4), kind="act of war")
    book = Codebook(kinds=(Kind(name="act of war", letter="W", key="w", colour="red"),))
    given = msgspec.structs.replace(bundle((stored,), (one,)), codebook=book)
    for name in ("html", "markdown"):
        content = written(format_named(name), given).decode()
        assert "W1" in content
        assert "act of war" in content
