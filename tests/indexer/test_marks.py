"""Reading times, reporters' codes and lines of tags are no part of a text, whatever source it is from."""

import pytest

from indexer.article import Article
from indexer.extraction_pool import named

TEXT = ["The cooper bends the staves over a small fire of beech wood.", "He makes three barrels each week."]


def body_of(*paragraphs: str) -> str:
    return named(Article("The cooper", "\n\n".join(paragraphs)), "x").body


@pytest.mark.parametrize(
    "line",
    [
        "2 min read", "2min", "⏱ 3 minutes", "4-minute read", "۲ دقیقه", "زمان مطالعه: ۲ دقیقه",
        "۳ دقیقه مطالعه", "دقيقتان قراءة",
         "3 دقائق للقراءة", "مدة القراءة: 3 دقائق", "2 minuta lexim", "Koha e leximit: 3 min",
    ],
)  # fmt: skip
def test_reading_times_go(line: str) -> None:
    assert body_of(line, *TEXT) == "\n\n".join(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "انتهای پیام/ ۱۲۳", "انتهای پیام/م ۴۵", "/۲۷۳۶۵", "۴۲۳۶/۱۲", "پایان پیام/", "پایان خبر",
        "کد خبر: ۸۷۶۵", "انتهى/25", "م.ع / ن.ه",
    ],
)  # fmt: skip
def test_reporters_codes_go(line: str) -> None:
    assert body_of(*TEXT, line) == "\n\n".join(TEXT)


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("Tags: wood, fire", ("wood", "fire")),
        ("#wood #slow_fire", ("wood", "slow fire")),
        ("برچسب‌ها: چوب، آتش", ("چوب", "آتش")),
        ("کلیدواژه: چوب، آتش", ("چوب", "آتش")),
        ("#چوب #آتش", ("چوب", "آتش")),
        ("الوسوم: خشب، نار", ("خشب", "نار")),
        ("الكلمات الدليلية: خشب، نار", ("خشب", "نار")),
        ("Etiketa: dru, zjarr", ("dru", "zjarr")),
        ("Fjalë kyçe: dru, zjarr", ("dru", "zjarr")),
    ],
)
def test_lines_of_tags_become_tags(line: str, tags: tuple[str, ...]) -> None:
    article = named(Article("The cooper", "\n\n".join([*TEXT, line])), "x")
    assert (article.body, article.tags) == ("\n\n".join(TEXT), tags)
    kept = named(Article("The cooper", "\n\n".join([*TEXT, line]), tags=("barrels",)), "x")
    assert kept.tags == ("barrels",)


@pytest.mark.parametrize(
    "line",
    [
        "12/05/2021",
        "1402/7/12",
        "He needs 2 minutes.",
        "Tags",
        "#wood",
        "The end of the message is near.",
        "7/8 of it",
    ],
)
def test_other_lines_stay(line: str) -> None:
    assert body_of(*TEXT, line) == "\n\n".join([*TEXT, line])


def test_a_text_of_nothing_else_stays() -> None:
    assert body_of("2 min") == "2 min"
    assert body_of("#wood #fire") == "#wood #fire"
