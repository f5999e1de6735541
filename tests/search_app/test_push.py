"""Articles that programs push: stored, found at once, and refused with a reason."""

import hashlib
import hmac
import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from keyed import bearer, error_of, make_key
from waitress.adjustments import Adjustments

from engines.registry import open_store
from indexer.archive import Archive
from indexer.article import Article, Identity
from indexer.indexing import rebuild_index
from indexer.progress import SilentProgress
from search_app import create_app
from search_app.cli.archives import archive_path
from search_app.cli.publishing import ArchivePublisher
from search_app.cli.serving import catch_up
from search_app.push.port import Incoming
from search_app.push.records import MAX_RECORD, MAX_RECORDS
from search_app.service import SearchService
from search_app.serving import _Parser
from search_app.settings import Settings

SECRET = "a shared secret"  # noqa: S105
TEXT = (
    "The ferry timetable for the autumn months was printed on green paper and pinned to the door of the hall."
)
OTHER = (
    "Chestnut bakers from four villages compared their ovens while the rain kept everybody under one roof."
)
SYNCED = Article(
    "Lanterns on the quay", TEXT, url="https://town.example/lanterns", date=None,
    identity=Identity("town.example", "post", "17"), file="https://town.example/wp-json/",
)  # fmt: skip


class Running:
    """A service that takes pushes, and a client with a write key."""

    def __init__(self, settings: Settings, publisher: ArchivePublisher, service: SearchService) -> None:
        self.settings, self.publisher = settings, publisher
        self.client: FlaskClient = create_app(settings, service, publisher).test_client()
        self.key = make_key(settings.data, "cms", "write")

    def send(self, method: str, path: str, body: object = None, **headers: str):
        if body is None:
            return self.client.open(path, method=method, headers=bearer(self.key, **headers))
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        kind = {"Content-Type": "application/json"} | headers
        return self.client.open(path, method=method, data=data, headers=bearer(self.key, **kind))

    def put(self, id_: str, query: str = "", **record: object):
        return self.send("PUT", f"/api/v1/articles/{id_}{query}", record)

    def found(self, text: str) -> list[str]:
        answer = self.client.get("/api/v1/search", query_string={"q": text, "collapse": "0"})
        return sorted(hit["id"] for hit in answer.json["hits"])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("push")
    settings = Settings(data=folder, hook_secret=SECRET, deadline=300)
    with Archive(archive_path(settings)) as archive:
        archive.put(SYNCED)
        rebuild_index(
            archive,
            open_store("tantivy", folder),
            timezone=settings.zone,
            progress=SilentProgress(),
            workers=1,
        )
    service = SearchService(settings)
    with ArchivePublisher(settings, service) as publisher:
        yield Running(settings, publisher, service)


def test_a_pushed_article_is_found_when_the_answer_comes(running: Running) -> None:
    answer = running.put(
        "a/1", "?wait=60", title="Orioles nest early", url="https://town.example/orioles",
        html="<p>Orioles <b>nest</b>.</p><script>stolen()</script>",
        date="2026-04-01T08:30:00+02:00", authors=["Mira"], tags=["birds"],
        categories=[["Nature", "Birds"], "Town"], language="en",
    )  # fmt: skip
    assert (answer.status_code, answer.json) == (201, {"result": "created", "id": "a/1", "indexed": True})
    assert answer.headers["Location"] == "/api/v1/articles/a%2F1"
    assert answer.cache_control.no_store
    assert running.found("orioles") == ["a/1"]
    stored = running.client.get("/api/v1/articles/a/1").json
    assert (stored["body"], stored["authors"], stored["tags"]) == ("Orioles nest.", ["Mira"], ["birds"])
    assert ["Nature", "Birds"] in stored["categories"]
    assert stored["date"].startswith("2026-04-01T06:30")


def test_the_same_content_changes_nothing_and_other_content_updates(running: Running) -> None:
    record = {"title": "Kettles on sale", "body": TEXT, "url": "https://town.example/kettles"}
    results = [running.put("k", "?wait=60", **record).json["result"] for _ in range(2)]
    assert results == ["created", "unchanged"]
    with Archive(archive_path(running.settings)) as archive:
        revision = archive.revision
    changed = running.put("k", "?wait=60", **record | {"body": f"{TEXT} Kettles whistle."})
    assert (changed.status_code, changed.json["result"]) == (200, "updated")
    assert running.found("whistle") == ["k"]
    with Archive(archive_path(running.settings)) as archive:
        assert archive.revision > revision


def test_a_deleted_article_is_gone_and_may_come_back(running: Running) -> None:
    running.put("gone", "?wait=60", title="Walnut presses", body=TEXT)
    deleted = running.send("DELETE", "/api/v1/articles/gone?wait=60")
    assert (deleted.status_code, deleted.json["result"]) == (200, "deleted")
    assert running.client.get("/api/v1/articles/gone").status_code == 404
    assert running.found("walnut") == []
    assert error_of(running.send("DELETE", "/api/v1/articles/gone")) == (404, "not-found")
    assert running.put("gone", "?wait=60", title="Walnut presses", body=TEXT).json["result"] == "created"
    assert running.found("walnut") == ["gone"]


def test_an_article_that_was_synced_is_updated_and_keeps_its_id(running: Running) -> None:
    [known] = running.found("lanterns")
    answer = running.put("my-17", "?wait=60", title=SYNCED.title, body=f"{TEXT} Larches.", url=SYNCED.url)
    assert (answer.json["result"], answer.json["id"]) == ("updated", known)
    assert running.found("larches") == [known]
    again = running.put("my-17", "?wait=60", title="Lanterns again", body=f"{TEXT} Beeches.", url=SYNCED.url)
    assert again.json["id"] == known


def test_another_story_is_not_stored_over_an_article(running: Running) -> None:
    first = {"title": "Canal boats", "body": TEXT, "date": "2020-01-02", "url": "https://town.example/canal"}
    other = {"title": "Ovens", "body": OTHER, "date": "2024-05-06", "url": "https://town.example/ovens"}
    running.put("c", "?wait=60", **first)
    refused = running.put("c", "", **other)
    assert error_of(refused) == (409, "conflict")
    assert "conflict=replace" in refused.json["error"]["message"]
    assert "fehrest pending" in refused.json["error"]["message"]
    with Archive(archive_path(running.settings)) as archive:
        assert refused.json["error"]["pending"] in [one.key for one in archive.decisions.pending()]
        assert archive.get("c").article.title == "Canal boats"
    both = running.put("c", "?conflict=new&wait=60", **other)
    assert both.json["result"] == "created"
    assert both.json["id"] != "c"
    assert running.found("ovens") == [both.json["id"]]
    assert "c" in running.found("canal")


def test_another_story_replaces_an_article_if_the_client_says_so(running: Running) -> None:
    running.put(
        "r", "?wait=60", title="Reed roofs", body=TEXT, date="2020-01-03", url="https://town.example/r1"
    )
    done = running.put(
        "r",
        "?conflict=replace&wait=60",
        title="Rye",
        body=OTHER,
        date="2024-05-07",
        url="https://town.example/r2",
    )
    assert (done.json["result"], done.json["id"]) == ("updated", "r")
    assert running.found("rye") == ["r"]
    assert running.found("reed") == []


def test_an_update_without_a_text_does_not_empty_an_article(running: Running) -> None:
    running.put("full", "?wait=60", title="Full of words", body=TEXT, url="https://town.example/full")
    empty = running.put("full", "", title="Full of words", url="https://town.example/full")
    assert error_of(empty) == (409, "conflict")
    assert running.client.get("/api/v1/articles/full").json["body"] == TEXT


def test_a_repeated_idempotency_key_gets_the_same_answer(running: Running) -> None:
    body = {"title": "Idem", "body": TEXT}
    first = running.send("PUT", "/api/v1/articles/idem?wait=60", body, **{"Idempotency-Key": "one"})
    again = running.send("PUT", "/api/v1/articles/idem?wait=60", body, **{"Idempotency-Key": "one"})
    assert (again.status_code, again.json) == (first.status_code, first.json) == (201, first.json)
    assert again.headers["Idempotency-Replayed"] == "true"
    other = running.send(
        "PUT", "/api/v1/articles/idem?wait=60", body | {"tags": ["x"]}, **{"Idempotency-Key": "one"}
    )
    assert error_of(other) == (422, "idempotency-key-reused")
    wrong = running.send("PUT", "/api/v1/articles/idem", body, **{"Idempotency-Key": "x" * 300})
    assert error_of(wrong) == (400, "bad-request")


@pytest.mark.parametrize("lines", [False, True])
def test_a_bad_record_in_a_bulk_request_does_not_affect_the_others(running: Running, lines: bool) -> None:
    mark = f"bulk{int(lines)}"
    records = [
        {"id": f"{mark}-1", "title": f"{mark} first", "body": TEXT},
        {"id": f"{mark}-2", "title": "wrong", "date": "yesterday"},
        {"id": f"{mark}-3", "colour": "red", "title": "x"},
        "no object",
        {"title": "no id"},
        {"id": "nobody", "deleted": True},
        {"id": f"{mark}-4", "title": f"{mark} last", "html": f"<p>{OTHER}</p>"},
    ]
    body = "\n".join(map(json.dumps, records)) + '\n{"id": ' if lines else json.dumps(records)
    kind = "application/x-ndjson" if lines else "application/json"
    answer = running.send("POST", "/api/v1/articles/bulk?wait=60", body, **{"Content-Type": kind})
    assert answer.status_code == 200
    statuses = [one["status"] for one in answer.json["results"]]
    assert statuses == [201, 422, 422, 422, 422, 404, 201] + [422] * lines
    assert answer.json["failed"] == len([status for status in statuses if status >= 400])
    messages = [one.get("message", "") for one in answer.json["results"]]
    assert "'date' is 'yesterday'" in messages[1]
    assert "'colour'" in messages[2]
    assert "object" in messages[3]
    assert "'id'" in messages[4]
    assert running.found(mark) == [f"{mark}-1", f"{mark}-4"]


@pytest.mark.parametrize(
    ("record", "part"),
    [
        ({}, "'title'"), ({"title": 5}, "'title' must be text"), ({"title": "x" * 3000}, "2000 characters"),
        ({"title": "x", "body": "a", "html": "b"}, "not both"),
        ({"title": "x", "url": "javascript:1"}, "'url'"),
        ({"title": "x", "url": "https://a b"}, "'url'"), ({"title": "x", "language": "??"}, "'language'"),
        ({"title": "x", "authors": "Mira"}, "list of names"), ({"title": "x", "tags": [1]}, "list of names"),
        ({"title": "x", "categories": [[]]}, "paths"), ({"title": "x", "modified": "2021-13"}, "ISO 8601"),
        ({"title": "x", "id": "another"}, "address"), ([], "object"), ("text", "object"), (None, "object"),
    ],
)  # fmt: skip
def test_a_wrong_record_is_refused_with_the_reason(running: Running, record: object, part: str) -> None:
    answer = running.send("PUT", "/api/v1/articles/wrong", json.dumps(record))
    assert error_of(answer) == (422, "invalid-record")
    assert part in answer.json["error"]["message"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400), (b"\xff\xfe", "application/json", 400),
        (b"NaN", "application/json", 400),
        (b"[" * 100_000, "application/json", 400), (b"{}", "text/plain", 415), (b"{}", "", 415),
        (b'{"title": "' + b"x" * MAX_RECORD + b'"}', "application/json", 413),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_refused(running: Running, body: bytes, kind: str, status: int) -> None:
    answer = running.send("PUT", "/api/v1/articles/wrong", body, **{"Content-Type": kind})
    assert answer.status_code == answer.json["error"]["status"] == status
    assert status != 413 or f"at most {MAX_RECORD:,} bytes" in answer.json["error"]["message"]


def test_a_bulk_request_has_a_maximum(running: Running) -> None:
    for body in ([{"id": "x", "title": "x"}] * (MAX_RECORDS + 1), [], {"id": "x"}):
        assert error_of(running.send("POST", "/api/v1/articles/bulk", body)) == (400, "bad-request")


ROUTES = [
    ("PUT", "/api/v1/articles/x"), ("DELETE", "/api/v1/articles/x"), ("POST", "/api/v1/articles/bulk"),
    ("POST", "/api/v1/hooks/wordpress"), ("POST", "/api/v1/hooks/ghost"), ("POST", "/api/v1/hooks/json"),
    ("GET", "/api/v1/pushes/1"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_only_a_write_key_writes(running: Running, method: str, path: str) -> None:
    reader = make_key(running.settings.data, f"reader {method} {path}")
    sent = {
        "method": method,
        "data": json.dumps({"id": "x", "title": "x"}),
        "content_type": "application/json",
    }
    open_ = running.client.open
    assert error_of(open_(path, **sent)) == (401, "key-required")
    assert open_(path, **sent, headers=bearer(reader)).status_code in (401, 403)
    assert open_(path, **sent, query_string={"key": reader}).status_code in (401, 403)
    assert error_of(open_(path, **sent, query_string={"key": running.key})) == (403, "key-forbidden")
    assert error_of(open_(path, **sent, headers=bearer(running.key + "x"))) == (401, "key-invalid")
    with Archive(archive_path(running.settings)) as archive:
        assert archive.get("x") is None


def test_while_another_process_holds_the_index_the_push_waits_on_disk(running: Running) -> None:
    held = open_store("tantivy", running.settings.data).open()
    held.delete(["nobody"])
    answer = running.put("late", "?wait=0.2", title="Latecomers", body=TEXT, url="https://town.example/late")
    assert (answer.status_code, answer.json["indexed"]) == (202, False)
    with Archive(archive_path(running.settings)) as archive:
        assert archive.get("late") is not None
    progress = answer.headers["Location"]
    assert running.send("GET", progress).json["indexed"] is False
    held.close()
    assert running.publisher.wait(int(progress.rsplit("/", 1)[1]), 60)
    assert running.send("GET", progress).json["indexed"] is True
    assert running.found("latecomers") == ["late"]


def test_a_full_disk_is_a_reason_to_send_it_again(running: Running) -> None:
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        answer = running.put("overflow", title="Overflow", body=TEXT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))
    assert error_of(answer) == (503, "archive-unwritable")
    assert int(answer.headers["Retry-After"]) > 0
    assert "nothing was stored" in answer.json["error"]["message"]
    assert running.put("overflow", "?wait=60", title="Overflow", body=TEXT).status_code == 201


def test_what_a_killed_service_left_is_indexed_by_the_next_start(running: Running) -> None:
    stopped = ArchivePublisher(running.settings, SearchService(running.settings))
    published = stopped.publish([Incoming("left", {"title": "Leftovers", "body": TEXT})])
    assert not stopped.wait(published.revision, 0)
    catch_up(running.settings)
    assert running.publisher.wait(published.revision, 60)
    assert running.found("leftovers") == ["left"]


def test_a_service_without_the_archive_refuses_articles(running: Running) -> None:
    client = create_app(running.settings).test_client()
    answer = client.delete("/api/v1/articles/x", headers=bearer(running.key))
    assert error_of(answer) == (503, "push-unavailable")


@pytest.mark.parametrize("query", ["wait=-1", "wait=61", "wait=x", "wait=nan", "conflict=maybe"])
def test_wrong_parameters_are_refused(running: Running, query: str) -> None:
    answer = running.put("p", f"?{query}", title="Parameters", body=TEXT)
    assert error_of(answer) == (400, "bad-request")


def test_only_requests_with_a_key_may_have_a_large_body() -> None:
    def limit(request: bytes) -> int:
        parser = _Parser(Adjustments(max_request_body_size=5_000_000))
        parser.received(request + b"\r\nContent-Length: 9\r\n\r\n")
        return parser.adj.max_request_body_size

    assert limit(b"POST /api/v1/articles/bulk HTTP/1.1\r\nAuthorization: Bearer x") == 5_000_000
    assert limit(b"POST /api/v1/articles/bulk HTTP/1.1") == 64 * 1024
    assert limit(b"POST /api/v1/related HTTP/1.1\r\nAuthorization: Bearer x") == 64 * 1024


def wordpress(number: int, status: str = "publish", **more: object) -> dict:
    return {
        "id": number, "type": "post", "status": status, "link": f"https://town.example/post-{number}/",
        "date_gmt": "2026-03-04T05:06:07", "title": {"rendered": f"Herons &amp; reeds {number}"},
        "content": {"rendered": f"<p>{OTHER} Heron {number}.</p>", "protected": False}, **more,
    }  # fmt: skip


def test_wordpress_rest_posts(running: Running) -> None:
    hook = "/api/v1/hooks/wordpress?wait=60"
    made = running.send("POST", hook, wordpress(40))
    assert made.json["result"] == "created"
    stored = running.client.get(f"/api/v1/articles/{made.json['id']}").json
    assert (stored["title"], stored["url"]) == ("Herons & reeds 40", "https://town.example/post-40/")
    assert running.send("POST", hook, {"post": wordpress(40)}).json["result"] == "unchanged"
    assert running.send("POST", hook, wordpress(41, "draft")).json["result"] == "skipped"
    gone = running.send("POST", hook, wordpress(40, "trash"))
    assert gone.json["result"] == "deleted"
    assert running.client.get(f"/api/v1/articles/{made.json['id']}").status_code == 404


def test_a_post_that_was_synced_is_updated_by_its_number(running: Running) -> None:
    [known] = [one for one in running.found("ferry timetable") if one == running.found("lanterns")[0]]
    post = wordpress(17, link=SYNCED.url, title={"rendered": SYNCED.title})
    post["content"] = {"rendered": f"<p>{TEXT} Poplars.</p>"}
    answer = running.send("POST", "/api/v1/hooks/wordpress?wait=60", post)
    assert (answer.json["result"], answer.json["id"]) == ("updated", known)


def test_posts_of_wp_webhooks(running: Running) -> None:
    post = {
        "ID": 50, "post_title": "Quails & rye", "post_content": f"<!-- wp:paragraph --><p>{OTHER} Quail.</p>",
        "post_status": "publish", "post_type": "post", "post_date_gmt": "2026-03-05 05:06:07",
        "guid": "https://town.example/?p=50",
    }  # fmt: skip
    terms = {"category": {"fields": {"term_id": 3, "name": "Fields"}}, "post_tag": {"rye": {"name": "rye"}}}
    sent = {
        "post_id": 50,
        "post": post,
        "post_permalink": "https://town.example/quails/",
        "taxonomies": terms,
    }
    made = running.send("POST", "/api/v1/hooks/wordpress?wait=60", sent)
    assert made.json["result"] == "created"
    stored = running.client.get(f"/api/v1/articles/{made.json['id']}").json
    assert (stored["title"], stored["tags"], stored["category"]) == ("Quails & rye", ["rye"], "Fields")
    assert "wp:paragraph" not in stored["body"]
    gone = running.send("POST", "/api/v1/hooks/wordpress?wait=60", {"post_id": 50})
    assert gone.json["result"] == "deleted"


def ghost(status: str = "published", **more: object) -> dict:
    current = {
        "id": "6512", "title": "Swifts return", "html": f"<p>{OTHER} Swift.</p>", "status": status,
        "url": "https://blog.example/swifts/", "published_at": "2026-04-01T10:00:00.000Z",
        "authors": [{"name": "Ada Quill"}], "tags": [{"name": "Birds"}],
        "primary_tag": {"name": "Birds"}, **more,
    }  # fmt: skip
    return {"post": {"current": current, "previous": {}}}


def signed(body: bytes, *, secret: str = SECRET, age: float = 0, with_time: bool = True) -> str:
    moment = str(int((time.time() - age) * 1000))
    content = body + moment.encode() if with_time else body
    return f"sha256={hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()}, t={moment}"


@pytest.mark.parametrize("with_time", [True, False])
def test_ghost_signs_its_requests(running: Running, with_time: bool) -> None:
    body = json.dumps(ghost()).encode()
    headers = {"X-Ghost-Signature": signed(body, with_time=with_time)}
    answer = running.client.post(
        "/api/v1/hooks/ghost?wait=60", data=body, content_type="application/json", headers=headers
    )
    assert answer.json["result"] in ("created", "unchanged")
    stored = running.client.get(f"/api/v1/articles/{answer.json['id']}").json
    assert (stored["title"], stored["authors"], stored["tags"]) == ("Swifts return", ["Ada Quill"], ["Birds"])


def test_a_wrong_or_old_signature_is_refused(running: Running) -> None:
    body = json.dumps(ghost()).encode()
    for header in (
        signed(body, secret="other"),  # noqa: S106
        signed(body, age=3600),
        signed(body + b" "),
        "sha256=0",
        "é",
    ):
        answer = running.client.post(
            "/api/v1/hooks/ghost",
            data=body,
            content_type="application/json",
            headers={"X-Ghost-Signature": header},
        )
        assert error_of(answer) == (401, "key-invalid")
    answer = running.client.post(
        "/api/v1/hooks/json",
        data=body,
        content_type="application/json",
        headers={"X-Ghost-Signature": signed(body)},
    )
    assert error_of(answer) == (401, "key-required")


def test_ghost_deletes_and_unpublishes(running: Running) -> None:
    hook = "/api/v1/hooks/ghost?wait=60"
    for payload in (
        ghost("draft"),
        {"post": {"current": {}, "previous": {"id": "6512"}}},
    ):
        running.send("POST", hook, ghost())
        assert running.send("POST", hook, payload).json["result"] == "deleted"
    assert running.send("POST", hook, ghost("draft")).json["result"] == "skipped"


def test_drupal_nodes(running: Running) -> None:
    node = {
        "type": "node--article", "id": "8f1c", "links": {"self": {"href": "https://drupal.example/jsonapi/node/article/8f1c"}},
        "attributes": {
            "title": "Mulberries", "status": True, "langcode": "en", "created": "2026-02-03T04:05:06+00:00",
            "body": {"value": f"<p>{OTHER} Mulberry.</p>"}, "path": {"alias": "/mulberries"},
            "drupal_internal__nid": 4,
        },
        "relationships": {
            "uid": {"data": {"type": "user--user", "id": "u1"}},
            "field_tags": {"data": [{"type": "taxonomy_term--tags", "id": "t1"}]},
        },
    }  # fmt: skip
    included = [
        {"type": "user--user", "id": "u1", "attributes": {"display_name": "Ira Plum"}},
        {"type": "taxonomy_term--tags", "id": "t1", "attributes": {"name": "fruit"}},
        {"type": "taxonomy_term--tags", "id": "t2", "attributes": {"name": "not of this node"}},
    ]
    hook = "/api/v1/hooks/drupal?wait=60"
    sent = {"data": node, "included": included}
    made = running.send("POST", hook, sent, **{"Content-Type": "application/vnd.api+json"})
    stored = running.client.get(f"/api/v1/articles/{made.json['id']}").json
    assert stored["url"] == "https://drupal.example/mulberries"
    assert (stored["authors"], stored["tags"]) == (["Ira Plum"], ["fruit"])
    node["attributes"]["status"] = False
    assert running.send("POST", hook, sent).json["result"] == "deleted"


def test_our_own_records_as_a_hook(running: Running) -> None:
    hook = "/api/v1/hooks/json?wait=60"
    assert running.send("POST", hook, {"id": "own", "title": "Own hook", "body": TEXT}).json["id"] == "own"
    assert running.send("POST", hook, {"id": "own", "deleted": True}).json["result"] == "deleted"


@pytest.mark.parametrize("system", ["wordpress", "ghost", "drupal", "json"])
@pytest.mark.parametrize(
    "payload", [{}, [], {"post": 5}, {"post": {"current": []}}, {"data": {"id": 5, "attributes": 3}}]
)
def test_what_a_system_never_sends_is_refused(running: Running, system: str, payload: object) -> None:
    answer = running.send("POST", f"/api/v1/hooks/{system}", payload)
    assert error_of(answer) == (422, "invalid-record")


def test_two_sites_may_use_the_same_id(running: Running) -> None:
    one = running.put(
        "same", "?wait=60", title="Elms of the north", body=TEXT, url="https://north.example/elms"
    )
    two = running.put(
        "same", "?wait=60", title="Ovens of the south", body=OTHER, url="https://south.example/o"
    )
    assert {one.json["result"], two.json["result"]} == {"created"}
    assert one.json["id"] != two.json["id"]
    again = running.put(
        "same", "?wait=60", title="Ovens of the south", body=OTHER, url="https://south.example/o"
    )
    assert again.json["id"] == two.json["id"]
    gone = running.send("DELETE", "/api/v1/articles/same?wait=60&site=south.example")
    assert gone.json["id"] == two.json["id"]


def test_a_pushed_article_is_not_brought_back_by_an_old_file(running: Running) -> None:
    running.put(
        "old", "?wait=60", title="Oldtimer", body=TEXT, url="https://town.example/old", date="2020-01-01"
    )
    running.send("DELETE", "/api/v1/articles/old?wait=60")
    with Archive(archive_path(running.settings)) as archive:
        archive.put(Article("Oldtimer", TEXT, url="https://town.example/old", file=str(Path("export.xml"))))
        assert archive.get_by_url("https://town.example/old") is None


def test_pictures_captions_kind_and_the_time_of_a_change_are_kept(running: Running) -> None:
    image = {
        "url": "https://town.example/owl.jpg",
        "alt": "An owl",
        "width": 640,
        "height": 480,
        "caption": None,
    }
    answer = running.put(
        "owl", title="An owl in the tower", html='<p>It sleeps.</p><img src="https://town.example/other.jpg">',
        image=image, captions=["By day", "By night"], kind="picture", updated="2026-04-02T10:00:00Z",
    )  # fmt: skip
    assert answer.status_code in (201, 202)
    stored = running.client.get("/api/v1/articles/owl").json if answer.json["indexed"] else None
    stored = stored or _when_indexed(running, "owl")
    assert stored["image"] == image | {"caption": ""}
    assert stored["captions"] == ["By day", "By night"]
    assert (stored["kind"], stored["modified"]) == ("picture", "2026-04-02T10:00:00+00:00")


def _when_indexed(running: Running, id_: str) -> dict:
    running.publisher.wait(_revision(running), 60)
    return running.client.get(f"/api/v1/articles/{id_}").json


def _revision(running: Running) -> int:
    with Archive(archive_path(running.settings)) as archive:
        return archive.revision


def test_a_picture_in_the_html_is_found_and_an_address_is_an_image(running: Running) -> None:
    inside = '<img src="https://town.example/fox.jpg" alt="A fox"><figcaption>At dusk</figcaption>'
    inside = f"<figure>{inside}</figure>"
    running.put("fox", "?wait=0", title="A fox at the mill", html=f"<p>{TEXT}</p>{inside}")
    running.put(
        "hare", "?wait=0", title="A hare at the mill", body=TEXT, image="https://town.example/hare.jpg"
    )
    fox, hare = _when_indexed(running, "fox"), _when_indexed(running, "hare")
    assert (fox["image"]["url"], fox["captions"]) == ("https://town.example/fox.jpg", ["At dusk"])
    assert (hare["image"]["url"], hare["kind"]) == ("https://town.example/hare.jpg", "article")


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({"image": 7}, "'image' must be an address"),
        ({"image": "/owl.jpg"}, "http://"),
        ({"image": {"alt": "An owl"}}, "http://"),
        ({"image": {"url": "https://town.example/owl.jpg", "size": 3}}, "'size'"),
        ({"image": {"url": "https://town.example/owl.jpg", "alt": 3}}, "'alt'"),
        ({"image": {"url": "https://town.example/owl.jpg", "width": "640"}}, "'width'"),
        ({"image": {"url": "https://town.example/owl.jpg", "height": True}}, "'height'"),
        ({"captions": "By day"}, "'captions' must be a list"),
        ({"kind": "poem"}, "gallery"),
        ({"updated": "yesterday"}, "'updated' is 'yesterday'"),
        ({"updated": "2026-04-02", "modified": "2026-04-02"}, "not both"),
    ],
)
def test_a_wrong_picture_or_kind_is_named_in_a_bulk_request(
    running: Running, values: dict, part: str
) -> None:
    records = [{"id": "bad", "title": "A jay", **values}]
    answer = running.send("POST", "/api/v1/articles/bulk?wait=0", records)
    [result] = answer.json["results"]
    assert (answer.json["failed"], result["status"]) == (1, 422)
    assert part in result["message"]


def test_ghost_names_a_feature_image(running: Running) -> None:
    payload = ghost(
        id="64f0c0ffee000000000000aa",
        feature_image="https://town.example/kiln.jpg",
        feature_image_alt="A kiln",
        feature_image_caption="By <b>Mira</b>",
    )
    answer = running.send("POST", "/api/v1/hooks/ghost?wait=60", payload)
    stored = running.client.get(f"/api/v1/articles/{answer.json['id']}").json
    assert (stored["image"]["alt"], stored["captions"]) == ("A kiln", ["By Mira"])


def test_what_a_push_needs_is_loaded_when_there_is_a_key_for_it(running: Running, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, deadline=300)
    with ArchivePublisher(settings, SearchService(settings), look_every=0.01) as publisher:
        assert not publisher.warm.wait(0.1)
        make_key(tmp_path, "cms", "write")
        assert publisher.warm.wait(60)
