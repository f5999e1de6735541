"""One contract for every language: what engines rely on for any text."""

import threading
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analyzers import LANGUAGES, LANGUAGES_OF_SCRIPT, Analyzer, Token, fold, get_analyzer, script_of

CODES = (*LANGUAGES, "und")
SCRIPTS = {code: script for script, codes in LANGUAGES_OF_SCRIPT.items() for code in codes}

LETTERS = "abeisyzABEIZàçëÇËłßİıﬁØآأابپتجدرسشعفقکكگلمنهةۀھویيىئؤءﷺﻻ中मानक"
JOINERS = "\u200c\u200d\u200e\u200f\u00ad\ufeff\u0640\u064b\u0651\u0301\u0308'’.-_@:/,،٫٬+#\u2010"
ODD = "0123۱۲۳٤٥½²\x00\n\t \u00a0\ud800😀\U0001d54f\u2028"
SPECIAL = """
می نمی ها های ای ی تر رئیس جمهور رئیس‌جمهور رئیسجمهور می‌روم خانه کتاب‌های المكتبات
e i ye Bagh Ketab COVID-19 U.S. info@library.example 10.5 1,000 10:30 https://library.example/a-b
don't s'ka O'Neill Shqipëria
"""
WORDS = st.sampled_from(SPECIAL.split())
TYPED = st.lists(st.one_of(WORDS, st.text(LETTERS + JOINERS, max_size=8)), max_size=12).map(" ".join)
TEXTS = st.one_of(
    TYPED,
    st.text(LETTERS + JOINERS + ODD, max_size=60),
    st.text(st.characters(exclude_categories=()), max_size=40),
)

language = pytest.mark.parametrize("code", CODES)


@language
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_tokens_keep_the_contract(code: str, text: str) -> None:
    tokens = get_analyzer(code).analyze(text)
    for token in tokens:
        assert text[token.start : token.end] == token.text != ""
        assert_is_term(token.exact)
        assert all(map(is_term, token.stems))
        assert len(set(token.stems)) == len(token.stems)
        assert bool(token.stems) == (script_of(token.exact) == SCRIPTS.get(code)), token
    assert [(t.position, t.start) for t in tokens] == sorted((t.position, t.start) for t in tokens)
    assert sorted({token.position for token in tokens}) == list(range(len({t.position for t in tokens})))


def is_term(term: str) -> bool:
    return (
        0 < len(term) <= 255 and fold(term) == term and not any(c.isspace() or "A" <= c <= "Z" for c in term)
    )


def assert_is_term(exact: str) -> None:
    assert is_term(exact), ascii(exact)
    assert exact.isprintable(), ascii(exact)


@language
@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
@example(text="0@0ा A.0क x.0\u200ca پ\u200cा 10.5\u200f")
def test_a_word_alone_and_in_a_text_has_the_same_exact_form(code: str, text: str) -> None:
    analyze = get_analyzer(code).analyze
    for token in analyze(text):
        assert token.exact in {alone.exact for alone in analyze(token.text)}, token


@language
@settings(max_examples=100, deadline=None)
@given(text=TYPED)
def test_a_text_meets_itself_whatever_was_analysed_before(code: str, text: str) -> None:
    fresh = type(get_analyzer(code)).__new__(type(get_analyzer(code)))
    fresh.__dict__.update(get_analyzer(code).__dict__, _entries={}, _older_entries={})
    assert fresh.analyze(text) == get_analyzer(code).analyze(text)


@language
@settings(max_examples=100, deadline=None)
@given(one=TYPED, other=TYPED)
def test_what_stands_behind_a_full_stop_changes_nothing(code: str, one: str, other: str) -> None:
    analyze = get_analyzer(code).analyze
    both = analyze(f"{one} | {other}")
    assert [t[:3] for t in both] == [t[:3] for t in (*analyze(one + " |"), *analyze(other))]


@settings(max_examples=150, deadline=None)
@given(word=st.text(LETTERS, min_size=1, max_size=12))
def test_every_language_gives_a_word_the_same_exact_form(word: str) -> None:
    wanted = [token.exact for token in get_analyzer("und").analyze(word)]
    for code in LANGUAGES:
        exact = [token.exact for token in get_analyzer(code).analyze(word)]
        assert set(wanted) <= set(exact), code


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_any_character_twice_is_folding_it_once() -> None:
    wrong = [code for code in range(0x20000) if fold(fold(chr(code))) != fold(chr(code))]
    assert wrong == []


HARD = {
    "hyphens": "a-",
    "digits and commas": "1,",
    "dots": "a.",
    "at signs": "a@",
    "apostrophes": "a'",
    "joiners": "ا\u200c",
    "joined suffixes": "\u200cها",
    "joined prefixes": "\u200cمی",
    "marks": "\u0301",
    "letters": "ا",
    "addresses": "a@b.org-",
    "ezafe": "Bagh e ",
    "suffixes": "خانه ای ",
    "colons": "http://",
    "nothing": "\x00",
    "surrogates": "\ud800",
}


@language
@pytest.mark.parametrize("name", HARD)
def test_hard_texts_take_linear_time(code: str, name: str) -> None:
    analyze = get_analyzer(code).analyze
    text = "ا" + HARD[name] * (100_000 // len(HARD[name])) + "x"
    began = time.process_time()
    tokens = analyze(text)
    assert time.process_time() - began < 60
    assert all(len(token.exact) <= 255 for token in tokens)


@language
def test_empty_text_has_no_tokens(code: str) -> None:
    assert get_analyzer(code).analyze("") == []
    assert get_analyzer(code).stems("") == ()


@pytest.mark.parametrize("code", LANGUAGES)
def test_stems_without_context_are_among_those_of_a_word_alone(code: str) -> None:
    analyzer = get_analyzer(code)
    words = {"latin": "houses shkollave", "arabic": "المكتبات کتابهای میروم"}[SCRIPTS[code]].split()
    for word in words:
        (token,) = analyzer.analyze(word)
        assert analyzer.stems(token.exact) == token.stems != ()


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_of_another_script_and_numbers_have_no_stems(code: str) -> None:
    other = {"latin": "کتاب 12 中", "arabic": "book 12 中"}[SCRIPTS[code]]
    assert all(token.stems == () for token in get_analyzer(code).analyze(other))
    assert all(get_analyzer(code).stems(word) == () for word in other.split())


@pytest.mark.parametrize("code", LANGUAGES)
def test_threads_get_the_same_tokens(code: str) -> None:
    analyzer: Analyzer = get_analyzer(code)
    text = "Libraries and biblioteka، کتابخانه‌ها می روند والمكتبات 10.5 e-mail " * 20
    wanted = analyzer.analyze(text)
    found: list[list[Token]] = []
    threads = [threading.Thread(target=lambda: found.append(analyzer.analyze(text))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 4
