"""What identifies languages that are not in the registry, so that their texts remain ``und``.

Codes are ISO 639-1 or 639-3. A language that joins the registry is left out automatically.
"""

from analyzers import LANGUAGES

LETTERS = frozenset(
    "ٹڈڑںہےۓ"  # Urdu
    "ێۆڕڵەڤۊ"  # Sorani Kurdish
    "ټډړږښګڼېۍځڅ"  # Pashto
    "ڻڪٿڳڙڏڌڃڦٻڀ"  # Sindhi
    "ۇۈۋڭې"  # Uyghur
    "ÄÖÜÑÅØÆŞŁČŠŽäöüßñåøæœğışőűłążśćźęńčšžřůěďťňľŕąįųūāēīģķļņðþđơưảạếềộệ"
)
"""Letters that a language of the registry only has if they are in its ``detection.toml``."""

_WORDS = {
    "de": "der das und ist nicht ein eine einen mit für auf von zu auch wird sind oder werden nach über",
    "it": "il della delle dei degli nel nella alla sono che gli più anche questo questa essere",
    "fr": "les des est dans pour avec sur sont cette aux ces ou vous votre qui au être été",
    "es": "el las del más como este esta está",
    "pt": "uma não das com ao pelo são seu sua você ou",
    "tr": "bir bu için olarak daha çok gibi değil olan sonra",
    "nl": "het een niet van voor zijn ook naar worden deze werd",
    "sv": "och som är för av inte och ett",
    "no": "og ikke til på",
    "pl": "nie się że dla przez jak oraz",
    "hr": "su za koji od iz ili kao biti će sve nije što sto da",
    "ro": "și este pentru în nu mai sau sunt cu",
    "id": "untuk dengan ini itu tidak pada adalah akan atau",
    "hu": "és egy az hogy van és",
    "fi": "ei että oli",
    "ps": "په کې څخه چې دې هغه کړي وه يې",
    "ur": "کے کا ہے میں سے نے یہ ہیں تھا ہوا لیے",
    "ckb": "لە بۆ بە کە ئەو ئەم دەکات بوو هەر لەگەڵ",
}
"""Short words that no language of the registry has. A few are enough for a sentence."""

_PROFILES = {
    "latin": "af ca cs cy da de es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sv sw tl tr vi",
    "arabic": "ur",
}
"""The profiles of langdetect with which a text is compared."""


def words() -> frozenset[str]:
    """The function words of languages that are not in the registry."""
    return frozenset(word for code, row in _WORDS.items() if code not in LANGUAGES for word in row.split())


def profiles(script: str) -> tuple[str, ...]:
    """The codes of languages in a script that are not in the registry."""
    return tuple(code for code in _PROFILES.get(script, "").split() if code not in LANGUAGES)
