"""Sites on a thread, with names that lead where a test says; links that were asked."""

import socket
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from foundation.base import outside
from projects.models import LinkKind, ProjectLink
from projects.upkeep.models import LinkCheck, ReleaseSource, SourceKind
from tests.factories.governance import make_paper
from tests.factories.maintaining import make_draft
from tests.factories.projects import make_enquiry, make_project

OPEN = "93.184.216.34"


class Site(BaseHTTPRequestHandler):
    """Says what its server was told to say, by path; remembers what it was asked."""

    def do_GET(self):
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        said = self.server.says.get(self.path, (404, {}, b""))
        status, headers, body = (
            said.get(self.command, (405, {}, b"")) if isinstance(said, dict) else said
        )
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            with suppress(ConnectionError):  # whoever asked has read enough
                self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 -- the name that http.server looks for

    def log_message(self, *words):
        pass


@contextmanager
def serving(says, *, names=None):
    """A server that says `says` by path, and a network in which `names` lead to addresses.

    A connection to any address ends at the server. Gives the network, the server (`asked` tells
    what it was asked) and the addresses that were connected to.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.says, server.asked = says, []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    gone_to = []

    def connect(address, port, within):
        gone_to.append((address, port))
        return socket.create_connection(server.server_address, timeout=within)

    def resolve(host, port):
        found = (names or {}).get(host, OPEN)
        found = found.pop(0) if isinstance(found, list) else found
        if not found:
            raise socket.gaierror
        return [found]

    try:
        yield outside.Network(resolve, connect), server, gone_to
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_link(url="http://docs.example/", *, project=None, kind=LinkKind.DOCS, **fields):
    """A link of a project, which is looked after from now on."""
    project = project or make_project()
    link = ProjectLink.objects.create(project=project, kind=kind, url=url)
    return LinkCheck.objects.create(link=link, url=url, host=url.split("/")[2], **fields)


def make_dead(url="http://docs.example/", *, project=None, on, **fields):
    """A link that has not answered for days, up to the day `on`."""
    dead = {"failures": 3, "failed_on": on, "failing_since": on, "dead_since": on}
    return make_link(url, project=project, trouble="the page is not there", **dead | fields)


def make_source(*, project=None, repository=None, **fields):
    """A feed of releases, or the tags of a repository."""
    kind = SourceKind.TAGS if repository else SourceKind.FEED
    defaults = {"kind": kind, "url": "" if repository else "http://code.example/releases.atom"}
    return ReleaseSource.objects.create(
        project=project or make_project(), repository=repository, **defaults | fields
    )


def make_one_of_each_at_projects():
    """An enquiry, a link that is looked after, a source of releases, a paper, a draft."""
    make_enquiry()
    make_link()
    make_source()
    make_paper()
    make_draft()
