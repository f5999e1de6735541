"""Floors for language detection on public texts; a change that lowers one must say why."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from indexer.language import LANGUAGES, detect

DATA = Path(__file__).parents[3] / "shared" / "data" / "langid"
FLOORS = {
    "tatoeba": {"en": 99.0, "fa": 99.0, "ar": 98.0, "sq": 99.0},
    "lingua-sentences": {"en": 99.5, "fa": 99.5, "ar": 99.0, "sq": 99.5},
    "lingua-word-pairs": {"en": 99.0, "fa": 98.0, "ar": 99.0, "sq": 97.0},
    "lingua-single-words": {"en": 98.0, "fa": 91.0, "ar": 97.0, "sq": 89.0},
    "ntrex": {"en": 99.5, "fa": 99.5, "ar": 99.5, "sq": 99.5},
    "hamshahri-titles-arabic-letters": {"fa": 98.0},
    "lingua-sentences-urdu": {"ur": 95.0},
}


def rows(name):
    path = DATA / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip(f"the shared texts are not there: {path}")
    with path.open(encoding="utf-8") as lines:
        return [(row["text"], row["lang"]) for row in map(json.loads, lines)]


def shares(texts, detector=detect):
    total = Counter(language for _, language in texts)
    right = Counter(
        language
        for text, language in texts
        if detector(text) == (language if language in LANGUAGES else "und")
    )
    return {language: 100 * right[language] / total[language] for language in total}


@pytest.mark.parametrize("name", FLOORS)
def test_accuracy(name):
    reached = shares(rows(name))
    assert set(reached) == set(FLOORS[name])
    missed = {language: share for language, share in reached.items() if share < FLOORS[name][language]}
    assert not missed


def test_albanian_typed_without_its_letters():
    plain = str.maketrans("ëçËÇ", "ecEC")
    texts = [(text.translate(plain), "sq") for text, language in rows("tatoeba") if language == "sq"]
    assert shares(texts)["sq"] >= 99.0


def test_albanian_in_capitals():
    texts = [(text.upper(), "sq") for text, language in rows("tatoeba") if language == "sq"]
    assert shares(texts)["sq"] >= 99.0


def test_speed():
    texts = [text for name in FLOORS for text, _ in rows(name)]
    for text in texts[::10]:
        detect(text)  # loads the tables
    started = time.process_time()
    for text in texts:
        detect(text)
    assert len(texts) / (time.process_time() - started) > 5_000  # 20,000 on an idle machine
