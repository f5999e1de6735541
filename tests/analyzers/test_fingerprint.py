"""An outdated index is recognised by the fingerprint: whatever changes the tokens must change it."""

import shutil
from pathlib import Path

import pytest

from analyzers import LANGUAGES, dictionary, fingerprint, get_analyzer, registry, words

LANG = Path(words.__file__).parent / "lang"


def changed_files(monkeypatch, tmp_path, language, name, line):
    """Let the analyzers read a copy of a language's folder, with one more line in a file."""
    copy = tmp_path / language
    shutil.copytree(LANG / language, copy)
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write(line)

    def language_file(code: str, file_name: str) -> Path:
        return (copy if code == language else LANG / code) / file_name

    for module in (words, dictionary):
        monkeypatch.setattr(module, "language_file", language_file)
    return copy


def fresh(language):
    """A new analyzer, as a new process would create it."""
    return LANGUAGES[language].build()


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_processes_agree(language):
    assert fresh(language).fingerprint == get_analyzer(language).fingerprint


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_function_word_more_is_another_fingerprint(monkeypatch, tmp_path, language):
    changed_files(monkeypatch, tmp_path, language, "function_words.txt", "\nxyzzy\n")
    assert fresh(language).is_function_word("xyzzy")
    assert fresh(language).fingerprint != get_analyzer(language).fingerprint


def test_a_comment_in_a_list_is_none(monkeypatch, tmp_path):
    changed_files(monkeypatch, tmp_path, "en", "function_words.txt", "\n# xyzzy\n")
    assert fresh("en").fingerprint == get_analyzer("en").fingerprint


@pytest.mark.parametrize(("language", "line"), [("en", "xyzzies: xyzzum"), ("sq", "xyzzave: lum")])
def test_an_irregular_word_more_is_another_fingerprint(monkeypatch, tmp_path, language, line):
    monkeypatch.setenv("FEHREST_CACHE", str(tmp_path / "cache"))
    changed_files(monkeypatch, tmp_path, language, "irregular.txt", f"\n{line}\n")
    changed = fresh(language)
    form = line.partition(":")[0]
    assert changed.stems(form) != get_analyzer(language).stems(form)
    assert changed.fingerprint != get_analyzer(language).fingerprint


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_raised_rule_version_is_another_fingerprint(monkeypatch, language):
    before = get_analyzer(language).fingerprint
    monkeypatch.setattr(type(get_analyzer(language)), "rules_version", "next")
    assert fresh(language).fingerprint != before


@pytest.mark.parametrize("version", ["FOLD_VERSION", "TOKENIZER_VERSION"])
def test_what_all_languages_share_is_in_each_fingerprint(monkeypatch, version):
    before = {language: get_analyzer(language).fingerprint for language in (*LANGUAGES, "und")}
    monkeypatch.setattr(words, version, "next")
    assert all(get_analyzer(language).fingerprint != was for language, was in before.items())


@pytest.mark.parametrize("language", [*LANGUAGES, "und"])
def test_each_analyzer_is_in_the_fingerprint_of_an_index(monkeypatch, language):
    class Changed:
        fingerprint = "another"

    before = fingerprint()
    monkeypatch.setitem(registry._built, language, Changed())
    assert fingerprint() != before
