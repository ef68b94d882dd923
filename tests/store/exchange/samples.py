"""Libraries to export: a small one with fixed ids and times, and random ones with hard texts."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from store.exporters.base import Bundle, Format, LibraryFacts, Loaded, StoredArticle
from store.exporters.canonical import dump
from store.importers.base import record_of
from store.library import Library
from store.model import (
    DEFAULT_CODEBOOK,
    Annotation,
    Block,
    BlockKind,
    Code,
    Codebook,
    Imported,
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
WORDS = (
    "a", " ", "\n", "\t", "é", "e\u0301", "👩‍🔬", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "שלום", "\u202b", "سلام", "漢", "\x00", "\x07", "\x1b[1m",
    "\ufeff", "\ufffe", "\u2028", "\x85", "<b>&amp;", "]]>", '"', "{}", "\\", ";", "|", "#", "word",
)  # fmt: skip


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
        codebook=Codebook(kinds=DEFAULT_CODEBOOK.kinds, codes=codes, links=DEFAULT_CODEBOOK.links),
        articles=tuple(sorted(articles, key=lambda one: one.record.id)),
        annotations=tuple(sorted(annotations, key=lambda one: one.id)),
    )


def small() -> Bundle:
    """Two articles: one with a comment, overlaps, a discontinuous claim, codes, notes, links."""
    at = TEXT.index("That is")
    blocks = (
        Block(id="b1", kind=BlockKind.PARAGRAPH, start=0, end=TEXT.index("\n")),
        Block(id="b2", kind=BlockKind.COMMENTS_HEADING, start=TEXT.index("Comments"), end=TEXT.index("Comments") + 8),
        Block(id="b3", kind=BlockKind.COMMENT_META, start=TEXT.index("1. Ana"), end=at - 1),
        Block(id="b4", kind=BlockKind.COMMENT, start=at, end=len(TEXT) - 1, author="Ana", date="3 May", number=1),
    )  # fmt: skip
    one = article(TEXT, "No one was hurt", blocks)
    two = article("Second text. Nothing else.", "Second")
    annotations = (
        annotation(one, 1, (16, 34), codes=("denial", "harm done"), note="Said twice.\nSee page 2.",
                   attributes={"speaker": "the mayor", "form": "direct"}, tags=("check",)),
        annotation(one, 2, (4, 9), kind="entity", attributes={"type": "person", "name": "The Mayor"},
                   links=(Link(type="said-by", to=identity(1), note="in public"),)),
        annotation(one, 3, (at, at + 4), (at + 18, at + 29), kind="claim", creator="bob", revision=3,
                   attributes={"status": "disputed", "confidence": 0.5}, links=(Link(type="disputes", to=identity(1)),)),
        annotation(one, 4, (20, 40), kind="entity", origin=Origin(by="rule:names/1", score=0.25, accepted_by="ann")),
        annotation(two, 5, (0, 6), kind="entity", attributes={"type": "place"}),
    )  # fmt: skip
    codes = (
        Code(
            name="denial", parent="stance", colour="#ff0000", description="Says it did not happen"
        ),
        Code(name="harm done"),
        Code(name="stance", key="s", colour="red"),
    )
    return bundle((one, two), annotations, codes)


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """One or two articles of hard characters, annotations that overlap, break off, link, run long."""
    letters = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map("".join)
    texts = draw(
        st.lists(
            letters.map(lambda t: f"{t}z").filter(str.strip), min_size=1, max_size=2, unique=True
        )
    )
    articles = tuple(article(text, draw(letters)) for text in texts)
    annotations = []
    for number in range(draw(st.integers(0, 4))):
        home = draw(st.sampled_from(articles))
        cuts = sorted(draw(st.sets(st.integers(0, len(home.text)), min_size=2, max_size=6)))
        spans = list(zip(cuts[::2], cuts[1::2], strict=False))
        links = draw(
            st.lists(
                st.builds(
                    Link,
                    type=st.sampled_from(["answers", "supports"]),
                    to=st.integers(0, 5).map(identity),
                ),
                max_size=2,
            )
        )
        annotations.append(
            annotation(
                home, number, *spans,
                kind=draw(st.sampled_from(["quote", "entity", "claim"])),
                attributes=draw(st.sampled_from([{}, {"type": "person"}, {"type": "date", "name": "x"}])),
                codes=tuple(draw(st.lists(letters, max_size=2))),
                note=draw(st.one_of(letters, st.just("n" * 10_000), st.just(""))),
                links=tuple(links),
                tags=tuple(draw(st.lists(letters, max_size=1))),
                creator=draw(letters),
            )
        )  # fmt: skip
    return bundle(
        articles,
        tuple(annotations),
        tuple(Code(name=name) for name in draw(st.sets(letters.filter(str.strip), max_size=2))),
    )


def written(known: Format, given: Bundle) -> bytes:
    """The bytes that *known* makes."""
    return b"".join(known.write(given))


def taken_in(loaded: Loaded, folder: Path) -> bytes:
    """The canonical export of an empty library after an import."""
    with Library(folder, who="zoe") as library:
        library.take_in(loaded.bundle, "file")
        return dump(library.bundle())
