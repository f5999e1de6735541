"""What the file of an index holds, ready for questions."""

from dataclasses import dataclass

from engines.port.engine import SearchEngine
from search.dictionaries.build import built
from search.dictionaries.sections import Sections
from search.dictionaries.stories import Alternates
from search.did_you_mean.vocabulary import Vocabulary
from search.suggest import Suggester
from search.term_dictionary import TermDictionary


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """Words for patterns, words for did-you-mean, suggestions, and the languages of stories."""

    terms: TermDictionary
    vocabulary: Vocabulary
    suggester: Suggester
    alternates: Alternates

    @classmethod
    def of(cls, sections: Sections) -> "Dictionaries":
        """Those of a file, or of the same in memory."""
        terms = TermDictionary.mapped(sections)
        return cls(terms, Vocabulary(terms, sections), Suggester(sections), Alternates(sections))


def read_dictionaries(engine: SearchEngine, *, collapse: bool = True) -> Dictionaries:
    """The dictionaries of an index as it is now, made and held in memory.

    ``collapse`` counts stories in suggestions, as searches do.
    """
    return Dictionaries.of(built(engine, collapse=collapse))
