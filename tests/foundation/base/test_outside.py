"""Other sites are asked through a guard: a server on a thread, and names that lead where we say."""

import socket
import threading

import pytest

from foundation.base import outside
from foundation.base.errors import RuleError
from tests.factories.upkeep import OPEN, serving

INSIDE = [
    "127.0.0.1", "127.8.8.8", "10.0.0.7", "172.16.3.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1",
    "fe80::1%eth0", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
    "2002:7f00:1::", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "2001:0:1::1", "2001:db8::1", "no address",
]  # fmt: skip


def refused(url, network, **options):
    with pytest.raises(RuleError) as refusal:
        outside.ask(url, network=network, **options)
    return refusal.value.code


def test_a_site_is_asked_by_name_at_the_address_that_was_looked_at():
    with serving({"/a?b=c": (200, {}, b"Hello")}) as (network, server, gone_to):
        answer = outside.ask("http://site.example/a?b=c", network=network)

    assert (answer.status, answer.body) == (200, b"Hello")
    assert gone_to == [(OPEN, 80)]
    headers = server.asked[0][2]
    assert headers["Host"] == "site.example"
    assert "/contact/" in headers["User-Agent"]


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_not_asked(address):
    with serving({}, names={"evil.example": address}) as (network, server, gone_to):
        assert refused("http://evil.example/", network) == "inside"

    assert gone_to == []
    assert server.asked == []


def test_all_addresses_of_a_name_are_looked_at():
    network = outside.Network(lambda host, port: [OPEN, "10.0.0.1"], pytest.fail)

    assert refused("https://evil.example/", network) == "inside"


def test_an_address_in_numbers_is_looked_up_like_a_name():
    for host in ("2130706433", "0x7f.1", "127.1", "localhost"):
        assert refused(f"http://{host}/", outside.INTERNET) in {"inside", "name"}


def test_a_redirect_is_looked_at_like_the_first_step():
    says = {"/": (302, {"Location": "http://metadata.example/latest"}, b"")}
    names = {"metadata.example": "169.254.169.254"}
    with serving(says, names=names) as (network, _server, gone_to):
        assert refused("http://site.example/", network) == "inside"

    assert gone_to == [(OPEN, 80)]


def test_a_name_that_changes_its_mind_is_held_to_the_address_looked_at():
    # Once it leads outside, from then on inside: it is looked up once for a step, and never again.
    with serving({"/": (200, {}, b"")}, names={"evil.example": [OPEN, "127.0.0.1"]}) as (
        network,
        _server,
        gone_to,
    ):
        assert outside.ask("http://evil.example/", network=network).status == 200

    assert gone_to == [(OPEN, 80)]


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "gopher://x.example/", "ftp://x.example/", "http://x.example:6379/"]
)  # fmt: skip
def test_a_redirect_cannot_leave_the_web(location):
    with serving({"/": (301, {"Location": location}, b"")}) as (network, _server, _gone_to):
        assert refused("http://site.example/", network) == "address"


@pytest.mark.parametrize(
    "url",
    [
        "", "site.example", "//site.example", "ftp://site.example/", "http://", "http://:80/",
        "javascript:alert(1)", "http://user:secret@site.example/", "http://site.example:22/",
        "http://[::1", "http://site.example:99999/", "http://" + "a" * 3000, "http://a..b/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_not_looked_up(url):
    assert refused(url, outside.Network(pytest.fail, pytest.fail)) == "address"


def test_an_address_cannot_add_a_header():
    with serving({}) as (network, server, _gone_to):
        outside.ask("http://site.example/\r\nX-Evil: 1\r\n\r\n", network=network)

    assert "X-Evil" not in server.asked[0][2]


def test_redirects_end():
    with serving({"/": (302, {"Location": "/"}, b"")}) as (network, server, _gone_to):
        assert refused("http://site.example/", network) == "redirects"

    assert len(server.asked) == outside.MOST_REDIRECTS + 1


def test_only_what_moved_for_good_has_a_new_address():
    says = {
        "/": (301, {"Location": "/b"}, b""),
        "/b": (308, {"Location": "http://new.example/c"}, b""),
        "/c": (200, {}, b""),
        "/d": (302, {"Location": "/c"}, b""),
    }
    with serving(says) as (network, _server, _gone_to):
        moved = outside.ask("http://site.example/", network=network)
        lent = outside.ask("http://site.example/d", network=network)

    assert moved.moved_to == "http://new.example/c"
    assert (lent.status, lent.moved_to) == (200, "")


def test_a_flood_is_not_read():
    with serving({"/": (200, {}, b"x" * 5000)}) as (network, _server, _gone_to):
        assert refused("http://site.example/", network, most_bytes=4999) == "large"
        assert (
            len(outside.ask("http://site.example/", network=network, most_bytes=5000).body) == 5000
        )


def test_a_site_that_answers_letter_by_letter_is_not_waited_for():
    ours, theirs = socket.socketpair()
    stop = threading.Event()

    def drip():
        try:
            while not stop.wait(0.02):
                theirs.sendall(b"H")
        except OSError:
            pass

    thread = threading.Thread(target=drip)
    thread.start()
    network = outside.Network(lambda host, port: [OPEN], lambda *where: ours)
    try:
        assert refused("http://slow.example/", network, within=0.2) == "slow"
    finally:
        stop.set()
        thread.join()
        theirs.close()


def test_a_name_nobody_knows_and_a_port_nobody_listens_at_are_told_apart():
    def no(*where):
        raise ConnectionRefusedError(111, "Connection refused")

    with serving({}, names={"gone.example": ""}) as (network, _server, _gone_to):
        assert refused("http://gone.example/", network) == "name"
    assert refused("http://x.example/", outside.Network(lambda host, port: [OPEN], no)) == "silent"


def test_what_is_no_answer_of_a_site_is_refused():
    ours, theirs = socket.socketpair()
    theirs.sendall(b"SSH-2.0-OpenSSH\r\n")
    theirs.close()
    network = outside.Network(lambda host, port: [OPEN], lambda *where: ours)

    assert refused("http://odd.example/", network) == "silent"
