"""Floors for language detection on public texts; a change that lowers one must say why."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from indexer.article import Article
from indexer.language import LANGUAGES, detect, detect_languages
from tests.real_data import articles

DATA = Path(__file__).parents[3] / "shared" / "data" / "langid"
# By set: the beginning of the data's SHA-256 and the floors in percent. They only apply to this data.
FLOORS = {
    "tatoeba": ("364c6b0fbf61", {"en": 99.3, "fa": 99.8, "ar": 99.0, "sq": 99.8}),
    "lingua-sentences": ("bcb0ed36aaae", {"en": 99.9, "fa": 99.6, "ar": 99.8, "sq": 99.9}),
    "lingua-word-pairs": ("2101439e4bd9", {"en": 99.6, "fa": 98.5, "ar": 99.3, "sq": 98.3}),
    "lingua-single-words": ("974c78c97fb7", {"en": 97.4, "fa": 92.5, "ar": 96.9, "sq": 92.2}),
    "ntrex": ("01dbb9cb0021", {"en": 99.8, "fa": 99.8, "ar": 99.9, "sq": 99.7}),
    "hamshahri-titles-arabic-letters": ("6d24b418f484", {"fa": 98.4}),
    "lingua-sentences-urdu": ("8cc6c584ece2", {"ur": 99.3}),
}
ARABIC_KEYBOARD = str.maketrans("یک", "يك")


def rows(name):
    path = DATA / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip(f"the shared texts are not there: {path}")
    content = path.read_bytes()
    assert hashlib.sha256(content).hexdigest().startswith(FLOORS[name][0]), "other data: measure anew"
    return [(row["text"], row["lang"]) for row in map(json.loads, content.decode().splitlines())]


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
    reached, floors = shares(rows(name)), FLOORS[name][1]
    assert set(reached) == set(floors)
    missed = {language: share for language, share in reached.items() if share < floors[language]}
    assert not missed


@pytest.mark.parametrize("name", ["tatoeba", "lingua-sentences", "ntrex"])
def test_albanian_typed_without_its_letters(name):
    plain = str.maketrans("ëçËÇ", "ecEC")
    texts = [(text.translate(plain), "sq") for text, language in rows(name) if language == "sq"]
    assert shares(texts)["sq"] >= 99.5


@pytest.mark.parametrize("name", ["tatoeba", "lingua-sentences", "ntrex"])
def test_persian_typed_with_an_arabic_keyboard(name):
    texts = [(text.translate(ARABIC_KEYBOARD), "fa") for text, language in rows(name) if language == "fa"]
    assert shares(texts)["fa"] >= 99.4


def test_albanian_in_capitals():
    texts = [(text.upper(), "sq") for text, language in rows("tatoeba") if language == "sq"]
    assert shares(texts)["sq"] >= 99.5


def test_articles_are_in_one_language_and_joined_ones_in_two():
    by_language = {language: [] for language in LANGUAGES}
    for document in articles(1200):
        if len(document.body) > 700:
            by_language[document.language].append(document.body[:1200])
    alone = joined = right = total = 0
    for language, bodies in by_language.items():
        other = by_language[LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]]
        for body, more in zip(bodies, other, strict=False):
            total += 1
            alone += detect_languages(Article(title="", body=body)) == (language,)
            found = detect_languages(Article(title="", body=f"{body}\n\n{more[:600]}"))
            joined += len(found) == 2
            right += found[0] == language
    assert total > 300
    assert alone / total >= 0.99
    assert joined / total >= 0.98
    assert right / total >= 0.98
