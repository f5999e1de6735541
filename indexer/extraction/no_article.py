"""Pages that a server sends instead of an article: challenges, errors, parked domains, logins, searches.

Marks of known systems are sufficient. Words only count if the page has hardly any other text, so that an
article about such a page remains an article.
"""

import re

from lxml.etree import _Element as Element

from analyzers import fold
from indexer.extraction.tree import Elements, classes, heading_text, text_of
from indexer.extraction.vocabulary import said

_SHORT = 700
"""Letters of text. A page with more is not only a notice."""
_FEW_WORDS = 6
_CHALLENGE_MARKS = (
    "/cdn-cgi/challenge-platform", "cf-browser-verification", "cf_chl_opt", "__cf_chl", "_incapsula_resource",
    "sucuri_cloudproxy", "ddos-guard", "/.well-known/captcha", "px-captcha", "arvancloud", "__arcsjs",
    "geo.captcha-delivery.com", "aws-waf-token",
)  # fmt: skip
_BODY_MARKS = {
    "error404": "the page was not found (404)",
    "error-404": "the page was not found (404)",
    "search-results": "it is a page of search results",
    "search-no-results": "it is a page of search results",
    "attachment": "it is the page of an attachment",
    "login": "it is a login page",
}
"""Classes that WordPress gives to the body of such pages."""
_ERROR_PAGE = "it is an error page of WordPress"


def _words(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(phrase)) for phrase in phrases))


_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "it is a page that checks the browser, not an article",
        _words(
            "Just a moment", "Attention Required", "Checking your browser",
            "Checking if the site connection", "Verify you are human", "Verifying you are human",
            "are you a robot", "Enable JavaScript and cookies", "DDoS protection by", "Access denied",
            "security of your connection", "unusual traffic", "verify you are a human", "you are not a robot",
            "complete the captcha", "Robot Check", "you have been blocked", "limited by the site owner",
            "access to this service has been limited",
            *said("no_article", "challenges"),
        ),
    ),
    (
        "the page was not found (404)",
        _words(
            "Error 404", "404 Not Found", "404 error", "Page not found", "Not Found", "Nothing found",
            "can’t be found", "could not be found", "no longer available", "does not exist",
            *said("no_article", "not_found"),
        ),
    ),
    (
        "it is an error of the site’s server",
        _words(
            "Error establishing a database connection", "critical error on this website",
            "Internal Server Error", "Bad Gateway", "Service Unavailable", "Gateway Timeout",
            "Too Many Requests", "403 Forbidden", "Briefly unavailable for scheduled maintenance",
            "under maintenance", "Account Suspended", "Welcome to nginx", "Apache2 Default Page",
            "Apache2 Ubuntu Default", "Index of /", "It works!", "bandwidth limit exceeded",
            "Web server is down", "Connection timed out", "site is under construction",
            *said("no_article", "server_errors"),
        ),
    ),
    (
        "it is a parked domain, not an article",
        _words(
            "domain is for sale", "domain may be for sale", "buy this domain", "this domain has expired",
            "domain is parked", "parked free", "premium domain", "domain name is available",
            "domain name has expired", "has expired. If you are the owner",
            "Related Searches",
            *said("no_article", "parked"),
        ),
    ),
)  # fmt: skip


def why_no_article(page: Elements, source: str, title: str, body: str) -> str | None:
    """Why a page has no article; None if it may have one.

    Args:
        source: the page's markup.
        title: the extracted title.
        body: the extracted text.
    """
    if len(body) < _SHORT and any(mark in source.lower() for mark in _CHALLENGE_MARKS):
        return _KINDS[0][0]
    if len(body) < _SHORT and "wp-die-message" in source:
        return _ERROR_PAGE
    if len(body) < _SHORT and any(form.get("id") == "loginform" for form in page.of("form")):
        return _BODY_MARKS["login"]
    return _by_words(page, title, body)


def asks_for_password(page: Elements) -> bool:
    """Whether a page asks for the password of its post instead of showing it."""
    return any("post-password-form" in classes(form) for form in page.of("form"))


def why_other_page(page: Elements, source: str) -> str | None:
    """Why WordPress's own markup says that a page is not that of a post; None for others."""
    holder = page.first("body")
    names = (holder.get("class") or "").lower().split() if holder is not None else []
    names += (holder.get("id") or "").lower().split() if holder is not None else []
    if "error-page" in names and "wp-die-message" in source:
        return _ERROR_PAGE
    if "login" in names and "wp-core-ui" in names:
        return _BODY_MARKS["login"]
    found = next((name for name in names if name in _BODY_MARKS and name != "login"), None)
    if found and not {"single-post", "page-template"} & set(names):
        return _BODY_MARKS[found]
    return None


def _by_words(page: Elements, title: str, body: str) -> str | None:
    if len(body) >= _SHORT:
        return None
    headings = fold(" \n ".join((title, *_stated(page))))
    text = fold(body)
    for reason, words in _KINDS:
        in_heading = words.search(headings)
        # Two signs are needed, one of them in the title: a short report may use these words.
        short = len(body) < _SHORT // 2 and (
            len(title.split()) <= _FEW_WORDS or (in_heading and 2 * len(in_heading[0]) > len(title))
        )
        if in_heading and (words.search(text) or short):
            return reason
        if len(words.findall(text)) > 1 and len(body) < _SHORT // 2:
            return reason
    return None


def _stated(page: Elements) -> list[str]:
    title: Element | None = page.first("title")
    stated = [text_of(title)] if title is not None else []
    return stated + [heading_text(heading) for heading in page.of("h1")[:3]]
