"""Small clean-ups that every source of structured records needs."""

import html
import re

from indexer.extraction.untitled import beginning, is_untitled
from indexer.mojibake import repaired
from indexer.sources.fragment import clean_fragment

_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")  # a single space is kept, at no cost
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")
_PAGE_BREAK = re.compile(r"(\s*\f\s*)")
_MARKUP = re.compile(
    r"</(?:p|pre|div|h[1-6]|ul|ol|li|a|b|i|em|strong|span|blockquote|figure|table)\s*>|<br\s*/?>|<!-- wp:",
    re.I,
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]+")
_INLINE_TAG = re.compile(
    r"</?(?:em|i|b|strong|sup|sub|span|u|small|mark|code|a|br|abbr|cite|q)\b[^<>]*>", re.I
)
# What is left of a text that was escaped twice.
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|amp|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip);", re.I)
_CODE = re.compile(r"[a-z]{2,3}(?=$|[-_])")


def clean_line(text: str) -> str:
    """One line of text from a title or a name, which may contain inline tags and entities."""
    text = repaired(text)
    if "<" in text:
        text = _INLINE_TAG.sub("", text)
    if "&" in text:
        text = _INLINE_TAG.sub("", _unescaped(text))
    return " ".join(_printable(text).split())


def clean_body(text: str) -> str:
    """Plain text. Markup is interpreted and removed, newlines become ``\\n``, and the text is trimmed."""
    text = repaired(text)
    if _MARKUP.search(text):
        text = clean_fragment(text)
    if _ENTITY.search(text):
        text = _unescaped(text)
    text = _printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    return _EMPTY_LINES.sub("\n\n", _SPACES.sub(" ", text)).strip()


def clean_pages(text: str) -> str:
    """Plain text like that of ``clean_body``, in which form feeds stay: a new page begins after each."""
    if "\f" not in text or _MARKUP.search(text):
        return clean_body(text.replace("\f", " "))
    parts = _PAGE_BREAK.split(text)
    pages = [clean_body(page) for page in parts[::2]]
    breaks = [("\n\n" if "\n" in found else "") + "\f" * found.count("\f") for found in parts[1::2]]
    return "".join(part for pair in zip(pages, [*breaks, ""], strict=True) for part in pair).strip()


def titled(title: str, body: str) -> str:
    """The title, or the beginning of the text for a story without one."""
    return title or beginning(body)


def shown_title(title: str, body: str) -> str:
    """The same for a title that a theme may have put in place of a missing one: "Untitled"."""
    return titled("" if body and is_untitled(title) else title, body)


def http_url(text: str) -> str | None:
    """The address if a reader may be sent to it, else None."""
    url = text.strip()
    return url if url.lower().startswith(("http://", "https://")) and not re.search(r"\s", url) else None


def language_code(text: str) -> str:
    """``fa`` from ``fa``, ``FA-IR`` or ``fa_AF``; ``und`` if it is empty."""
    match = _CODE.match(text.strip().lower())
    return match.group() if match else "und"


def _unescaped(text: str) -> str:
    text = html.unescape(text)
    return html.unescape(text) if _ENTITY.search(text) else text


def _printable(text: str) -> str:
    return _CONTROLS.sub("", text)
