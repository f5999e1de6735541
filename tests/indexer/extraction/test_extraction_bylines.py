# ruff: noqa: E501 - pages and tables are easier to read unbroken
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import RawDocument
from indexer.extraction import extract
from indexer.extraction.bylines import Byline, is_byline, parse_byline, without_date

STORY = "Kapela prej druri mbi kodër u lye me të kuqe dhe dyert u hapën për të gjithë fqinjët e fshatit. " * 3
TABLE = [
    ("Clara Winter", Byline(("Clara Winter",))),
    ("By Clara Winter", Byline(("Clara Winter",))),
    ("By Clara Winter and Tom Field", Byline(("Clara Winter", "Tom Field"))),
    ("Clara Winter, Tom Field & Ada Brook", Byline(("Clara Winter", "Tom Field", "Ada Brook"))),
    ("Clara Winter – Harbour Weekly", Byline(("Clara Winter",), "Harbour Weekly")),
    ("Clara Winter and Tom Field – riverpost", Byline(("Clara Winter", "Tom Field"), "riverpost")),
    ("Clara Winter — Harbour Weekly ", Byline(("Clara Winter",), "Harbour Weekly")),
    ("Clara Winter - Harbour Weekly", Byline(("Clara Winter",), "Harbour Weekly")),
    ("Anna-Lisa Berg", Byline(("Anna-Lisa Berg",))),
    ("Riverpost", Byline(source="Riverpost")),
    ("Lake District News", Byline(source="Lake District News")),
    ("Source: Harbour Weekly", Byline(source="Harbour Weekly")),
    ("Dr. Clara Winter", Byline(("Clara Winter",))),
    ("Written by Prof. Tom Field", Byline(("Tom Field",))),
    ("By Clara Winter, translated by Tom Field", Byline(("Clara Winter",), translator="Tom Field")),
    ("نوشته: سارا بهاری", Byline(("سارا بهاری",))),
    ("نویسنده: دکتر سارا بهاری", Byline(("سارا بهاری",))),
    ("نوشتهٔ سارا بهاری", Byline(("سارا بهاری",))),
    ("سارا بهاری و کاوه رودی", Byline(("سارا بهاری", "کاوه رودی"))),
    ("سارا بهاری، کاوه رودی – روزنامه پل", Byline(("سارا بهاری", "کاوه رودی"), "روزنامه پل")),
    ("منبع: روزنامه پل", Byline(source="روزنامه پل")),
    ("سارا بهاری، ترجمه: کاوه رودی", Byline(("سارا بهاری",), translator="کاوه رودی")),
    ("بقلم: ليلى النهر", Byline(("ليلى النهر",))),
    ("بقلم د. ليلى النهر", Byline(("ليلى النهر",))),
    ("ليلى النهر وسامي البحر", Byline(("ليلى النهر", "سامي البحر"))),
    ("المصدر: صحيفة الجسر", Byline(source="صحيفة الجسر")),
    ("Nga Ardita Mali", Byline(("Ardita Mali",))),
    ("Nga Ardita Mali dhe Blerim Lumi", Byline(("Ardita Mali", "Blerim Lumi"))),
    ("Ardita Mali – Gazeta e Urës", Byline(("Ardita Mali",), "Gazeta e Urës")),
    ("Ardita Mali, përktheu Blerim Lumi", Byline(("Ardita Mali",), translator="Blerim Lumi")),
]


@pytest.mark.parametrize(("text", "byline"), TABLE)
def test_bylines(text: str, byline: Byline) -> None:
    assert parse_byline(text) == byline


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "x" * 300,
        "The new bridge over the river opens to walkers in the spring of next year after long works",
    ],
)
def test_what_is_no_byline(text: str) -> None:
    assert parse_byline(text) is None


@pytest.mark.parametrize(
    "line",
    ["Clara Winter", "By Clara Winter", "Clara Winter – riverpost", "Riverpost", "نوشته: سارا بهاری", "سارا بهاری",
     "بقلم: ليلى النهر", "Nga Ardita Mali", "Clara Winter and Tom Field"],
)  # fmt: skip
def test_lines_that_end_a_text_as_bylines(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    ["The bridge is open.", "Opening hours", "12 boats came", "What comes next?", "“We will be back,” she said",
     "کتابخانه از فردا باز است و همه می‌توانند بیایند.", "Ura u hap sot në mëngjes.", "1. The Harbour"],
)  # fmt: skip
def test_lines_that_end_a_text_as_text(line: str) -> None:
    assert not is_byline(line)


@given(st.text(max_size=250))
def test_any_text_is_read(text: str) -> None:
    found = parse_byline(text)
    assert found is None or all(found.authors)
    is_byline(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nga Ina Bell · Tetor 4, 2023", "nga Ina Bell"),
        ("nga Ina Bell Publikuar më 4 tetor 2023", "nga Ina Bell"),
        ("nga Ina Bell E enjte, 4 Tetor 2023", "nga Ina Bell"),
        ("بقلم لينا بدر الأربعاء 4 أكتوبر 2023", "بقلم لينا بدر"),
        ("بقلم لينا بدر أكتوبر 4, 2023", "بقلم لينا بدر"),
        ("نوشته نیلوفر کوشا مهر ۱۲, ۱۴۰۲", "نوشته نیلوفر کوشا"),
        ("نوشته نیلوفر کوشا انتشار: ۱۲ مهر ۱۴۰۲", "نوشته نیلوفر کوشا"),
        ("نوشته نیلوفر کوشا در ۱۲ مهر ۱۴۰۲", "نوشته نیلوفر کوشا"),
        ("by Megan Mars and Jan Meyer", "by Megan Mars and Jan Meyer"),
        ("بقلم جمعة بدر الأربعاء 4 أكتوبر 2023", "بقلم جمعة بدر"),
        ("خبرنگار: نیلوفر کوشا ساعت ۱۴:۳۰", "خبرنگار: نیلوفر کوشا"),
        ("nga Mehr Tetori", "nga Mehr Tetori"),
    ],
)
def test_a_byline_stops_where_the_date_begins(text, expected):
    assert without_date(text) == expected


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Nga: Sara Dana, Tiranë", ("Sara Dana",)),
        ("Nga Sara Dana, New York", ("Sara Dana",)),
        ("Nga Sara Dana në Prishtinë", ("Sara Dana",)),
        ("Nga Sara Dana/ Shkodër", ("Sara Dana",)),
        ("Nga Sara Dana – Tiranë", ("Sara Dana",)),
        ("Tiranë – Nga Sara Dana", ("Sara Dana",)),
        ("By Ada Brook, London", ("Ada Brook",)),
        ("دمشق ـ سارة دانا", ("سارة دانا",)),
        ("ارسال شده توسط سارا دانا", ("سارا دانا",)),
        ("Publikuar nga Sara Dana", ("Sara Dana",)),
        ("By Ada Brook in Buenos Aires", ("Ada Brook",)),
        ("By Ada Brook (Oslo)", ("Ada Brook",)),
        ("By Ada Brook and Finn Vale, Paris", ("Ada Brook", "Finn Vale")),
        ("By Ada Brook, Finn Vale", ("Ada Brook", "Finn Vale")),
        ("By Ada Brook, Finn Vale and Mia Stone", ("Ada Brook", "Finn Vale", "Mia Stone")),
        ("نوشته سارا دانا، تهران", ("سارا دانا",)),
        ("نوشتهٔ سارا دانا و نیما رود، اصفهان", ("سارا دانا", "نیما رود")),
        ("خبرنگار: سارا دانا - شیراز", ("سارا دانا",)),
        ("نوشته سارا دانا (هرات)", ("سارا دانا",)),
        ("بقلم: سارة دانا، بيروت", ("سارة دانا",)),
        ("القاهرة - بقلم سارة دانا", ("سارة دانا",)),
        ("بقلم سارة دانا من الرباط", ("سارة دانا",)),
    ],
)
def test_a_place_beside_the_name_is_no_author(text, authors):
    byline = parse_byline(text)
    assert byline is not None
    assert byline.authors == authors
    assert byline.source is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Shkruar nga Sara Dana e hënë 12 qershor 2023", ("Sara Dana",)),
        ("سارا دانا، ۱۲ مهر ۱۴۰۲", ("سارا دانا",)),
        ("بواسطة سارة دانا منذ 3 أيام", ("سارة دانا",)),
        ("توسط سارا دانا یک ساعت پیش", ("سارا دانا",)),
        ("Posted Wednesday by Sara Dana", ("Sara Dana",)),
        ("بواسطة فريق التحرير", ()),
        ("گروه اجتماعی", ()),
        ("تحریریه", ()),
    ],
)
def test_who_a_page_names_under_its_title(line, authors):
    page = (
        f"<html><head><title>Kapela</title></head><body><article><h1>Kapela e vjetër prej druri</h1>"
        f"<div class='author'>{line}</div><div class='entry-content'><p>{STORY}</p><p>{STORY[::-1]}</p></div>"
        "</article></body></html>"
    )
    [article] = extract(RawDocument(page.encode(), "page.html")).articles
    assert article.authors == authors
