"""Words for the detection of Persian: those of the analyzer's lexicon, and how common hazm says they are."""

from collections.abc import Iterator

from analyzers.lang.fa import lexicon as lexicons
from analyzers.lang.fa.lexicon import load_lexicon
from analyzers.lexicon import Sources, data_file


def sources() -> Sources:
    """What both lists depend on."""
    return lexicons.sources()


def words() -> Iterator[str]:
    """Words and forms of verbs that simplemma does not list."""
    lexicon = load_lexicon()
    yield from lexicon.words
    yield from lexicon.verbs


def counts() -> Iterator[tuple[str, int]]:
    """How often hazm's corpus has each of its words."""
    with data_file("hazm", "data", "words.dat").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, *_ = line.split("\t")
            yield word, int(count)
