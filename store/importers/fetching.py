"""Fetches one address, when asked to and not otherwise: http and https, public hosts only.

Every address a name resolves to is looked at before anything is sent, again after each redirect,
and the connection goes to the very address that was looked at.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import string
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from store.errors import InputError
from store.importers.base import Origin
from store.model import now

MOST_FETCHED = 50 * 1024 * 1024
_SECONDS = 30
_HEADER_SECONDS = 60
_LONGEST_SECONDS = 300
_MOST_REDIRECTS = 10
_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
}
_SUFFIXES = {"html": ".html", "pdf": ".pdf", "epub": ".epub"}
_CHUNK = 256 * 1024
_TRANSLATION = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_TRANSLATION = ipaddress.ip_network("64:ff9b:1::/48")
"""Of IPv4 addresses by a gateway, RFC 6052 and RFC 8215; the second may lead to private ones."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes at an address as they came, and their origin: final address, time, charset."""

    raw: bytes
    origin: Origin


def fetch(url: str, told: Callable[[str], None]) -> Fetched:
    """What stands at *url*; each redirect is *told*. Raises InputError."""
    _check_scheme(url)
    url = _in_ascii(url)
    handlers = (
        urllib.request.ProxyHandler({}),
        _Http(),
        _Https(),
        _Redirects(told),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
    )
    opener = urllib.request.OpenerDirector()
    for handler in handlers:
        opener.add_handler(handler)
    opener.addheaders = [("User-Agent", "postil"), ("Accept-Encoding", "identity")]
    try:
        with opener.open(url, timeout=_SECONDS) as answer:
            return _read(answer, url)
    except InputError:
        raise
    except urllib.error.HTTPError as error:
        error.close()
        raise InputError(f"'{url}' answers {error.code} {error.reason}.") from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, InputError):
            raise error.reason from None
        raise InputError(f"'{url}' can't be fetched ({error.reason}).") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise InputError(f"'{url}' can't be fetched ({error or type(error).__name__}).") from None


def _read(answer: Any, url: str) -> Fetched:
    final = str(answer.geturl())
    packing = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing != "identity":
        raise InputError(f"'{final}' sends its bytes packed ({packing[:20]}), though asked not to.")
    parts: list[bytes] = []
    size, until = 0, time.monotonic() + _LONGEST_SECONDS
    while part := answer.read1(_CHUNK):  # which does not wait for a whole chunk
        parts.append(part)
        size += len(part)
        if size > MOST_FETCHED:
            raise InputError(f"'{final}' has more than {MOST_FETCHED // 2**20} MiB.")
        if time.monotonic() > until:
            raise InputError(f"'{final}' takes more than {_LONGEST_SECONDS} seconds.")
    if answer.length:  # http.client says so only where it is read as a whole
        raise InputError(f"'{final}' broke off before its end. Try again.")
    kind = _TYPES.get(answer.headers.get_content_type())
    name = unquote(urlsplit(final).path).rstrip("/").rpartition("/")[2]
    name = (name or urlsplit(final).hostname or url)[:200]
    if kind and not name.lower().endswith((_SUFFIXES[kind], ".htm", ".xhtml")):
        name += _SUFFIXES[kind]
    charset = answer.headers.get_content_charset()
    return Fetched(b"".join(parts), Origin(name, final, now(), charset))


def _check_scheme(url: str) -> None:
    try:
        parts = urlsplit(url)
        known = parts.scheme.lower() in {"http", "https"} and parts.hostname
    except ValueError:
        known = None
    if not known:
        raise InputError(f"'{url}' is no http or https address; nothing else is fetched.")
    if "@" in parts.netloc:
        raise InputError(
            f"'{parts.hostname}' would be sent a name or password, which are not sent. Take what "
            "stands before the @ out of the address."
        )


def _in_ascii(url: str) -> str:
    """The address as it is sent: people write theirs in any script."""
    parts = urlsplit(url)
    host = parts.netloc
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise InputError(f"'{url}' has a host that is no name ({error}).") from None
    rest = (quote(part, safe=string.punctuation) for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, *rest, ""))


def public_address(host: str, port: int) -> str:
    """An address of *host* that may be asked. Raises InputError when any is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(f"'{host}' can't be found ({error}).") from None
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not _is_public(address.partition("%")[0]):
            raise InputError(
                f"'{host}' is on this machine or a private network ({address}); only public "
                "addresses are fetched."
            )
    return addresses[0]


def _is_public(address: str) -> bool:
    """Whether an address is on the open internet, seen through IPv4 wrapped in IPv6."""
    known = ipaddress.ip_address(address)
    if isinstance(known, ipaddress.IPv6Address):
        wrapped = known.ipv4_mapped or known.sixtofour
        if known in _LOCAL_TRANSLATION:
            return False
        if wrapped is None and known in _TRANSLATION:
            wrapped = ipaddress.IPv4Address(int(known) & 0xFFFFFFFF)
        if wrapped is not None:
            return _is_public(str(wrapped))
        if known.is_site_local:
            return False
    return known.is_global and not known.is_multicast and not known.is_reserved


class _Impatient(http.client.HTTPConnection):
    """Hangs up where the header of an answer takes too long, a byte now and then."""

    late = False

    def getresponse(self) -> http.client.HTTPResponse:
        timer = threading.Timer(_HEADER_SECONDS, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            answer = super().getresponse()
        except (OSError, http.client.HTTPException):
            if not self.late:
                raise
        else:
            if not self.late:
                return answer
            answer.close()
        finally:
            timer.cancel()
        self.close()
        raise InputError(f"'{self.host}' takes more than {_HEADER_SECONDS} seconds to answer.")

    def _hang_up(self) -> None:
        self.late = True
        with contextlib.suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


class _Connection(_Impatient):
    """A connection to the address that was looked at, not to what the name says a moment later."""

    def connect(self) -> None:
        address = public_address(self.host, self.port)
        self.sock = socket.create_connection((address, self.port), self.timeout)


class _SecureConnection(_Impatient, http.client.HTTPSConnection):
    """The same, with the certificate checked against the name."""

    def connect(self) -> None:
        address = public_address(self.host, self.port)
        plain = socket.create_connection((address, self.port), self.timeout)
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(plain, server_hostname=self.host)


class _Http(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, req)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_SecureConnection, req)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https only, and says so."""

    max_redirections = _MOST_REDIRECTS

    def __init__(self, told: Callable[[str], None]) -> None:
        self._told = told

    def redirect_request(
        self, req: urllib.request.Request, *facts: Any
    ) -> urllib.request.Request | None:
        newurl = str(facts[-1])
        _check_scheme(newurl)
        self._told(f"{req.full_url} leads on to {newurl}")
        return super().redirect_request(req, *facts)
