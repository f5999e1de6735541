import pytest
from cli_support import fehrest, one, rows

FIELDS = ["text", "exact", "stems", "position", "start", "end"]


def test_analyze_gives_one_list_for_a_text():
    tokens = one(fehrest("analyze", "--lang", "en", "--json", "Old bridges"))
    assert [list(token) for token in tokens] == [FIELDS, FIELDS]
    assert tokens[1] == {
        "text": "bridges",
        "exact": "bridges",
        "stems": ["bridge"],
        "position": 1,
        "start": 4,
        "end": 11,
    }


def test_analyze_gives_a_list_a_line_of_its_input():
    found = rows(fehrest("analyze", "--lang", "fa", "--json", stdin="کتاب‌های تازه\n\nپل\n"))
    assert [[token["exact"] for token in tokens] for tokens in found] == [["کتابهای", "تازه"], [], ["پل"]]


def test_analyze_for_people():
    lines = fehrest("analyze", "--lang", "en", "Old bridges 2021").stdout.splitlines()
    assert lines[0].split() == ["position", "text", "exact", "stems", "start", "end"]
    assert lines[2].split() == ["1", "bridges", "bridges", "bridge", "4", "11"]
    assert lines[3].split() == ["2", "2021", "2021", "-", "12", "16"]


@pytest.mark.parametrize("arguments", [("--lang", "xx", "text"), ("text",)])
def test_analyze_needs_a_language_that_there_is(arguments):
    result = fehrest("analyze", *arguments)
    assert result.exit_code == 2
    assert "--lang" in result.stderr


TEXTS = {
    "The new library opens on Monday and the readers are happy.": "en",
    "کتابخانه تازه شهر از فردا باز است و همه می‌توانند کتاب بگیرند.": "fa",
    "افتتحت المدينة مكتبة جديدة وجاء القراء إليها في الصباح.": "ar",
    "Biblioteka e re hapet të hënën dhe lexuesit janë të gëzuar.": "sq",
    "12345 !!": "und",
}


def test_detect_names_the_language_of_each_line():
    result = fehrest("detect", stdin="".join(f"{text}\n" for text in TEXTS))
    assert result.stdout.split() == list(TEXTS.values())


def test_detect_keeps_empty_lines():
    assert fehrest("detect", stdin="\n\n").stdout.split() == ["und", "und"]


def test_detect_takes_arguments_and_gives_json():
    found = rows(fehrest("detect", "--json", *TEXTS))
    assert found == [{"text": text, "language": code} for text, code in TEXTS.items()]


def test_detect_reads_bytes_that_are_no_utf8():
    result = fehrest("detect", stdin=b"\xff\xfe\x00 abc\nthe library of the town is new\n")
    assert result.stdout.split()[1] == "en"
