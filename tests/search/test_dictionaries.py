"""The file of dictionaries: it holds what the index holds, and a spoiled one is made again."""

import random
from collections import defaultdict
from datetime import UTC
from functools import partial

import pytest
from did_you_mean_library import DOCUMENTS
from hypothesis import given
from hypothesis import strategies as st

from engines.port.errors import EngineError
from engines.port.model import Document
from search.dictionaries.build import UNFINISHED, build
from search.dictionaries.folder import DictionaryFolder
from search.dictionaries.reading import Dictionaries, read_dictionaries
from search.dictionaries.sections import Sections, SectionsError, SectionWriter, in_memory
from search.documents import index_document
from search.suggest import BLOCK, KeyTable
from search.term_dictionary import TermDictionary
from tests.engines.engine_support import filled

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=12)


@given(st.lists(WORDS), st.lists(st.integers(0, 2**32 - 1)))
def test_sections_hold_what_was_written(texts, numbers):
    def write(writer: SectionWriter) -> None:
        writer.strings("texts", texts)
        writer.note("note", {"texts": len(texts)})
        writer.array("numbers", "I", numbers)

    sections = in_memory(write)
    strings = sections.strings("texts")
    assert [strings.text(number) for number in range(len(strings))] == texts
    assert list(sections.array("numbers")) == numbers
    assert sections.note("note") == {"texts": len(texts)}


@given(st.dictionaries(WORDS, st.integers(1, 9)), WORDS)
def test_each_word_has_its_frequency_and_no_other(words, other):
    made = TermDictionary(words.items())
    assert dict(made.items()) == words
    assert {word: made.frequency(word) for word in words} == words
    assert made.frequency(other) == words.get(other, 0)


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, 5 * BLOCK + 3])
def test_the_best_of_a_prefix_are_those_that_sorting_gives(size):
    chosen = random.Random(size)
    keys = sorted(("".join(chosen.choices("abcd", k=3)), chosen.randrange(size)) for _ in range(size))

    def write(writer: SectionWriter) -> None:
        ranks = [rank for _, rank in keys]
        writer.strings("table", (key for key, _ in keys))
        writer.array("table ranks", "I", ranks)
        writer.array("table minima", "I", (min(ranks[at : at + BLOCK]) for at in range(0, size, BLOCK)))

    table = KeyTable(in_memory(write), "table")
    for prefix in ("a", "b", "ab", "cda", "z"):
        wanted = sorted({rank for key, rank in keys if key.startswith(prefix)})
        assert list(table.best(prefix)) == wanted


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("dictionaries"), DOCUMENTS) as made:
        yield made


def test_a_file_holds_what_is_made_in_memory(engine, tmp_path):
    build(engine, tmp_path / "file")
    mapped, made = Dictionaries.of(Sections.open(tmp_path / "file")), read_dictionaries(engine)
    assert dict(mapped.terms.items()) == dict(made.terms.items()) == dict(engine.vocabulary())
    for prefix in ("b", "br", "ada", "lan"):
        assert mapped.suggester.suggest(prefix) == made.suggester.suggest(prefix)
    assert mapped.vocabulary.near("bridgf") == made.vocabulary.near("bridgf") != []


def test_a_story_names_one_article_of_each_language(tmp_path):
    stories = [
        ("a", "en", 1),
        ("b", "en", 1),
        ("c", "fa", 1),
        ("d", "und", 1),
        ("e", "sq", 2),
        ("f", "en", None),
    ]
    documents = [Document(id_, "Bridge", "A bridge.", code, story=story) for id_, code, story in stories]
    with filled(tmp_path, documents) as engine:
        alternates = read_dictionaries(engine).alternates
    found = {id_: alternates.of(id_) for id_ in "abcdefg"}
    both = (("en", "a"), ("fa", "c"))
    assert found == dict.fromkeys("abcdefg", ()) | {"a": both, "c": both}


def test_the_folder_makes_a_file_once_and_keeps_two(tmp_path):
    made = defaultdict(int)

    def maker(engine, path):
        made[engine.revision] += 1
        build(engine, path)

    folder = DictionaryFolder(tmp_path / "d", lambda: "generation", maker=maker)
    assert folder.latest() is None
    with filled(tmp_path / "index", DOCUMENTS) as engine:
        for revision in (7, 8, 9):
            engine.add([index_document(Document(f"n{revision}", f"Ferry{revision}", "A ferry.", "en"), UTC)])
            engine.commit(revision)
            for _ in range(2):
                assert folder.read(engine).terms.frequency("ferry") == revision - 6
        assert folder.latest().terms.frequency("ferry") == 3
    assert made == {7: 1, 8: 1, 9: 1}
    assert len(list((tmp_path / "d").glob("*.dict"))) == 2


SPOILT = {
    "empty": lambda whole: b"",
    "half": lambda whole: whole[: len(whole) // 2],
    "rubbish": lambda whole: b"rubbish" * 9,
    "longer": lambda whole: whole + b"x",
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoiled_file_is_made_again(engine, tmp_path, spoil):
    folder = DictionaryFolder(tmp_path, lambda: "generation")
    folder.make(engine)
    [path] = tmp_path.glob("*.dict")
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(SectionsError):
        Sections.open(path)
    assert folder.latest() is None
    assert folder.read(engine).terms.frequency("bridge")
    assert Sections.open(path)


def test_what_a_killed_process_left_is_removed(engine, tmp_path):
    (tmp_path / f"{UNFINISHED}left").write_bytes(b"half")
    DictionaryFolder(tmp_path, lambda: "generation").make(engine)
    assert not list(tmp_path.glob(f"{UNFINISHED}*"))


def test_other_users_can_read_a_file(engine, tmp_path):
    build(engine, tmp_path / "file")
    assert (tmp_path / "file").stat().st_mode & 0o044 == 0o044


def test_a_folder_that_takes_no_files_is_no_hindrance(engine, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    folder = DictionaryFolder(tmp_path / "file", lambda: "generation")
    assert folder.latest() is None
    assert folder.read(engine).suggester.suggest("bri")


def test_nothing_is_left_of_a_file_that_could_not_be_made(tmp_path):
    class Away:
        def vocabulary(self):
            raise EngineError("away")

    with pytest.raises(EngineError):
        build(Away(), tmp_path / "file")
    assert not list(tmp_path.iterdir())


def test_analysers_and_collapsing_have_files_of_their_own(engine, tmp_path):
    for collapse in (True, False):
        DictionaryFolder(tmp_path, partial(str, "generation"), collapse=collapse).make(engine)
    assert len(list(tmp_path.glob("*.dict"))) == 2
