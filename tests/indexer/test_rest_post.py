"""One post of the REST API, as WordPress and its plugins give it."""

from datetime import UTC, timedelta, timezone

import pytest

from indexer.article import Article
from indexer.sources import Failure, Skipped
from indexer.sources.rest_post import to_record, to_records, translation_ids

SUMMER = timezone(timedelta(hours=2))
TERMS = {3: ("Towns", 0), 4: ("Bridges", 3), 8: ("Hen", 9), 9: ("Egg", 8)}


def record(**fields):
    post = {
        "id": 7,
        "link": "https://town.example/boats/",
        "title": {"rendered": "Boats"},
        "content": {"rendered": "<p>The boats came home.</p>", "protected": False},
        **fields,
    }
    return to_record(
        post, origin="o", terms=TERMS, links={15: "https://town.example/fa/boats/"}, timezone=SUMMER
    )


@pytest.mark.parametrize(
    ("fields", "dates"),
    [
        ({"date_gmt": "2021-05-01T10:00:00", "date": "2021-05-01T12:00:00"}, "2021-05-01T12:00:00+02:00"),
        ({"date_gmt": "0000-00-00T00:00:00", "date": "2021-05-01T12:00:00"}, "2021-05-01T12:00:00+02:00"),
        ({"date": "2021-05-01T12:00:00Z"}, "2021-05-01T14:00:00+02:00"),
        ({"date_gmt": "soon"}, None),
        ({"date": 5}, None),
    ],
)
def test_dates(fields, dates):
    date = record(**fields).date
    assert (date.isoformat() if date else None) == dates


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        ({"_embedded": {"author": [{"name": "Clara Penhale"}]}}, ("Clara Penhale",)),
        ({"_embedded": {"author": [{"code": "rest_user_invalid_id"}]}}, ()),
        ({"authors": [{"display_name": "Clara"}, {"display_name": "Edwin"}]}, ("Clara", "Edwin")),
        ({"coauthors": [{"name": "Edwin"}]}, ("Edwin",)),
        ({"yoast_head_json": {"author": "Mira &amp; Co"}}, ("Mira & Co",)),
        ({"_embedded": {"author": "x"}, "authors": 5, "yoast_head_json": []}, ()),
        ({"author_name": "Clara Penhale"}, ("Clara Penhale",)),
        ({"author_info": {"display_name": "Clara Penhale"}}, ("Clara Penhale",)),
        ({"yoast_head_json": {"twitter_misc": {"Written by": "Clara", "Time": "3 min"}}}, ("Clara",)),
        ({"yoast_head_json": {"twitter_misc": {"Est. reading time": "3 minutes"}}}, ()),
        (
            {"yoast_head_json": {"schema": {"@graph": [{"@type": ["Person"], "name": "Clara"}, 4]}}},
            ("Clara",),
        ),
        ({"yoast_head": '<meta name="author" content="Clara" />'}, ("Clara",)),
        ({"rank_math_head": '<meta name="twitter:data1" content="Clara" />'}, ("Clara",)),
        ({"author_name": "clara@mill.example"}, ()),
    ],
)
def test_authors(fields, authors):
    assert record(**fields).authors == authors


@pytest.mark.parametrize(
    ("fields", "categories"),
    [
        ({"categories": [4]}, (("Towns", "Bridges"),)),
        ({"categories": [3, 4]}, (("Towns", "Bridges"), ("Towns",))),
        ({"categories": [8]}, (("Egg", "Hen"),)),
        ({"categories": [77]}, ()),
        (
            {
                "categories": [77],
                "_embedded": {"wp:term": [[{"id": 77, "name": "Sea", "taxonomy": "category"}]]},
            },
            (("Sea",),),
        ),
        ({"_embedded": {"wp:term": [None, [5, {"name": "Sea", "taxonomy": "category"}]]}}, (("Sea",),)),
        ({"categories": "4"}, ()),
    ],
)
def test_categories(fields, categories):
    assert record(**fields).categories == categories


@pytest.mark.parametrize(
    ("fields", "language", "translations"),
    [
        ({"lang": "fa", "translations": {"fa": 7, "en": 15}}, "fa", ("https://town.example/fa/boats/",)),
        ({"lang": "fa", "translations": {"en": 99}}, "fa", ()),
        (
            {
                "wpml_current_locale": "sq_AL",
                "wpml_translations": [{"locale": "en_US", "href": "https://town.example/en/boats/"}],
            },
            "sq",
            ("https://town.example/en/boats/",),
        ),
        (
            {"translations": {"fa": {"id": 3, "url": "https://town.example/fa/x/"}, "en": {"url": "no"}}},
            "und",
            ("https://town.example/fa/x/",),
        ),
        ({"link": "https://town.example/fa/boats/", "translations": []}, "fa", ()),
        ({"lang": None, "translations": "x"}, "und", ()),
    ],
)
def test_language_and_translations(fields, language, translations):
    article = record(**fields)
    assert (article.language, article.translations) == (language, translations)


def test_the_ids_of_translations():
    assert translation_ids({"id": 7, "translations": {"fa": 7, "en": 15, "sq": "x"}}) == {15}


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"status": "draft"}, Skipped),
        ({"type": "page"}, Skipped),
        ({"content": {"rendered": "", "protected": True}}, Skipped),
        ({"content": {"rendered": ""}, "title": {"rendered": ""}}, Skipped),
        ({"content": "text"}, Failure),
        ({"content": {"rendered": None}}, Article),
        ({"title": None}, Article),
        ({"link": None}, Article),
    ],
)
def test_what_is_taken(fields, kind):
    assert type(record(**fields)) is kind


def test_the_text_is_clean():
    article = record(
        title={"rendered": "Ships &#8211; <i>Boats</i>"},
        content={
            "rendered": "<p>The boats&nbsp;came home.</p><script>x()</script>"
            "<ul><li>One</li><li>Two</li></ul>"
            '<div class="sharedaddy"><p>Share this:</p></div>'
        },
        guid={"rendered": "https://town.example/?p=7"},
        date_gmt="2021-05-01T10:00:00",
    )
    assert article.title == "Ships – Boats"
    assert article.body == "The boats came home.\n\nOne\nTwo"
    assert article.aliases == ("https://town.example/?p=7",)
    assert article.date.astimezone(UTC).hour == 10


def test_persian_keeps_its_half_spaces():
    article = record(content={"rendered": "<p>کتاب‌ها در کتابخانه‌ی شهر خوانده می‌شوند.</p>"})
    assert "می‌شوند" in article.body


@pytest.mark.parametrize("marks", ["[:{}]{}", "{{:{}}}{}", "<!--:{}-->{}<!--:-->"])
def test_a_post_in_several_languages_is_an_article_for_each(marks):
    def both(english, albanian):
        return marks.format("en", english) + marks.format("sq", albanian)

    post = {
        "id": 7,
        "link": "https://town.example/boats/",
        "title": {"rendered": both("Boats", "Varkat")},
        "content": {"rendered": both("<p>The boats came home.</p>", "<p>Varkat u kthyen.</p>")},
        "_embedded": {"wp:term": [[{"id": 3, "taxonomy": "category", "name": both("Towns", "Qytete")}]]},
    }
    options = {"terms": {}, "links": {}, "timezone": SUMMER}
    english, albanian = to_records(post, origin="o", **options)
    assert (english.title, english.body, english.language) == ("Boats", "The boats came home.", "en")
    assert (albanian.title, albanian.body, albanian.language) == ("Varkat", "Varkat u kthyen.", "sq")
    assert (english.categories, albanian.categories) == ((("Towns",),), (("Qytete",),))
    assert english.url == "https://town.example/boats/"
    assert albanian.url != english.url
    assert albanian.identity != english.identity
    assert albanian.translations == (english.url,)
