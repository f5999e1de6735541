"""No word of CONTRIBUTING.md's list is in a tracked text."""

import pytest

from tests import plain_english


def test_no_word_of_the_list_is_in_a_text():
    found = list(plain_english.found())
    assert found == [], "\n".join(f"{path}:{line}: {word}: {around}" for path, line, word, around in found)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""It is told anew."""\n', ["It is told anew."]),
        ("# It is\n# told.\nx = 1\n", ["It is told."]),
        ('x = 1\nprint("It is told.", "told")\n', ["It is told."]),
        (
            'def f():\n    """It was told."""\n    return f"{x} was told {y}"\n',
            ["It was told.", " was told "],
        ),
    ],
)
def test_docstrings_comments_and_messages_are_read(source, expected):
    assert [text.strip('"') for _, text in plain_english.of_python(source, strings=True)] == expected


def test_strings_of_tests_are_data():
    source = 'def f():\n    """A docstring."""\n    return "some text"\n'
    assert [text for _, text in plain_english.of_python(source, strings=False)] == ['"""A docstring."""']


def test_the_list_gives_a_replacement_for_each_word():
    words = plain_english.words()
    assert words["mend"] == "fix, repair"
    assert all(words.values())
