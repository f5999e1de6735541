# ruff: noqa: E501
"""The lead image, the captions and the kind of an article, from every kind of source."""

import json
from datetime import UTC

import pytest
from lxml import html

from engines.port.model import Form, Image
from indexer.archive.payload import from_payload, to_payload
from indexer.article import Article, RawDocument
from indexer.extraction import NoArticleError, extract
from indexer.media import figures, kind_of, media_of
from indexer.pictures import Said, distinct, image_of, largest_of, lead_image, source_of
from indexer.sources import Skipped, open_source
from indexer.sources.feed import feed_hints, feed_record
from indexer.sources.feed_entries import FeedPage, read_feed
from indexer.sources.rest_post import to_record

BASE = "https://town.example/2024/05/weir/"
PROSE = "".join(
    f"<p>The miller opened sluice number {n} before noon, and the water rose slowly.</p>" for n in range(8)
)
FIGURE = (
    '<figure class="wp-block-image"><img src="/files/weir-300x200.jpg" alt="The weir from above" width="300"'
    ' height="200"><figcaption>The weir in <em>April</em></figcaption></figure>'
)


def element(markup):
    return html.fragment_fromstring(markup, create_parent="div").find(".//img")


@pytest.mark.parametrize(
    "url",
    [
        "data:image/gif;base64,R0lGOD", "javascript:alert(1)", "ftp://town.example/a.jpg", "https://[::bad/a.jpg",
        "/files/site-logo.png", "/files/logo-2.png", "/icons/icon-print.png", "/files/spacer.gif", "/pixel.gif",
        "https://secure.gravatar.com/avatar/0a1b?s=96", "https://s.w.org/images/core/emoji/15/svg/1f600.svg",
        "/wp-includes/images/media/default.png", "/files/default-image.jpg", "/files/scheme.svg", "",
    ],
)  # fmt: skip
def test_what_is_no_picture_of_a_story(url):
    assert image_of(Said(url, base=BASE)) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said("/files/a.jpg"), ("https://town.example/files/a.jpg", None, None)),
        (Said("b.jpg"), (f"{BASE}b.jpg", None, None)),
        (Said("//cdn.example/c.jpg", "", "", "640px", 480), ("https://cdn.example/c.jpg", 640, 480)),
        (Said("/sites/default/files/d-800x600.jpg"), ("https://town.example/sites/default/files/d-800x600.jpg", 800, 600)),
        (Said("/files/philology-5.jpg", "", "", "100%", "auto"), ("https://town.example/files/philology-5.jpg", None, None)),
    ],
)  # fmt: skip
def test_addresses_and_sizes(said, expected):
    image = image_of(Said(said.url, said.alt, said.caption, said.width, said.height, BASE))
    assert image
    assert (image.url, image.width, image.height) == expected


@pytest.mark.parametrize("size", [{"width": 1, "height": 1}, {"width": "16"}, {"height": 30}])
def test_small_pictures_are_counters_and_icons(size):
    assert image_of(Said("https://town.example/a.jpg", **size)) is None


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<img src="a.jpg">', "a.jpg"),
        ('<img src="data:image/gif;base64,R0" data-src="a.jpg">', "a.jpg"),
        ('<img src="grey.gif" data-lazy-src="a.jpg">', "a.jpg"),
        ('<img src="a.jpg" srcset="a-300.jpg 300w, a-1200.jpg 1200w, a-600.jpg 600w">', "a-1200.jpg"),
        ('<img src="x" data-srcset="a,b.jpg 1x, a,c.jpg 2x">', "a,c.jpg"),
        ('<picture><source srcset="a.webp 800w"><img src="data:image/gif;base64,R0"></picture>', "a.webp"),
        ('<img alt="none">', ""),
    ],
)
def test_addresses_that_scripts_load_later(markup, expected):
    assert source_of(element(markup)) == expected


def test_a_long_srcset_takes_no_time():
    assert largest_of("," * 50_000) == largest_of("data:x 1x, data:y 2x") == ""
    assert largest_of("a.jpg 300w,b.jpg 600w,c.jpg 100w") == "b.jpg"
    assert largest_of("a " * 50_000) == "a"


def test_a_stated_picture_is_completed_by_the_same_one_in_the_text():
    shown = [Image("https://town.example/files/b-300x200.jpg", "A boat", "The boat", 300, 200)]
    image = lead_image([Said("https://town.example/files/b-scaled.jpg")], shown)
    assert image == Image("https://town.example/files/b-scaled.jpg", "A boat", "The boat")
    assert lead_image([Said("https://town.example/logo.png")], shown) == shown[0]
    assert lead_image([], []) is None


def page(head="", top="", content=PROSE, body="single postid-7"):
    markup = (
        f"<html><head><title>Water at the mill</title>{head}</head><body class='{body}'><header>"
        f"<img src='/files/head.jpg' alt='banner'></header><article class='post-7 post'>"
        f"<h1 class='entry-title'>Water at the mill</h1>{top}<div class='entry-content'>{content}</div></article>"
        "<aside><figure><img src='/files/other.jpg'><figcaption>Another story</figcaption></figure></aside></body></html>"
    )
    [article] = extract(RawDocument(markup.encode(), "a.html", url=BASE)).articles
    return article


def meta(**values):
    return "".join(
        f'<meta property="{name.replace("_", ":")}" content="{value}">' for name, value in values.items()
    )


def test_a_page_has_the_picture_that_it_names_with_the_texts_of_the_one_in_the_story():
    article = page(
        meta(og_image="/files/weir.jpg", og_image_width="1200", og_image_height="800"), "", FIGURE + PROSE
    )
    assert article.image == Image(
        "https://town.example/files/weir.jpg", "The weir from above", "The weir in April", 1200, 800
    )
    assert article.captions == ("The weir in April",)
    assert "April" not in article.body
    assert article.kind == Form.ARTICLE


@pytest.mark.parametrize(
    "head",
    [
        meta(og_image="/files/x.jpg", og_image_alt="Two boats"),
        '<meta name="twitter:image" content="/files/x.jpg"><meta name="twitter:image:alt" content="Two boats">',
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Water at the mill","image":'
        '{"@type":"ImageObject","url":"/files/x.jpg","caption":"Two boats"}}</script>',
        '<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"Water","image":{"@id":"#i"}},'
        '{"@type":"ImageObject","@id":"#i","url":"/files/x.jpg","caption":"Two boats"}]}</script>',
    ],
)
def test_where_pages_name_their_picture(head):
    image = page(head).image
    assert image
    assert image.url == "https://town.example/files/x.jpg"
    assert "Two boats" in (image.alt, image.caption)


def test_without_metadata_the_first_picture_of_the_story_is_its_lead():
    figure = '<figure class="post-thumbnail"><img src="/files/lead.jpg" alt="x"><figcaption>At dawn</figcaption></figure>'
    avatar = "<div class='author-box'><img src='/files/ada.jpg'></div>"
    article = page("", avatar + figure, FIGURE + PROSE)
    assert article.image == Image("https://town.example/files/lead.jpg", "x", "At dawn")
    assert article.captions == ("At dawn", "The weir in April")
    related = (
        f"{PROSE}<div class='related-posts'><img src='/files/r.jpg'><p class='wp-caption-text'>No</p></div>"
    )
    assert (page(content=related).image, page(content=related).captions) == (None, ())


def test_the_caption_of_a_table_stays_in_the_text():
    table = "<figure class='wp-block-table'><table><tr><td>Water</td></tr></table><figcaption>Levels</figcaption></figure>"
    post = rest(content={"rendered": PROSE + table})
    assert post.captions == ()
    assert "Levels" in post.body


def rest(**fields):
    post = {"id": 7, "link": BASE, "title": {"rendered": "Water"}, "content": {"rendered": PROSE}, **fields}
    return to_record(post, origin="o", terms={}, links={}, timezone=UTC)


FEATURED = {
    "media_type": "image",
    "source_url": "https://town.example/files/f.jpg",
    "alt_text": "The gate &amp; the weir",
    "caption": {"rendered": "<p>The gate</p>\n"},
    "media_details": {"width": 1600, "height": 900},
}


def test_a_post_of_the_api_has_its_featured_image():
    post = rest(_embedded={"wp:featuredmedia": [FEATURED]})
    assert post.image == Image(FEATURED["source_url"], "The gate & the weir", "The gate", 1600, 900)
    assert post.captions == ("The gate",)
    hidden = {"_embedded": {"wp:featuredmedia": [{"code": "rest_forbidden"}]}}
    assert rest(**hidden).image is None
    assert rest(**hidden, jetpack_featured_media_url="https://town.example/j.jpg").image.url.endswith(
        "/j.jpg"
    )
    listed = {"og_image": [{"url": "https://town.example/y.jpg", "width": 800, "height": 600}, 5]}
    assert rest(**hidden, yoast_head_json=listed).image == Image(
        "https://town.example/y.jpg", "", "", 800, 600
    )
    assert (
        rest(_embedded={"wp:featuredmedia": "x"}, yoast_head_json=[], jetpack_featured_media_url=5).image
        is None
    )


def test_captions_leave_the_text_of_a_post_and_phrases_stay_whole():
    post = rest(content={"rendered": f"<p>The ferry left</p>{FIGURE}<p>in the morning.</p>"})
    assert post.body == "The ferry left\n\nin the morning."
    assert post.image == Image(
        "https://town.example/files/weir-300x200.jpg", "The weir from above", "The weir in April", 300, 200
    )
    assert post.captions == ("The weir in April",)


@pytest.mark.parametrize(
    ("fields", "kind", "text"),
    [
        ({"content": {"rendered": FIGURE}}, Form.PICTURE, "The weir in April"),
        ({"content": {"rendered": '<img src="/files/a.jpg" alt="A boat">'}}, Form.PICTURE, "A boat"),
        ({"content": {"rendered": f'<figure class="wp-block-gallery">{FIGURE * 2}</figure>'}}, Form.GALLERY, "The weir in April"),
        ({"content": {"rendered": "<p>Seen from the hill.</p>" + FIGURE * 4}}, Form.GALLERY, "Seen from the hill."),
        ({"content": {"rendered": '<figure class="wp-block-embed is-type-video"><iframe src="https://www.youtube.com/embed/x">'
          "</iframe></figure>"}}, Form.VIDEO, ""),
        ({"content": {"rendered": "<p>https://youtu.be/abc</p>"}}, Form.VIDEO, "https://youtu.be/abc"),
        ({"content": {"rendered": '<audio src="a.mp3"></audio><p>Episode two.</p>'}}, Form.AUDIO, "Episode two."),
        ({"content": {"rendered": '<p><a href="/files/plan.pdf">The plan</a></p>'}}, Form.DOCUMENT, "The plan"),
        ({"format": "video"}, Form.VIDEO, None),
        ({"format": "standard"}, Form.ARTICLE, None),
        ({"content": {"rendered": PROSE * 5 + FIGURE * 5}, "format": "gallery"}, Form.ARTICLE, None),
        ({"content": {"rendered": PROSE + FIGURE * 5}}, Form.ARTICLE, None),
        ({"content": {"rendered": PROSE + '<a href="/files/plan.pdf">The plan</a>'}}, Form.ARTICLE, None),
    ],
)  # fmt: skip
def test_kinds_and_what_text_there_is(fields, kind, text):
    post = rest(**fields)
    assert post.kind == kind
    assert text is None or post.body == text


def test_a_kind_that_is_declared_or_shown():
    assert kind_of(10, media_of("[playlist ids='1']", None)) is Form.AUDIO
    assert kind_of(10, media_of("[gallery ids='1']", None)) is Form.GALLERY
    assert kind_of(100, media_of("[gallery ids='1']", None), "gallery") is Form.GALLERY
    assert kind_of(10, media_of("", None), "aside") is Form.ARTICLE


def test_a_page_with_only_pictures_is_an_article_if_it_says_that_it_is_one():
    article = page(content=FIGURE)
    assert (article.title, article.body, article.kind) == (
        "Water at the mill",
        "The weir in April",
        Form.PICTURE,
    )
    assert page(meta(og_type="video.other"), content=FIGURE).kind == Form.VIDEO
    assert page(body="single postid-7 single-format-gallery").kind == Form.GALLERY
    assert page(content='<img src="/files/a.jpg" alt="A boat">').body == "A boat"
    with pytest.raises(NoArticleError):
        page(content='<img src="/files/a.jpg" alt="A boat">', body="plain")


@pytest.mark.parametrize(
    ("markup", "captions"),
    [
        (
            '[caption id="x" width="300"]<a href="#"><img src="/a.jpg"></a> The <b>arch</b>[/caption]',
            ("The arch",),
        ),
        ('[wp_caption caption="The arch"]<img src="/a.jpg">[/wp_caption]', ("The arch",)),
        ("[caption]no end <img src='/a.jpg'>", ()),
        ("[caption]No picture here[/caption]", ()),
    ],
)
def test_captions_of_the_classic_editor(markup, captions):
    assert media_of(markup, BASE).captions == captions


def test_thousands_of_captions_that_do_not_end_take_no_time():
    assert figures("[caption a]" * 100_000).count("caption") == 100_000


EXPORT = """<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/">
<channel><item><title>{title}</title><link>{base}</link><content:encoded><![CDATA[{content}]]></content:encoded>
<wp:post_id>7</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{extra}</item>
<item><title>file</title><wp:post_id>8</wp:post_id><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>
<excerpt:encoded><![CDATA[The lock &amp; its gate]]></excerpt:encoded><wp:attachment_url>https://town.example/files/l.jpg</wp:attachment_url>
<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>A lock</wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>_wp_attachment_metadata</wp:meta_key><wp:meta_value>a:2:{{s:5:"width";i:1024;s:6:"height";i:768;}}</wp:meta_value></wp:postmeta>
</item></channel></rss>"""


def exported(path, content=PROSE, extra="", title="Water"):
    file = path / "export.xml"
    file.write_text(EXPORT.format(base=BASE, content=content, extra=extra, title=title), "utf-8")
    return [record for record in open_source(file).records() if not isinstance(record, Skipped)]


LOCK = Image("https://town.example/files/l.jpg", "A lock", "The lock & its gate", 1024, 768)
THUMBNAIL = (
    "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>"
)


def test_an_export_names_pictures_that_come_after_the_posts(tmp_path):
    [article] = exported(tmp_path, extra=THUMBNAIL.format(8))
    assert article.image == LOCK
    assert article.captions == (LOCK.caption,)
    [article] = exported(tmp_path, FIGURE + PROSE, THUMBNAIL.format(99))
    assert article.image.url == "https://town.example/files/weir-300x200.jpg"


def test_a_gallery_of_an_export_has_its_pictures_and_their_captions(tmp_path):
    [article] = exported(tmp_path, '[gallery ids="8, 99"]', title="")
    assert (article.kind, article.body, article.title) == (Form.GALLERY, LOCK.caption, LOCK.caption)
    assert article.image == LOCK
    format_ = '<category domain="post_format" nicename="post-format-audio">Audio</category>'
    assert exported(tmp_path, extra=format_)[0].kind == Form.AUDIO


FEED = """<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>Water</title><link>{base}</link>
<content:encoded><![CDATA[{content}]]></content:encoded>{extra}</item></channel></rss>"""


def entry(extra, content=PROSE):
    found = FeedPage()
    read_feed(FEED.format(base=BASE, content=content, extra=extra).encode(), BASE, found)
    return found.entries[0]


@pytest.mark.parametrize(
    "extra",
    [
        '<media:content url="https://town.example/f.jpg" medium="image"><media:title>Ada</media:title></media:content>',
        '<media:group><media:content url="/f.jpg" type="image/jpeg"/></media:group>',
        '<media:content url="https://1.gravatar.com/avatar/0" medium="image"/><media:thumbnail url="/f.jpg"/>',
        '<enclosure url="https://town.example/f.jpg" type="image/jpeg" length="5"/>',
        '<itunes:image href="https://town.example/f.jpg"/>',
    ],
)
def test_pictures_that_a_feed_names(extra):
    record = feed_record(entry(extra), UTC, "feed.xml")
    assert record.image == Image("https://town.example/f.jpg")
    assert feed_hints(entry(extra, ""), UTC).image == record.image
    assert record.kind == Form.ARTICLE


def test_the_file_of_an_entry_says_what_it_is():
    audio = '<enclosure url="https://town.example/e.mp3" type="audio/mpeg" length="5"/>'
    assert feed_record(entry(audio), UTC, "feed.xml").kind == Form.AUDIO
    assert feed_record(entry("", FIGURE), UTC, "feed.xml").kind == Form.PICTURE
    described = '<media:content url="/f.jpg" medium="image"><media:description>Two boats</media:description></media:content>'
    assert feed_record(entry(described), UTC, "feed.xml").captions == ("Two boats",)


@pytest.mark.parametrize(
    ("fields", "image"),
    [
        ({"image": "https://town.example/logo.png"}, Image("https://town.example/logo.png")),
        ({"image": {"src": "/a.jpg", "alt_text": "A", "width": "640", "height": 480}, "url": BASE},
         Image("https://town.example/a.jpg", "A", "", 640, 480)),
        ({"image": ["https://town.example/a.jpg", "b"]}, Image("https://town.example/a.jpg")),
        ({"body": FIGURE + PROSE, "url": BASE},
         Image("https://town.example/files/weir-300x200.jpg", "The weir from above", "The weir in April", 300, 200)),
        ({"image": "a.jpg"}, None),
        ({"image": 5}, None),
        ({"image": {"url": 5}}, None),
        ({"image": []}, None),
    ],
)  # fmt: skip
def test_records_of_json(tmp_path, fields, image):
    file = tmp_path / "a.jsonl"
    file.write_text(
        json.dumps({"title": "Water", "body": "Much.", "caption": "One", "kind": "video", **fields})
    )
    [article] = open_source(file).records()
    assert article.image == image
    assert article.captions[0] == "One"
    assert article.kind == Form.VIDEO


def test_the_archive_keeps_them_and_older_articles_hash_as_before():
    article = Article("A", "B", image=LOCK, captions=("One",), kind="video")
    assert from_payload(json.dumps(to_payload(article))) == article
    assert to_payload(Article("A", "B")) == {"title": "A", "body": "B", "language": "und"}


@pytest.mark.parametrize(
    "name",
    ["IMG_2041.JPG", "DSC_0031", "IMG-20230104-WA0007", "photo_2021-05-06 12.30.11", "Screenshot 2022-01-02",
     "WhatsApp Image 2022-01-02 at 10.11.12", "the-old bridge (2).jpeg"],
)  # fmt: skip
def test_the_name_of_a_file_is_no_caption(name):
    assert distinct([name, "The old bridge"]) == ("The old bridge",)
    assert image_of(Said("https://town.example/a.jpg", name, name)) == Image("https://town.example/a.jpg")


@pytest.mark.parametrize("text", ["Photo 51", "The IMG building in 1990", "A plan of 12.5 m", "P. 7"])
def test_a_caption_with_figures_stays(text):
    assert distinct([text]) == (text,)
