"""Texts with marked spans, written for these tests: the files in the folder `cases`.

A text begins with a line `### id what it shows`; lines that begin with `# ` before the first are
remarks. Spans are written ⟦label|words⟧ and may hold others:

- `q1` a quotation, `i1` one reported without marks, `u` marked words that are no quotation;
- `s1`, `c1` who speaks quotation 1 and the cue that says so; ⟦s2=s1⟧ gives 2 the speaker of 1;
- `PERSON ORG LOC DATE LAW EVENT` names; `ACRONYM:a`, `LONGFORM:a` bound by the letter;
- `CLAIM` a sentence worth checking, `DISPUTED` a comment that disputes the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"

_HEAD = re.compile(r"^### (\S+) (.*)\n", re.MULTILINE)
_MARK = re.compile(r"⟦([A-Za-z0-9:]+)\||⟦(s\d+)=(s\d+)⟧|⟧")


@dataclass(frozen=True, slots=True)
class Gold:
    """text[start:end] is marked with a label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Case:
    """One text. `same` says which speaker label stands for another: s2 for s1."""

    id: str
    shows: str
    text: str
    spans: tuple[Gold, ...]
    same: dict[str, str]

    def of(self, *labels: str) -> list[Gold]:
        """The spans of these labels, where `q` stands for q1, q2 and so on."""
        return [span for span in self.spans if span.label.rstrip("0123456789") in labels]

    def speaker(self, quotation: Gold) -> Gold | None:
        """Who speaks a quotation, if that is marked."""
        label = f"s{quotation.label[1:]}"
        wanted = self.same.get(label, label)
        return next((span for span in self.spans if span.label == wanted), None)

    def cue(self, quotation: Gold) -> Gold | None:
        """The cue of a quotation, if one is marked."""
        wanted = f"c{quotation.label[1:]}"
        return next((span for span in self.spans if span.label == wanted), None)


@cache
def cases(language: str) -> tuple[Case, ...]:
    """The texts in *language*: english, german, french or spanish."""
    source = (FOLDER / f"{language}.txt").read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(source))
    ends = [head.start() for head in heads[1:]] + [len(source)]
    return tuple(
        _read(head.group(1), head.group(2), source[head.end() : end].strip("\n"))
        for head, end in zip(heads, ends, strict=True)
    )


def _read(identity: str, shows: str, marked: str) -> Case:
    text, at = "", 0
    spans: list[Gold] = []
    same: dict[str, str] = {}
    opened: list[tuple[str, int]] = []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark.group(1):
            opened.append((mark.group(1), len(text)))
        elif mark.group(2):
            same[mark.group(2)] = mark.group(3)
        else:
            label, start = opened.pop()
            spans.append(Gold(start, len(text), label))
    assert not opened, identity
    return Case(identity, shows, text + marked[at:], tuple(spans), same)
