import pytest
from cli_support import fehrest, one


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("stoness",), "Did you mean: stones ("),
        ((";jhf",), "On another keyboard layout: کتاب ("),
        (("bridge", "--author", "nobody"), "Without filters: bridge ("),
        (("bridge", "--language", "ar"), "Nothing in ar, but with --language: en ("),
    ],
)
def test_what_else_may_be_found_is_said(sample_data, arguments, line):
    assert line in fehrest("--data", sample_data, "search", *arguments).stdout


def test_offers_as_json(sample_data):
    [offer] = one(fehrest("--data", sample_data, "search", "--json", "stoness"))["suggestions"]
    assert (offer["kind"], offer["text"], offer["url"]) == ("spelling", "stones", "?q=stones")
    assert offer["total"] == one(fehrest("--data", sample_data, "search", "--json", "stones"))["total"]


def test_no_offers_where_enough_was_found(sample_data):
    assert "suggestions" not in one(fehrest("--data", sample_data, "search", "--json", ""))
