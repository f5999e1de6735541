from tests.contract.on_node import OnANode


class TestSeveralShards(OnANode):
    """What is merged from several shards: counts, order, pages."""

    SHARDS = 3
    LEFT_OUT = frozenset(
        {
            "test_words",
            "test_syntax",
            "test_prefix_wildcard_fuzzy",
            "test_dates_in_a_query",
            "test_any_value_of_a_facet_can_be_chosen",
        }
    )
    """Tests of the analysis of words and values. One shard or several make no difference to them."""

    def test_what_is_left_out_is_in_the_suite(self) -> None:
        assert all(hasattr(self, name) for name in self.LEFT_OUT)
