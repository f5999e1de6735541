"""Saved WordPress pages like those of real sites: an article among the menus, scripts and boxes of a theme.

Four themes of our own, modelled on the kinds that sites use: a classic one with hAtom classes, a block theme
with JSON-LD, a magazine with share bars and boxes between the paragraphs, and a page builder with many
wrappers. A page has some 60 to 110 kB, like those of the public sets (medians 84 and 184 kB).
"""

import html
import json
from typing import Any

_WORDS = (
    "river", "market", "harvest", "library", "museum", "bridge",
    "school", "garden", "station", "orchard", "theatre", "valley",
)  # fmt: skip
_CSS = "".join(
    f".c{n} .widget-{n}>li:hover a{{color:#{n:06x};margin:{n % 9}px {n % 7}px;transition:all .2s ease-in}}"
    for n in range(260)
)
_SCRIPT = "".join(
    f"window.q{n}=window.q{n}||[];q{n}.push(['set',{n},{{a:'{n:x}',b:[{n},{n + 1}]}}]);" for n in range(220)
)


def page(number: int, article: dict[str, Any]) -> str:
    """The ``number``-th page, in one of the themes. ``article`` has title, body, lang and optionally more."""
    return _THEMES[number % len(_THEMES)](number, article)


def address(number: int) -> str:
    """The address of the page on its site."""
    return f"https://news.example/{2000 + number % 25}/{1 + number % 12:02}/story-{number}/"


def _date(number: int) -> str:
    return f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:30:00+00:00"


def _escape(text: str) -> str:
    return html.escape(text, quote=True)


def _paragraphs(article: dict[str, Any]) -> list[str]:
    return [_escape(part) for part in article["body"].split("\n\n") if part.strip()]


def _author(article: dict[str, Any]) -> str:
    return _escape(article.get("author") or "News Desk")


def _menu(number: int, tag: str, size: int = 60) -> str:
    items = "".join(
        f'<li id="menu-item-{n}" class="menu-item menu-item-type-taxonomy menu-item-object-category '
        f'menu-item-{n}"><a href="https://news.example/category/{_WORDS[n % 12]}-{n}/">'
        f"{_WORDS[n % 12].title()} {n}</a></li>"
        for n in range(number % 7, size)
    )
    return f'<{tag} class="main-navigation" role="navigation"><ul class="menu">{items}</ul></{tag}>'


def _head(number: int, article: dict[str, Any], extra: str = "") -> str:
    title, lang = _escape(article["title"]), article["lang"]
    links = "".join(
        f"<link rel='stylesheet' id='plugin-{n}-css' href='https://news.example/wp-content/plugins/p{n}/"
        f"style.css?ver=6.{n % 9}' type='text/css' media='all' />\n"
        for n in range(30)
    )
    side = "rtl" if lang in ("fa", "ar") else "ltr"
    return (
        f'<!DOCTYPE html><html lang="{lang}" dir="{side}"><head><meta charset="UTF-8">'
        f"<title>{title} - Valley News</title>"
        f'<link rel="canonical" href="{address(number)}"><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{title}"><meta property="og:url" content="{address(number)}">'
        f'<meta property="og:site_name" content="Valley News">{extra}{links}'
        f'<style id="global-styles-inline-css">{_CSS}</style><script>{_SCRIPT}</script>'
        f'<meta name="generator" content="WordPress 6.5" /></head>'
    )


def _sidebar(number: int, size: int = 40) -> str:
    items = "".join(
        f'<li><a href="{address(n)}">The {_WORDS[n % 12]} near the {_WORDS[(n + 5) % 12]} opens again in '
        f'spring {n}</a> <span class="post-date">{1 + n % 28}.{1 + n % 12}.2019</span></li>'
        for n in range(number % 50, number % 50 + size)
    )
    return f'<aside class="widget-area sidebar"><h2 class="widget-title">Latest</h2><ul>{items}</ul></aside>'


def _comments(number: int) -> str:
    items = "".join(
        f'<li id="comment-{n}" class="comment even depth-1"><article class="comment-body"><footer><cite '
        f'class="fn">Reader {n}</cite></footer><p>We read about the {_WORDS[n % 12]} with great pleasure, '
        f"and hope to see more of such stories here.</p></article></li>"
        for n in range(number % 9)
    )
    return (
        f'<div id="comments" class="comments-area"><ol class="comment-list">{items}</ol>'
        '<form id="commentform"><label>Comment</label><textarea name="comment"></textarea></form></div>'
    )


def _footer(number: int) -> str:
    images = "".join(
        f'<img loading="lazy" width="300" height="200" src="data:image/svg+xml;base64,{"QUJD" * 30}{n}" '
        f'data-src="https://news.example/wp-content/uploads/2020/0{n % 9}/photo-{n}-300x200.jpg" '
        f'srcset="https://news.example/photo-{n}-300.jpg 300w, https://news.example/photo-{n}-768.jpg 768w">'
        for n in range(24)
    )
    return (
        f'<footer class="site-footer">{_menu(number, "div", 30)}<div class="gallery">{images}</div>'
        f"<p>Valley News. All rights reserved.</p></footer><script>{_SCRIPT}</script></body></html>"
    )


def _classic(number: int, article: dict[str, Any]) -> str:
    text = "\n".join(f"<p>{part}</p>" for part in _paragraphs(article))
    return (
        f'{_head(number, article)}<body class="post-template-default single single-post postid-{number}">'
        f'<div id="page" class="hfeed site"><header class="site-header"><h1 class="site-title">Valley News'
        f"</h1>"
        f'{_menu(number, "nav")}</header><div id="content"><article id="post-{number}" class="post-{number} '
        f'post type-post status-publish format-standard hentry category-news"><h1 class="entry-title">'
        f'{_escape(article["title"])}</h1><div class="entry-meta">Posted on <time class="entry-date '
        f'published" datetime="{_date(number)}">{_date(number)[:10]}</time> by <span class="author vcard">'
        f'<a class="url fn n" href="https://news.example/author/desk/">{_author(article)}</a></span></div>'
        f'<div class="entry-content">{text}<div class="sharedaddy"><ul><li>Facebook</li><li>Twitter</li></ul>'
        f'</div></div><footer class="entry-meta">Filed under <a rel="category tag" href="/category/town/">'
        f"Town</a></footer></article>{_comments(number)}</div>{_sidebar(number)}</div>{_footer(number)}"
    )


def _block(number: int, article: dict[str, Any]) -> str:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": article["title"],
                "datePublished": _date(number),
                "author": {"@type": "Person", "name": article.get("author") or "News Desk"},
                "articleSection": ["Town"],
            }
        ],
    }
    found = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    ld = f'<script type="application/ld+json">{found}</script>'
    text = "\n".join(f'<p class="has-medium-font-size">{part}</p>' for part in _paragraphs(article))
    return (
        f'{_head(number, article, ld)}<body class="wp-embed-responsive single single-post">'
        f'<div class="wp-site-blocks"><header class="wp-block-template-part">'
        f"{_menu(number, 'nav', 90)}</header>"
        f'<main class="wp-block-group is-layout-flow"><h1 class="wp-block-post-title">'
        f'{_escape(article["title"])}</h1><div class="wp-block-post-date"><time datetime="{_date(number)}">'
        f'{_date(number)[:10]}</time></div><div class="wp-block-post-author-name">{_author(article)}</div>'
        f'<div class="entry-content wp-block-post-content is-layout-constrained">{text}</div>'
        f'<div class="wp-block-query"><h2>Read next</h2>{_sidebar(number, 30)}</div></main></div>'
        f"{_footer(number)}"
    )


def _magazine(number: int, article: dict[str, Any]) -> str:
    box = (
        f'<div class="td-a-rec"><ins class="adsbygoogle" data-ad-slot="{number}"></ins></div>'
        f'<div class="related-inline"><strong>Read also</strong> <a href="{address(number + 1)}">A walk '
        f"along the {_WORDS[number % 12]}</a></div>"
    )
    parts = [f"<p>{part}</p>{box if n % 4 == 3 else ''}" for n, part in enumerate(_paragraphs(article))]
    share = "".join(f'<a class="td-social-{n}" href="#share-{n}"><i></i> Share {n}</a>' for n in range(12))
    return (
        f'{_head(number, article)}<body class="single single-post td-standard"><div id="td-outer-wrap">'
        f'{_menu(number, "div", 110)}<div class="td-main-content-wrap"><div class="td-post-header"><ul '
        f'class="td-category"><li class="entry-category"><a href="/category/town/">Town</a></li></ul><header '
        f'class="td-post-title"><h1 class="entry-title">{_escape(article["title"])}</h1><div '
        f'class="td-module-meta-info"><div class="td-post-author-name">By <a href="/author/desk/">'
        f'{_author(article)}</a></div><span class="td-post-date"><time class="entry-date td-module-date" '
        f'datetime="{_date(number)}">{_date(number)[:10]}</time></span></div></header></div>'
        f'<div class="td-post-sharing">{share}</div><div class="td-post-content tagdiv-type">'
        f'{"".join(parts)}</div><div class="td-related">{_sidebar(number, 60)}</div>{_comments(number)}'
        f"</div></div>{_footer(number)}"
    )


def _builder(number: int, article: dict[str, Any]) -> str:
    def widget(kind: str, content: str) -> str:
        return (
            f'<section class="elementor-section elementor-top-section" data-id="{number:x}"><div class='
            f'"elementor-container elementor-column-gap-default"><div class="elementor-column"><div class='
            f'"elementor-widget-wrap elementor-element-populated"><div class="elementor-element elementor-'
            f'widget elementor-widget-{kind}" data-widget_type="{kind}.default"><div class='
            f'"elementor-widget-container">{content}</div></div></div></div></div></section>'
        )

    text = "\n".join(f"<p>{part}</p>" for part in _paragraphs(article))
    title = f'<h1 class="elementor-heading-title elementor-size-default">{_escape(article["title"])}</h1>'
    meta = f'<meta property="article:published_time" content="{_date(number)}">'
    boxes = "".join(widget("posts", _sidebar(number + n, 12)) for n in range(4))
    return (
        f'{_head(number, article, meta)}<body class="single single-post elementor-default">'
        f'{widget("nav-menu", _menu(number, "nav", 80))}<div class="elementor elementor-location-single post-'
        f'{number} post type-post hentry">{widget("theme-post-title", title)}'
        f"{widget('post-info', _date(number)[:10] + ' ' + _author(article))}"
        f"{widget('theme-post-content', text)}{boxes}</div>{_footer(number)}"
    )


_THEMES = (_classic, _block, _magazine, _builder)
