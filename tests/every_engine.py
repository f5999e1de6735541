"""The engines that tests run on. A node is started when the first test needs one."""

import os
import uuid

import pytest

EVERY_ENGINE = ("tantivy", "whoosh", "opensearch")
PREFIX = "FEHREST_OPENSEARCH_"


def ready(request: pytest.FixtureRequest, name: str) -> str:
    """The name of an engine for ``open_store``. What it opens from now on is empty."""
    if name == "opensearch":
        on_node(request.getfixturevalue("opensearch_3_url"))
    return name


def on_node(url: str) -> str:
    """Let the engine ``opensearch`` use a node. Returns the index name."""
    index = f"t{uuid.uuid4().hex[:10]}"
    os.environ |= {f"{PREFIX}URL": url, f"{PREFIX}REPLICAS": "0", f"{PREFIX}INDEX": index}
    return index
