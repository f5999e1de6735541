"""The folder of a language, and what is refused."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from babel import Locale

from analyzers import LANGUAGES, LANGUAGES_OF_SCRIPT, fold
from analyzers.fold import FoldTable, fold_word
from analyzers.language import Language, LanguageError, read_language

SOME = """
analyzer = "SomeAnalyzer"
name = "Some"
script = "latin"
direction = "ltr"
locale = "en"
"""


def written(folder: Path, text: str) -> Path:
    (folder / "xx").mkdir()
    (folder / "xx" / "language.toml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_a_language_says_all_that_readers_meet(language: Language) -> None:
    assert language.names[language.code].casefold() == language.name.casefold()
    assert set(language.names) >= set(LANGUAGES)
    locale = Locale.parse(language.locale)
    assert locale.text_direction == language.direction
    assert [unicodedata.decimal(digit) for digit in language.digits] == [*range(10)]
    assert set(language.fields) >= {"title", "author", "date", "after", "before"}
    assert language.babel
    assert language.open_graph.startswith(language.code + "_")


def test_no_word_means_two_languages_or_two_fields() -> None:
    names = [name.casefold() for language in LANGUAGES.values() for name in language.all_names]
    assert len(names) == len(set(names))
    meanings = {
        (word.casefold(), field)
        for language in LANGUAGES.values()
        for field, words in language.fields.items()
        for word in words
    }
    assert len(meanings) == len({word for word, _ in meanings})


def test_the_languages_of_a_script_are_derived() -> None:
    assert LANGUAGES_OF_SCRIPT == {"latin": ("en", "sq"), "arabic": ("fa", "ar")}


def test_what_is_not_said_has_its_usual_value(tmp_path: Path) -> None:
    language = read_language("xx", written(tmp_path, SOME))
    assert (language.code, language.name, language.digits) == ("xx", "Some", "0123456789")
    assert language.all_names == ("xx", "Some")
    assert language.data("pages") == {}
    assert language.module("detection") is None


def test_a_keyboard_is_keys_and_letters(tmp_path: Path) -> None:
    text = SOME + '[keyboard]\nkeys = "ab"\nletters = "xy"\nmore = { C = "Z" }\n'
    assert read_language("xx", written(tmp_path, text)).keyboard == {"a": "x", "b": "y", "C": "Z"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (SOME.replace("script", "scirpt"), "add 'script', remove 'scirpt'"),
        (SOME.replace('locale = "en"', ""), "add 'locale'"),
        (SOME + "code = 'yy'", "remove 'code'"),
        (SOME + "name", "cannot be read as TOML"),
    ],
)
def test_a_file_that_is_not_right_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(LanguageError, match=problem):
        read_language("xx", written(tmp_path, text))


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="is missing"):
        read_language("xx", tmp_path)


def test_a_letter_that_is_a_language_s_own_is_not_folded_away() -> None:
    own = FoldTable("ێۆەş")
    assert fold_word("پڕۆژەێ", own) == "پڕۆژەێ"
    assert fold_word("ŞAŞ", own) == fold_word("s\u0327as\u0327", own) == "şaş"
    assert fold_word("خانۀ خانهٔ", own) == "خانهخانه"
    assert fold_word("\ufbd9", own) == "ۆ"
    assert fold("Çaj  ي", own) == "caj ی"
    assert fold_word("پڕۆژەێ") == "پڕوژهی"


def test_importing_the_registry_reads_no_word_lists() -> None:
    script = """
import sys, pathlib
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
import analyzers
files = {pathlib.Path(path).name for path in opened if "/analyzers/lang/" in path}
assert files == {"language.toml"}, files
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])
