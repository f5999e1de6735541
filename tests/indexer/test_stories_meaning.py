"""Vectors of articles as one more witness that two are translations."""

import random
from datetime import UTC, datetime

import numpy as np
import pytest

from indexer.archive import Archive
from indexer.article import Article
from indexer.embedding import Item, store_vectors, use_model
from indexer.progress import SilentProgress
from indexer.stories import group_stories
from meaning.quantized import quantized

DAY = datetime(2021, 5, 4, 9, tzinfo=UTC)
TOPICS, LANGUAGES = range(8), ("en", "sq")
MODEL = "model"


def id_of(topic, language):
    return f"{language}{topic}"


def article(topic, language):
    """Each has a name and a number of its own, so articles share none of them."""
    number = topic * 37 + LANGUAGES.index(language) * 1000 + 11
    body = f"Notes from Tir{'abcdefgh'[topic] * 3}{language} about {number}. "
    return Article(
        id_of(topic, language), body * 5, language=language, date=DAY, external_id=id_of(topic, language)
    )


def vectors():
    """Those of one topic are alike; those of one language have something in common, which is more."""
    made = np.random.default_rng(5)
    topics = made.normal(size=(len(TOPICS), 32))
    common = {language: made.normal(size=32) * 3 for language in LANGUAGES}
    return {
        id_of(topic, language): topics[topic] + common[language] + made.normal(size=32) * 0.2
        for topic in TOPICS
        for language in LANGUAGES
    }


ARTICLES = [article(topic, language) for topic in TOPICS for language in LANGUAGES]
PAIRS = {frozenset(id_of(topic, language) for language in LANGUAGES) for topic in TOPICS}


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "archive.sqlite3") as archive:
        yield archive


def embed(archive, found):
    hashes = {one.id: one.content_hash for one in archive.changes()}
    items = [Item(id_, hashes[id_], "", quantized(row[None], MODEL)[0]) for id_, row in found.items()]
    store_vectors(archive, MODEL, items)


def stories(archive):
    group_stories(archive, SilentProgress(), workers=1)
    found = {}
    for one in archive.changes():
        if one.story is not None:
            found.setdefault(one.story, set()).add(one.id)
    return {frozenset(members) for members in found.values()}


def test_translations_join_by_meaning_and_part_without_it(archive):
    archive.put_batch(ARTICLES)
    assert stories(archive) == set()
    embed(archive, vectors())
    assert stories(archive) == PAIRS
    use_model(archive, "")
    assert stories(archive) == set()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_stories_are_the_same_in_any_order(archive, seed):
    choose = random.Random(seed)
    shuffled = choose.sample(ARTICLES, len(ARTICLES))
    found = vectors()
    for start in range(0, len(shuffled), 5):
        archive.put_batch(shuffled[start : start + 5])
        if choose.random() < 0.5:
            stories(archive)
    for part in (0, 1):
        embed(archive, {id_: found[id_] for id_ in sorted(found)[part::2]})
        joined = stories(archive)
    assert joined == PAIRS


def test_two_that_are_as_near_do_not_join(archive):
    found = vectors()
    found["sq1"] = found["sq0"] + 0.01
    archive.put_batch(ARTICLES)
    embed(archive, found)
    assert stories(archive) == PAIRS - {frozenset({"en0", "sq0"}), frozenset({"en1", "sq1"})}


def test_vectors_of_another_model_are_not_compared(archive):
    archive.put_batch(ARTICLES)
    embed(archive, vectors())
    with archive.writing() as connection:
        connection.execute(
            "UPDATE embeddings SET model = 'other' WHERE content_hash IN"
            " (SELECT content_hash FROM articles WHERE language = 'sq')"
        )
    assert stories(archive) == set()
