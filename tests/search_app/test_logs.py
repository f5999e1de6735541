import io
import json
import logging

import pytest

from search_app import create_app
from search_app.logs import log_as_json
from search_app.settings import Settings


@pytest.fixture
def lines():
    """The lines that were logged so far, parsed."""
    root, stream = logging.getLogger(), io.StringIO()
    level = root.level
    handler = log_as_json(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def logged(data):
    return create_app(Settings(data=data, log="json")).test_client()


def test_each_request_is_a_line_with_an_id(logged, lines) -> None:
    first, second = logged.get("/api/v1/search?q=bridge"), logged.get("/nowhere")
    found = [line for line in lines() if line["logger"] == "search_app.access"]
    assert [(line["method"], line["path"], line["status"]) for line in found] == [
        ("GET", "/api/v1/search", 200),
        ("GET", "/nowhere", 404),
    ]
    assert [line["request_id"] for line in found] == [r.headers["X-Request-Id"] for r in (first, second)]
    assert found[0]["query"] == "q=bridge"
    assert found[0]["ms"] > 0
    assert found[0]["request_id"] != found[1]["request_id"]


@pytest.mark.parametrize(
    ("given", "kept"), [("abc-1", True), ("a b", False), ("x" * 65, False), ("é", False)]
)
def test_a_proxys_id_is_kept_if_it_is_plain(logged, lines, given: str, kept: bool) -> None:
    answer = logged.get("/healthz", headers={"X-Request-Id": given})
    assert (answer.headers["X-Request-Id"] == given) == kept
    assert (lines()[-1]["request_id"] == given) == kept


def test_an_error_has_the_id_of_its_request_and_stays_one_line(data, lines) -> None:
    app = create_app(Settings(data=data, log="json"))
    app.add_url_rule("/broken", "broken", lambda: 1 // 0)
    answer = app.test_client().get("/broken")
    error = next(line for line in lines() if line["level"] == "error")
    assert "ZeroDivisionError" in error["exception"]
    assert error["request_id"] == answer.headers["X-Request-Id"]


def test_no_id_is_left_for_what_is_logged_outside_of_requests(logged, lines) -> None:
    logged.get("/healthz")
    logging.getLogger("search_app.other").warning("two\nlines \u202e")
    last = lines()[-1]
    assert (last["message"], last["level"]) == ("two\nlines \u202e", "warning")
    assert "request_id" not in last


def test_without_the_setting_no_id_is_sent(client) -> None:
    assert "X-Request-Id" not in client.get("/healthz").headers
