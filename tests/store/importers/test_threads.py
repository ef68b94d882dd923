"""Reader comments in many languages and habits of pages; all dumps are written here."""

from __future__ import annotations

import pytest

from store.importers.segment import segment
from store.model import Block, BlockKind

PROSE = (
    "The harbour office counted forty boats on the first morning, and it wrote the name of every "
    "one of them into a book."
)
LANGUAGES = {
    "it": ("{n} commenti su “{t}”", "ha detto:", "{d} maggio 2020 alle 10:11", "Rispondi",
           "Lascia un commento"),
    "pt": ("{n} comentários em “{t}”", "disse:", "{d} de maio de 2020 às 10:11", "Responder",
           "Deixe um comentário"),
    "nl": ("{n} reacties op “{t}”", "schreef:", "{d} mei 2020 om 10:11", "Beantwoorden",
           "Geef een reactie"),
    "ru": ("{n} комментария к «{t}»", "говорит:", "{d} мая 2020 г. в 10:11", "Ответить",
           "Добавить комментарий"),
    "ar": ("{n} تعليقات على «{t}»", "يقول:", "{d} مايو 2020 الساعة 10:11", "رد", "اترك تعليقاً"),
    "fa": ("{n} دیدگاه برای «{t}»", "می‌گوید:", "{d} ثور ۱۳۹۹ در ۱۰:۱۱", "پاسخ",
           "دیدگاهتان را بنویسید"),
    "prs": ("{n} تبصره در «{t}»", "نوشت:", "{d} جوزا ۱۴۰۰ ساعت ۱۰:۱۱", "پاسخ دادن", "نظر خود را"),
    "fr": ("{n} réponses à « {t} »", "a écrit :", "{d} mai 2020 à 10 h 11 min", "Répondre",
           "Laisser un commentaire"),
    "tr": ("“{t}” üzerine {n} yorum", "dedi ki:", "{d} Mayıs 2020, 10:11", "Yanıtla",
           "Bir yanıt yazın"),
    "pl": ("{n} komentarze do “{t}”", "pisze:", "{d} maja 2020 o 10:11", "Odpowiedz",
           "Dodaj komentarz"),
    "sv": ("{n} kommentarer till “{t}”", "skriver:", "{d} maj, 2020 kl. 10:11", "Svara",
           "Lämna ett svar"),
    "da": ("{n} kommentarer til “{t}”", "siger:", "{d}. maj 2020 kl. 10:11", "Svar",
           "Skriv et svar"),
    "cs": ("{n} komentáře u “{t}”", "napsal:", "{d}. 5. 2020 v 10:11", "Odpovědět",
           "Napsat komentář"),
    "uk": ("{n} коментарі до “{t}”", "каже:", "{d} травня 2020 о 10:11", "Відповісти",
           "Залишити коментар"),
    "ro": ("{n} comentarii la “{t}”", "spune:", "{d} mai 2020 la 10:11", "Răspunde",
           "Lasă un răspuns"),
    "el": ("{n} σχόλια στο “{t}”", "λέει:", "{d} Μαΐου 2020 στις 10:11", "Απάντηση",
           "Αφήστε μια απάντηση"),
    "hu": ("{n} hozzászólás “{t}”", "szerint:", "2020. május {d}. 10:11", "Válasz",
           "Vélemény, hozzászólás?"),
    "id": ("{n} komentar pada “{t}”", "berkata:", "{d} Mei 2020 pukul 10:11", "Balas",
           "Tinggalkan Balasan"),
    "tg": ("{n} шарҳ ба “{t}”", "мегӯяд:", "{d} майи 2020, 10:11", "Ҷавоб", "Шарҳ гузоред"),
    "ku": ("{n} şîrove “{t}”", "dibêje:", "{d} Gulan 2020, 10:11", "Bersiv bide",
           "Bersivek bihêle"),
    "ur": ("{n} تبصرے “{t}”", "کہتے ہیں:", "{d} مئی 2020 بوقت 10:11", "جواب دیں",
           "تبصرہ کریں"),
    "he": ("{n} תגובות “{t}”", "הגיב:", "{d} במאי 2020 בשעה 10:11", "הגב", "כתיבת תגובה"),
}  # fmt: skip


def comments(text: str) -> list[Block]:
    return [b for b in segment(text) if b.kind is BlockKind.COMMENT]


def words(text: str, kind: BlockKind) -> list[str]:
    return [text[b.start : b.end] for b in segment(text) if b.kind is kind]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thread_is_found_nested_and_closed_in(language: str) -> None:
    heading, says, date, reply, form = LANGUAGES[language]
    title = "Boats in the harbour"
    text = f"{title}\n\n{PROSE}\n\n{heading.format(n=3, t=title)}\n\n"
    for day, (indent, name) in enumerate(((2, "Ann Lee"), (6, "Bo"), (2, "Cem")), start=3):
        pad = " " * indent
        text += (
            f"{pad}* {name} {says}\n{pad}  {date.format(d=day)}\n\n{pad}  Words of {name}.\n\n"
            f"{pad}  {reply}\n\n"
        )
    text += f"{form}\n\nA line of the form.\n"
    found = comments(text)
    assert [b.author for b in found] == ["Ann Lee", "Bo", "Cem"]
    assert [b.date for b in found] == [date.format(d=day) for day in (3, 4, 5)]
    assert [b.parent for b in found] == [None, found[0].id, None]
    assert words(text, BlockKind.COMMENTS_HEADING) == [heading.format(n=3, t=title)]
    assert words(text, BlockKind.TITLE) == [title]


def test_a_date_before_the_author_and_a_line_to_sort_by_are_understood() -> None:
    spip = (
        f"Boats in the harbour\n\n{PROSE}\n\nVos commentaires\n\n"
        "  • Le 3 mai 2020 à 10:11, par Dara\n\n    Quarante et un.\n\n"
        "    Répondre à ce message\n\n      □ Le 3 mai 2020 à 11:00, par Eli\n\n"
        "        Quarante.\n\n        Répondre à ce message\n\nUn message, un commentaire ?\n"
    )
    first, second = comments(spip)
    assert (first.author, first.date) == ("Dara", "3 mai 2020 à 10:11")
    assert (second.author, second.parent) == ("Eli", first.id)
    assert words(spip, BlockKind.COMMENT) == ["Quarante et un.", "Quarante."]
    sorted_by = (
        f"Boats in the harbour\n\n{PROSE}\n\nRelated Posts\nElsewhere\n\n"
        "Comments (142)\nNewest | Oldest\n\nDara\nMay 3, 2020 at 10:11 am\n\nForty-one.\n\n"
        "Reply\n"
    )
    assert words(sorted_by, BlockKind.COMMENTS_HEADING) == ["Comments (142)\nNewest | Oldest"]
    assert words(sorted_by, BlockKind.COMMENT) == ["Forty-one."]


def test_a_list_of_trackbacks_under_the_comments_is_flagged() -> None:
    text = (
        f"Boats in the harbour\n\n{PROSE}\n\n1 Kommentar\n\n1. Ann am 2. Juli 2016 um 08:15\n\n"
        "    Einundvierzig.\n\nTrackbacks/Pingbacks\n\n1. » Elsewhere - […] forty boats […]\n"
        "2. » Nowhere - […] boats […]\n\nEinen Kommentar abschicken\n\nBoats\n\n"
        "Apr 4 2018, 09:30 | Hafen\n\nA teaser.\n"
    )
    assert [(b.author, b.pingback) for b in comments(text)] == [
        ("Ann", False),
        (None, True),
        (None, True),
    ]


def test_a_date_inside_the_header_is_no_part_of_the_name() -> None:
    text = (
        f"Boats in the harbour\n\n{PROSE}\n\nComments\n\n"
        "  • Ann Lee on May 3, 2020 at 10:11 am said:\n\n    Forty-one.\n\n    Reply\n"
    )
    assert [(b.author, b.date) for b in comments(text)] == [("Ann Lee", "May 3, 2020 at 10:11 am")]


def test_the_word_left_over_from_a_missing_date_is_not_said() -> None:
    text = (
        f"Boats in the harbour\n\n{PROSE}\n\n2 Comments\n\n1. Ann says:\n   at\n\n   Forty-one.\n\n"
        "2. Bo says:\n   at\n\n   Forty.\n\nLeave a Reply\n"
    )
    assert words(text, BlockKind.COMMENT) == ["Forty-one.", "Forty."]


def test_buttons_on_the_last_lines_of_a_comment_are_not_said() -> None:
    text = (
        f"Boats in the harbour\n\n{PROSE}\n\n2 Comments\n\nAnn says:\nMay 3, 2020 at 10:11 am\n"
        "Forty-one.\nLike\nReply\n\nBo says:\nMay 4, 2020 at 10:11 am\nForty.\nLike\nReply\n"
    )
    assert words(text, BlockKind.COMMENT) == ["Forty-one.", "Forty."]


def test_buttons_under_words_without_a_full_stop_are_not_said() -> None:
    text = (
        f"Boats in the harbour\n\n{PROSE}\n\n2 Comments\n\n"
        "Ann Lee says:\nMay 3, 2020 at 10:11 am\nForty-one boats, I think\n"
        "Reply Like Report Share\n\n"
        "Bo says:\nMay 4, 2020 at 10:11 am\nForty of them, I think\nReply Like Report Share\n"
    )
    assert words(text, BlockKind.COMMENT) == ["Forty-one boats, I think", "Forty of them, I think"]


def test_a_button_right_over_the_next_header_parts_two_comments() -> None:
    text = (
        f"Boats in the harbour\n\n{PROSE}\n\n2 reacties\n\n"
        "Ann Lee schreef:\n3 mei 2020 om 10:11\n\nEenenveertig.\n\nBeantwoorden\n"
        "Cem K. schreef:\n4 mei 2020 om 10:11\n\nVeertig.\n\nBeantwoorden\n"
    )
    assert [b.author for b in comments(text)] == ["Ann Lee", "Cem K."]


def test_a_signature_on_the_line_under_full_words_is_seen() -> None:
    text = (
        f"Boats in the harbour\n\n{PROSE}\n\n2 Comments\n\n"
        "  * Forty-one boats were there, I counted them all on the way\n"
        "    to the old pier in the morning and wrote their names too.\n"
        "    Ann Lee May 3, 2020 at 10:11 am\n    Reply\n"
        "  * Forty, and not one boat more, whatever others say of it all.\n"
        "    Bo May 4, 2020 at 10:11 am\n    Reply\n"
    )
    found = comments(text)
    assert [b.author for b in found] == ["Ann Lee", "Bo"]
    assert text[found[0].start : found[0].end].endswith("wrote their names too.")


def test_a_button_under_a_long_signature_is_no_word_of_a_comment() -> None:
    text = (
        f"Boats in the harbour\n\n{PROSE}\n\n2 comentarios\n\n"
        "     * Cuarenta y un barcos, y los conté todos.\n"
        "       Ann Lee [9]3 de mayo de 2020 a las 10:11\n       [10]Responder\n"
        "     * Cuarenta, y ni uno más, digan lo que digan.\n"
        "       Bo [11]4 de mayo de 2020 a las 10:11\n       [12]Responder\n"
    )
    found = comments(text)
    assert [(b.author, text[b.start : b.end]) for b in found] == [
        ("Ann Lee", "Cuarenta y un barcos, y los conté todos."),
        ("Bo", "Cuarenta, y ni uno más, digan lo que digan."),
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_line_that_names_the_comment_answered_gives_its_parent_and_takes_no_words(
    gap: str,
) -> None:
    said = [
        ("Ada Lamb", "Forty boats are too many."),
        ("Bo Reed", f"In reply to Ada Lamb{gap}Forty are few."),
        ("Cy Orr", "In reply to your count I say nothing at all."),
    ]
    comments = "\n\n".join(
        f"{name} says:\n{day} May 2020 at 10:11{gap}{words}\n\nReply"
        for day, (name, words) in enumerate(said, 1)
    )
    text = f"The boats\n\n{PROSE}\n\n{len(said)} Comments\n\n{comments}"
    found = [block for block in segment(text) if block.kind is BlockKind.COMMENT]
    assert [(block.author, text[block.start : block.end]) for block in found] == [
        ("Ada Lamb", "Forty boats are too many."),
        ("Bo Reed", "Forty are few."),
        ("Cy Orr", "In reply to your count I say nothing at all."),
    ]
    assert [block.parent for block in found] == [None, found[0].id, None]


def test_a_byline_with_a_time_and_a_teaser_are_no_thread() -> None:
    text = (
        "Boats in the harbour\n\nAnn Lee March 3, 2018 09:30\n\n"
        f"{PROSE}\n\n{PROSE}\n\nBo Brook 2018-03-03 11:20:05\n\nThe next boat\n\n"
        "Cem Brook 2018-03-04 11:20:05\n\nThe last boat\n"
    )
    assert comments(text) == []


def test_rows_of_figures_are_content() -> None:
    rows = "20 kg   1.70   3.40\n\n35.5   2.95   5.90\n\n48.0   4.10   8.20"
    text = f"Boats in the harbour\n\n{PROSE}\n\nPrice   Low   High\n\n{rows}\n\n{PROSE}"
    assert "2.95" not in " ".join(words(text, BlockKind.BOILERPLATE))


def test_a_share_bar_over_several_lines_is_folded() -> None:
    bar = "Copy link\nDownload PDF\nLoad more"
    text = f"Boats in the harbour\n\n{PROSE}\n\n{bar}\n\n{PROSE}"
    assert words(text, BlockKind.BOILERPLATE) == [bar]


@pytest.mark.parametrize(
    "phrase",
    [
        "Bereits Abonnent? Jetzt anmelden",
        "Déjà abonné ? Connectez-vous",
        "Condividi su Facebook",
        "Leia também: outra notícia",
        "Lees verder",
        "Читать далее",
        "ادامه مطلب",
        "اقرأ المزيد",
        "جميع الحقوق محفوظة 2020",
    ],
)
def test_a_set_phrase_is_folded_and_the_prose_round_it_is_not(phrase: str) -> None:
    text = f"Boats in the harbour\n\n{PROSE}\n\n{phrase}\n\n{PROSE}"
    assert words(text, BlockKind.BOILERPLATE) == [phrase]


HABITS = {
    "name, dot, ago": ("{n} • 3 years ago\n\n{w}\n\n{d} • Reply • Share ›", "3 Comments"),
    "name over ago": ("{n}\n\n3 years ago\n\n{w}\n\nReply\n\nShare", "Comments (3)"),
    "name over ago in German": ("{n}\nvor 3 Jahren\n\n{w}\n\nAntworten", "3 Kommentare"),
    "name before ago in French": ("{n} il y a 2 ans\n\n{w}\n\nRépondre", "Commentaires (3)"),
    "date under the words": ("{n} said...\n\n{w}\n\nMay {d}, 2020 at 10:11 AM", "3 comments:"),
    "date over the name": ("{d} May 2020 at 10:11\n{n}\n{w}\n\nReply", "3 comments"),
    "date before the name": ("0{d}.05.2020 10:11 {n}\n\n{w}", "3 Kommentare"),
    "date without a time": ("{n}\n{d} May 2020\n\n{w}\n\nReply", "3 comments"),
    "number before the name": ("#{d} {n} {d} May 2020 10:11\n\n{w}", "Reader comments"),
    "by the name": ("von {n} am 0{d}.05.2020, 10:11 Uhr\n\n{w}\n\nAntworten", "Leserkommentare"),
    "posted by": ("Posted by {n} on May {d}, 2020 at 10:11 am\n\n{w}\n\nReply", "3 Responses"),
    "wrote on": ("{n} schrieb am {d}. Mai 2020 um 10:11:\n\n{w}\n\nAntworten", "3 Reaktionen"),
    "no date": ("{n} says:\n\n{w}", "3 thoughts on “Boats in the harbour”"),
    "no heading": ("{n} says:\nMay {d}, 2020 at 10:11 am\n\n{w}\n\nReply", ""),
    "brackets": ("{n} ({d}/5/2020 10:11)\n{w}", "3 Comments"),
    "buttons on one line": ("{n}  May {d}, 2020 10:11 AM\n{w}\nReply  Like  Report", "Comments 3"),
    "Persian": ("{n}\n{d} مرداد ۱۴۰۱ - ۱۰:۱۱\n{w}\nپاسخ", "نظرات (3)"),
    "Russian": ("{n}\n{d} мая 2020 в 10:11\n\n{w}\n\nОтветить", "Комментарии (3)"),
    "says without a colon": ("{n} says\n\nMay {d}, 2020 at 10:11 am\n\n{w}\n\nReply", "Comments"),
    "time before the date": ("{n}\n10:11 AM on May {d}, 2020\n\n{w}", "3 comments"),
    "a link over a Russian act": (
        "Ссылка сюда\n{n} оставил(а) комментарий в 17:38 {d}.05.2020:\n\n{w}",
        "Комментарии",
    ),
    "a subject over submitted by": (
        "Re: Boats\n\nSubmitted by {n} on Tue, 0{d}/05/2020 - 10:11.\n\n{w}",
        "",
    ),
    "a picture's words and a subject": (
        "*\n\n{n}'s picture\n\nRe: Boats\n\nSubmitted by {n} on 0{d}/05/2020 - 10:11.\n\n{w}\n\n»",
        "",
    ),
    "a picture's words in the name's piece": (
        "{n} Avatar\n{n}\n3 years ago\n{w}\nReply",
        "3 comments",
    ),
    "shortened years": ("{n} · 3 yr. ago\n\n{w}\n\nReply", "3 comments"),
    "hours and minutes in German": ("{n}\n2 Stunden 51 Minuten her\n\n{w}", "3 Kommentare"),
    "words on the header's line": ("{n} says: May {d}, 2020 at 10:11 am {w}", "3 comments"),
    "a picture's words behind each name": (
        "{n}No Portrait says:\nMay {d}, 2020 at 10:11 am\n\n{w}\n\nReply",
        "3 comments",
    ),
}


def habit(comment: str, heading: str) -> tuple[str, list[str], list[str]]:
    """A page whose comments are written like *comment*; its authors and their words."""
    names = ["Ann Lee", "bo77", "Cem K."]
    said = [f"I saw {30 + i} boats there, not more. It was a fine day." for i in range(3)]
    parts = [
        comment.format(n=n, d=i + 3, w=w) for i, (n, w) in enumerate(zip(names, said, strict=True))
    ]
    head = (
        f"Boats in the harbour\n\nBy Ida Brook, 3 May 2020\n\n{PROSE}\n\n{PROSE}\n\n{heading}\n\n"
    )
    return head + "\n\n".join(parts) + "\n\nLeave a Reply\n", names, said


@pytest.mark.parametrize("name", HABITS)
def test_author_and_words_are_told_apart_by_the_habit_of(name: str) -> None:
    text, names, said = habit(*HABITS[name])
    found = comments(text)
    assert [b.author for b in found] == names
    assert [text[b.start : b.end] for b in found] == said
    assert all(b.date for b in found) == (name != "no date")
    assert words(text, BlockKind.BYLINE) == ["Ida Brook"]


def test_a_list_of_the_newest_comments_beside_an_article_is_no_thread() -> None:
    text = (
        f"News\n\n{PROSE}\n\n{PROSE}\n\nLatest Comments\n\n+ Ann Lee 3 weeks ago\n\n"
        "  Yes, it is.\n\n+ Bo 1 month ago\n\n"
        f"  Thanks.\n\nBoats in the harbour\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n"
    )
    assert comments(text) == []


def test_a_counter_over_an_article_does_not_make_a_comment_of_it() -> None:
    text = (
        f"Boats in the harbour\n\n3 Comments\n\nIda Brook, 3 May 2020 10:11\n\n{PROSE}\n\n{PROSE}"
    )
    assert comments(text) == []


def test_teasers_with_dates_under_a_heading_of_links_are_no_comments() -> None:
    text, names, _ = habit(*HABITS["date without a time"])
    text = text.replace("Leave a Reply", "Related Posts\n\nMore boats\n4 May 2020\n\nA teaser.")
    assert [b.author for b in comments(text)] == names


def test_a_number_over_a_posts_date_begins_a_comment_without_a_name() -> None:
    said = [f"I saw {30 + i} boats there, not more. It was a fine day." for i in range(3)]
    posts = "\n\n".join(f"#{n}\n1{n}-11-2015, 23h22\n\n{w}\n\nQuote" for n, w in enumerate(said, 1))
    found = comments(f"Boats\n\n{PROSE}\n\n{PROSE}\n\nReplies\n\n{posts}\n")
    assert [b.author for b in found] == [None] * 3


def test_a_word_that_ties_a_byline_to_its_date_is_none_of_the_name() -> None:
    text = f"Boats\n\nSubmitted by Ida Brook on\nTue, 09/06/2020 - 09:29\n\n{PROSE}\n\n{PROSE}\n"
    assert words(text, BlockKind.BYLINE) == ["Ida Brook"]


def test_comments_signed_below_with_a_day_twice_and_no_time_are_comments() -> None:
    said = [f"I saw {30 + i} boats there, not more. It was a fine day." for i in range(3)]
    thread = "\n\n".join(
        f"* {w}\n\nComment by {n} on March {d}, 2020 @{' ' if d < 5 else chr(10)}March {d}, 2020"
        for d, (n, w) in enumerate(zip(("Ann", "Bo Roe", "Cem"), said, strict=True), start=3)
    )
    text = f"Boats\n\n{PROSE}\n\n{PROSE}\n\n3 Comments\n\n{thread}\n\nPrevious post\n"
    found = comments(text)
    assert [b.author for b in found] == ["Ann", "Bo Roe", "Cem"]
    assert [text[b.start : b.end] for b in found] == said


def test_comments_signed_below_as_old_themes_sign_them_are_told_from_those_after_them() -> None:
    story = "The harbour office counted forty boats on the first morning, and wrote them in a book."
    signed = [("Ann Lee", "No, there were more."), ("Bo", "Yes."), ("Cleo Roe", "Who counts them?")]
    lines = [
        f"{words}\n\nComment by {name} — June {day}, 2009 @ 4:05 pm"
        for day, (name, words) in enumerate(signed, start=3)
    ]
    text = "\n\n".join(
        ["Boats", story, story, "3 Comments »", *lines, "RSS feed for comments on this post."]
    )
    found = [block for block in segment(text) if block.kind is BlockKind.COMMENT]
    assert [(block.author, text[block.start : block.end]) for block in found] == signed


def test_comments_without_dates_are_parted_by_the_button_under_each_and_no_heading() -> None:
    said = [f"I saw {30 + i} boats there, not more. It was a fine day." for i in range(4)]
    names = ["Ann Lee", "bo77", "Cem", "Ann Lee"]
    thread = "\n\n".join(f"{n}\n\n{w}\n\nReply" for n, w in zip(names, said, strict=True))
    found = comments(f"Boats\n\n{PROSE}\n\n{PROSE}\n\n{thread}\n\nMost read\n\n* A teaser\n")
    assert [b.author for b in found] == names


def test_teasers_with_a_button_under_each_are_no_comments() -> None:
    teasers = "\n\n".join(
        f"{n}\n\n{PROSE}\n\nRead more" for n in ("Boats", "Sails", "Nets", "Oars")
    )
    assert comments(f"Harbour\n\n{PROSE}\n\n{teasers}\n") == []


def test_a_first_comment_of_many_paragraphs_is_found_when_all_are_signed_below() -> None:
    first = "\n\n".join([PROSE] * 9)
    text = (
        f"Boats\n\n{PROSE}\n\nComments\n\n{first}\n\n"
        "Posted by: Ann | March 20, 2020 at 11:27 AM\n\n"
        f"I tried it, but I got this error:\n\n{PROSE}\n\n"
        "Posted by: Bo Roe | March 24, 2020 at 12:12 PM\n\nThe comments to this entry are closed.\n"
    )
    found = comments(text)
    assert [b.author for b in found] == ["Ann", "Bo Roe"]
    assert text[found[0].start : found[0].end] == first


def test_a_programs_log_is_no_thread() -> None:
    log = "\n".join(
        f"2020-06-22 18:40:{n},513 DEBUG sails {n} moment : 14349.5" for n in range(10, 40)
    )
    assert comments(f"Boats\n\n{PROSE}\n\nComments\n\n{log}\n\n{PROSE}\n") == []


def test_long_addresses_in_a_header_take_no_room_in_what_is_read() -> None:
    picture = "![](https://pictures.example.org/" + "0a1b2c3d" * 40 + ".png)"
    entry = (
        "  {d}. " + picture + " [{n}](https://{d}.example.org/{n}) on "
        "[May {d}, 2020 at 10:11 am](https://example.org/boats/#comment-{d}) said:\n\n{w}"
    )
    names = ["ann", "bo77", "cem"]
    said = [f"I saw {30 + i} boats there, not more. It was a fine day." for i in range(3)]
    thread = "\n\n".join(
        entry.format(d=d, n=n, w=w)
        for d, (n, w) in enumerate(zip(names, said, strict=True), start=1)
    )
    heading = (
        "### 3 thoughts on “Boats that were counted in the old harbour, and in the\nnewest one”"
    )
    text = f"# Boats\n\n{PROSE}\n\n{PROSE}\n\n{heading}\n\n{thread}\n\nLeave a Reply\n"
    assert [b.author for b in comments(text)] == names
    assert [text[b.start : b.end] for b in comments(text)] == said
    assert words(text, BlockKind.COMMENTS_HEADING) == [heading]


def test_a_long_address_behind_a_date_takes_no_room_between_it_and_a_button() -> None:
    text, names, _ = habit(*HABITS["name over ago"])
    linked = "[May 3, 2020 at 10:11](https://example.org/" + "boats-" * 30 + "#comment-3)  | Reply"
    found = comments(text.replace("3 years ago", linked).replace("Reply\n\nShare\n\n", ""))
    assert [b.author for b in found] == names


def test_depth_is_that_of_the_number_before_a_portraits_words_over_the_name() -> None:
    items = [(1, 1, "Ann Lee"), (1, 5, "bo77"), (2, 1, "Cem")]
    thread = "\n".join(
        f"{' ' * at}{n}. {name}\n\n{' ' * (at + 3)}{name}\n"
        f"{' ' * (at + 3)}May {n}, 2020 at 10:11 am\n\n"
        f"{' ' * (at + 3)}{PROSE}\n\n"
        for n, at, name in items
    )
    first, second, third = comments(f"Boats\n\n{PROSE}\n\n{PROSE}\n\nComments\n\n{thread}")
    assert [b.author for b in (first, second, third)] == ["Ann Lee", "bo77", "Cem"]
    assert (first.parent, second.parent, third.parent) == (None, first.id, None)


def test_a_name_that_ends_as_a_question_is_a_name_where_it_says_something() -> None:
    text, _, _ = habit(*HABITS["says without a colon"])
    assert [b.author for b in comments(text.replace("bo77", "bo?!").replace("Cem K.", "C.K."))] == [
        "Ann Lee",
        "bo?!",
        "C.K.",
    ]


def test_a_name_keeps_the_bracket_that_closes_one_in_it() -> None:
    text, _, _ = habit(*HABITS["no heading"])
    text = text.replace("bo77", "bo77 (guest)")
    assert [b.author for b in comments(text)] == ["Ann Lee", "bo77 (guest)", "Cem K."]


def test_prose_before_a_title_is_not_folded_away() -> None:
    text = (
        f"Harbour\n\nThe sails were counted yesterday, and all were there.\n\n# Boats\n\n{PROSE}\n"
    )
    assert "The sails" not in " ".join(words(text, BlockKind.BOILERPLATE))
