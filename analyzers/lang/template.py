"""A language to copy. Follow the steps in order; the tests name the one that was forgotten.

1. Make the folder ``analyzers/lang/<code>/``, named by the ISO 639-1 code (639-3 where there is none of two
   letters), with an ``__init__.py`` of one docstring, and copy this file there as ``analyzer.py``.
2. Rename the class, set ``language`` to the code and ``script`` to ``latin`` or ``arabic``. A new script
   is a new branch of ``fold.script_of`` and of ``indexer/language/scripts.py``.
3. Write ``language.toml``: names, direction, locale, keywords of queries, keyboard and so on. The fields are
   those of ``analyzers.language.Language``. Letters that readers see as their own, and not as variants of
   others, belong into ``letters``, or folding takes them away.
4. Write ``function_words.txt``: 60 to 250 words that only serve grammar, question words among them. They
   are folded when they are read, so write them as readers do.
5. Write ``_stems_of``. Begin with endings; keep what it gives short words. Where simplemma has the
   language, subclass ``dictionary.DictionaryAnalyzer`` instead: ``lang/sq/analyzer.py`` is the shortest
   example. It takes ``_rule`` for unknown words and ``_readings`` for the dictionary.
6. Only where the language needs it: ``_shape`` takes one raw word apart (compounds), ``_joins`` and
   ``_join`` join words that are typed apart. ``lang/fa/analyzer.py`` has both.
7. Write ``detection.toml``: at least the letters that the language is known by. ``indexer/language/model.py``
   explains the numbers, and all have usual values. Where langdetect has no profile of the language, add
   ``profile.txt``, a page or two of its plain sentences; where simplemma has no words, more of them.
8. Write ``pages.toml``: months, bylines and labels of pages, as in ``lang/sq/pages.toml``.
9. As you like: ``synonyms.txt``, and ``messages.po`` for an interface in the language (``make texts`` fills
   in what is missing).
10. Add the code to ``registry.LANGUAGES``.
11. Write ``tests/analyzers/data/<code>.json``: groups of forms that must meet, pairs that must stay
    apart, texts with their tokens. Run ``pytest tests/analyzers``: the contract suite takes every
    language of the registry by itself.
12. Measure: add gold lemmas to ``benchmarks/analysis.py``, run it beside other stemmers, and pin what it
    reaches in ``tests/analyzers/test_conflation.py``.
13. Raise ``rules_version`` with every later change of a rule: an index that was built with the old rules
    is then known to be stale.
"""

from analyzers.endings import longest_first
from analyzers.words import WordAnalyzer

_LEAST = 4
"""Letters that must be left; measure before lowering it."""
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
