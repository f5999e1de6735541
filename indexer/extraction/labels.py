"""Blocks that only label, share, count or offer something, in four languages and a few neighbours."""

import re


def any_of(*patterns: str) -> str:
    """A pattern that finds what any of ``patterns`` finds."""
    return "(?:" + "|".join(patterns) + ")"


_COUNT = r"[\d.,]+k?"
_PAGES = any_of(
    r"stor(?:y|ies)", "news", "articles?", "posts?", "reading", "coverage", "content", "links?", "topics?"
)
# Whole blocks that only label, share or offer something.
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
_SHARING = any_of(
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
_COMMENTS = any_of(
    r"(?:leave a |post a |add a |view |see |show |no |\d+ )?(?:comments?|reply|replies)"
    r"(?: \(\d*\+?\))?(?: are closed)?",
    r"comments \(\+\)",
    r"(?:\d+|بدون|لا توجد)?\s*(?:دیدگاه(?:[\u200c ]?ها)?|نظرات?|تعليق(?:ات)?|koment(?:e|i|et)?)\s*\(?\d*\)?",
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
    r"(?:بیشتر بخوانید|همچنین بخوانید|مطالب مرتبط|اخبار مرتبط|نوشته‌های مرتبط|مقالات مرتبط).{0,60}",
    r"(?:[اإ]قرأ أيضا[ً]?|اقرأ أيضًا|مواضيع ذات صلة|مقالات ذات صلة|اقرأ المزيد).{0,60}",
    r"(?:leggi anche|lexo(?:ni)? gjithashtu|lexo edhe|të ngjashme|lajme të ngjashme).{0,60}",
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
_LABEL = re.compile(rf"\W*{any_of(_ADVERTISING, _SHARING, _COMMENTS, _ELSEWHERE, _CONTROLS)}\W*", re.I)


def is_label(text: str) -> bool:
    """Whether a block only labels, shares or offers, whatever stands around it."""
    return len(text) < 110 and bool(_LABEL.fullmatch(text))
