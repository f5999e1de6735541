"""The engines that tests run on. One needs a node, which is started when the first test asks for it."""

import os
import uuid

import pytest

EVERY_ENGINE = ("tantivy", "whoosh", "opensearch")
PREFIX = "FEHREST_OPENSEARCH_"


def ready(request: pytest.FixtureRequest, name: str) -> str:
    """The name of an engine for ``open_store``; what it opens from now on begins empty."""
    if name == "opensearch":
        on_node(request.getfixturevalue("opensearch_3_url"))
    return name


def on_node(url: str) -> str:
    """Let the engine ``opensearch`` use a node, under a name of its own, which is the answer."""
    index = f"t{uuid.uuid4().hex[:10]}"
    os.environ |= {f"{PREFIX}URL": url, f"{PREFIX}REPLICAS": "0", f"{PREFIX}INDEX": index}
    return index
