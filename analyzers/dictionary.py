"""Word-form dictionaries from simplemma, folded, as a source of compiled lexicons."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from analyzers.fold import fold_word
from analyzers.lexicon import Sources, compiled, mapping_of, section_of
from analyzers.names import name_sources, names_of
from analyzers.spellings import respelled
from analyzers.words import WordAnalyzer, language_file

IRREGULAR = "irregular.txt"


def dictionary_sources(language: str, *modules: str) -> Sources:
    """What a lexicon made from simplemma's dictionary depends on: its data, the folding rules and
    ``modules``.

    Args:
        language: code of the language.
        modules: file names of further rules in the language's folder.
    """
    own = Path(__file__)
    words = language_file(language, IRREGULAR)
    own_words = [words] if words.is_file() else []
    return Sources(
        (own.with_name("fold.py"), own.with_name("spellings.py"), own, *own_words, *map(Path, modules)),
        (dictionary_of(language),),
    ) + name_sources(language)


def dictionary_of(language: str) -> tuple[str, ...]:
    """Where simplemma stores the dictionary of a language: the package and the parts of the path."""
    return ("simplemma", "strategies", "dictionaries", "data", f"{language}.plzma")


def irregular_stems(language: str) -> dict[str, list[str]]:
    """The language's own list of readings that override the dictionary: lines ``form: stem stem``."""
    text = language_file(language, IRREGULAR).read_text("utf-8")
    rows = (line.partition("#")[0].partition(":") for line in text.splitlines())
    return {fold_word(form): [fold_word(stem) for stem in stems.split()] for form, _, stems in rows if stems}


def name_stems(language: str, lemmas: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Names as stems of themselves, without those that the dictionary has as lemmas: they are words, too."""
    return {name: [name] for name in sorted(names_of(language)) if name not in lemmas.get(name, ())}


def folded_pairs(language: str) -> Iterator[tuple[str, str, str]]:
    """Each form of the dictionary as (form, folded form, folded lemma)."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        key, value = respelled(fold_word(form)), respelled(fold_word(lemma))
        if key and value:
            yield form, key, value


class DictionaryAnalyzer(WordAnalyzer):
    """Stems by rule, except for words whose stems the rule gets wrong: those come from a dictionary.

    Only the exceptions are kept in memory, which takes a third of the memory of a dictionary with 300,000
    forms.
    """

    rules_version: ClassVar[str] = ""
    """Increase it with every change of a rule that runs at analysis time."""
    modules: ClassVar[tuple[str, ...]] = ()
    """The files of the language's own rules. The lexicon is compiled again when one of them changes."""

    def __init__(self) -> None:
        super().__init__()
        self._lexicon = compiled(
            self.language, dictionary_sources(self.language, *self.modules), self._compile
        )
        self._lexicon_digest = self._lexicon.digest

    @cached_property
    def _exceptions(self) -> dict[str, str]:
        """The first section of what ``_compile`` made. It is read when a word is first looked up, because
        many processes never analyse a text in some of the languages.
        """
        return mapping_of(self._lexicon.sections[0])

    def _rules_key(self) -> str:
        return self.rules_version + self._lexicon_digest

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
        exceptions = {
            form: " ".join(stems) for form, stems in self._readings() if stems != [self._rule(form)]
        }
        return [section_of(exceptions)]
