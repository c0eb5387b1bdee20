"""Asking other sites, at addresses that strangers may have typed.

Such an address may lead into our own network: to the database, to another service, to the page on
which a cloud tells its machines their passwords. So every step is looked at before anything is
sent: its form, and where its name leads. The connection goes to the very address that was looked at,
since a name may lead elsewhere a moment later. A redirect is a new step.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import IPv6Address, IPv6Network, ip_address
from threading import Timer
from time import monotonic
from typing import Any, Literal, NoReturn
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError

PORTS = {"http": 80, "https": 443}
MOST_REDIRECTS = 5
LONGEST_URL = 2000
WITHIN = 20.0
MOST_BYTES = 1_000_000
MOVED = frozenset({301, 302, 303, 307, 308})
# Addresses of IPv6 that stand for one of IPv4, which is the one that counts (RFC 6052).
TRANSLATED = IPv6Network("64:ff9b::/96")
_URL_SIGNS = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True)
class Network:
    """How names are looked up, and how an address and a port become a connection."""

    resolve: Callable[[str, int], list[str]]
    connect: Callable[[str, int, float], socket.socket]
    trust: ssl.SSLContext | None = None


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in found]


def _connect(address: str, port: int, within: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=within)


INTERNET = Network(_resolve, _connect)


@dataclass(frozen=True)
class Answer:
    """What a site said at the end of its redirects; `moved_to` if all of them are for good."""

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    moved_to: str = ""

    @property
    def is_good(self) -> bool:
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


@dataclass(frozen=True)
class _Step:
    """An address that was looked at: where to connect, and what to say there."""

    url: str
    scheme: str
    host: str
    port: int
    address: str
    target: str


def ask(
    url: str,
    *,
    method: Literal["GET", "HEAD"] = "GET",
    headers: Mapping[str, str] | None = None,
    most_bytes: int = MOST_BYTES,
    within: float = WITHIN,
    network: Network = INTERNET,
) -> Answer:
    """What the site at `url` answers, after at most five redirects and `within` seconds in all.

    Of the body at most `most_bytes` are read. Refusals: "address" for what is no address of the web,
    "inside" for one that leads into a network of our own, "name" where a name leads nowhere, "slow",
    "large", "redirects", "certificate", and "silent" for any other failure to talk to it.
    """
    deadline = monotonic() + within
    moved_to = ""
    for_good = True
    for _number in range(MOST_REDIRECTS + 1):
        step = look_at(url, network)
        answer = _ask(step, method, headers or {}, most_bytes, deadline, network)
        onward = answer.headers.get("location", "")
        if answer.status not in MOVED or not onward:
            return Answer(answer.status, step.url, answer.headers, answer.body, moved_to)
        for_good = for_good and answer.status in {301, 308}
        url = urljoin(step.url, onward)
        moved_to = url if for_good else ""
    return _refuse("redirects", _("it leads on and on to other addresses"))


def look_at(url: str, network: Network = INTERNET) -> _Step:
    """Where `url` leads; refused ("address", "inside", "name") unless that is the open web."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        return _refuse("address", _("this is no address"))
    if parts.scheme not in PORTS or not host or len(url) > LONGEST_URL:
        _refuse("address", _("only addresses with http:// or https:// are asked"))
    if parts.username is not None or parts.password is not None:
        _refuse("address", _("an address must not hold a name or a password"))
    if port != PORTS[parts.scheme]:
        _refuse("address", _("only the usual ports of the web are asked"))
    target = quote(parts.path or "/", safe=_URL_SIGNS)
    if parts.query:
        target += "?" + quote(parts.query, safe=_URL_SIGNS)
    address = _public_address(host, port, network)
    return _Step(f"{parts.scheme}://{host}{target}", parts.scheme, host, port, address, target)


def _public_address(host: str, port: int, network: Network) -> str:
    """The first address of a host, all of which must be in the open."""
    try:
        found = network.resolve(host, port)
    except (OSError, UnicodeError):
        return _refuse("name", _("no such name is known"))
    if not found:
        _refuse("name", _("no such name is known"))
    if not all(is_public(address) for address in found):
        _refuse("inside", _("it leads into a private network"))
    return found[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, whatever it is dressed up as."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.scope_id or ip.teredo:
            return False
        hidden = ip.ipv4_mapped or ip.sixtofour
        if ip in TRANSLATED:
            hidden = ip_address(int(ip) & 0xFFFFFFFF)  # type: ignore[assignment]
        if hidden is not None:
            return is_public(str(hidden))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was looked at, under the name it was asked by."""

    def __init__(self, step: _Step, within: float, network: Network) -> None:
        super().__init__(step.host, step.port, timeout=within)
        self._step, self._network, self._within = step, network, within

    def connect(self) -> None:
        """Connect to that address, and where it is https prove that it is who it says."""
        step = self._step
        plain = self._network.connect(step.address, step.port, self._within)
        self.sock = plain
        if step.scheme == "https":
            trust = self._network.trust or ssl.create_default_context()
            self.sock = trust.wrap_socket(
                plain, server_hostname=step.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def hang_up(self) -> None:
        """End it from another thread: whoever waits for an answer is woken."""
        if self.sock is not None:
            with suppress(OSError):
                # Not the method of a wrapped socket, which would wait for the other side.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def _ask(
    step: _Step,
    method: str,
    headers: Mapping[str, str],
    most_bytes: int,
    deadline: float,
    network: Network,
) -> Answer:
    said = {"User-Agent": user_agent(), "Accept-Encoding": "identity", "Connection": "close"}
    connection = _Pinned(step, max(deadline - monotonic(), 0.1), network)
    with _told(deadline), _ended_by(deadline, connection):
        connection.request(method, step.target, headers=said | dict(headers))
        with closing(connection.getresponse()) as response:
            found = {name.lower(): value for name, value in response.getheaders()}
            body = b""
            if most_bytes and response.status not in MOVED:
                body = response.read(most_bytes + 1)
        if len(body) > most_bytes:
            _refuse("large", _("it answers with more than is read"))
        return Answer(response.status, step.url, found, body)


@contextmanager
def _ended_by(deadline: float, connection: _Pinned) -> Iterator[None]:
    """Whoever sends a letter every few seconds is not waited for: the whole has an end."""
    timer = Timer(max(deadline - monotonic(), 0.0), connection.hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


@contextmanager
def _told(deadline: float) -> Iterator[None]:
    """What went wrong on the line, as a refusal in words."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        _refuse("certificate", error.verify_message)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, TimeoutError) or monotonic() >= deadline:
            _refuse("slow", _("it did not answer in time"))
        words = getattr(error, "strerror", None) or _("it does not speak as a site does")
        _refuse("silent", words)
    if monotonic() >= deadline:
        _refuse("slow", _("it did not answer in time"))


def _refuse(code: str, words: Any) -> NoReturn:
    raise RuleError(str(words)[:200], code=code)


def user_agent() -> str:
    """Who asks, and where to complain."""
    return f"FoundationLinks/1.0 (+{settings.SITE_URL}/contact/)"
