"""Comments as the themes of many platforms print them: over the words, and under them.

Each layout is read as plain paragraphs and as items of a numbered list. All texts own.
"""

from __future__ import annotations

import re

import pytest

from tests.store.importers.harbour import ARTICLE, EXPECTED, POSTS, told

_COUNTED = "4 Responses to “Boats”"
LAYOUTS = {
    "thesis": (
        "{ 4 comments… read them below or add one }",
        "{name} March {n}, 2012 at 4:0{n} pm\n\n{words}\n\nReply\n\n",
    ),
    "thesis2": ("{ 4 comments }", "{n} {name} 03.0{n}.09 at 4:0{n} pm\n\n{words}\n\n"),
    "hybrid": (
        _COUNTED,
        "{name} | March {n}, 2012 at 4:0{n} pm | Permalink | Reply\n\n{words}\n\n",
    ),
    "sandbox": (
        "4 Comments",
        "{name} | Posted March {n}, 2012 at 4:0{n} pm | Permalink\n\n{words}\n\n",
    ),
    "sandbox2": (
        "Comments (4)",
        "{n}. {name}\n\nPosted March {n}, 2012 at 4:0{n} pm | Permalink\n\n{words}\n\n",
    ),
    "vigilance": (
        _COUNTED,
        "{name} permalink\n\nMarch {n}, 2012 4:0{n} pm\n\n{words}\n\nReply\n\n",
    ),
    "k2": (_COUNTED, "{n} {name} Mar {n}rd, 2012 at 4:0{n} pm\n\n{words}\n\n"),
    "cutline": ("4 responses so far ↓", "{n} {name} // Mar {n}, 2012 at 4:0{n} pm\n\n{words}\n\n"),
    "cutline2": ("4 Comments so far", "# {name} on 03.0{n}.08 at 4:0{n} pm\n\n{words}\n\n"),
    "cutline3": (
        "4 Comments so far ↓",
        "{n}\n\n{name} // Mar {n}, 2012 at 4:0{n} pm\n\n{words}\n\n",
    ),
    "misty": (_COUNTED, "{n}. On March {n}, 2012 at 4:0{n} pm {name} Said:\n\n{words}\n\n"),
    "misty2": (_COUNTED, "On March {n}, 2012 at 4:0{n} pm\n\n{name} said:\n\n{words}\n\n"),
    "regulus": (_COUNTED, "{name}, on March {n}rd, 2012 at 4:0{n} pm Said:\n\n{words}\n\n"),
    "ocadia": ("4 Comments to Boats", "{n}\n\n{name}on 03 Mar 2012 at 4:0{n} pm\n\n{words}\n\n"),
    "ocadia2": (_COUNTED, "{n}. {name}on 0{n} Mar 2012 at 4:0{n} pm\n\n{words}\n\n"),
    "inove": (
        "Comments (4) Trackbacks (0) Leave a comment Trackback",
        "{name}\n\nMarch {n}rd, 2012 at 16:0{n} | #{n}\n\nReply | Quote\n\n{words}\n\n",
    ),
    "inove2": (
        "Comments (4)",
        "{name}\n\nMarch {n}rd, 2012 at 16:0{n}\n\nReply | Quote | #{n}\n\n{words}\n\n",
    ),
    "p2": ("4 Comments", "{name} 4:0{n} pm on March {n}, 2012\nPermalink | Reply\n\n{words}\n\n"),
    "p2b": (
        "4 Comments",
        "{name} 4:0{n} pm on March {n}, 2012 Permalink | Log in to Reply\n\n{words}\n\n",
    ),
    "hemingway": ("4 Comments", "{n}\n\n{name}\n\nMar {n}rd, 2012 at 4:0{n} pm\n\n{words}\n\n"),
    "hemingway2": ("have your say", "{name} / Mar {n} 2012 4:0{n}PM\n\n{words}\n\n"),
    "blix": ("4 Comments »", "Comment by {name} — March {n}, 2012 #\n\n{words}\n\n"),
    "blixbelow": (
        "4 Comments »",
        "{words}\n\nComment by {name} — March {n}, 2012 @ 4:0{n} pm\n\n",
    ),
    "connections": ("4 Comments", "{words}\n\nComment by {name} | March {n}, 2012 | Reply\n\n"),
    "quentin": ("Comments", "{name} | March {n}, 2012\n\n{words}\n\n"),
    "bydate": ("4 Comments", "by {name} on March {n}, 2012 4:0{n} pm\n\n{words}\n\n"),
    "bydate2": ("4 Comments", "by {name}\n\nOn March {n}, 2012 at 4:0{n} pm\n\n{words}\n\n"),
    "carrington": ("4 Comments", "{name} says:\n\n{words}\n\non Mar {n}, 2012 at 4:0{n} pm\n\n"),
    "carrington2": (
        "4 Comments",
        "{n}\n\n{name} said on Mar {n}, 2012 at 4:0{n} pm\n\n{words}\n\n",
    ),
    "tarski": ("4 comments", "{name}\n\nMar {n}, 2012\n\n4:0{n} pm\n\nLink\n\n{words}\n\n"),
    "datefirst": ("4 Comments", "March {n}, 2012 at 4:0{n} pm\n\n{name}\n\n{words}\n\nReply\n\n"),
    "datefirst2": ("4 Comments", "March {n}, 2012 at 4:0{n} pm {name}\n\n{words}\n\nReply\n\n"),
    "datefirst3": (
        "4 Comments",
        "{n}. March {n}, 2012 at 4:0{n} pm | {name} writes:\n\n{words}\n\n",
    ),
    "dateafterhash": (
        "4 Comments",
        "#{n} by {name} on March {n}, 2012 - 4:0{n} pm\n\n{words}\n\n",
    ),
    "graphene": (
        "4 comments",
        "{name}\n\nMarch {n}, 2012 at 4:0{n} pm (UTC 2)\n\nLink to this comment\n\nReply\n\n"
        "{words}\n\n",
    ),
    "graphene2": ("4 comments", "{name} on March {n}, 2012 at 4:0{n} pm\nReply\n\n{words}\n\n"),
    "mantra": (
        "4 comments for “Boats”",
        "{name} says:\n\nMarch {n}, 2012 at 4:0{n} pm (Edit)\n\n{words}\n\nReply ↓\n\n",
    ),
    "twentyeleven": (
        "4 thoughts on “Boats”",
        "{name} on March {n}, 2012 at 4:0{n} pm said:\n\n{words}\n\nReply ↓\n\n",
    ),
    "ago": ("4 Comments", "{name}\n\n{n} years ago\n\n{words}\n\nReply\n\n"),
    "ago2": ("4 Comments", "{name} • {n} years ago\n\n{words}\n\nReply\n\n"),
    "ago3": ("4 Comments", "{name} · {n} years ago · Reply\n\n{words}\n\n"),
    "author": (
        "4 Comments",
        "{name} (Author) March {n}, 2012 at 4:0{n} pm\n\n{words}\n\nReply\n\n",
    ),
    "authorlabel": (
        "4 Comments",
        "Author: {name}\n\nDate: March {n}, 2012 4:0{n} pm\n\n{words}\n\n",
    ),
    "postedby": ("Comments (4)", "Posted by {name} at March {n}, 2012 4:0{n} PM\n\n{words}\n\n"),
    "postedbybelow": (
        "Comments (4)",
        "{words}\n\nPosted by: {name} | March {n}, 2012 at 04:0{n} PM\n\n",
    ),
    "postedbybelow2": (
        "Comments",
        "{words}\n\nPosted by {name} on March {n}, 2012 4:0{n} PM | Reply\n\n",
    ),
    "typepadreply": (
        "Comments",
        "{name} said...\n\n{words}\n\nReply March {n}, 2012 at 04:0{n} PM\n\n",
    ),
    "mt4": ("4 Comments", "{name} | March {n}, 2012 4:0{n} PM | Reply\n\n{words}\n\n"),
    "mt4b": (
        "4 Comments",
        "{name} replied to comment from Ann | March {n}, 2012 4:0{n} PM | Reply\n\n{words}\n\n",
    ),
    "mt5": ("4 Comments", "{words}\n\n{name} on March {n}, 2012 4:0{n} PM\n\n"),
    "serendipity": (
        "Comments",
        "#{n} {name} (Homepage) on 2012-03-0{n} 16:0{n} (Reply)\n\n{words}\n\n",
    ),
    "serendipityde": (
        "Kommentare",
        "#{n} {name} am 0{n}.03.2012 16:0{n} (Antwort)\n\n{words}\n\n",
    ),
    "serendipityde2": (
        "Kommentare",
        "#{n} - {name} schrieb am 0{n}.03.2012 16:0{n}: (Link) (Antwort)\n\n{words}\n\n",
    ),
    "dotclear": (
        "Commentaires",
        "{n}. Le samedi {n} mars 2012, 16:0{n} par {name}\n\n{words}\n\n",
    ),
    "dotclear2": ("Commentaires", "Le samedi {n} mars 2012, 16:0{n} par {name}\n\n{words}\n\n"),
    "dotclear3": (
        "4 réactions",
        "{n} De {name} - 0{n}/03/2012, 16:0{n}\n\n{words}\n\nRépondre\n\n",
    ),
    "spip": (
        "4 Messages",
        "{n} mars 2012, 16:0{n}, par {name}\n\n{words}\n\nRépondre à ce message\n\n",
    ),
    "drupal6": ("Comments", "{name} — Sat, 03/0{n}/2012 - 16:0{n}\n\n{words}\n\nreply\n\n"),
    "drupal7": (
        "Comments",
        "Submitted by {name} (not verified) on Sat, 03/0{n}/2012 - 16:0{n}\n\nPermalink\n\n"
        "{words}\n\nreply\n\n",
    ),
    "drupal6b": (
        "Comments",
        "{name} (not verified)\n\nSat, 2012-03-0{n} 16:0{n}\n\n{words}\n\nreply\n\n",
    ),
    "drupalsays": ("Comments", "{name} says:\n\n{words}\n\nMarch {n}, 2012 - 4:0{n}pm\n\n"),
    "drupalago": ("4 comments", "{name}\n\n{n} years 3 weeks ago\n\n{words}\n\n"),
    "joomla": ("Comments (4)", "{name} · {n} years ago\n\n{words}\n\n"),
    "jomcomment": (
        "Comments (4)",
        "written by {name}, March 0{n}, 2012\n\n{words}\n\nreport abuse\nvote down\nvote up\n\n"
        "Votes: +0\n\n",
    ),
    "blogger": ("4 comments:", "{name} said...\n\n{words}\n\nMarch {n}, 2012 at 4:0{n} PM\n\n"),
    "blogger2": (
        "4 comments:",
        "{name}March {n}, 2012 at 4:0{n} PM\n\n{words}\n\nReplyDelete\n\n",
    ),
    "blogger3": ("4 Comments:", "At {n}:05 PM, {name} said…\n\n{words}\n\n"),
    "blogger3b": ("4 Comments:", "At 4:0{n} PM, March 0{n}, 2012, {name} said...\n\n{words}\n\n"),
    "haloscan": ("Comments", "{words}\n\n{name} | 03.0{n}.12 - 4:0{n} pm | #\n\n"),
    "wordpress15": ("4 Comments »", "{words}\n\nComment by {name} — 3/{n}/2005 @ 4:0{n} pm\n\n"),
    "k2de": ("4 Antworten auf Boats", "{n} {name}\n\n{n}. März 2012 um 16:0{n}\n\n{words}\n\n"),
    "dede": ("4 Kommentare", "{name}, {n}. März 2012 um 16:0{n} Uhr\n\n{words}\n\n"),
    "dede2": ("4 Kommentare", "{n} {name} am {n}. März 2012 um 16:0{n}\n\n{words}\n\n"),
    "dede3": ("Kommentare", "1{n}. März 2012, 16:0{n} Uhr, von {name}\n\n{words}\n\n"),
    "dede4": ("Kommentare (4)", "Am {n}. März 2012 um 16:0{n} von {name}\n\n{words}\n\n"),
    "dede5": ("Kommentare", "Kommentar von {name} am {n}. März 2012 um 16:0{n}\n\n{words}\n\n"),
    "eses": ("4 comentarios", "{n} {name} | {n} marzo 2012 | 16:0{n}\n\n{words}\n\n"),
    "eses2": ("4 comentarios", "#{n} - {name}\n\n{n} de marzo de 2012 - 16:0{n}\n\n{words}\n\n"),
    "eses3": ("4 comentarios", "{name}\n\nEscrito el {n} marzo 2012 a las 16:0{n}\n\n{words}\n\n"),
    "frfr": ("4 commentaires", "{n}. Par {name}, le {n} mars 2012 à 16:0{n}\n\n{words}\n\n"),
    "frfr2": ("4 commentaires", "{name}, {n} mars 2012 à 16 h 0{n}\n\n{words}\n\n"),
    "frfr3": ("Réactions", "Posté par {name}, {n} mars 2012 à 16:0{n}\n\n{words}\n\n"),
    "frfr4": ("Commentaires", "{words}\n\nPosté par {name}, samedi {n} mars 2012 à 16:0{n}\n\n"),
    "itit": (
        "4 Commenti",
        "{n}. {name}\n\nInserito il {n} marzo 2012 alle 16:0{n}\n\n{words}\n\n",
    ),
    "itit2": ("Commenti", "{words}\n\nPostato da: {name} | 0{n}/03/2012 16:0{n}\n\n"),
    "numname": ("4 Comments", "{n}. {name}\n\n{words}\n\nMarch {n}, 2012 at 4:0{n} pm\n\n"),
    "permalinkfirst": ("4 Comments", "# {name} March {n}, 2012 at 4:0{n} pm\n\n{words}\n\n"),
    "isodate": ("4 comments", "{name} 2012-03-0{n}T16:0{n}:00Z\n\n{words}\n\n"),
    "isodate2": ("4 comments", "{name} - 2012-03-0{n} 16:0{n}\n\n{words}\n\n"),
    "usdate": ("4 comments", "{name} 3/{n}/2012 4:0{n}:00 PM\n\n{words}\n\n"),
    "blogengine": ("Comments", "{name}\n\n3/{n}/2012 4:0{n}:00 PM |\n\n{words}\n\nReply\n\n"),
    "blogengine2": ("Comments (4) -", "{name}\n\nMarch {n}, 2012 4:0{n} PM\n\n{words}\n\n"),
    "subtext": ("Feedback", "# re: Boats\n\n3/{n}/2012 4:0{n} PM | {name}\n\n{words}\n\n"),
    "subtext2": ("Feedback", "Left by {name} at 3/{n}/2012 4:0{n} PM\n\n{words}\n\n"),
    "communityserver": ("Comments", "{name} said:\n\n{words}\n\nMarch {n}, 2012 4:0{n} PM\n\n"),
    "ee": ("Comments", "{name}\n\nPosted: March 0{n}, 2012 at 4:0{n} PM\n\n{words}\n\n"),
    "ee2": ("Comments", "Posted by {name}  on  03/0{n}  at  04:0{n} PM\n\n{words}\n\n"),
    "ee3": ("Comments", "{words}\n\nPosted by {name}  on  03/0{n}/2012  at  04:0{n} PM\n\n"),
    "textpattern": ("Comments", "{words}\n\n— {name} · Mar {n}, 04:0{n} PM · #\n\n"),
    "textpattern2": ("Comment", "{n} {name} Mar {n}, 04:0{n} PM #\n\n{words}\n\n"),
    "nucleus": ("Comments", "{name} wrote:\n\n{words}\n\n0{n}/03/12 16:0{n}:05\n\n"),
    "livejournal": (
        "4 comments",
        "{name}\n\n2012-03-0{n} 04:0{n} pm UTC\n\n{words}\n\n(Reply to this)(Thread)\n\n",
    ),
    "reddit": (
        "all 4 comments",
        "[–]{name} 4 points5 points6 points 5 years ago (1 child)\n\n{words}\n\n"
        "permalink\n\nembed\n\nsave\n\nreport\n\nreply\n\n",
    ),
    "reddit2": ("4 comments", "{name}\n•\n{n}y ago\n\n{words}\n\nReply\n\n"),
}


def in_a_list(form: str, n: int, name: str, words: str) -> str:
    """One comment as an item of lynx's: its number before it, all lines set in."""
    first, *rest = (
        re.sub(r"\n+", "\n", form.format(n=n, name=name, words=words)).strip().split("\n")
    )
    first = re.sub(r"^\d\.?\s+", "", first)
    return f"    {n}. {first}\n" + "".join(f"       {line}\n" for line in rest)


@pytest.mark.parametrize(("heading", "form"), LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("listed", [False, True], ids=["plain", "list"])
def test_comments_are_read_in_every_layout(heading: str, form: str, listed: bool) -> None:
    parts = (
        in_a_list(form, n, name, words) if listed else form.format(n=n, name=name, words=words)
        for n, (name, words) in enumerate(POSTS, 1)
    )
    text = f"{ARTICLE}{heading}\n\n{''.join(parts)}\nLeave a Reply\n\nName\n\nE-Mail\n"
    assert told(text) == EXPECTED
