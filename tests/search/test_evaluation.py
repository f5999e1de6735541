import math

import pytest

from search.evaluation import measure, ndcg, recall, reciprocal_rank, run_lines

RELEVANT = frozenset({"a", "b"})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["a", "b"], 1.0),
        (["b", "a", "x"], 1.0),
        (["x", "a"], (1 / math.log2(3)) / (1 + 1 / math.log2(3))),
        (["a", "x", "b"], 1.5 / (1 + 1 / math.log2(3))),
        (["x"] * 10 + ["a", "b"], 0.0),
        ([], 0.0),
    ],
)
def test_ndcg(found, expected):
    assert ndcg(found, RELEVANT) == pytest.approx(expected)


def test_ndcg_of_more_relevant_documents_than_are_looked_at():
    many = frozenset(map(str, range(30)))
    assert ndcg([str(n) for n in range(10)], many) == pytest.approx(1.0)
    assert ndcg(["a"], frozenset()) == 0.0


@pytest.mark.parametrize(
    ("found", "expected"), [(["a"], 1.0), (["x", "y", "b"], 1 / 3), (["x"] * 10 + ["a"], 0.0), ([], 0.0)]
)
def test_reciprocal_rank(found, expected):
    assert reciprocal_rank(found, RELEVANT) == pytest.approx(expected)


def test_recall():
    assert recall(["x", "b"], RELEVANT) == 0.5
    assert recall(["x"] * 100 + ["a"], RELEVANT) == 0.0
    assert recall(["a"], frozenset()) == 0.0


def test_means_over_the_judged_queries():
    run = {"1": [("a", 2.0), ("b", 1.0)], "2": [("x", 1.0), ("a", 0.5)], "unjudged": [("a", 1.0)]}
    measures = measure(run, {"1": RELEVANT, "2": frozenset({"a"}), "3": frozenset({"c"}), "4": frozenset()})
    second = 1 / math.log2(3)
    assert measures.queries == 3
    assert measures.ndcg_10 == pytest.approx((1 + second + 0) / 3)
    assert measures.mrr_10 == pytest.approx((1 + 0.5 + 0) / 3)
    assert measures.recall_100 == pytest.approx(2 / 3)
    mean = (1 + second) / 3
    variance = ((1 - mean) ** 2 + (second - mean) ** 2 + mean**2) / 2
    assert measures.interval == pytest.approx(1.96 * math.sqrt(variance / 3))


def test_no_queries_at_all():
    assert measure({}, {}).queries == 0


def test_lines_of_a_run():
    lines = list(run_lines({"q1": [("a", 2.5), ("b", 1.0)], "q2": []}, tag="test"))
    assert lines == ["q1 Q0 a 1 2.500000 test", "q1 Q0 b 2 1.000000 test"]
