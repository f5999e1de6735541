# ruff: noqa: E501 - pages are easier to read unbroken
"""Invented stories in Persian and Arabic."""

from tests.indexer.extraction.theme_pages import ThemePage

RTL = [
    ThemePage(
        "jnews",
        "fa",
        '<div class="jeg_viewport"><div class="post-wrapper"><div class="jeg_breadcrumbs"><span><a href="/">خانه</a></span><i></i><span><a href="/category/ketab/">کتاب</a></span></div><div class="entry-header"><h1 class="jeg_post_title">{title}</h1><h2 class="jeg_post_subtitle">تالار تازه</h2><div class="jeg_meta_container"><div class="jeg_post_meta"><div class="jeg_meta_author"><span class="meta_text">توسط</span> <a href="/author/sara/">سارا بهاری</a></div><div class="jeg_meta_date"><a href="/x">۱ مهر ۱۴۰۲</a></div><div class="jeg_meta_category"><span><span class="meta_text">در</span> <a href="/category/ketab/" rel="category tag">کتاب</a></span></div><div class="jeg_meta_comment"><a href="#comments">۰</a></div></div></div></div>'
        '<div class="jeg_share_top_container"><div class="jeg_share_button"><a class="jeg_btn-facebook"><span>اشتراک در فیسبوک</span></a></div></div><div class="entry-content no-share"><div class="content-inner">{first}<div class="jnews_inline_related_post_wrapper left"><div class="jnews_inline_related_post"><h3>مطالب مرتبط</h3><h3 class="jeg_post_title"><a href="/b">قایق‌های قدیمی رود</a></h3></div></div>{rest}<div class="jeg_post_tags"><span>برچسب: </span><a href="/tag/ketab/" rel="tag">کتابخانه</a></div></div></div>'
        '<div class="jnews_author_box_container"><div class="jeg_authorbox"><h3 class="jeg_author_name">سارا بهاری</h3><p class="jeg_author_desc">سارا درباره‌ی کتابخانه‌های کوچک می‌نویسد.</p></div></div><div class="jnews_related_post_container"><h3>نوشته‌های مرتبط</h3><article class="jeg_post"><h3 class="jeg_post_title"><a href="/c">بازار کهنه</a></h3></article></div></div></div>',
        authors=("سارا بهاری",),
        date="2023-09-23",
        category="کتاب",
        tags=("کتابخانه",),
        body_class="rtl single single-post postid-12",
    ),
    ThemePage(
        "publisher",
        "fa",
        '<main id="content" class="content-container"><div class="post-template-1"><article id="post-12" class="post-12 post type-post single-post-content"><div class="post-header"><div class="term-badges"><span class="term-badge"><a href="/category/ketab/">کتاب</a></span></div><h1 class="single-post-title"><span class="post-title" itemprop="headline">{title}</span></h1><div class="post-meta single-post-meta"><a class="post-author-a" href="/author/sara/" ><i class="post-author author">توسط <b>سارا بهاری</b></i></a><span class="time"><time class="post-published updated" datetime="2023-09-23T12:00:00+03:30">آخرین به‌روزرسانی ۱ مهر ۱۴۰۲</time></span></div></div>'
        '<div class="post-share single-post-share top-share"><a class="share-btn">۱۲</a></div><div class="entry-content clearfix single-post-content">{first}<div class="bs-irp left bs-irp-thumbnail-1"><div class="bs-irp-heading"><span>بیشتر بخوانید</span></div><div class="bs-pagination-wrapper"><article><p class="title"><a href="/b">قایق‌های قدیمی رود</a></p></article></div></div>{rest}</div>'
        '<div class="entry-terms post-tags clearfix"><a href="/tag/ketab/" rel="tag">کتابخانه</a></div></article><section class="next-prev-post"><p class="title"><a href="/a">نوشته‌ی پیشین</a></p></section></div><div class="post-related"><div class="section-heading"><span>شاید بپسندید</span></div></div></main>',
        authors=("سارا بهاری",),
        date="2023-09-23T12:00:00+03:30",
        tags=("کتابخانه",),
        body_class="rtl single single-post postid-12",
    ),
    ThemePage(
        "byline under the text",
        "fa",
        '<article class="post-12 post hentry"><h1 class="entry-title">{title}</h1><div class="entry-meta"><time class="entry-date published" datetime="2024-01-05T10:00:00+03:30">۱۵ دی ۱۴۰۲</time><span class="byline">نوشته‌ی <span class="author vcard"><a href="/author/admin/" rel="author">مدیر سایت</a></span></span></div><div class="entry-content">{texts}<p>نویسندگان: دکتر سارا بهاری و مهندس کاوه رودی</p><p>منبع: روزنامه‌ی پل</p></div></article>',
        authors=("سارا بهاری", "کاوه رودی"),
        source="روزنامه‌ی پل",
        date="2024-01-05T10:00:00+03:30",
        body_class="rtl single single-post postid-12",
    ),
    ThemePage(
        "iranian news system",
        "fa",
        '<header id="masthead"><a href="/">یادداشت‌های دره</a></header><div class="container"><article class="item" id="item"><div class="item-header"><div class="item-nav"><div class="item-date"><span>۱ مهر ۱۴۰۲ - ۱۲:۳۰</span></div><div class="item-code">کد خبر: <span>8523</span></div></div><div class="item-title"><h1 class="title"><a href="/x">{title}</a></h1></div></div><div class="item-body"><div class="item-text" itemprop="articleBody">{texts}<p>انتهای پیام/</p></div></div><section class="box tags"><header><h2>برچسب‌ها</h2></header><ul><li><a href="/tag/ketab" rel="tag">کتابخانه</a></li></ul></section></article><section class="box comments"><h2>نظر شما</h2><form><textarea></textarea></form></section></div>',
        date="2023-09-23T12:30:00",
        tags=("کتابخانه",),
        body_class="rtl",
    ),
    ThemePage(
        "persian classic",
        "fa",
        '<div id="wrap"><div id="content"><div class="post" id="post-12"><h2 class="title"><a href="/x" rel="bookmark">{title}</a></h2><div class="meta">نوشته شده در شنبه ۱ مهر ۱۴۰۲ توسط سارا بهاری</div><div class="entry">{texts}<p>بیشتر بخوانید: <a href="/b">قایق‌های قدیمی رود</a></p></div><div class="tags">برچسب‌ها: <a href="/tag/ketab/" rel="tag">کتابخانه</a></div></div><div id="comments"><h3>۲ دیدگاه</h3><p>من هم آنجا بودم و تالار تازه را با چشم خودم دیدم.</p></div></div></div>',
        authors=("سارا بهاری",),
        date="2023-09-23",
        tags=("کتابخانه",),
        body_class="rtl single single-post postid-12",
    ),
    ThemePage(
        "jannah",
        "ar",
        '<div id="content" class="site-content container"><article id="the-post" class="container-wrapper post-content tie-standard"><header class="entry-header-outer"><nav id="breadcrumb"><a href="/">الرئيسية</a><em class="delimiter">/</em><a href="/category/jusur/">جسور</a></nav><div class="entry-header"><span class="post-cat-wrap"><a class="post-cat" href="/category/jusur/">جسور</a></span><h1 class="post-title entry-title">{title}</h1><div id="single-post-meta" class="post-meta clearfix"><span class="author-meta single-author"><span class="meta-item meta-author-wrapper"><span class="meta-author"><a href="/author/layla/" class="author-name">ليلى النهر</a></span></span></span><span class="date meta-item">23 سبتمبر، 2023</span><span class="meta-comment"><a href="#comments">0</a></span><span class="meta-views">512</span><span class="meta-reading-time">دقيقة واحدة</span></div></div></header>'
        '<div class="entry-content entry clearfix">{first}<div id="inline-related-post" class="mag-box mini-posts-box content-only"><div class="container-wrapper"><div class="widget-title"><h4>مقالات ذات صلة</h4></div><ul><li><a href="/b">قوارب النهر القديمة</a></li></ul></div></div><p>اقرأ أيضًا: <a href="/c">سوق المدينة العتيق</a></p>{rest}<div class="post-bottom-meta post-bottom-tags"><div class="post-bottom-meta-title">الوسوم</div><span class="tagcloud"><a href="/tag/jisr/" rel="tag">الجسر</a></span></div></div>'
        '<div id="share-buttons-bottom" class="share-buttons"><a class="facebook-share-button"><span class="social-text">فيسبوك</span></a></div></article><div class="post-components"><div class="about-author container-wrapper"><div class="author-info"><h3 class="author-name"><a href="/author/layla/">ليلى النهر</a></h3><div class="author-bio">تكتب ليلى عن الأنهار والجسور.</div></div></div><div id="related-posts" class="container-wrapper"><h3>مقالات ذات صلة</h3><div class="related-item"><h3 class="post-title"><a href="/d">حصاد الخريف</a></h3></div></div></div></div>',
        authors=("ليلى النهر",),
        date="2023-09-23",
        category="جسور",
        tags=("الجسر",),
        body_class="rtl single single-post postid-12",
    ),
    ThemePage(
        "sahifa",
        "ar",
        '<div id="main-content" class="container"><div class="content"><nav id="crumbs"><a href="/">الرئيسية</a> / <a href="/category/jusur/">جسور</a> / {title}</nav><article class="post-listing post-12 post hentry" id="the-post"><div class="post-inner"><h1 class="name post-title entry-title"><span itemprop="name">{title}</span></h1><p class="post-meta"><span class="post-meta-author"><a href="/author/layla/">ليلى النهر</a></span><span class="tie-date">23 أيلول، 2023</span><span class="post-cats"><a href="/category/jusur/" rel="category tag">جسور</a></span><span class="post-comments"><a href="#respond">اضف تعليق</a></span><span class="post-views">12 زيارة</span></p><div class="clear"></div>'
        '<div class="entry"><div class="share-post"><span class="share-text">شاركها</span></div>{texts}</div><div class="share-post"><span class="share-text">شاركها</span><ul class="flat-social"><li><a>Facebook</a></li></ul></div></div></article><p class="post-tag">الوسوم <a href="/tag/jisr/" rel="tag">الجسر</a></p><section id="author-box"><div class="block-head"><h3>عن ليلى النهر</h3></div><div class="author-bio">تكتب ليلى عن الأنهار والجسور.</div></section><div class="post-navigation"><div class="post-previous"><a href="/a">السابق حصاد الخريف</a></div></div><section id="related_posts"><div class="related-item"><h3><a href="/c">سوق المدينة</a></h3></div></section></div></div>',
        authors=("ليلى النهر",),
        date="2023-09-23",
        category="جسور",
        tags=("الجسر",),
        body_class="rtl single single-post postid-12",
    ),
    ThemePage(
        "arabic translation",
        "ar",
        '<article class="post-12 post hentry"><h1 class="entry-title">{title}</h1><p>بقلم: د. ليلى النهر و أ.د. سامي البحر</p><p>5 تشرين الثاني 2023</p><div class="entry-content">{texts}<p>المصدر: مجلة الجسر</p></div></article>',
        authors=("ليلى النهر", "سامي البحر"),
        source="مجلة الجسر",
        date="2023-11-05",
        body_class="rtl single single-post postid-12",
    ),
    ThemePage(
        "drupal arabic",
        "ar",
        '<div class="layout-container"><main role="main"><article role="article" class="node node--type-article node--view-mode-full"><h1 class="page-title"><span class="field field--name-title">{title}</span></h1><div class="node__meta"><span class="field field--name-field-author">كتب: ليلى النهر</span> <span class="date-display">٢٣ سبتمبر ٢٠٢٣</span></div><div class="node__content"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary">{texts}</div><ul class="links inline"><li class="comment-forbidden"><a href="/login">سجل الدخول للتعليق</a></li></ul></div></article></main></div>',
        authors=("ليلى النهر",),
        date="2023-09-23",
        body_class="",
    ),
]  # fmt: skip
