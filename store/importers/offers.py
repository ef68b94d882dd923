"""Offers in and after an article: register, subscribe, sign in to read on. Pure.

An offer begins with a set phrase in a short piece of its own and goes on while what follows is
about an account and short, or speaks to the reader of one. The first prose that does not ends it:
a report about subscriptions stays visible, for nothing opens an offer there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.importers.furniture import count_words, is_empty, is_furniture_piece, is_prose
from store.importers.lines import Piece
from store.importers.patterns import lowered

_FLAGS = re.IGNORECASE
_LONGEST_OPENING = 120
_LONGEST_OFFER = 450
_LONGEST_ANSWER = 90
_LONGEST_LABEL = 40
_QUOTED = re.compile(r"[“”„«»\"「『]")

ACCOUNT = re.compile(
    r"(?<!\w)(?:(?:user|reader|online)?accounts?|(?:un)?subscri\w+|sign(?:ing)?[\s-](?:up|in)|"
    r"log(?:ging)?[\s-]?in|regist(?:er|ration)\w*|membership|paywall|free\strial|cancel\s(?:at\s)?any\s?time|"
    r"unlimited\saccess|password|newsletters?|your\s(?:data|e-?mail)|"
    r"benutzerkonto|kundenkonto|einlogg\w+|anmeld\w+|"
    r"probe(?:monat|abo\w*)|(?:jederzeit|monatlich)\skündbar|passwort|ihre[rn]?\s(?:daten|e-?mail\S*)|"
    r"abonn\w+|réabonn\w+|s[’']inscri\w+|inscription|(?:créer?|votre|un)\scompte|mot\sde\spasse|sans\sengagement|vos\sdonnées|"
    r"suscri\w+|regístr\w+|registr(?:arse|ad[oa]|o\sgratuito)|iniciar?\ssesión|(?:tu|una|su)\scuenta|contraseña|"
    r"abbon\w+|registra(?:ti|rsi|zione)|accedi|il\stuo\saccount|disdici\squando|"
    r"assin(?:e|ar|ante|atura)\w*|cadastr\w+|(?:sua|uma)\sconta|senha|"
    r"abonne\w+|aanmeld\w+|inlogg\w+|proefabonnement|wachtwoord|"
    r"подпи[сш]\w+|зарегистрир\w+|регистрац\w+|войдите|аккаунт\w*|парол\w+|"
    r"abone\w*|üye(?:lik|\s?ol)\w*|kayıt\s?ol\w*|giriş\syap\w*|şifre\w*|"
    r"اشتراک|مشترک|ثبت\s?نام|حساب\sکاربری|رمز\sعبور|اشترك|الاشتراك|سجل\sالدخول|تسجيل|حسابك|كلمة\sالمرور)(?!\w)"
    r"|registrier|abo(?:s|nnement\w*|nnent\w*|nnier\w*)?(?!\w)".replace("ı", "i")
)
"""For text that `lowered` gives, as the pattern below: many times quicker than to ignore case."""
_READER = re.compile(
    r"(?<!\w)(?:you(?:r|rs)?|we|our|us|dich|dir|dein\w*|vous|votre|vos|nous|notre|nos|tu|te|ti|tuo|tua|"
    r"tuoi|usted|ustedes|su|sus|você|seu|sua|nosso|nossa|je|jouw|uw|u|ons|onze|вы|вам|вас|ваш\w*|нам|наш\w*|"
    r"siz\w*|شما|ما|لك|أنت)(?!\w)|(?<!\w)(?-i:Sie|Ihnen|Ihre?[rnms]?|Du|Dir|Dich)(?!\w)",
    _FLAGS,
)
_READ_ON = (
    r"(?:continue|keep|go\son|finish)\sreading|(?:read|access|unlock)\s(?:on|more|the\s(?:full|whole|rest)|this\s(?:article|story))|"
    r"weiter(?:zu)?lesen|(?:ganzen|vollständigen)\s(?:artikel|text|beitrag)|artikel\s(?:freischalten|weiterlesen)|"
    r"(?:lire|accéder)\s(?:à\s)?(?:la\ssuite|l[’']article|l[’']intégralité)|(?:seguir|continuar)\sleyendo|leer\s(?:el\sartículo|más)|"
    r"continua(?:re)?\sa\sleggere|leggere\s(?:tutto|l[’']articolo)|continuar\s(?:a\sler|lendo)|ler\so\sartigo|"
    r"verder\s?(?:te\s)?lezen|lees\sverder|читать\s(?:далее|дальше|полностью)|okumaya\sdevam|ادامه\sمطلب|"
    r"متابعة\sالقراءة|لمواصلة\sالقراءة"
)
_ONLY = (
    r"(?:this\s(?:article|story|content)|dieser\s(?:artikel|beitrag|text)|cet\sarticle|este\s(?:artículo|contenido|artigo|conteúdo)|"
    r"questo\s(?:articolo|contenuto)|dit\sartikel|эта\sстатья|bu\s(?:yazı|haber|içerik))\s.{0,60}"
)
_ALREADY = (
    r"(?:already|not\syet)\s(?:registered|subscribed|a\s(?:subscriber|member)|have\san\saccount)|"
    r"(?:schon|bereits|noch\s(?:nicht|kein\w*))\s(?:registriert|abonniert|abonnent\w*|kunde|mitglied|abo|konto)|"
    r"(?:déjà|pas\sencore)\s(?:abonné\w*|inscrit\w*|client\w*)|¿?(?:ya|aún\sno)\s(?:eres|tienes|estás)|"
    r"(?:sei\s)?già\s(?:abbonat\w+|registrat\w+)|já\sé\sassinante|(?:al|reeds|nog\sgeen)\s(?:abonnee|geregistreerd|account)|"
    r"уже\s(?:зарегистрированы|подписаны|есть)|zaten\s(?:üye|abone)"
)
_OPENING = re.compile(
    rf".{{0,60}}(?:{_READ_ON}).{{0,60}}|(?:{_ALREADY}).{{0,80}}|{_ONLY}".replace("ı", "i")
)


def offers_in(text: str, pieces: Sequence[Piece], start: int) -> set[int]:
    """The indices of the pieces from *start* on that are offers, after the first prose of all."""
    found: set[int] = set()
    prose = next((at for at in range(start, len(pieces)) if is_prose(pieces[at])), len(pieces))
    index = prose + 1
    while index < len(pieces):
        if not _opens(text, pieces[index]):
            index += 1
            continue
        end = _end(text, pieces, index + 1)
        found.update(range(index, end))
        index = end
    return found


def _opens(text: str, piece: Piece) -> bool:
    """Whether a short piece is an account's set phrase and nothing else."""
    if piece.size > _LONGEST_OPENING or (is_prose(piece) and piece.said[-1:] in ".!"):
        return False
    words = lowered(piece.said)
    if ACCOUNT.search(words) is None or _QUOTED.search(words):
        return False
    return _OPENING.fullmatch(words) is not None or is_furniture_piece(text, piece)


def _end(text: str, pieces: Sequence[Piece], index: int) -> int:
    """Behind the last piece of an offer that is open at *index*."""
    end = index
    for at in range(index, len(pieces)):
        piece = pieces[at]
        if _is_offer(text, piece):
            end = at + 1
        elif not _may_stand_in(piece):
            break
    return end


def _is_offer(text: str, piece: Piece) -> bool:
    if piece.size > _LONGEST_OFFER or _QUOTED.search(piece.said) is not None:
        return False
    if ACCOUNT.search(lowered(piece.said)) is None:
        return False
    if piece.size <= _LONGEST_ANSWER or not is_prose(piece):
        return True
    return _READER.search(piece.said) is not None


def _may_stand_in(piece: Piece) -> bool:
    """A rule, a label, a field or a question between two pieces of an offer."""
    if is_empty(piece) or (not is_prose(piece) and piece.size <= _LONGEST_LABEL):
        return True
    return (
        piece.size <= _LONGEST_ANSWER
        and piece.said.endswith(("?", "؟"))
        and (count_words(piece.said) <= 12)
    )
