"""Word-form dictionaries from simplemma, folded, as a source for compiled lexicons."""

from collections.abc import Iterator
from typing import ClassVar

from analyzers.fold import FOLD_VERSION, fold_word
from analyzers.lexicon import compiled, data_file, digest, file_digest
from analyzers.words import WordAnalyzer

COMPILER_VERSION = "1"


def dictionary_key(language: str, version: str) -> str:
    """Changes with simplemma's data, the fold and ``version``, the rules that the compiler applies."""
    path = data_file("simplemma", "strategies", "dictionaries", "data", f"{language}.plzma")
    return digest(file_digest(path), COMPILER_VERSION, FOLD_VERSION, version)


def folded_pairs(language: str) -> Iterator[tuple[str, str, str]]:
    """Each form as the dictionary has it, then form and lemma folded."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        key, value = fold_word(form), fold_word(lemma)
        if key and value:
            yield form, key, value


class DictionaryAnalyzer(WordAnalyzer):
    """Stems by rule, but for the words whose stems a rule gets wrong: those come from a dictionary.

    Only the exceptions are kept in memory, so a dictionary of 300,000 forms costs a third of it.
    """

    script: ClassVar[str] = "latin"
    version: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        (content,) = compiled(self.language, self._rules_key(), self._compile)
        self._exceptions = dict(line.split("\t", 1) for line in content.split("\n")) if content else {}

    def _rules_key(self) -> str:
        return dictionary_key(self.language, self.version)

    def _rule(self, exact: str) -> str:
        """The stem of a word that no dictionary knows."""
        raise NotImplementedError

    def _readings(self) -> Iterator[tuple[str, list[str]]]:
        """Every form of the dictionary, folded, and its stems."""
        raise NotImplementedError

    def _stems_of(self, exact: str) -> tuple[str, ...]:
        known = self._exceptions.get(exact)
        return (self._rule(exact),) if known is None else tuple(known.split(" "))

    def _compile(self) -> list[str]:
        lines = [
            f"{form}\t{' '.join(stems)}" for form, stems in self._readings() if stems != [self._rule(form)]
        ]
        return ["\n".join(sorted(lines))]
