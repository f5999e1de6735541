# ruff: noqa: E501 - pages are easier to read unbroken
"""Where a story stands on pages whose classes say little."""

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
