"""Recognises what is not the story, from element names, roles, class names, and set phrases.

Class names are those of WordPress core, of common themes, builders and plugins (Jetpack, YARPP, AddToAny,
Shared Counts, Mailchimp for WordPress, Easy Table of Contents), and words that other systems share.
"""

import re
from functools import lru_cache

from lxml.etree import _Element as Element

DEAD_TAGS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "button",
        "select",
        "input",
        "textarea",
        "nav",
        "audio",
        "video",
        "object",
        "embed",
        "canvas",
        "dialog",
        "map",
        "math",
        "option",
        "label",
        "datalist",
        "meter",
        "progress",
        "head",
        "link",
        "meta",
        "amp-ad",
        "amp-audio",
        "amp-consent",
        "amp-embed",
        "amp-iframe",
        "amp-sidebar",
        "amp-social-share",
        "amp-sticky-ad",
        "amp-user-notification",
        "amp-video",
    ]
)
_DEAD_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "tooltip",
        "toolbar",
        "form",
        "complementary",
    ]
)
NEVER_DEAD = frozenset(("html", "body", "main", "article"))
_POST_CLASS = re.compile(r"\s(?:hentry|type-post|status-publish|post-\d+)\s")

_WORDS = (
    # sharing and following
    r"share|shares|sharing|sharebar|dpsp-\S+|wabtn-\S*|share-text|share-?buttons?|sharedaddy|share-?this|"
    r"sharing-buttons|social\w*|addtoany|a2a-kit|"
    r"addthis\S*|ssba|shariff|heateor\S*|follow-?us|sd-sharing\S*|sassy-social\S*|post-?share|mashsb\S*|"
    r"essb\S*|"
    # other stories
    r"related\S*|jp-relatedposts|yarpp\S*|crp-related|recommend\S*|recirc\w*|read-?next|"
    r"up-?next|more-?stories|"
    r"also-?like|you-?may\S*|outbrain\S*|taboola\S*|zergnet|trc-\S*|most-?(?:read|popular|viewed|"
    r"shared)\S*|trending|popular-posts|"
    r"next-?(?:post|article)s?|prev\w*-?(?:post|article)s?|post-?nav\w*|nav-links|navigation|teasers?|"
    r"inline-?links?|"
    r"read-?also|see-?also|more-?from|latest-?(?:news|posts|articles)|recent-?posts|penci-post-related|"
    r"\S*(?:content|entry|post|article)-after|(?:after|below)-(?:the-)?(?:content|entry|post|article)(?:-\S+)?|"
    # blocks of WordPress with other posts or buttons
    r"wp-block-(?:latest-(?:posts|comments)|buttons?|categories|archives|tag-cloud|search|rss|calendar|page-list|"
    r"navigation|social-links|loginout|file--button|read-more|post-navigation-link)(?:-{1,2}\S+)?|"
    # side columns and navigation
    r"sidebar\S*|side-?bar|widget-area|widgets?|widget-\S+|menu|menu-\S+|navbar|nav|breadcrumbs?|"
    r"rank-math-breadcrumb|"
    r"pagination|page-links|pager|toc|ez-toc-\S+|lwptoc|table-of-contents|skip-link|site-(?:header|footer)|"
    # newsletters, offers, advertisements
    r"newsletters?\S*|subscri\w*|sign-?up\S*|mailchimp|mc4wp\S*|optin\S*|opt-in|promo\S*|\S+-promo\S*|"
    r"advert\S*|advs?|\S*-adcaption|ads?|ad-\S+|adsbygoogle|td-a-rec\S*|code-block-\d+|wp-polls\S*|wp-block-newspack-blocks-\S+|"
    r"dfp|sponsor\w*|donat\S*|cookies?\S*|gdpr\S*|consent|popup|pop-up|modal|call-?to-?action|cta|"
    # who, when, where
    r"author-?(?:bio|box|info|card|description|profile|details|meta|name|section)|about-?(?:the-)?author|"
    r"post-author|"
    r"saboxplugin\S*|sab-\S+|bio|byline\S*|by-?author|entry-?(?:meta|footer|header|utility|title|date)|"
    r"post-?(?:meta|meta-?data|header|footer|info|date|tags|title|tools|views|byline)|posted-?on|posted-?by|"
    r"meta-?(?:info|data|box)|"
    r"article-?(?:meta|header|tags|date|byline|info|footer|tools|actions|timestamp)|tags?-?links|tagcloud|"
    r"tag-?list|"
    r"cat-?links|post-?categories|dateline|timestamp|publish-?date|tags|keywords|topics|"
    # texts of galleries and players, things for machines
    r"gallery-?nav|slideshow-\S+|screen-?reader-?text|sr-only|visually-?hidden|visuallyhidden|print-?only|"
    r"hide|hidden|"
    r"caption-?credit|credits?|image-?credits?|video-?player|jwplayer|player|audio-\S*|wp-block-embed|"
    r"twitter-tweet-rendered|"
    r"post-?ratings?|ratings?|kk-star-ratings|likes?|like-button|sharedaddy|copyright|disclaimers?|login|"
    r"noprint|no-print|do-not-print|feedback|correction-link|survey|poll"
)
_DEAD_NAME = re.compile(rf"(?:[a-z0-9]+-{{1,2}})?(?:{_WORDS})|js-\S*share\S*")
# Consent notices are longer than many stories.
_NOTICE = re.compile(
    r"\s(?:[a-z0-9]+-{1,2})?(?:cookies?|gdpr|consent|privacy|onetrust|cmp|cmplz|cc|cky|cli|qc-cmp2?)-"
    r"(?:notice|banner|bar|modal|popup|pop-up|dialog|overlay|law|law-info|consent|preferences?|prefs?|window|"
    r"container|box|settings|message|info|sdk|policy-popup)(?:-\S+)?\s"
)
_NOTICE_PARTS = ("cookie", "gdpr", "consent", "privacy", "onetrust", "cmp", "cc-", "cky", "cli-")
# Builders call each part of a page a widget, also the text. Only the rest of the name says what it is.
_BUILDER = re.compile(
    r"(?<=\s)(?:elementor-widget(?:-(?:container|wrap))?|so-panel|siteorigin-widget-\S+|"
    r"so-widget-(?:sow-)?editor|widget-sow-editor)(?=\s)|(?<=\s)elementor-widget-"
)
_SO_PANEL = re.compile(r"\sso-panel\s(?:.*\s)?widget-(?:sow-)?(?:editor|text)\s")
_LETTER = re.compile(
    r"\s(?:[a-z0-9]+-)*(?:newsletters?(?:-sign-?up)?|subscribe|subscription|sign-?up|opt-?in|read-?also|"
    r"see-?also|also-?read|related-(?:posts?|articles?|stories|links?))(?:-{1,2}(?:box|form|block|widget|inline|cta|wrap|"
    r"wrapper|container|inner|banner|link|links|list|title|heading|headline))?\s"
)
_COMMENTS = re.compile(
    r"(?<=\s)(?:comments?|comments?-?(?:area|list|respond|form|wrapper|section|container|count|link|"
    r"thread|template)|"
    r"(?:post|article|entry|facebook|fb|wp|story)-?comments?\S*|commentlist|disqus\S*|respond|livefyre\S*|"
    r"replies)(?=\s)"
)
# Every match of the patterns contains one of these. Looking for them first is much cheaper.
_LETTER_PARTS = ("newsletter", "subscri", "sign", "opt", "also", "related")
_COMMENT_PARTS = ("comment", "disqus", "respond", "livefyre", "replies")
_PAYING = re.compile(r"\s(?:\S*-)?(?:subscriber|premium|paywall|paid|member)s?(?:-\S*)?\s")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)

_STRONG_CONTENT = re.compile(
    r"(?<=\s)(?:\S*-)?(?:entry|post|article|story|single-post|blog-post|news)-{0,2}(?:the-)?"
    r"(?:body|bodytext|content|text|copy|fulltext|body-text|body-content)(?=\s)"
    r"|(?<=\s)(?:articlebody|td-post-content|wp-block-post-content|elementor-widget-theme-post-content|"
    r"et-pb-post-content|tdb-single-content|brxe-post-content|fl-post-content|inner-post-entry|body-copy|"
    r"caas-body|"
    r"richtextarticlebody-body|richtextbody|storytext|articletext|articletext|e-content|postbody|konabody|"
    r"field--name-body|storybody|standardarticlebody-body)(?=\s)"
)
_WEAK_CONTENT = re.compile(
    r"(?<=\s)(?:\S*-)?(?:entry|post|article|articles|story|single|news|blog|page|main|the|"
    r"body)-{0,2}(?:the-)?"
    r"(?:body|content|text|copy|inner|main|fulltext|detail|details)(?:-(?:inner|content|body|text|main|"
    r"wrapper|entry))?"
    r"(?=\s)|(?<=\s)(?:body-text|tdb-block-inner|entry|fusion-text|bodycopy|fulltext|mf-content|"
    r"ct-inner-content|"
    r"rich-text|richtext|text-copy|meteredcontent|wysiwyg\S*|prose)(?=\s)"
)
_NOT_CONTENT = re.compile(r"(?:header|footer|meta|title|comment|excerpt|summary|sidebar|thumbnail|wrap-nav)")


def is_dead_class(names: str) -> bool:
    """Whether class names (as from ``tree.classes``) are those of page furniture."""
    if _POST_CLASS.search(names):
        return False
    if "elementor-" in names or "so-" in names:
        if _SO_PANEL.search(names):
            return False
        names = without_builders(names)
    return any(map(_is_dead_name, names.split())) or is_box_class(names)


def without_builders(names: str) -> str:
    """Class names without those that builders give to every part of a page."""
    return _BUILDER.sub("", names)


# Names come in ever new combinations, so each is checked by itself.
@lru_cache(maxsize=50_000)
def _is_dead_name(name: str) -> bool:
    return bool(_DEAD_NAME.fullmatch(name))


def is_notice_class(names: str) -> bool:
    """Whether class names are those of a notice about cookies or privacy."""
    return any(part in names for part in _NOTICE_PARTS) and bool(_NOTICE.search(names))


@lru_cache(maxsize=20_000)
def content_rank(names: str) -> int:
    """2 for class names that themes give to the element with the story's text, 1 for likely ones, else 0."""
    for rank, pattern in ((2, _STRONG_CONTENT), (1, _WEAK_CONTENT)):
        match = pattern.search(names)
        if match and not _NOT_CONTENT.search(match.group()):
            return rank
    return 0


def is_box_class(names: str) -> bool:
    """Whether class names are those of a box for newsletters or other stories."""
    return any(part in names for part in _LETTER_PARTS) and bool(_LETTER.search(names))


def is_content_class(names: str) -> bool:
    """Whether class names are those of an element with a story's text."""
    return content_rank(names) > 0


def is_comments_class(names: str) -> bool:
    """Whether class names are those of readers' comments."""
    return any(part in names for part in _COMMENT_PARTS) and bool(_COMMENTS.search(names))


def is_hidden(element: Element, names: str) -> bool:
    """Whether an element is hidden from readers. Text for subscribers only counts as visible."""
    style = element.get("style")
    hidden = element.get("hidden") is not None or bool(style and _hides(style))
    return hidden and not _PAYING.search(names)


@lru_cache(maxsize=5_000)
def _hides(style: str) -> bool:
    return bool(_HIDDEN_STYLE.search(style))


def is_dead_role(role: str | None) -> bool:
    """Whether an element's role is that of page furniture."""
    return role is not None and role.lower() in _DEAD_ROLES
