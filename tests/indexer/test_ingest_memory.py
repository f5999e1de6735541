"""Ingest works from disk: the same results as in memory, and memory that does not grow with the archive."""

import random
import tracemalloc
from collections import Counter

import pytest

from indexer.article import Article
from indexer.repeats import Repeats
from indexer.stories import rarity
from indexer.stories.model import Sketch
from indexer.stories.rarity import Rarity

LANGUAGES = ("en", "fa", "ar")


def invented(count: int, seed: int = 4) -> list[tuple[str, tuple[int, ...]]]:
    """Languages and hashes of names; some names occur often, most once."""
    choose = random.Random(seed)
    usual = [choose.randint(-(2**63), 2**63 - 1) for _ in range(200)] + [-(2**63), 2**63 - 1, 0, -1]
    return [
        (
            choose.choice(LANGUAGES),
            tuple({*choose.sample(usual, 5), *(choose.randint(-(2**63), 2**63 - 1) for _ in range(40))}),
        )
        for _ in range(count)
    ]


def test_counts_from_disk_are_those_in_memory():
    names = invented(900)
    in_memory, from_disk = Rarity(names), Rarity(names, most_held=500)
    for language, keys in names:
        sketch = Sketch(language, 1, 100, (), keys)
        assert from_disk.weights(sketch) == in_memory.weights(sketch)


@pytest.mark.parametrize("most_held", [300, 1_000_000])
def test_the_names_of_several_articles_are_counted(most_held):
    names = invented(600)
    expected = {language: Counter[int]() for language in LANGUAGES}
    for language, keys in names:
        expected[language].update(keys)
    counting = rarity._Counting(most_held)
    with counting:
        for language, keys in names:
            counting.add(language, keys)
        for language in LANGUAGES:
            found = list(counting.counts(language))
            assert found == sorted((key, number) for key, number in expected[language].items() if number > 1)


def test_a_common_name_has_no_weight_and_a_rare_one_has_most():
    names = [("en", (7, 1000 + number, number // 2)) for number in range(100)]
    weights = Rarity(names, most_held=20).weights(Sketch("en", 1, 10, (), (7, 3, 1003)))
    assert 7 not in weights
    assert weights[1003] > weights[3]


def peak(work) -> int:
    """The memory that something takes, in bytes."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_counting_names_takes_no_more_memory_for_more_articles():
    names = {count: invented(count) for count in (300, 1_200)}
    some, many = (peak(lambda found=found: Rarity(found, most_held=2_000)) for found in names.values())
    assert many < 2 * some


def story(number: int, **more: object) -> Article:
    body = "\n\n".join(f"Paragraph {number}.{part} of a story" for part in range(8))
    fields = {"title": f"Story {number}", "body": body, "language": "en", "external_id": str(number)}
    return Article(**fields | {"file": "a.jsonl"} | more)  # type: ignore[arg-type]


def test_articles_of_a_large_file_are_not_held():
    def take(count: int) -> None:
        repeats = Repeats()
        assert not any(repeats.repeats(story(number)) for number in range(count))

    take(10)
    some, many = (peak(lambda count=count: take(count)) for count in (300, 1_500))
    assert many < 2 * some


def test_an_article_is_recognised_far_down_its_file_but_not_in_another():
    repeats = Repeats()
    assert not any(repeats.repeats(story(number)) for number in range(50))
    assert repeats.repeats(story(3))
    assert repeats.repeats(story(4, title="Another title"))  # by its paragraphs
    assert not repeats.repeats(story(5, file="b.jsonl"))
