"""Words for detecting Persian: those of the analyzer's lexicon, and their frequencies in hazm."""

from collections.abc import Iterator

from analyzers.lang.fa import lexicon as lexicons
from analyzers.lang.fa.lexicon import compiled_lexicon, load_lexicon
from analyzers.lexicon import Sources, data_file


def sources() -> Sources:
    """What both lists depend on."""
    return lexicons.sources()


def words() -> Iterator[str]:
    """Words and verb forms that simplemma does not contain."""
    lexicon = load_lexicon(compiled_lexicon())
    yield from lexicon.words
    yield from lexicon.verbs


def counts() -> Iterator[tuple[str, int]]:
    """The frequency of each word in hazm's corpus."""
    with data_file("hazm", "data", "words.dat").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, *_ = line.split("\t")
            yield word, int(count)
