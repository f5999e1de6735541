"""Set phrases of pages that are no part of a story, in four languages and a few neighbours."""

import re

from indexer.extraction.blocks import Block

_SHORT = 260


def _any(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


_COUNT = r"[\d.,]+k?"
_PAGES = _any(
    r"stor(?:y|ies)", "news", "articles?", "posts?", "reading", "coverage", "content", "links?", "topics?"
)
# Whole blocks that only label, share or offer something.
_ADVERTISING = _any(
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
    "reklam[aëe]",
    "اعلان",
    "إعلان",
    "إعلانات",
    "تبلیغ",
    "تبلیغات",
    "آگهی",
    r"(?:article|story|text|content) continues.{0,40}",
    r"continue reading.{0,40}",
    r"scroll (?:down )?(?:to|for) .{0,40}",
)
_SHARING = _any(
    r"(?:share|tweet|pin|email|e-mail|print|save|like|copy link)(?: (?:this|it|on|via|with).{0,40})?",
    "sharing is caring.?",
    rf"{_COUNT}\s*(?:shares?|views?|likes?|comments?|replies)",
    r"click to (?:share|print|email|tweet).{0,90}",
    "اشتراک گذاری",
    "به اشتراک بگذارید",
    "لینک کوتاه.{0,60}",
    r"شارك(?:ها)?(?: (?:المقال|الخبر|على|عبر).{0,40})?",
    r"مشاركة(?: (?:على|عبر) .{0,30})?",
    r"shpërndaje?(?: në .{0,20})?",
    r"print friendly.{0,20}",
    "چاپ",
    "ارسال به دوستان",
    "طباعة",
    "printo",
    "like (?:this:?|loading)",
    r"(?:post |page )?views?\s*:?\s*[\d.,]+",
    r"(?:تعداد )?بازدید\s*:?\s*\d[\d.,]*",
    r"(?:عدد )?(?:المشاهدات|مشاهدات)\s*:?\s*\d[\d.,]*",
    r"shikime\s*:?\s*\d[\d.,]*",
)
_COMMENTS = _any(
    r"(?:leave a |post a |add a |view |see |show |no |\d+ )?(?:comments?|reply|replies)"
    r"(?: \(\d*\+?\))?(?: are closed)?",
    r"comments \(\+\)",
    r"(?:\d+|بدون|لا توجد)?\s*(?:دیدگاه(?:[\u200c ]?ها)?|نظرات?|تعليق(?:ات)?|koment(?:e|i|et)?)\s*\(?\d*\)?",
)
_ELSEWHERE = _any(
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
    r"(?:بیشتر بخوانید|همچنین بخوانید|مطالب مرتبط|اخبار مرتبط|نوشته‌های مرتبط|مقالات مرتبط).{0,60}",
    r"(?:[اإ]قرأ أيضا[ً]?|اقرأ أيضًا|مواضيع ذات صلة|مقالات ذات صلة|اقرأ المزيد).{0,60}",
    r"(?:leggi anche|lexo(?:ni)? gjithashtu|lexo edhe|të ngjashme|lajme të ngjashme).{0,60}",
)
_CONTROLS = _any(
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
    r"زمان (?:مطالعه|خواندن).{0,30}",
    r"(?:مدة|وقت) القراءة.{0,30}",
    r"koha e leximit.{0,30}",
    "click to enlarge",
    r"click here(?: for (?:more|further) .{0,30})?",
    r"estimated reading.{0,30}",
    r"\d+ min(?:ute)?s? read",
    r"tempo de leitura.{0,30}",
    "view this post on instagram",
    r"a post shared by.{0,90}",
    "(?:about|meet) the authors?",
)
_LABEL = re.compile(rf"\W*{_any(_ADVERTISING, _SHARING, _COMMENTS, _ELSEWHERE, _CONTROLS)}\W*", re.I)
# Beginnings of blocks that lead away from the story, where a good part of them is a link.
_POINTER = re.compile(
    r"\W*"
    + _any(
        r"(?:read|see|watch|view|also|hear|listen)\s?(?:more|also|next|:|the full|on)",
        r"(?:related|more|previously|don'?t miss|recommended|further reading|what to read|download|"
        r"click here|tap here|sign up|subscribe|follow|register|join|shop|"
        r"buy|get the|get our|order|via|source|note to reader)\b",
        "leggi anche",
        "بیشتر بخوانید",
        "همچنین",
        "بخوانید",
        "[اإ]قرأ",
        "شاهد",
        "المزيد",
        "lexo",
        "lexoni",
        "shiko",
    ),
    re.I,
)
# Words of an offer, in a block with a link.
_OFFER = re.compile(
    _any(
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
        "عضویت",
        "خبرنامه",
        "کانال تلگرام",
        "ما را (?:در|دنبال)",
        "اشترك",
        "تابعونا",
        "تابعنا",
        "النشرة البريدية",
        "abonohu",
        "na ndiqni",
        "buletin",
    ),
    re.I,
)
# Beginnings that no sentence of a story has, with or without a link.
_PLAIN_OFFER = re.compile(
    r"\W*"
    + _any(
        r"sign up (?:for|to) (?:our|the|your)",
        r"subscribe (?:to|for) (?:our|the)",
        "never miss a",
        "thanks for signing up",
        "your subscription has been",
        r"please (?:use|enable|update) .{0,40}(?:browser|javascript)",
        "follow us on",
        "تابعونا على",
        "اشترك (?:الآن )?في (?:النشرة|نشرتنا|قناتنا)",
        "برای عضویت در (?:خبرنامه|کانال)",
        "na ndiqni në",
        "abonohuni",
    ),
    re.I,
)
_FOOT = re.compile(
    r"\W*"
    + _any(
        r"tags?\s*(?:[:：]|\n|$)",
        "filed under",
        "posted in",
        r"categories\s*:",
        r"topics?\s*:",
        r"keywords?\s*:",
        r"more about\s*:",
        "in this article",
        r"(?:برچسب|کلید\s?واژه|دسته)\S*\s*[:：]",
        "الوسوم",
        "الكلمات المفتاحية",
        "etiketat?",
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
        "لینک کوتاه",
        r"کد خبر\s*[:：]",
        "انتهای پیام",
        r"شناسه خبر",
    ),
    re.I,
)
_CREDIT = re.compile(
    r"\W*"
    + _any(
        r"(?:featured image|photo|image|picture|photograph|illustration|foto|immagine)s?\s*"
        r"(?:credit|courtesy|source|by|via|di|:)",
        r"(?:cover|video)s?\s*(?:credit|courtesy|:)",
        r"credits?\s*:",
        r"source\s*:\s*(?:unsplash|pixabay|pexels|shutterstock|getty)",
        r"\(?(?:ap|reuters|afp) photo",
        r"عکس\s*:",
        "منبع عکس",
        r"الصورة\s*:",
    ),
    re.I,
)
# Whole short blocks under pictures: the agency that they are from.
_PICTURE = re.compile(
    _any(
        r".{2,60}(?:\bvia|/)\s*(?:getty(?: images)?|shutterstock|reuters|afp|ap|epa|unsplash|pixabay|pexels|"
        r"istock\w*|alamy|flickr|wikimedia(?: commons)?|adobe ?stock|anadolu\w*|nurphoto|zuma\w*)\W*",
        r"\W*getty images\W*",
    ),
    re.I,
)


def is_label(text: str) -> bool:
    """Whether a block only labels, shares or offers, whatever stands around it."""
    return len(text) < 110 and bool(_LABEL.fullmatch(text))


def is_pointer(block: Block) -> bool:
    """Whether a block leads to another page: its words are nearly all a link."""
    size = len(block.text)
    if "://" in block.text or "www." in block.text:
        # An address written out is a reference that the reader is meant to see.
        return False
    if block.linked >= 0.85 * size:
        return True
    return size < _SHORT and block.linked >= 0.3 * size and bool(_POINTER.match(block.text))


def is_offer(block: Block) -> bool:
    """Whether a block asks to subscribe, follow, download or give."""
    size = len(block.text)
    if size < _SHORT and _PLAIN_OFFER.match(block.text):
        return True
    return size < _SHORT and block.linked > 0.1 * size and bool(_OFFER.search(block.text))


def is_foot(text: str) -> bool:
    """Whether a block is a line of tags, rights, tips or a credit."""
    if len(text) < 130 and (_CREDIT.match(text) or _PICTURE.fullmatch(text)):
        return True
    return len(text) < 2 * _SHORT and bool(_FOOT.match(text))
