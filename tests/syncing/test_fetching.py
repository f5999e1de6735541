import contextlib
import gzip
import socket
import threading
import time
from dataclasses import replace

import pytest
from syncing_support import QUICK
from wordpress_site import Site, Trouble, stories

from indexer.fetching import Fetcher, FetchError, FetchOptions, ForbiddenAddressError, GoneError
from indexer.fetching.addresses import is_public, parse_target, resolve
from indexer.fetching.bodies import HalfBodyError, TooLargeError, unpack


@pytest.fixture
def site():
    with Site(stories(3)) as site:
        yield site


@pytest.fixture
def fetcher():
    with Fetcher(QUICK) as fetcher:
        yield fetcher


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("10.0.0.8", False),
        ("172.16.3.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("239.1.2.3", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2001:db8::1", False),
        ("::127.0.0.1", False),
        ("::10.0.0.1", False),
        ("::ffff:0:127.0.0.1", False),
        ("5f00::1", False),
        ("3fff::1", False),
        ("64:ff9b::8.8.8.8", True),
        ("no address", False),
    ],
)
def test_public_addresses(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://127.1:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://0:{port}/",
    ],
)
def test_a_private_address_is_never_asked(site, url):
    port = site.url.rpartition(":")[2]
    with Fetcher(replace(QUICK, private=False)) as fetcher, pytest.raises(ForbiddenAddressError):
        fetcher.get(url.format(port=port))
    assert site.requests == []


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "file:///etc/hosts", "http://", "http://[", "gopher://x"]
)
def test_what_is_no_address_of_a_page(url, fetcher):
    with pytest.raises(ForbiddenAddressError):
        fetcher.get(url)


def test_a_name_that_changes_its_meaning_leads_nowhere_else(site, monkeypatch):
    """The check sees a public address; a second look-up by the connection would see the private one."""
    answers = [[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.0.9", 80))]]
    real = socket.getaddrinfo

    def rebinding(host, *rest, **named):
        if host == "rebinding.example":
            return answers.pop(0) if answers else real("127.0.0.1", *rest, **named)
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    port = site.url.rpartition(":")[2]
    options = replace(QUICK, private=False, connect=0.2, tries=1)
    with Fetcher(options) as fetcher, pytest.raises(FetchError):
        fetcher.get(f"http://rebinding.example:{port}/")
    assert site.requests == []


def test_one_private_address_among_public_ones_forbids_all(monkeypatch):
    found = [(2, 1, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.1.2.3")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(ForbiddenAddressError, match=r"10\.1\.2\.3.*FEHREST_PRIVATE_ADDRESSES"):
        resolve(parse_target("http://two.example/"), private=False)


def test_redirects_are_followed_and_their_targets_checked(site, fetcher):
    site.troubles.append(Trouble("/old/", "redirect", 9, "/story-1/"))
    assert fetcher.get(f"{site.url}/old/").url == f"{site.url}/story-1/"
    # The first host counts as public here; the one to which it redirects does not.
    options = replace(QUICK, private=False, public=lambda address: address == "127.0.0.1")
    site.troubles.append(Trouble("/out/", "redirect", 9, "http://[::1]:9/secret"))
    with Fetcher(options) as careful, pytest.raises(ForbiddenAddressError, match="::1"):
        careful.get(f"{site.url}/out/")


@pytest.mark.parametrize("target", ["/loop/", "/loop/?again", "//"])
def test_redirects_that_do_not_end(site, fetcher, target):
    site.troubles.append(Trouble("/", "redirect", 99, target))
    with pytest.raises(FetchError, match="redirect"):
        fetcher.get(f"{site.url}/loop/")
    assert len(site.requests) <= 12


def test_ever_new_redirects_end(site):
    class Endless(Trouble):
        @property
        def value(self):
            return f"/more/{len(site.requests)}/"

        @value.setter
        def value(self, _):
            pass

    site.troubles.append(Endless("/more/", "redirect", 99))
    with Fetcher(QUICK) as fetcher, pytest.raises(FetchError, match="more than 10 times"):
        fetcher.get(f"{site.url}/more/")


def test_gone_and_other_refusals(site, fetcher):
    with pytest.raises(GoneError):
        fetcher.get(f"{site.url}/nothing/")
    site.troubles.append(Trouble("/secret/", "status", 9, "403"))
    with pytest.raises(FetchError, match="403"):
        fetcher.get(f"{site.url}/secret/")
    assert len(site.asked("/secret/")) == 1


def test_after_the_last_try_it_says_so(site, fetcher):
    site.troubles.append(Trouble("/", "status", 99, "503"))
    with pytest.raises(FetchError, match="503, after 5 tries"):
        fetcher.get(site.url)
    assert len(site.requests) == 5


def test_retry_after_is_kept(site, fetcher):
    site.troubles.append(Trouble("/", "status", 1, "429 1"))
    started = time.monotonic()
    assert fetcher.get(site.url).status == 200
    assert time.monotonic() - started >= 1.0


@pytest.mark.parametrize("after", ["3600", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_site_that_asks_for_too_long_is_left(site, fetcher, after):
    site.troubles.append(Trouble("/", "status", 1, f"503 {after}"))
    with pytest.raises(FetchError, match="asks to wait"):
        fetcher.get(site.url)


@pytest.mark.parametrize("after", ["soon", "-5", "1e999", "nan", "\u0663"])
def test_a_pause_that_makes_no_sense_is_passed_over(site, fetcher, after):
    site.troubles.append(Trouble("/", "status", 1, f"503 {after}"))
    assert fetcher.get(site.url).status == 200


def test_a_body_that_is_too_large(site, fetcher):
    site.posts[101].extra = "<p>plum</p>" * 200_000
    with pytest.raises(FetchError, match=r"larger than 1 MB"):
        fetcher.get(f"{site.url}/story-1/", max_bytes=1024 * 1024)


def test_a_body_that_drips_in(site):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            connection, _ = server.accept()
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            with connection, contextlib.suppress(OSError):
                while True:
                    connection.sendall(b"x")
                    time.sleep(0.05)

        dripping = threading.Thread(target=drip)
        dripping.start()
        options = replace(QUICK, total=0.4, tries=1)
        with Fetcher(options) as fetcher, pytest.raises(FetchError, match="in time"):
            fetcher.get(f"http://127.0.0.1:{server.getsockname()[1]}/")
        dripping.join()


def test_headers_that_drip_in():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while True:
                    connection.sendall(b"x")
                    time.sleep(0.05)

        dripping = threading.Thread(target=drip)
        dripping.start()
        options = replace(QUICK, total=0.4, tries=1)
        with Fetcher(options) as fetcher, pytest.raises(FetchError, match=r"took too long|in time"):
            fetcher.get(f"http://127.0.0.1:{server.getsockname()[1]}/")
        dripping.join()


def test_validators_are_sent(site, fetcher):
    first = fetcher.get(f"{site.url}/story-1/")
    again = fetcher.get(f"{site.url}/story-1/", validators=first.validators)
    assert (again.status, again.content, again.unchanged) == (304, b"", True)


def test_requests_to_one_host_are_kept_apart(site):
    with Fetcher(replace(QUICK, delay=0.2)) as fetcher:
        started = time.monotonic()
        for _ in range(3):
            fetcher.get(f"{site.url}/story-1/")
    assert time.monotonic() - started >= 0.4


def test_robots(site, fetcher):
    site.robots = (
        "User-agent: *\nDisallow: /private/\nDisallow: /*.pdf$\nCrawl-delay: 0.1\nSitemap: http://x/s.xml"
    )
    robots = fetcher.robots(f"{site.url}/a")
    assert robots.allows(f"{site.url}/story-1/")
    assert not robots.allows(f"{site.url}/private/x")
    assert not robots.allows(f"{site.url}/a.pdf")
    assert (robots.delay, robots.sitemaps) == (0.1, ["http://x/s.xml"])
    fetcher.robots(f"{site.url}/b")
    assert len(site.asked("robots.txt")) == 1


@pytest.mark.parametrize(("status", "allowed"), [("404", True), ("403", True), ("500", False)])
def test_robots_that_cannot_be_had(site, fetcher, status, allowed):
    site.troubles.append(Trouble("robots.txt", "status", 99, status))
    assert fetcher.robots(site.url).allows(f"{site.url}/story-1/") is allowed


def test_connections_are_kept(site, fetcher, monkeypatch):
    connected = []
    real = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: connected.append(a) or real(*a, **k))
    for _ in range(3):
        fetcher.get(f"{site.url}/story-1/")
    fetcher.get(f"{site.url}/wp-json/wp/v2/posts")
    assert len(site.requests) == 4
    assert len(connected) <= 1


def test_packed_bodies():
    text = b"plums and quinces " * 100
    assert unpack(gzip.compress(text), 10_000) == text
    assert unpack(gzip.compress(text) + gzip.compress(text), 10_000) == text * 2
    assert unpack(gzip.compress(text) + b"\0\0\0", 10_000) == text
    with pytest.raises(HalfBodyError):
        unpack(gzip.compress(text)[:-9], 10_000)
    with pytest.raises(HalfBodyError):
        unpack(b"no gzip at all", 10_000)
    with pytest.raises(TooLargeError):
        unpack(gzip.compress(b"\0" * 50_000_000), 10_000)


def test_the_user_agent_says_whom_to_ask():
    assert FetchOptions(contact="news@example.org").user_agent.endswith("(+news@example.org)")


def test_a_contact_that_is_no_header(site):
    with Fetcher(replace(QUICK, contact="کتابخانه\r\nX: y")) as fetcher:
        assert fetcher.get(site.url).status == 200
    assert any("(+???????? X: y)" in agent for agent in site.agents)
