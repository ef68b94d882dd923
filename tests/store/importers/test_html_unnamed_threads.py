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

THEMES = {
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


def test_a_box_of_answers_beside_a_comment_belongs_to_it() -> None:
    one = '<div class="comment">' + ONE + "</div>"
    thread = (
        f"<div class=comments><div>{one.format('Ann', '')}<div class=replies>"
        f"{one.format('Bo', '')}{one.format('Cem', '')}</div></div>{one.format('Dee', '')}</div>"
    )
    assert [c.parent for c in said(page(thread))] == [None, 1, 1, None]
