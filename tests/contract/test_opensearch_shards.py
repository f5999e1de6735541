from tests.contract.on_node import OnANode


class TestSeveralShards(OnANode):
    SHARDS = 3
