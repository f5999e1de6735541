"""The single-word forms of a Persian verb, from its past and present stems.

The tenses are those of hazm's Conjugation, except those of several words, whose words are indexed one by one.
Forms are folded and have no zero-width non-joiner.
"""

from collections.abc import Iterator

_PAST = ("م", "ی", "", "یم", "ید", "ند")
_PRESENT = ("م", "ی", "د", "یم", "ید", "ند")
_PERFECT = ("هام", "های", "ه", "هایم", "هاید", "هاند", "هاست")
_NEGATION = ("", "ن")


def participles(stem: str) -> Iterator[str]:
    """Infinitive, bare past and participle. They keep their verb even if they are also nouns."""
    yield from (stem + "ن", stem, stem + "ه")


def past_forms(stem: str) -> Iterator[str]:
    """Simple past, imperfect, perfect and infinitive, each with its negation."""
    for negation in _NEGATION:
        yield f"{negation}{stem}ن"
        for ending in (*_PAST, *_PERFECT):
            yield f"{negation}{stem}{ending}"
            yield f"{negation}می{stem}{ending}"


def present_forms(stem: str) -> Iterator[str]:
    """The present with ``می``, which is never the same as a noun."""
    for prefix in ("می", "نمی"):
        for ending in _endings(stem):
            yield f"{prefix}{stem}{ending}"


def subjunctive_forms(stem: str, long_vowel: bool) -> Iterator[str]:
    """Subjunctive and imperative, with and without ``ب``. Many are the same as a noun.

    Args:
        long_vowel: whether the stem begins with ``آ``, which folding hides.
    """
    bodies = _after_prefix(stem, long_vowel)
    for ending in _endings(stem):
        yield stem + ending
    for prefix in "بن":
        for body in bodies:
            yield prefix + body
            for ending in _endings(stem):
                yield prefix + body + ending
    for body in bodies:
        yield "م" + body


def _endings(stem: str) -> Iterator[str]:
    """A stem that ends with a vowel takes its endings with and without a linking yeh."""
    yield from _PRESENT
    if stem[-1] in "او":
        yield from ("ی" + ending for ending in _PRESENT)


def _after_prefix(stem: str, long_vowel: bool) -> tuple[str, ...]:
    """``آ`` after a prefix becomes ``یا``. Another alef becomes ``ی``, though many writers keep it."""
    if stem[0] != "ا":
        return (stem,)
    return ("ی" + stem,) if long_vowel else ("ی" + stem, "ی" + stem[1:])
