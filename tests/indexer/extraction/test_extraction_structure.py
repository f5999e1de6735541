# ruff: noqa: E501 - pages are easier to read unbroken
"""Finding the story on pages whose classes say little."""

import pytest

from indexer.article import Article, RawDocument
from indexer.extraction import extract

PARAGRAPHS = [
    "The lighthouse keeper counted the ships again in the morning, and this time there were eleven of them in the bay.",
    "Two of the boats had come in for water alone, he wrote, and would be gone with the first wind from the north.",
    "The library of the island has kept his books since, forty volumes in all, and anyone may read them on Tuesdays.",
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
TEXT = "\n\n".join(PARAGRAPHS)
TITLE = "Eleven ships in the bay"
LONG = "".join(
    f"<p>We and our {number} partners keep small files on your device, to count readers and to learn what they like, and ask for your leave.</p>"
    for number in range(20, 40)
)


def story(body: str) -> Article:
    page = f'<!DOCTYPE html><html lang="en"><head><title>{TITLE}</title></head><body>{body}</body></html>'
    (article,) = extract(RawDocument(page.encode(), "ships.html")).articles
    return article


@pytest.mark.parametrize(
    "notice",
    [
        '<div class="privacy-modal"><div class="privacy-modal-box">{}</div></div>',
        '<div id="cookie-law-info-bar">{}</div>',
        '<div class="cky-consent-container cky-box-bottom-left">{}</div>',
        '<div id="cmplz-cookiebanner-container"><div class="cmplz-cookiebanner cmplz-message">{}</div></div>',
        '<div id="onetrust-banner-sdk">{}</div>',
        '<div class="cc-window cc-banner">{}</div>',
        '<div class="qc-cmp2-container">{}</div>',
    ],
)
def test_a_notice_of_consent_longer_than_the_story(notice: str) -> None:
    assert story(f"<div><h1>{TITLE}</h1><div>{BODY}</div></div>{notice.format(LONG)}").body == TEXT


def test_the_one_article_element_beside_a_long_list_of_other_stories() -> None:
    cards = "".join(
        f"<article><h3>The {number}th story</h3><p>A few words about the {number}th story, which goes on somewhere else on this site.</p></article>"
        for number in range(4, 8)
    )
    found = story(f"<section><article><h1>{TITLE}</h1><div>{BODY * 2}</div></article></section>{cards}")
    assert found.body == "\n\n".join(PARAGRAPHS * 2)


@pytest.mark.parametrize(
    "credit",
    ["Ada Brook via Getty Images", "Getty Images", "Ada Brook/AFP", "Harbour office / Unsplash"],
)
def test_the_agency_of_a_picture_is_no_text(credit: str) -> None:
    assert story(f"<article><h1>{TITLE}</h1><p>{credit}</p>{BODY}<p>{credit}</p></article>").body == TEXT


def test_a_sentence_about_an_agency_is_text() -> None:
    last = "The picture of the eleven ships was bought by AFP."
    assert story(f"<article><h1>{TITLE}</h1>{BODY}<p>{last}</p></article>").body == f"{TEXT}\n\n{last}"


def read(head: str, body: str) -> Article:
    page = f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'
    (article,) = extract(RawDocument(page.encode(), "ships.html", "https://island.example/ships/")).articles
    return article


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        (f"<title>{TITLE} | Editorial</title>", f"<h1>{TITLE} | Editorial</h1>", TITLE),
        (
            f'<meta property="og:title" content="Opinion | {TITLE}">',
            f"<h1><span>Opinion</span> <span>{TITLE}</span></h1>",
            TITLE,
        ),
        (f"<title>{TITLE}</title>", f"<h1>Look where the wind is blowing</h1><h2>{TITLE}</h2>", TITLE),
        ("<title>Why everybody counts boats again</title>", f'<h1 class="entry-title">{TITLE}</h1>', TITLE),
        ("<title>More ships than ever seen before</title>", f"<h1>{TITLE}</h1>", TITLE),
        (
            "<title>سرمقاله | یازده کشتی در خلیج</title>",
            "<h1>سرمقاله | یازده کشتی در خلیج</h1>",
            "یازده کشتی در خلیج",
        ),
        (
            '<meta property="og:site_name" content="Island Notes"><title>Island Notes » Eleven ships in the bay</title>',
            "<h1>Island Notes</h1>",
            TITLE,
        ),
        ("<title>Eleven ships in the bay — island.example</title>", "", TITLE),
        (
            "<title>یازده کشتی - روزنامه جزیره</title>",
            '<header><h1 class="logo">روزنامه جزیره</h1></header><h2>یازده کشتی</h2>',
            "یازده کشتی",
        ),
        (
            "<title>Eleven ships - Island Notes</title>",
            '<header><a href="/"><img src="logo.png" alt="Island Notes"></a></header>',
            "Eleven ships",
        ),
        (
            "<title>Ships - Island Notes</title>",
            "<header><h1>Island Notes</h1></header><h2>Ships</h2>",
            "Ships",
        ),
        ("<title>Ships - Island Notes</title>", "<header><h1>Ships</h1></header>", "Ships"),
        (
            '<meta property="og:site_name" content="جزيرة الأخبار"><title>إحدى عشرة سفينة في الخليج - جزيرة الأخبار</title>',
            "",
            "إحدى عشرة سفينة في الخليج",
        ),
    ],
)
def test_the_title_alone(head: str, above: str, title: str) -> None:
    assert read(head, f"{above}<div>{BODY}</div>").title == title


@pytest.mark.parametrize(
    ("above", "authors", "day"),
    [
        ("<div><span>Ada Brook</span><span>May 7, 2023</span><span>57 Shares</span></div>", ("Ada Brook",), 7),
        ("<p>A standfirst of more than a hundred and twenty letters, so that it is no line of the head and does not end it, as it should not.</p>"
         "<div><style>.x{}</style><span>Ada Brook</span><style>.y{}</style><span>May 7, 2023</span></div>", ("Ada Brook",), 7),
        ("<div>By<span>Ada Brook</span></div><div>7 May 2023</div>", ("Ada Brook",), 7),
        ('<div><a rel="author" href="/ada/"><img src="ada.jpg"></a><a rel="author" href="/ada/">Ada Brook</a></div>', ("Ada Brook",), None),
        ('<div><span>Eleven ships</span><span>May 7, 2023</span></div>', (), 7),
    ],
)  # fmt: skip
def test_names_and_dates_that_touch(above: str, authors: tuple[str, ...], day: int | None) -> None:
    found = read(f"<title>{TITLE}</title>", f"<div><h1>{TITLE}</h1>{above}<div>{BODY}</div></div>")
    assert found.authors == authors
    assert (found.date.day if found.date else None) == day


def test_the_author_of_the_story_and_not_those_of_the_list_beside_it() -> None:
    beside = "".join(
        f'<a class="lateral-item" href="/{n}/"><h2>Another story {n}</h2><small>By <span class="fa-author">Tom Field</span></small></a>'
        for n in range(3)
    )
    found = read(f"<title>{TITLE}</title>", f"{beside}<h1>{TITLE}</h1><p>By Ada Brook</p><div>{BODY}</div>")
    assert found.authors == ("Ada Brook",)


def test_the_second_author_stands_without_a_link() -> None:
    data = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}","author":{{"name":"Ada Brook"}}}}</script>'
    names = '<div class="byline__names">By <span class="byline__name">Ada Brook</span> and Tom Field, Island Notes</div>'
    data += '<meta property="og:site_name" content="Island Notes">'
    assert read(data, f"<h1>{TITLE}</h1>{names}<div>{BODY}</div>").authors == ("Ada Brook", "Tom Field")
