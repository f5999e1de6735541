import json

import pytest
from flask.testing import FlaskClient

from search_app.state import read, write


def hits(client: FlaskClient, address: str) -> list[dict]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return json.loads(response.data)["hits"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("bridge", {"typed": "bridge", "found": ["bridge"], "kind": "exact"}),
        ("bridges", {"typed": "bridges", "found": ["bridge"], "kind": "form"}),
        ("zeppelin bridge", {"typed": "zeppelin", "found": [], "kind": "missing"}),
    ],
)
def test_each_hit_says_why_it_matched(client: FlaskClient, text: str, part: dict) -> None:
    found = hits(client, f"/api/v1/search?q={text}&explain=1&tag=tag+1&language=en")
    assert found
    assert all(part in hit["why"] for hit in found)


def test_only_where_asked(client: FlaskClient) -> None:
    assert all("why" not in hit for hit in hits(client, "/api/v1/search?q=bridge"))
    assert all("why" not in hit for hit in hits(client, "/api/v1/search?q=bridge&explain=0"))
    assert all(hit["why"] == [] for hit in hits(client, "/api/v1/search?explain=1"))


def test_the_wish_stays_in_the_addresses_of_pages() -> None:
    assert ("explain", "1") in write(read([("q", "bridge"), ("explain", "yes")]).request)
    assert "explain" not in dict(write(read([("q", "bridge")]).request))


def test_another_value_is_an_error_of_the_api(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=bridge&explain=perhaps")
    assert response.status_code == 400
    assert "'explain' is 'perhaps'; it must be 1 or 0" in response.text
