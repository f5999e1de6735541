"""Pages that a server sends instead of an article."""

import pytest

from indexer.article import RawDocument
from indexer.extraction import ExtractionError, extract

STORY = "The wheel of the mill turns again since Monday, and the miller bakes bread for the whole valley. "


def page(title, text, body_class="", extra=""):
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head>"
        f"<body class='{body_class}'><main><article><h1>{title}</h1>"
        f"<div class='entry-content'><p>{text}</p></div></article></main>{extra}"
    ).encode()


def reason(content):
    with pytest.raises(ExtractionError) as caught:
        extract(RawDocument(content, "page.html"))
    return caught.value.message


@pytest.mark.parametrize(
    ("title", "text", "why"),
    [
        ("Just a moment...", "mill.example needs to review the security of your connection.", "browser"),
        ("لحظة من فضلك", "جارٍ التحقق من متصفحك قبل الدخول إلى الموقع", "browser"),
        ("Një moment ju lutem", "Po kontrollojmë shfletuesin tuaj. Aktivizoni JavaScript.", "browser"),
        ("Robot Check", "Please complete the CAPTCHA so that we know that you are not a robot.", "browser"),
        ("Një çast", "Duke verifikuar se jeni njeri. Kontrollojmë sigurinë e lidhjes suaj.", "browser"),
        ("عفوا", "لا يمكن العثور على الصفحة. لم يتم العثور على أي شيء هنا.", "404"),
        ("mill.example has expired", "This domain name has expired. Related searches: flour", "parked"),
        ("Page not found", "Nothing was found at this address. Try a search?", "404"),
        ("الصفحة غير موجودة", "عذرا، لم يتم العثور على الصفحة المطلوبة في هذا الموقع", "404"),
        ("Faqja nuk u gjet", "Faqja që kërkoni nuk ekziston më në këtë adresë.", "404"),
        ("خطای 404", "صفحه مورد نظر یافت نشد. به صفحه نخست بازگردید.", "404"),
        ("502 Bad Gateway", "nginx: Bad Gateway at this moment, please wait", "server"),
        (
            "خطا در برقراری ارتباط با پایگاه داده",
            "نام کاربری یا گذرواژه در فایل تنظیمات نادرست است",
            "server",
        ),
        ("mill.example", "This domain is for sale. Buy this domain now. Related Searches: flour", "parked"),
    ],
)
def test_notices_of_servers_are_refused_and_named(title, text, why):
    assert why in reason(page(title, text))


@pytest.mark.parametrize("name", ["error404", "search-no-results", "attachment"])
def test_pages_of_wordpress_that_are_none(name):
    assert reason(page("The mill", STORY * 3, f"{name} logged-out"))


def test_a_challenge_is_known_by_its_script():
    script = "<script src='/cdn-cgi/challenge-platform/h/g/jsch.js'></script>"
    assert "browser" in reason(page("mill.example", "One more step before you go on, please.", extra=script))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("How a 404 page not found became a famous joke", STORY * 12),
        ("The domain is for sale, says the miller", STORY * 12),
        ("A short note from the mill", STORY * 2),
        ("404 loaves of bread", STORY),
    ],
)
def test_articles_stay_articles(title, text):
    assert extract(RawDocument(page(title, text), "page.html")).articles
