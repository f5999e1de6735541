"""Invented articles in addition to the sample, so that facets are long and results fill several pages."""

import json
from collections.abc import Iterator
from pathlib import Path

FIRST = {
    "en": ("Ada", "Ben", "Cora", "Dan", "Ella", "Finn", "Greta", "Hugh"),
    "fa": ("آرزو", "بهار", "پویا", "ترانه", "جمشید", "دریا", "رها", "سام"),
}
LAST = {"en": ("Oakley", "Penrose", "Quill", "Rowan"), "fa": ("بلوطی", "چشمه", "سپیدار", "نیلوفر")}
TEXTS = {
    "en": (
        "Lantern walk number {n} along the canal",
        "Neighbours carried paper lanterns along the canal. The walk began at the old mill and ended "
        "by the lock, where the choir sang song number {n}.\n\n"
        "Children had made the lanterns in the library.",
    ),
    "fa": (
        "پیاده‌روی فانوس‌ها، شمارهٔ {n}",
        "همسایه‌ها فانوس‌های کاغذی را کنار آبراه بردند. پیاده‌روی از آسیاب قدیمی آغاز شد و سرود شمارهٔ {n} "
        "پایان آن بود.\n\nکودکان فانوس‌ها را در کتابخانه ساخته بودند.",
    ),
}
SUBJECTS = {
    "en": (
        "kites",
        "barley",
        "ferries",
        "clocks",
        "herons",
        "tiles",
        "apricots",
        "chess",
        "snowdrops",
        "maps",
    ),
    "fa": ("بادبادک", "جو", "کرجی", "ساعت", "حواصیل", "کاشی", "زردآلو", "شطرنج", "گل‌یخ", "نقشه"),
}
COUNT = 64


def articles() -> Iterator[dict[str, object]]:
    """As many in English as in Persian, a few per month for five years."""
    for number in range(COUNT):
        for language, (title, body) in TEXTS.items():
            first, last = FIRST[language], LAST[language]
            subject = SUBJECTS[language]
            words = " ".join(subject[(number * step) % 10] for step in (1, 3, 7, 9))
            yield {
                "id": f"lantern-{language}-{number}",
                "title": title.format(n=number + 1),
                "body": f"{body.format(n=number + 1)}\n\n{words} {number}.",
                "language": language,
                "authors": [f"{first[number % 8]} {last[number // 8 % 4]}"],
                "categories": [["Lanterns" if language == "en" else "فانوس‌ها"]],
                "tags": [f"walk {number % 4}"],
                "date": f"{2015 + number % 5}-{1 + number % 12:02}-{1 + number % 27:02}T10:00:00Z",
                "url": f"https://lanterns.example/{language}/{number}",
            }


def write(path: Path) -> Path:
    """All of them as JSON lines."""
    path.write_text("\n".join(json.dumps(article) for article in articles()), "utf-8")
    return path
