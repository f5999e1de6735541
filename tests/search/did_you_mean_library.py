from engines.port.model import Document


def _many(language, start, *titles, **more):
    return tuple(
        Document(f"{language}-{start}-{number}", title, f"{title}. {title}.", language, **more)
        for number, title in enumerate(titles)
    )


ENGLISH = _many(
    "en",
    "town",
    "The town library opens",
    "A library beside the stone bridge",
    "The library lends tools",
    "Plum harvest at the stone bridge",
    "Bridge keeper paints the bridge",
    "A football match by the river",
    "The newspaper of the harbour",
    "Whitlock museum reopens",
    authors=("Ada Hill",),
    categories=(("Town", "Bridges"),),
)
PERSIAN = _many(
    "fa",
    "shahr",
    "کتابخانهٔ تازهٔ شهر",
    "کتابخانه و کتاب‌های کودکان",
    "موزهٔ شهر تهران",
    "کتاب‌های تازه در تهران",
    "برداشت انار در باغ",
    authors=("مینا سرابی",),
    categories=(("فرهنگ",),),
)
ARABIC = _many("ar", "madina", "مكتبة المدينة القديمة", "ترميم مكتبة الجسر", "مدرسة الحقول في المدينة")
ALBANIAN = _many(
    "sq",
    "qytet",
    "Biblioteka e qytetit",
    "Shkollë e re pranë urës",
    "Ura e vjetër e qytetit",
    "Zjarri në pyllin e ahut",
    "Në shkollë me këngë",
)
DOCUMENTS = (*ENGLISH, *PERSIAN, *ARABIC, *ALBANIAN)
