"""A name keeps to itself: what a query with it asks for, and what the index holds for other words."""

import pytest

from analyzers import get_analyzer
from analyzers.fold import fold_word
from analyzers.names import cldr_names, listed_names
from benchmarks.names.__main__ import measure, unlisted
from benchmarks.names.gold import names
from tests.real_data import require

APART = [
    ("sq", "Kurti", "kur"),
    ("sq", "Messi", "mes"),
    ("sq", "Paris", "parë"),
    ("sq", "Gaza", "gazetë"),
    ("sq", "Rama", "Ramush"),
    ("sq", "Larijani", "lartë"),
    ("sq", "Zubin", "zuri"),
    ("sq", "Behluli", "beh"),
    ("ar", "تبوك", "بين"),
    ("ar", "مقرن", "مقر"),
    ("ar", "تونس", "أنس"),
    ("ar", "العبادي", "عبد"),
    ("ar", "كيري", "يرى"),
    ("ar", "لادن", "بلادنا"),
    ("ar", "بارزاني", "بارز"),
    ("ar", "كلينتون", "لين"),
    ("ar", "كاميرون", "أمير"),
    ("ar", "ناسا", "الناس"),
    ("ar", "وزيري", "وزير"),
    ("ar", "فورد", "ورد"),
    ("fa", "بارزانی", "بارز"),
    ("fa", "خاتمی", "خاتم"),
    ("fa", "رئیسی", "رئیس"),
    ("fa", "رشت", "رشته"),
    ("en", "Reuters", "reuter"),
    ("en", "Buffett", "buffet"),
    ("ar", "سعدي", "أسعد"),
]
TOGETHER = [
    ("sq", "Kurti", "Kurtit Kurtin"),
    ("sq", "Tirana", "Tiranë Tiranës Tiranën"),
    ("sq", "Behluli", "Behlulit Behlulin"),
    ("sq", "ministër", "ministri ministrit ministrin"),
    ("sq", "filtër", "filtri filtrin"),
    ("sq", "kufi", "kufij"),
    ("ar", "بوتين", "وبوتين"),
    ("ar", "تونس", "لتونس وتونس"),
    ("ar", "كلينتون", "وكلينتون لكلينتون"),
    ("ar", "رجل", "رجال والرجل"),
    ("ar", "معلمين", "معلم المعلمون"),
    ("ar", "الرياض", "بالرياض والرياض للرياض"),
    ("fa", "تهران", "تهرانی تهران‌ها"),
]


def meet(language: str, query: str, other: str) -> bool:
    """Whether a query finds another word by a stem or by its form."""
    analyzer = get_analyzer(language)
    asked, there = analyzer.analyze(query)[0], analyzer.analyze(other)[0]
    wanted = analyzer.asked_stems(asked.exact, asked.stems)
    return asked.exact == there.exact or bool(set(wanted) & set(there.stems))


@pytest.mark.parametrize(("language", "name", "word"), APART)
def test_a_name_is_not_another_word(language: str, name: str, word: str) -> None:
    assert not meet(language, name, word)


@pytest.mark.parametrize(("language", "name", "forms"), TOGETHER)
def test_a_name_has_its_cases(language: str, name: str, forms: str) -> None:
    assert [form for form in forms.split() if not meet(language, name, form)] == []


@pytest.mark.parametrize("language", ["ar", "en", "fa", "sq"])
def test_names_are_those_of_the_list_and_of_the_cldr(language: str) -> None:
    greece = {"ar": "اليونان", "en": "Greece", "fa": "یونان", "sq": "Greqi"}[language]
    assert fold_word(greece) in cldr_names(language)
    assert len(listed_names(language)) > 50


def test_a_weak_reading_is_in_the_index_only() -> None:
    analyzer = get_analyzer("ar")
    stems = analyzer.stems("کیری")
    assert not set(analyzer.asked_stems("کیری", stems)) & set(stems)


FLOORS = {"ar": (0.97, 0.88), "fa": (0.965, 0.83)}
"""Precision of all names and of those in no list, on every 25th article."""


@pytest.mark.parametrize("language", FLOORS)
def test_precision_of_names_does_not_fall(language: str) -> None:
    require("articles/articles-20k.jsonl.gz")
    every, alone = (measure(language, chosen, 25)[0] for chosen in (names(language), unlisted(language)))
    assert every.recall > 0.97
    assert every.precision >= FLOORS[language][0]
    assert alone.precision >= FLOORS[language][1]


@pytest.mark.parametrize("word", ["كاميرون", "كلينتون", "ناسا", "أميني", "لينين"])
def test_what_nothing_supports_is_only_itself(word: str) -> None:
    exact = fold_word(word)
    analyzer = get_analyzer("ar")
    assert analyzer.asked_stems(exact, analyzer.stems(exact)) == (f"{exact}\u00b0",)
