"""Libraries to export: a small one with fixed ids and times, and random ones with hard texts."""

from __future__ import annotations

from pathlib import Path

import msgspec
from hypothesis import strategies as st

from store.defaults import DEFAULT_CODEBOOK
from store.exporters.base import Bundle, Format, LibraryFacts, Loaded, StoredArticle
from store.exporters.canonical import dump
from store.importers.recorded import record_of
from store.library import Library
from store.model import (
    Annotation,
    AttributeValue,
    Block,
    BlockKind,
    Code,
    Codebook,
    Imported,
    Kind,
    Link,
    Origin,
    Source,
    Span,
    sha256,
)

MOMENT = "2026-01-02T03:04:05.678Z"
TEXT = (
    "The mayor said: “No one was hurt.” 👩‍🔬 Two witnesses disagree.\n\n"
    "Comments\n\n1. Ana, 3 May\nThat is not true. I was there in Beiruት.\n"
)
PASSAGE = Kind(name="passage", letter="P", key="", colour="magenta")
SECOND = "Second text. Nothing else."
ATTRIBUTES: tuple[dict[str, AttributeValue], ...] = (
    {},
    {"type": "person"},
    {"type": "date", "name": "x"},
    {"aliases": ["a", "\x07"], "link": "Q1"},
)
PLAIN = ("a", " ", "\n", "\t", "word", "<b>&amp;", "]]>", '"', "{}", "\\", ";", "|", "#", "’s")
HARD = (
    "é",
    "e\u0301",
    "👩‍🔬",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "שלום",
    "\u202b",
    "سلام",
    "漢",
    "\u2028",
    "\x85",
    "\ufeff",
    "\ufffe",
)
CONTROL = ("\x00", "\x07", "\x0b", "\x1b[1m", "\x7f")
WORDS = (*PLAIN, *HARD, *CONTROL)


def article(text: str, title: str = "An article", blocks: tuple[Block, ...] = ()) -> StoredArticle:
    """*text* as a library holds it."""
    raw = text.replace("\n", "\r\n").encode()
    source = Source(
        sha256=sha256(raw),
        size=len(raw),
        media_type="text/plain",
        name="article.txt",
        url="https://example.org/a?b=1&c=2",
        imported=MOMENT,
    )
    whole = Block(id="b1", kind=BlockKind.PARAGRAPH, start=0, end=len(text))
    made = Imported(raw=raw, source=source, text=text, blocks=blocks or (whole,), title=title)
    return StoredArticle(record=record_of(made), text=text, blocks=made.blocks, raw=raw)


def annotation(
    stored: StoredArticle, number: int, *spans: tuple[int, int], **fields: object
) -> Annotation:
    """Annotation *number* of an article."""
    given: dict[str, object] = {
        "kind": "quote",
        "creator": "ann",
        "created": MOMENT,
        "modified": MOMENT,
        **fields,
    }
    return Annotation(
        id=f"01900000-0000-7000-8000-{number:012}",
        article=stored.record.id,
        spans=tuple(Span.of(stored.text, *span) for span in spans),
        **given,  # type: ignore[arg-type]
    )


def identity(number: int) -> str:
    """The id of annotation *number*."""
    return f"01900000-0000-7000-8000-{number:012}"


def bundle(
    articles: tuple[StoredArticle, ...],
    annotations: tuple[Annotation, ...],
    codes: tuple[Code, ...] = (),
) -> Bundle:
    """A library's bundle."""
    return Bundle(
        changed=MOMENT,
        library=LibraryFacts(id="a-library", created=MOMENT),
        codebook=Codebook(
            kinds=(*DEFAULT_CODEBOOK.kinds, PASSAGE), codes=codes, links=DEFAULT_CODEBOOK.links
        ),
        articles=tuple(sorted(articles, key=lambda one: one.record.id)),
        annotations=tuple(sorted(annotations, key=lambda one: one.id)),
    )


def small() -> Bundle:
    """Two articles: one with a comment, overlaps, a discontinuous claim, codes, notes, links."""
    one, two = article(TEXT, "No one was hurt", _blocks()), article(SECOND, "Second")
    at = TEXT.index("That is")
    annotations = (
        annotation(
            one,
            1,
            (16, 34),
            codes=("denial", "harm done"),
            note="Said twice.\nSee page 2.",
            attributes={"speaker": "the mayor", "form": "direct"},
            tags=("check",),
        ),
        annotation(
            one,
            2,
            (4, 9),
            kind="entity",
            attributes={"type": "person", "name": "The Mayor", "link": "Q42"},
            links=(Link(type="said-by", to=identity(1), note="in public"),),
        ),
        annotation(
            one,
            3,
            (at, at + 4),
            (at + 18, at + 29),
            kind="claim",
            creator="bob",
            revision=3,
            attributes={"status": "disputed", "confidence": 0.5},
            links=(Link(type="disputes", to=identity(1)),),
        ),
        annotation(
            one,
            4,
            (20, 40),
            kind="entity",
            origin=Origin(by="rule:names/1", score=0.25, accepted_by="ann"),
        ),
        annotation(two, 5, (0, 6), kind="entity", attributes={"type": "place"}),
        annotation(two, 6, (7, 25), kind="passage", codes=("harm done",)),
    )
    codes = (
        Code(
            name="denial", parent="stance", colour="#ff0000", description="Says it did not happen"
        ),
        Code(name="harm done"),
        Code(name="stance", key="s", colour="red"),
    )
    return bundle((one, two), annotations, codes)


def _blocks() -> tuple[Block, ...]:
    """The blocks of `TEXT`."""
    heading, meta, said = (TEXT.index(words) for words in ("Comments", "1. Ana", "That is"))
    return (
        Block(id="b1", kind=BlockKind.PARAGRAPH, start=0, end=TEXT.index("\n")),
        Block(id="b2", kind=BlockKind.COMMENTS_HEADING, start=heading, end=heading + 8),
        Block(id="b3", kind=BlockKind.COMMENT_META, start=meta, end=said - 1),
        Block(
            id="b4",
            kind=BlockKind.COMMENT,
            start=said,
            end=len(TEXT) - 1,
            author="Ana",
            date="3 May",
            number=1,
        ),
    )


LETTERS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map("".join)
NOTES = st.one_of(
    st.lists(st.sampled_from((*WORDS, "\r\n", "\r")), max_size=25).map("".join),
    st.sampled_from(("", "n" * 10_000, "e\u0301👩‍🔬\n" * 2_000)),
)


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """One or two articles of hard characters, annotations that overlap, break off, link, run on."""
    texts = draw(
        st.lists(
            LETTERS.map(lambda t: f"{t}z").filter(str.strip), min_size=1, max_size=2, unique=True
        )
    )
    articles = tuple(_drawn_article(draw, text) for text in texts)
    annotations = []
    for number in range(draw(st.integers(0, 4))):
        home = draw(st.sampled_from(articles))
        cuts = sorted(draw(st.sets(st.integers(0, len(home.text)), min_size=2, max_size=6)))
        links = st.builds(
            Link,
            type=st.sampled_from(("answers", "supports")),
            to=st.integers(0, 5).map(identity),
            note=st.one_of(st.none(), LETTERS),
        )
        annotations.append(
            annotation(
                home,
                number,
                *zip(cuts[::2], cuts[1::2], strict=False),
                kind=draw(st.sampled_from(("quote", "entity", "claim", "passage"))),
                attributes=draw(st.sampled_from(ATTRIBUTES)),
                codes=tuple(draw(st.lists(LETTERS, max_size=2))),
                note=draw(NOTES),
                links=tuple(draw(st.lists(links, max_size=2))),
                tags=tuple(draw(st.lists(LETTERS, max_size=1))),
                creator=draw(LETTERS),
            )
        )
    codes = draw(st.sets(LETTERS.filter(str.strip), max_size=2))
    return bundle(articles, tuple(annotations), tuple(Code(name=name) for name in codes))


def _drawn_article(draw: st.DrawFn, text: str) -> StoredArticle:
    """*text* as one paragraph, or as a paragraph with a comment below it."""
    blocks: tuple[Block, ...] = ()
    cut = draw(st.integers(0, len(text)))
    if text[:cut].strip() and text[cut:].strip():
        blocks = (
            Block(id="b1", kind=BlockKind.PARAGRAPH, start=0, end=cut),
            Block(id="b2", kind=BlockKind.COMMENT, start=cut, end=len(text), author="Ana"),
        )
    return article(text, draw(LETTERS), blocks)


def written(known: Format, given: Bundle) -> bytes:
    """The bytes that *known* makes."""
    return b"".join(known.write(given))


def taken_in(loaded: Loaded, folder: Path) -> bytes:
    """The canonical export of an empty library after an import."""
    with Library(folder, who="zoe") as library:
        library.take_in(loaded.bundle, "file")
        return dump(library.bundle())


def whole(given: Bundle) -> Bundle:
    """A library's bundle that stays when the library goes."""
    articles, annotations = tuple(given.articles), tuple(given.annotations)
    return msgspec.structs.replace(given, articles=articles, annotations=annotations)
