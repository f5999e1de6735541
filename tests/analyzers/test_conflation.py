"""Floors of recall and precision on gold lemmas: a change that conflates too much or too little fails
here.
"""

import pytest
from analyzer_support import DATA

from benchmarks.analysis import conflation, ours, read_groups

FLOORS = {"en": (88.0, 89.0), "fa": (91.0, 84.5), "ar": (83.0, 67.0), "sq": (83.0, 72.0)}
VERBS = {"fa": 78.0}


@pytest.mark.parametrize("code", FLOORS)
def test_recall_and_precision_do_not_fall(code: str) -> None:
    groups = read_groups(code)
    if groups is None:
        pytest.skip(f"gold lemmas of {code} are not beside the checkout: {DATA}")
    recall, precision = conflation(groups, ours(code))
    least_recall, least_precision = FLOORS[code]
    assert recall >= least_recall
    assert precision >= least_precision


@pytest.mark.parametrize("code", VERBS)
def test_forms_of_a_verb_meet(code: str) -> None:
    groups = read_groups(code)
    if groups is None:
        pytest.skip(f"gold lemmas of {code} are not beside the checkout: {DATA}")
    recall, _ = conflation([group for group in groups if group["upos"] == "VERB"], ours(code))
    assert recall >= VERBS[code]


def test_the_measure_itself() -> None:
    groups = [
        {"lemma": "bridge", "forms": ["bridge", "bridges", "arch"]},
        {"lemma": "hall", "forms": ["hall", "halls"]},
    ]
    stems = {"bridge": "a", "bridges": "a", "arch": "b", "hall": "a", "halls": "c"}
    recall, precision = conflation(groups, lambda form: [stems[form]])
    assert recall == pytest.approx(100 * (1 / 3 + 0) / 2)
    assert precision == pytest.approx(100 * 1 / 3)
