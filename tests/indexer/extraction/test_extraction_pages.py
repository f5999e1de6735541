# ruff: noqa: E501 - pages and tables are easier to read unbroken
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from indexer.article import Article, RawDocument
from indexer.extraction import Extraction, ExtractionError, extract

PARAGRAPHS = [
    "After two years of work the stone bridge over the river is open again, and hundreds of people crossed it.",
    "The mayor said that the arches had been strengthened with steel, and that the bridge will stand for a century.",
    "Boats pass below it as before, because the middle arch was kept as high as the masons had built it.",
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def page(html: str, url: str | None = "https://river.example/2025/09/23/bridge/") -> Extraction:
    return extract(RawDocument(html.encode(), "bridge.html", url))


def one(html: str, url: str | None = "https://river.example/2025/09/23/bridge/") -> Article:
    found = page(html, url)
    assert found.kind == "article"
    (article,) = found.articles
    return article


CLASSIC = f"""<!DOCTYPE html><html lang="en-US"><head><title>The Stone Bridge – River Notes</title>
<meta property="og:site_name" content="River Notes"><meta property="og:title" content="The Stone Bridge – River Notes">
<link rel="canonical" href="https://river.example/2025/09/23/bridge/">
<link rel="alternate" hreflang="fa" href="https://river.example/fa/pol/">
<link rel="alternate" hreflang="en" href="https://river.example/2025/09/23/bridge/">
<link rel="alternate" hreflang="x-default" href="https://river.example/">
</head><body class="post-template-default single single-post postid-7 single-format-standard">
<div id="page"><header><h1 class="site-title"><a href="/" rel="home">River Notes</a></h1>
<nav><ul class="menu"><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav></header>
<div id="primary"><main><article id="post-7" class="post-7 post type-post status-publish hentry">
<header class="entry-header"><h1 class="entry-title">The Stone Bridge</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published"
datetime="2025-09-23T10:11:12+03:30">September 23, 2025</time><time class="updated"
datetime="2025-09-25T10:00:00+03:30">September 25, 2025</time></span>
<span class="byline">by <span class="author vcard"><a rel="author" href="/author/clara/">Clara Winter</a></span></span>
</div></header>
<div class="entry-content"><figure class="wp-caption"><img src="a.jpg"><figcaption class="wp-caption-text">The bridge
at dawn</figcaption></figure>{BODY}
<h2>For cyclists</h2><ul><li>A lane of its own, 2.5 metres wide</li><li>Lamps along the rail</li></ul>
<blockquote><p>“It is lighter than it looks,” a mason said.</p></blockquote>
<table><tr><th>Arch</th><th>Height</th></tr><tr><td>Middle</td><td>12 m</td></tr></table>
<figure class="wp-caption"><img src="b.jpg"><figcaption>A boat below the middle arch</figcaption></figure>
<p>Lines of a song<br>were sung there<br><br>and then all was quiet on the river again for the whole night.</p>
<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li><a href="#">Twitter</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><p>An older story about the ferry that crossed</p></div>
</div><footer class="entry-footer"><a href="/category/roads/bridges/" rel="category tag">Bridges</a>
<a href="/tag/stone/" rel="tag">stone</a> <a href="/tag/masons/" rel="tag">masons</a></footer></article>
<div id="comments" class="comments-area"><h2>3 thoughts on the bridge</h2><ol class="comment-list"><li><p>What a
beautiful bridge this is, I have walked over it every morning since it has been opened again!</p></li></ol></div>
</main></div><aside class="widget-area"><section class="widget"><h2>Recent posts</h2><ul><li><a href="/x">A boat of
reeds</a></li></ul></section></aside><footer>© River Notes</footer></div></body></html>"""


def test_a_classic_theme() -> None:
    article = one(CLASSIC)
    assert article.title == "The Stone Bridge"
    assert article.language == "en"
    assert article.authors == ("Clara Winter",)
    assert article.date == datetime.fromisoformat("2025-09-23T10:11:12+03:30")
    assert article.categories == (("Roads", "Bridges"),)
    assert article.category == "Bridges"
    assert article.tags == ("stone", "masons")
    assert article.url == "https://river.example/2025/09/23/bridge/"
    assert article.translations == ("https://river.example/fa/pol/",)
    assert article.external_id == "7"
    assert article.file == "bridge.html"


def test_the_text_of_a_classic_theme_and_nothing_else() -> None:
    assert one(CLASSIC).body.split("\n\n") == [
        *PARAGRAPHS,
        "For cyclists",
        "A lane of its own, 2.5 metres wide\nLamps along the rail",
        "“It is lighter than it looks,” a mason said.",
        "Arch | Height\nMiddle | 12 m",
        "Lines of a song\nwere sung there",
        "and then all was quiet on the river again for the whole night.",
    ]


def test_captions_inside_the_text_are_kept_on_demand_and_that_of_the_head_never() -> None:
    raw = RawDocument(CLASSIC.encode(), "bridge.html")
    body = extract(raw, captions=True).articles[0].body
    assert "A boat below the middle arch" in body.split("\n\n")
    assert "at dawn" not in body


BLOCK_THEME = f"""<!DOCTYPE html><html lang="sq"><head><title>Ura e gurit | Shënime</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[
{{"@type":"Article","headline":"Ura e gurit","datePublished":"2025-09-23T08:00:00+00:00",
"dateModified":"2025-09-24T08:00:00+00:00","author":{{"@id":"https://river.example/#/person/1"}},
"articleSection":["Urat"],"keywords":["gur","lum"],}},
{{"@type":"Person","@id":"https://river.example/#/person/1","name":"Ardita Mali"}},
{{"@type":"BreadcrumbList","itemListElement":[{{"@type":"ListItem","position":1,"name":"Ballina"}},
{{"@type":"ListItem","position":2,"name":"Rrugët"}},{{"@type":"ListItem","position":3,"name":"Urat"}},
{{"@type":"ListItem","position":4,"name":"Ura e gurit"}}]}},
{{"@type":"WebSite","name":"Shënime"}}]}}</script><script type="application/ld+json">{{broken</script></head>
<body class="single single-post postid-9"><div class="wp-site-blocks"><header class="wp-block-template-part"><p>Shënime
nga lumi, çdo ditë të re</p></header><main class="wp-block-group"><h1 class="wp-block-post-title">Ura e gurit</h1>
<div class="wp-block-post-date"><time datetime="2025-09-23T10:00:00+02:00">23 shtator 2025</time></div>
<div class="entry-content wp-block-post-content is-layout-flow">{BODY}
<div class="wp-block-buttons"><div class="wp-block-button"><a href="/shop">Subscribe</a></div></div></div>
<div class="wp-block-comments"><p>Një koment i gjatë për urën që u hap sot në mëngjes për të gjithë njerëzit.</p></div>
</main></div></body></html>"""


def test_a_block_theme_with_structured_data() -> None:
    article = one(BLOCK_THEME, None)
    assert article.title == "Ura e gurit"
    assert article.language == "sq"
    assert article.authors == ("Ardita Mali",)
    assert article.date == datetime(2025, 9, 23, 8, tzinfo=UTC)
    assert article.modified == datetime(2025, 9, 24, 8, tzinfo=UTC)
    assert article.categories == (("Rrugët", "Urat"),)
    assert article.tags == ("gur", "lum")
    assert article.body == "\n\n".join(PARAGRAPHS)


def test_a_moment_stated_in_utc_takes_the_offset_that_the_page_shows() -> None:
    date = one(
        BLOCK_THEME.replace("08:00:00+00:00", "22:30:00+00:00")
        .replace("10:00:00+02:00", "00:30:00+02:00")
        .replace("2025-09-23T00", "2025-09-24T00")
    ).date
    assert date == datetime(2025, 9, 23, 22, 30, tzinfo=UTC)
    assert date is not None
    assert date.day == 24


BUILDER = f"""<html lang="en"><head><title>Bridge - River Notes</title><meta name="author" content="admin">
<meta property="article:published_time" content="2025-09-23"></head>
<body class="single elementor-page"><div class="elementor-widget-wrap has-sidebar"><div class="elementor-section">
<div class="elementor-widget elementor-widget-theme-post-title"><h1>The long way to the bridge</h1></div>
<div class="elementor-widget elementor-widget-post-info"><span>23 September 2025</span></div>
<div class="elementor-widget elementor-widget-theme-post-content"><div class="elementor-widget-container">
{BODY}<p>[caption id="attachment_5" align="left"]<img src="x.jpg">[/caption]</p><p>[vc_row][vc_column width="1/2"]</p>
<!-- wp:paragraph --><p>Read more: <a href="/ferry">the ferry that crossed here before</a></p><!-- /wp:paragraph -->
<p>&nbsp;</p></div></div>
<div class="elementor-widget elementor-widget-share-buttons"><a href="#">Share on Facebook</a></div>
<div class="elementor-posts"><article class="elementor-post"><h3>The ferry</h3><p>It crossed the river here for many
years, until the first bridge was built by the masons.</p></article></div></div></div></body></html>"""


def test_a_page_builder() -> None:
    article = one(BUILDER)
    assert article.title == "The long way to the bridge"
    assert article.authors == ()
    assert article.body == "\n\n".join(PARAGRAPHS)


PERSIAN = """<!DOCTYPE html><html dir="rtl" lang="fa-IR"><head><title>پل سنگی - یادداشت‌های رود</title>
<meta property="og:site_name" content="یادداشت‌های رود"></head><body class="rtl single single-post postid-4">
<div class="container container-single penci_sidebar right-sidebar"><div id="main"><article id="post-4" class="post-4 post
type-post hentry"><div class="header-standard"><div class="penci-standard-cat"><a class="penci-cat-name"
href="https://river.example/fa/category/%d9%be%d9%84%d9%87%d8%a7/" rel="category tag">پل‌ها</a></div>
<h1 class="post-title single-post-title entry-title">پل سنگی</h1><div class="post-box-meta-single"><span
class="author-post"><a class="url fn n" href="/author/admin/">مدیر سایت</a></span><span><time class="entry-date published"
datetime="2025-09-23T00:30:00+03:30">۱ مهر ۱۴۰۴</time></span></div></div>
<div class="post-entry"><div class="inner-post-entry entry-content" id="penci-post-entry-inner">
<p>پس از دو سال کار، پل سنگی روی رودخانه باز شد و صدها نفر در نخستین صبح از آن گذشتند.</p>
<p>شهردار گفت که طاق‌های پل با فولاد محکم شده است و پل صد سال دیگر هم می‌ماند.</p>
<p>نوشته: دکتر سارا بهاری – روزنامه پل</p>
<p>بیشتر بخوانید: <a href="/x">داستان قایق‌های قدیمی</a></p></div></div>
<div class="tags-share-box"><span>۰ دیدگاه</span><a href="#">فیسبوک</a></div>
<div class="penci-post-related"><h4>مطالب مرتبط</h4><div class="item-related"><h3><a href="/y">قایق</a></h3></div></div>
</article></div><div id="sidebar" class="penci-sidebar-content"><p>این ستون کناری متن بلندی دارد که بخشی از داستان نیست.</p>
</div></div></body></html>"""


def test_a_persian_theme() -> None:
    article = one(PERSIAN)
    assert article.title == "پل سنگی"
    assert article.language == "fa"
    assert article.authors == ("سارا بهاری",)
    assert article.source == "روزنامه پل"
    assert article.categories == (("پل‌ها",),)
    assert article.date == datetime.fromisoformat("2025-09-23T00:30:00+03:30")
    assert article.body.split("\n\n") == [
        "پس از دو سال کار، پل سنگی روی رودخانه باز شد و صدها نفر در نخستین صبح از آن گذشتند.",
        "شهردار گفت که طاق‌های پل با فولاد محکم شده است و پل صد سال دیگر هم می‌ماند.",
    ]


def test_a_naive_date_gets_the_sites_zone() -> None:
    raw = RawDocument(BUILDER.encode(), "b.html")
    assert extract(raw, timezone=ZoneInfo("Asia/Tehran")).articles[0].date == datetime(
        2025, 9, 22, 20, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("url", "language"),
    [
        ("https://river.example/fa/pol/", "fa"),
        ("https://ar.river.example/x", "ar"),
        ("https://river.example/x", "und"),
    ],
)
def test_language_from_the_address(url: str, language: str) -> None:
    assert (
        one(
            f"<html><head><title>The Stone Bridge</title></head><body><article>{BODY}</article></body>", url
        ).language
        == language
    )


def test_a_page_of_no_known_theme() -> None:
    html = f"""<html><head><title>The old ferry | River Notes</title></head><body><table><tr><td><a href="/">Home</a>
    <a href="/a">All stories of the ferry and the river</a></td><td><div><h1>The old ferry of the river</h1><div>{BODY}
    </div></div></td></tr></table><p>© River Notes</p></body></html>"""
    article = one(html)
    assert article.title == "The old ferry of the river"
    assert article.body == "\n\n".join(PARAGRAPHS)


def post(number: int, text: str, extra: str = "") -> str:
    return f"""<article id="post-{number}" class="post-{number} post type-post status-publish hentry">
    <div class="header-standard"><a href="/category/roads/" rel="category tag">Roads</a>
    <h2 class="entry-title"><a href="/story-{number}/">Story number {number}</a></h2></div>
    <div class="standard-content"><div class="entry-content">{text}{extra}</div>
    <span class="author"><a rel="author" href="/author/clara">Clara Winter</a></span>
    <time class="entry-date" datetime="2025-09-0{number}T10:00:00+00:00">September {number}, 2025</time></div></article>"""


def listing(posts: str) -> str:
    return f"""<html lang="en"><head><title>Roads – River Notes</title></head><body class="archive category category-roads">
    <h1 class="page-title">Roads</h1><div id="main">{posts}</div>
    <nav class="pagination"><a href="/category/roads/page/2/">Older Posts</a></nav></body></html>"""


def test_a_listing_with_its_stories_in_full() -> None:
    found = page(listing(post(1, BODY) + post(2, BODY)), "https://river.example/category/roads/")
    assert found.kind == "listing"
    assert [article.title for article in found.articles] == ["Story number 1", "Story number 2"]
    first = found.articles[0]
    assert first.body == "\n\n".join(PARAGRAPHS)
    assert first.url == "https://river.example/story-1/"
    assert first.authors == ("Clara Winter",)
    assert first.categories == (("Roads",),)
    assert first.date == datetime(2025, 9, 1, 10, tzinfo=UTC)
    assert first.external_id == "1"


TEASERS = [
    f'{BODY}<a class="more-link" href="/story-1/">Continue reading</a>',
    "<p>After two years of work the stone bridge over the river is open again, and hundreds of people […]</p>",
    f'<div class="entry-summary">{BODY}</div>',
]


@pytest.mark.parametrize("teaser", TEASERS)
def test_a_listing_of_teasers_has_links_and_no_articles(teaser: str) -> None:
    found = page(listing(post(1, teaser) + post(2, teaser)), "https://river.example/category/roads/")
    assert found.kind == "listing"
    assert found.articles == ()
    assert found.links == ("https://river.example/story-1/", "https://river.example/story-2/")


def test_a_page_of_links_only_is_no_article() -> None:
    with pytest.raises(ExtractionError, match=r"bridge\.html"):
        page("<html><head><title>Home</title></head><body><ul><li><a href='/a'>A</a></li></ul></body></html>")


def test_a_short_story_beside_a_long_side_column() -> None:
    column = "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 5)
    html = f"""<html><head><title>Newsletter of the river, number 12</title></head><body class="single"><div class="wrap">
    <h1>Newsletter of the river, number 12</h1><div class="entry-content"><p>The pages of this number are here.</p></div></div>
    <div class="second-row"><div class="text">{column}</div></div></body></html>"""
    assert one(html).body == "The pages of this number are here."


def test_persian_joiners_survive_on_a_page_of_no_known_theme() -> None:
    html = """<html lang="fa"><head><title>پل‌های رود</title></head><body><div><div>
    <p>پل‌های سنگی روی رودخانه‌های کوچک سال‌ها پیش ساخته شده‌اند و هنوز هم می‌مانند.</p></div></div></body></html>"""
    assert "می‌مانند" in one(html).body


def test_a_story_beside_cards_of_other_stories_is_no_listing() -> None:
    cards = "".join(
        f'<article><h2><a href="/c{n}">Card {n} of the river</a></h2><p>Short.</p></article>'
        for n in range(4)
    )
    html = f"""<html><head><title>The stone bridge opens</title></head><body><article><h1>The stone bridge opens</h1>
    {BODY * 4}</article><div class="cards">{cards}</div></body></html>"""
    assert PARAGRAPHS[0] in one(html).body


POSTED = (
    '<div class="embed"><blockquote class="twitter-tweet"><p>The bridge is a long way up, {n}.</p>— Walker'
    ' (@walker{n}) <a href="https://social.example/{n}">May {n}, 2021</a></blockquote></div>'
)


@pytest.mark.parametrize(
    ("number", "after", "kept"), [(5, "", False), (3, "", True), (5, "<p>So they walked home.</p>", True)]
)
def test_a_series_of_posts_after_the_end_is_no_text(number, after, kept):
    prose = "".join(
        f"<p>The old bridge number {n} was opened again on a bright morning, and everybody came.</p>"
        for n in range(9)
    )
    posts = "".join(POSTED.format(n=n) for n in range(1, number + 1))
    text = one(
        f"<html><body><article><h1>The bridge</h1><div class=entry-content>{prose}{posts}{after}</div></article></body></html>"
    ).body
    assert ("Walker (@walker3)" in text) is kept
    assert "bridge number 8" in text
