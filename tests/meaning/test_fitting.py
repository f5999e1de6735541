"""Vectors of words that are fitted to vectors of texts."""

from collections import Counter

import numpy as np
import pytest

from meaning.fitting import fit
from search.dictionaries.sections import Sections, SectionsError, in_memory
from search.word_vectors import WordVector, WordVectors, words_of, write_word_vectors

TEXTS = [
    Counter(words.split()) for words in ("bridge mason", "bridge stone", "library book", "library shelf")
]
BRIDGE, LIBRARY = np.eye(4, dtype=np.float32)[:2]
VECTORS = np.stack([BRIDGE, BRIDGE, LIBRARY, LIBRARY])


def cosine(one, other):
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def of(fitted, term):
    return fitted.vectors[fitted.terms.index(term)]


def test_a_word_is_near_what_its_texts_are_about():
    fitted = fit(TEXTS, VECTORS, {}, 100)
    assert fitted.centre == pytest.approx([0.5, 0.5, 0, 0])
    assert dict(zip(fitted.terms, fitted.counts, strict=True))["bridge"] == 2
    for word in ("bridge", "mason", "stone"):
        assert cosine(of(fitted, word), BRIDGE - fitted.centre) > 0.99
        assert cosine(of(fitted, word), LIBRARY - fitted.centre) < -0.99


def test_the_model_s_own_vectors_of_words_are_added():
    near, far = np.eye(4, dtype=np.float32)[2:]
    fitted = fit(TEXTS, VECTORS, {"mason": near, "stone": near, "shelf": far}, 100)
    assert cosine(of(fitted, "mason"), near - far) > 0.5
    assert cosine(of(fitted, "mason"), BRIDGE - fitted.centre) > 0.2
    assert cosine(of(fitted, "shelf"), near - far) < -0.5


def test_a_word_that_no_text_has_keeps_the_model_s_vector():
    near, far = np.eye(4, dtype=np.float32)[2:]
    fitted = fit(TEXTS, VECTORS, {"mason": near, "mortar": far}, 100)
    assert dict(zip(fitted.terms, fitted.counts, strict=True))["mortar"] == 0
    assert cosine(of(fitted, "mortar"), far - near) == pytest.approx(1)


def test_only_the_commonest_words_are_kept():
    assert fit(TEXTS, VECTORS, {}, 2).terms == ("bridge", "library")


def written(*rows):
    centre = np.zeros(2, np.float32)
    return WordVectors(in_memory(lambda writer: write_word_vectors(writer, "m", {"fa": centre}, rows)))


def row(language, term, count, *values):
    return WordVector((language, term), count, np.array(values, np.float32))


def test_a_query_is_the_sum_of_its_words():
    vectors = written(row("en", "mill", 1, 3, 0), row("en", "heron", 1, 0, 4))
    assert len(vectors) == 2
    assert vectors.vector([[("en", "mill")], [("en", "heron")]]) == pytest.approx([0.6, 0.8], abs=0.01)
    assert vectors.vector([[("en", "unknown")], [("en", "\udc00")]]) is None


def test_a_word_of_two_languages_is_mostly_that_of_the_one_which_uses_it_most():
    vectors = written(row("fa", "a", 9, 1, 0), row("ar", "a", 1, 0, 1))
    first, second = vectors.vector([[("fa", "a"), ("ar", "a")]])
    assert first == pytest.approx(9 * second, rel=0.02)


def test_words_of_a_query_have_a_reading_in_each_language_but_no_function_words():
    assert words_of("the mills") == [[("en", "mill"), ("sq", "milla")]]


def test_a_file_that_was_cut_off_is_recognised():
    with pytest.raises(SectionsError):
        WordVectors(Sections(b"cut off"))
