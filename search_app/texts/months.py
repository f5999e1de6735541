"""Names of months: the Gregorian ones come from Babel, the others are messages."""

from babel import Locale
from babel.support import NullTranslations

from engines.port.calendars import Calendar
from search_app.texts.names import mark

_JALALI = (
    mark("Farvardin"),
    mark("Ordibehesht"),
    mark("Khordad"),
    mark("Tir"),
    mark("Mordad"),
    mark("Shahrivar"),
    mark("Mehr"),
    mark("Aban"),
    mark("Azar"),
    mark("Dey"),
    mark("Bahman"),
    mark("Esfand"),
)
_HIJRI = (
    mark("Muharram"),
    mark("Safar"),
    mark("Rabi I"),
    mark("Rabi II"),
    mark("Jumada I"),
    mark("Jumada II"),
    mark("Rajab"),
    mark("Shaban"),
    mark("Ramadan"),
    mark("Shawwal"),
    mark("Dhu al-Qadah"),
    mark("Dhu al-Hijjah"),
)


def name(calendar: Calendar, month: int, locale: Locale, translations: NullTranslations) -> str:
    """Name of a month, 1 to 12, as used alone or before a year."""
    if calendar is Calendar.GREGORIAN:
        return str(locale.months["stand-alone"]["wide"][month])
    names = _JALALI if calendar is Calendar.JALALI else _HIJRI
    found: str = translations.ugettext(names[month - 1])
    return found
