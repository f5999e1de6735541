# ruff: noqa: E501 - pages are easier to read unbroken
"""Invented stories of other systems, and of Albanian and English sites with habits of their own."""

from tests.indexer.extraction.theme_pages import ThemePage

DATA = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"%s",'
    '"datePublished":"2023-09-23T21:30:00Z","dateModified":"2023-09-24T06:00:00Z","author":[%s],"articleSection":"%s"}</script>'
)

SYSTEMS = [
    ThemePage(
        "blogger",
        "en",
        '<div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>Tuesday, September 23, 2014</span></h2><div class="post hentry uncustomized-post-template"><h3 class="post-title entry-title">{title}</h3><div class="post-body entry-content" id="post-body-12">{texts}<div style="clear: both;"></div></div><div class="post-footer"><span class="post-author vcard">Posted by <span class="fn"><a href="/profile" rel="author"><span>Ada Brook</span></a></span></span><span class="post-labels">Labels: <a href="/search/label/Fruit" rel="tag">Fruit</a></span></div></div><div class="comments" id="comments"><h4>1 comment:</h4><p>I was there and saw both of the lorries with my own eyes.</p></div></div></div>',
        body_class="",
        authors=("Ada Brook",),
        date="2014-09-23",
        tags=("Fruit",),
    ),
    ThemePage(
        "ghost",
        "en",
        '<main id="site-main" class="site-main"><article class="article post tag-fruit"><header class="article-header gh-canvas"><div class="article-tag post-card-tags"><span class="post-card-primary-tag"><a href="/tag/fruit/">Fruit</a></span></div><h1 class="article-title">{title}</h1><div class="article-byline"><section class="article-byline-content"><div class="article-byline-meta"><h4 class="author-name"><a href="/author/ada/">Ada Brook</a></h4><div class="byline-meta-content"><time class="byline-meta-date" datetime="2023-09-23">Sep 23, 2023</time><span class="byline-reading-time">1 min read</span></div></div></section></div></header><section class="gh-content gh-canvas">{first}<div class="kg-card kg-signup-card"><h2>Letters from the valley</h2><form><input type="email"></form></div>{rest}</section></article></main>',
        body_class="post-template tag-fruit",
        authors=("Ada Brook",),
        date="2023-09-23",
    ),
    ThemePage(
        "joomla",
        "en",
        '<main><div class="com-content-article item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h1 itemprop="headline">{title}</h1></div><dl class="article-info text-muted"><dt class="article-info-term">Details</dt><dd class="createdby" itemprop="author"> Written by: <span itemprop="name">Ada Brook</span></dd><dd class="category-name">Category: <a href="/fruit" itemprop="genre">Fruit</a></dd><dd class="published"><time datetime="2023-09-23T10:00:00+00:00" itemprop="datePublished">Published: 23 September 2023</time></dd><dd class="hits">Hits: 512</dd></dl><div itemprop="articleBody" class="com-content-article__body">{texts}</div><nav class="pagenavigation"><a href="/a">Prev</a></nav></div></main>',
        body_class="",
        authors=("Ada Brook",),
        date="2023-09-23T10:00:00",
    ),
    ThemePage(
        "structured data with a shown local time",
        "en",
        '<article><h1>{title}</h1><p class="byline">By <a rel="author" href="/a">Ada Brook</a> and <a rel="author" href="/t">Tom Field</a></p><p class="dateline">September 24, 2023, 1:00 am</p><div class="article-body">{texts}</div></article>',
        head=DATA % ("Two lorries for the pears", '{"@type":"Person","name":"Ada Brook"},{"@type":"Person","name":"Tom Field"}', "Fruit"),
        body_class="",
        authors=("Ada Brook", "Tom Field"),
        date="2023-09-24T01:00:00+03:30",
        modified="2023-09-24T06:00:00+00:00",
        category="Fruit",
    ),
    ThemePage(
        "outside source",
        "en",
        '<article class="post-12 post hentry"><h1 class="entry-title">{title}</h1><div class="entry-content">{texts}<p>Dr. Ada Brook &amp; Prof. Tom Field — Harbour Weekly</p></div></article>',
        authors=("Ada Brook", "Tom Field"),
        source="Harbour Weekly",
    ),
    ThemePage(
        "foxiz",
        "sq",
        '<div class="single-standard-8"><article id="post-12" class="post-12 post type-post hentry"><header class="single-header"><div class="s-cats"><div class="p-categories"><a class="p-category" href="/category/ura/" rel="category">Ura</a></div></div><h1 class="s-title fw-headline">{title}</h1><div class="single-meta"><div class="smeta-in"><span class="meta-el meta-author"><a href="/author/ardita/">Ardita Mali</a></span><span class="meta-el meta-date"><time class="date published" datetime="2023-09-23T10:00:00+02:00">23 Shtator 2023</time></span></div></div></header><div class="e-shared-sec"><div class="rbbsl"><a>Facebook</a></div></div><div class="entry-content rbct clearfix">{first}<div class="related-sec related-2"><div class="inner"><div class="block-h"><h4>Lexo gjithashtu</h4></div><h4 class="entry-title"><a href="/b">Trageti i liqenit</a></h4></div></div>{rest}</div><div class="efoot"><div class="efoot-bar tag-bar"><span>ETIKETA</span><a href="/tag/lumi/" rel="tag">lumi</a></div></div><div class="newsletter-box"><h2>Na ndiqni</h2><p>Abonohuni për letrat tona të javës.</p></div></article></div>',
        authors=("Ardita Mali",),
        date="2023-09-23T10:00:00+02:00",
        category="Ura",
        tags=("lumi",),
    ),
    ThemePage(
        "albanian byline",
        "sq",
        '<article class="post-12 post hentry"><h1 class="entry-title">{title}</h1><p>Nga Prof. Ardita Mali dhe Blerim Lumi</p><p>E shtunë, 23.09.2023</p><div class="entry-content">{texts}<p>Burimi: Gazeta e Urës</p></div></article>',
        authors=("Ardita Mali", "Blerim Lumi"),
        source="Gazeta e Urës",
        date="2023-09-23",
    ),
    ThemePage(
        "nothing but paragraphs",
        "sq",
        '<div class="c1"><div class="c2"><a href="/">Ballina</a> <a href="/a">Lajme</a> <a href="/b">Sport</a></div><div class="c3"><h1>{title}</h1><div class="c4">{texts}</div></div><div class="c5"><a href="/c">Trageti i liqenit</a> <a href="/d">Një ditë në treg</a></div><div class="c6">© Shënime nga lugina. Të gjitha të drejtat e rezervuara.</div></div>',
        body_class="",
    ),
]  # fmt: skip
