from dataclasses import replace
from pathlib import Path

import pytest

from engines.port.engine import EngineQuery, EngineResult
from engines.port.requirements import REQUIREMENTS
from engines.port.terms import Lookup, Sequence
from engines.registry import open_store
from tests.contract.requirements import CHECKS, DOCUMENTS, failed


class Unable:
    """An engine that has no positions and does not distinguish capital letters."""

    def __init__(self, engine):
        self._engine = engine

    def __getattr__(self, name):
        return getattr(self._engine, name)

    def search(self, query: EngineQuery) -> EngineResult:
        node = query.node
        if isinstance(node, Sequence):
            node = Lookup(node.field, node.terms[0][1])
        if isinstance(node, Lookup):
            node = replace(node, term=node.term.lower())
        return self._engine.search(replace(query, node=node))


@pytest.fixture
def engine(tmp_path: Path):
    engine = open_store("whoosh", tmp_path).create()
    engine.add(DOCUMENTS)
    engine.commit(1)
    yield engine
    engine.close()


def test_every_requirement_has_a_check_and_a_reason() -> None:
    assert sorted(CHECKS) == sorted(requirement.name for requirement in REQUIREMENTS)
    assert all(requirement.needs and requirement.port and requirement.use for requirement in REQUIREMENTS)


def test_an_engine_that_cannot_do_it_fails_by_name(engine) -> None:
    assert {"ready terms", "exact terms", "positions", "gaps"} <= set(failed(Unable(engine)))
