import gzip
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from engines.port.model import Image
from indexer.article import Article
from indexer.sources import Failure, Skipped, open_source

SUMMER = timezone(timedelta(hours=2))
SHARED = Path(__file__).parents[3] / "shared" / "data" / "wordpress" / "wxr"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- generator -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{v}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="{scheme}://wordpress.org/export/{v}/">
<channel><title>The library</title><language>sq-AL</language>
<wp:author><wp:author_login>mira</wp:author_login>
 <wp:author_display_name><![CDATA[Mira Librarian]]></wp:author_display_name></wp:author>
<wp:category><wp:category_nicename>news</wp:category_nicename><wp:category_parent></wp:category_parent>
 <wp:cat_name><![CDATA[News]]></wp:cat_name></wp:category>
<wp:category><wp:category_nicename>town</wp:category_nicename><wp:category_parent>news</wp:category_parent>
 <wp:cat_name><![CDATA[Town &amp; Bridges]]></wp:cat_name></wp:category>
<wp:category><wp:category_nicename>egg</wp:category_nicename><wp:category_parent>hen</wp:category_parent>
 <wp:cat_name>Egg</wp:cat_name></wp:category>
<wp:category><wp:category_nicename>hen</wp:category_nicename><wp:category_parent>egg</wp:category_parent>
 <wp:cat_name>Hen</wp:cat_name></wp:category>
"""
FOOT = "</channel></rss>"
CONTENT = """<!-- wp:paragraph --><p>The <em>first</em> line.</p><!-- /wp:paragraph -->
[caption id="x" width="300"]<img src="a.jpg"/> The arch[/caption]

The second [sic] line.
[gallery ids="1,2"]"""


def item(
    title="A bridge", *, content=CONTENT, extra="", status="publish", kind="post", date="2024-05-01 09:30:00"
):
    return f"""<item><title>{title}</title><link>https://example.org/{title.replace(" ", "-")}</link>
<dc:creator><![CDATA[mira]]></dc:creator><content:encoded><![CDATA[{content}]]></content:encoded>
<wp:post_date>{date}</wp:post_date><wp:post_date_gmt>{date}</wp:post_date_gmt>
<wp:post_modified_gmt>2024-05-02 10:00:00</wp:post_modified_gmt>
<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{extra}</item>"""


def export(*items, version="1.2", scheme="http", foot=FOOT):
    return (HEAD.replace("{v}", version).replace("{scheme}", scheme) + "\n".join(items) + foot).encode()


def read(path, content, **options):
    path.write_bytes(content)
    return list_of(path, **options)


def list_of(path, **options):
    return list(open_source(path, timezone=SUMMER, **options).records())


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_post(tmp_path, version, scheme):
    terms = """<category domain="category" nicename="news"><![CDATA[News]]></category>
<category domain="category" nicename="town"><![CDATA[Town & Bridges]]></category>
<category domain="post_tag" nicename="arch">arch</category>
<category domain="post_format" nicename="x">X</category>"""
    [article] = read(tmp_path / "a.xml", export(item(extra=terms), version=version, scheme=scheme))
    assert article == Article(
        title="A bridge",
        body="The first line.\n\nThe second [sic] line.",
        language="sq",
        url="https://example.org/A-bridge",
        authors=("Mira Librarian",),
        categories=(("News", "Town & Bridges"), ("News",)),
        tags=("arch",),
        date=datetime(2024, 5, 1, 9, 30, tzinfo=UTC),
        modified=datetime(2024, 5, 2, 10, tzinfo=UTC),
        image=Image("https://example.org/a.jpg", caption="The arch"),
        captions=("The arch",),
        kind="gallery",
    )
    assert article.date.utcoffset() == timedelta(hours=2)


def test_what_readers_do_not_see_is_skipped(tmp_path):
    records = read(
        tmp_path / "a.xml",
        export(
            item("Draft", status="draft"),
            item("Picture", kind="attachment"),
            item("About", kind="page"),
            item("Secret", extra="<wp:post_password>x</wp:post_password>"),
            item("", content=""),
        ),
    )
    assert [type(record) for record in records] == [Skipped] * 5
    assert "draft" in records[0].reason
    assert "password" in records[3].reason


def test_pages_by_option(tmp_path):
    [article] = read(tmp_path / "a.xml", export(item("About", kind="page")), pages=True)
    assert article.title == "About"


def test_the_local_date_where_the_other_is_empty(tmp_path):
    content = export(item()).replace(
        b"<wp:post_date_gmt>2024-05-01 09:30:00", b"<wp:post_date_gmt>0000-00-00 00:00:00"
    )
    [article] = read(tmp_path / "a.xml", content)
    assert article.date == datetime(2024, 5, 1, 9, 30, tzinfo=SUMMER)
    [article] = read(tmp_path / "b.xml", export(item(date="0000-00-00 00:00:00")))
    assert article.date is None


def test_categories_in_a_circle_end(tmp_path):
    [article] = read(
        tmp_path / "a.xml", export(item(extra='<category domain="category" nicename="egg">Egg</category>'))
    )
    assert article.categories == (("Hen", "Egg"),)


def test_the_language_of_a_translation(tmp_path):
    [article] = read(
        tmp_path / "a.xml", export(item(extra='<category domain="language" nicename="fa">فارسی</category>'))
    )
    assert article.language == "fa"


def test_half_an_export_gives_what_was_complete(tmp_path):
    whole = export(item("One"), item("Two"), item("Three", content="long " * 30_000))
    records = read(tmp_path / "a.xml", whole[: len(whole) - 5_000])
    assert [record.title for record in records if isinstance(record, Article)] == ["One", "Two"]
    assert isinstance(records[-1], Failure)
    assert "broken" in records[-1].reason


def test_a_broken_post_does_not_take_the_others_with_it(tmp_path):
    broken = item("Bad").replace("</title>", "</tytle>")
    records = read(tmp_path / "a.xml", export(item("One"), broken, item("Two")))
    assert [record.title for record in records if isinstance(record, Article)] == ["One", "Two"]
    [failure] = [record for record in records if isinstance(record, Failure)]
    assert failure.origin.startswith(str(tmp_path / "a.xml"))


def test_signs_that_xml_forbids_are_dropped(tmp_path):
    content = (
        export(item("A b"))
        .replace(b"A b<", b"A \x0bb\x00\xff&nbsp;c<")
        .replace(b"]]></content", b"]]> ]]&gt;</content")
    )
    [article] = read(tmp_path / "a.xml", content)
    assert article.title.startswith("A b")


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1256", "utf-8-sig"])
def test_other_encodings(tmp_path, encoding):
    text = export(item("پل قديم" if encoding == "windows-1256" else "پل قدیم")).decode()
    content = text.replace("UTF-8", encoding.removesuffix("-sig"), 1).encode(encoding, "xmlcharrefreplace")
    [article] = read(tmp_path / "a.wxr", content)
    assert article.title.startswith("پل قد")


BOMB = """<!DOCTYPE rss [<!ENTITY a "ha ha ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "SECRET">]>"""


@pytest.mark.parametrize("where", ["<rss", "<!-- generator"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused_unread(tmp_path, where, encoding):
    (tmp_path / "secret").write_text("not to be told")
    bomb = BOMB.replace("SECRET", (tmp_path / "secret").as_uri())
    text = export(item("&b;&c;")).decode().replace(where, bomb + where, 1)
    [failure] = read(tmp_path / "a.wxr", text.encode(encoding))
    assert isinstance(failure, Failure)
    assert "DOCTYPE" in failure.reason


@pytest.mark.parametrize(
    "content", [b"", b"<", b"\x00\x01\x02", b"<rss>", b"plain words", b"<a/>", b"\xff\xfe"]
)
def test_files_that_are_no_export_do_not_raise(tmp_path, content):
    assert not any(isinstance(record, Article) for record in read(tmp_path / "a.wxr", content))


def test_a_packed_export(tmp_path):
    [article] = read(tmp_path / "a.xml.gz", gzip.compress(export(item())))
    assert article.title == "A bridge"


def test_memory_stays_flat(tmp_path):
    import tracemalloc

    path = tmp_path / "a.xml"
    with path.open("wb") as file:
        file.write(export(foot=""))
        for n in range(100):
            file.write(item(f"Story {n}", content="words and words " * 4000).encode())
        file.write(FOOT.encode())
    tracemalloc.start()
    assert sum(isinstance(record, Article) for record in open_source(path).records()) == 100
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 6_000_000
    assert peak < 4_000_000


def test_an_export_that_ends_inside_a_long_text_is_told(tmp_path):
    whole = export(item("First"), item("Second", content="One line of it.\n" * 50))
    path = tmp_path / "a.xml"
    path.write_bytes(whole[: whole.index(b"One line") + 300])
    records = list(open_source(path).records())
    assert [record.title for record in records if isinstance(record, Article)] == ["First"]
    assert isinstance(records[-1], Failure)
    assert "is truncated" in records[-1].reason


def test_real_exports_are_read_or_reported():
    if not SHARED.is_dir():
        pytest.skip(f"the shared exports are not there: {SHARED}")
    records = list(open_source(SHARED).records())
    articles = [record for record in records if isinstance(record, Article)]
    failures = [record for record in records if isinstance(record, Failure)]
    assert len(articles) == 263
    told = {Path(failure.origin).name: failure.reason for failure in failures}
    assert "the post is broken" in told.pop("malformed-simple.xml:9")
    # Exports with only authors or terms, and empty ones: none is ignored silently.
    assert set(told.values()) == {"no record was found in it"}
    assert all(b"<item>" not in path.read_bytes() for path in SHARED.rglob("*.xml") if path.name in told)
    child = next(article for article in articles if article.title == "Child post")
    assert child.categories[0] == ("parent", "child")
    assert not any("<!-- wp:" in article.body or "[/caption]" in article.body for article in articles)


@pytest.mark.parametrize(
    ("last", "extra", "authors", "source", "stays"),
    [
        ("Ada Hill — Harbour Gazette", "", ("Ada Hill",), "Harbour Gazette", False),
        ("Mira Librarian", "", ("Mira Librarian",), None, False),
        ("Mira Librarian — Harbour Gazette", "", ("Mira Librarian",), "Harbour Gazette", False),
        ("Bridge Street", "", ("Mira Librarian",), None, True),
        ("The bridge stands.", "", ("Mira Librarian",), None, True),
        (
            "Mira Librarian – Harbour Gazette",
            '<category domain="author" nicename="cap-mira">mira</category>'
            '<category domain="author" nicename="cap-ben">Ben Moss</category>',
            ("Mira Librarian", "Ben Moss"),
            "Harbour Gazette",
            False,
        ),
    ],
)
def test_the_byline_under_a_post(tmp_path, last, extra, authors, source, stays):
    content = f"<p>The old bridge is open again.</p><p>Masons set the last stone.</p><p>{last}</p>"
    [article] = read(tmp_path / "a.xml", export(item(content=content, extra=extra)))
    assert (article.authors, article.source) == (authors, source)
    assert article.body.endswith(last) == stays


def test_a_file_that_ends_in_its_first_comment_says_so(tmp_path):
    [failure] = read(
        tmp_path / "a.xml", b'<?xml version="1.0"?>\n<!-- This is a WordPress eXtended RSS file gen'
    )
    assert isinstance(failure, Failure)
    assert "truncated" in failure.reason


def translated(*posts):
    items = "".join(
        f"<item><title>{title}</title><link>https://town.example/{title}/</link>"
        f"<guid>https://town.example/?p={number}</guid><wp:post_id>{number}</wp:post_id>"
        f"<content:encoded>Text of {title}.</content:encoded><wp:status>{status}</wp:status>"
        f"<wp:post_type>post</wp:post_type>{more}</item>"
        for number, (title, status, more) in enumerate(posts, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:wp="http://wordpress.org/export/1.2/"><channel>{items}</channel></rss>'
    )


def meta(key, value):
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
    )


def group(name):
    return f'<category domain="post_translations" nicename="{name}">{name}</category>'


@pytest.mark.parametrize("packed", [False, True])
def test_translations_of_polylang_and_wpml(tmp_path, packed):
    text = translated(
        ("boats", "publish", group("pll_1")),
        ("varkat", "publish", group("pll_1")),
        ("draft", "draft", group("pll_1")),
        (
            "nets",
            "publish",
            meta("_wpml_import_translation_group", "9") + meta("_wpml_import_language_code", "en"),
        ),
        (
            "rrjetat",
            "publish",
            meta("_wpml_import_translation_group", "9") + meta("_wpml_import_language_code", "sq"),
        ),
        ("oars", "publish", ""),
        ("parouha", "publish", meta("_icl_lang_duplicate_of", "6")),
        ("alone", "publish", group("pll_7")),
    )
    path = tmp_path / "export.xml"
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    found = {record.title: record for record in list_of(path) if isinstance(record, Article)}
    links = {title: [url.split("/")[-2] for url in article.translations] for title, article in found.items()}
    assert links == {
        "boats": ["varkat"],
        "varkat": ["boats"],
        "nets": ["rrjetat"],
        "rrjetat": ["nets"],
        "oars": ["parouha"],
        "parouha": ["oars"],
        "alone": [],
    }
    assert (found["nets"].language, found["rrjetat"].language) == ("en", "sq")
    assert found["boats"].aliases == ("https://town.example/?p=1",)


def test_comments_where_they_are_wanted(tmp_path):
    def comment(approved, text, kind=""):
        return (
            f"<wp:comment><wp:comment_author>Edwin</wp:comment_author><wp:comment_content>{text}"
            f"</wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>"
            f"<wp:comment_type>{kind}</wp:comment_type></wp:comment>"
        )

    more = comment("1", "A fine harbour.") + comment("0", "Waiting.") + comment("1", "A call", "pingback")
    path = tmp_path / "export.xml"
    path.write_text(translated(("boats", "publish", more)))
    assert [record.body for record in list_of(path)] == ["Text of boats."]
    assert [record.body for record in list_of(path, comments=True)] == [
        "Text of boats.\n\nEdwin: A fine harbour."
    ]
