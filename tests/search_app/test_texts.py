import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import checkers
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

import search_app
from engines.port.calendars import Calendar
from search_app.texts import DEFAULT, LANGUAGES, texts_in

ROOT = Path(search_app.__file__).parents[1]
TRANSLATED = sorted(set(LANGUAGES) - {DEFAULT})


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import messages

        return messages
    finally:
        sys.path.pop(0)


@pytest.fixture(scope="module")
def source(messages: ModuleType) -> Catalog:
    return messages.source()


def catalogue(language: str) -> Catalog:
    path = ROOT / "analyzers" / "lang" / language / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def keys(found: Catalog) -> set[tuple[str | None, object]]:
    return {(message.context, message.id) for message in found if message.id}


def forms(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def test_the_source_has_its_messages(source: Catalog) -> None:
    known = {m.id for m in source}
    # One of each kind: from a template, from a view, one that is only marked, one with a plural.
    assert {"Search the archive", "All articles", "Category", ("%(n)s article", "%(n)s articles")} <= known
    assert len(known) > 130


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogues_are_complete_and_have_nothing_else(language: str, source: Catalog) -> None:
    found = catalogue(language)
    assert keys(source) - keys(found) == set(), "run: make texts"
    assert keys(found) - keys(source) == set(), "run: make texts"
    assert [m.id for m in found if m.id and not all(form.strip() for form in forms(m))] == []
    assert [m.id for m in found if m.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_values_of_their_source(language: str) -> None:
    found = catalogue(language)
    for message in found:
        if message.id:
            for check in checkers:
                check(found, message)
            named = set(re.findall(r"%\(\w+\)s", str(message.id)))
            for form in forms(message):
                assert set(re.findall(r"%\(\w+\)s", form)) <= named, message.id
                if not message.pluralizable:
                    assert set(re.findall(r"%\(\w+\)s", form)) == named, message.id


def test_every_catalogue_is_a_language_and_the_other_way_round() -> None:
    folders = {path.parent.name for path in (ROOT / "analyzers" / "lang").glob("*/messages.po")}
    assert folders == set(TRANSLATED)


@pytest.mark.parametrize("language", TRANSLATED)
def test_plural_forms_are_those_of_the_cldr(language: str) -> None:
    rule, order = texts_in(language).locale.plural_form, ("zero", "one", "two", "few", "many", "other")
    # A catalogue has the plural forms of whole numbers, in the CLDR's order.
    used = [tag for tag in order if tag in {rule(n) for n in range(1000)}]
    found = catalogue(language)
    assert found.num_plurals == len(used)
    translations = texts_in(language).translations
    for number in range(1000):
        assert translations.plural(number) == used.index(rule(number)), number


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", {0: "0 articles", 1: "1 article", 2: "2 articles", 1200: "1,200 articles"}),
        ("fa", {0: "۰ مقاله", 1: "۱ مقاله", 40: "۴۰ مقاله"}),
        ("sq", {0: "0 artikuj", 1: "1 artikull", 5: "5 artikuj"}),
        ("ar", {1: "مقال واحد", 2: "مقالان", 3: "٣ مقالات", 11: "١١ مقالًا", 102: "١٠٢ مقال"}),
    ],
)
def test_numbers_of_articles(language: str, shown: dict[int, str]) -> None:
    texts = texts_in(language)
    assert {number: texts.articles(number) for number in shown} == shown


def test_numbers_and_days() -> None:
    day = date(2021, 5, 9)
    texts = {code: texts_in(code, Calendar.GREGORIAN) for code in LANGUAGES}
    assert {code: (one.number(1234567), one.day(day), one.month(2021, 5)) for code, one in texts.items()} == {
        "en": ("1,234,567", "9 May 2021", "May 2021"),
        "fa": ("۱٬۲۳۴٬۵۶۷", "۹ مهٔ ۲۰۲۱", "مه ۲۰۲۱"),
        "ar": ("١٬٢٣٤٬٥٦٧", "٩ مايو ٢٠٢١", "مايو ٢٠٢١"),
        "sq": ("1\u00a0234\u00a0567", "9 maj 2021", "maj 2021"),
    }


@pytest.mark.parametrize(
    ("language", "jalali", "hijri"),
    [
        ("en", "19 Ordibehesht 1400", "27 Ramadan 1442"),
        ("fa", "۱۹ اردیبهشت ۱۴۰۰", "۲۷ رمضان ۱۴۴۲"),
        ("ar", "١٩ أرديبهشت ١٤٠٠", "٢٧ رمضان ١٤٤٢"),
        ("sq", "19 Ordibehesht 1400", "27 Ramazan 1442"),
    ],
)
def test_days_of_other_calendars(language: str, jalali: str, hijri: str) -> None:
    day = date(2021, 5, 9)
    assert texts_in(language, Calendar.JALALI).day(day) == jalali
    assert texts_in(language, Calendar.HIJRI).day(day) == hijri
    assert texts_in(language, Calendar.HIJRI).other_calendar(day) == texts_in(
        language, Calendar.GREGORIAN
    ).day(day)


def test_a_day_that_a_calendar_does_not_reach_is_told_in_the_gregorian_one() -> None:
    assert texts_in("en", Calendar.HIJRI).day(date(1, 1, 1)) == "1 January 1"
    assert texts_in("en", Calendar.HIJRI).other_calendar(date(1, 1, 1)) is None


def test_the_usual_calendar() -> None:
    assert texts_in("fa").calendar is Calendar.JALALI
    assert {texts_in(code).calendar for code in ("en", "ar", "sq")} == {Calendar.GREGORIAN}
    assert texts_in("fa", Calendar.GREGORIAN).other_calendar(date(2021, 5, 9)) == "۱۹ اردیبهشت ۱۴۰۰"
    assert texts_in("en").other_calendar(date(2021, 5, 9)) is None


def test_values_are_isolated_and_escaped() -> None:
    shown = texts_in("fa").html("%(total)s for “%(query)s”", total="۲ مقاله", query="<b>%s{x}</b>")
    assert shown == "<bdi>۲ مقاله</bdi> برای «<bdi>&lt;b&gt;%s{x}&lt;/b&gt;</bdi>»"


def test_names_of_languages_that_the_interface_does_not_speak() -> None:
    assert texts_in("en").language_name("fr") == "French"
    assert texts_in("fa").language_name("fr") == "فرانسوی"
    assert texts_in("en").language_name("xx-unknown") == "xx-unknown"


@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_speak_the_readers_language(client: FlaskClient, language: str) -> None:
    page = client.get("/?q=bridge", headers={"Accept-Language": language}).text
    assert f'placeholder="{texts_in(language)("Search the archive")}"' in page


def test_the_catalogues_are_as_the_tool_writes_them(tmp_path: Path) -> None:
    before = {code: (ROOT / f"analyzers/lang/{code}/messages.po") for code in TRANSLATED}
    texts = {code: path.read_bytes() for code, path in before.items()}
    subprocess.run([sys.executable, ROOT / "scripts/messages.py"], check=True, capture_output=True)
    assert {code: path.read_bytes() for code, path in before.items()} == texts
