"""The data set of each language: words that match, words that do not, the positions of tokens."""

import json
from pathlib import Path

import pytest
from analyzer_support import disagreeing, meet

from analyzers import LANGUAGES, get_analyzer

DATA = Path(__file__).parent / "data"
SETS = {code: json.loads((DATA / f"{code}.json").read_text("utf-8")) for code in LANGUAGES}


def cases(kind: str) -> list[tuple[str, list[str]]]:
    return [(code, case) for code, data in SETS.items() for case in data[kind]]


@pytest.mark.parametrize(("code", "forms"), cases("meet"))
def test_forms_meet(code: str, forms: list[str]) -> None:
    assert disagreeing(code, forms, wanted=True) == []


@pytest.mark.parametrize(("code", "pair"), cases("apart"))
def test_different_words_stay_apart(code: str, pair: list[str]) -> None:
    assert not meet(code, *pair)


@pytest.mark.parametrize(("code", "case"), cases("tokens"))
def test_words_stand_at_their_places(code: str, case: tuple[str, list[str]]) -> None:
    text, wanted = case
    found: dict[int, list[str]] = {}
    for token in get_analyzer(code).analyze(text):
        found.setdefault(token.position, []).append(token.exact)
    assert [" ".join(exact) for exact in found.values()] == wanted
