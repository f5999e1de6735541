from tests.contract.on_node import OnANode


class TestSeveralShards(OnANode):
    """What is merged of several shards: counts, order, pages. Words are read alike on any number."""

    SHARDS = 3
    test_words = None
    test_syntax = None
    test_prefix_wildcard_fuzzy = None
    test_dates_in_a_query = None
    test_any_value_of_a_facet_can_be_chosen = None
