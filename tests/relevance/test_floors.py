"""The ranking on public test sets: a change that makes one worse fails.

The floors are slightly below what was measured (``python -m benchmarks.ranking``) on the same sample of
queries, and above OpenSearch's best built-in analyzer on all of them. A hash of the data shows when they do
not apply.
"""

import random
from hashlib import sha256
from pathlib import Path

import pytest

from benchmarks.ranking import DATA, build, judge, rows
from search.ranking import DEFAULT_WEIGHTS
from tests.real_data import require

QUERIES = 400
FLOORS = {
    "albnews-headline-a.sq": (0.815, "d15ee06f6a167728"),
    "cranfield.en": (0.385, "17644cdc5afc07c4"),
    "pquad-val.fa": (0.96, "911e4c57b33dee7f"),
    "xquad.ar": (0.943, "c3c96735fbb93bdd"),
    "xquad.en": (0.972, "876cd4dc60c6c4d4"),
}


def digest(name: str) -> str:
    contents = (DATA / f"{name}.{part}.jsonl" for part in ("docs", "queries"))
    return sha256(b"".join(path.read_bytes() for path in contents)).hexdigest()[:16]


@pytest.mark.parametrize("name", FLOORS)
def test_ndcg_is_not_below_its_floor(name: str, tmp_path: Path) -> None:
    require(f"retrieval/{name}.docs.jsonl")
    floor, expected = FLOORS[name]
    assert digest(name) == expected, "the data changed: measure anew and pin the floor"
    queries = list(rows(DATA / f"{name}.queries.jsonl"))
    sample = random.Random(3).sample(queries, min(QUERIES, len(queries)))
    engine = build(name, tmp_path)
    measured = judge(engine, sample, DEFAULT_WEIGHTS)
    engine.close()
    assert measured.ndcg_10 >= floor
