import pytest

from tests.contract.on_node import ANALYSIS, OnANode


class TestOpenSearch2(OnANode):
    LEFT_OUT = ANALYSIS

    @pytest.fixture
    def url(self, opensearch_2_url: str) -> str:
        return opensearch_2_url
