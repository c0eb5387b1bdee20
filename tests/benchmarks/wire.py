"""A browser that costs nearly nothing: one connection, kept alive, and a jar of cookies."""

import re
import socket
import zlib
from urllib.parse import urlencode

COOKIE = re.compile(rb"set-cookie: ([^=]+)=([^;]*)", re.IGNORECASE)
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
PLACE = re.compile(rb"location: (\S+)", re.IGNORECASE)
ENDED = (ConnectionError, TimeoutError)


class Browser:
    """Asks for pages as a browser does, with gzip, and reads the whole answer."""

    def __init__(self, port):
        self.port = port
        self.link = None
        self.requests = self.bytes = 0
        self.forget()

    def forget(self):
        """Be somebody else, on the same connection."""
        self.cookies = {}

    def get(self, path):
        """Status, the address it leads to (or ""), and the page."""
        return self._ask(b"GET", path, b"")

    def post(self, path, sent):
        return self._ask(b"POST", path, urlencode(sent).encode())

    def glance(self, path):
        """Status alone: the page is read, not opened."""
        head, _body = self._answer(self._request(b"GET", path, b""))
        return int(head[9:12])

    def _ask(self, method, path, body):
        head, page = self._answer(self._request(method, path, body))
        for name, value in COOKIE.findall(head):
            self.cookies[name] = value
        if b"content-encoding: gzip" in head.lower():
            page = zlib.decompress(page, wbits=31)
        place = PLACE.search(head)
        return int(head[9:12]), place[1].decode() if place else "", page

    def _request(self, method, path, body):
        lines = [
            b"%b %b HTTP/1.1" % (method, path.encode()),
            b"Host: 127.0.0.1:%d" % self.port,
            b"Accept-Encoding: gzip",
        ]
        if self.cookies:
            pairs = b"; ".join(b"%b=%b" % pair for pair in self.cookies.items())
            lines.append(b"Cookie: " + pairs)
        if method == b"POST":
            lines.append(b"Content-Type: application/x-www-form-urlencoded")
            lines.append(b"Content-Length: %d" % len(body))
        return b"\r\n".join(lines) + b"\r\n\r\n" + body

    def _answer(self, request):
        if self.link is None:
            self.link = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.link.sendall(request)
        got = self.link.recv(65536)
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        head, parts = got[:end], [got[end + 4 :]]
        length = LENGTH.search(head)
        missing = int(length[1]) - len(parts[0]) if length else 0
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        self.requests += 1
        self.bytes += len(head) + sum(map(len, parts))
        return head, b"".join(parts)

    def _more(self):
        more = self.link.recv(65536)
        if not more:
            raise ConnectionError("The server closed the connection.")
        return more
