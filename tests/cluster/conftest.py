from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cluster.asking import ask
from tests.cluster.proxy import Proxy, proxy
from tests.every_engine import on_node


@pytest.fixture
def node(opensearch_3_url: str) -> Iterator[Proxy]:
    """A node behind a proxy, which the engine ``opensearch`` uses under its own index name."""
    with behind_a_proxy(opensearch_3_url) as between:
        yield between


@pytest.fixture
def any_node(opensearch_url: str) -> Iterator[Proxy]:
    """The same with a node of each version."""
    with behind_a_proxy(opensearch_url) as between:
        yield between


@contextmanager
def behind_a_proxy(url: str) -> Iterator[Proxy]:
    with proxy(url) as between:
        index = on_node(between.url)
        yield between
        ask(f"{url}/{index}-*?expand_wildcards=all", method="DELETE")
