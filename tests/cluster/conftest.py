from collections.abc import Iterator

import pytest

from tests.cluster.asking import ask
from tests.cluster.proxy import Proxy, proxy
from tests.every_engine import on_node


@pytest.fixture
def node(opensearch_3_url: str) -> Iterator[Proxy]:
    """A node behind a proxy, which the engine ``opensearch`` uses under a name of its own."""
    with proxy(opensearch_3_url) as between:
        index = on_node(between.url)
        yield between
        ask(f"{opensearch_3_url}/{index}-*?expand_wildcards=all", method="DELETE")
