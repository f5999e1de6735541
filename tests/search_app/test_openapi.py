"""The description of the API: complete, true, and readable."""

import re
from pathlib import Path

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from keyed import make_key, publish
from lxml import html
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from engines.port.model import Document
from search_app import create_app
from search_app.api import openapi
from search_app.push.port import Outcome, Part, Published, Result
from search_app.settings import Settings

CHOSEN = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


class Shelf:
    """A publisher that stores nothing."""

    def publish(self, changes, conflict=None):
        return Published(tuple(Outcome(Result.UPDATED, "x") for _ in changes), 1)

    def wait(self, revision, seconds):
        return True

    def trouble(self):
        return ""

    def id_of(self, url):
        return "en-1" if "paper" in url else None

    def part(self, cursor, size, scope, filters=()):
        return Part(("gone",), cursor + 1, False)

    def draft(self, record):
        return Document("draft", record.get("title", ""), record.get("html", ""))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("openapi")
    publish(made)
    return made


@pytest.fixture(scope="module")
def app(folder: Path):
    return create_app(Settings(data=folder, deadline=300), publisher=Shelf())


@pytest.fixture(scope="module")
def client(app) -> FlaskClient:
    return app.test_client()


def test_every_route_and_method_is_described(app) -> None:
    described = {
        (re.sub(r"{\w+}", "{}", path), method.upper())
        for path, methods in openapi.document(Settings())["paths"].items()
        for method in methods
    }
    routes = {
        (re.sub(r"<[^>]*>", "{}", re.sub(r"<any\([^)]*\):\w+>", "{}", rule.rule)), method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and not rule.rule.endswith(("openapi.json", "docs"))
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert routes - described == set()
    assert described - routes == set()


def test_the_document_is_openapi_31(client: FlaskClient) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.mimetype == "application/json"
    assert answer.json["openapi"] == "3.1.0"
    names = [one["operationId"] for methods in answer.json["paths"].values() for one in methods.values()]
    assert len(names) == len(set(names))
    text = answer.text
    for name in re.findall(r'"#/components/schemas/(\w+)"', text):
        assert name in answer.json["components"]["schemas"]


def test_a_service_that_needs_keys_says_so(folder: Path) -> None:
    client = create_app(Settings(data=folder, api_keys="required")).test_client()
    document = client.get("/api/v1/openapi.json").json
    assert {} not in document["paths"]["/api/v1/search"]["get"]["security"]
    assert client.get("/api/v1/docs").status_code == 200


def test_the_page_shows_every_route_and_needs_no_other_host(client: FlaskClient) -> None:
    answer = client.get("/api/v1/docs?ui=en")
    assert answer.mimetype == "text/html"
    page = html.fromstring(answer.text)
    shown = " ".join(page.xpath("//h2//code/text()"))
    for path in client.get("/api/v1/openapi.json").json["paths"]:
        assert path in shown
    linked = page.xpath("//link/@href | //script/@src | //img/@src | //a/@href")
    assert [link for link in linked if "://" in link or link.startswith("//")] == []
    assert page.xpath("//script[not(@src)] | //*[@style] | //style") == []
    targets = {link[1:] for link in page.xpath("//main//a/@href") if link.startswith("#")}
    assert targets <= set(page.xpath("//@id"))


def _schema(app, folder: Path):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("name", [one.name for one in openapi.operations()])
def test_schemathesis_finds_nothing(app, folder: Path, name: str, mode: GenerationMode) -> None:
    """No server error, and only documented statuses, types and answers, for valid and invalid requests."""
    if (name, mode) == ("status", GenerationMode.NEGATIVE):
        return  # a route without parameters has no invalid requests
    key = make_key(folder, f"schemathesis {name} {mode.name}", "write")
    operation = _schema(app, folder).find_operation_by_id(name)

    @given(operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=5, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def check(case) -> None:
        case.headers = {
            **(case.headers or {}),
            "Authorization": f"Bearer {key}",
            "Accept-Encoding": "identity",
        }
        case.call_and_validate(checks=CHOSEN)

    check()
