# ruff: noqa: E501 - pages are easier to read unbroken
"""Invented stories made with page builders."""

from tests.indexer.extraction.theme_pages import SIDEBAR, ThemePage

BUILDERS = [
    ThemePage(
        "gutenberg",
        "en",
        '<div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title"><a href="/">Valley Notes</a></p><nav class="wp-block-navigation"><a href="/">Home</a></nav></header>'
        '<main class="wp-block-group"><h1 class="wp-block-post-title">{title}</h1><div class="wp-block-group"><div class="wp-block-post-date"><time datetime="2024-09-23T09:00:00+02:00">September 23, 2024</time></div><div class="wp-block-post-author"><div class="wp-block-post-author__content"><p class="wp-block-post-author__name"><a rel="author" href="/author/ada/">Ada Brook</a></p></div></div><div class="taxonomy-category wp-block-post-terms"><a href="/category/fruit/" rel="tag">Fruit</a></div></div>'
        '<div class="entry-content wp-block-post-content is-layout-constrained"><!-- wp:paragraph -->{first}<!-- /wp:paragraph -->'
        '<!-- wp:heading --><h2 class="wp-block-heading">What was needed</h2><!-- /wp:heading --><ul class="wp-block-list"><li>Two lorries</li><li>Forty baskets</li></ul>'
        '<blockquote class="wp-block-quote"><p>“It is a good year for pears,” she said.</p><cite>Ada Brook</cite></blockquote>'
        '<figure class="wp-block-table"><table><tbody><tr><td>Monday</td><td>40</td></tr><tr><td>Tuesday</td><td>31</td></tr></tbody></table></figure>'
        '<div class="wp-block-columns"><div class="wp-block-column"><p>The left column is text as well, and is read before the right one.</p></div><div class="wp-block-column"><p>The right column ends the part about baskets.</p></div></div>'
        '<figure class="wp-block-image"><img src="a.jpg"><figcaption class="wp-element-caption">The scales of the hall</figcaption></figure>'
        '<div class="wp-block-file"><a href="/f.pdf">list.pdf</a><a href="/f.pdf" class="wp-block-file__button" download>Download</a></div><ul class="wp-block-social-links"><li class="wp-social-link"><a href="https://x.example">X</a></li></ul>'
        '<div class="wp-block-jetpack-subscriptions__supports-newline wp-block-jetpack-subscriptions"><p>Letters from the valley</p><form><input type="email"></form></div>'
        '<ul class="wp-block-latest-posts__list wp-block-latest-posts"><li><a href="/a">The ferry of the upper lake</a></li></ul><div class="wp-block-button"><a class="wp-block-button__link" href="/shop">Buy pears</a></div>'
        '{rest}</div><div class="wp-block-comments"><h2>One response</h2><p>I was there and saw both of the lorries with my own eyes.</p></div></main></div>',
        extra=(
            "What was needed",
            "Two lorries\nForty baskets",
            "“It is a good year for pears,” she said.",
            "Ada Brook",
            "Monday | 40\nTuesday | 31",
            "The left column is text as well, and is read before the right one.",
            "The right column ends the part about baskets.",
        ),
        authors=("Ada Brook",),
        date="2024-09-23T09:00:00+02:00",
        category="Fruit",
    ),
    ThemePage(
        "elementor theme builder",
        "en",
        '<div data-elementor-type="single-post" class="elementor elementor-44 elementor-location-single post-12 post type-post hentry"><section class="elementor-section"><div class="elementor-container"><div class="elementor-column"><div class="elementor-widget-wrap elementor-element-populated">'
        '<div class="elementor-element elementor-widget elementor-widget-theme-post-title"><div class="elementor-widget-container"><h1 class="elementor-heading-title elementor-size-default">{title}</h1></div></div>'
        '<div class="elementor-element elementor-widget elementor-widget-post-info"><ul class="elementor-inline-items elementor-icon-list-items elementor-post-info"><li itemprop="author"><a href="/author/ada/"><span class="elementor-post-info__item elementor-post-info__item--type-author">Ada Brook</span></a></li><li itemprop="datePublished"><a href="/2023/09/23/"><span class="elementor-post-info__item elementor-post-info__item--type-date"><time>September 23, 2023</time></span></a></li></ul></div>'
        '<div class="elementor-element elementor-widget elementor-widget-theme-post-content"><div class="elementor-widget-container">{texts}</div></div>'
        '<div class="elementor-element elementor-widget elementor-widget-share-buttons"><div class="elementor-share-btn"><span class="elementor-share-btn__title">Facebook</span></div></div>'
        '<div class="elementor-element elementor-widget elementor-widget-author-box"><div class="elementor-author-box"><h4 class="elementor-author-box__name">Ada Brook</h4><div class="elementor-author-box__bio">Ada keeps the scales of the market hall and writes about fruit.</div></div></div>'
        '<div class="elementor-element elementor-widget elementor-widget-post-navigation"><div class="elementor-post-navigation__prev"><a href="/a">Previous The ferry of the upper lake</a></div></div>'
        '<div class="elementor-element elementor-widget elementor-widget-posts"><div class="elementor-posts-container"><article class="elementor-post post-9 post"><h3 class="elementor-post__title"><a href="/b">The keeper of the scales</a></h3><div class="elementor-post__excerpt"><p>She has weighed every pear of the valley since the hall was built by the river.</p></div></article></div></div>'
        '</div></div></div></section></div>',
        body_class="single single-post postid-12 elementor-default elementor-template-full-width",
        authors=("Ada Brook",),
        date="2023-09-23",
    ),
    ThemePage(
        "elementor text widgets",
        "en",
        '<main class="site-main post-12 post type-post hentry"><header class="page-header"><h1 class="entry-title">{title}</h1></header><div class="page-content"><div data-elementor-type="wp-post" class="elementor elementor-12"><section class="elementor-section elementor-top-section"><div class="elementor-container"><div class="elementor-column"><div class="elementor-widget-wrap">'
        '<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">{first}</div></div>'
        '<div class="elementor-element elementor-widget elementor-widget-heading"><div class="elementor-widget-container"><h2 class="elementor-heading-title">At the market hall</h2></div></div>'
        '<div class="elementor-element elementor-widget elementor-widget-image"><div class="elementor-widget-container"><figure class="wp-caption"><img src="a.jpg"><figcaption class="widget-image-caption wp-caption-text">The scales of the hall</figcaption></figure></div></div>'
        '<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">{rest}</div></div>'
        '<div class="elementor-element elementor-widget elementor-widget-form"><form class="elementor-form"><label>Your address</label><input type="email"><button>Send me the letters</button></form></div>'
        '</div></div></div></section></div></div></main>',
        extra=("At the market hall",),
    ),
    ThemePage(
        "wpbakery",
        "en",
        '<article id="post-12" class="post-12 post type-post hentry"><h1 class="entry-title">{title}</h1><div class="entry-content"><div class="vc_row wpb_row vc_row-fluid"><div class="wpb_column vc_column_container vc_col-sm-8"><div class="vc_column-inner"><div class="wpb_wrapper"><div class="wpb_text_column wpb_content_element"><div class="wpb_wrapper">{first}</div></div>'
        '<h3 style="text-align: left" class="vc_custom_heading">At the market hall</h3><div class="wpb_single_image wpb_content_element"><figure class="wpb_wrapper vc_figure"><img src="a.jpg"><figcaption class="vc_figure-caption">The scales of the hall</figcaption></figure></div><div class="wpb_text_column wpb_content_element"><div class="wpb_wrapper">{rest}<p>[vc_row][vc_column width=”1/2″][vc_column_text css=”.vc_custom_1{margin:0}”]</p><p>[/vc_column_text][/vc_column][/vc_row]</p></div></div>'
        '<div class="vc_btn3-container"><a class="vc_general vc_btn3" href="/shop">Buy pears</a></div></div></div></div></div></div></article>',
        extra=("At the market hall",),
    ),
    ThemePage(
        "divi",
        "en",
        '<div id="page-container"><div id="et-main-area"><div id="main-content"><article id="post-12" class="post-12 post type-post hentry et_pb_post"><div class="entry-content"><div class="et-l et-l--post"><div class="et_builder_inner_content et_pb_gutters3"><div class="et_pb_section et_pb_section_0 et_section_regular"><div class="et_pb_row et_pb_row_0"><div class="et_pb_column et_pb_column_2_3">'
        '<div class="et_pb_module et_pb_post_title et_pb_post_title_0"><div class="et_pb_title_container"><h1 class="entry-title">{title}</h1><p class="et_pb_title_meta_container">by <span class="author vcard"><a href="/author/ada/" rel="author">Ada Brook</a></span> | <span class="published">Sep 23, 2021</span> | <a href="/category/fruit/" rel="category tag">Fruit</a> | <span class="comments-number">0 comments</span></p></div></div>'
        '<div class="et_pb_module et_pb_text et_pb_text_0"><div class="et_pb_text_inner">{texts}</div></div><ul class="et_pb_module et_pb_social_media_follow"><li><a href="#">Follow</a></li></ul>'
        '<div class="et_pb_module et_pb_newsletter et_pb_subscribe"><div class="et_pb_newsletter_description"><h2>Letters from the valley</h2><p>Each week the best of the valley in a letter.</p></div><div class="et_pb_newsletter_form"><form><input type="email"></form></div></div></div>'
        '<div class="et_pb_column et_pb_column_1_3"><div class="et_pb_module et_pb_sidebar_0 et_pb_widget_area"><div class="et_pb_widget widget_recent_entries"><h4>Recent</h4><ul><li><a href="/a">The ferry</a></li></ul></div></div></div></div></div></div></div></div>'
        '<section id="comment-wrap"><h1 id="comments" class="page_title">1 Comment</h1><ol class="commentlist"><li><p>I was there and saw both of the lorries with my own eyes.</p></li></ol></section></article></div></div></div>',
        body_class="post-template-default single single-post postid-12 et_pb_pagebuilder_layout et_right_sidebar",
        authors=("Ada Brook",),
        date="2021-09-23",
        category="Fruit",
    ),
    ThemePage(
        "avada fusion",
        "en",
        '<main id="main"><section id="content" style="float: left;"><article id="post-12" class="post post-12 type-post hentry"><h1 class="entry-title fusion-post-title">{title}</h1><div class="post-content"><div class="fusion-fullwidth fullwidth-box fusion-builder-row-1"><div class="fusion-builder-row fusion-row"><div class="fusion-layout-column fusion_builder_column"><div class="fusion-column-wrapper"><div class="fusion-text fusion-text-1">{texts}</div></div></div></div></div></div>'
        '<div class="fusion-meta-info"><div class="fusion-meta-info-wrapper">By <span class="vcard"><span class="fn"><a href="/author/ada/" rel="author">Ada Brook</a></span></span><span class="fusion-inline-sep">|</span><span>September 23rd, 2021</span>|<a href="/category/fruit/" rel="category tag">Fruit</a></div></div><div class="fusion-sharing-box fusion-theme-sharing-box"><h4>Share This Story, Choose Your Platform!</h4></div><section class="related-posts single-related-posts"><h2>Related Posts</h2></section></article></section></main>',
        authors=("Ada Brook",),
        date="2021-09-23",
        category="Fruit",
    ),
    ThemePage(
        "beaver builder",
        "en",
        '<div class="fl-page"><article class="fl-post post-12 post type-post hentry" id="fl-post-12"><header class="fl-post-header"><h1 class="fl-post-title" itemprop="headline">{title}</h1><div class="fl-post-meta fl-post-meta-top"><span class="fl-post-author">By <a href="/author/ada/"><span>Ada Brook</span></a></span><span class="fl-sep"> | </span><span class="fl-post-date">September 23, 2020</span></div></header><div class="fl-post-content clearfix" itemprop="text"><div class="fl-builder-content"><div class="fl-row fl-row-fixed-width"><div class="fl-col-group"><div class="fl-col"><div class="fl-module fl-module-rich-text"><div class="fl-module-content fl-node-content"><div class="fl-rich-text">{texts}</div></div></div></div></div></div></div></div>'
        '<div class="fl-post-meta fl-post-meta-bottom"><div class="fl-post-cats-tags">Posted in <a href="/category/fruit/" rel="category tag">Fruit</a></div></div></article></div>',
        authors=("Ada Brook",),
        date="2020-09-23",
        category="Fruit",
    ),
    ThemePage(
        "enfold",
        "en",
        '<div id="main" class="all_colors"><div class="container_wrap"><main class="template-page content av-content-small"><div class="post-entry post-entry-type-page post-entry-12"><div class="entry-content-wrapper clearfix"><div class="av-special-heading"><h1 class="av-special-heading-tag">{title}</h1></div><section class="av_textblock_section"><div class="avia_textblock" itemprop="text">{first}</div></section><section class="av_textblock_section"><div class="avia_textblock" itemprop="text">{rest}</div></section>'
        '<div class="av-social-sharing-box"><div class="av-share-box"><h5 class="av-share-link-description">Share this entry</h5></div></div></div></div></main></div></div>',
    ),
    ThemePage(
        "bricks",
        "en",
        '<main id="brx-content"><section class="brxe-section"><div class="brxe-container"><h1 class="brxe-post-title">{title}</h1><div class="brxe-post-meta"><span class="item">Ada Brook</span><span class="item">September 23, 2024</span></div><div class="brxe-post-content">{texts}</div><ul class="brxe-post-sharing"><li><a href="#">Facebook</a></li></ul></div></section></main>',
        authors=("Ada Brook",),
        date="2024-09-23",
    ),
    ThemePage(
        "kadence",
        "en",
        '<div id="inner-wrap" class="wrap"><section class="entry-hero post-hero-section"><header class="entry-header post-title"><div class="entry-taxonomies"><span class="category-links term-links"><a href="/category/fruit/" rel="tag">Fruit</a></span></div><h1 class="entry-title">{title}</h1><div class="entry-meta entry-meta-divider-dot"><span class="posted-by"><span class="meta-label">By</span><span class="author vcard"><a class="url fn n" href="/author/ada/">Ada Brook</a></span></span><span class="posted-on"><time class="entry-date published" datetime="2024-09-23T09:00:00-05:00">September 23, 2024</time></span></div></header></section>'
        '<div id="primary" class="content-area"><div class="content-container site-container"><main class="site-main"><div class="content-wrap"><article class="entry content-bg single-entry post-12 post hentry"><div class="entry-content-wrap"><div class="entry-content single-content"><div class="kb-row-layout-wrap wp-block-kadence-rowlayout"><div class="kt-row-column-wrap"><div class="wp-block-kadence-column"><div class="kt-inside-inner-col">{first}<h2 class="kt-adv-heading wp-block-kadence-advancedheading">At the market hall</h2>{rest}</div></div></div></div><div class="wp-block-kadence-form"><form><input type="email"></form></div></div></div></article>'
        '<div class="entry-author entry-author-style-center"><div class="entry-author-description"><p>Ada keeps the scales of the market hall and writes about fruit.</p></div></div><nav class="navigation post-navigation"><a href="/a">The ferry</a></nav><div class="entry-related alignfull"><h2 class="entry-related-title">Similar Posts</h2><article class="entry loop-entry"><h3 class="entry-title"><a href="/b">The keeper of the scales</a></h3><div class="entry-summary"><p>She has weighed every pear of the valley since the hall was built…</p></div></article></div></div></main>' + SIDEBAR + "</div></div></div>",
        extra=("At the market hall",),
        authors=("Ada Brook",),
        date="2024-09-23T09:00:00-05:00",
        category="Fruit",
    ),
]  # fmt: skip
