"""A language is a folder and one line of the registry: adds Sorani, a third language in Arabic script.

The program is copied, the folder and the line are added, and nothing else is changed. Then the real commands
and the real application run on the copy.
"""

import filecmp
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PACKAGES = ("analyzers", "engines", "index_data", "indexer", "meaning", "search", "search_app")
LINE = '    "ckb",\n'
SORANI = {f"https://river.example/{number}" for number in (1, 2, 3, 4)}


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """A copy of the program with the language."""
    copy = tmp_path_factory.mktemp("program")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(HERE / "ckb", copy / "analyzers" / "lang" / "ckb")
    registry = copy / "analyzers" / "registry.py"
    before, line, after = registry.read_text("utf-8").partition('    "sq",\n')
    assert line
    registry.write_text(before + line + LINE + after, "utf-8")
    return copy


@pytest.fixture(scope="module")
def settings(program, tmp_path_factory):
    """The folder and the environment in which the copy runs."""
    folder = tmp_path_factory.mktemp("run")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FEHREST_")}
    return {
        "cwd": folder,
        "env": environment | {"PYTHONPATH": str(program), "FEHREST_CACHE": str(folder / "cache")},
        "text": True,
    }


@pytest.fixture(scope="module")
def run(settings):
    def run(*command):
        command = [sys.executable, *map(str, command)]
        done = subprocess.run(command, capture_output=True, check=False, **settings)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def archive(request, run, tmp_path_factory):
    """A data folder with the articles of all languages, and its engine."""
    data = tmp_path_factory.mktemp("data") / request.param
    taken = run(
        "-m",
        "search_app",
        "--data",
        data,
        "--engine",
        request.param,
        "ingest",
        HERE / "articles.jsonl",
        "--json",
    )
    assert json.loads(taken)["added"] == 9
    return data, request.param


@pytest.fixture(scope="module")
def search(archive, settings):
    """The command, run in one process for all tests of an engine."""
    data, engine = archive
    command = [sys.executable, HERE / "searches.py"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **settings) as process:

        def search(*query):
            arguments = ("--data", data, "--engine", engine, "search", "--json", *query)
            process.stdin.write(json.dumps([str(one) for one in arguments]) + "\n")
            process.stdin.flush()
            code, output, errors = json.loads(process.stdout.readline())
            assert code == 0, errors
            return json.loads(output)

        yield search
        process.stdin.close()


def found(answer):
    return {hit["url"] for hit in answer["hits"]}


def test_the_folder_and_one_line_are_all_that_differs(program):
    def differences(compared):
        yield from (Path(compared.left, name) for name in compared.diff_files)
        yield from (Path(compared.left, name) for name in compared.left_only)
        for inner in compared.subdirs.values():
            yield from differences(inner)

    changed = []
    for package in PACKAGES:
        compared = filecmp.dircmp(program / package, ROOT / package, ignore=["__pycache__"])
        changed += [path.relative_to(program).as_posix() for path in differences(compared)]
    assert sorted(changed) == ["analyzers/lang/ckb", "analyzers/registry.py"]
    registry = (ROOT / "analyzers" / "registry.py").read_text("utf-8")
    assert (program / "analyzers" / "registry.py").read_text("utf-8").replace(LINE, "") == registry


def test_it_is_detected_and_the_others_still_are(search):
    by_url = {hit["url"]: hit["language"] for hit in search("--size", 20)["hits"]}
    assert {url for url, language in by_url.items() if language == "ckb"} == SORANI
    others = {url: language for url, language in by_url.items() if url not in SORANI}
    assert [others[url] for url in sorted(others)] == ["fa", "ar", "en", "sq", "und"]


def test_forms_of_a_word_find_one_another(search):
    assert found(search("پردەکان")) == {"https://river.example/1"}
    assert found(search("کتێبەکە")) == {"https://river.example/2"}


def test_its_letters_are_not_folded_away(search):
    assert found(search("شێر")) == {"https://river.example/3"}
    assert "https://river.example/4" in found(search("شیر"))
    assert "https://river.example/3" not in found(search("شیر"))


@pytest.mark.parametrize("query", ["lang:ckb", "lang:sorani", "lang:کوردی", "زمان:کوردی", "زبان:سورانی"])
def test_articles_are_filtered_by_it_in_every_spelling(search, query):
    assert found(search(query, "--size", 20)) == SORANI
    assert found(search("--language", "ckb", "--size", 20)) == SORANI


def test_its_keywords_and_synonyms_count(search):
    assert found(search("ناونیشان:گوند")) == {"https://river.example/2", "https://river.example/4"}
    assert found(search("باژێڕ")) == {"https://river.example/1"}


def test_its_keyboard_is_known(run):
    code = "from search.did_you_mean.keyboards import meant; print(meant('prd')['ckb'])"
    assert run("-c", code).strip() == "پرد"


def test_its_months_bylines_and_labels_are_read(run):
    code = """
from indexer.extraction.bylines import parse_byline
from indexer.extraction.dates import parse_date
from indexer.extraction.labels import is_label
print(parse_date("٩ ئایار ٢٠٢١").date(), *parse_byline("نووسینی: ئارام حەسەن").authors, sep="|")
print(is_label("بابەتی پەیوەندیدار"), is_label("بیشتر بخوانید"))
"""
    assert run("-c", code).splitlines() == ["2021-05-09|ئارام حەسەن", "True True"]


def test_the_interface_names_and_speaks_it(run, archive):
    data, engine = archive
    pages = json.loads(run(HERE / "page.py", data, engine, "/?ui=en", "/?ui=fa", "/?ui=sq", "/?ui=ckb"))
    assert [status for status, _ in pages] == [200] * 4
    english, persian, albanian, sorani = (page for _, page in pages)
    assert "Sorani" in english
    assert "سورانی" in persian
    assert "kurdishte qendrore" in albanian.lower()  # from the CLDR if the folder has no name
    assert '<html lang="ckb" dir="rtl"' in sorani
    assert "گەڕان لە ئەرشیفدا" in sorani


def test_it_is_exported_and_cited(run, archive):
    data, engine = archive
    names = ("bib", "ris", "csv", "jsonl", "atom")
    addresses = [f"/results.{name}?q=lang:ckb" for name in names]
    answers = dict(zip(names, json.loads(run(HERE / "page.py", data, engine, *addresses)), strict=True))
    assert {status for status, _ in answers.values()} == {200}
    texts = {name: text for name, (_, text) in answers.items()}
    assert texts["bib"].count("langid = {kurdish}") == 4
    assert texts["ris"].count("LA  - ckb") == 4
    assert texts["csv"].count("ckb") == 4
    assert {json.loads(line)["language"] for line in texts["jsonl"].splitlines()} == {"ckb"}
    assert texts["atom"].count('xml:lang="ckb"') >= 4


def test_a_copy_without_the_line_knows_nothing_of_it(program, run, archive, tmp_path):
    registry = program / "analyzers" / "registry.py"
    text = registry.read_text("utf-8")
    registry.write_text(text.replace(LINE, ""), "utf-8")
    try:
        code = "from indexer.language import detect; print(detect('کتێبخانەی نوێ لە گوند کرایەوە'))"
        assert run("-c", code).strip() == "und"
    finally:
        registry.write_text(text, "utf-8")
