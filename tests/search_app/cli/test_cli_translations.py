import pytest
from cli_support import SAMPLE, fehrest, one, one_line_error


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("translations")
    assert fehrest("--data", folder, "ingest", SAMPLE / "export.xml").exit_code == 0
    return folder


def test_shown_translations_are_those_of_a_search(data):
    lines = fehrest("--data", data, "translations", "show", "libraries").stdout.splitlines()
    assert "libraries ≈ کتابخانه (fa)" in lines
    assert one(fehrest("--data", data, "search", "--json", "--across", "libraries"))["translations"]


def test_what_is_built_or_written_by_hand_is_used(data):
    built = fehrest("--data", data, "translations", "build")
    assert "translations.txt. Restart fehrest serve to use them." in built.stdout
    missing = fehrest("--data", data, "translations", "build", "--freedict", data / "none.index")
    assert missing.exit_code == 2
    (data / "freedict-eng-xyz.index").write_text("")
    wrong = fehrest("--data", data, "translations", "build", "--freedict", data / "freedict-eng-xyz.index")
    assert "does not say two languages" in one_line_error(wrong)
    own = data / "translations.txt"
    assert own.read_text("utf-8").splitlines()[1] == "en | fa | ar | sq"
    own.write_text("en | sq\nweathervane | fluger\n", "utf-8")
    shown = fehrest("--data", data, "translations", "show", "weathervanes").stdout
    assert shown == "weathervanes ≈ fluger (sq)\n"
    own.write_text("en | sq\nweathervane\n", "utf-8")
    result = fehrest("--data", data, "search", "bridge")
    assert "translations.txt:2: 1 columns" in one_line_error(result)
    own.unlink()
