"""The HTML report: one file that needs nothing else, runs nothing and fetches nothing.

Its policy allows its own style sheet, named by hash, and nothing more; every word from outside is
escaped; addresses are links only where they are http(s).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator

from store.exporters.base import Bundle, Format
from store.exporters.report.escaping import anchor, apart, linked, text, when
from store.exporters.report.facts import EVIDENCE, Facts, holds, losses, origin_of, told
from store.exporters.report.margin import key, short, status, tied
from store.exporters.report.pages import Page
from store.exporters.report.style import STYLE
from store.model import Annotation
from store.text import fold_space
from store.wording import counted

_DEEPEST = 6


def policy() -> str:
    """The Content-Security-Policy of the file."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def write(bundle: Bundle) -> Iterator[bytes]:
    """The file, line by line."""
    facts = Facts(bundle)
    for line in _lines(facts):
        yield f"{line}\n".encode()


def _lines(facts: Facts) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">'
    yield f"<title>{text(_title(facts))}</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    yield from _top(facts)
    yield from _contents(facts)
    yield "<main>"
    yield from _claims(facts)
    for stored in facts.articles:
        yield from Page(facts, stored).lines()
    yield from _entities(facts)
    yield from _codes(facts)
    yield from _record(facts)
    yield "</main>"
    library, changed = facts.bundle.library, facts.bundle.changed
    yield (
        f"<footer><p>Written by Postil from library {text(library.id)}, created "
        f"{_moment(library.created)}; last change in it {_moment(changed)}. "
        "Letters and numbers such as C2 lead from the text to its notes and back.</p></footer>"
    )
    yield "</body>\n</html>"


def _moment(words: str) -> str:
    return when(words) or text(words)


def _title(facts: Facts) -> str:
    if len(facts.articles) == 1:
        return facts.articles[0].record.title
    return "Annotated articles"


def _top(facts: Facts) -> Iterator[str]:
    kinds = {one.kind: 0 for one in facts.everything}
    for one in facts.everything:
        kinds[one.kind] += 1
    counts = [counted(number, name) for name, number in sorted(kinds.items())]
    who = sorted({one.creator for one in facts.everything})
    words = counted(len(facts.articles), "article")
    if counts:
        words += f", {', '.join(counts)}; annotated by {', '.join(who)}"
    if facts.untouched:
        words += f"; {counted(facts.untouched, 'article')} in which nothing is marked left out"
    yield '<header class="top"><p class="kicker">Postil report</p>'
    yield f'<h1 dir="auto">{text(_title(facts))}</h1><p>{text(words)}.</p>'
    if facts.everything:
        yield '<ul class="legend">'
        for name in sorted(kinds):
            one = next(held for held in facts.everything if held.kind == name)
            kind = name if name in ("quote", "entity", "claim") else "other"
            letter = text(facts.letter(one.kind))
            yield (
                f'<li><span class="key {kind}">{letter}</span> '
                f'<mark class="{kind} lane0">{text(name)}</mark></li>'
            )
        yield "</ul>"
    yield "</header>"


def _contents(facts: Facts) -> Iterator[str]:
    yield '<nav aria-label="Contents"><h2>Contents</h2><ol>'
    if claims := facts.of_kind("claim"):
        yield _entry("claims", "Claims", str(len(claims)))
    for stored in facts.articles:
        number = len(facts.here[stored.record.id])
        title = stored.record.title
        yield _entry(anchor("a", stored.record.id), title, f"{number} marked")
    if entities := facts.entities():
        yield _entry("entities", "People, places and other entities", str(len(entities)))
    if codes := list(facts.code_tree()):
        yield _entry("codes", "Codes", str(len(codes)))
    if facts.everything:
        yield _entry("record", "Who marked what, and when", str(len(facts.everything)))
    yield "</ol></nav>"


def _entry(target: str, words: str, number: str) -> str:
    return (
        f'<li><a href="#{target}"><span dir="auto">{text(words)}</span> '
        f'<span class="n">{text(number)}</span></a></li>'
    )


def _claims(facts: Facts) -> Iterator[str]:
    claims = facts.of_kind("claim")
    if not claims:
        return
    yield '<section class="part" id="claims"><h2>Claims</h2>'
    yield '<div class="scroll" role="region" aria-label="Claims" tabindex="0">'
    yield '<table class="claims"><thead><tr><th scope="col">No.</th><th scope="col">Claim</th>'
    yield '<th scope="col">Claimant</th><th scope="col">Status</th><th scope="col">Evidence</th>'
    yield "</tr></thead><tbody>"
    for one in claims:
        yield f'<tr><td>{key(facts, one)}</td><td dir="auto">{_claimed(one)}</td>'
        yield f"<td>{apart(facts.name_of(one.attributes.get('claimant')))}</td>"
        confidence = told(one.attributes.get("confidence"))
        sure = f'<br><span class="soft">confidence {text(confidence)}</span>' if confidence else ""
        yield f"<td>{status(one)}{sure}</td><td>{''.join(_evidence(facts, one))}</td></tr>"
    yield "</tbody></table></div></section>"


def _claimed(one: Annotation) -> str:
    proposition = told(one.attributes.get("proposition"))
    words = f"“{text(fold_space(one.exact))}”"
    return f'{text(proposition)}<br><span class="soft">{words}</span>' if proposition else words


def _evidence(facts: Facts, one: Annotation) -> Iterator[str]:
    """What speaks for and against it first, other links after, the note last."""
    ties = sorted(facts.ties[one.id], key=lambda tie: tie.type not in EVIDENCE)
    for tie in ties:
        yield f"<p>{tied(facts, tie)}</p>"
    if one.note:
        yield f'<p class="soft" dir="auto">{text(one.note)}</p>'


def _entities(facts: Facts) -> Iterator[str]:
    entries = facts.entities()
    if not entries:
        return
    yield '<section class="part" id="entities"><h2>People, places and other entities</h2>'
    kind = None
    for entry in entries:
        if entry.type != kind:
            if kind is not None:
                yield "</ul>"
            kind = entry.type
            yield f'<h3>{text(kind.capitalize())}</h3><ul class="index">'
        parts = [f"<b>{apart(entry.name)}</b>"]
        if entry.aliases:
            parts.append(f'<span class="soft">also {apart("; ".join(entry.aliases))}</span>')
        parts += [f'<span class="soft">{linked(link)}</span>' for link in entry.links]
        parts += [f'<span class="chip">protect: {text(word)}</span>' for word in entry.protect]
        parts.append(" ".join(key(facts, one) for one in entry.places))
        yield f'<li dir="auto">{" ".join(parts)}</li>'
    yield "</ul></section>"


def _codes(facts: Facts) -> Iterator[str]:
    tree = list(facts.code_tree())
    if not tree:
        return
    yield '<section class="part" id="codes"><h2>Codes</h2><ul class="codes">'
    for depth, code, held in tree:
        deep = f' class="deep{min(depth, _DEEPEST)}"' if depth else ""
        about = f' <span class="soft">{text(code.description)}</span>' if code.description else ""
        places = " ".join(key(facts, one) for one in held)
        yield f'<li{deep}><span class="chip">{text(code.name)}</span>{about} {places}</li>'
    yield "</ul></section>"


def _record(facts: Facts) -> Iterator[str]:
    if not facts.everything:
        return
    yield '<section class="part" id="record"><h2>Who marked what, and when</h2>'
    yield '<div class="scroll" role="region" aria-label="Record" tabindex="0">'
    yield '<table class="record"><thead><tr>'
    yield _heads(("No.", "Words", "By", "Created", "Changed", "Proposed by", "Id"))
    yield "</tr></thead><tbody>"
    for one in facts.everything:
        cells = (one.creator, one.created, one.modified, origin_of(one), one.id)
        yield (
            f'<tr><td>{key(facts, one)}</td><td dir="auto">{short(one)}</td>'
            + "".join(f"<td>{_moment(cell)}</td>" for cell in cells)
            + "</tr>"
        )
    yield "</tbody></table></div></section>"


def _heads(names: Iterable[str]) -> str:
    return "".join(f'<th scope="col">{name}</th>' for name in names)


FORMAT = Format(
    name="html",
    title="HTML report, one file to read and print",
    suffix=".html",
    lossless=False,
    write=write,
    losses=losses,
    holds=holds,
)
