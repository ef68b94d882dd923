"""What of a page's comments is not in its file: said to the user, for no one sees what lacks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from store import wording
from store.importers.html_names import heads_comments, text_of, word_set

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.importers.html_outline import Node, Outline
    from store.importers.html_threads import Threads

_SERVICES = (
    ("Disqus", r"disqus_thread|disqus[-_]comments?", r"disqus\.com/embed"),
    ("Facebook", r"fb-comments|fb_comments", r"facebook\.com/plugins/(?:comments|feedback)"),
    ("Coral", r"coral[-_](?:thread|talk.*|stream|container|comments?)|talk-(?:embed|stream|thread)",
     r"(?:coral|talk)[^/]*/(?:assets/js/)?(?:embed|static/embed)\S*\.js|/static/embed\.js"),
    ("OpenWeb", r"spotim-.*|spot-im.*|ow-comments|openweb-.*", r"spot\.im/|openweb\.com/"),
    ("Livefyre", r"livefyre.*", r"livefyre\.com/"),
    ("Hyvor Talk", r"hyvor-talk.*", r"talk\.hyvor\.com/"),
    ("giscus", r"giscus", r"giscus\.app/"),
    ("utterances", r"utterances", r"utteranc\.es/"),
    ("Commento", r"commento", r"commento\.(?:io|js)"),
    ("Isso", r"isso-thread", r"embed\.min\.js\S*isso|isso\S*embed(?:\.min)?\.js"),
    ("Remark42", r"remark42.*", r"remark42\S*\.js"),
    ("Cusdis", r"cusdis.*", r"cusdis\.com/"),
    ("Vuukle", r"vuukle-comments.*", r"vuukle\.com/"),
    ("Viafoura", r"viafoura|vf-.*", r"viafoura\.(?:net|co)"),
    ("GraphComment", r"graphcomment.*", r"graphcomment\.com/"),
    ("IntenseDebate", r"idc-.*|intensedebate.*", r"intensedebate\.com/js"),
    ("Cackle", r"mc-container", r"cackle\.me/"),
    ("VK", r"vk_comments", r"VK\.Widgets\.Comments"),
    ("HyperComments", r"hypercomments.*", r"hypercomments\.com/"),
    ("FastComments", r"fastcomments.*", r"fastcomments\.com/"),
    ("Ghost", r"(?:gh|ghost)-comments(?:-.*)?", r"/comments-ui"),
    ("Waline", r"waline", r"waline(?:\.min)?\.(?:m?js)"),
    ("the page's own script", r"llc_comments.*|lazy-?(?:load-)?comments.*|comments?-?lazy.*|"
     r"ajax-comments.*|comments?[-_](?:loading|loader|placeholder)", r"lazy-load-for-comments"),
)  # fmt: skip
_BOX = re.compile(
    "|".join(f"(?P<s{at}>{box})" for at, (_, box, _) in enumerate(_SERVICES)), re.IGNORECASE
)
_SCRIPT = re.compile(
    "|".join(f"(?P<s{at}>{script})" for at, (_, _, script) in enumerate(_SERVICES)), re.IGNORECASE
)
_IN_SCRIPT = word_set(
    "disqus facebook.com embed spot.im openweb.com livefyre.com talk.hyvor giscus utteranc.es "
    "commento. remark42 cusdis.com vuukle.com viafoura. graphcomment.com intensedebate.com "
    "cackle.me vk.widgets hypercomments.com fastcomments.com comments-ui waline "
    "lazy-load-for-comments"
)
"""What a script of a service holds, in lower case: scripts are long, and most hold none of it."""
_FIGURE = re.compile(r"\d[\d.,\s' ]*\d|\d")
_COUNTING = frozenset(("h2", "h3", "h4", "meta", "span", "a", "div", "p"))
_COUNT_NAMES = frozenset(("comments-title", "comment-count", "comments-count"))
_MOST_SCRIPT = 4000


def absences(nodes: Outline, threads: Threads) -> tuple[str | None, int | None]:
    """The service that loads comments by script, or None; and how many the page says it has."""
    return _loaded_by(nodes, threads), _counted(nodes, threads)


def told(name: str, nodes: Outline, threads: Threads) -> str | None:
    """One sentence on the comments that *name* lacks, or None where nothing is known to lack."""
    service, counted = absences(nodes, threads)
    held = len(threads.remarks)
    if counted is not None and counted > held:
        stated = wording.counted(counted, "comment")
        message = f"'{name}' says it has {stated}, but the file holds {held}"
        if service is not None:
            return f"{message}: the others are loaded by script ({service})."
        return f"{message}: the others are on further pages, or loaded by script."
    if service is not None and not held:
        return (
            f"'{name}' loads its comments by script ({service}): they are not in the file. "
            "Save the page from a browser once they are shown."
        )
    return None


def _loaded_by(nodes: Outline, threads: Threads) -> str | None:
    """The service whose empty box, or whose script, stands in the page."""
    boxes = any(map(_box, _called(nodes)))
    for node in nodes:
        if node is None:
            continue
        box = _boxed(node) if boxes else None
        if box is not None and not any(map(threads.remarks.__contains__, node.element.iter())):
            return box
        if not node.tag and not threads.remarks and node.element.tag in {"script", "iframe"}:
            service = _scripted(node.element)
            if service is not None:
                return service
    return None


def _called(nodes: Outline) -> set[str]:
    """What the elements of a page are called, by tag, class or id, each once."""
    called: set[str] = set()
    for node in nodes:
        if node is not None:
            called.add(node.tag)
            if node.attributes:
                called.add(node.attributes.get("class", ""))
                called.add(node.attributes.get("id", ""))
    return called


def _boxed(node: Node) -> str | None:
    """The service that an element is called after, by its tag, class or id."""
    if not node.attributes:
        return _box(node.tag)
    for words in (node.attributes.get("class"), node.attributes.get("id"), node.tag):
        box = _box(words) if words else None
        if box is not None:
            return box
    return None


def _scripted(element: _Element) -> str | None:
    """The service that a script or a frame is of."""
    source = element.get("src") or element.get("data-src") or ""
    script = f"{source} {(element.text or '')[:_MOST_SCRIPT]}"
    lowered = script.lower()
    if not any(sign in lowered for sign in _IN_SCRIPT):
        return None
    found = _SCRIPT.search(script)
    return None if found is None else _service(found)


@lru_cache(maxsize=4096)
def _box(words: str) -> str | None:
    """The service whose box one of the names in *words* is; a page has few, each many times."""
    found = next((found for word in words.split() if (found := _BOX.fullmatch(word))), None)
    return None if found is None else _service(found)


def _service(match: re.Match[str]) -> str:
    return _SERVICES[int((match.lastgroup or "s0")[1:])][0]


def _counted(nodes: Outline, threads: Threads) -> int | None:
    """How many comments the page says it has: in their heading, its markup, or a link to them."""
    count = _figure(threads.heading) if threads.heading else None
    if count:
        return count
    for node in nodes:
        if node is None or node.tag not in _COUNTING:
            continue
        about = node.attributes.get("itemprop")
        if about == "commentCount":
            count = _figure(node.attributes.get("content") or text_of(node.element, 40))
        elif about != "interactionCount" and _names_a_count(node):
            words = text_of(node.element, 100)
            count = _figure(words) if words and heads_comments(words) else None
        if count:
            return count
    return None


def _names_a_count(node: Node) -> bool:
    if node.tag in {"h2", "h3", "h4"}:
        return True
    if node.attributes.get("href", "").startswith("#comment"):
        return True
    return node.tag != "a" and not node.names.isdisjoint(_COUNT_NAMES)


def _figure(words: str) -> int | None:
    """The first whole number in a heading, before the title it may quote."""
    head = re.split(r"[\"“„«»「]", words, maxsplit=1)[0]
    found = _FIGURE.search(head)
    if found is None:
        return None
    digits = "".join(str(int(char)) for char in found[0] if char.isdecimal())
    return int(digits) if 0 < len(digits) <= 7 else None
