"""Leads, summaries and subtitles that are outside the element with the text."""

import pytest

from indexer.article import RawDocument
from indexer.extraction import extract

TITLE = {
    "fa": "کارگاه نجار پیر در بندر باز شد",
    "ar": "ورشة النجار العجوز تفتح أبوابها",
    "sq": "Punishtja e marangozit hapet në port",
    "en": "The old carpenter opens a workshop",
}
LEAD = {
    "fa": "نجار پیر بندر پس از سال‌ها کار در خانه، کارگاه کوچکی کنار اسکله باز کرد تا به "
    "جوانان ساختن قایق بیاموزد.",
    "ar": "فتح النجار العجوز ورشة صغيرة قرب الرصيف ليعلم الشباب صناعة القوارب بعد سنوات من العمل في بيته.",
    "sq": "Marangozi i vjetër hapi një punishte të vogël pranë molit për t'u mësuar të "
    "rinjve ndërtimin e varkave.",
    "en": "After years of work at home the carpenter has opened a small workshop near the "
    "pier to teach boat building.",
}
TEXT = {
    "fa": "در نخستین روز دوازده نفر آمدند و هر کدام تخته‌ای از چوب بلوط با خود آورده بودند تا با آن کار کنند.",
    "ar": "جاء في اليوم الأول اثنا عشر شخصا وحمل كل واحد منهم لوحا من خشب البلوط ليعمل به طوال النهار.",
    "sq": "Ditën e parë erdhën dymbëdhjetë veta dhe secili kishte sjellë një dërrasë lisi "
    "për të punuar gjatë ditës.",
    "en": "Twelve people came on the first day, and each of them had brought a plank of "
    "oak to work with all day long.",
}
# After the ways of news systems and themes; each has its lead between title and text.
PLACES = {
    "paragraph": '<h1>{title}</h1><p class="lead">{lead}</p>',
    "subtitle": '<div class="title"><h1><a href="#">{title}</a></h1></div><div class="subtitle">{lead}</div>',
    "item summary": '<div class="item-header"><div class="item-title"><h1>{title}</h1></div>'
    '<div class="item-summary"><p class="summary introtext" itemprop="description">{lead}</p></div></div>',
    "announce": '<div class="article__header"><h1 class="article__title">{title}</h1>'
    '<div class="article__announce"><div class="article__announce-text">{lead}</div></div></div>',
    "introtext": '<h1 class="entry-title">{title}</h1><div class="post-meta">3 min</div><div '
    'class="introtext">{lead}</div>',
    "news summary": '<div class="news-header"><h1>{title}</h1><div class="news-summary">{lead}</div></div>',
    "standfirst": '<header class="post-header"><h1>{title}</h1><h2 '
    'class="post-standfirst">{lead}</h2></header>',
    "plain box": "<h1>{title}</h1><div>{lead}</div>",
    "plain paragraph": "<h1>{title}</h1><p>{lead}</p>",
    "with a picture": '<h1>{title}</h1><figure><img src="x"><figcaption>A '
    'boat</figcaption></figure><div class="lead">{lead}</div>',
    "entry summary": '<h1 class="entry-title">{title}</h1><div class="entry-summary"><p>{lead}</p></div>',
}
RELATED = '<div class="related"><p>A story of another day about quite another town and its '
"old mill by the river.</p></div>"


def body_of(language: str, top: str, head: str = "") -> str:
    text = "".join(f"<p>{TEXT[language]} {number}</p>" for number in range(4))
    content = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta '
        f'charset="utf-8"><title>{TITLE[language]}</title>{head}</head>'
        f'<body><main><article class="news">{top}<div class="item-body"><div '
        f'class="item-text" itemprop="articleBody">'
        f"{text}</div></div></article></main></body></html>"
    )
    return extract(RawDocument(content.encode(), "page.html")).articles[0].body


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", TITLE)
def test_a_lead_outside_the_text_is_its_first_paragraph(language: str, place: str) -> None:
    body = body_of(language, PLACES[place].format(title=TITLE[language], lead=LEAD[language]) + RELATED)
    assert body.split("\n\n")[0] == LEAD[language]
    assert body.count(LEAD[language]) == 1
    assert "another town" not in body
    assert "A boat" not in body


@pytest.mark.parametrize("language", TITLE)
def test_a_lead_that_the_text_repeats_is_there_once(language: str) -> None:
    top = PLACES["paragraph"].format(title=TITLE[language], lead=f"{TEXT[language]} 0")
    assert body_of(language, top).count(f"{TEXT[language]} 0") == 1


def test_a_description_is_the_lead_where_news_systems_print_it_so() -> None:
    for language, kept in (("fa", True), ("ar", True), ("sq", True), ("en", False)):
        head = f'<meta name="description" content="{LEAD[language]}">'
        top = PLACES["subtitle"].format(title=TITLE[language], lead=LEAD[language])
        assert (LEAD[language] in body_of(language, top, head)) is kept, language


@pytest.mark.parametrize(
    "line",
    [
        '<p class="byline">By Ada Brook</p>',
        '<div class="author-bio">Ada Brook has written about boats and harbours for this '
        "paper since she left school.</div>",
        '<p class="date">Wednesday, 4 October 2023</p>',
        '<div class="share">Share this story with your friends on every network that there is today.</div>',
        '<div class="photo-caption">The workshop near the pier, seen from the water on a '
        "clear autumn morning.</div>",
        "<ul><li>A story of another day about quite another town and its old mill by the river.</li></ul>",
        '<div class="teaser"><p>A story of another day about quite another town and its '
        "old mill by the river.</p></div>",
    ],
)
def test_other_lines_under_the_title_are_no_lead(line: str) -> None:
    body = body_of("en", f"<h1>{TITLE['en']}</h1>{line}")
    assert body.startswith(TEXT["en"])
