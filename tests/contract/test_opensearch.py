from tests.contract.on_node import OnANode


class TestOpenSearch(OnANode):
    pass
