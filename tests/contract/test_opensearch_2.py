import pytest

from tests.contract.on_node import ANALYSIS, OnANode


class TestOpenSearch2(OnANode):
    LEFT_OUT = ANALYSIS

    @pytest.fixture(scope="class")
    @classmethod
    def url(cls, opensearch_2_url: str) -> str:
        return opensearch_2_url
