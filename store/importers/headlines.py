"""Lines over an article that are no headline, though they stand where one would. Pure."""

from __future__ import annotations

import re

from store.importers.lines import Piece

_FEWEST_LABELS = 4
_LONGEST_LABEL = 4
"""Words of one label in a menu."""
_SKIP = re.compile(
    r"\W*(?:(?:skip|jump)\s(?:\w+\s)?to|(?:aller|passer)\s(?:directement\s)?(?:à|au|aux)|"
    r"(?:direkt\s)?(?:zum|zur)|(?:saltar|ir|pular|vai)\s(?:al?|para\so)|přeskočit(?:\s\w+)?\sna|"
    r"přejít\sk|prejsť\sna|przejdź\sdo|gå\s(?:direkte\s)?til|hoppa\still|ga\snaar|перейти\sк|"
    r"ugrás\sa|siirry)\s(?:(?:the|main|primary|le|la|de|het|hlavní\w*)\s)*"
    r"(?:content|text|navigation|menu|search|contenu|recherche|inhalt|suche|hauptinhalt|"
    r"contenido|búsqueda|conteúdo|contenuto|obsah\w*|treści|innhold\w*|innehåll\w*|inhoud|"
    r"содержани\w*|контент\w*|навигаци\w*|tartalom\w*|sisältöön)(?!\w)",
    re.IGNORECASE,
)
"""What leads past the menu of a page."""
_ONWARD = re.compile(r"[«‹←<]{1,2}\s.*\s[»›→>]{1,2}", re.DOTALL)
"""The articles before and behind this one."""
_FIELD = re.compile(r"_{5,}|[━─═]{5,}")
"""Where something is to be filled in, or a rule drawn."""
_GREETED = re.compile(
    r"(?:welcome|willkommen|bienvenue|bienvenido|benvenuto|bem[- ]vindo|welkom|witaj|vítejte|"
    r"добро\sпожаловать),?\s(?:guest|gast|invité|invitado|ospite|visitante|gość|hoste?|гость)(?!\w)",
    re.IGNORECASE,
)
"""What a board says to whoever has not logged in."""
_TOPIC = re.compile(
    r"(?:.{0,40}\s)?(?:topic|thema|sujet|tema|tópico|wątek|téma|тема|onderwerp):\s(?P<title>.+?)\s"
    r"\((?:read|gelesen|lu|leído|letto|lida|przeczytany|přečteno|прочитано|gelezen)\s[\d.,\s]{1,12}\s?"
    r"(?:times?|mal|fois|veces|volte|vezes|razy|krát|раз|keer)\)",
    re.IGNORECASE | re.DOTALL,
)
"""How a board heads a topic: what it is called, and how often it was read."""
_CRUMB = re.compile(r"\s(?:[»›>]|::)\s")
_APART = re.compile(r"[ \t\xa0]{2,}|\s(?:[|•·]|::)\s|\]\s?\[|\t")
_LABELS = re.compile(
    r"home|main|index|forums?|boards?|news|blogs?|polls?|gallery|media|downloads?|links?|wiki|shop|store|"
    r"faq|help|search|members?|memberlist|groups?|usergroups?|calendar|register|log\s?in|log\s?out|sign|"
    r"profile|about|contact|archives?|rss|site|sitemap|jobs|events|podcasts?|reviews?|articles?|portal|"
    r"startseite|suchen?|suche|mitglieder(?:liste)?|benutzergruppen|registrieren|anmelden|einloggen|"
    r"profil|kalender|hilfe|kontakt|impressum|neuigkeiten|artikel|"
    r"accueil|recher(?:che|cher)|membres|aide|connexion|s[’']enregistrer|contacts?|actualités|"
    r"inicio|buscar|miembros|ayuda|contacto|noticias|registrarse|registro|início|contato|sobre|notícias|"
    r"cerca|utenti|aiuto|contatti|notizie|zoeken|leden|nieuws|inloggen|registreren|"
    r"domů|fórum|hledat|kontakty|úvod|szukaj|użytkownicy|rejestracja|zaloguj|aktualności|"
    r"главная|форум|поиск|новости|пользователи|правила|регистрация|вход|статьи|файлы|контакты",
    re.IGNORECASE,
)
"""What the entries of a site's menu are called."""


def leads_elsewhere(words: str) -> bool:
    """Whether a line leads past the menu or to other pages, greets, or is to be filled in."""
    return (
        _SKIP.match(words) is not None
        or _ONWARD.fullmatch(words) is not None
        or _FIELD.search(words) is not None
        or _GREETED.match(words) is not None
    )


def is_menu(text: str, piece: Piece) -> bool:
    """Whether a line is the entries of a menu: set apart from each other, or called as such."""
    if trail(piece.said):
        return False
    parts = [part for part in _APART.split(text[piece.words : piece.end].strip()) if part]
    apart = len(piece.lines) == 1 and all(len(part.split()) <= _LONGEST_LABEL for part in parts)
    if apart and len(parts) >= _FEWEST_LABELS:
        return True
    words = [word.strip(".,:;|()[]") for word in piece.said.split()]
    words = [word for word in words if word]
    called = sum(_LABELS.fullmatch(word) is not None for word in words)
    return called >= _FEWEST_LABELS - 1 and 2 * called >= len(words)


def trail(words: str) -> list[str]:
    """The steps from a site's front page to this one, which say where it is and what it is called.

    Empty where a line is no such trail.
    """
    steps = [step.strip() for step in _CRUMB.split(words)]
    return steps if len(steps) > 2 and all(steps) else []


def is_topic(words: str) -> bool:
    """Whether a line heads a board's topic, with its title in it."""
    return _TOPIC.fullmatch(words) is not None


def title_in(text: str, start: int, end: int) -> tuple[int, int]:
    """The title in the line text[start:end]: a trail's last step, a topic's, or all of it."""
    topic = _TOPIC.match(text, start, end)
    if topic is not None:
        return topic.span("title")
    if trail(text[start:end]):
        *_, last = _CRUMB.finditer(text, start, end)
        return last.end(), end
    return start, end
