"""Clitics and the light stemmer of Arabic. All words are in folded form."""

from collections.abc import Iterator

from analyzers.endings import by_last_letter, longest_first

_ARTICLES = ("وبال", "فبال", "وکال", "وال", "فال", "بال", "کال", "ولل", "فلل", "ال", "لل")
_PROCLITICS = {"ب": ("بال", "ب"), "ک": ("کال", "ک"), "ل": ("لل", "ل"), "ا": ("ال",), "س": ("س",)}
"""Prepositions, the article and the future particle, by their first letter."""
_PRONOUNS = by_last_letter(("هما", "کما", "هم", "هن", "کم", "نا", "نی", "ها", "ه", "ک", "ی"))
_SUFFIXES = by_last_letter(longest_first("هما کما هم هن کم نا ها ه ک ی ات ان ون ین یه تین تان وا"))

_LEMMA_ENDINGS = by_last_letter(longest_first("یات ات یه ین ون ه ی"))


def without_clitics(word: str) -> Iterator[str]:
    """The word, then the word without proclitics, then also without a pronoun at the end."""
    yield word
    rests = [word]
    for rest in _without_proclitics(word):
        yield rest
        rests.append(rest)
    pronouns = _PRONOUNS.get(word[-1], ())
    for rest in rests:
        for pronoun in pronouns:
            if len(rest) - len(pronoun) >= 2 and rest.endswith(pronoun):
                stem = rest[: -len(pronoun)]
                yield stem
                if stem[-1] == "ت":
                    yield stem[:-1] + "ه"


def _without_proclitics(word: str) -> Iterator[str]:
    conjunction = len(word) >= 4 and word[0] in "وف"
    if conjunction:
        yield word[1:]
    for rest in (word, word[1:]) if conjunction else (word,):
        for clitic in _PROCLITICS.get(rest[0], ()):
            if len(rest) - len(clitic) >= 3 and rest.startswith(clitic):
                yield rest[len(clitic) :]


def lemma_stem(lemma: str) -> str:
    """A lemma without gender, number and nisba, so that ``Spain`` and ``Spanish`` match. Clitics are kept."""
    for ending in _LEMMA_ENDINGS.get(lemma[-1], ()):
        if len(lemma) - len(ending) >= 3 and lemma.endswith(ending):
            return lemma[: -len(ending)]
    return lemma


def light_stem(word: str) -> str:
    """Strip proclitics once and suffixes twice. At least three letters remain."""
    word = _strip_suffixes(_strip_proclitics(word))
    return word[:-1] if len(word) >= 4 and word.endswith("ت") else word


def _strip_proclitics(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            return word[len(article) :]
    if len(word) >= 5 and word[0] in "وف":
        word = word[1:]
    return word[1:] if len(word) >= 6 and word[0] in "بل" else word


def _strip_suffixes(word: str) -> str:
    for _ in range(2):
        for suffix in _SUFFIXES.get(word[-1], ()):
            if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                word = word[: -len(suffix)]
                break
    return word
