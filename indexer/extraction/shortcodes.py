"""What plugins, editors and builders leave in a text."""

import re

# Names that are recognised by themselves. Others are recognised by their attributes, or by their closing tag.
_KNOWN = re.compile(
    r"\[/?(?:caption|gallery|embed|video|audio|playlist|button|youtube|vimeo|contact-form\S*|quote|column|row|tabs?|"
    r"toggle|(?:vc|et_pb|fusion|av|su|cs|mk|tve|thrive|wpdm|ninja|gravityform|rev_slider|tdc?|x|one|two|three)_?\w*)"
    r"(?:\s[^\]]{0,600})?\]",
    re.I,
)
_WITH_ATTRIBUTES = re.compile(r"\[[a-z][\w-]{1,40}(?:\s+[\w-]+\s*=\s*[\"“”″'’][^\]]{0,600})\]", re.I)
_PAIR = re.compile(r"\[(?P<name>[a-z][\w-]{2,30})\](?P<inside>[^\[\]]{0,600})\[/(?P=name)\]", re.I)
_END = re.compile(r"\[/[a-z][\w-]{1,30}\]", re.I)
_EDITOR = re.compile(r"<!--\s*/?(?:wp:[^>]*|more[^>]{0,60}|nextpage|noteaser)\s*-->")
# The address of a player on a line by itself was the player.
_PLAYER = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com|aparat\.com|soundcloud\.com|open\.spotify\.com|"
    r"dailymotion\.com|tiktok\.com|instagram\.com|facebook\.com|twitter\.com|x\.com|t\.me)/\S+"
)


def without_shortcodes(text: str) -> str:
    """``text`` without marks of editors and builders: ``[caption …]``, ``<!-- wp:… -->``, player
    addresses.
    """
    if "://" in text and _PLAYER.fullmatch(text):
        return ""
    if "<!--" in text:
        text = _EDITOR.sub("", text)
    if "[" not in text:
        return text.strip()
    text = _WITH_ATTRIBUTES.sub("", _KNOWN.sub("", text))
    text = _END.sub("", _PAIR.sub(r"\g<inside>", text)).strip()
    return "" if _PLAYER.fullmatch(text) else text
