"""What common work costs in keys: pressed in `tests/tui/test_keystrokes.py`, told in README."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Journey:
    """Work that begins where `before` leads and is done by `keys`, in at most `bar` of them.

    Keys are written as `tests.tui.conftest.press` takes them; `before` is pressed first and not
    counted. `start` says where that is. An empty `before` begins in the article list.
    """

    name: str
    what: str
    start: str
    before: str
    keys: str
    bar: int

    @property
    def count(self) -> int:
        """How many keys are pressed; of a typed word every letter counts."""
        return sum(
            len(key.removeprefix("text:")) if key.startswith("text:") else 1
            for key in self.keys.split()
        )

    @property
    def shown(self) -> str:
        """The keys as README shows them: what is pressed again and again is told once."""
        shown: list[str] = []
        times: list[int] = []
        for part in self.keys.split("  "):
            if shown and shown[-1] == part:
                times[-1] += 1
            else:
                shown.append(part)
                times.append(1)
        return " ".join(
            f"`{part.replace('text:', '')}`" + (f" × {number}" if number > 1 else "")
            for part, number in zip(shown, times, strict=True)
        )


PAGE = "  ".join(["enter", *["tab enter"] * 10, *["] q q"] * 5, "2 ] c d"])
"""A news page from the list: ten names looked at and accepted, five quotations, the comment."""

JOURNEYS = (
    Journey(
        "open-and-quote",
        "open an article, tag its next quotation, confirm the speaker",
        "article list",
        "",
        "enter ] q q s enter",
        6,
    ),
    Journey("name", "tag a suggested name", "text", "enter", "tab enter", 2),
    Journey("quotation", "tag the next quotation with its speaker", "text", "enter", "] q q", 3),
    Journey(
        "comment",
        "tag a disputed comment",
        "list of comments (`O`), the cursor on it",
        "enter O text:disputed",
        "enter d",
        2,
    ),
    Journey(
        "dispute",
        "tag a comment and the sentence it disputes, and link them",
        "the comment",
        "enter 2 ] c",
        "C enter",
        2,
    ),
    Journey(
        "evidence",
        "link a quotation to the claim it is evidence for",
        "the quotation, tagged",
        "enter ) c ] q q",
        "V enter",
        2,
    ),
    Journey(
        "kind",
        "turn a quote into a claim, with note, codes and links",
        "the quote",
        "enter ] q q",
        "T c",
        2,
    ),
    Journey(
        "all", "tag every occurrence of a name", "the name, tagged", "enter tab enter", "* enter", 2
    ),
    Journey(
        "page",
        "a whole news page: 10 names, 5 quotations with speakers, the disputed comment",
        "article list",
        "",
        PAGE,
        45,
    ),
)


def keystroke_table() -> str:
    """A Markdown table of the journeys."""
    rows = ["| to … | from | keys | how many |", "|---|---|---|--:|"]
    rows += [f"| {j.what} | {j.start} | {j.shown} | {j.count} |" for j in JOURNEYS]
    return "\n".join(rows)
