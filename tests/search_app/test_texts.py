import json
import re
import string
from datetime import date
from pathlib import Path

import pytest

import search_app
from search_app.texts import LANGUAGES, texts_in

ROOM = Path(search_app.__file__).parent
ENGLISH = texts_in("en").texts


def fields(text: object) -> set[str]:
    forms = [text] if isinstance(text, str) else list(text.values())
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_with_its_values(language: str) -> None:
    texts = texts_in(language).texts
    assert set(texts) == set(ENGLISH)
    for key, text in texts.items():
        assert fields(text) == fields(ENGLISH[key]), key
        forms = [text] if isinstance(text, str) else list(text.values())
        assert all(form.strip() or key == "number.group" for form in forms), key


def test_every_file_is_a_language_and_the_other_way_round() -> None:
    assert {path.stem for path in (ROOM / "texts").glob("*.json")} == set(LANGUAGES)


def test_no_key_stands_twice() -> None:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        assert len({key for key, _ in pairs}) == len(pairs)
        return dict(pairs)

    for path in (ROOM / "texts").glob("*.json"):
        json.loads(path.read_text("utf-8"), object_pairs_hook=unique)


def test_every_text_is_used() -> None:
    sources = [
        *ROOM.glob("*.py"),
        *ROOM.glob("views/*.py"),
        *ROOM.glob("templates/*"),
        *ROOM.glob("texts/*.py"),
    ]
    source = "\n".join(path.read_text("utf-8") for path in sources)
    made = ("month.", "language.", "facet.", "sort.", "help.", "error.", "notice.", "why.", "take.")
    for key in ENGLISH:
        assert key in source or key.startswith(made), f"{key} is shown nowhere"


def test_every_used_text_is_there() -> None:
    used = set()
    for path in [*ROOM.glob("templates/*"), *ROOM.glob("*.py"), *ROOM.glob("views/*.py")]:
        used |= set(
            re.findall(r"\b(?:t|texts|count|html)\(['\"]([a-z.0-9]+)['\"][,)]", path.read_text("utf-8"))
        )
    assert len(used) > 40
    assert used <= set(ENGLISH)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {0: "other", 1: "one", 2: "other", 11: "other"}),
        ("fa", {0: "one", 1: "one", 2: "other", 40: "other"}),
        ("sq", {0: "other", 1: "one", 5: "other"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other",
                102: "other", 103: "few", 111: "many", 200: "other"}),
    ],
)  # fmt: skip
def test_plural_forms(language: str, forms: dict[int, str]) -> None:
    rule = LANGUAGES[language][1]
    assert {number: rule(number) for number in forms} == forms
    given = texts_in(language).texts["results.total"]
    assert isinstance(given, dict)
    assert {rule(number) for number in range(1000)} == set(given)


def test_numbers_and_days() -> None:
    day = date(2021, 5, 9)
    shown = {code: (texts_in(code).number(1234567), texts_in(code).day(day)) for code in LANGUAGES}
    assert shown == {
        "en": ("1,234,567", "9 May 2021"),
        "fa": ("۱٬۲۳۴٬۵۶۷", "۹ مه ۲۰۲۱"),
        "ar": ("١٬٢٣٤٬٥٦٧", "٩ مايو ٢٠٢١"),
        "sq": ("1\u00a0234\u00a0567", "9 maj 2021"),
    }
    assert texts_in("fa").other_calendar(day) == "۱۹ اردیبهشت ۱۴۰۰"
    assert texts_in("en").other_calendar(day) is None
    assert texts_in("fa").other_calendar(date(1, 1, 1)) is None


def test_values_are_isolated_and_escaped() -> None:
    shown = texts_in("fa").html("results.heading", total="۲ مقاله", query="<b>{x}</b>")
    assert shown == "<bdi>۲ مقاله</bdi> برای «<bdi>&lt;b&gt;{x}&lt;/b&gt;</bdi>»"


def test_a_text_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts_in("en")("no.such.text")
    with pytest.raises(KeyError):
        texts_in("en")("results.total")
    with pytest.raises(KeyError):
        texts_in("en").count("search.button", 2)
