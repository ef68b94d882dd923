"""Pages composed for measuring: an article with nested comments, in many languages and layouts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

LANGUAGES: dict[str, tuple[str, str, str, str, str, str, str]] = {
    # heading, says, date, reply, form, related, a word to build sentences from
    "en": (
        "{n} thoughts on “{t}”",
        "says:",
        "May {d}, 2020 at 10:11 am",
        "Reply",
        "Leave a Reply",
        "Related Posts",
        "river",
    ),
    "de": (
        "{n} Kommentare zu „{t}“",
        "sagt:",
        "{d}. Mai 2020 um 10:11 Uhr",
        "Antworten",
        "Schreibe einen Kommentar",
        "Ähnliche Beiträge",
        "Fluss",
    ),
    "fr": (
        "{n} commentaires sur « {t} »",
        "dit :",
        "{d} mai 2020 à 10 h 11 min",
        "Répondre",
        "Laisser un commentaire",
        "Articles similaires",
        "rivière",
    ),
    "es": (
        "{n} comentarios en “{t}”",
        "dijo:",
        "{d} de mayo de 2020 a las 10:11",
        "Responder",
        "Deja una respuesta",
        "Entradas relacionadas",
        "orilla",
    ),
    "it": (
        "{n} commenti su “{t}”",
        "ha detto:",
        "{d} maggio 2020 alle 10:11",
        "Rispondi",
        "Lascia un commento",
        "Articoli correlati",
        "fiume",
    ),
    "pt": (
        "{n} comentários em “{t}”",
        "disse:",
        "{d} de maio de 2020 às 10:11",
        "Responder",
        "Deixe um comentário",
        "Artigos relacionados",
        "margem",
    ),
    "nl": (
        "{n} reacties op “{t}”",
        "schreef:",
        "{d} mei 2020 om 10:11",
        "Beantwoorden",
        "Geef een reactie",
        "Gerelateerde berichten",
        "oever",
    ),
    "ru": (
        "{n} комментария к «{t}»",
        "говорит:",
        "{d} мая 2020 в 10:11",
        "Ответить",
        "Добавить комментарий",
        "Похожие записи",
        "берег",
    ),
    "ar": (
        "{n} تعليقات على «{t}»",
        "يقول:",
        "{d} مايو 2020 الساعة 10:11",
        "رد",
        "اترك تعليقاً",
        "مقالات ذات صلة",
        "نهر",
    ),
    "fa": (
        "{n} دیدگاه برای «{t}»",
        "می‌گوید:",
        "{d} ثور ۱۳۹۹ در ۱۰:۱۱",
        "پاسخ",
        "دیدگاهتان را بنویسید",
        "مطالب مرتبط",
        "رود",
    ),
    "tr": (
        "“{t}” üzerine {n} yorum",
        "dedi ki:",
        "{d} Mayıs 2020, 10:11",
        "Yanıtla",
        "Bir yanıt yazın",
        "İlgili yazılar",
        "nehir",
    ),
    "pl": (
        "{n} komentarzy do “{t}”",
        "pisze:",
        "{d} maja 2020 o 10:11",
        "Odpowiedz",
        "Dodaj komentarz",
        "Podobne wpisy",
        "rzeka",
    ),
    "uk": (
        "{n} коментарів до «{t}»",
        "каже:",
        "{d} травня 2020 о 10:11",
        "Відповісти",
        "Залишити коментар",
        "Схожі записи",
        "берег",
    ),
    "ur": (
        "{n} تبصرے “{t}”",
        "کہتے ہیں:",
        "{d} مئی 2020 بوقت 10:11",
        "جواب دیں",
        "تبصرہ کریں",
        "متعلقہ خبریں",
        "دریا",
    ),
}
_NAMES = {
    "ru": ("Анна Лунина", "Борис", "Вера К."),
    "ar": ("سلمى حداد", "كريم", "ليلى"),
    "fa": ("زهرا احمدی", "کریم", "لیلا"),
}
_DEFAULT_NAMES = ("Ann Lee", "bo77", "Cem K.")
LAYOUTS = ("list", "boxes", "short", "signed", "flat")


@dataclass(frozen=True)
class Composed:
    """A page with what is to be found in it."""

    name: str
    source: str
    body: str
    title: str
    comments: list[dict[str, object]]


def composed() -> Iterator[Composed]:
    """Every language in every layout."""
    for language in LANGUAGES:
        for layout in LAYOUTS:
            yield _page(language, layout)


def _sentence(word: str, number: int) -> str:
    middle = " ".join(f"{word} {chr(97 + (number * 7 + i) % 26)}{number}{i}" for i in range(9))
    return f"{middle.capitalize()}."


def _page(language: str, layout: str) -> Composed:
    heading, says, date, reply, form, related, word = LANGUAGES[language]
    title = f"{word.capitalize()} {word} aa {word} bb"
    paragraphs = [" ".join(_sentence(word, 10 * p + i) for i in range(4)) for p in range(5)]
    names = _NAMES.get(language, _DEFAULT_NAMES)
    nested: tuple[int | None, ...] = (None, 1, 2, None, 4, None)
    parents = (None,) * 6 if layout == "flat" else nested
    comments: list[dict[str, object]] = []
    for number, parent in enumerate(parents, start=1):
        words = " ".join(_sentence(word, 100 + 10 * number + i) for i in range(1 + number % 3))
        comments.append(
            {
                "number": number,
                "parent": parent,
                "author": names[number % 3],
                "pingback": False,
                "text": words,
                "date": date.format(d=number + 2),
            }
        )
    counted = heading.format(n=len(comments), t=title)
    thread = _thread(comments, None, layout, says, reply)
    menu = "".join(f'<li><a href="/{i}">{word.capitalize()} {i}</a></li>' for i in range(8))
    source = (
        f'<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<ul>{menu}</ul><h1>{title}</h1>"
        + "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
        + f"<h2>{counted}</h2>{thread}<h3>{form}</h3><form><input name=a></form>"
        + f"<h3>{related}</h3><ul>{menu}</ul></body></html>"
    )
    return Composed(f"made-{language}-{layout}", source, " ".join(paragraphs), title, comments)


def _thread(
    comments: list[dict[str, object]], parent: object, layout: str, says: str, reply: str
) -> str:
    parts: list[str] = []
    for said in comments:
        if said["parent"] != parent:
            continue
        inner = _thread(comments, said["number"], layout, says, reply)
        parts.append(_comment(said, layout, says, reply, inner))
    if not parts:
        return ""
    tag = {"list": "ol", "boxes": "ul", "short": "ul", "flat": "div"}.get(layout, "ul")
    return f"<{tag}>{''.join(parts)}</{tag}>"


def _comment(said: dict[str, object], layout: str, says: str, reply: str, inner: str) -> str:
    author, date, words = (escape(str(said[key])) for key in ("author", "date", "text"))
    button = f'<div><a href="#r{said["number"]}">{reply}</a></div>'
    link = f'<a href="#c{said["number"]}">{date}</a>'
    if layout == "signed":
        return f"<li><p>{words}</p><p>{author} {link}</p>{button}{inner}</li>"
    if layout == "short":
        return f"<li><b>{author}</b> • {link}<p>{words}</p>{button}{inner}</li>"
    if layout == "boxes":
        return f"<li><div><b>{author}</b></div><div>{link}</div><p>{words}</p>{button}{inner}</li>"
    tag = "div" if layout == "flat" else "li"
    picture = '<img alt="" src="/avatars/a7c1f0.png">'
    return (
        f"<{tag}><article><footer><div>{picture}<b>{author}</b> <span>{says}</span></div>"
        f"<div>{link}</div></footer><div><p>{words}</p></div>{button}</article>{inner}</{tag}>"
    )
