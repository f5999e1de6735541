from tests.contract.on_node import ANALYSIS, OnANode


class TestSeveralShards(OnANode):
    """What is merged from several shards: counts, order, pages."""

    SHARDS = 3
    LEFT_OUT = ANALYSIS

    def test_what_is_left_out_is_in_the_suite(self) -> None:
        assert all(hasattr(self, name) for name in self.LEFT_OUT)
