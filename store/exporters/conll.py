"""CoNLL columns with IOB2 tags (CoNLL-2003): a token a line, a blank line after a sentence.

Written are token and tag, with a tab between, and `-DOCSTART-` before each article. Read are files
whose last column is the tag, and CoNLL-U (universaldependencies.org/format.html), whose tags stand
in MISC as `NER=`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from store.errors import FormatError
from store.exporters.assembly import Assembly, Shown
from store.exporters.base import Bundle, Format, Loaded, Loss, StoredArticle
from store.exporters.labels import token
from store.exporters.tokens import sentence_spans, tokens
from store.exporters.views import by_article, held, left_behind, without_overlaps
from store.exporters.zips import utf8
from store.model import Annotation

_START = "-DOCSTART-"
_TAG = re.compile(r"O|[BIESLU]-\S+")
_BLANKS = re.compile(r"[ \t]+")
_UNIVERSAL = 10
_PART = re.compile(r"[0-9]+")
_RANGE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


def write(bundle: Bundle) -> Iterator[bytes]:
    """The lines, UTF-8."""
    here = by_article(bundle)
    for stored in bundle.articles:
        yield f"{_START}\tO\n\n".encode()
        yield "".join(_lines(stored, here[stored.record.id])).encode()


def _lines(stored: StoredArticle, own: list[Annotation]) -> Iterator[str]:
    text = stored.text
    spans = without_overlaps(own)
    cut = tokens(text, (end for span in spans for end in span[:2]))
    at = nth = 0
    for start, end in sentence_spans(stored):
        inside = -1
        while at < len(cut) and cut[at][0] < end:
            first, last = cut[at]
            at += 1
            if first < start:
                continue
            while nth < len(spans) and spans[nth][1] <= first:
                nth += 1
            tag = "O"
            if nth < len(spans) and spans[nth][0] <= first:
                tag = f"{'I' if inside == nth else 'B'}-{token(spans[nth][2])}"
            inside = nth if tag != "O" else -1
            yield f"{text[first:last]}\t{tag}\n"
        yield "\n"


def losses(bundle: Bundle) -> tuple[Loss, ...]:
    """All but tokens and labels that do not overlap."""
    here = by_article(bundle)
    broken = sum(_comes_apart(stored, here[stored.record.id]) for stored in bundle.articles)
    fields = {
        "blanks and line ends as they were": len(bundle.articles),
        "annotations of several sentences, or of blanks, as one": broken,
    }
    own = (Loss(field=field, records=count) for field, count in fields.items() if count)
    return (*left_behind(bundle), *own)


def _comes_apart(stored: StoredArticle, own: list[Annotation]) -> int:
    """How many of an article's annotations have a stretch that no one sentence holds."""
    sentences = sentence_spans(stored)
    starts = [start for start, _ in sentences]

    def whole(start: int, end: int) -> bool:
        at = bisect_right(starts, start) - 1
        return at >= 0 and end <= sentences[at][1] and bool(stored.text[start:end].strip())

    return sum(not all(whole(s.start, s.end) for s in one.spans) for one in own)


@dataclass(slots=True)
class Document:
    """A text put together from tokens, and the stretches that its tags mark."""

    line: int
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    open: tuple[int, int, str] | None = None
    join: str = ""

    def add(self, form: str, tag: str, after: str) -> None:
        """Put on a token, with what stands between it and the next."""
        self._put(self.join)
        start = self.length
        self._put(form)
        prefix, _, label = tag.partition("-")
        if prefix in ("I", "E", "L") and self.open is not None and self.open[2] == label:
            self.open = (self.open[0], self.length, label)
        else:
            self.close()
            self.open = (start, self.length, label) if label else None
        self.join = after

    def close(self) -> None:
        """End the stretch under way."""
        if self.open is not None:
            self.spans.append(self.open)
        self.open = None

    def end_sentence(self) -> None:
        """Go to a new line."""
        self.close()
        self.join = "\n" if self.parts else ""

    def _put(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)


def read(raw: bytes, name: str) -> Loaded:
    """The documents in *raw*. Raises FormatError naming the line that has no tag."""
    text = utf8(raw, name).removeprefix("\ufeff")
    into = Assembly(name)
    documents = [one for one in _documents(text.split("\n"), name) if one.parts]
    if not documents:
        raise FormatError(f"{name}: it has no line with a token and a tag.")
    stem = name.rpartition("/")[2].rpartition(".")[0] or "text"
    for number, document in enumerate(documents, 1):
        where = f"{name}, line {document.line}"
        placed = into.article("".join(document.parts), where, name=f"{stem}-{number}.txt")
        if placed is None:
            continue
        for start, end, label in document.spans:
            into.annotate(
                placed,
                Shown(spans=((start, end),), label=label),
                where,
                seed=f"conll\x1f{start} {end} {label}",
            )
    return into.loaded()


def _documents(lines: Iterable[str], name: str) -> Iterator[Document]:
    document = Document(1)
    skip: set[int] = set()
    for number, ended in enumerate(lines, 1):
        line = ended.removesuffix("\r")
        universal = line.split("\t")
        if not line.strip(" \t"):
            document.end_sentence()
            skip = set()
        elif line.startswith(_START) or line.startswith("# newdoc"):
            document.close()
            yield document
            document = Document(number)
        elif line.startswith("#") and _is_comment(line):
            continue
        elif len(universal) == _UNIVERSAL and universal[0][:1].isdigit():
            _universal(universal, document, skip)
        else:
            columns = _BLANKS.split(line.strip(" \t"))
            if len(columns) < 2 or not _TAG.fullmatch(columns[-1]):
                raise FormatError(
                    f"{name}, line {number}: its last column is no tag such as O, B-PER or I-PER."
                )
            document.add(columns[0], columns[-1], " ")
    document.close()
    yield document


def _is_comment(line: str) -> bool:
    """Whether a line that begins with `#` is none of a token `#` and its tag."""
    columns = _BLANKS.split(line.strip(" \t"))
    is_token = columns[0] == "#" and len(columns) in (2, 4) and _TAG.fullmatch(columns[-1])
    return "\t" not in line and (not is_token or "=" in columns)


def _universal(columns: list[str], document: Document, skip: set[int]) -> None:
    """A line of CoNLL-U; the words of a multiword token and empty nodes are not in the text."""
    whole = _RANGE.fullmatch(columns[0])
    if whole is not None and int(whole[2]) - int(whole[1]) < 100:
        skip |= set(range(int(whole[1]), int(whole[2]) + 1))
    elif not _PART.fullmatch(columns[0]) or int(columns[0][:12]) in skip:
        return
    misc = dict(part.partition("=")[::2] for part in columns[9].split("|"))
    tag = misc.get("NER", "O")
    after = "" if misc.get("SpaceAfter") == "No" else " "
    document.add(columns[1], tag if _TAG.fullmatch(tag) else "O", after)


FORMAT = Format(
    name="conll",
    title="CoNLL columns, tokens with IOB2 tags",
    suffix=".conll",
    lossless=False,
    write=write,
    read=read,
    losses=losses,
    holds=partial(held, overlaps=False),
)
