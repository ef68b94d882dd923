"""Fetching: public hosts only, redirects told, no more than the cap. Our own server answers."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from store.errors import InputError
from store.importers import fetching
from store.importers.fetching import fetch, public_address
from store.importers.readings import Context
from store.importers.registry import read_all

PAGE = "<title>Brücke</title><p>Die Brücke über die Förde hält.</p>".encode("cp1252")

REDIRECTS = {
    "/moved": "/page",
    "/inside": "http://inside.example/secret",
    "/file": "file:///etc/passwd",
    "/round": "/round",
}
BROKEN = {
    "/short": b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + PAGE,
    "/broken": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>Wo\r\nff\r\nrds",
    "/hesitating": b"HTTP/1.1 200 OK\r\nX-",
}


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/page":
            self._send(200, PAGE, **{"Content-Type": "text/html; charset=windows-1252"})
        elif self.path in REDIRECTS:
            self._send(302, b"", Location=REDIRECTS[self.path])
        elif self.path == "/large":
            self._send(200, b"x" * 3000)
        elif self.path == "/dripping":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b"drop")
            self.wfile.flush()
            self.rfile.read(1)  # nothing more until the other side hangs up
        elif self.path in BROKEN:
            self.wfile.write(BROKEN[self.path])
            self.wfile.flush()
            self.close_connection = True
            if self.path == "/hesitating":
                self.rfile.read(1)  # nothing more until the other side hangs up
        elif self.path == "/f%C3%A4hre?um=%C3%BC%20x%2F":
            self._send(200, PAGE, **{"Content-Type": "text/html"})
        elif self.path == "/packed":
            self._send(200, b"x", **{"Content-Encoding": "gzip"})
        else:
            self._send(404, b"gone")

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """`http://site.example:PORT`, which is taken for a public host; inside.example is not."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    real = socket.getaddrinfo
    hosts = {"site.example": "127.0.0.1", "inside.example": "10.0.0.7"}

    def resolve(host: str, *args: Any, **options: Any) -> Any:
        return real(hosts.get(host, host), *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    is_public = fetching._is_public
    monkeypatch.setattr(fetching, "_is_public", lambda a: a == "127.0.0.1" or is_public(a))
    yield f"http://site.example:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_keeps_its_final_address_its_time_and_the_server_s_charset(site: str) -> None:
    told: list[str] = []
    found = fetch(f"{site}/moved", told.append)
    assert told == [f"{site}/moved leads on to {site}/page"]
    assert (found.raw, found.origin.url) == (PAGE, f"{site}/page")
    assert found.origin.name == "page.html"
    assert found.origin.captured and found.origin.captured.endswith("Z")
    (article,) = read_all(found.raw, found.origin, Context())
    assert "Die Brücke über" in getattr(article, "text", "")


def test_a_redirect_to_a_private_network_or_another_scheme_is_refused(site: str) -> None:
    with pytest.raises(InputError, match="private network"):
        fetch(f"{site}/inside", print)
    with pytest.raises(InputError, match="not allowed"):
        fetch(f"{site}/file", print)


def test_more_than_the_cap_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_FETCHED", 1000)
    with pytest.raises(InputError, match="has more than"):
        fetch(f"{site}/large", print)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("gone", "answers 404"),
        ("packed", "packed"),
        ("round", "redirect"),
        ("short", "broke off"),
        ("broken", "can't be fetched"),
    ],
)
def test_what_can_t_be_fetched_is_one_line(site: str, path: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        fetch(f"{site}/{path}", lambda _: None)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",
     "100.64.0.1", "224.0.0.1", "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1",
     "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "::7f00:1", "fec0::1",
     "::ffff:0:7f00:1", "2001:0:5ef5:79fb:0:59c:80ff:fffe"],
)  # fmt: skip
def test_no_address_of_this_machine_or_a_private_network_is_asked(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]
    public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [public, *answer])
    with pytest.raises(InputError, match="private network"):
        public_address("innocent.example", 80)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [public])
    assert public_address("innocent.example", 80) == "93.184.216.34"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "http://", "gopher://x", "http://[bad/"]
)
def test_only_http_and_https_are_fetched(url: str) -> None:
    with pytest.raises(InputError, match="no http or https address"):
        fetch(url, print)


def test_a_site_that_sends_a_little_at_a_time_is_left_after_a_while(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_LONGEST_SECONDS", 0)
    monkeypatch.setattr(fetching, "_SECONDS", 2)
    with pytest.raises(InputError, match="takes more than 0 seconds"):
        fetch(f"{site}/dripping", lambda _: None)


def test_an_address_may_be_written_in_any_script(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = fetch(f"{site}/fähre?um=ü x%2F", lambda _: None)
    assert found.origin.name == "fähre.html"
    asked: list[str] = []

    def resolve(host: str, *_: Any, **__: Any) -> Any:
        asked.append(host)
        raise OSError("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(InputError, match="no such name"):
        fetch("http://fähre.example:8080/", lambda _: None)
    assert asked == ["xn--fhre-loa.example"]
    with pytest.raises(InputError, match="host that is no name"):
        fetch(f"http://{'ä' * 80}.example/", lambda _: None)


def test_no_name_or_password_is_sent_or_told_on() -> None:
    with pytest.raises(InputError, match="are not sent") as caught:
        fetch("http://ada:harbour@post.example/", lambda _: None)
    assert "harbour" not in caught.value.message


def test_a_site_whose_header_never_ends_is_left_after_a_while(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_HEADER_SECONDS", 0.1)
    with pytest.raises(InputError, match="takes more than"):
        fetch(f"{site}/hesitating", lambda _: None)


@pytest.mark.parametrize(
    "host", ["0x7f.1", "2130706433", "0177.0.0.1", "127.1", "[::ffff:7f00:1]", "[::1]", "[::]", "0"]
)
def test_this_machine_is_known_under_every_spelling(host: str) -> None:
    with pytest.raises(InputError, match="this machine or a private network"):
        fetch(f"http://{host}:9/", lambda _: None)


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter(["93.184.216.34", "127.0.0.1"])
    asked: list[str] = []

    def resolve(*_: Any, **__: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))]

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        asked.append(address[0])
        raise OSError("nobody is there")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(InputError, match="nobody is there"):
        fetch("http://turning.example/", lambda _: None)
    assert asked == ["93.184.216.34"]
