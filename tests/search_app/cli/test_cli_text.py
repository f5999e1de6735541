import io
import sys
from contextlib import redirect_stdout

import pytest
from cli_support import fehrest, one

from search_app.cli.text import write_any_letter


def as_ascii(text: str) -> str:
    """As Python reads an argument where the locale is not UTF-8 (PEP 383)."""
    return text.encode().decode("ascii", "surrogateescape")


def test_a_query_is_read_as_utf_8_whatever_the_locale_is(sample_data) -> None:
    expected = one(fehrest("--data", sample_data, "search", "کتابخانه", "--json"))["total"]
    assert expected > 0
    found = one(fehrest("--data", sample_data, "search", as_ascii("کتابخانه"), "--json"))
    assert (found["total"], found["query"]) == (expected, "کتابخانه")
    category = one(fehrest("--data", sample_data, "search", "--tag", as_ascii("تیروان"), "--json"))
    assert category["total"] > 0


@pytest.mark.parametrize(
    "command",
    [("search", "\udcff bridge"), ("search", "--tag", "\udcfe"), ("analyze", "--lang", "fa", "\udcff"),
     ("detect", "\udcff bridge"), ("search", "half \ud800 a pair")],
)  # fmt: skip
def test_what_is_no_text_is_refused_and_not_dropped(sample_data, command) -> None:
    result = fehrest("--data", sample_data, *command)
    assert result.exit_code == 2
    assert "is not UTF-8" in result.stderr
    assert result.stdout == ""


def test_letters_that_the_terminal_lacks_are_written_as_escapes() -> None:
    written = io.BytesIO()
    terminal = io.TextIOWrapper(written, "latin-1")
    with redirect_stdout(terminal):
        write_any_letter()
        sys.stdout.write("é پل")
    terminal.flush()
    assert written.getvalue() == b"\xe9 \\u067e\\u0644"
