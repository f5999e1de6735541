"""JSON as bytes: any text, any script, whole numbers and fractions unchanged."""

import json
import math
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.port.encoding import decode_json, encode_json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_encoded_is_read_back(value: object) -> None:
    encoded = encode_json(value)
    assert decode_json(encoded) == value == json.loads(encoded)


def test_letters_are_as_they_are() -> None:
    assert encode_json({"فهرست": "ë"}) == '{"فهرست":"ë"}'.encode()


def test_half_a_letter_is_a_question_mark_and_the_rest_is_kept() -> None:
    assert encode_json({"a\ud800": ["ب\udc00", 1]}) == '{"a?":["ب?",1]}'.encode()


def test_half_a_letter_is_read() -> None:
    assert decode_json('{"a":"\\ud800"}') == {"a": "\ud800"}
    assert decode_json('"\ud800"') == "\ud800"


def test_tuples_are_lists_and_no_number_is_null() -> None:
    assert encode_json((1, math.nan)) == b"[1,null]"


def test_what_is_no_json_is_an_error() -> None:
    for text in ("<html>", "", '{"a":'):
        with pytest.raises(ValueError, match="line 1"):
            decode_json(text)


def test_what_cannot_be_told_is_an_error() -> None:
    @dataclass(frozen=True)
    class Told:
        value: object

    with pytest.raises(TypeError):
        encode_json(Told(object()))
