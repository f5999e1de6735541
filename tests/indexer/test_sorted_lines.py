"""Words that are searched in a file: found exactly when they are there."""

from hypothesis import given
from hypothesis import strategies as st

from analyzers import LANGUAGES
from indexer.language.lexicons import listed_words
from indexer.language.profiles import same_letters
from indexer.language.sorted_lines import NO_LINES, SortedLines, sorted_lines

WORDS = st.text(st.characters(exclude_characters="\n\t", exclude_categories=["Cs"]), min_size=1, max_size=4)


@given(st.dictionaries(WORDS, st.integers(0, 99)), WORDS)
def test_a_table_has_what_a_dict_has(table, other):
    lines = SortedLines(sorted_lines([f"{word}\t{count}" for word, count in table.items()]).encode())
    assert {word: int(lines.get(word) or -1) for word in table} == table
    assert (lines.get(other) is None) is (other not in table)
    assert len(lines) == len(table)


@given(st.sets(WORDS, min_size=1), WORDS)
def test_words_have_no_value(words, other):
    lines = SortedLines(sorted_lines(words).encode())
    assert all(word in lines for word in words)
    assert (other in lines) is (other in words)


def test_words_of_many_blocks_are_found():
    words = {f"{'x' * (n % 40)}{n}" for n in range(4000)}
    lines = SortedLines(sorted_lines(words).encode())
    assert all(word in lines for word in words)
    assert not any(f"{word}y" in lines or word[1:] + "z" in lines for word in words)


def test_a_table_without_lines_has_nothing():
    assert "" not in NO_LINES
    assert "word" not in NO_LINES
    assert len(NO_LINES) == 0


def test_the_list_of_each_language_has_its_function_words():
    for code, known in (("en", "bridge"), ("sq", "urë"), ("fa", "کتابخانه"), ("ar", "مكتبة")):
        words = listed_words(code)
        assert same_letters(known) in words
        assert "qqqzzz" not in words
    assert len(LANGUAGES) >= 4
