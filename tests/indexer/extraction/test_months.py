"""Every month of every calendar, in every language and in the usual forms of a date."""

from collections.abc import Callable
from datetime import date

import hijridate
import jdatetime
import pytest

from indexer.extraction.dates import parse_date

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

# A row for each month, its names separated by spaces; an underscore is a space inside a name.
GREGORIAN = {
    "en": "January Jan|February Feb|March Mar|April Apr|May|June Jun|July Jul|August Aug|September Sep Sept|"
    "October Oct|November Nov|December Dec",
    "fa": "ژانویه ژانويه جنوری|فوریه فوريه فبروری|مارس مارچ|آوریل آوريل اپریل|مه می|ژوئن "
    "جون|ژوئیه ژوييه جولای جولایی|"
    "اوت آگوست اگست|سپتامبر سپتمبر|اکتبر اكتبر|نوامبر نومبر|دسامبر دسمبر",
    "ar": "يناير جانفي كانون_الثاني|فبراير فيفري شباط|مارس آذار|أبريل إبريل ابريل أفريل نيسان|مايو ماي أيار|"
    "يونيو يونيه جوان حزيران|يوليو يوليوز جويلية تموز|أغسطس اغسطس غشت أوت آب|سبتمبر شتنبر أيلول|"
    "أكتوبر اكتوبر تشرين_الأول|نوفمبر نونبر تشرين_الثاني|ديسمبر دجنبر كانون_الأول",
    "sq": "janar Janari janarit Jan|shkurt Shkurti shkurtit Shk|mars Marsi marsit Mar|prill "
    "Prilli prillit Pri|"
    "maj Maji majit|qershor Qershori qershorit Qer|korrik Korriku korrikut Kor|gusht Gushti gushtit Gus|"
    "shtator Shtatori shtatorit Sht|tetor Tetori tetorit Tet|nëntor Nëntori nëntorit Nën nentor|"
    "dhjetor Dhjetori dhjetorit Dhj",
}
SOLAR = {
    "fa": "فروردین حمل|اردیبهشت ثور|خرداد جوزا|تیر سرطان|مرداد امرداد اسد|شهریور سنبله|مهر "
    "میزان|آبان عقرب|آذر قوس|"
    "دی جدی|بهمن دلو|اسفند حوت",
    "ar": "فروردين|ارديبهشت|خرداد|تير|مرداد|شهريور|مهر|آبان|آذر|دي|بهمن|اسفند",
    "en": "Farvardin|Ordibehesht|Khordad|Tir|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand",
}
LUNAR = {
    "ar": "محرم المحرم|صفر|ربيع_الأول|ربيع_الآخر ربيع_الثاني|جمادى_الأولى|جمادى_الآخرة "
    "جمادى_الثانية|رجب|شعبان|رمضان|"
    "شوال|ذو_القعدة ذي_القعدة|ذو_الحجة ذي_الحجة",
    "fa": "محرم|صفر|ربیع‌الاول ربیع_الاول|ربیع‌الثانی|جمادی‌الاول جمادی‌الاولی|جمادی‌الثانی "
    "جمادی‌الثانیه|رجب|شعبان|رمضان|"
    "شوال|ذیقعده ذی‌القعده|ذیحجه ذی‌الحجه",
    "en": "Muharram|Safar|Rabi_al-Awwal|Rabi_al-Thani|Jumada_al-Ula|Jumada_al-Thani|Rajab|Shaban"
    "|Ramadan|Shawwal|"
    "Dhu_al-Qadah|Dhu_al-Hijjah",
}
FORMS = (
    "12 {m} {y}", "{m} 12, {y}", "{m} 12، {y}", "12 {m}, {y}", "12-{m}-{y}", "12/{m}/{y}", "12. {m} {y}",
    "12\u00a0{m}\u00a0{y}",
    "{y} {m} 12", "12 {m} {y} - 14:30", "14:30 | 12 {m} {y}",
)  # fmt: skip
LANGUAGE_FORMS = {
    "en": ("Wednesday, 12 {m} {y}", "12th of {m} {y}", "{m} 12th, {y}", "Published: 12 {m} {y}"),
    "fa": (
        "چهارشنبه ۱۲ {m} {y}", "چهارشنبه، 12 {m} {y}", "12 {m} ماه {y}", "12 {m}‌ماه {y}", "دوازدهم {m} {y}",
        "12 {m} سال {y}", "تاریخ انتشار: 12 {m} {y} ساعت 14:30",
    ),
    "ar": (
        "الأربعاء 12 {m} {y}", "الأربعاء، 12 {m}، {y}", "12 من {m} {y}", "12 من شهر {m} عام {y}",
        "12 {m} سنة {y}", "نُشر في: 12 {m} {y}",
    ),
    "sq": ("E mërkurë, 12 {m} {y}", "më 12 {m} {y}", "Publikuar më 12 {m} {y}, ora 14:30"),
}  # fmt: skip


def solar(month: int) -> date:
    found: date = jdatetime.date(1402, month, 12).togregorian()
    return found


def lunar(month: int) -> date:
    found = hijridate.Hijri(1445, month, 12).to_gregorian()
    return date(found.year, found.month, found.day)


CALENDARS: list[tuple[dict[str, str], int, Callable[[int], date]]] = [
    (GREGORIAN, 2023, lambda month: date(2023, month, 12)),
    (SOLAR, 1402, solar),
    (LUNAR, 1445, lunar),
]
CASES = [
    (language, row, year, day_of) for names, year, day_of in CALENDARS for language, row in names.items()
]


@pytest.mark.parametrize(("language", "row", "year", "day_of"), CASES)
def test_every_month_in_every_usual_form(
    language: str, row: str, year: int, day_of: Callable[[int], date]
) -> None:
    months = row.split("|")
    assert len(months) == 12
    wrong = []
    for month, names in enumerate(months, start=1):
        for name in names.split():
            for text in written(language, name.replace("_", " "), year):
                found = parse_date(text, language=language)
                if found is None or found.date() != day_of(month):
                    wrong.append((text, found))
    assert not wrong


def written(language: str, name: str, year: int) -> list[str]:
    names = [name, name.upper(), name.lower()] if language in ("en", "sq") else [name]
    texts = [form.format(m=m, y=year) for form in (*FORMS, *LANGUAGE_FORMS[language]) for m in names]
    digits = {"fa": PERSIAN, "ar": ARABIC}.get(language)
    return texts + [text.translate(digits) for text in texts] if digits else texts


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("۱۴۰۲/۷/۱۲", "fa", "2023-10-04"),
        ("۱۲/۷/۱۴۰۲", "fa", "2023-10-04"),
        ("۱۴۰۲-۰۷-۱۲T۱۰:۳۰:۰۰", "fa", "2023-10-04"),
        ("۱۴۰۲/۷/۱۲ ه.ش", "fa", "2023-10-04"),
        ("۱۴۴۵/۳/۱۹ ه.ق", "fa", "2023-10-04"),
        ("١٤٤٥/٣/١٩هـ", "ar", "2023-10-04"),
        ("1445/03/19 هـ - 2023/10/05 م", "ar", "2023-10-05"),
        ("الأربعاء ٤ تشرين الأول (أكتوبر) ٢٠٢٣", "ar", "2023-10-04"),
        ("الرابع من شهر أكتوبر 2023", "ar", "2023-10-04"),
        ("بیست‌ودوم مهرماه ۱۴۰۲", "fa", "2023-10-14"),
        ("the fourth of October 2023", "en", "2023-10-04"),
        ("katër tetor 2023", "sq", "2023-10-04"),
        ("12. 09. 2023", "sq", "2023-09-12"),
        ("4 حزيران - يونيو 2023", "ar", "2023-06-04"),
        ("19/3/1445 هـ", "ar", "2023-10-04"),
        ("1445-03-19", "ar", "2023-10-04"),
    ],
)
def test_figures_words_and_eras(text: str, language: str, day: str) -> None:
    found = parse_date(text, language=language)
    assert found is not None
    assert found.date().isoformat() == day
