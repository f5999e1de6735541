"""The Persian lexicon: hazm's verbs and words and simplemma's lemmas, compiled to plain text."""

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from analyzers import shapes
from analyzers.dictionary import dictionary_sources, folded_pairs, irregular_stems
from analyzers.fold import fold_word
from analyzers.lang.fa import conjugate
from analyzers.lang.fa.conjugate import participles, past_forms, present_forms, subjunctive_forms
from analyzers.lexicon import Compiled, Sources, compiled, data_file, mapping_of, section_of
from analyzers.names import names_of
from analyzers.shapes import PERSIAN_SUFFIXES
from analyzers.tokenize import ZWNJ

_POSSESSIVES = frozenset("متش")
_ARCHAIC = frozenset({"نوشت#نورد"})
"""Verbs of hazm's list whose forms now belong to another verb: ``نورد`` belongs to ``نوردیدن``."""
_SHORTEST = 3
"""Verb forms with fewer letters are particles in most texts, except the bare past (``شد``)."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled tables. All words are folded, without zero-width non-joiners.

    - ``verbs``: form -> infinitives, separated by spaces.
    - ``lemmas``: form -> lemmas, separated by spaces.
    - ``words``: trusted words; ``plurals``: those of them that are plurals.
    - ``compounds``: compounds of two words, joined; ``seconds``: their second words.
    - ``splits``: joined compound -> length of its first word, if the joined form is not a word itself.
    """

    verbs: dict[str, str]
    lemmas: dict[str, str]
    words: frozenset[str]
    plurals: frozenset[str]
    compounds: frozenset[str]
    seconds: frozenset[str]
    splits: dict[str, int]
    names: frozenset[str]


def sources() -> Sources:
    """What the lexicon depends on."""
    own = dictionary_sources("fa", __file__, conjugate.__file__, shapes.__file__)
    return own + Sources((), (("hazm", "data", "verbs.dat"), ("hazm", "data", "words.dat")))


def compiled_lexicon() -> Compiled:
    """The compiled lexicon. If none was shipped, it is compiled, which takes about two seconds."""
    return compiled("fa", sources(), _compile)


def load_lexicon(lexicon: Compiled) -> Lexicon:
    """The tables of the compiled lexicon."""
    verbs, lemmas, words, plurals, compounds, joined, names = lexicon.sections
    pairs = [line.split(" ") for line in compounds.split("\n")]
    plain = _set(joined)
    return Lexicon(
        verbs=mapping_of(verbs),
        lemmas=mapping_of(lemmas),
        words=_set(words),
        plurals=_set(plurals),
        compounds=frozenset(first + second for first, second in pairs),
        seconds=frozenset(second for _, second in pairs),
        splits={first + second: len(first) for first, second in pairs if first + second not in plain},
        names=_set(names),
    )


def _hazm(name: str) -> Path:
    return data_file("hazm", "data", name)


def _set(section: str) -> frozenset[str]:
    return frozenset(section.split("\n"))


def _section(stems: dict[str, list[str]]) -> str:
    return section_of({form: " ".join(values) for form, values in stems.items()})


def _compile() -> list[str]:
    rows = list(_word_rows())
    words = {fold_word(word) for word, tags in rows if tags}
    plurals = {fold_word(word) for word, tags in rows if "PL" in tags}
    plurals |= {word for word in words if word.endswith("ندگان") and word[:-3] + "ه" in words}
    verbs = _verbs(frozenset(words))
    infinitives = {infinitive for values in verbs.values() for infinitive in values}
    nouns = [(form, lemma) for _, form, lemma in folded_pairs("fa") if lemma not in infinitives and lemma[1:]]
    lemmas = _lemmas(nouns, (words - plurals) | verbs.keys()) | irregular_stems("fa")
    words.update(lemma for _, lemma in nouns)
    words.update(_not_possessed(rows, words))
    sections = [_section(verbs), _section(lemmas), "\n".join(sorted(words)), "\n".join(sorted(plurals))]
    pairs = sorted(set(_compounds(rows)))
    plain = {fold_word(word) for word, tags in rows if tags and ZWNJ not in word}
    typed_joined = [first + second for first, second in pairs if first + second in plain]
    compounds = "\n".join(map(" ".join, pairs))
    return [*sections, compounds, "\n".join(typed_joined), "\n".join(sorted(names_of("fa")))]


def _not_possessed(rows: list[tuple[str, frozenset[str]]], words: Set[str]) -> list[str]:
    """Words only seen in texts that look like a shorter word with a possessive. They are rarely real
    words.
    """
    seen = (fold_word(word) for word, tags in rows if not tags)
    return [word for word in seen if word[-1:] in _POSSESSIVES and word[:-1] in words]


def _lemmas(pairs: list[tuple[str, str]], known: Set[str]) -> dict[str, list[str]]:
    """Lemmas of forms for which hazm has nothing better. simplemma takes some singulars for plurals."""
    lemmas: defaultdict[str, list[str]] = defaultdict(list)
    for form, lemma in pairs:
        if form != lemma and form not in known and lemma not in lemmas[form]:
            lemmas[form].append(lemma)
    return {form: values for form, values in lemmas.items() if values}


def _word_rows() -> Iterator[tuple[str, frozenset[str]]]:
    """Words of words.dat with their parts of speech, which are empty for words only seen in texts."""
    with _hazm("words.dat").open(encoding="utf-8") as file:
        for line in file:
            word, _, tags = line.rstrip("\n").split("\t")
            yield word, frozenset(tags.split(",")) - {"0"}


def _verbs(words: frozenset[str]) -> dict[str, list[str]]:
    forms: defaultdict[str, list[str]] = defaultdict(list)
    with _hazm("verbs.dat").open(encoding="utf-8") as file:
        for line in file:
            if line.strip() in _ARCHAIC:
                continue
            past, _, present = line.strip().partition("#")
            infinitive = fold_word(past or present) + "ن"
            for form in _forms_of(fold_word(past), present, words):
                long_enough = len(form) >= _SHORTEST or form == fold_word(past)
                if long_enough and infinitive not in forms[form]:
                    forms[form].append(infinitive)
    return {form: values for form, values in forms.items() if values}


def _forms_of(past: str, present: str, words: frozenset[str]) -> Iterator[str]:
    """All forms, except those that are also other words and rarely meant as the verb."""
    if past:
        yield from participles(past)
        yield from (form for form in past_forms(past) if form not in words)
    if present:
        stem = fold_word(present)
        yield from present_forms(stem)
        subjunctives = subjunctive_forms(stem, present.startswith("آ"))
        yield from (form for form in subjunctives if form not in words)


def _compounds(rows: list[tuple[str, frozenset[str]]]) -> Iterator[tuple[str, str]]:
    """The parts of words that have two parts, neither of which is a suffix."""
    for word, tags in rows:
        parts = [fold_word(part) for part in word.split(ZWNJ)]
        if (
            tags
            and len(parts) == 2
            and all(len(part) > 1 for part in parts)
            and parts[1] not in PERSIAN_SUFFIXES
        ):
            yield parts[0], parts[1]
