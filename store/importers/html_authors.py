"""A commenter's name, out of the words in which a header prints it. Pure."""

from __future__ import annotations

import re

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.dates import find_stamp
from store.importers.furniture import is_furniture
from store.importers.vocabulary import SAYING
from store.text import fold_space, strip_edges

_LONGEST_NAME = 80
_MOST_WORDS = 6
_EDGES = " \t\n ,:|·•–—-#()[]/»«>"
_OWN_EDGES = " \t\n ,:|·•–—#/»«>"
_LOOSE_HYPHEN = re.compile(r"^-+\s+|\s+-+$")
_ORDINAL = re.compile(r"^#?\d{1,5}[.)]\s+(?=\D)|\s*[•·|–—]\s*#\d{1,6}$")
"""A comment's number before the name or behind it: "3. Ann", "Ann • #3"."""
_LEAD = re.compile(
    r"(?:\#?\d{1,5}[.):]?\s+)?(?:(?:(?:comment|kommentar|commentaire|comentario|commento|comentário|reactie|"
    r"post(?:ed)?|written|geschrieben|verfasst|eingetragen|gespeichert|rédigé|écrit|publié|soumis|"
    r"enviado|escrito|inviato|scritto|pingback|trackback|submitted|eingereicht|geplaatst|ingediend|"
    r"нап?исал|نوشته|ارسال)\s+)?"
    r"(?:by|from|von|vom\snutzer|par|de|por|di|da|door|от|توسط|از|بواسطة)|"
    r"(?:napsal|vložil|napísal|odoslal)(?:[/(]?a\)?)?(?:\s(?:uživatel|používateľ)(?:ka)?)?|"
    r"(?:wysłane|dodane|opublikowane)\sprzez|beküldte|(?:reactie|bericht)\svan|(?:skrevet|postat|skickat|indsendt|sendt\sinn)\sa[fv]|"
    r"(?:опубликовано|отправлено)(?:\sпользователем)?)\s*:?\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:name|author|autor|auteur|nom|user|von|by|par)\s?:\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:[\s,]+(?:on|at|um|vom|posted|dne|dňa|w\sdniu|(?-i:am|le|el|il|den|em|op|om|a\slas?|в|در|a|à)|"
    rf"{SAYING}|says:)){{1,2}}[\s,:]*$",
    re.IGNORECASE,
)
"""What ties a name to a date; "Le" and "A" may end a name, "le" and "a" don't."""
_CONNECTOR = re.compile(
    r"(?:[\W\d_]|\b(?:says?|said|wrote|writes|replied|replies|commented|posted|sagt|sagte|schrieb|"
    r"schreibt|meint|antwortet|dit|écrit|a|dijo|dice|dicho|escribió|escrito|comentado|ha|detto|scrive|disse|diz|zegt|"
    r"schreef|говорит|пишет|написала?|می‌گوید|گفت|نوشت|يقول|كتب|on|at|am|um|uhr|le|el|à|às|in|"
    r"il|alle|op|om|den|vom|comment(?=\s+by)|kommentar(?=\s+von)|comentario(?=\s+(?:por|de))|"
    r"commentaire(?=\s+(?:par|de))|commento(?=\s+di)|de(?=\s*$)|by|von|par|por|di|در|ساعت|в|permalink|link|edited|h|min|"
    r"time|date|datum|fecha|zeit|publicado|publié|posté|geschrieben|geplaatst|pubblicato|pm|[pmce][sd]t|gmt|utc|ces?t|mes?z)\b)*",
    re.IGNORECASE,
)
_UNVERIFIED = re.compile(
    r"\s*\((?:not\sverified|unverified|nicht\süberprüft|non\svérifié|no\sverificado|"
    r"não\sverificado|non\sverificato|niet\sgecontroleerd|не\sпроверено|не\sперевірено|"
    r"niezweryfikowany|bez\sověření|neověřeno|neoveren[ýé]|nem\sellenőrzött|"
    r"(?:inte|ikke)\sverifi[cs]?er[ae]?[dt]|未验证|未驗證)\)$",
    re.IGNORECASE,
)
"""What Drupal adds to the name of a guest."""
_ANSWERING = (
    r"(?:replied|replying|responded|responding)\sto|antwortete?\sauf|répond\sà|a\srépondu\sà|"
    r"respondió\sa|ha\srisposto\sa|respondeu\sa|in\s(?:reply|response)\sto|"
    r"(?:als\s|in\s)antwort\sauf|en\sréponse\sà|en\srespuesta\sa|in\srisposta\sa|"
    r"em\sresposta\sa|in\sreactie\sop|в\sответ(?:\sна)?"
)
_ANSWERED = re.compile(rf"\s(?:{_ANSWERING})(?:\s.*)?$", re.IGNORECASE)
"""Whom a commenter answers, behind the name."""
_LEADS_TO_ANSWERED = re.compile(rf"(?<!\w)(?:{_ANSWERING})\W*$", re.IGNORECASE)
_ROLE = re.compile(
    r"\W*(?:(?:(?:the|this)\s)?(?:post|article|story|blog|thread|topic)(?:['’]s)?\s(?:author|starter)|"
    r"(?:beitrags|artikel)-?autor(?:in)?|auteur(?:\sde\sl[’']article|\sdu\sbillet)?|"
    r"autora?\s(?:del\s(?:post|artículo)|do\s(?:post|artigo)|wpisu|příspěvku)|"
    r"autore\s(?:del\spost|articolo|dell[’']articolo)|автор\s(?:записи|статьи)|"
    rf"{phrases.ROLE.pattern})\W*",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|"
    r"mittwoch|sonnabend|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|"
    r"jueves|viernes|sábado|domingo|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|"
    r"(?:segunda|terça|quarta|quinta|sexta)-feira|(?:maan|dins|woens|donder|vrij|zater|zon)dag",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"[-–−]?\d[\d.,k]*\s(?:points?|punkte?|puntos?|pontos?|punti|votes?)|{phrases.LEVEL.pattern}",
    re.IGNORECASE,
)
"""A comment's score, or how deep it lies."""
_ENDS_A_SENTENCE = re.compile(r"[.!?…。؟]\W*$")
_INITIAL = re.compile(r"(?:^|\s)\w\.\W*$")


def is_connector(words: str) -> bool:
    """Whether *words* only tie a name to a date: "says:", "on", "|". A capital is an initial."""
    if len(words) == 1 and words.isupper():
        return False
    return _CONNECTOR.fullmatch(words) is not None


def is_role(words: str) -> bool:
    """Whether short *words* say what a commenter is: "Post author"."""
    return len(words) <= _LONGEST_NAME and _ROLE.fullmatch(fold_space(words)) is not None


def leads_to_answered(words: str) -> bool:
    """Whether *words* end in saying that a comment answers what is named next."""
    return _LEADS_TO_ANSWERED.search(fold_space(words[-_LONGEST_NAME:])) is not None


def leads_to_name(words: str) -> bool:
    """Whether what stands behind a date begins with what leads to a name: ", by Ann"."""
    return _LEAD.match(_stripped(words) + " ") is not None


def ends_a_sentence(words: str) -> bool:
    """Whether *words* end as a sentence does, and not in a name's initial."""
    return _ENDS_A_SENTENCE.search(words) is not None and _INITIAL.search(words) is None


def is_name(name: str) -> bool:
    """Whether *name* is short as names are, and no sentence, button, score or day of the week."""
    return (
        len(name.split()) <= _MOST_WORDS
        and any(map(str.isalpha, name))
        and _COUNTED.fullmatch(name) is None
        and not is_furniture(name)
        and _WEEKDAY.fullmatch(name) is None
        and not ends_a_sentence(name)
    )


def clean_name(raw: str, alone: bool = False, dated: bool = True) -> str | None:
    """The name in *raw*, beside a date or without one, or None where there is none.

    *alone* where an element of its own holds the name: then brackets and hyphens at its ends are
    part of it. Not *dated* where the date is known to stand elsewhere.
    """
    words = fold_space(raw)[:400]
    found = find_stamp(words) if dated else None
    parts = [words] if found is None else [words[: found.start], words[found.end :]]
    names = [_bare_name(part, alone and found is None) for part in parts]
    labelled = [name for name, lead in names if name is not None and lead]
    return next(iter(labelled), None) or next((name for name, _ in names if name), None)


def _bare_name(words: str, alone: bool) -> tuple[str | None, bool]:
    """The name in *words*, and whether "by" or its like said that it is one."""
    strip = _own if alone else _stripped
    says = phrases.SAYS.fullmatch(words)
    if says is not None:
        words = says["name"]
    words = strip(_TAIL.sub("", _ANSWERED.sub("", strip(words))))
    lead = _LEAD.match(words) or _LABEL.match(words)
    if lead is not None:
        words = strip(words[lead.end() :])
    words = strip(_ORDINAL.sub("", _UNVERIFIED.sub("", words)))
    if not words or len(words) > _LONGEST_NAME or not any(map(str.isalnum, words)):
        return None, False
    if is_button(words) or is_connector(words):
        return None, False
    return words, lead is not None


def _stripped(words: str) -> str:
    return strip_edges(words, _EDGES)


def _own(words: str) -> str:
    """*words* without what parts them from others; a smile at their end is theirs."""
    words = _LOOSE_HYPHEN.sub("", words.strip(_OWN_EDGES)).strip(_OWN_EDGES)
    if words[:1] == "(" and words[-1:] == ")" and words.count("(") == 1:
        words = words[1:-1]
    if words[:1] in {"(", "["} and not words.endswith((")", "]")):
        words = words[1:]
    return words.strip()
