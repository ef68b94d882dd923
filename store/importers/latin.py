"""Which single-byte charset Latin words are written in, told by the letters of their language.

A byte stands for another letter in each charset, and few languages have the letters that come of
a wrong one: "pĺ", "naļve". A detector that counts how often letters stand side by side needs far
more words to see that. Pure.
"""

from __future__ import annotations

_ALPHABETS = {
    "cp1252": (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüßé",  # German
        "áéíóúüñªº",  # Spanish, Basque, Irish
        "ãõáâàçéêíóôúüªº",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "åäöæøéèüàóôê",  # the languages of Scandinavia, Finnish
        "ëïéèöüêóáû",  # Dutch, Afrikaans
        "àçèéíïòóúü·",  # Catalan
        "ëç",  # Albanian
        "äõöüšž",  # Estonian
    ),
    "cp1254": ("âçğıiöşüîû",),  # Turkish
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "čćđšž",  # Croatian, Bosnian, Serbian, Slovene
        "ăâîşţ",  # Romanian
    ),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "čćđšž", "ăâîşţ"),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),  # Lithuanian, Latvian, Estonian
    "iso8859_15": ("áæéíðóöúýþ",),  # Icelandic, behind Turkish, which differs by three letters
}
"""Letters beyond ASCII by language, the likelier charset first."""
_READ_AS = {"iso8859_15": "cp1252"}
_MARKS = frozenset("\xa0\xad“”‘’„«»‹›–—…•·°§©®™€£¿¡´`\u0307")
"""What any language has beyond its letters."""
_ENOUGH = 0.95


def latin_charset(sample: bytes) -> str | None:
    """The charset that makes letters of one language of *sample*'s bytes beyond ASCII, or None."""
    best, likeliest = 0.0, None
    for charset, alphabets in _ALPHABETS.items():
        try:
            text = sample.decode(charset := _READ_AS.get(charset, charset))
        except UnicodeDecodeError:
            continue
        if not _is_latin(text):
            continue
        signs = [sign for sign in text.lower() if sign > "\x7f" and sign not in _MARKS]
        for alphabet in alphabets:
            share = sum(sign in alphabet for sign in signs) / len(signs) if signs else 1.0
            if share > best:
                best, likeliest = share, charset
    return likeliest if best >= _ENOUGH else None


def _is_latin(text: str) -> bool:
    """Whether most letters beyond ASCII touch an ASCII letter, as accented ones do, and make no
    words of their own.
    """
    beyond = beside = 0
    before = " "
    for sign, after in zip(text, text[1:] + " ", strict=True):
        if sign > "\x7f" and sign.isalpha():
            beyond += 1
            beside += (before.isascii() and before.isalpha()) or (
                after.isascii() and after.isalpha()
            )
        before = sign
    return beside * 2 >= beyond
