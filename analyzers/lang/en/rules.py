"""Rules of English that complement the dictionary."""

from collections.abc import Collection, Container

_BRITISH = (
    ("isation", "ization"), ("isational", "izational"), ("isable", "izable"), ("iser", "izer"),
    ("ise", "ize"), ("yse", "yze"), ("our", "or"), ("ogue", "og"), ("re", "er"),
)  # fmt: skip
_VOWELS = "aeiou"
_NOT_PLURAL = ("ss", "us", "is")


def plural_rule(word: str) -> str:
    """Remove the plural ``s`` from a word that no dictionary contains."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(_NOT_PLURAL):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zes")) else word[:-1]


def regular_bases(word: str, bases: Container[str]) -> list[str]:
    """The existing verbs from which a word in ``-ing`` or ``-ed`` is regularly formed."""
    rest = word[: -3 if word.endswith("ing") else -2]
    if len(rest) < 3:
        return []
    candidates = [rest + "e", rest] if _loses_e(rest) else [rest, rest + "e"]
    if rest[-1] == rest[-2] and len(rest) > (6 if rest[-1] == "l" else 3) and rest[-1] != "s":
        candidates.insert(0, rest[:-1])
    return [candidate for candidate in candidates if candidate in bases][:1]


def _loses_e(rest: str) -> bool:
    """Consonant, vowel, consonant: a base without ``e`` would have doubled its last letter (``hopping``)."""
    first, second, third = rest[-3], rest[-2], rest[-1]
    return first not in _VOWELS and second in _VOWELS and third not in _VOWELS + "wxy"


def undoubled(form: str, stem: str, words: Container[str]) -> str:
    """``prefer`` for ``preferr``, which the dictionary derives from ``preferred``; not in a name."""
    if form == stem or len(stem) <= 4 or stem[-1] != stem[-2] or stem[-1] not in "bdgmnprt":
        return stem
    return stem[:-1] if stem[:-1] in words else stem


class American:
    """Maps British spellings to American ones."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = words

    def __call__(self, word: str) -> str:
        """The American spelling if the dictionary contains it, else the word itself."""
        for british, american in _BRITISH:
            if word.endswith(british) and len(word) > len(british) + 2:
                other = word[: -len(british)] + american
                if other in self._words:
                    return other
        return word
