"""The current date in the bars of a page, with or without the article's own date."""

import pytest

from indexer.article import RawDocument
from indexer.extraction import extract

TITLES = {
    "en": "The lighthouse keeper paints the stairs",
    "fa": "نگهبان فانوس دریایی پله‌ها را رنگ کرد",
    "ar": "حارس المنارة يطلي السلالم من جديد",
    "sq": "Rojtari i farit lyen shkallët e vjetra",
}
PROSE = {
    "en": "The keeper needed nine days and forty brushes for the stairs, and the children of "
    "the bay helped him every afternoon.",
    "fa": "نگهبان برای رنگ کردن پله‌ها نه روز و چهل قلم‌مو لازم داشت و بچه‌های خلیج هر روز "
    "بعدازظهر به او کمک می‌کردند.",
    "ar": "احتاج الحارس إلى تسعة أيام وأربعين فرشاة لطلاء السلالم، وكان أطفال الخليج يساعدونه "
    "كل يوم بعد الظهر.",
    "sq": "Rojtarit iu deshën nëntë ditë dhe dyzet furça për shkallët, dhe fëmijët e gjirit e "
    "ndihmonin çdo pasdite.",
}
TODAY = {
    "en": ["Tuesday, May 21, 2024", "Today is Tuesday, May 21, 2024", "21/05/2024", "2024-05-21"],
    "fa": ["سه‌شنبه ۱ خرداد ۱۴۰۳", "امروز: سه‌شنبه ۱ خرداد ۱۴۰۳", "۱۴۰۳/۰۳/۰۱", "۱۳ ذیقعده ۱۴۴۵"],
    "ar": ["الثلاثاء 21 مايو 2024", "اليوم الثلاثاء ٢١ أيار ٢٠٢٤", "١٣ ذو القعدة ١٤٤٥هـ"],
    "sq": ["E martë, 21 maj 2024", "Sot, e martë 21 Maj 2024", "21.05.2024"],
}
OWN = {"en": "October 4, 2023", "fa": "۱۲ مهر ۱۴۰۲", "ar": "4 أكتوبر 2023", "sq": "4 tetor 2023"}

NAV = '<nav><a href="/">Home</a> <a href="/a/">A</a> <a href="/b/">B</a></nav>'
LINKS = '<ul><li><a href="/">Home</a></li><li><a href="/a/">A</a></li><li><a href="/b/">B</a></li></ul>'
BARS = {
    "header": f'<header><div class="date">{{}}</div>{NAV}</header>',
    "header by id": f'<header><div id="date" class="date">{{}}</div></header>{NAV}',
    "plain box": f'<div id="h">{{}}</div>{NAV}',
    "top bar": f'<div class="top-bar"><span class="date">{{}}</span></div><div id="logo"><a '
    f'href="/">Bay</a></div>{NAV}',
    "td-header": f'<div class="td-header-sp-top-menu"><div class="td_data_time">{{}}</div></div>{LINKS}',
    "list": f'<div class="wrap"><ul class="top"><li class="time">{{}}</li></ul>{LINKS}</div>',
    "time": f"<header><time>{{}}</time>{NAV}</header>",
    "current date": '<div class="current-date">{}</div>',
    "table": f"<table><tr><td>{{}}</td></tr><tr><td>{LINKS}</td></tr></table>",
    "title alone": '<div class="header"><p class="date">{}</p><a href="/"><img src="logo.png" '
    'alt="Bay"></a></div>',
}
PLACES = {
    "span": '<h1 class="entry-title">{title}</h1><span class="post-date">{date}</span>',
    "plain paragraph": "<h1>{title}</h1><p>{date}</p>",
    "time": '<h1 class="entry-title">{title}</h1><time class="entry-date">{date}</time>',
    "before the title": '<div class="meta"><span>{date}</span></div><h1>{title}</h1>',
    "beside links": '<div class="cat"><a href="/x/" rel="tag">X</a></div><span '
    'class="date">{date}</span><h1>{title}</h1>',
}


def page(language: str, bar: str, head: str, prose: str | None = None) -> bytes:
    text = PROSE[language]
    body = "".join(f"<p>{text} {number}</p>" for number in range(4))
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta '
        f'charset="utf-8"><title>{TITLES[language]}</title></head>'
        f'<body class="single single-post">{bar}<main><article class="post">{head}'
        f'<div class="entry-content">{prose or body}</div></article></main><footer>Bay</footer></body></html>'
    ).encode()


def day_of(content: bytes) -> str | None:
    article = extract(RawDocument(content, "page.html")).articles[0]
    return article.date.date().isoformat() if article.date else None


@pytest.mark.parametrize("bar", BARS)
@pytest.mark.parametrize("language", TODAY)
def test_the_articles_date_wins_over_todays(language: str, bar: str) -> None:
    for today in TODAY[language]:
        for head in PLACES.values():
            shown = head.format(title=TITLES[language], date=OWN[language])
            assert day_of(page(language, BARS[bar].format(today), shown)) == "2023-10-04", (today, head)


@pytest.mark.parametrize("bar", BARS)
@pytest.mark.parametrize("language", TODAY)
def test_today_is_no_date_of_an_article(language: str, bar: str) -> None:
    for today in TODAY[language]:
        shown = f"<h1>{TITLES[language]}</h1>"
        assert day_of(page(language, BARS[bar].format(today), shown)) is None, today


@pytest.mark.parametrize(
    "shown",
    [
        "<div class='news_toolbar'>تاریخ انتشار: ۱۲ مهر ۱۴۰۲ - ۱۴:۳۰ | کد: ۳</div><div "
        "class='t'><h1>{title}</h1></div>",
        "<div class='item-nav'><span class='item-date'>۱۲ مهر ۱۴۰۲</span></div><h1>{title}</h1>",
        "<header class='entry-header'><span class='date'>۱۲ مهر ۱۴۰۲</span><h1>{title}</h1></header>",
    ],
)
def test_a_date_before_the_title_is_read(shown: str) -> None:
    bar = BARS["header"].format("سه‌شنبه ۱ خرداد ۱۴۰۳")
    assert day_of(page("fa", bar, shown.format(title=TITLES["fa"]))) == "2023-10-04"


def test_a_date_in_the_header_that_holds_the_title_is_read() -> None:
    content = (
        f"<html lang='sq'><body><header><p class='date'>4 tetor 2023</p><h1>{TITLES['sq']}</h1></header>"
        f"<div class='text'>{f'<p>{PROSE["sq"]}</p>' * 4}</div></body></html>"
    )
    assert day_of(content.encode()) == "2023-10-04"
