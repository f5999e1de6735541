"""What plugins, editors and builders leave behind in a text when they are gone."""

import re

# Names that stand alone; others are told by their attributes, or by the end that belongs to them.
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
# An address of a player on a line of its own stood for the player.
_PLAYER = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com|aparat\.com|soundcloud\.com|open\.spotify\.com|"
    r"dailymotion\.com|tiktok\.com|instagram\.com|facebook\.com|twitter\.com|x\.com|t\.me)/\S+"
)


def without_shortcodes(text: str) -> str:
    """``text`` without marks of editors and builders: ``[caption …]``, ``<!-- wp:… -->``, lone players."""
    if "://" in text and _PLAYER.fullmatch(text):
        return ""
    if "<!--" in text:
        text = _EDITOR.sub("", text)
    if "[" not in text:
        return text.strip()
    text = _WITH_ATTRIBUTES.sub("", _KNOWN.sub("", text))
    text = _END.sub("", _PAIR.sub(r"\g<inside>", text)).strip()
    return "" if _PLAYER.fullmatch(text) else text
