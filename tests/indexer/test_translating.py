"""Translations that are learned from the archive's own stories in several languages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from indexer.archive import Archive
from indexer.article import Article
from indexer.progress import SilentProgress
from indexer.stories import group_stories
from indexer.translating import learned_pairs, table_of
from search.alternatives import token_graph
from search.translations import Translations, read_rows

STORIES = (
    ("The heron at the weir", "A heron came.", "Çafka te penda", "Erdhi një çafkë."),
    ("Herons and plums", "The plums were ripe.", "Çafka dhe kumbulla", "Kumbullat ishin të pjekura."),
    ("A heron by night", "It was dark.", "Çafka natën", "Ishte errësirë."),
    ("Plums at the market", "They were sold.", "Kumbulla në treg", "U shitën."),
    ("Plums in jars", "Many jars.", "Kumbulla në kavanoza", "Shumë kavanoza."),
)


def pair_of(number, title, body, titulli, teksti):
    day = datetime(2021, 1 + number, 1, tzinfo=UTC)
    one = Article(title, body, language="en", url=f"https://a.example/en/{number}", date=day)
    other = Article(titulli, teksti, language="sq", url=f"https://a.example/sq/{number}", date=day)
    return replace(one, translations=(other.url,)), replace(other, translations=(one.url,))


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with Archive(tmp_path_factory.mktemp("translating") / "archive.sqlite3") as archive:
        for number, story in enumerate(STORIES):
            archive.put_batch(pair_of(number, *story))
        archive.put(Article("A heron alone", "No one translated it.", language="en"))
        group_stories(archive, SilentProgress(), workers=1)
        yield archive


def test_words_of_the_same_stories_are_a_pair(archive):
    pairs = learned_pairs(archive)
    assert {(pair.one[1].lower(), pair.other[1].lower()) for pair in pairs} == {
        ("heron", "çafka"),
        ("plums", "kumbulla"),
    }
    assert {(pair.one[0], pair.other[0], pair.stories) for pair in pairs} == {("en", "sq", 3)}


def test_the_table_is_read_by_searches(archive):
    table = table_of(learned_pairs(archive))
    assert "# 3 stories" in table
    translations = Translations(read_rows(table, "own.txt"))
    found = translations.found("herons", token_graph("herons"))
    assert [(one.language, one.word.lower()) for one in found] == [("sq", "çafka")]


def test_an_archive_without_translations_has_no_pairs(tmp_path):
    with Archive(tmp_path / "archive.sqlite3") as empty:
        assert learned_pairs(empty) == []
        assert read_rows(table_of([]), "own.txt") == ()
