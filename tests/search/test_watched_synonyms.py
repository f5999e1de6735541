import logging
import os

import pytest

from search.synonyms import SynonymError, WatchedSynonyms


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def write(path, text, at):
    path.write_text(text, "utf-8")
    os.utime(path, ns=(at, at))


@pytest.fixture
def watched(tmp_path):
    write(tmp_path / "en.txt", "ferry, boat\n", 1)
    clock = Clock()
    synonyms = WatchedSynonyms(tmp_path, clock)

    def words(after=2.0):
        clock.now += after
        return [group.typed for group in synonyms.get().groups["en"]]

    return synonyms, tmp_path / "en.txt", words


def test_a_change_is_seen_at_the_next_look(watched):
    synonyms, path, words = watched
    before, version = synonyms.get(), synonyms.version
    assert words() == [("ferry", "boat")]
    assert synonyms.get() is before
    write(path, "weir, dam\n", 2)
    assert words(after=0.5) == [("ferry", "boat")]
    assert words() == [("weir", "dam")]
    assert synonyms.version != version


def test_a_fault_leaves_what_was_there_and_is_told_once(watched, caplog):
    _, path, words = watched
    write(path, "alone\n", 2)
    with caplog.at_level(logging.WARNING):
        assert words() == words() == [("ferry", "boat")]
    assert len(caplog.records) == 1
    assert "en.txt:1" in caplog.text
    write(path, "weir, dam\n", 3)
    assert words() == [("weir", "dam")]


def test_a_fault_at_the_start_is_an_error(tmp_path):
    (tmp_path / "en.txt").write_text("alone\n", "utf-8")
    with pytest.raises(SynonymError, match=r"en\.txt:1"):
        WatchedSynonyms(tmp_path)


def test_a_file_that_goes_brings_back_the_shipped_one(watched):
    _, path, words = watched
    path.unlink()
    assert len(words()) > 1
