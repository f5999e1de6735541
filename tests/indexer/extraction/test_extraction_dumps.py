# ruff: noqa: E501 - pages and tables are easier to read unbroken
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import Article, RawDocument
from indexer.extraction import Extraction, extract

SHARE = "FacebookTwitterPinterestWhatsappTelegramSkypeEmail"

ENGLISH = f"""River Notes
  • Home
  • Articles
  • Media
    • Photos
    • Videos
  • Editions
    • عربي
    • فارسی
River Notes
© 2003 - 2024 River Notes.
The old stone bridge
Bridges and Roads

The Stone Bridge Opens Again

After two years of work the stone bridge over the river is open. Hundreds of people walked across it on the
first morning, and a brass band played until noon.

The old stone bridge

The old stone bridge

The mayor said that the arches had been strengthened. “It will stand for another century,” she told the crowd.

What changes for cyclists

A lane of its own now leads across, 2.5 metres wide.

Clara Winter and Tom Field – riverpost

September 23, 2025 0 comments
{SHARE}
Libraries

A Library Without Walls

The travelling library visits nine villages every week, and most of its readers are under twelve years old.

It carries 3,000 books and two folding chairs.

By Dr. Ada Brook
Ada Brook is a librarian who writes about reading in small places. Contact: ada@example.org

September 3, 2025 12 comments
{SHARE}
Harvest in the valley
Harvest

Late Rain, Early Apples

Growers in the valley began to pick apples a week early this year because the rain came late in summer.

Clara Winter

Sources:
1. Valley Growers. “Harvest report.”
2. Weather Service. “Rain in the valley.”

August 30, 2025 1 comment
{SHARE}
Museum

Night at the Museum

Doors stay open until midnight on the last Friday of the month, said the museum in its letter to members.

We believe that everybody should see the ships once in their life.

August 2, 2025 0 comments
{SHARE}
Newer Posts
Older Posts

Recent Posts

  • A boat of reeds

    December 24, 2025
  • Facebook
  • Twitter

© 2003 - 2025 River Notes. All Rights Reserved.
Back To Top
"""

PERSIAN = f"""یادداشت‌های رود
  • خانه
  • مقالات
پل قدیمی
پل‌ها و راه‌ها

پل سنگی دوباره باز شد

پس از دو سال کار، پل سنگی روی رودخانه باز شد و صدها نفر در نخستین صبح از آن گذشتند.

شهردار گفت که طاق‌های پل محکم شده است.

نوشته: دکتر سارا بهاری

۱ مهر ۱۴۰۴ ۰ دیدگاه
فیسبوکتوییترتلگرامواتساپایمیل
کتابخانه‌ها

کتابخانه‌ای بدون دیوار

کتابخانهٔ سیار هر هفته به نه روستا می‌رود و بیشتر خوانندگانش کودک‌اند.

سارا بهاری و کاوه رودی – روزنامه پل

۲۸ شهریور ۱۴۰۴ بدون دیدگاه
{SHARE}
مطالب جدیدتر
"""

ARABIC = f"""جسر النهر
الجسور

افتتاح الجسر الحجري من جديد

بعد عامين من العمل افتتح الجسر الحجري فوق النهر، وعبره مئات الناس في الصباح الأول.

قالت رئيسة البلدية إن الأقواس أصبحت أقوى من قبل.

بقلم: ليلى النهر

23 سبتمبر، 2025 0 تعليقات
فيسبوكتويترواتسابتيليجرامالبريد الالكتروني
المكتبات

مكتبة بلا جدران

تزور المكتبة المتنقلة تسع قرى في كل أسبوع، ومعظم قرائها من الأطفال.

المصدر: صحيفة الجسر

٣ أيلول ٢٠٢٥ لا توجد تعليقات
{SHARE}
"""

ALBANIAN = f"""Ura e vjetër
Urat

Ura e gurit hapet përsëri

Pas dy vitesh punë, ura e gurit mbi lumë u hap dhe qindra njerëz e kaluan në mëngjesin e parë.

Kryetarja tha se harqet janë forcuar.

Nga Ardita Mali dhe Blerim Lumi

23 shtator 2025 0 komente
{SHARE}
Bibliotekat

Një bibliotekë pa mure

Biblioteka lëvizëse viziton nëntë fshatra çdo javë dhe shumica e lexuesve janë fëmijë.

Ardita Mali – Gazeta e Urës

Shtator 3, 2025 2 komente
{SHARE}
"""


def dump(text: str) -> Extraction:
    return extract(RawDocument(text.encode(), "saved.txt"))


def facts(article: Article) -> tuple[str, str | None, str, tuple[str, ...], str | None]:
    date = article.date.date().isoformat() if article.date else ""
    return article.title, article.category, date, article.authors, article.source


EXPECTED = {
    "english": (
        ENGLISH,
        [
            (
                "The Stone Bridge Opens Again",
                "Bridges and Roads",
                "2025-09-23",
                ("Clara Winter", "Tom Field"),
                "riverpost",
            ),
            ("A Library Without Walls", "Libraries", "2025-09-03", ("Ada Brook",), None),
            ("Late Rain, Early Apples", "Harvest", "2025-08-30", ("Clara Winter",), None),
            ("Night at the Museum", "Museum", "2025-08-02", (), None),
        ],
    ),
    "persian": (
        PERSIAN,
        [
            ("پل سنگی دوباره باز شد", "پل‌ها و راه‌ها", "2025-09-23", ("سارا بهاری",), None),
            ("کتابخانه‌ای بدون دیوار", "کتابخانه‌ها", "2025-09-19", ("سارا بهاری", "کاوه رودی"), "روزنامه پل"),
        ],
    ),
    "arabic": (
        ARABIC,
        [
            ("افتتاح الجسر الحجري من جديد", "الجسور", "2025-09-23", ("ليلى النهر",), None),
            ("مكتبة بلا جدران", "المكتبات", "2025-09-03", (), "صحيفة الجسر"),
        ],
    ),
    "albanian": (
        ALBANIAN,
        [
            ("Ura e gurit hapet përsëri", "Urat", "2025-09-23", ("Ardita Mali", "Blerim Lumi"), None),
            ("Një bibliotekë pa mure", "Bibliotekat", "2025-09-03", ("Ardita Mali",), "Gazeta e Urës"),
        ],
    ),
}


@pytest.mark.parametrize("language", EXPECTED)
def test_articles_of_a_category_page_saved_as_text(language: str) -> None:
    text, expected = EXPECTED[language]
    found = dump(text)
    assert found.kind == "text-dump"
    assert [facts(article) for article in found.articles] == expected
    assert all(article.file == "saved.txt" for article in found.articles)


@pytest.mark.parametrize("language", EXPECTED)
def test_windows_line_ends_and_trailing_spaces_change_nothing(language: str) -> None:
    text, expected = EXPECTED[language]
    assert [facts(a) for a in dump(text.replace("\n", "  \r\n")).articles] == expected


@pytest.mark.parametrize("language", EXPECTED)
def test_bodies_hold_their_text_and_nothing_else(language: str) -> None:
    for article in dump(EXPECTED[language][0]).articles:
        assert article.body
        for waste in (SHARE, "Recent Posts", "•", "comment", "دیدگاه", "تعليق", "koment", "Email"):
            assert waste not in article.body
        assert all(author not in article.body.splitlines() for author in article.authors)


def test_a_body_keeps_paragraphs_and_headings_and_loses_repeated_captions() -> None:
    body = dump(ENGLISH).articles[0].body
    assert body.split("\n\n")[0].startswith("After two years of work")
    assert "What changes for cyclists" in body.split("\n\n")
    assert "The old stone bridge" not in body
    assert body.endswith("2.5 metres wide.")


def test_a_biography_goes_and_sources_stay() -> None:
    _, library, apples, _ = dump(ENGLISH).articles
    assert library.body.endswith("two folding chairs.")
    assert "Valley Growers" in apples.body
    assert "Clara Winter" not in apples.body


def test_a_last_sentence_is_not_taken_for_a_byline() -> None:
    assert dump(ENGLISH).articles[3].body.endswith("once in their life.")


def test_dates_are_in_the_sites_zone() -> None:
    found = extract(RawDocument(PERSIAN.encode(), "p.txt"), timezone=ZoneInfo("Asia/Tehran"))
    date = found.articles[0].date
    assert date is not None
    assert date.astimezone(UTC) == datetime(2025, 9, 22, 20, 30, tzinfo=UTC)


def test_a_share_line_stands_for_the_number_of_comments() -> None:
    text = ENGLISH.replace("September 23, 2025 0 comments", "September 23, 2025")
    assert len(dump(text).articles) == 4


def test_menus_parted_by_empty_lines_are_not_the_first_article() -> None:
    text = "River Notes\n\n  • Home\n  • Articles\n\n  • Photos\n  • Videos\n\n" + ALBANIAN
    assert [article.title for article in dump(text).articles] == [row[0] for row in EXPECTED["albanian"][1]]


def test_one_story_saved_as_text() -> None:
    text = (
        "The Stone Bridge Opens Again\nSeptember 23, 2025\nBy Clara Winter\n\n"
        "After two years of work the stone bridge over the river is open to everyone again.\n\nA band played until noon.\n"
    )
    (article,) = dump(text).articles
    assert facts(article) == ("The Stone Bridge Opens Again", None, "2025-09-23", ("Clara Winter",), None)
    assert article.body.startswith("After two years")
    assert article.body.endswith("until noon.")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*ENGLISH.splitlines(), *ARABIC.splitlines(), ""]), max_size=60))
def test_any_order_of_lines_is_read(lines: list[str]) -> None:
    from indexer.extraction.text_dump import read_dump
    from indexer.extraction.text_single import read_single

    text = "\n".join(lines)
    for article in read_dump(text):
        assert article.title
        assert article.body
    read_single(text)


def test_other_places_of_author_and_comments() -> None:
    text = ALBANIAN.replace("Nga Ardita Mali dhe Blerim Lumi\n\n", "")
    text = text.replace("23 shtator 2025 0 komente", "nga Ardita Mali 23 shtator 2025\n0 komente")
    found = dump(text).articles
    assert [facts(article) for article in found] == [
        ("Ura e gurit hapet përsëri", "Urat", "2025-09-23", ("Ardita Mali",), None),
        EXPECTED["albanian"][1][1],
    ]


def test_a_title_that_ends_with_a_full_stop() -> None:
    text = ENGLISH.replace("A Library Without Walls\n", "Letter of the Library No. 12.\n")
    article = dump(text).articles[1]
    assert (article.title, article.category) == ("Letter of the Library No. 12.", "Libraries")
