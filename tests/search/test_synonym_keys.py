"""The keys of synonyms that are kept between two starts: as new ones, and for the same words only."""

import json

from analyzers.lexicon import keep, kept
from search.synonyms import Synonyms
from search.synonyms.keys import keys_of_words

WORDS = [("plum cake", "en"), ("libraries", "en"), ("آلوها", "fa"), ("Fernhill", "names")]


def entries(name: str) -> list[object]:
    return json.loads(kept(name) or "{}").get("keys", [])


def test_kept_keys_are_the_new_ones(tmp_path, monkeypatch):
    monkeypatch.setenv("FEHREST_CACHE", str(tmp_path))
    new = keys_of_words(WORDS)
    assert keys_of_words(WORDS, "words") == new
    assert len(entries("words")) == len(WORDS)
    assert keys_of_words(WORDS, "words") == new


def test_kept_keys_are_read(tmp_path, monkeypatch):
    monkeypatch.setenv("FEHREST_CACHE", str(tmp_path))
    keys_of_words(WORDS, "words")
    found = json.loads(kept("words") or "")
    keep("words", json.dumps(found | {"keys": [[["other"]]] * len(WORDS)}))
    assert keys_of_words(WORDS, "words") == [(frozenset({"other"}),)] * len(WORDS)


def test_other_words_get_keys_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setenv("FEHREST_CACHE", str(tmp_path))
    keys_of_words(WORDS, "words")
    assert keys_of_words(WORDS[:2], "words") == keys_of_words(WORDS[:2])
    assert len(entries("words")) == 2


def test_a_damaged_file_is_written_again(tmp_path, monkeypatch):
    monkeypatch.setenv("FEHREST_CACHE", str(tmp_path))
    keys_of_words(WORDS, "words")
    (tmp_path / "words").write_bytes((tmp_path / "words").read_bytes()[:-20])
    assert keys_of_words(WORDS, "words") == keys_of_words(WORDS)
    assert len(entries("words")) == len(WORDS)


def test_only_synonyms_of_files_are_kept(tmp_path, monkeypatch):
    from search.alternatives import token_graph
    from search.ranking import DEFAULT_WEIGHTS

    monkeypatch.setenv("FEHREST_CACHE", str(tmp_path))
    graph = token_graph("library")
    loaded = Synonyms.load()
    found = loaded.expand(graph, "all", DEFAULT_WEIGHTS)
    assert list(tmp_path.glob("synonyms-*-latin"))
    made = Synonyms(loaded.groups)
    assert made.expand(graph, "all", DEFAULT_WEIGHTS) == found
    again = Synonyms.load()
    assert again.expand(graph, "all", DEFAULT_WEIGHTS) == found
