import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import Article
from indexer.language import (
    LANGUAGES,
    UNDETERMINED,
    detect,
    detect_article,
    detect_languages,
    with_languages,
)

TEXTS = {
    "en": "The library opens its new reading room on Monday.",
    "sq": "Biblioteka hap sallën e re të leximit të hënën.",
    "fa": "کتابخانه روز دوشنبه سالن مطالعهٔ تازهٔ خود را باز می‌کند.",
    "ar": "تفتح المكتبة قاعة القراءة الجديدة يوم الاثنين.",
}
FOREIGN = [
    "لائبریری پیر کے دن اپنا نیا کمرہ کھولتی ہے اور سب کو بلاتی ہے۔",
    "کتێبخانەکە ڕۆژی دووشەممە هۆڵی نوێی خوێندنەوە دەکاتەوە.",
    "د کتابتون نوې خونه به د دوشنبې په ورځ پرانیستل شي او ټول خلک راتلای شي.",
    "Die Bücherei öffnet am Montag ihren neuen Lesesaal für alle Leser der Stadt.",
    "Die Bibliothek macht am Montag wieder auf und alle Kinder lesen dort gern.",
    "La biblioteca apre lunedì la nuova sala di lettura per i bambini della scuola.",
    "Kütüphane pazartesi günü yeni okuma salonunu çocuklar için açıyor.",
    "La bibliothèque ouvre lundi sa nouvelle salle de lecture pour les enfants.",
    "La biblioteca abre el lunes su nueva sala de lectura para los niños del pueblo.",
    "Knjižnica u ponedjeljak otvara novu čitaonicu za sve građane našega grada.",
    "شارەوانی پڕۆژەی نوێی ئاو دەست پێدەکات",
    "په ښار کې نوی کتابتون د خلکو پر مخ پرانیستل شو",
    "قومی ٹیم نے میچ جیت لیا",
    "صدر کی وزیر اعظم سے ملاقات",
    "Biblioteka je danas otvorila vrata za sve gradjane",
    "Read the latest local news in Urdu: شہر میں نیا کتب خانہ عوام کے لیے آج کھول دیا گیا",
    "Sutra pada kiša na severu zemlje",
    "Il museo mostra i vecchi tappeti della valle",
    "Morgen regnet es im Norden des Landes",
    "Demain il pleut dans le nord du pays",
    "Hava yarın yurdun kuzeyinde yağmurlu olacak",
    "Библиотека открывает новый зал.",
    "図書館は月曜日に開きます。",
    "Η βιβλιοθήκη ανοίγει τη Δευτέρα.",
]


@settings(deadline=None)  # the first call loads the tables
@given(st.text(max_size=200))
def test_no_text_raises_and_every_answer_is_known(text):
    answer = detect(text)
    assert answer in (*LANGUAGES, UNDETERMINED)
    assert detect(text) == answer


@settings(deadline=None)  # the first call loads the tables
@given(st.text(alphabet="ابپتثجچيیكکگئأإآىةهۀےں \u200cabcçëëțİıß'’-", max_size=60))
def test_letters_of_the_trade_do_not_raise(text):
    assert detect(text) in (*LANGUAGES, UNDETERMINED)


@pytest.mark.parametrize(
    "text", ["", " \n", "12 345", "۱۲۳", "😀🎉", "https://example.org/the/news", "a@b.example", "…!?"]
)
def test_nothing_to_read_is_undetermined(text):
    assert detect(text) == UNDETERMINED


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_a_sentence(language, text):
    assert detect(text) == language
    assert detect(text.upper()) == language
    assert detect(f"{text} https://example.org/x") == language


@pytest.mark.parametrize("text", FOREIGN)
def test_a_sentence_in_another_language_is_undetermined(text):
    assert detect(text) == UNDETERMINED


def test_albanian_without_its_letters():
    assert detect(TEXTS["sq"].replace("ë", "e").replace("ç", "c")) == "sq"


def test_persian_from_an_arabic_keyboard():
    assert detect("كتابخانه سالن تازه خود را باز مي كند") == "fa"


def test_a_few_foreign_words_do_not_decide():
    assert detect(TEXTS["en"] + " It shows Müller, Björk and Łukasz in one small frame.") == "en"
    assert (
        detect("فیلم " + "Blue River" + " در جشنوارهٔ تابستانی شهر ما به نمایش درآمد و همه آن را دیدند")
        == "fa"
    )


def test_a_hint_decides_where_the_text_does_not():
    word = Article(title="Final", body="")
    assert detect_article(word) == "en"
    assert detect_article(Article(title="Final", body="", language="sq")) == "sq"


def test_a_wrong_hint_does_not_overrule_a_clear_text():
    assert detect_article(Article(title="", body=TEXTS["sq"], language="en")) == "sq"
    assert detect_article(Article(title="", body=TEXTS["fa"], language="en")) == "fa"
    assert detect_article(Article(title="", body=TEXTS["en"], language="de")) == "en"


def test_a_long_story_that_opens_with_a_quotation():
    story = "“Mirë se vini në bibliotekë, miq!”\n\n" + TEXTS["en"] * 20
    assert detect(story) == "en"


def test_latin_names_do_not_take_a_persian_story_away():
    assert detect("نمایش فیلم Blue River Bridge در جشنوارهٔ شهر") == "fa"


def test_dari_is_persian():
    assert detect("پوهنتون کابل کتابخانهٔ تازه را برای شاگردان و استادان باز کرد") == "fa"


@pytest.mark.parametrize(
    ("main", "other"), [("en", "sq"), ("sq", "en"), ("fa", "en"), ("ar", "fa"), ("en", "ar")]
)
def test_an_article_in_two_languages_gets_its_main_one_and_says_so(main, other):
    body = f"{TEXTS[main]} {TEXTS[main]} {TEXTS[main]}\n\n{TEXTS[other]} {TEXTS[other]}"
    article = with_languages(Article(title="", body=body))
    assert article.language == main
    assert article.languages == (main, other)


def test_a_quotation_is_no_second_language():
    body = "\n\n".join([TEXTS["en"] * 5, TEXTS["fa"] * 2, TEXTS["en"] * 5])
    article = with_languages(Article(title="", body=body))
    assert (article.language, article.languages) == ("en", ())


def test_between_two_languages_the_source_may_decide():
    body = f"{TEXTS['en'] * 4}\n\n{TEXTS['sq'] * 4}"
    assert detect_languages(Article(title="", body=body, language="sq")) == ("sq", "en")
    assert detect_languages(Article(title="", body=body, language="en")) == ("en", "sq")


def test_an_article_in_another_language_is_undetermined_in_one_word():
    body = "\n\n".join([FOREIGN[3] * 3, TEXTS["en"] * 2, FOREIGN[4] * 3])
    assert detect_languages(Article(title="", body=body)) == (UNDETERMINED,)


def test_many_threads_on_a_cold_start_agree():
    script = f"""
from concurrent.futures import ThreadPoolExecutor
from indexer.language import detect
texts = {[*TEXTS.values(), *FOREIGN]!r}
with ThreadPoolExecutor(8) as pool:
    answers = list(pool.map(lambda _: [detect(text) for text in texts], range(8)))
assert all(answer == answers[0] for answer in answers), answers
print(*answers[0])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [*TEXTS, *[UNDETERMINED] * len(FOREIGN)]


def test_threads_agree():
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(detect, [*TEXTS.values()] * 50))
    assert answers == [*TEXTS] * 50
