"""Numbers and names in sentences: `1 annotation`, `2 entities`, `an entity`."""

from __future__ import annotations

_HISSING = ("s", "x", "z", "ch", "sh")


def counted(number: int, noun: str) -> str:
    """*number* and *noun*, which is given in the singular: `1 article`, `1,200 entities`."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """The plural of *noun*, of its last word where it has several."""
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_HISSING) else "s")


def an(noun: str, *, begins: bool = False) -> str:
    """*noun* behind its indefinite article, as it is spelled: `a claim`, `an entity`.

    *begins*: it is the first word of a sentence.
    """
    article = "an" if noun[:1].casefold() in tuple("aeiou") else "a"
    return f"{article.capitalize() if begins else article} {noun}"
