"""The names that readers may put before a colon, in each language of the site."""

FIELD_NAMES: dict[str, str] = {
    name: field
    for field, names in {
        "title": ("title", "intitle", "عنوان", "العنوان", "تیتر", "titulli", "titull"),
        "author": ("author", "by", "نویسنده", "الكاتب", "كاتب", "autori", "autor"),
        "category": ("category", "cat", "دسته", "القسم", "تصنيف", "kategoria", "kategori"),
        "tag": ("tag", "برچسب", "وسم", "etiketa", "etiketë"),
        "source": ("source", "منبع", "المصدر", "burimi"),
        "language": ("lang", "language", "زبان", "اللغة", "لغة", "gjuha", "gjuhë"),
        "date": ("date", "year", "day", "تاریخ", "سال", "التاريخ", "السنة", "data", "viti"),
        "after": ("after", "since", "from", "از", "منذ", "nga"),
        "before": ("before", "until", "to", "تا", "قبل", "deri"),
    }.items()
    for name in names
}
"""What is typed before the colon (lower case) -> what it means."""

LANGUAGE_NAMES: dict[str, str] = {
    name: code
    for code, names in {
        "en": ("en", "eng", "english", "انگلیسی", "الإنجليزية", "anglisht"),
        "fa": ("fa", "fas", "per", "persian", "farsi", "فارسی", "الفارسية", "persisht"),
        "ar": ("ar", "ara", "arabic", "عربی", "العربية", "arabisht"),
        "sq": ("sq", "sqi", "alb", "albanian", "آلبانیایی", "الألبانية", "shqip"),
        "und": ("und",),
    }.items()
    for name in names
}
