"""Set phrases of pages that are no part of a story, in four languages and a few neighbours."""

import re

from indexer.extraction.blocks import Block

_SHORT = 260

# Whole blocks that only label or offer something.
_LABEL = re.compile(
    r"\W*(?:advertis(?:e)?ments?|advert|ads?|sponsored(?: content)?|story continues(?: below)?.{0,40}|"
    r"(?:article|story|text|content) continues (?:below|after).{0,40}|continue reading(?: below)?.{0,40}|"
    r"scroll (?:down )?(?:to|for) .{0,40}|iklan|publicidade|publicidad|anzeige|реклама|advertentie|"
    r"pubblicità|"
    r"اعلان|إعلان|إعلانات|تبلیغ|تبلیغات|آگهی|reklam[aëe]|"
    r"(?:share|tweet|pin|email|e-mail|print|save|like|copy link|share this|share on|share "
    r"it)(?:[:\s].{0,40})?|"
    r"sharing is caring.?|[\d.,]+k?\s*(?:shares?|views?|likes?|comments?|replies)|"
    r"(?:leave a |post a |add a |view |see |show |no |\d+ )?(?:comments?|reply|replies)(?: "
    r"\(\d*\+?\))?(?: are closed)?|comments \(\+\)|"
    r"(?:۰|٠|\d+|[۰-۹٠-٩]+|بدون|لا توجد)?\s*(?:دیدگاه(?:[‌ ]?ها)?|نظرات?|تعليق(?:ات)?|koment(?:e|i|"
    r"et)?)\s*(?:\d+|[۰-۹]+)?|"
    r"(?:related|recommended|popular|latest|top|most (?:read|popular|viewed|shared)|trending|further reading|"
    r"you (?:may|might) also|editor'?s?'? picks?|read next|up next|don'?t miss|see also|read also|also "
    r"read|also on|"
    r"keep reading|what to read next|must[- ]reads?|more must[- ]reads?|explore further|story timeline)"
    r"(?:\s*:|\s(?:stories|story|news|articles?|posts?|reading|coverage|content|links?|topics?|videos?|"
    r"for you|on|from|like|"
    r"now|today|this week|[a-z]+ stories)\b.{0,60})?|"
    r"more (?:from|on|stories|coverage|news|about|in)\b.{0,60}|(?:in this article|more on this|resources)|"
    r"(?:بیشتر بخوانید|همچنین بخوانید|مطالب مرتبط|اخبار مرتبط|نوشته‌های مرتبط|مقالات مرتبط|اقرأ أيضا|اقرأ "
    r"أيضًا|إقرأ أيضا|مواضيع ذات صلة|"
    r"مقالات ذات صلة|اقرأ المزيد|لینک کوتاه|اشتراک گذاری|به اشتراک بگذارید|شارك|شاركها|leggi anche|lexo "
    r"gjithashtu|lexo edhe|"
    r"lexoni gjithashtu|të ngjashme|lajme të ngjashme|shpërndaje)\s*[:：]?.{0,60}|"
    r"close|caption|gallery|image \d+ of.{0,8}|\d+ of \d+|view (?:all|gallery|image|photos).{0,12}|"
    r"enlarge|play video|video|read more|see more|"
    r"show more|load more|more info|buy now|shop now|see it!?|view deal|skip (?:to|ad).{0,30}|back to top|"
    r"contents|table of contents|"
    r"(?:loading|please wait).{0,20}|reading time.{0,30}|estimated reading.{0,30}|\d+ min(?:ute)?s? read|"
    r"tempo de leitura.{0,30}|"
    r"view this post on instagram|a post shared by.{0,90}|click to (?:share|print|email|tweet).{0,90}|"
    r"(?:about|meet) the authors?)\W*",
    re.I,
)
# Beginnings of blocks that lead away from the story.
_POINTER = re.compile(
    r"\W*(?:read|see|watch|view|also|hear|listen)\s?(?:more|also|next|:|the full|on)|\W*(?:related|more|"
    r"previously|dont miss|don't miss|"
    r"recommended|further reading|what to read|download|click here|tap here|sign up|subscribe|follow|"
    r"register|join|shop|buy|get the|"
    r"get our|order|via|source|note to reader)\b|\W*(?:leggi anche|بیشتر بخوانید|همچنین|بخوانید|اقرأ|إقرأ|"
    r"شاهد|المزيد|lexo|lexoni|shiko)",
    re.I,
)
_OFFER = re.compile(
    r"(?:sign up|subscribe|subscription|newsletter|follow (?:us|me|him|her|@|the .{3,40} on)|in your "
    r"inbox|our (?:free )?app\b|"
    r"download (?:the|our)|join our|support our|donate|affiliate (?:links?|commission)|earn a (?:small "
    r")?commission|"
    r"عضویت|خبرنامه|کانال تلگرام|ما را (?:در|دنبال)|اشترك|تابعونا|تابعنا|النشرة البريدية|abonohu|na "
    r"ndiqni|buletin)",
    re.I,
)
_FOOT = re.compile(
    r"\W*(?:tags?\s*(?:[:：]|\n|$)|filed under|posted in|categories\s*:|topics?\s*:|keywords?\s*:|more "
    r"about\s*:|in this article|"
    r"(?:برچسب|کلید\s?واژه|دسته)\S*\s*[:：]|الوسوم|الكلمات المفتاحية|وسوم|etiketa|etiketat|"
    r"copyright|©|\(c\) \d{4}|all rights reserved|this (?:material|article|story|post) (?:may not|"
    r"originally appeared|first appeared|was (?:originally )?published)|"
    r"comments? (?:are|is) closed|have a tip\?|got a tip\?|send (?:us )?(?:tips|your)|contact (?:us|the "
    r"(?:author|writer))|"
    r"(?:لینک کوتاه|کد خبر|انتهای پیام|شناسه خبر))",
    re.I,
)
_CREDIT = re.compile(
    r"\W*(?:(?:photo|image|picture|featured image|photograph|cover|video|illustration|foto|"
    r"immagine)s?\s*(?:credit|courtesy|source|by|via|from|:|di)|"
    r"credits?\s*:|source\s*:\s*(?:unsplash|pixabay|pexels|shutterstock|getty)|getty images$|\(?(?:ap|"
    r"reuters|afp) photo|عکس\s*:|منبع عکس|الصورة\s*:)",
    re.I,
)
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|video|audio|playlist|button|youtube|vimeo|contact-form\S*|quote|column|"
    r"row|tabs?|toggle|"
    r"(?:vc|et_pb|fusion|av|su|cs|mk|tve|thrive|wpdm|ninja|gravityform|rev_slider|tdc?|x|one|two|"
    r"three)_?\w*)(?:\s[^\]]{0,600})?\]",
    re.I,
)
_BUILDER = re.compile(
    r"<!--\s*/?wp:[^>]*-->|\[/?[a-z_-]{3,30}(?:\s+[\w-]+\s*=\s*[\"“”″'’][^\]]*)\]|(?<!\S)\[/[a-z_-]{3,30}\]",
    re.I,
)


def without_shortcodes(text: str) -> str:
    """``text`` without what plugins and builders leave behind when they are gone: ``[caption …]``."""
    if "[" not in text and "<!--" not in text:
        return text
    return _BUILDER.sub("", _SHORTCODE.sub("", text)).strip()


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
    return size < _SHORT and block.linked > 0.1 * size and bool(_OFFER.search(block.text))


def is_foot(text: str) -> bool:
    """Whether a block is a line of tags, rights, tips or a credit."""
    return len(text) < 2 * _SHORT and bool(_FOOT.match(text) or (len(text) < 130 and _CREDIT.match(text)))
