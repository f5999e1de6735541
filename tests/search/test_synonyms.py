from dataclasses import replace

import pytest

from engines.port.model import Document
from engines.port.terms import Lookup, Sequence, leaves
from search.alternatives import token_graph
from search.expansion import MAX_ENRICHED, MAX_WORDS, Expansion
from search.model import SearchRequest
from search.planning import plan
from search.query import parse
from search.ranking import DEFAULT_WEIGHTS
from search.searcher import Searcher
from search.synonyms import SynonymError, Synonyms, read_files, read_groups
from search.term_dictionary import TermDictionary
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready

DOCUMENTS = (
    Document("gazette", "The gazette of the valley", "It is printed on green paper.", "en"),
    Document("newspaper", "A newspaper for rowers", "Rowers read the newspaper and print it.", "en"),
    Document(
        "reading", "The reading room", "The room for reading has a stove; the reading rooms are warm.", "en"
    ),
    Document("library", "Libraries", "Libraries lend maps.", "en"),
    Document("room", "Rooms for rent", "The house has a room where reading is dull work.", "en"),
    Document("tehran-fa", "باغ تهران", "باغ‌های تهران گل دارد.", "fa"),
    Document("tehran-ar", "حديقة في طهران", "أزهار وطهران.", "ar"),
    Document("tehran-en", "A garden in Teheran", "Roses grow there.", "en"),
    Document("tirana-sq", "Lulet e Tiranës", "Kopshtet janë të bukura.", "sq"),
    Document("par", "I pari", "Vrapuesi i parë fitoi.", "sq"),
)
ENGLISH = "library, reading room\ngazette => newspaper\n"
NAMES = "Tehran, Teheran, تهران، طهران\nTirana, Tiranë, Tiranës, تیرانا\nParis, باريس\n"


def made(english=ENGLISH, names=NAMES):
    groups = {}
    for name, text in (("en", english), ("names", names)):
        found, faults = read_groups(text, f"{name}.txt")
        assert faults == ()
        groups[name] = found
    return Synonyms(groups)


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def engine(request, tmp_path_factory):
    with filled(tmp_path_factory.mktemp("synonyms"), DOCUMENTS, ready(request, request.param)) as found:
        yield found


def ids(engine, text, synonyms=None, **how):
    searcher = Searcher(engine, synonyms=synonyms or made())
    return [hit.document.id for hit in searcher.search(SearchRequest(text, **how)).hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("library", {"library", "reading"}),
        ("libraries", {"library", "reading"}),
        ("reading room", {"reading", "library", "room"}),
        ("reading rooms", {"reading", "library", "room"}),
        ("room", {"reading", "room"}),
        ("gazette", {"gazette", "newspaper"}),
        ("newspaper", {"newspaper"}),
        ("newspaper OR gazette", {"gazette", "newspaper"}),
        ("title:gazette", {"gazette", "newspaper"}),
        ("gazette rowers", {"newspaper"}),
        ("Tehran", {"tehran-fa", "tehran-ar", "tehran-en"}),
        ("تهران", {"tehran-fa", "tehran-ar", "tehran-en"}),
        ("طهران garden", {"tehran-en"}),
        ("تیرانا", {"tirana-sq"}),
        ("باريس", set()),
        ("par", {"par"}),
    ],
)
def test_a_word_finds_its_synonyms(engine, text, expected):
    assert set(ids(engine, text)) == expected


@pytest.mark.parametrize(
    ("text", "how", "expected"),
    [
        ("gazette", {"exact": True}, {"gazette"}),
        ('"gazette"', {}, {"gazette"}),
        ("+gazette", {}, {"gazette"}),
        ("gazet*", {}, {"gazette"}),
        ("gazete~", {}, {"gazette"}),
        ('"reading room"', {}, {"reading"}),
        ("read* -gazette", {}, {"newspaper", "reading", "room"}),
    ],
)
def test_what_was_asked_for_exactly_has_no_synonyms(engine, text, how, expected):
    assert expected <= set(ids(engine, text, **how))
    assert "library" not in ids(engine, text, **how)
    if "newspaper" not in expected:
        assert "newspaper" not in ids(engine, text, **how)


def test_the_word_as_typed_comes_before_its_synonym(tmp_path):
    both = tuple(
        Document(word, f"A {word} here", f"This {word} is green.", "en") for word in ("quay", "wharf")
    )
    twins = made("quay, wharf")
    with filled(tmp_path, both) as engine:
        assert ids(engine, "quay", twins) == ["quay", "wharf"]
        assert ids(engine, "wharf", twins) == ["wharf", "quay"]


def test_a_document_with_the_synonym_has_every_word_that_it_stands_for(engine):
    result = Searcher(engine, synonyms=made()).search(SearchRequest("reading room maps"))
    assert [hit.document.id for hit in result.hits] == ["library"]
    assert not result.partial
    assert result.wanted_words == 3


def test_synonyms_are_marked(engine):
    [hit] = Searcher(engine, synonyms=made()).search(SearchRequest("library stove")).hits
    marked = [s.text[start:end] for s in (hit.title, *hit.snippets) for start, end in s.marks]
    assert "reading room" in marked


def test_the_longest_word_of_a_group_is_taken():
    english = made("room, chamber\nreading room, library", "")
    found = english.expand(token_graph("reading room"), "text", DEFAULT_WEIGHTS)
    terms = {
        leaf.term for nodes in found.values() for n in nodes for leaf in leaves(n) if isinstance(leaf, Lookup)
    }
    assert "library" in terms
    assert "chamber" not in terms


def test_the_weight_is_shared_by_the_words_that_it_stands_for():
    [one] = made().expand(token_graph("library"), "text", DEFAULT_WEIGHTS)[0]
    [first] = made().expand(token_graph("reading room"), "text", DEFAULT_WEIGHTS)[0]
    assert one.boost == DEFAULT_WEIGHTS.synonym
    assert first.boost == DEFAULT_WEIGHTS.synonym / 2
    assert (
        made().expand(token_graph("library"), "title", replace(DEFAULT_WEIGHTS, synonym=0.1))[0][0].boost
        == 0.1
    )


def test_a_pasted_text_stays_bounded():
    def synonyms_of(text):
        planned = plan(parse(text), DEFAULT_WEIGHTS, Expansion(lambda: TermDictionary(())), synonyms=made())
        found = (leaf for node in planned.wanted for leaf in leaves(node))
        return sum(isinstance(leaf, Sequence) and leaf.terms[0][1] == "reading" for leaf in found)

    one = synonyms_of("library")
    assert one == 1
    assert synonyms_of(" ".join(["library"] * 90)) == MAX_ENRICHED * one
    assert synonyms_of(" OR ".join(["library"] * 90)) == MAX_WORDS // 2 * one


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("gazette, newspaper\n\n# nothing\npaper,, sheet", 4, "nothing on one side"),
        ("gazette, ", 1, "nothing on one side"),
        ("=> gazette", 1, "nothing on one side"),
        ("gazette", 1, "has no synonyms"),
        ("a => b => c", 1, "more than one =>"),
        ("gazette, ***", 1, "not a word"),
        ('gazette, "newspaper"', 1, "not a word"),
        ("gazette, paper = sheet", 1, "not a word"),
        ("gazette, Gazette", 1, "twice"),
        ("تيرانا، تیرانا", 1, "twice"),
        (", ".join(f"w{n}" for n in range(41)), 1, "more than 40"),
        ("quay, wharf\nwharf, quay", 2, "same group is in en.txt:1"),
        ("quay, wharf\nquay, pier", 2, "has a group in en.txt:1"),
    ],
)
def test_faults_are_named_with_their_line(text, line, message):
    _, faults = read_groups(text, "en.txt")
    assert [fault.origin for fault in faults] == [f"en.txt:{line}"]
    assert message in faults[0].message


def test_comments_blank_lines_and_both_commas():
    groups, faults = read_groups("\ufeff# words\n\nquay, wharf، pier  # by the water\nx => y", "en.txt")
    assert faults == ()
    assert [group.typed for group in groups] == [("quay", "wharf", "pier"), ("x",)]
    assert groups[1].found == ("y",)
    assert groups[0].origin == "en.txt:3"


def test_a_word_may_be_found_by_several_groups_and_return_on_the_other_side():
    groups, faults = read_groups(
        "quay => wharf\npier => wharf\nmole, groyne => mole, groyne, jetty", "en.txt"
    )
    assert faults == ()
    assert len(groups) == 3


def test_the_shipped_files_have_no_faults():
    files = read_files()
    assert files.faults == ()
    assert set(files.groups) == {"en", "fa", "ar", "sq", "names"}
    assert all(len(groups) > 40 for groups in files.groups.values())


def test_a_folder_replaces_files_by_name(tmp_path):
    (tmp_path / "en.txt").write_text("quay, wharf", "utf-8")
    (tmp_path / "sq.txt").write_text("# nothing", "utf-8")
    files = read_files(tmp_path)
    assert [group.typed for group in files.groups["en"]] == [("quay", "wharf")]
    assert files.groups["sq"] == ()
    assert files.groups["names"] == read_files().groups["names"]


def test_a_fault_stops_the_start_with_file_and_line(tmp_path):
    (tmp_path / "en.txt").write_text("quay, wharf\nalone\nsingle", "utf-8")
    with pytest.raises(SynonymError, match=r"en\.txt:2: 'alone' has no synonyms.*\(1 more"):
        Synonyms.load(tmp_path)


def test_words_of_another_script_belong_among_the_names(tmp_path):
    (tmp_path / "en.txt").write_text("bridge, پل", "utf-8")
    [fault] = read_files(tmp_path).faults
    assert "belongs in names.txt" in fault.message


@pytest.mark.parametrize("name", ["fr.txt", "english.txt"])
def test_a_file_named_after_no_language_is_an_error(tmp_path, name):
    (tmp_path / name).write_text("a, b", "utf-8")
    with pytest.raises(SynonymError, match=r"not named after a language; use one of: en\.txt"):
        read_files(tmp_path)


def test_a_folder_that_is_not_there_and_a_file_that_is_no_text(tmp_path):
    with pytest.raises(SynonymError, match="not a folder"):
        read_files(tmp_path / "none")
    (tmp_path / "en.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SynonymError, match="cannot be read as UTF-8"):
        read_files(tmp_path)
