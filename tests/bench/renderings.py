"""Web pages as plain text, by every tool at hand: what people paste or save instead of a page.

inscriptis and html2text are used when they can be imported, lynx and w3m when they are on the
path, and a writer of our own does what copying from a browser does: no indents, no bullets.
"""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from lxml import html

_HIDDEN = {"script", "style", "noscript", "template", "head", "svg", "iframe", "select"}
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "em", "font", "i", "img"}
    | {"input", "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u"}
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def page_of(raw: bytes) -> str:
    """The page's source, decoded as it declares."""
    declared = _CHARSET.search(raw[:4096])
    for charset in (declared[1].decode() if declared else "utf-8", "utf-8"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("cp1252", "replace")


def renderers() -> dict[str, Callable[[str], str]]:
    """Whatever can turn a page into text here, by name."""
    found: dict[str, Callable[[str], str]] = {"plain": plain}
    for name in ("inscriptis", "html2text"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        found[name] = _caller(module, "get_text" if name == "inscriptis" else "html2text")
    if shutil.which("lynx"):
        found["lynx"] = lambda page: _run(page, "lynx", "-dump", "-width=80")
        found["lynx-nolist"] = lambda page: _run(page, "lynx", "-dump", "-nolist", "-width=100")
    if shutil.which("w3m"):
        found["w3m"] = lambda page: _run(page, "w3m", "-dump", "-O", "utf-8", "-T", "text/html")
    return found


def _caller(module: ModuleType, name: str) -> Callable[[str], str]:
    function: Callable[[str], str] = getattr(module, name)
    return function


def _run(page: str, tool: str, *arguments: str) -> str:
    page = re.sub(r"<meta[^>]*charset[^>]*>", "", page, flags=re.IGNORECASE)
    if tool == "lynx":
        arguments += ("-assume_charset=utf-8", "-display_charset=utf-8", "-force_html")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text('<meta charset="utf-8">' + page, encoding="utf-8", errors="replace")
        done = subprocess.run(
            [tool, *arguments, str(path)], capture_output=True, timeout=60, check=False
        )
    return done.stdout.decode("utf-8", "replace")


def plain(page: str) -> str:
    """The words of *page* as they are copied from a browser's window."""
    parts: list[str] = []
    _write(html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", page)), parts)
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _write(element: html.HtmlElement, parts: list[str]) -> None:
    tag = element.tag
    if isinstance(tag, str) and tag not in _HIDDEN:
        edge = "" if tag in _INLINE else "\n\n" if tag in {"p", "h1", "h2", "h3"} else "\n"
        parts.append("\n" if tag == "br" else edge)
        parts.append(" ".join((element.text or "").split("\n")))
        for child in element:
            _write(child, parts)
        parts.append(edge)
    parts.append(" ".join((element.tail or "").split("\n")))
