"""Passwords and keys go to the cluster over TLS and nowhere else: not to messages, logs or tracebacks."""

import base64
import logging
import ssl
import traceback
from pathlib import Path

import pytest
import trustme
from click.testing import CliRunner

from engines.opensearch.settings import ClusterSettings
from engines.port.engine import EngineQuery
from engines.port.errors import EngineAccessError, EngineError, EngineUnavailableError
from engines.port.terms import Everything
from engines.registry import open_store
from search_app import create_app
from search_app.cli import main
from search_app.settings import Settings
from tests.cluster.articles import fill
from tests.cluster.asking import ask, free_ports
from tests.cluster.proxy import Answered, proxy
from tests.every_engine import PREFIX, on_node

SECRET = "/".join(("quince+medlar", "8=="))
BASIC = "Basic " + base64.b64encode(f"reader:{SECRET}".encode()).decode()
WAYS = {
    "a key": {"API_KEY": SECRET},
    "a password": {"USER": "reader", "PASSWORD": SECRET},
    "an address": {},
}
IN_ADDRESS = "reader:quince%2Bmedlar%2F8%3D%3D@"
TRACES = ("quince", "medlar", BASIC.removeprefix("Basic "))


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(params=WAYS)
def way(request):
    return request.param


@pytest.fixture(scope="module")
def index(opensearch_3_url):
    name = on_node(opensearch_3_url)
    fill(store())
    yield name
    ask(f"{opensearch_3_url}/{name}-*?expand_wildcards=all", method="DELETE")


@pytest.fixture
def front(opensearch_3_url, index, authority, way, tmp_path, monkeypatch):
    """A node behind TLS that accepts the secret, and the settings to connect in each way."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    expected = f"ApiKey {SECRET}" if way == "a key" else BASIC
    with proxy(opensearch_3_url, context) as made:
        made.rule = lambda asked: None if asked.authorization == expected else Answered(401)
        use(monkeypatch, way, made.url, CA=str(tmp_path / "ca.pem"), INDEX=index)
        yield made


def use(monkeypatch, way, url, **settings):
    for name in ("API_KEY", "USER", "PASSWORD", "CA"):
        monkeypatch.delenv(f"{PREFIX}{name}", raising=False)
    url = url.replace("://", f"://{IN_ADDRESS}") if way == "an address" else url
    for name, value in {**WAYS[way], "URL": url, **settings}.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)


@pytest.fixture
def heard(caplog):
    """Everything that is logged, also by loggers at the lowest level."""
    for name in ("", "opensearch", "opensearchpy.trace", "urllib3", "search_app"):
        caplog.set_level(logging.DEBUG, name)
    return caplog


def store():
    return open_store("opensearch", Path("unused"))


def told(error):
    """Everything that can be read of an error and its causes."""
    chain = [error]
    while (before := chain[-1].__cause__ or chain[-1].__context__) is not None:
        chain.append(before)
    formatted = traceback.format_exception(error)
    return "\n".join([*formatted, *(f"{one!r} {one} {one.args} {vars(one)}" for one in chain)])


def test_with_the_secret_the_cluster_is_reached_over_tls(front):
    fill(store())
    assert store().open().search(EngineQuery(Everything())).total == 29
    assert front.asked
    assert all(asked.authorization for asked in front.asked)


def test_a_wrong_secret_is_told_and_not_shown(front, heard):
    front.rule = lambda _: Answered(401, {"error": {"type": "security_exception", "reason": "no"}})
    with pytest.raises(EngineAccessError) as caught:
        store().exists()
    assert caught.value.code == "engine-access"
    assert f"{PREFIX}PASSWORD" in caught.value.message
    is_silent(told(caught.value), heard.text)


def test_a_host_that_is_not_there_does_not_make_it_shown(way, monkeypatch, heard):
    use(monkeypatch, way, f"https://127.0.0.1:{free_ports(1)[0]}")
    with pytest.raises(EngineUnavailableError) as caught:
        store().exists()
    is_silent(told(caught.value), heard.text, repr(ClusterSettings.load()))


def test_an_authority_that_is_not_trusted_does_not_make_it_shown(front, heard, monkeypatch):
    monkeypatch.delenv(f"{PREFIX}CA")
    with pytest.raises(EngineAccessError, match=f"not trusted.*{PREFIX}CA") as caught:
        store().exists()
    is_silent(told(caught.value), heard.text)


@pytest.mark.parametrize(
    "answered",
    [
        Answered(400, {"error": {"type": "parsing_exception", "reason": "no"}}),
        Answered(403, {"error": {"type": "security_exception", "reason": "no permissions"}}),
        Answered(500, {"error": {"type": "null_pointer_exception", "reason": "no"}}),
        Answered(None),
    ],
    ids=["400", "403", "500", "hangs up"],
)
def test_a_request_that_fails_does_not_make_it_shown(front, heard, answered):
    engine = store().open()
    front.rule = lambda _: answered
    with pytest.raises(EngineError) as caught:
        engine.search(EngineQuery(Everything()))
    with pytest.raises(EngineError) as writing:
        engine.add(())
    is_silent(told(caught.value), told(writing.value), heard.text)
    assert heard.records


@pytest.mark.parametrize("status", [401, 503])
def test_neither_pages_nor_programs_nor_commands_show_it(front, heard, monkeypatch, status, tmp_path):
    fill(store())
    monkeypatch.setenv("FEHREST_ENGINE", "opensearch")
    client = create_app(Settings.load(data=tmp_path)).test_client()
    assert client.get("/readyz").status_code == 200
    front.rule = lambda _: Answered(status, {"error": {"type": "security_exception", "reason": "no"}})
    pages = [client.get(address) for address in ("/readyz", "/?q=bridge", "/api/v1/search?q=bridge")]
    assert {page.status_code for page in pages} == {503}
    done = CliRunner().invoke(main, ["--data", str(tmp_path), "search", "bridge"])
    assert done.exit_code == 1
    assert "Error: " in done.output
    is_silent(*(page.text for page in pages), done.output, heard.text)


def is_silent(*texts):
    for text in texts:
        for trace in TRACES:
            assert trace not in text


def test_the_check_for_traces_would_find_one():
    with pytest.raises(AssertionError):
        is_silent(told(ValueError(f"https://{IN_ADDRESS}127.0.0.1")))
