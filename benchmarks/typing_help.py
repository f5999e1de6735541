"""How well are typos corrected?  python -m benchmarks.typing_help [ENGINE] [ARTICLES]

Indexes the real articles of ../shared/data/articles, takes words of at least 5 letters from titles, makes one
typo in each (a letter replaced by a neighbouring or any other one, dropped, doubled or added, or two
swapped), and prints for each language how often the word itself, or a word with the same stem, is the first
suggestion, how often a correctly spelled word is "corrected", and the cost in milliseconds and megabytes.
"""

import random
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC
from pathlib import Path

from analyzers import get_analyzer
from analyzers.fold import fold_word
from engines.port.engine import SearchEngine
from engines.port.model import Document
from engines.registry import open_store
from search.did_you_mean import DidYouMean, did_you_mean
from search.did_you_mean.keyboards import are_near
from search.did_you_mean.vocabulary import Vocabulary, read_vocabulary
from search.documents import index_document
from search.model import SearchRequest
from search.searcher import Searcher
from tests.real_data import articles

LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "sq": "abcdefghijklmnopqrstuvxyzëç",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنوهي",
}
LEAST = 3
"""A word counts as known from this number of documents on."""


def words_of_titles(documents: Iterable[Document], language: str, known: Vocabulary) -> list[str]:
    """Words as written, each in one form, always in the same order."""
    found: dict[str, str] = {}
    for document in documents:
        if document.language == language:
            for token in get_analyzer(language).analyze(document.title):
                if len(token.exact) >= 5 and token.text.isalpha() and known.frequency(token.exact) >= LEAST:
                    found.setdefault(token.exact, token.text.lower())
    return [found[exact] for exact in sorted(found)]


def slip(word: str, letters: str, choose: random.Random) -> tuple[str, str]:
    """The kind of typo and what was typed."""
    kind = choose.choice(("replaced near", "replaced", "dropped", "added", "swapped"))
    at = choose.randrange(len(word))
    if kind == "dropped":
        return kind, word[:at] + word[at + 1 :]
    if kind == "added":
        return kind, word[:at] + choose.choice(letters) + word[at:]
    if kind == "swapped":
        at = min(at, len(word) - 2)
        return kind, word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    near = [
        x
        for x in letters
        if are_near(fold_word(x), fold_word(word[at])) and fold_word(x) != fold_word(word[at])
    ]
    other = choose.choice(near if kind == "replaced near" and near else letters)
    return kind, word[:at] + other + word[at + 1 :]


def slips(
    words: list[str], language: str, count: int, known: Vocabulary, seed: int
) -> Iterator[tuple[str, str, str]]:
    """(kind, word, typed) if what was typed is not a word of the archive."""
    choose = random.Random(seed)
    analyzer = get_analyzer(language)
    while count:
        word = choose.choice(words)
        kind, typed = slip(word, LETTERS[language], choose)
        exact = [token.exact for token in analyzer.analyze(typed)]
        if len(exact) == 1 and not known.frequency(exact[0]):
            yield kind, word, typed
            count -= 1


def first_spelling(found: tuple[DidYouMean, ...]) -> str:
    return next((offer.text for offer in found if offer.kind == "spelling"), "")


def same_stem(language: str, one: str, other: str) -> bool:
    analyzer = get_analyzer(language)
    first, second = ({s for token in analyzer.analyze(text) for s in token.stems} for text in (one, other))
    return bool(first & second)


def exact_form(language: str, text: str) -> list[str]:
    return [token.exact for token in get_analyzer(language).analyze(text)]


def measure(
    searcher: Searcher, known: Vocabulary, documents: list[Document], language: str, count: int, seed: int = 3
) -> dict[str, float]:
    """Shares of corrected typos in one language, and the times."""
    words = words_of_titles(documents, language, known)
    right: Counter[str] = Counter()
    of_kind: Counter[str] = Counter()
    stems, tried, times = 0, 0, []
    for kind, word, typed in slips(words, language, count, known, seed):
        result = searcher.search(SearchRequest(typed, size=1, facets=(), timeline=None))
        if result.total:
            continue  # another form of a word: nothing to correct
        began = time.perf_counter()
        found = first_spelling(did_you_mean(searcher, known, result))
        times.append((time.perf_counter() - began) * 1000)
        tried += 1
        of_kind[kind] += 1
        hit = exact_form(language, found) == exact_form(language, word)
        right[kind] += hit
        stems += hit or same_stem(language, found, word)
    return {
        "words": len(words),
        "tried": tried,
        "itself": right.total() / tried,
        "same stem": stems / tried,
        "median ms": statistics.median(times),
        "p95 ms": sorted(times)[int(0.95 * len(times))],
        **{kind: right[kind] / of_kind[kind] for kind in sorted(of_kind)},
    }


def false_alarms(searcher: Searcher, known: Vocabulary, words: list[str]) -> list[tuple[str, str]]:
    """Correctly spelled words that are "corrected"."""
    found = []
    for word in words:
        result = searcher.search(SearchRequest(word, size=1, facets=(), timeline=None))
        found += [(word, offer.text) for offer in did_you_mean(searcher, known, result)]
    return found


def index(engine: SearchEngine, documents: list[Document]) -> None:
    engine.add(index_document(document, UTC) for document in documents)
    engine.commit(1)


def correct_words(known: Vocabulary, documents: list[Document], count: int) -> list[str]:
    words = [w for language in LETTERS for w in words_of_titles(documents, language, known)]
    return random.Random(5).sample(words, min(count, len(words)))


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "tantivy"
    documents = articles(int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_store(name, Path(folder)).create()
        index(engine, documents)
        before, began = memory(), time.perf_counter()
        known = read_vocabulary(engine)
        print(
            f"{name}: {len(documents)} articles, {len(known)} words in "
            f"{time.perf_counter() - began:.2f} s, {memory() - before:.0f} MB more at most"
        )
        searcher = Searcher(engine)
        for language in LETTERS:
            figures = measure(searcher, known, documents, language, 2_000)
            print(language, ", ".join(f"{key} {value:.3g}" for key, value in figures.items()))
        words = correct_words(known, documents, 1_000)
        alarms = false_alarms(searcher, known, words)
        print(f"{len(words)} correctly spelled words: {len(alarms)} corrected {alarms[:10]}")
        engine.close()


if __name__ == "__main__":
    main()
