"""The roles in ``docs/roles`` on a node with OpenSearch's security plugin, over TLS."""

import fnmatch
import json
import re
from datetime import UTC
from pathlib import Path

import pytest
import trustme
from click.testing import CliRunner

from engines.port.engine import EngineQuery
from engines.port.errors import EngineAccessError, EngineBusyError, NoIndexError
from engines.port.terms import Everything
from engines.registry import open_store
from search.documents import index_document
from search_app import create_app
from search_app.cli import main
from search_app.settings import Settings
from tests.cluster.articles import fill, story, written
from tests.cluster.finding import NoOpenSearchError
from tests.cluster.security import SecuredNode

ROLES = Path(__file__).parents[2] / "docs" / "roles"
READER, WRITER = USERS = ("fehrest-reader", "fehrest-writer")
PREFIX = "FEHREST_OPENSEARCH_"
ADDRESSES = (
    "/",
    "/?q=bridge&collapse=0",
    "/?q=bridge&language=en&author=Writer+1&sort=newest",
    "/?q=bridgge",
    "/article/story-3?q=bridge",
    "/facets/author?q=bridge",
    "/api/v1/search?q=bridge&calendar=jalali&explain=1",
    "/api/v1/facets/tag?find=stone",
    "/api/v1/suggest?q=bri",
    "/api/v1/related?id=story-3",
    "/api/v1/articles/story-3",
    "/api/v1/status",
    "/results.csv?q=bridge",
    "/results.atom?q=bridge",
    "/article.bib?id=story-3",
    "/opensearch/suggest?q=bri",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/readyz",
)


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    try:
        made = SecuredNode(tmp_path_factory.mktemp("secured"))
    except NoOpenSearchError as missing:
        pytest.skip(str(missing))
    with made:
        made.give_access()
        made.ask("/diary/_doc/1?refresh=true", {"text": "of somebody else"}, method="PUT")
        made.ask("/fehrestival/_doc/1?refresh=true", {"text": "of a neighbour"}, method="PUT")
        yield made


def wipe(node):
    node.ask("/fehrest-*?expand_wildcards=all", method="DELETE")


@pytest.fixture
def login(node, monkeypatch):
    """Lets the engine connect as a user. The given settings come first."""

    def become(name, **given):
        told = {
            "URL": node.url,
            "USER": name,
            "PASSWORD": node.users[name],
            "CA": str(node.ca),
            "REPLICAS": "0",
        }
        for setting, value in (told | given).items():
            monkeypatch.setenv(f"{PREFIX}{setting}", value)
        return open_store("opensearch", Path("unused"))

    monkeypatch.setenv("FEHREST_ENGINE", "opensearch")
    return become


@pytest.fixture
def empty(node, login):
    """The same without an index."""
    wipe(node)
    return login


@pytest.fixture
def filled(node, login):
    """The same with an index made by the writer."""
    if node.ask("/fehrest/_count").get("count") != 29:
        wipe(node)
        fill(login(WRITER))
    return login


def fehrest(data, *arguments):
    done = CliRunner().invoke(main, ["--data", str(data), *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_writer_moves_an_archive_onto_the_cluster_and_looks_after_it(node, empty, tmp_path):
    empty(WRITER)
    data = tmp_path / "data"
    assert "rebuilt (there was no index): 20" in fehrest(data, "ingest", written(tmp_path / "a.jsonl"))
    assert "updated: 20" in fehrest(data, "ingest", written(tmp_path / "a.jsonl", "The ferry"))
    assert "rebuilt (asked for): 20" in fehrest(data, "reindex")
    assert "earlier generation" in fehrest(data, "reindex", "--rollback")
    left = open_store("opensearch", data).create()
    left.close()
    assert "rebuilt" in fehrest(data, "reindex")
    assert left.index not in node.ask("/_alias")
    assert len(node.ask("/fehrest-g*/_alias")) == 2
    assert "20 articles" in fehrest(data, "search", "ferry")
    assert "up to date: True" in fehrest(data, "status")


def test_the_writer_may_merge_what_it_made(node, empty):
    store = empty(WRITER)
    engine = store.create()
    for number in range(3):
        engine.add([index_document(story(number), UTC)])
        engine.commit(number)
    store.publish(engine)
    engine.close()
    [segment] = node.ask("/_cat/segments/fehrest?format=json")
    assert segment["docs.count"] == "3"


@pytest.mark.parametrize("name", USERS)
def test_reader_and_writer_can_answer_whatever_a_service_is_asked(filled, name, tmp_path):
    filled(name)
    client = create_app(Settings.load(data=tmp_path)).test_client()
    for address in ADDRESSES:
        answer = client.get(address, buffered=True)
        assert answer.status_code == 200, (address, answer.text)
    assert client.get("/api/v1/status").json["documents"] == 29


def test_the_reader_can_walk_through_all_of_it(filled):
    engine = filled(READER).open()
    assert engine.search(EngineQuery(Everything(), offset=10_000)).total == 29
    assert len(list(engine.documents(3))) == 26
    assert sum(number for form, number in engine.vocabulary() if form == "bridge") == 29


def test_the_reader_is_told_that_there_is_no_index_yet(empty):
    with pytest.raises(NoIndexError, match="fehrest reindex"):
        empty(READER).open()


def test_the_reader_cannot_write(filled):
    store = filled(READER)
    engine = store.open()
    for write in (store.create, lambda: engine.add(()), store.rollback, lambda: store.publish(engine)):
        with pytest.raises(EngineAccessError, match="lacks a permission"):
            write()
    with pytest.raises(EngineAccessError, match="docs/roles"):
        engine.commit(8)
    assert filled(WRITER).open().revision == 7


WRITES = (
    ("PUT", "/fehrest-gnew", None),
    ("DELETE", "/{index}", None),
    ("PUT", "/{index}/_doc/1", {"id": "1"}),
    ("DELETE", "/{index}/_doc/story-1", None),
    ("POST", "/{index}/_delete_by_query", {"query": {"match_all": {}}}),
    ("PUT", "/{index}/_mapping", {"_meta": {}}),
    ("PUT", "/{index}/_settings", {"index": {"blocks.write": True}}),
    ("POST", "/{index}/_close", None),
    ("POST", "/_aliases", {"actions": [{"remove": {"index": "{index}", "alias": "fehrest"}}]}),
    ("PUT", "/fehrest-locks/_doc/1", {"owner": "reader"}),
    ("PUT", "/_cluster/settings", {"transient": {"cluster.blocks.read_only": True}}),
    ("PUT", "/_plugins/_security/api/internalusers/other", {"password": "quince-and-medlar-8"}),
)
OTHERS = (
    ("GET", "/diary/_search", None),
    ("GET", "/diary/_doc/1", None),
    ("GET", "/fehrestival/_search", None),
    ("GET", "/diary/_mapping", None),
    ("PUT", "/diary/_doc/2", {"text": "mine"}),
    ("DELETE", "/diary", None),
    ("GET", "/.opendistro_security/_search", None),
    ("PUT", "/orchard", None),
    ("POST", "/_aliases", {"actions": [{"add": {"index": "diary", "alias": "fehrest"}}]}),
)


def answer(node, name, method, path, body):
    index = next(iter(node.ask("/fehrest/_alias")))
    told = json.loads(json.dumps(body).replace("{index}", index))
    return node.ask(path.format(index=index), told, method=method, user=name)


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_the_reader_is_refused_any_other_way_to_write(node, filled, method, path, body):
    assert answer(node, READER, method, path, body).get("status") in (403, "FORBIDDEN")


@pytest.mark.parametrize("name", USERS)
@pytest.mark.parametrize(("method", "path", "body"), OTHERS)
def test_neither_reaches_what_is_not_fehrests(node, filled, name, method, path, body):
    assert answer(node, name, method, path, body).get("status") == 403


@pytest.mark.parametrize("name", USERS)
def test_a_search_of_everything_does_not_tell_of_others(node, filled, name):
    assert "somebody else" not in json.dumps(answer(node, name, "GET", "/_search?size=100", None))


def test_each_right_of_the_roles_is_needed(node, empty):
    manage(empty)
    for name in USERS:
        engine = empty(name).open()
        engine.search(EngineQuery(Everything(), offset=10_000))
        assert engine.get(["story-1"])
        assert engine.revision == 7
        role = json.loads((ROLES / f"{name}.json").read_text("utf-8"))
        used = node.granted(name)
        unseen = [right for right in rights_of(role) if not any(fits(one, right) for one in used)]
        # Permissions for the parts of a bulk request are not in the log.
        for right in unseen:
            node.put_role(name, json.loads(json.dumps(role).replace(f', "{right}"', "")))
            with pytest.raises(EngineAccessError, match=re.escape(right)):
                fill(empty(name))
        node.put_role(name, role)


def manage(login):
    """Everything that a writer does."""
    store = login(WRITER)
    fill(store)
    fill(store)
    store.rollback()
    store.discard(store.create())
    writing = store.open()
    writing.add(())
    with pytest.raises(EngineBusyError):
        login(WRITER).open().add(())
    writing.close()


def rights_of(role):
    return [*role["cluster_permissions"], *role["index_permissions"][0]["allowed_actions"]]


def fits(action, right):
    return fnmatch.fnmatchcase(action, right.replace("[", "[[]"))


def test_a_wrong_password_is_told(login):
    with pytest.raises(EngineAccessError) as caught:
        login(READER, PASSWORD="another").exists()  # noqa: S106
    assert caught.value.code == "engine-access"
    assert f"{PREFIX}PASSWORD" in caught.value.message


def test_an_unknown_authority_is_told(login, tmp_path):
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    for ca in ("", str(tmp_path / "other.pem")):
        with pytest.raises(EngineAccessError, match=f"not trusted.*{PREFIX}CA") as caught:
            login(READER, CA=ca).exists()
        assert caught.value.code == "engine-access"


def test_a_certificate_for_another_host_is_told(node, login):
    address = node.url.replace("127.0.0.1", "localhost")
    with pytest.raises(EngineAccessError, match="not trusted"):
        login(READER, URL=address).exists()


def test_a_right_that_is_missing_is_named(node, filled):
    role = json.loads((ROLES / f"{READER}.json").read_text("utf-8"))
    rights = role["index_permissions"][0]["allowed_actions"]
    for right, ask in (
        ("indices:data/read/mget[shard]", lambda engine: engine.get(["story-1"])),
        ("indices:data/read/search", lambda engine: engine.count()),
    ):
        less = {"allowed_actions": [other for other in rights if other != right]}
        node.put_role(READER, role | {"index_permissions": [role["index_permissions"][0] | less]})
        with pytest.raises(EngineAccessError, match=re.escape(right)):
            ask(filled(READER).open())
    node.put_role(READER, role)
    role = json.loads((ROLES / f"{WRITER}.json").read_text("utf-8"))
    node.put_role(WRITER, json.loads(json.dumps(role).replace("refresh*", "refresh")))
    with pytest.raises(EngineAccessError, match=re.escape("indices:admin/refresh[s]")):
        fill(filled(WRITER))
    node.put_role(WRITER, role)
