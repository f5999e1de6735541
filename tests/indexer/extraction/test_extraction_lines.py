# ruff: noqa: E501 - pages are easier to read unbroken
"""Single lines and boxes in a text: which belong to it, and which are about it."""

import pytest

from indexer.article import Article, RawDocument
from indexer.extraction import extract

LINES = [
    f"On day {number} the keeper of the locks counted the barges again, and wrote the sum into the long green book."
    for number in ("one", "two", "three", "four", "five", "six", "seven")
]
TITLE = "The keeper of the locks"
SITE = "Canal Notes"


def story(inside: str = "", *, above: str = "", below: str = "") -> Article:
    first, *rest = (f"<p>{line}</p>" for line in LINES)
    page = (
        f'<html lang="en"><head><title>{TITLE}</title><meta property="og:site_name" content="{SITE}"></head>'
        f'<body class="single single-post"><article class="post-1 hentry"><h1 class="entry-title">{TITLE}</h1>{above}'
        f'<div class="entry-content">{first}{inside}{"".join(rest)}{below}</div></article></body></html>'
    )
    return extract(RawDocument(page.encode(), "locks.html")).articles[0]


def own_lines(article: Article) -> list[str]:
    """The text without the lines of the story."""
    return [line for line in article.body.split("\n\n") if line not in LINES]


NO_TEXT = [
    '<p>[gallery ids="1,2,3"]</p>',
    "<p>[embed]https://www.youtube.com/watch?v=1[/embed]</p>",
    "<p>[av_textblock size='' av_uid='av-1']</p>",
    '<p>[et_pb_section fb_built="1"][et_pb_row _builder_version="4.9"]</p>',
    '<p>[fusion_builder_container hundred_percent="no"]</p>',
    '<p>[contact-form-7 id="12" title="Contact"]</p>',
    "<p>[/vc_column_text][/vc_column][/vc_row]</p>",
    '<p>[mc4wp_form id="12"]</p>',
    '<p>[wpforms id="3"]</p>',
    '<p>[sc name="locks"]</p>',
    "<p>&lt;!-- wp:paragraph --&gt;</p>",
    "<p>&lt;!--more--&gt;</p>",
    "<p>&lt;!--nextpage--&gt;</p>",
    "<p>https://www.youtube.com/watch?v=1</p>",
    '<p><strong>Read also:</strong> <a href="/x">The ferry that crossed here before</a></p>',
    '<p>همچنین بخوانید: <a href="/x">قایق‌های قدیمی رود</a></p>',
    '<p><a href="/x">اقرأ أيضا: قوارب النهر القديمة</a></p>',
    '<p>Lexo edhe: <a href="/x">Trageti i liqenit</a></p>',
    '<p>Follow us on <a href="#">Facebook</a> and <a href="#">Telegram</a>.</p>',
    '<p>ما را در <a href="#">تلگرام</a> دنبال کنید</p>',
    '<p>تابعونا على <a href="#">فيسبوك</a></p>',
    '<p>Na ndiqni në <a href="#">Facebook</a></p>',
    "<p>اشترك في النشرة البريدية</p>",
    "<p>- Advertisement -</p>",
    "<p>تبلیغات</p>",
    "<p>إعلان</p>",
    "<p>Reklamë</p>",
    '<div class="code-block code-block-1" style="margin: 8px 0"><p>Fine ropes at a fair price, only this week.</p></div>',
    '<div class="td-a-rec">Fine ropes</div>',
    '<div class="wp-polls"><p>Do you like the locks?</p></div>',
    '<div class="donate-box"><p>Support our work with a gift today.</p></div>',
    '<div class="wp-block-newspack-blocks-homepage-articles"><article><h3><a href="/x">The ferry</a></h3></article></div>',
    '<div id="toc_container"><p class="toc_title">Contents</p><ul><li><a href="#a">One</a></li></ul></div>',
    '<div class="kk-star-ratings">Rate this post</div>',
    '<div class="sharedaddy"><h3>Share this:</h3></div>',
    "<p>Reading Time: 3 minutes</p>",
    "<p>زمان مطالعه: ۳ دقیقه</p>",
    "<p>Post Views: 512</p>",
    "<p>بازدید: ۵۱۲</p>",
    "<p>عدد المشاهدات: 512</p>",
    "<p>Shikime: 512</p>",
    "<p>نظرات (۳)</p>",
    "<p>چاپ</p>",
    "<p>طباعة</p>",
    "<p>Printo</p>",
    "<p>Shpërndaje në Facebook</p>",
    "<p>مشاركة عبر البريد</p>",
    "<p>کد خبر: ۱۲۳۴</p>",
    "<p>لینک کوتاه: https://canal.example/?p=1</p>",
    "<p>Click here for more information</p>",
    "<p>Like Loading...</p>",
]


@pytest.mark.parametrize("inside", NO_TEXT)
def test_no_text_of_a_story(inside: str) -> None:
    article = story(inside)
    assert article.body.split("\n\n") == LINES


TEXT = [
    ('<p>Before [su_button url="/x"]the locks[/su_button] and after.</p>', "Before the locks and after."),
    ("<p>[pullquote]Count twice.[/pullquote]</p>", "Count twice."),
    ('<p>[caption id="a" width="300"] The long green book [/caption]</p>', "The long green book"),
    ("<p>He said [sic] that the gate [of oak] was built [in 1901].</p>", "He said [sic] that the gate [of oak] was built [in 1901]."),
    ("<p>[1] A note of the keeper.</p>", "[1] A note of the keeper."),
    ("<p>The plan is at https://canal.example/plan for all to read.</p>", "The plan is at https://canal.example/plan for all to read."),
    ("<p>Views of the canal are sold at the gate.</p>", "Views of the canal are sold at the gate."),
    ("<p>Click went the lock, and the water stood still.</p>", "Click went the lock, and the water stood still."),
    ('<blockquote class="twitter-tweet"><p>All barges are through.</p></blockquote>', "All barges are through."),
    ("<h2>The second gate</h2>", "The second gate"),
    ("<ol><li>Open</li><li>Wait</li></ol>", "Open\nWait"),
    ("<dl><dt>Gate</dt><dd>Oak</dd></dl>", "Gate\nOak"),
    ("<pre>gate 1\ngate 2</pre>", "gate 1\ngate 2"),
    ("<table><tr><td>May</td><td>40</td></tr></table>", "May | 40"),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "text"), TEXT)
def test_text_of_a_story(inside: str, text: str) -> None:
    assert own_lines(story(inside)) == [text]


ABOVE = [
    ("Written by <b>Dr. Ada Brook</b> and <b>Prof. Tom Field</b>", ("Ada Brook", "Tom Field")),
    ("By Ada Brook, Tom Field and Clara Winter", ("Ada Brook", "Tom Field", "Clara Winter")),
    ("By Ada Brook with Tom Field", ("Ada Brook", "Tom Field")),
    ("Ada Brook | 7 May 2023", ("Ada Brook",)),
    ("Posted on May 7, 2023 by Ada Brook", ("Ada Brook",)),
    ("نویسنده: دکتر سارا بهاری، کاوه رودی و لیلا پارسا", ("سارا بهاری", "کاوه رودی", "لیلا پارسا")),
    ("نوشته شده در ۱ مهر ۱۴۰۲ توسط سارا بهاری", ("سارا بهاری",)),
    ("به قلم استاد سارا بهاری", ("سارا بهاری",)),
    ("نویسنده: سارا بهاری / مترجم: کاوه رودی", ("سارا بهاری",)),
    ("كتب: أ.د. ليلى النهر", ("ليلى النهر",)),
    ("إعداد: ليلى النهر وسامي البحر", ("ليلى النهر", "سامي البحر")),
    ("نشر في 23 سبتمبر 2023 بواسطة ليلى النهر", ("ليلى النهر",)),
    ("Nga: Ardita Mali, Blerim Lumi dhe Era Guri", ("Ardita Mali", "Blerim Lumi", "Era Guri")),
    ("Shkruan: Dr. Ardita Mali", ("Ardita Mali",)),
    ("Postuar më 23 shtator 2023 nga Ardita Mali", ("Ardita Mali",)),
]


@pytest.mark.parametrize(("line", "authors"), ABOVE)
def test_authors_above_the_text(line: str, authors: tuple[str, ...]) -> None:
    article = story(above=f"<p>{line}</p>")
    assert article.authors == authors
    assert own_lines(article) == []


BELOW = [
    ("<p>Ada Brook – Modern Locks</p>", ("Ada Brook",), "Modern Locks"),
    ("<p>Dr. Ada Brook &amp; Tom Field — Modern Locks</p>", ("Ada Brook", "Tom Field"), "Modern Locks"),
    ("<p>— Ada Brook, Modern Locks</p>", ("Ada Brook",), "Modern Locks"),
    ('<p>Source: <a href="#">Modern Locks</a></p>', (), "Modern Locks"),
    ("<p>This article was originally published on Modern Locks.</p>", (), "Modern Locks"),
    (f"<p>Originally published on {SITE}.</p>", (), None),
    ("<p>By Ada Brook</p><p>Source: Modern Locks</p>", ("Ada Brook",), "Modern Locks"),
    ('<p>منبع: <a href="#">پل امروز</a></p>', (), "پل امروز"),
    ("<p>مترجم: کاوه رودی</p><p>منبع: پل امروز</p>", (), "پل امروز"),
    ('<p>المصدر: <a href="#">الجسر اليوم</a></p>', (), "الجسر اليوم"),
    ("<p>Burimi: Ura Sot</p>", (), "Ura Sot"),
    ("<p>Marrë nga: Ura Sot</p>", (), "Ura Sot"),
    (
        "<p>Ada Brook — Modern Locks</p><p>Ada Brook is a keeper of books.</p>",
        ("Ada Brook",),
        "Modern Locks",
    ),
]


@pytest.mark.parametrize(("below", "authors", "source"), BELOW)
def test_authors_and_source_below_the_text(below: str, authors: tuple[str, ...], source: str | None) -> None:
    article = story(below=below)
    assert (article.authors, article.source) == (authors, source)
    assert own_lines(article) == []


def links(count: int, words: str) -> str:
    return (
        "<ul>"
        + "".join(f'<li><a href="/{number}/">{words} {number}</a></li>' for number in range(count))
        + "</ul>"
    )


def test_a_round_up_keeps_its_lists_of_links() -> None:
    shops = "".join(
        f"<h3>Shop {number}</h3>{links(3, 'A rope of forty metres for every kind of barge')}"
        for number in range(6)
    )
    found = own_lines(story(shops))
    assert len(found) == 12
    assert found[:2] == [
        "Shop 0",
        "\n".join(f"A rope of forty metres for every kind of barge {number}" for number in range(3)),
    ]


@pytest.mark.parametrize("count", [1, 6])
def test_menus_inside_a_text_are_no_round_up(count: int) -> None:
    assert own_lines(story(f"<h3>Elsewhere</h3>{links(4, 'Old ferries')}" * count)) == []


def test_one_list_of_long_links_leads_elsewhere() -> None:
    assert (
        own_lines(
            story(
                f"<h3>Elsewhere</h3>{links(4, 'The ferry that crossed the lake before the locks were built')}"
            )
        )
        == []
    )
