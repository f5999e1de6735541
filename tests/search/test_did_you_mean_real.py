"""Typos in words of real titles. The floors are some points below what was measured."""

import pytest

from benchmarks.typing_help import LETTERS, correct_words, false_alarms, measure
from search.did_you_mean import read_vocabulary
from search.searcher import Searcher
from tests.engines.engine_support import filled
from tests.real_data import articles

FLOORS = {"en": (0.92, 0.94), "fa": (0.91, 0.93), "ar": (0.87, 0.92), "sq": (0.93, 0.95)}
"""By language: the share of typos whose first suggestion is the word itself, and the word or one with its
stem.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    documents = articles(800)
    with filled(tmp_path_factory.mktemp("real"), documents) as engine:
        yield documents, read_vocabulary(engine), Searcher(engine)


@pytest.mark.parametrize("language", LETTERS)
def test_slips_are_put_right(archive, language):
    documents, known, searcher = archive
    figures = measure(searcher, known, documents, language, 200)
    itself, same_stem = FLOORS[language]
    assert figures["tried"] > 120
    assert figures["itself"] >= itself
    assert figures["same stem"] >= same_stem


def test_no_word_spelt_rightly_is_put_right(archive):
    documents, known, searcher = archive
    words = correct_words(known, documents, 1_000)
    assert len(words) == 1_000
    assert false_alarms(searcher, known, words) == []
