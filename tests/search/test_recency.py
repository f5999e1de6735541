from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engines.port.model import Document, Sort
from search.model import SearchRequest
from search.ranking import DEFAULT_WEIGHTS
from search.recency import recency_nodes
from search.searcher import Searcher
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready

TODAY = date(2026, 5, 9)
AGES = {"week": 7, "season": 90, "two-years": 700, "decade": 3650, "tomorrow": -1}
PLAIN = [
    Document(
        name,
        "",
        "A heron stood on the old weir.",
        "en",
        date=datetime(2026, 5, 9, tzinfo=UTC) - timedelta(age),
    )
    for name, age in AGES.items()
]
UNDATED = Document("undated", "", "A heron stood on the old weir.", "en")
BETTER = Document(
    "better", "", "Heron after heron: the heron counts.", "en", date=datetime(1990, 1, 1, tzinfo=UTC)
)
OTHERS = [Document(f"other{number}", "", "A ferry crossed the lake.", "en") for number in range(30)]
DOCUMENTS = (*PLAIN, UNDATED, BETTER, *OTHERS)


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def ranked(request, tmp_path_factory):
    with filled(
        tmp_path_factory.mktemp("recency"), DOCUMENTS, engine=ready(request, request.param)
    ) as engine:

        def ranked(recency: float, text: str = "heron", **how) -> dict[str, float | None]:
            searcher = Searcher(engine, replace(DEFAULT_WEIGHTS, recency=recency), today=lambda: TODAY)
            return {hit.document.id: hit.score for hit in searcher.search(SearchRequest(text, **how)).hits}

        yield ranked


def test_what_is_new_gains_by_its_age(ranked):
    before, after = ranked(0.0), ranked(0.3)
    gained = {name: after[name] - before[name] for name in before}
    expected = {
        "week": 0.3,
        "season": 0.2,
        "two-years": 0.1,
        "decade": 0,
        "tomorrow": 0,
        "undated": 0,
        "better": 0,
    }
    assert gained == pytest.approx(expected, abs=1e-5)


def test_a_better_match_stays_before_a_newer_one(ranked):
    assert next(iter(ranked(0.3))) == "better"
    assert next(iter(ranked(5.0))) == "week"


def test_it_adds_no_hit_and_does_not_reach_other_orders(ranked):
    assert set(ranked(0.3, "weir")) == set(ranked(0.0, "weir"))
    assert set(ranked(0.3, sort=Sort.OLDEST).values()) == {None}


def test_partial_matches_gain_it_too(ranked):
    assert next(iter(ranked(0.3, "old weir nowhere"))) == "week"


def test_no_lift_asks_nothing():
    assert recency_nodes(TODAY, 0.0) == ()
