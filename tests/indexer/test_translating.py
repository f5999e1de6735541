"""Translations that are learned from the archive's own stories in several languages."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from indexer.archive import Archive
from indexer.article import Article
from indexer.freedict import FreeDictError, read_freedict, unlisted
from indexer.progress import SilentProgress
from indexer.stories import group_stories
from indexer.translating import learned_pairs, table_of
from search.alternatives import token_graph
from search.synonyms.groups import key_of
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


def dictionary(folder, entries, name="freedict-eng-ara"):
    """A dictionary in the format of dictd; the last digits of its numbers are written."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    content, lines = b"", []
    for headword, text in entries:
        packed = f"{headword} /x/\n{text}\n".encode()
        start, size = (f"{letters[n // 64]}{letters[n % 64]}" for n in (len(content), len(packed)))
        lines.append(f"{headword}\t{start}\t{size}")
        content += packed
    (folder / f"{name}.dict.dz").write_bytes(gzip.compress(content))
    (folder / f"{name}.index").write_text("\n".join(lines), "utf-8")
    return folder / f"{name}.index"


def test_a_dictionary_gives_the_short_entries_with_words_of_the_archive(tmp_path):
    entries = [
        ("00databaseshort", "A dictionary"),
        ("weathervane", "1. دَوّارة, مؤشر\n2. شيء طويل يدور مع الريح"),
        ("unheard", "غريب"),
        ("fog bank", "ضباب"),
        ("w#r", "ضباب"),
    ]
    known = {*map(key_of, ("weathervane", "fog", "bank", "دوارة", "ضباب", "مؤشر"))}
    path = dictionary(tmp_path, entries)
    rows = list(read_freedict(path, known.__contains__))
    assert [row.words for row in rows] == [
        (("en", ("weathervane",)), ("ar", ("دوارة", "مؤشر"))),
        (("en", ("fog bank",)), ("ar", ("ضباب",))),
    ]
    left = unlisted(rows, read_rows("en | sq\nFog Bank | mjegull", "own.txt"))
    assert left == rows[:1]
    translations = Translations(read_rows(table_of((), left), "own.txt"))
    assert translations.found("weathervanes", token_graph("weathervanes"))


def test_a_file_that_is_no_dictionary_is_named(tmp_path):
    with pytest.raises(FreeDictError, match="two languages"):
        list(read_freedict(dictionary(tmp_path, [], "freedict-eng-xyz"), bool))
    broken = dictionary(tmp_path, [("fog", "ضباب")])
    broken.write_text("fog\t?", "utf-8")
    with pytest.raises(FreeDictError, match="format of dictd"):
        list(read_freedict(broken, bool))
