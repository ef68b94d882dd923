"""Names that pages use: tags that show no text, classes of comments, their words and their signs.

Class and id names are those of WordPress, Disqus, SPIP, Blogger, Drupal, phpBB and Discourse, of
schema.org, and words common to most themes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.titled import is_titled
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element


def word_set(text: str) -> frozenset[str]:
    """The words of *text*: class names and tags to look for."""
    return frozenset(text.split())


LONGEST_NAME = 100
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


def tokens(element: _Element) -> frozenset[str]:
    """The class names of *element*, in lower case.

    Names of over 100 characters are left out: no theme has them, and patterns would take minutes
    over one made to be hard.
    """
    value = element.get("class")
    return names_in(value) if value else frozenset()


def identity_of(element: _Element) -> str:
    """The id of *element*, in lower case; "" where it has none, or one too long to be a name."""
    identity = element.get("id")
    return identity.lower() if identity and len(identity) <= LONGEST_NAME else ""


def called(element: _Element) -> frozenset[str]:
    """The class names of *element* and its id, in lower case."""
    identity = identity_of(element)
    return tokens(element) | {identity} if identity else tokens(element)


@lru_cache(maxsize=4096)
def names_in(value: str) -> frozenset[str]:
    """The names in a class attribute; a page has few of these, and each many times.

    What humps part, as in `commentAuthor`, is a name once more with hyphens.
    """
    names = value.split()
    both = (*names, *(_HUMP.sub("-", name) for name in names if len(name) <= LONGEST_NAME))
    return frozenset(name.lower() for name in both if len(name) <= LONGEST_NAME)


@lru_cache(maxsize=4096)
def plain_names(names: frozenset[str]) -> frozenset[str]:
    """*names* without those that count, as "post-17" does."""
    return frozenset(name for name in names if not any(map(str.isdigit, name)))


def remembered(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """Whether a name is wholly of *pattern*; a page has few names, and each many times."""
    return lru_cache(maxsize=4096)(lambda name: pattern.fullmatch(name) is not None)


def any_of(test: Callable[[str], bool]) -> Callable[[frozenset[str]], bool]:
    """Whether any of a set of class names passes *test*; a page has few sets, each many times."""
    return lru_cache(maxsize=4096)(lambda names: any(map(test, names)))


@lru_cache(maxsize=4096)
def heads_comments(words: str) -> bool:
    """Whether short *words* are a heading of comments; asked of each heading more than once."""
    return phrases.COMMENTS_HEADING.fullmatch(words) is not None or is_titled(words)


def text_of(element: _Element, most: int, between: str = "") -> str:
    """The words of *element*, white space folded; no more than *most* characters are looked for.

    *between* is put where one text node ends and the next begins.
    """
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(str(part))
        size += len(part)
        if size > most:
            break
    return fold_space(between.join(parts))


DROPPED = word_set(
    "script style template noscript svg iframe object embed canvas head math audio video map"
)
"""Elements whose text no reader sees as text."""

INLINE = word_set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark "
    "q rp rt ruby s samp small span strike strong sub sup time tt u var wbr picture "
    "source input"
)
"""Elements that begin no line."""

COMMENT = word_set(
    "comment pingback trackback comment-item comment_item forum-fil forum-fils dsq-comment "
    "comment-entry-item leserbrief commentitem single-comment wpd-comment"
)
"""Classes of an element that holds one comment."""

REMARK_TAGS = word_set("li div article section dd tr table")
COMMENT_ID = re.compile(
    r"(?:li-|div-|dsq-)?(?:comment|kommentar|commentaire|comentario)[-_]?\d+|c(?:id)?-?\d{2,}|"
    r"forum\d+|(?:tdc|wpd|wc)-comm-\d+(?:_\d+)?",
    re.IGNORECASE,
)
SURE_COMMENT_ID = re.compile(
    r"(?:li-|div-|dsq-)?(?:comment|kommentar|commentaire|comentario)[-_]?(\d+)", re.IGNORECASE
)

PINGBACK = word_set("pingback trackback pinglist pingbacklist trackbacklist trackbacks pingbacks")

CONTENT = re.compile(
    r"(?:(?:[a-z]{1,16}[-_]{1,2})?(?:comm(?:ents?)?|cmt|commentaire|kommentar|comentario|message|post|reply|"
    r"forum|entry|user|text|dsq|beitrag|yorum))?"
    r"[-_]{0,2}(?:comment|message|post)?[-_]{0,2}"
    r"(?:content|contents|text|texte|texto|body|message|msg|copy|inhalt|contenido|usertext|words)"
    r"(?:[-_](?:inner|body|wrap|area|content|text|container))?"
    r"|cooked|postbody|md|ucoz-forum-post|comment[-_]entry|commententry|commentbody|user-content|forum-texte",
    re.IGNORECASE,
)
"""A class of an element that may hold a comment's words."""

AUTHOR = re.compile(
    r"(?:.{0,30}[-_]|v)?(?:author|autor|auteur|autore|commenter|commentor|poster|creator|user|"
    r"user[-_]?name|nick(?:name)?|screen[-_]?name|display[-_]?name|full[-_]?name|member[-_]?name|"
    r"name|who|qui|(?:comment|post|thread|message|topic|reply)author|authorname|comment[-_]?by|bigusername)(?:[-_](?:name|link|url|info|vcard))?|vcard|byline",
    re.IGNORECASE,
)
NO_AUTHOR = re.compile(
    r"avatar|image|photo|badge|rank|role|type|title|count|gravatar|parent|mention", re.IGNORECASE
)
TITLE = re.compile(
    r"(?:.{0,30}[-_])?(?:title|titre|titulo|titolo|titel|subject|sujet|asunto|oggetto|betreff)"
    r"(?:[-_](?:comment|commentaire|message|forum|text|link))?",
    re.IGNORECASE,
)
"""A class of an element that may hold what a commenter puts over the words."""
STAMP = re.compile(
    r"data|(?:.{0,30}[-_])?(?:date|datum|fecha|tarih|time|timestamp|time-?ago|when|published|"
    r"post(?:ed)?[-_]?(?:on|at|date)|commentdate|datetime|tarikh)(?:[-_](?:time|link|url|text))?",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?:.{0,30}[-_])?(?:number|num|nr|no|floor|ordinal|counter|index|numero)", re.IGNORECASE
)
META = re.compile(
    r"(?:.{0,40}[-_])?(?:reply|replylink|respond|response|repondre|answer|actions?|buttons?|"
    r"toolbar|votes?|voting|upvote|downvote|likes?|likebox|rating|ratings|karma|share|flag|report|"
    r"permalink|edit|moderation|badge|badges|rank|role|says|avatar|controls?|options|menu|"
    r"tools|signature|sig|postprofile|awaiting|footer|meta|metadata|header|headline|toggle|"
    r"(?:see|read|show|view)?-?more(?:-?link)?|expand|time-?stamp|collapse|notice|hide|gravatar|navigation|postinfo|chapo|"
    r"sr-only|screen-reader-text|visually-hidden)"
    r"(?:[-_](?:link|button|btn|box|bar|to|count|login|wrap|list|text|menu|area|feedback|item|"
    r"quote|not-liked|moderation|info|data))*|commentmetadata|vcard",
    re.IGNORECASE,
)
META_TAGS = word_set("form button select textarea label header footer nav menu h1 h2 h3 h4 h5 h6")
NESTING = re.compile(
    r"(?:.{0,30}[-_])?(?:children|child|childs|replies|answers|indent|indented|nested|subcomments?|"
    r"sub-?thread|responses|reponses|respuestas|antworten|fils|follow-?ups?)"
    r"(?:[-_](?:list|thread|comments?|container|wrap|wrapper|box|\d+))?",
    re.IGNORECASE,
)
DEPTH = re.compile(
    r"(?:.{0,30}[-_])?(?:depth|level|lvl|indent|tier|nest(?:ed|ing)?)[-_]?(\d{1,3})", re.I
)
INDENT = re.compile(
    r"(?:margin|padding)-(?:left|right|inline-start)\s*:\s*(?:calc\([^*()]{1,60}(?:\([^*()]{1,60}\)\s*)?\*\s*)?([\d.]+)(px|em|rem|%|\))",
    re.IGNORECASE,
)
SECTION = re.compile(
    r"(?:.{0,20}[-_]|v)?(?:comments?|commentlist|commentaires?|kommentare?|comentarios?|commenti|"
    r"reacties|reaktionen|respuestas|reponses|discussion|discussions|forum|replies|responses|"
    r"leserkommentare|yorumlar?|leserbriefe|meinungen|feedback|nazarat|didgah|thread)"
    r"(?:[-_](?:list|area|section|thread|wrap|wrapper|block|container|box|tree|content|inner|items?|entries|"
    r"template|module|widget|holder|group))*",
    re.IGNORECASE,
)
"""A class or id of an element that may hold all comments of a page."""
LATEST = re.compile(
    r".*(?:latest|recent|newest|neueste|letzte|dernier|ultim|laatste).*(?:comm|komm|react|reakt).*|"
    r".*(?:comm|komm|react|reakt).*(?:latest|recent|newest|neueste|letzte|dernier|ultim|laatste).*",
    re.IGNORECASE,
)
"""A class or id of a list of the newest comments on other pages."""

is_section = remembered(SECTION)
is_latest = remembered(LATEST)


def in_latest(element: _Element, known: dict[_Element, bool]) -> bool:
    """Whether an element is in a list of the newest comments; *known* keeps what was found."""
    climbed: list[_Element] = []
    found = False
    place: _Element | None = element
    while place is not None and place not in known:
        climbed.append(place)
        found = any(map(is_latest, called(place)))
        if found:
            break
        place = place.getparent()
    found = found or (place is not None and known.get(place, False))
    known.update(dict.fromkeys(climbed, found))
    return found


is_nesting = remembered(NESTING)
is_content = remembered(CONTENT)
