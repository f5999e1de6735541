import pytest

from search_app import create_app
from search_app.hosts import open_to_others
from search_app.settings import Settings, SettingsError


@pytest.fixture
def strict(data):
    return create_app(Settings(data=data, hosts="search.example, .paper.example")).test_client()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("search.example", 200),
        ("search.example:8000", 200),
        ("SEARCH.example", 200),
        ("old.paper.example", 200),
        ("evil.example", 400),
        ("notpaper.example", 400),
        ("", 400),
    ],
)
def test_other_hosts_are_refused(strict, host: str, status: int) -> None:
    for path in ("/robots.txt", "/?q=bridge", "/api/v1/search?q=bridge"):
        with strict.get(path, headers={"Host": host}) as answer:
            assert answer.status_code == status, path
            assert "evil" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_supervisors_ask_by_any_address(strict, path: str) -> None:
    assert strict.get(path, headers={"Host": "10.1.2.3:8000"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/robots.txt", "/sitemap.xml", "/results.atom", "/opensearch.xml", "/?q=bridge"]
)
def test_what_holds_the_name_of_the_host_varies_by_it(client, data, path: str) -> None:
    assert "Host" in client.get(path).vary
    fixed = create_app(Settings(data=data, base_url="https://find.example")).test_client()
    with fixed.get(path) as answer:
        assert "Host" not in answer.vary


def test_what_holds_no_name_of_a_host_does_not_vary(client) -> None:
    assert "Host" not in client.get("/api/v1/search?q=bridge").vary


@pytest.mark.parametrize(
    ("given", "warns"),
    [
        ({}, False),
        ({"host": "localhost"}, False),
        ({"host": "::1"}, False),
        ({"host": "10.1.2.3"}, True),
        ({"host": "::"}, True),
        ({"host": "search.example"}, True),
        ({"host": "10.1.2.3", "base_url": "https://find.example"}, False),
        ({"host": "10.1.2.3", "hosts": "find.example"}, False),
    ],
)
def test_a_warning_where_others_can_name_any_host(given, warns: bool) -> None:
    assert (open_to_others(Settings(**given)) is not None) == warns


NONSENSE = [
    ("FEHREST_BASE_URL", "https://x y/"),
    ("FEHREST_BASE_URL", "https://name:word@x.example"),
    ("FEHREST_BASE_URL", "https://x.example:99999"),
    ("FEHREST_BASE_URL", 'https://x.example/"><b>'),
    ("FEHREST_BASE_URL", "https://x.example/\n"),
    ("FEHREST_HOST", "http://127.0.0.1"),
    ("FEHREST_HOST", "127.0.0.1:8000"),
    ("FEHREST_HOST", "two words"),
    ("FEHREST_HOSTS", "a.example,,b.example"),
    ("FEHREST_HOSTS", "https://a.example"),
    ("FEHREST_METRICS", "9100"),
    ("FEHREST_METRICS", "127.0.0.1:"),
    ("FEHREST_METRICS", "127.0.0.1:70000"),
    ("FEHREST_METRICS", "::1:9100"),
    ("FEHREST_CONTACT", "the editor"),
    ("FEHREST_CONTACT", "a@b\r\nX: 1"),
    ("FEHREST_LOG", "xml"),
]


@pytest.mark.parametrize(("name", "text"), NONSENSE)
def test_nonsense_is_refused_with_the_name_of_the_setting(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=rf"{name} is .*; use "):
        Settings.load({name: text})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("FEHREST_BASE_URL", "http://[::1]:8000/archive/"),
        ("FEHREST_HOST", "::"),
        ("FEHREST_HOSTS", "a.example, .b.example,127.0.0.1"),
        ("FEHREST_METRICS", "[::1]:0"),
        ("FEHREST_CONTACT", "mailto@paper.example"),
        ("FEHREST_CONTACT", "https://paper.example/contact"),
        ("FEHREST_LOG", "json"),
    ],
)
def test_what_makes_sense_is_taken(name: str, text: str) -> None:
    assert getattr(Settings.load({name: text}), name.removeprefix("FEHREST_").lower()) == text
