import pytest

from tests.contract.on_node import OnANode

SAME_ON_ANY_NUMBER = {
    "test_words",
    "test_syntax",
    "test_prefix_wildcard_fuzzy",
    "test_dates_in_a_query",
    "test_any_value_of_a_facet_can_be_chosen",
}
"""Tests of how words and values are analysed, which do not depend on the number of shards."""


class TestSeveralShards(OnANode):
    """What is merged from several shards: counts, order, pages."""

    SHARDS = 3

    @pytest.fixture(autouse=True)
    def _of_shards(self, request: pytest.FixtureRequest) -> None:
        if request.function.__name__ in SAME_ON_ANY_NUMBER:
            pytest.skip("words are read alike on any number of shards; one shard is tested")

    def test_every_skipped_test_is_there(self) -> None:
        assert all(hasattr(self, name) for name in SAME_ON_ANY_NUMBER)
