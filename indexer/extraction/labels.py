"""Blocks that only label, share, count or offer something, in each language and a few others."""

import re

from indexer.extraction.vocabulary import said


def any_of(*patterns: str) -> str:
    """A pattern that matches what any of ``patterns`` matches."""
    return "(?:" + "|".join(patterns) + ")"


_COUNT = r"[\d.,]+k?"
_PAGES = any_of(
    r"stor(?:y|ies)", "news", "articles?", "posts?", "reading", "coverage", "content", "links?", "topics?"
)
# Complete blocks that only label, share or offer something.
_ADVERTISING = any_of(
    r"advertis(?:e)?ments?",
    "advert",
    "ads?",
    r"sponsored(?: content)?",
    "iklan",
    "publicidade",
    "publicidad",
    "anzeige",
    "реклама",
    "advertentie",
    "pubblicità",
    r"(?:article|story|text|content) continues.{0,40}",
    r"continue reading.{0,40}",
    r"scroll (?:down )?(?:to|for) .{0,40}",
    *said("labels", "advertising"),
)
_SHARING = any_of(
    r"(?:share|tweet|pin|email|e-mail|print|save|like|copy link)(?: (?:this|it|on|via|with).{0,40})?",
    "sharing is caring.?",
    rf"{_COUNT}\s*(?:shares?|views?|likes?|comments?|replies)",
    r"click to (?:share|print|email|tweet).{0,90}",
    r"print friendly.{0,20}",
    "like (?:this:?|loading)",
    r"(?:post |page )?views?\s*:?\s*[\d.,]+",
    *said("labels", "sharing"),
)
_COMMENTS = any_of(
    r"(?:leave a |post a |add a |view |see |show |no |\d+ )?(?:comments?|reply|replies)"
    r"(?: \(\d*\+?\))?(?: are closed)?",
    r"comments \(\+\)",
    *said("labels", "comments"),
)
_ELSEWHERE = any_of(
    r"(?:related|recommended|popular|latest|top|trending|most (?:read|popular|viewed|shared)|further reading|"
    r"you (?:may|might) also|editor'?s?'? picks?|read next|up next|don'?t miss|see also|read also|"
    r"also read|also on|"
    r"keep reading|what to read next|must[- ]reads?|more must[- ]reads?|explore further|story timeline)"
    rf"(?:\s*:|\s(?:{_PAGES}|videos?|for you|on|by|from|like|now|today|this week|[a-z]+ stories)\b"
    r".{0,60})?",
    r"more (?:from|stories|coverage|news)\b.{0,60}",
    r"more great .{0,30} (?:stories|posts|articles)",
    "in this article",
    "more on this",
    "resources",
    r"leggi anche.{0,60}",
    *said("labels", "elsewhere"),
)
_CONTROLS = any_of(
    "close",
    "(?:show |hide |toggle )?caption",
    "gallery",
    r"image \d+ of.{0,8}",
    r"\d+ of \d+",
    r"view (?:all|gallery|image|photos).{0,12}",
    "enlarge",
    "play video",
    "video",
    "read more",
    "see more",
    "show more",
    "load more",
    "more info",
    "buy now",
    "shop now",
    "see it!?",
    "view deal",
    r"skip (?:to|ad).{0,30}",
    "back to top",
    "contents",
    "table of contents",
    r"(?:loading|please wait).{0,20}",
    r"reading time.{0,30}",
    "click to enlarge",
    r"click here(?: for (?:more|further) .{0,30})?",
    r"estimated reading.{0,30}",
    r"\d+ min(?:ute)?s? read",
    r"tempo de leitura.{0,30}",
    "view this post on instagram",
    r"a post shared by.{0,90}",
    "(?:about|meet) the authors?",
    *said("labels", "controls"),
)
_LABEL = re.compile(rf"\W*{any_of(_ADVERTISING, _SHARING, _COMMENTS, _ELSEWHERE, _CONTROLS)}\W*", re.I)


def is_label(text: str) -> bool:
    """Whether a block only labels, shares or offers, wherever it is."""
    return len(text) < 110 and bool(_LABEL.fullmatch(text))
