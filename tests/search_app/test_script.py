import re
from pathlib import Path

from flask.testing import FlaskClient
from page_support import tree

import search_app

SCRIPT = (Path(search_app.__file__).parent / "static" / "fehrest.js").read_text("utf-8")


def test_the_script_is_small_and_alone() -> None:
    assert len(SCRIPT.encode()) < 12 * 1024
    assert not re.search(r"\bimport\b|\beval\b|https?:|new Function", SCRIPT)


def test_every_page_has_it_as_a_module_with_a_mark_of_its_content(client: FlaskClient) -> None:
    for address in ("/?q=bridge", "/article/doc-1", "/nowhere"):
        [script] = tree(client.get(address).text).xpath("//script[@src]")
        assert script.get("type") == "module"
        assert re.search(r"\?v=[0-9a-f]{12}$", script.get("src"))
        assert client.get(script.get("src")).mimetype == "text/javascript"


def test_no_page_lets_another_script_run(client: FlaskClient) -> None:
    response = client.get("/?ui=en")
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "connect-src 'self'" in policy
    inline = tree(response.text).xpath("//script[not(@src)]/@type")
    assert inline == ["application/ld+json"]
