"""A language to copy. Follow the steps in order; tests name a step that was forgotten.

1. Make the folder ``analyzers/lang/<code>/``, named by the ISO 639-1 code (639-3 if it has none), with an
   ``__init__.py`` that only has a docstring, and copy this file into it as ``analyzer.py``.
2. Rename the class, set ``language`` to the code and ``script`` to ``latin`` or ``arabic``. A new script
   is a new branch in ``fold.script_of`` and in ``indexer/language/scripts.py``.
3. Write ``language.toml``: names, direction, locale, query keywords, keyboard and so on. The fields are
   those of ``analyzers.language.Language``. Letters that readers see as separate letters, not as variants of
   others, belong in ``letters``; otherwise folding replaces them.
4. Write ``function_words.txt``: 60 to 250 function words, including question words. They are folded when
   they are read, so write them as readers do.
5. Write ``_stems_of``. Begin with endings, and check what it does to short words. If simplemma supports the
   language, subclass ``dictionary.DictionaryAnalyzer`` instead: ``lang/sq/analyzer.py`` is the shortest
   example. It uses ``_rule`` for unknown words and ``_readings`` for the dictionary.
6. Only if the language needs it: ``_shape`` splits a raw word (compounds), ``_joins`` and ``_join`` join
   words
   that are typed with a space. ``lang/fa/analyzer.py`` has both.
7. Write ``detection.toml``: at least the letters that identify the language. ``indexer/language/model.py``
   explains the numbers, and all have defaults. If langdetect has no profile of the language, add
   ``profile.txt``, a page or two of plain sentences; if simplemma has no words either, write more of them.
8. Write ``pages.toml``: months, bylines and labels of pages, as in ``lang/sq/pages.toml``.
9. Optional: ``synonyms.txt``, and ``messages.po`` for an interface in the language (``make texts`` adds
   what is missing).
10. Add the code to ``registry.LANGUAGES``.
11. Write ``tests/analyzers/data/<code>.json``: groups of forms that must match, pairs that must not,
    texts with their tokens. Run ``pytest tests/analyzers``: the contract suite tests every language of
    the registry.
12. Measure: add gold lemmas to ``benchmarks/analysis.py``, compare other stemmers, and pin the result
    in ``tests/analyzers/test_conflation.py``.
13. Increase ``rules_version`` with every later change of a rule, so that an index built with the old rules
    is known to be out of date.
"""

from analyzers.endings import longest_first
from analyzers.words import WordAnalyzer

_LEAST = 4
"""Minimum number of letters that must be left. Measure before lowering it."""
_ENDINGS = longest_first("es s")


class TemplateAnalyzer(WordAnalyzer):
    """The analyzer of a language whose words only lose endings."""

    language = "en"
    script = "latin"
    rules_version = "1"

    def _rules_key(self) -> str:
        return self.rules_version

    def _stems_of(self, exact: str) -> tuple[str, ...]:
        for ending in _ENDINGS:
            if exact.endswith(ending) and len(exact) - len(ending) >= _LEAST:
                return (exact[: -len(ending)],)
        return (exact,)
