# ruff: noqa: E501 - pages are easier to read unbroken
"""Invented stories in the markup of common themes and builders, with the expected result."""

from dataclasses import dataclass, field

EN = (
    "The cooperative of the lower valley has lent its two lorries to the orchard since the first week of September.",
    "Forty baskets of pears reached the market hall on the first evening, said the keeper of the scales, Ada Brook.",
    "What is left on the trees belongs to the thrushes and to the children, as the old rule of the valley says.",
)
FA = (
    "کتابخانه‌ی محله پس از دو سال تعمیر باز شد و صدها نفر در نخستین روز از تالار تازه‌ی آن دیدن کردند.",
    "مدیر کتابخانه می‌گوید که قفسه‌های چوبی را نجاران همین محله ساخته‌اند و کتاب‌ها را داوطلبان چیده‌اند.",
    "ساعت کار کتابخانه از هشت صبح تا هشت شب است و عضویت برای دانش‌آموزان تا پایان پاییز رایگان می‌ماند.",
)
AR = (
    "أعيد فتح الجسر الحجري فوق النهر بعد عامين من أعمال الترميم، وعبره مئات السكان في الصباح الأول من الأسبوع.",
    "وقال رئيس البلدية إن الأقواس دعمت بالفولاذ، وإن الجسر سيبقى مئة عام أخرى كما بناه البناؤون الأوائل.",
    "وتمر القوارب تحته كما في السابق، لأن القوس الأوسط ترك على ارتفاعه القديم ولم يتغير مجرى النهر.",
)
SQ = (
    "Ura e gurit mbi lumë është hapur përsëri pas dy vitesh pune dhe qindra banorë e kaluan që në mëngjesin e parë.",
    "Kryetari i bashkisë tha se harqet janë forcuar me çelik dhe se ura do të qëndrojë edhe njëqind vjet të tjera.",
    "Varkat kalojnë poshtë saj si më parë, sepse harku i mesit u la aq i lartë sa e kishin ndërtuar mjeshtrat.",
)
TITLES = {
    "en": "Two lorries for the pears",
    "fa": "کتابخانه‌ی محله باز شد",
    "ar": "الجسر الحجري يفتح من جديد",
    "sq": "Ura e gurit hapet përsëri",
}
TEXTS = {"en": EN, "fa": FA, "ar": AR, "sq": SQ}
SITES = {"en": "Valley Notes", "fa": "یادداشت‌های دره", "ar": "أخبار الوادي", "sq": "Shënime nga lugina"}


@dataclass(frozen=True)
class ThemePage:
    """A page and the expected result; ``extra`` are paragraphs between the first text and the others."""

    name: str
    language: str
    body: str
    head: str = ""
    body_class: str = "single single-post postid-12"
    extra: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    date: str | None = None
    modified: str | None = None
    category: str | None = None
    tags: tuple[str, ...] = ()
    source: str | None = None
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return TITLES[self.language]

    @property
    def paragraphs(self) -> list[str]:
        first, *rest = TEXTS[self.language]
        return [first, *self.extra, *rest]

    @property
    def html(self) -> str:
        site, title = SITES[self.language], self.title
        texts = "".join(f"<p>{text}</p>\n" for text in TEXTS[self.language])
        first, *rest = (f"<p>{text}</p>\n" for text in TEXTS[self.language])
        filled = (
            self.body.replace("{title}", title)
            .replace("{texts}", texts)
            .replace("{first}", first)
            .replace("{rest}", "".join(rest))
        )
        return (
            f'<!DOCTYPE html><html lang="{self.language}"><head><meta charset="utf-8"><title>{title} - {site}</title>'
            f'<meta property="og:site_name" content="{site}">{self.head}</head>'
            f'<body class="{self.body_class}">{filled}</body></html>'
        )


SIDEBAR = (
    '<aside id="secondary" class="widget-area sidebar"><section class="widget widget_recent_entries"><h2>Recent</h2>'
    "<ul><li><a href='/a'>The ferry of the upper lake</a></li></ul></section></aside>"
)

CLASSIC = [
    ThemePage(
        "kubrick",
        "en",
        '<div id="page"><div id="header"><h1><a href="/">Valley Notes</a></h1><div class="description">From the valley</div></div><hr>'
        '<div id="content" class="widecolumn"><div class="navigation"><div class="alignleft">« <a href="/a">The ferry of the upper lake</a></div></div>'
        '<div class="post" id="post-12"><h2>{title}</h2><div class="entry">{texts}'
        '<p class="postmetadata alt"><small>This entry was posted on Tuesday, September 23rd, 2014 at 9:15 am and is filed under '
        '<a href="/category/fruit/" rel="category tag">Fruit</a>. You can follow any responses to this entry through the <a href="/feed">RSS 2.0</a> feed.</small></p>'
        '</div></div><h3 id="comments">2 Responses to “Two lorries”</h3><ol class="commentlist"><li><cite>Tom</cite> Says:<p>I was there and saw both of the lorries with my own eyes.</p></li></ol>'
        '<h3 id="respond">Leave a Reply</h3></div><hr><div id="footer"><p>Valley Notes is proudly powered by WordPress</p></div></div>',
        category="Fruit",
        date="2014-09-23T09:15",
    ),
    ThemePage(
        "twenty ten",
        "en",
        '<div id="wrapper" class="hfeed"><div id="header"><div id="site-title"><a href="/" rel="home">Valley Notes</a></div></div><div id="main"><div id="container"><div id="content" role="main">'
        '<div id="post-12" class="post-12 post type-post status-publish hentry category-fruit"><h1 class="entry-title">{title}</h1>'
        '<div class="entry-meta"><span class="meta-prep meta-prep-author">Posted on</span> <a href="/2014/09/"><span class="entry-date">September 23, 2014</span></a> <span class="meta-sep">by</span> <span class="author vcard"><a class="url fn n" href="/author/ada/">Ada Brook</a></span></div>'
        '<div class="entry-content">{texts}</div><div id="entry-author-info"><div id="author-description"><h2>About Ada Brook</h2>Ada keeps the scales of the market hall and writes about fruit.</div></div>'
        '<div class="entry-utility">This entry was posted in <a href="/category/fruit/" rel="category tag">Fruit</a> and tagged <a href="/tag/pears/" rel="tag">pears</a>. Bookmark the <a href="/x" rel="bookmark">permalink</a>.</div></div>'
        '<div id="nav-below" class="navigation"><a href="/a" rel="prev">← The ferry</a></div></div></div></div></div>',
        authors=("Ada Brook",),
        date="2014-09-23",
        category="Fruit",
        tags=("pears",),
    ),
    ThemePage(
        "twenty twenty-one",
        "en",
        '<main id="main" class="site-main"><article id="post-12" class="post-12 post type-post hentry entry"><header class="entry-header alignwide"><h1 class="entry-title">{title}</h1>'
        '<figure class="post-thumbnail"><img src="a.jpg"><figcaption class="wp-caption-text">The orchard in the morning</figcaption></figure></header><div class="entry-content">{texts}</div>'
        '<footer class="entry-footer default-max-width"><div class="posted-by"><span class="posted-on">Published <time class="entry-date published updated" datetime="2021-09-23T10:00:00+02:00">September 23, 2021</time></span>'
        '<span class="byline">By <a href="/author/ada/" rel="author">Ada Brook</a></span></div><div class="post-taxonomies"><span class="cat-links">Categorized as <a href="/category/fruit/" rel="category tag">Fruit</a> </span></div></footer>'
        '<div class="author-bio show-avatars"><div class="author-bio-content"><h2 class="author-title">By Ada Brook</h2><p class="author-description">Ada keeps the scales of the market hall and writes about fruit.</p></div></div></article>'
        '<nav class="navigation post-navigation"><a href="/a" rel="prev">Previous post: The ferry</a></nav></main>',
        authors=("Ada Brook",),
        date="2021-09-23T10:00:00+02:00",
        category="Fruit",
    ),
    ThemePage(
        "genesis",
        "en",
        '<div class="site-container"><div class="breadcrumb" itemscope itemtype="https://schema.org/BreadcrumbList">You are here: <a href="/">Home</a> / <a href="/category/fruit/">Fruit</a> / {title}</div><main class="content"><article class="post-12 post type-post entry" itemscope itemtype="https://schema.org/CreativeWork">'
        '<header class="entry-header"><h1 class="entry-title" itemprop="headline">{title}</h1><p class="entry-meta"><time class="entry-time" itemprop="datePublished" datetime="2020-09-23T07:00:00-04:00">September 23, 2020</time> by <span class="entry-author" itemprop="author"><a href="/author/ada/" class="entry-author-link" rel="author"><span class="entry-author-name" itemprop="name">Ada Brook</span></a></span> <span class="entry-comments-link"><a href="#respond">Leave a Comment</a></span></p></header>'
        '<div class="entry-content" itemprop="text">{texts}</div><footer class="entry-footer"><p class="entry-meta"><span class="entry-categories">Filed Under: <a href="/category/fruit/" rel="category tag">Fruit</a></span></p></footer></article>'
        '<section class="author-box"><h4 class="author-box-title">About <span itemprop="name">Ada Brook</span></h4><div class="author-box-content"><p>Ada keeps the scales of the market hall and writes about fruit.</p></div></section>'
        '<div class="after-entry widget-area"><section class="widget enews-widget"><h4>Letters from the valley</h4><p>Each week the best of the valley.</p><form><input type="email"></form></section></div></main>' + SIDEBAR + "</div>",
        authors=("Ada Brook",),
        date="2020-09-23T07:00:00-04:00",
        category="Fruit",
    ),
    ThemePage(
        "generatepress",
        "en",
        '<div class="site grid-container"><div class="site-content"><div class="content-area"><main class="site-main"><article id="post-12" class="post-12 post type-post hentry"><div class="inside-article"><header class="entry-header"><h1 class="entry-title" itemprop="headline">{title}</h1>'
        '<div class="entry-meta"><span class="posted-on"><time class="updated" datetime="2022-10-01T09:00:00+01:00">October 1, 2022</time><time class="entry-date published" datetime="2022-09-23T09:00:00+01:00">September 23, 2022</time></span> <span class="byline">by <span class="author vcard"><a rel="author" href="/author/ada/"><span class="author-name">Ada Brook</span></a></span></span></div></header>'
        '<div class="entry-content" itemprop="text">{texts}</div><footer class="entry-meta"><span class="cat-links"><span class="screen-reader-text">Categories </span><a href="/category/fruit/" rel="category tag">Fruit</a></span><nav id="nav-below" class="post-navigation"><div class="nav-previous"><a href="/a">The ferry</a></div></nav></footer></div></article>'
        '<div class="comments-area"><div id="comments"><h2 class="comments-title">1 thought on “Two lorries”</h2></div></div></main></div></div></div>',
        authors=("Ada Brook",),
        date="2022-09-23T09:00:00+01:00",
        modified="2022-10-01T09:00:00+01:00",
        category="Fruit",
    ),
    ThemePage(
        "astra",
        "sq",
        '<div id="page" class="hfeed site"><div id="content" class="site-content"><div class="ast-container"><div id="primary" class="content-area primary"><main id="main"><article class="post-12 post hentry ast-article-single"><div class="ast-post-format- single-layout-1"><header class="entry-header"><h1 class="entry-title" itemprop="headline">{title}</h1>'
        '<div class="entry-meta"><span class="comments-link"><a href="#respond">Lini një koment</a></span> / <span class="ast-terms-link"><a href="/category/ura/" rel="category tag">Ura</a></span> / Nga <span class="posted-by vcard author"><a rel="author" class="url fn n" href="/author/ardita/"><span class="author-name">Ardita Mali</span></a></span> / <span class="posted-on"><span class="published">23 shtator 2023</span></span></div></header>'
        '<div class="entry-content clear" itemprop="text">{texts}</div></div></article><nav class="navigation post-navigation"><div class="nav-links"><a href="/a" rel="prev">← Trageti</a></div></nav>'
        '<div class="ast-single-related-posts-container"><h2>Të ngjashme</h2><article class="ast-related-post post-9"><h3><a href="/b">Një ditë në treg</a></h3><p>Një ditë në tregun e vjetër të qytetit, mes dardhave dhe peshoreve.</p></article></div></main></div></div></div></div>',
        authors=("Ardita Mali",),
        date="2023-09-23",
        category="Ura",
    ),
    ThemePage(
        "newspaper",
        "sq",
        '<div class="td-theme-wrap"><div class="td-main-content-wrap"><div class="td-container td-post-template-default"><div class="td-crumb-container"><div class="entry-crumbs"><a class="entry-crumb" href="/">Ballina</a> <i class="td-icon-right"></i> <a class="entry-crumb" href="/category/ura/">Ura</a> <span class="td-bred-no-url-last">{title}</span></div></div>'
        '<div class="td-pb-row"><div class="td-pb-span8 td-main-content"><div class="td-ss-main-content"><article id="post-12" class="post-12 post type-post hentry"><div class="td-post-header"><ul class="td-category"><li class="entry-category"><a href="/category/ura/">Ura</a></li></ul><header class="td-post-title"><h1 class="entry-title">{title}</h1>'
        '<div class="td-module-meta-info"><div class="td-post-author-name"><div class="td-author-by">Nga</div> <a href="/author/ardita/">Ardita Mali</a><div class="td-author-line"> - </div> </div><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="2023-09-23T10:00:00+02:00">23 Shtator, 2023</time></span><div class="td-post-views"><span class="td-nr-views-5">512</span></div></div></header></div>'
        '<div class="td-post-sharing-top"><div class="td-post-sharing-visible"><a class="td-social-sharing-button"><div class="td-social-but-text">Facebook</div></a></div></div><div class="td-post-content tagdiv-type"><div class="td-post-featured-image"><figure><img src="a.jpg"><figcaption class="wp-caption-text">Ura në mëngjes</figcaption></figure></div>{first}'
        '<div class="td-a-rec td-a-rec-id-content_inline"><span class="td-adspot-title">- Reklama -</span></div>{rest}</div><footer><div class="td-post-source-tags"><ul class="td-tags td-post-small-box"><li><span>TAGS</span></li><li><a href="/tag/lumi/" rel="tag">lumi</a></li></ul></div><div class="td-block-row td-post-next-prev"><div class="td-post-next-prev-content"><span>Artikulli i mëparshëm</span><a href="/a">Trageti i liqenit</a></div></div>'
        '<div class="author-box-wrap"><div class="td-author-name vcard author"><span class="fn"><a href="/author/ardita/">Ardita Mali</a></span></div><div class="td-author-description">Ardita shkruan për urat dhe lumenjtë e vendit.</div></div></footer></article><div class="td_block_wrap td_block_related_posts"><h4 class="td-related-title">ARTIKUJ TË NGJASHËM</h4><div class="td_module_related_posts"><h3 class="entry-title td-module-title"><a href="/c">Varkat e vjetra</a></h3></div></div></div></div></div></div></div></div>',
        authors=("Ardita Mali",),
        date="2023-09-23T10:00:00+02:00",
        category="Ura",
        tags=("lumi",),
    ),
    ThemePage(
        "colormag",
        "en",
        '<div id="page"><div id="main" class="clearfix"><div class="inner-wrap"><div id="primary"><div id="content"><article class="post-12 post hentry"><div class="article-content clearfix"><div class="above-entry-meta"><span class="cat-links"><a href="/category/fruit/" rel="category tag">Fruit</a></span></div><header class="entry-header"><h1 class="entry-title">{title}</h1></header>'
        '<div class="below-entry-meta"><span class="posted-on"><a href="/x"><time class="entry-date published" datetime="2019-09-23T08:00:00+00:00">September 23, 2019</time></a></span> <span class="byline"><span class="author vcard"><a class="url fn n" href="/author/ada/">Ada Brook</a></span></span> <span class="comments">0 Comments</span> <span class="tag-links"><a href="/tag/pears/" rel="tag">pears</a></span></div>'
        '<div class="entry-content clearfix">{texts}</div></div></article></div><ul class="default-wp-page clearfix"><li class="previous"><a href="/a">← The ferry</a></li></ul><div class="related-posts-wrapper"><h4 class="related-posts-main-title"><span>You May Also Like</span></h4><div class="related-posts"><h3 class="entry-title"><a href="/b">The keeper of the scales</a></h3></div></div></div>' + SIDEBAR + "</div></div></div>",
        authors=("Ada Brook",),
        date="2019-09-23T08:00:00+00:00",
        category="Fruit",
        tags=("pears",),
    ),
    ThemePage(
        "amp",
        "en",
        '<header id="top" class="amp-wp-header"><div><a href="/">Valley Notes</a></div></header><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{title}</h1><div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author author vcard">Ada Brook</span></div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="2018-09-23T08:00:00+00:00">3 years ago</time></div></header>'
        '<div class="amp-wp-article-content">{first}<amp-ad type="x"></amp-ad><amp-social-share type="facebook">Facebook</amp-social-share>{rest}</div><footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">Categories: <a href="/category/fruit/" rel="category tag">Fruit</a></div><div class="amp-wp-meta amp-wp-comments-link"><a href="/x/#respond">Leave a Comment</a></div></footer></article>'
        '<amp-user-notification id="amp-gdpr"><p>We keep small files on your device to count how many readers we have.</p></amp-user-notification><footer class="amp-wp-footer"><h2>Valley Notes</h2></footer>',
        body_class="",
        authors=("Ada Brook",),
        date="2018-09-23T08:00:00+00:00",
        category="Fruit",
    ),
]  # fmt: skip
