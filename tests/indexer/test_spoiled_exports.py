"""Damage to posts by plugins, old exporters and wrong encodings is repaired."""

import json
from base64 import b64encode
from datetime import UTC, timedelta, timezone
from urllib.parse import quote

import pytest

from indexer.article import Article
from indexer.categories import chosen_categories, separate_tags
from indexer.mojibake import repaired
from indexer.sources import open_source
from indexer.sources.machine_dates import machine_moment
from indexer.sources.qtranslate import split
from indexer.sources.text import clean_body, clean_line

TEHRAN = timezone(timedelta(hours=3, minutes=30))
HEAD = (
    '<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
)


def item(number, content, more="", title="The mill", kind="post", link=None):
    link = link or f"https://mill.example/{number}/"
    return (
        f"<item><title><![CDATA[{title}]]></title><link>{link}</link><dc:creator>ina</dc:creator>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:status>publish</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


def meta(name, value):
    return (
        f"<wp:postmeta><wp:meta_key>{name}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


@pytest.fixture
def export(tmp_path):
    def read(*items, head=""):
        path = tmp_path / "export.xml"
        path.write_text(f"{HEAD}{head}{''.join(items)}</channel></rss>", "utf-8")
        return [record for record in open_source(path).records() if isinstance(record, Article)]

    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-03-04 05:06:07", "2021-03-04T05:06:07+03:30"),
        ("1399-12-14 05:06:07", "2021-03-04T05:06:07+03:30"),
        ("۱۳۹۹-۱۲-۱۴T۰۵:۰۶:۰۷", "2021-03-04T05:06:07+03:30"),
        ("2021-03-04T05:06:07Z", "2021-03-04T05:06:07+00:00"),
        ("Thu, 04 Mar 2021 05:06:07 +0000", "2021-03-04T05:06:07+00:00"),
        ("Thu, 14 Esfand 1399 05:06:07 +0330", "2021-03-04T05:06:07+03:30"),
        ("Thu, 14 Dec 1399 05:06:07 +0330", "2021-03-04T05:06:07+03:30"),
        ("04 Mar 21 05:06:07 +0000", "2021-03-04T05:06:07+00:00"),
        ("1399/12/14 05:06", "2021-03-04T05:06:00+03:30"),
        ("0000-00-00 00:00:00", None),
        ("-0001-11-30 00:00:00", None),
        ("Wed, 30 Nov -0001 00:00:00 +0000", None),
        ("1970-01-01 00:00:00", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("1399-12-31 00:00:00", None),
        ("yesterday", None),
    ],
)
def test_dates_of_programs(text, expected):
    found = machine_moment(text, TEHRAN)
    assert (found.isoformat() if found else None) == expected


def test_an_export_invents_no_date(export):
    [article] = export(item(1, "Flour.", "<wp:post_date>1970-01-01 00:00:00</wp:post_date>"))
    assert article.date is None


@pytest.mark.parametrize(
    "text", ["Përshëndetje nga fshati", "نان تازه و عسل", "خبز طازج", "l’été — “naïve” café", "Ärger über Öl"]
)
def test_text_in_the_wrong_encoding_is_put_right(text):
    # Programs read a byte without a letter in Windows-1252 as Latin-1.
    windows = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    for broken in (windows, text.encode().decode("latin-1")):
        assert repaired(broken) == text
    assert repaired(text) is text


def test_entities_that_were_escaped_twice():
    assert clean_line("The miller&amp;#8217;s &amp;amp; the baker&#8217;s") == "The miller’s & the baker’s"
    assert clean_body("Bread &amp;amp; honey&amp;nbsp;here") == "Bread & honey here"
    assert clean_line("a < b &lt;em&gt;c&lt;/em&gt;") == "a < b c"


def test_an_end_mark_in_the_words_does_not_end_the_text(export):
    first, second = export(item(1, "A sample: ]]> and more flour"), item(2, "The next one"))
    assert first.body == "A sample: ]]> and more flour"
    assert second.body == "The next one"


def test_sections_side_by_side_are_left_alone(export):
    [article] = export(item(1, "One ]]]]><![CDATA[> two"))
    assert article.body == "One ]]> two"


def test_the_lines_of_a_poem_are_kept(export):
    classic, breaks, verse = export(
        item(1, "Water turns\nthe old wheel\n\nand sleeps"),
        item(2, "<p>Water turns<br />the old wheel</p>"),
        item(3, '<!-- wp:verse --><pre class="wp-block-verse">Water turns\nthe old wheel</pre>'),
    )
    assert classic.body == "Water turns\nthe old wheel\n\nand sleeps"
    assert breaks.body == verse.body == "Water turns\nthe old wheel"


def test_line_ends_of_the_block_editor_are_spaces(export):
    [article] = export(item(1, "<!-- wp:paragraph --><p>Water\nturns</p>"))
    assert article.body == "Water turns"


def test_builders_leave_nothing_behind(export):
    packed = b64encode(quote("<p>Open <b>daily</b></p>").encode()).decode()
    content = f"[dropcap]W[/dropcap]ater [hint text='x']turns[/hint][vc_raw_html]{packed}[/vc_raw_html] [sic]"
    [article] = export(item(1, content))
    assert article.body == "Water turns\n\nOpen daily\n\n[sic]"


def test_marks_of_footnotes_do_not_stick_to_a_word(export):
    note = json.dumps([{"content": "Near the river.", "id": "n1"}])
    mark = '<sup data-fn="n1" class="fn"><a href="#n1">1</a></sup>'
    classic = '<sup class="footnote"><a href="#fn-2">2</a></sup>'
    content = f"The mill{mark} turns{classic}. CO<sub>2</sub> and m<sup>2</sup>"
    [article] = export(item(1, content, meta("footnotes", note)))
    assert article.body == "The mill turns. CO2 and m2\n\nNear the river."


def test_reused_blocks_come_into_the_text(export):
    found = export(
        item(1, 'Before\n\n<!-- wp:block {"ref":7} /-->\n\nAfter'), item(7, "<p>Shared</p>", kind="wp_block")
    )
    assert [article.body for article in found] == ["Before\n\nShared\n\nAfter"]


def test_names_and_no_logins(export):
    guests = '<category domain="author" nicename="cap-mara"><![CDATA[mara]]></category>'
    head = (
        "<wp:wp_author><wp:author_login>ina</wp:author_login>"
        "<wp:author_display_name>Ina Bell</wp:author_display_name></wp:wp_author>"
    )
    own = meta("cap-display_name", "Mara Lund") + meta("cap-user_login", "mara")
    named, guest = export(
        item(1, "Flour"), item(2, "Bread", guests), item(3, "", own, kind="guest-author"), head=head
    )
    assert named.authors == ("Ina Bell",)
    assert guest.authors == ("Mara Lund",)
    [unknown] = export(item(1, "Flour"))
    assert unknown.authors == ()


def test_the_main_category_comes_first(export):
    head = "".join(
        f"<wp:category><wp:term_id>{n}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:cat_name>{slug.title()}</wp:cat_name></wp:category>"
        for n, slug in enumerate(("bread", "mills"), 4)
    )
    both = "".join(
        f'<category domain="category" nicename="{slug}">{slug.title()}</category>'
        for slug in ("bread", "mills")
    )
    for field in ("_yoast_wpseo_primary_category", "rank_math_primary_category"):
        [article] = export(item(1, "Flour", both + meta(field, "5")), head=head)
        assert article.categories == (("Mills",), ("Bread",))


@pytest.mark.parametrize(
    "form",
    ["[:en]{0}[:fa]{1}[:]", "<!--:en-->{0}<!--:--><!--:fa-->{1}<!--:-->", "{{:en}}{0}{{:}}{{:fa}}{1}{{:}}"],
)
def test_a_post_in_several_languages_is_an_article_for_each(form, export):
    title, text = form.format("The mill", "آسیاب"), form.format("Water turns it.", "آب آن را می‌چرخاند.")
    english, persian = export(item(1, text, title=title))
    assert (english.title, english.body, english.language) == ("The mill", "Water turns it.", "en")
    assert (persian.title, persian.language) == ("آسیاب", "fa")
    assert persian.url != english.url
    assert english.translations == (persian.url,)
    assert persian.translations == (english.url,)
    assert english.identity != persian.identity


def test_text_without_marks_is_not_split():
    assert split("Colon [: bracket] and {: brace}") == {}


@pytest.mark.parametrize(
    "name",
    [
        "Uncategorized",
        "دسته‌بندی نشده",
        "دسته بندی نشده",
        "غير مصنف",
        "Pa kategori",
        "uncategorised",
        "طبقه‌بندی نشده",
    ],
)
def test_the_default_category_says_nothing(name):
    assert chosen_categories(((name,), ("Mills",))) == (("Mills",),)


def test_several_tags_in_one_text():
    assert separate_tags("bread, honey ،نان؛ عسل | flour;") == ["bread", "honey", "نان", "عسل", "flour"]
    assert separate_tags("#bread #honey_cake") == ["bread", "honey cake"]
    assert separate_tags("نان - عسل - آرد") == ["نان", "عسل", "آرد"]
    assert separate_tags("Jean-Paul - the baker") == ["Jean-Paul - the baker"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Town > Mills", ("Town", "Mills")),
        ({"name": "Mills", "parent": "Town"}, ("Town", "Mills")),
        ({"name": "Mills", "parent": {"name": "Town"}}, ("Town", "Mills")),
        ("Town / Mills", ("Town", "Mills")),
        ("A>B", ("A>B",)),
    ],
)
def test_categories_of_json_lines(given, expected, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": "The mill", "body": "Flour", "categories": [given]}))
    [article] = open_source(path, timezone=UTC).records()
    assert article.categories == (expected,)
