"""Set phrases that are not part of a story, in each language and a few others."""

import re

from indexer.extraction.blocks import Block
from indexer.extraction.labels import any_of
from indexer.extraction.vocabulary import said

_SHORT = 260


# Beginnings of blocks that lead away from the story, if a large part of them is a link.
_POINTER = re.compile(
    r"\W*"
    + any_of(
        r"(?:read|see|watch|view|also|hear|listen)\s?(?:more|also|next|:|the full|on)",
        r"(?:related|more|previously|don'?t miss|recommended|further reading|what to read|download|"
        r"click here|tap here|sign up|subscribe|follow|register|join|shop|"
        r"buy|get the|get our|order|via|source|note to reader)\b",
        "leggi anche",
        *said("labels", "pointers"),
    ),
    re.I,
)
# Words of an offer, in a block with a link.
_OFFER = re.compile(
    any_of(
        "sign up",
        "subscribe",
        "subscription",
        "newsletter",
        r"follow (?:us|me|him|her|@|the .{3,40} on)",
        "in your inbox",
        r"click here (?:for|to) (?:more|find|learn|subscribe|order|buy)",
        r"delivered (?:to your|through your)",
        r"our (?:free )?app\b",
        r"download (?:the|our)",
        "join our",
        "support our",
        "donate",
        r"affiliate (?:links?|commission)",
        r"earn a (?:small )?commission",
        *said("labels", "offers"),
    ),
    re.I,
)
# Beginnings that no sentence of a story has, with or without a link.
_PLAIN_OFFER = re.compile(
    r"\W*"
    + any_of(
        r"sign up (?:for|to) (?:our|the|your)",
        r"subscribe (?:to|for) (?:our|the)",
        "never miss a",
        "thanks for signing up",
        "your subscription has been",
        r"please (?:use|enable|update) .{0,40}(?:browser|javascript)",
        "follow us on",
        *said("labels", "plain_offers"),
    ),
    re.I,
)
_FOOT = re.compile(
    r"\W*"
    + any_of(
        r"tags?\s*(?:[:：]|\n|$)",
        "filed under",
        "posted in",
        r"categories\s*:",
        r"topics?\s*:",
        r"keywords?\s*:",
        r"more about\s*:",
        "in this article",
        "copyright",
        "©",
        r"\(c\) \d{4}",
        "all rights reserved",
        r"this document is subject to copyright",
        r"citation\s*:\s.{20,300}\bretrieved\b",
        r"this content is provided by .{2,60}(?:cookies|consent)",
        r"this (?:material|article|story|post) "
        r"(?:may not|originally appeared|first appeared|was (?:originally )?published)",
        r"comments? (?:are|is) closed",
        r"(?:have|got) a tip\?",
        r"send (?:us )?(?:tips|your)",
        r"contact (?:us|the (?:author|writer))",
        *said("labels", "foot"),
    ),
    re.I,
)
_CREDIT = re.compile(
    r"\W*"
    + any_of(
        r"(?:featured image|photo|image|picture|photograph|illustration|foto|immagine)s?\s*"
        r"(?:credit|courtesy|source|by|via|di|:)",
        r"(?:cover|video)s?\s*(?:credit|courtesy|:)",
        r"credits?\s*:",
        r"source\s*:\s*(?:unsplash|pixabay|pexels|shutterstock|getty)",
        r"\(?(?:ap|reuters|afp) photo",
        *said("labels", "credits"),
    ),
    re.I,
)
# Complete short blocks under pictures: the agency.
_PICTURE = re.compile(
    any_of(
        r".{2,60}(?:\bvia|/)\s*(?:getty(?: images)?|shutterstock|reuters|afp|ap|epa|unsplash|pixabay|pexels|"
        r"istock\w*|alamy|flickr|wikimedia(?: commons)?|adobe ?stock|anadolu\w*|nurphoto|zuma\w*)\W*",
        r"\W*getty images\W*",
    ),
    re.I,
)


def is_pointer(block: Block) -> bool:
    """Whether a block leads to another page: almost all its words are a link."""
    size = len(block.text)
    if "://" in block.text or "www." in block.text:
        # A written-out address is a reference for the reader.
        return False
    if block.linked >= 0.85 * size:
        return True
    return size < _SHORT and block.linked >= 0.3 * size and bool(_POINTER.match(block.text))


def is_offer(block: Block) -> bool:
    """Whether a block asks to subscribe, follow, download or donate."""
    size = len(block.text)
    if size < _SHORT and _PLAIN_OFFER.match(block.text):
        return True
    return size < _SHORT and block.linked > 0.1 * size and bool(_OFFER.search(block.text))


def is_foot(text: str) -> bool:
    """Whether a block is a line of tags, rights, tips or a credit."""
    if len(text) < 130 and (_CREDIT.match(text) or _PICTURE.fullmatch(text)):
        return True
    return len(text) < 2 * _SHORT and bool(_FOOT.match(text))
