"""Keys of the API: who may do what, and how often."""

import io
import json
import logging
import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from keyed import bearer, error_of, get, make_key, publish

from search_app import create_app
from search_app.access import rates
from search_app.access.keys import Key, Role
from search_app.access.store import NAME, KeyStore
from search_app.logs import log_as_json, without_keys
from search_app.settings import Settings, SettingsError

SEARCH = "/api/v1/search?q=harvest"
ORIGIN = "https://paper.example"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("keys")
    publish(made)
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return create_app(Settings(data=folder)).test_client()


@pytest.fixture(scope="module")
def closed(folder: Path) -> FlaskClient:
    return create_app(Settings(data=folder, api_keys="required")).test_client()


@pytest.fixture(scope="module")
def reader(folder: Path) -> str:
    return make_key(folder, "reader")


def test_without_the_setting_no_key_is_needed(client: FlaskClient) -> None:
    assert client.get(SEARCH).status_code == 200


def test_with_the_setting_only_requests_with_a_key_are_answered(closed: FlaskClient, reader: str) -> None:
    refused = closed.get(SEARCH)
    assert error_of(refused) == (401, "key-required")
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert get(closed, SEARCH, reader).json["total"] > 0
    assert closed.get(f"{SEARCH}&key={reader}").json["total"] > 0
    for path in ("/", "/healthz", "/opensearch/suggest?q=ha", "/results.csv"):
        assert closed.get(path).status_code == 200
    for path in ("/api/v1/suggest?q=ha", "/api/v1/articles/fa-1", "/api/v1/status", "/api/v1/nowhere"):
        assert error_of(closed.get(path)) == (401, "key-required")


def test_pages_and_their_suggestions_need_no_key(closed: FlaskClient) -> None:
    page = closed.get("/?q=harvest")
    assert page.status_code == 200
    address = re.search(r'data-suggest="([^"]+)"', page.text)
    assert address
    answer = closed.get(f"{address[1]}?q=ha")
    assert answer.status_code == 200
    assert answer.json["query"] == "ha"


@pytest.mark.parametrize(
    "wrong", ["nonsense", "fk_00000000_" + "A" * 43, "fk_é", "' OR 1=1 --", "fk_00000000_\x00", "x" * 5000]
)
def test_a_wrong_key_is_refused_even_where_none_is_needed(client: FlaskClient, wrong: str) -> None:
    assert error_of(client.get("/api/v1/search", query_string={"key": wrong})) == (401, "key-invalid")


def test_the_right_id_with_another_secret_is_refused(client: FlaskClient, reader: str) -> None:
    last = "A" if reader[-1] != "A" else "B"
    assert error_of(get(client, SEARCH, reader[:-1] + last)) == (401, "key-invalid")


def test_other_schemes_are_ignored_because_a_proxy_may_use_them(
    client: FlaskClient, closed: FlaskClient
) -> None:
    basic = {"Authorization": "Basic cmVhZGVyOnNlY3JldA=="}
    assert client.get(SEARCH, headers=basic).status_code == 200
    assert error_of(closed.get(SEARCH, headers=basic)) == (401, "key-required")


def test_a_write_key_must_not_be_part_of_an_address(client: FlaskClient, folder: Path) -> None:
    writer = make_key(folder, "in address", "write")
    assert error_of(client.get(f"{SEARCH}&key={writer}")) == (403, "key-forbidden")
    assert get(client, SEARCH, writer).status_code == 200


def test_a_revoked_key_stops_at_once_in_every_process(folder: Path, client: FlaskClient) -> None:
    key, other = make_key(folder, "short"), create_app(Settings(data=folder)).test_client()
    assert [get(one, SEARCH, key).status_code for one in (client, other)] == [200, 200]
    KeyStore(folder).revoke("short")
    assert [error_of(get(one, SEARCH, key)) for one in (client, other)] == [(401, "key-invalid")] * 2


def test_only_the_hash_is_stored_and_only_the_owner_can_read_it(folder: Path, reader: str) -> None:
    content = (folder / NAME).read_bytes()
    assert reader.encode() not in content
    assert reader.split("_", 2)[2].encode() not in content
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600


def test_a_damaged_file_of_keys_refuses_keys_and_says_nothing_of_paths(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"this is no database, not at all" * 100)
    client = create_app(Settings(data=tmp_path)).test_client()
    answer = get(client, SEARCH, "fk_00000000_" + "A" * 43)
    assert error_of(answer) == (503, "keys-unavailable")
    assert str(tmp_path) not in answer.text


def test_a_folder_without_keys_gets_no_file(tmp_path: Path) -> None:
    assert KeyStore(tmp_path).find("fk_00000000_" + "A" * 43) is None
    assert list(tmp_path.iterdir()) == []


def test_keys_in_a_folder_that_cannot_be_written_are_read(folder: Path, reader: str) -> None:
    with closing(sqlite3.connect(f"file:{folder / NAME}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert KeyStore(folder).find(reader).name == "reader"


def test_origins_of_a_key(client: FlaskClient, folder: Path) -> None:
    key = make_key(folder, "paper", origins=(ORIGIN,))
    own = client.get(SEARCH, headers=bearer(key, Origin=ORIGIN))
    assert (own.status_code, own.headers["Access-Control-Allow-Origin"]) == (200, ORIGIN)
    assert {"Origin", "Authorization"} <= set(own.vary)
    other = client.get(SEARCH, headers=bearer(key, Origin="https://other.example"))
    assert error_of(other) == (403, "key-forbidden")
    assert "Access-Control-Allow-Origin" not in other.headers
    assert get(client, SEARCH, key).status_code == 200


def test_an_answer_to_a_key_is_not_kept_for_others(client: FlaskClient, reader: str) -> None:
    control = get(client, SEARCH, reader).cache_control
    assert (control.private, control.public) == (True, False)
    assert client.get(SEARCH).cache_control.public


def test_roles_include_those_before_them() -> None:
    assert [role.includes(Role.WRITE) for role in Role] == [False, True, True]


def test_a_rate_is_counted_and_announced(client: FlaskClient, folder: Path) -> None:
    key = make_key(folder, "slow", rate="3/hour")
    answers = [get(client, SEARCH, key) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"api";q=3;w=3600'
    assert [one.headers["RateLimit"].split(";")[1] for one in answers] == ["r=2", "r=1", "r=0", "r=0"]
    assert "Retry-After" not in answers[0].headers
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 3600
    assert error_of(answers[3]) == (429, "rate-limited")
    assert client.get(SEARCH).status_code == 200


def test_readers_of_one_key_are_counted_one_by_one(client: FlaskClient, folder: Path) -> None:
    key = make_key(folder, "page", rate="1/hour")
    found = [
        client.get(SEARCH, headers=bearer(key), environ_base={"REMOTE_ADDR": address}).status_code
        for address in ("10.0.0.1", "10.0.0.2", "10.0.0.1", "2001:db8::1", "2001:db8::2")
    ]
    assert found == [200, 200, 429, 200, 429]


def test_the_requests_of_a_write_key_are_counted_together(client: FlaskClient, folder: Path) -> None:
    key = make_key(folder, "cms", "write", rate="1/hour")
    found = [
        client.get(SEARCH, headers=bearer(key), environ_base={"REMOTE_ADDR": address}).status_code
        for address in ("10.0.0.1", "10.0.0.2")
    ]
    assert found == [200, 429]


@pytest.mark.parametrize(("proxies", "codes"), [(0, [200, 429, 429]), (1, [200, 429, 200])])
def test_a_proxy_names_the_client_only_if_the_settings_say_so(
    folder: Path, proxies: int, codes: list[int]
) -> None:
    client = create_app(Settings(data=folder, proxies=proxies, api_rate="1 per hour")).test_client()
    sent = ("9.9.9.9, 10.0.0.1", "8.8.8.8, 10.0.0.1", "10.0.0.2")
    found = [client.get(SEARCH, headers={"X-Forwarded-For": value}).status_code for value in sent]
    assert found == codes
    assert client.get("/").status_code == 200


def test_more_is_allowed_when_the_window_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    counted, now = rates.Rates(), [1000.0]
    monkeypatch.setattr(
        "limits.storage.memory.time", SimpleNamespace(time=lambda: now[0], sleep=lambda _: None)
    )
    monkeypatch.setattr("time.time", lambda: now[0])
    assert [counted.take("1/minute", "a").allowed for _ in range(2)] == [True, False]
    now[0] += 121
    assert counted.take("1/minute", "a").allowed


def test_keys_are_not_logged(folder: Path, reader: str) -> None:
    root, stream = logging.getLogger(), io.StringIO()
    level, handler = root.level, log_as_json(stream)
    try:
        client = create_app(Settings(data=folder, log="json")).test_client()
        client.get(f"{SEARCH}&key={reader}&page=1")
        client.get(f"{SEARCH}&%6bey={reader}")
        client.get("/api/v1/search?key=fk_wrong")
        client.get(SEARCH, headers=bearer(reader))
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert [json.loads(line)["query"] for line in stream.getvalue().splitlines()] == [
        "q=harvest&key=[key]&page=1", "q=harvest&%6bey=[key]", "key=[key]", "q=harvest",
    ]  # fmt: skip
    assert reader not in stream.getvalue()


def test_other_parameters_stay_in_the_log() -> None:
    assert without_keys("q=key%3D1&keys=2&monkey=3&key=4&key") == "q=key%3D1&keys=2&monkey=3&key=[key]&key"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_KEYS", "yes"),
        ("API_RATE", "many"),
        ("API_RATE", "0/minute"),
        ("PROXIES", "-1"),
        ("PROXIES", "one"),
    ],
)
def test_settings_are_checked(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"FEHREST_{name}"):
        Settings.load({f"FEHREST_{name}": value})


def test_a_key_has_256_random_bits(folder: Path) -> None:
    found = {make_key(folder, f"random {number}").split("_", 2)[2] for number in range(3)}
    assert len(found) == 3
    assert all(len(secret) == 43 for secret in found)


def test_a_key_is_a_row_without_its_secret(folder: Path, reader: str) -> None:
    [key] = [key for key in KeyStore(folder).all() if key.name == "reader"]
    assert isinstance(key, Key)
    assert reader not in repr(key)
