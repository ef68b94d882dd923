"""Comments in themes whose names say nothing, in several languages; all pages are written here."""

from __future__ import annotations

import pytest

from tests.store.importers.threads_in_html import Said, page, said

CARDS = """<div class="bloc-commentaires"><p class="titre">3 commentaires</p><div class="carte">
<div class="carte__tete"><img><a class="pseudo">Ann Lee</a><span class="quand">le 3 mai 2020 à
10h11</span></div><div class="carte__corps"><p>Quarante et un.</p></div><div class="carte__pied">
<a>Répondre</a> <a>Signaler</a> <span>12</span></div></div><div class="carte"><div
class="carte__tete"><a class="pseudo">Bo</a><span class="quand">le 4 mai 2020 à 9h00</span></div>
<div class="carte__corps"><p>Quarante.</p></div></div></div>"""

ENTRIES = """<section class="discussion"><h3>Leserkommentare (2)</h3><article class="entry">
<header><span class="who">Ann Lee</span><time>vor 3 Jahren</time></header><p>Einundvierzig.</p>
<footer><button>Antworten</button> <span>12</span> <button>Melden</button></footer>
<div class="replies"><article class="entry"><header><span class="who">Bo</span>
<time>vor 2 Jahren</time></header><p>Vierzig.</p></article></div></article></section>"""

SIGNED_BELOW = """<h3>Kommentare (2)</h3><div id="kommentare"><div class=k><div>Einundvierzig
Boote.</div><div><i>Ann Lee</i>, 3. Mai 2020, 10:11 Uhr</div></div><div class=k><div>Vierzig
Boote.</div><div><i>Bo</i>, 4. Mai 2020, 9:00 Uhr</div></div></div>"""

PERSIAN = """<div class="nazarat" dir="rtl"><h3>۲ دیدگاه</h3><div class="nazar"><div class="top">
<b>مریم احمدی</b> <span>۱۴ اردیبهشت ۱۳۹۹ ساعت ۱۰:۱۱</span></div><div class="matn">این خبر درست
نیست.</div><a>پاسخ</a></div><div class="nazar"><div class="top"><b>علی</b> <span>۱۵ اردیبهشت
۱۳۹۹ ساعت ۰۹:۰۰</span></div><div class="matn">درست است.</div><a>پاسخ</a></div></div>"""

TABLE = """<h3>2 comentarios</h3><table class="comentarios"><tr><td>Ann Lee<br>3 de mayo de 2020
a las 10:11</td><td>Cuarenta y uno.</td></tr><tr><td>Bo<br>4 de mayo de 2020 a las 09:00</td>
<td>Cuarenta.</td></tr></table>"""

UTILITIES = """<section id="comments" class="mt-8"><h2>2 Comments</h2><ul class="space-y-4">
<li class="flex p-4"><div><div class="flex"><p class="font-bold">Ann Lee</p><p class="text-sm">May
3, 2020</p></div><p class="mt-2">Forty-one.</p><button>Reply</button></div></li><li class="flex
p-4"><div><div class="flex"><p class="font-bold">Bo</p><p class="text-sm">May 4, 2020</p></div>
<p class="mt-2">Forty boats.</p></div></li></ul></section>"""

MEDIA = """<div class="comments"><div class="media"><div class="media-body"><h4>Ann Lee
<small>August 25, 2014 at 9:30 PM</small></h4>Forty-one boats.<div class="media"><div
class="media-body"><h4>Bo <small>August 25, 2014 at 9:31 PM</small></h4>Forty boats.</div></div>
</div></div></div>"""

SAYING = """<div id="comments"><h3>2 Comments</h3><div class=item><p><strong>Ann Lee</strong>
says:</p><p>Forty-one boats.</p></div><div class=item><p><strong>Bo</strong> says:</p><p>No.</p>
</div></div>"""

ROWS = """<table class="comment-tree"><tr class="row" id="r7"><td><table><tr><td indent="0"></td>
<td><span class="head"><a class="user">ann</a> <span class="age">3 years ago</span></span><br>
<div class="comment"><div class="commtext">Forty-one.<p>I counted.</p></div><div class="reply">
<a>reply</a></div></div></td></tr></table></td></tr><tr class="row" id="r8"><td><table><tr>
<td indent="1"></td><td><span class="head"><a class="user">bo</a> <span class="age">2 years ago
</span></span><br><div class="comment"><div class="commtext">Forty.</div></div></td></tr></table>
</td></tr></table>"""

PERSIAN_LIST = """<section class="comments"><h2>نظرات</h2><ul><li class="row"><div
class="comment-header"><span class="author">مریم</span><time>۱۳۹۹/۰۲/۱۴</time></div>
<p>این خبر درست نیست.</p><div class="ranks"><span>۵</span></div><a>پاسخ</a><ul class="answers">
<li><div class="comment-header"><span class="author">علی</span><time>۱۳۹۹/۰۲/۱۵</time></div>
<p>درست است.</p></li></ul></li></ul></section>"""

ANSWERED = """<section class="comentarios"><h3>Comentarios (2)</h3><article class="comentario"
id="com-1"><header><p class="nombre">Ann Lee</p><p class="fecha">3 de mayo de 2020, 10:11</p>
</header><div class="cuerpo"><p>Cuarenta y uno.</p></div><footer><a>Responder</a></footer></article>
<article class="comentario" id="com-2"><header><p class="nombre">Bo</p><p class="fecha">4 de mayo
de 2020, 9:00</p><p>En respuesta a <a href="#com-1">Ann Lee</a></p></header><div class="cuerpo">
<p>Cuarenta.</p></div></article></section>"""

LETTERS = """<section id="leserkommentare"><h2>2 Leserkommentare</h2><ol><li class="beitrag">
<h3>Gezählt</h3><p class="zeile">von <strong>Ann Lee</strong> am 03.05.2020 um 10:11 Uhr</p>
<div><p>Einundvierzig.</p><p>Ich war da.</p></div><p><a>Antworten</a> | <a>Melden</a> |
<a>Empfehlen (3)</a></p></li><li class="beitrag"><p class="zeile">von <strong>Bo</strong> am
04.05.2020 um 09:00 Uhr</p><div><p>Vierzig Boote.</p></div></li></ol></section>"""

UNKNOWN_BUTTON = """<div class="yorumlar"><h3>2 Yorum</h3><div class="yorum"><div class="ust">
<strong>Ann Lee</strong><span class="tarih">3 Mayıs 2020 10:11</span></div><p>Kırk bir.</p>
<a class="x">Yanıtla</a></div><div class="yorum"><div class="ust"><strong>Bo</strong>
<span class="tarih">4 Mayıs 2020 09:00</span></div><p>Kırk tane.</p><a class="x">Yanıtla</a></div>
</div>"""

THEMES = {
    "rows": (
        ROWS,
        [
            Said("ann", "3 years ago", "Forty-one.\n\nI counted."),
            Said("bo", "2 years ago", "Forty.", 1),
        ],
    ),
    "persian list": (
        PERSIAN_LIST,
        [
            Said("مریم", "۱۳۹۹/۰۲/۱۴", "این خبر درست نیست."),
            Said("علی", "۱۳۹۹/۰۲/۱۵", "درست است.", 1),
        ],
    ),
    "answered": (
        ANSWERED,
        [
            Said("Ann Lee", "3 de mayo de 2020, 10:11", "Cuarenta y uno."),
            Said("Bo", "4 de mayo de 2020, 9:00", "Cuarenta.", 1),
        ],
    ),
    "letters": (
        LETTERS,
        [
            Said("Ann Lee", "03.05.2020 um 10:11 Uhr", "Einundvierzig.\n\nIch war da."),
            Said("Bo", "04.05.2020 um 09:00 Uhr", "Vierzig Boote."),
        ],
    ),
    "unknown button": (
        UNKNOWN_BUTTON,
        [
            Said("Ann Lee", "3 Mayıs 2020 10:11", "Kırk bir."),
            Said("Bo", "4 Mayıs 2020 09:00", "Kırk tane."),
        ],
    ),
    "cards": (
        CARDS,
        [
            Said("Ann Lee", "3 mai 2020 à 10h11", "Quarante et un."),
            Said("Bo", "4 mai 2020 à 9h00", "Quarante."),
        ],
    ),
    "entries": (
        ENTRIES,
        [
            Said("Ann Lee", "vor 3 Jahren", "Einundvierzig."),
            Said("Bo", "vor 2 Jahren", "Vierzig.", 1),
        ],
    ),
    "signed below": (
        SIGNED_BELOW,
        [
            Said("Ann Lee", "3. Mai 2020, 10:11 Uhr", "Einundvierzig Boote."),
            Said("Bo", "4. Mai 2020, 9:00 Uhr", "Vierzig Boote."),
        ],
    ),
    "persian": (
        PERSIAN,
        [
            Said("مریم احمدی", "۱۴ اردیبهشت ۱۳۹۹ ساعت ۱۰:۱۱", "این خبر درست نیست."),
            Said("علی", "۱۵ اردیبهشت ۱۳۹۹ ساعت ۰۹:۰۰", "درست است."),
        ],
    ),
    "table": (
        TABLE,
        [
            Said("Ann Lee", "3 de mayo de 2020 a las 10:11", "Cuarenta y uno."),
            Said("Bo", "4 de mayo de 2020 a las 09:00", "Cuarenta."),
        ],
    ),
    "utilities": (
        UTILITIES,
        [Said("Ann Lee", "May 3, 2020", "Forty-one."), Said("Bo", "May 4, 2020", "Forty boats.")],
    ),
    "media": (
        MEDIA,
        [
            Said("Ann Lee", "August 25, 2014 at 9:30 PM", "Forty-one boats."),
            Said("Bo", "August 25, 2014 at 9:31 PM", "Forty boats.", 1),
        ],
    ),
    "saying": (SAYING, [Said("Ann Lee", None, "Forty-one boats."), Said("Bo", None, "No.")]),
}


@pytest.mark.parametrize("theme", THEMES)
def test_what_repeats_under_a_heading_of_comments_is_a_thread_in(theme: str) -> None:
    thread, expected = THEMES[theme]
    assert said(page(thread, "")) == expected


ONE = "<span class=author>{}</span> <span class=date>3 May 2020</span>{}<p>Word.</p>"


def _flat(*attributes: str, answers: str = "") -> str:
    names = ("Ann", "Bo", "Cem", "Dee")
    items = [
        f'<div class="comment" id="comment-{at}" {extra}>'
        + ONE.format(name, answers if name == "Dee" else "")
        + "</div>"
        for at, (name, extra) in enumerate(zip(names, attributes, strict=True), start=1)
    ]
    return page(f"<div class=comments>{''.join(items)}</div>")


@pytest.mark.parametrize(
    "attributes",
    [
        ("data-depth=0", "data-depth=1", "data-depth=2", "data-depth=1"),
        tuple(f'style="margin-left: {indent}px"' for indent in (0, 30, 60, 30)),
        ("", "data-parent-id=1", "data-parent-id=2", "data-parent-id=1"),
    ],
)
def test_depth_without_nesting_shows_in_classes_indents_and_names(
    attributes: tuple[str, ...],
) -> None:
    assert [comment.parent for comment in said(_flat(*attributes))] == [None, 1, 2, 1]


@pytest.mark.parametrize(
    "answer", ['<a href="#comment-2">in reply to Bo</a>', '<i class="reply-to">Reply to Bo</i>']
)
def test_a_header_that_names_whom_it_answers_gives_the_parent(answer: str) -> None:
    found = said(_flat("", "", "", "", answers=answer))
    assert [comment.parent for comment in found] == [None, None, None, 2]


def test_a_lone_link_below_the_paragraphs_is_a_button() -> None:
    thread = (
        '<ol class="commentlist"><li class="comment"><b class="fn">Ann</b><p>Kırk bir.</p>'
        '<a class="x">Yanıtla</a></li></ol>'
    )
    assert said(page(thread)) == [Said("Ann", None, "Kırk bir.")]


def test_a_box_of_answers_beside_a_comment_belongs_to_it() -> None:
    one = '<div class="comment">' + ONE + "</div>"
    thread = (
        f"<div class=comments><div>{one.format('Ann', '')}<div class=replies>"
        f"{one.format('Bo', '')}{one.format('Cem', '')}</div></div>{one.format('Dee', '')}</div>"
    )
    assert [c.parent for c in said(page(thread))] == [None, 1, 1, None]


@pytest.mark.parametrize(
    "thread",
    [
        "<div class=x><h3>1 comment</h3><div><div><b>Ann Lee</b> "
        "<span>3 May 2020, 10:11</span></div><div>Forty-one, I counted them.</div><a>Reply</a>"
        "</div></div>",
        "<h3>Ein Kommentar</h3><div><p><strong>Ann Lee</strong>, 3. Mai 2020, 10:11</p>"
        "<p>Forty-one, I counted them.</p></div>",
        "<div><h4>Comments (1)</h4><div class=entry><span class=who>Ann Lee</span> "
        "<span class=when>3 May 2020 10:11</span><div>Forty-one, I counted them.</div></div></div>",
    ],
)
def test_the_only_comment_of_a_page_is_found_without_a_known_name(thread: str) -> None:
    (comment,) = said(page(thread, heading=""))
    assert (comment.author, comment.words) == ("Ann Lee", "Forty-one, I counted them.")
    assert comment.date is not None
    assert "2020" in comment.date
