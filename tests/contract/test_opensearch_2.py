import pytest

from tests.contract.on_node import OnANode


class TestOpenSearch2(OnANode):
    @pytest.fixture
    def url(self, opensearch_2_url: str) -> str:
        return opensearch_2_url
