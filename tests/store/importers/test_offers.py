"""Offers to register or subscribe that stand after an article, and reports about such offers."""

from __future__ import annotations

import pytest

from store.importers.offers import ACCOUNT
from store.importers.segment import segment
from store.model import BlockKind

ARTICLE = (
    "The lock keeper opened the gate at six",
    "Three barges had waited all night below the weir, and their skippers said that nobody had "
    "told them why the gate stayed shut.",
    "The council promised a report by the end of the month, and the keeper went back to his tea.",
)
OFFERS = {
    "en": (
        "Subscribe to continue reading",
        "Already a subscriber? Log in",
        "Why do I need an account?",
        "With a free account you can read three stories a month and save the ones you like.",
        "Can I cancel?",
        "Yes, cancel any time, your subscription ends with the month.",
    ),
    "de": (
        "Jetzt kostenlos anmelden und weiterlesen",
        "Schon Abonnent? Hier einloggen",
        "Was kostet das?",
        "Das Probeabo ist einen Monat lang kostenlos, danach zahlen Sie sechs Euro im Monat.",
        "Mit der Anmeldung akzeptieren Sie unsere Bedingungen für Ihre Daten.",
    ),
    "fr": (
        "Abonnez-vous pour lire la suite",
        "Déjà abonné ? Se connecter",
        "Créez votre compte en une minute et lisez nos articles sans engagement pendant un mois.",
    ),
    "es": (
        "Suscríbete para seguir leyendo",
        "¿Ya tienes una cuenta? Inicia sesión",
        "Con tu suscripción puedes leer todos nuestros artículos, en tu teléfono y en la web.",
    ),
    "nl": (
        "Word abonnee en lees verder",
        "Al abonnee? Log in",
        "Met een account kunt u elke maand vijf artikelen lezen die u zelf kiest op onze site.",
    ),
    "ru": (
        "Подпишитесь, чтобы читать дальше",
        "Уже подписаны? Войти",
        "Подписка открывает вам все наши статьи, и отменить её можно в любой день месяца.",
    ),
    "tr": (
        "Okumaya devam etmek için abone olun",
        "Zaten üye misiniz?",
        "Abonelik size sitemizdeki bütün yazıları açar ve istediğiniz ay sona erdirilebilir.",
    ),
    "fa": (
        "ادامه مطلب برای مشترکان: ثبت نام",
        "با ثبت نام رایگان، شما می‌توانید هر ماه سه مقاله از ما را بخوانید و نگه دارید.",
    ),
}


def page(*pieces: str) -> str:
    return "\n\n".join(pieces) + "\n"


def folded(text: str) -> list[str]:
    return [text[b.start : b.end] for b in segment(text) if b.kind is BlockKind.BOILERPLATE]


@pytest.mark.parametrize("language", OFFERS)
def test_an_offer_after_an_article_is_folded_and_the_article_is_not(language: str) -> None:
    text = page(*ARTICLE, *OFFERS[language])
    assert folded(text) == list(OFFERS[language])


def test_the_article_goes_on_after_an_offer() -> None:
    more = (
        "On Tuesday the gate was shut again, though this time a notice hung on its rail for all "
        "to read.",
        "The skippers read it twice and turned their barges round in the dark.",
    )
    assert folded(page(*ARTICLE, *OFFERS["en"], *more)) == list(OFFERS["en"])


@pytest.mark.parametrize(
    "piece",
    [
        "The paper sold 4,000 subscriptions in its first week, and its editor said that readers "
        "would pay for a newsletter about canals, as you and our neighbours do.",
        "“Subscribe to continue reading,” it said on the notice board, and nobody did.",
        "Why did it stay shut?",
        "Registration of boats ended on Friday.",
    ],
)
def test_a_report_about_subscribers_stays_visible(piece: str) -> None:
    assert folded(page(*ARTICLE, piece, ARTICLE[1] + " Again.")) == []


def test_words_in_quotation_marks_are_never_part_of_an_offer() -> None:
    said = "“Your account was sold with the barge, and your password too,” the keeper told us."
    assert said not in folded(page(*ARTICLE, *OFFERS["en"], said))


def test_a_text_that_is_nothing_but_an_offer_is_shown() -> None:
    assert folded(page(*OFFERS["en"])) != list(OFFERS["en"])


@pytest.mark.parametrize(
    "words",
    [
        "your reader account",
        "e-mail-account",
        "useraccounts",
        "neuregistrierung",
        "digitalabo",
        "unsubscribe",
    ],
)
def test_words_made_with_those_for_an_account_are_about_one(words: str) -> None:
    assert ACCOUNT.search(words) is not None


@pytest.mark.parametrize(
    "words", ["an accountant", "they went aboard", "the laboratory", "abolished"]
)
def test_words_that_only_hold_the_letters_of_one_are_not(words: str) -> None:
    assert ACCOUNT.search(words) is None
