import json
import subprocess
import sys
from pathlib import Path

import pytest

import analyzers
from analyzers import LANGUAGES, LANGUAGES_OF_SCRIPT, FehrestError, UnknownLanguageError, get_analyzer
from analyzers.lang.template import TemplateAnalyzer
from analyzers.words import WordAnalyzer

LANG = Path(analyzers.__file__).parent / "lang"
DATA = Path(__file__).parent / "data"
FOLDERS = sorted(path.name for path in LANG.iterdir() if path.is_dir() and path.name != "__pycache__")


def test_every_folder_is_a_language_and_every_language_a_folder() -> None:
    assert sorted(LANGUAGES) == FOLDERS


@pytest.mark.parametrize("code", FOLDERS)
def test_a_language_is_complete(code: str) -> None:
    analyzer = get_analyzer(code)
    assert isinstance(analyzer, WordAnalyzer)
    assert analyzer.language == code
    assert code in LANGUAGES_OF_SCRIPT[analyzer.script]
    assert 60 <= len(analyzer.function_words) <= 250
    groups = json.loads((DATA / f"{code}.json").read_text("utf-8"))
    assert {"meet", "apart", "tokens"} <= groups.keys()


@pytest.mark.parametrize("code", FOLDERS)
def test_no_word_of_the_list_is_lost_by_folding(code: str) -> None:
    analyzer = get_analyzer(code)
    for word in QUESTIONS[code].split():
        (token,) = analyzer.analyze(word)
        assert analyzer.is_function_word(token.exact), word


QUESTIONS = {
    "en": "what who how why when where which The",
    "fa": "چه چرا كي کجا چگونه چند آیا",
    "ar": "ماذا لماذا متى أين كيف كم",
    "sq": "çfarë kush ku kur pse si sa cili",
}


def test_a_content_word_is_no_function_word() -> None:
    for code, word in {"en": "library", "fa": "کتابخانه", "ar": "مکتبه", "sq": "biblioteke"}.items():
        assert not get_analyzer(code).is_function_word(word)


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    for code in ("xx", "", "EN", "../en"):
        with pytest.raises(UnknownLanguageError, match="en, fa, ar, sq, und") as refused:
            get_analyzer(code)
        assert isinstance(refused.value, FehrestError)
        assert refused.value.status == 400


def test_an_analyzer_is_built_once() -> None:
    assert get_analyzer("en") is get_analyzer("en")


def test_the_undetermined_language_finds_and_folds_and_does_not_stem() -> None:
    tokens = get_analyzer("und").analyze("Çatia e Shtëpive، کتاب‌هاي")
    assert [token.exact for token in tokens] == ["catia", "e", "shtepive", "کتابهای"]
    assert all(token.stems == () for token in tokens)
    assert not get_analyzer("und").is_function_word("e")


def test_fingerprints_differ_by_language_and_stay() -> None:
    prints = [get_analyzer(code).fingerprint for code in (*LANGUAGES, "und")]
    assert len(set(prints)) == len(prints)
    assert analyzers.fingerprint() == analyzers.fingerprint()
    assert all(len(one) == 20 for one in (*prints, analyzers.fingerprint()))


def test_a_changed_rule_or_lexicon_changes_the_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = analyzers.fingerprint()
    monkeypatch.setattr(get_analyzer("sq"), "rules_version", "other")
    changed = analyzers.fingerprint()
    monkeypatch.undo()
    monkeypatch.setattr(get_analyzer("sq"), "_lexicon_digest", "other")
    assert len({before, changed, analyzers.fingerprint()}) == 3


def test_importing_builds_nothing() -> None:
    check = "import analyzers.registry as r, sys; assert not r._built and 'analyzers.lang' not in sys.modules"
    subprocess.run([sys.executable, "-c", check], check=True, cwd=LANG.parents[1])


def test_the_template_is_an_analyzer() -> None:
    tokens = TemplateAnalyzer().analyze("Old bridges")
    assert [(token.exact, token.stems) for token in tokens] == [("old", ("old",)), ("bridges", ("bridg",))]
