"""What the terminal sends, with nothing in a paste that could end it early. Pure.

Textual takes an escape character within what is pasted for the beginning of a key, and what follows
for keys: words that were copied somewhere would be commands.
"""

from __future__ import annotations

START, END = "\x1b[200~", "\x1b[201~"
"""Bracketed paste: what a terminal puts before and after what is pasted."""


class Pastes:
    """Goes through all that comes, in whatever pieces."""

    def __init__(self) -> None:
        """Nothing came yet."""
        self._within = False
        self._seen = ""
        """The last characters that were not pasted: a start may come in two pieces."""
        self._held = ""
        """What may be the beginning of an end."""

    def cleaned(self, data: str) -> str:
        """*data* without the escape characters that are pasted."""
        done = ""
        while data:
            if not self._within:
                known = len(self._seen)
                at = (self._seen + data).find(START)
                self._within = at >= 0
                stop = at + len(START) - known if at >= 0 else len(data)
                done += data[:stop]
                self._seen = "" if at >= 0 else (self._seen + data)[1 - len(START) :]
                data = data[stop:]
                continue
            pasted, end, data = (self._held + data).partition(END)
            self._held = "" if end else _begun(pasted)
            done += pasted[: len(pasted) - len(self._held)].replace("\x1b", "") + end
            self._within = not end
        return done


def _begun(pasted: str) -> str:
    """What at the end of *pasted* may go on as the end of the paste."""
    return next((END[:n] for n in range(len(END) - 1, 0, -1) if pasted.endswith(END[:n])), "")
