import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from urllib.request import urlopen

import pytest

from analyzers.extras import EXTRAS

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NOT_SHIPPED = {"tests", "benchmarks"}


def environment():
    """The environment without what would let the installed package find the checkout."""
    hidden = ("PYTHONPATH", "VIRTUAL_ENV")
    return {n: v for n, v in os.environ.items() if n not in hidden and not n.startswith("FEHREST_")}


def run(*command, cwd):
    result = subprocess.run(
        [*map(str, command)], cwd=cwd, env=environment(), capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    [wheel] = folder.glob("*.whl")
    return wheel


def install(folder, wheel):
    """The folder of programs of an environment with the wheel, outside the checkout."""
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "--quiet")
    # Not compiled: Python compiles the few modules that the tests import.
    run(*pip, "--no-compile", "-c", ROOT / "constraints.txt", wheel, cwd=folder.parent)
    return folder / "bin"


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The wheel with every extra."""
    return install(tmp_path_factory.mktemp("installed") / "env", f"{wheel}[all]")


@pytest.fixture(scope="module")
def base(wheel, tmp_path_factory):
    """The wheel alone: it searches and serves."""
    return install(tmp_path_factory.mktemp("base") / "env", wheel)


@pytest.fixture(scope="module")
def sample_data(installed, tmp_path_factory):
    """A data folder with the sample archive and its index, made with every extra."""
    folder = tmp_path_factory.mktemp("data")
    sample = ROOT / "index_data" / "sample"
    ingest = ("ingest", sample / "pages", sample / "export.xml")
    run(installed / "fehrest", "--data", folder, *ingest, cwd=folder)
    return folder


def top_level_packages():
    return {path.parent.name for path in ROOT.glob("*/__init__.py")} - NOT_SHIPPED


def test_every_top_level_package_is_named_for_the_wheel():
    target = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    named = {*target["packages"], *(path.split("/")[0] for path in target.get("force-include", {}))}
    assert named == top_level_packages()


def test_the_wheel_holds_every_tracked_file_of_the_packages(wheel):
    tracked = run("git", "ls-files", "-z", *sorted(top_level_packages()), cwd=ROOT).split("\0")
    held = set(zipfile.ZipFile(wheel).namelist())
    assert sorted(path for path in tracked if path and path not in held) == []


def test_the_wheel_holds_nothing_else(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == top_level_packages()


def test_an_installed_package_works_away_from_the_checkout(installed, tmp_path):
    fehrest = installed / "fehrest"
    assert PROJECT["project"]["version"] in run(fehrest, "--version", cwd=tmp_path)
    code = "import index_data; print(index_data.__path__[0])"
    sample = Path(run(installed / "python", "-c", code, cwd=tmp_path).strip()) / "sample"
    assert ROOT not in sample.parents
    taken = json.loads(
        run(fehrest, "ingest", sample / "pages", sample / "export.xml", "--json", cwd=tmp_path)
    )
    assert taken["added"] >= 60
    assert (tmp_path / "index_data" / "archive.sqlite3").is_file()
    for word in ("bridge", "کتابخانه", "مكتبة", "biblioteka"):
        assert json.loads(run(fehrest, "search", "--json", word, cwd=tmp_path))["total"] > 0, word


def test_the_installed_page_has_its_templates_and_texts(installed, tmp_path):
    code = """
from search_app import create_app
client = create_app().test_client()
assert client.get("/healthz").status_code == 200
for language in ("en", "fa", "ar", "sq"):
    page = client.get("/?ui=" + language).get_data(as_text=True)
    assert f'lang="{language}"' in page, language
assert client.get("/static/fehrest.css").status_code == 200
"""
    lines = tmp_path / "one.jsonl"
    lines.write_text('{"title": "A bridge", "body": "Masons mend the bridge."}')
    run(installed / "fehrest", "ingest", lines, cwd=tmp_path)
    run(installed / "python", "-c", code, cwd=tmp_path)


def test_the_installed_lexicons_give_stems(installed, tmp_path):
    def stems(language, text):
        tokens = json.loads(
            run(installed / "fehrest", "analyze", "--lang", language, "--json", text, cwd=tmp_path)
        )
        return [token["stems"] for token in tokens]

    assert stems("en", "bridges") == [["bridge"]]
    assert stems("fa", "کتاب‌ها") == [["کتاب"]]
    assert stems("ar", "الجسر") == [["جسر"]]
    assert stems("sq", "urat") == stems("sq", "ura")


def test_the_base_searches_and_serves_what_the_extras_took_in(base, sample_data, tmp_path):
    fehrest = (base / "fehrest", "--data", sample_data)
    for word in ("bridge", "کتابخانه", "مكتبة", "biblioteka"):
        assert json.loads(run(*fehrest, "search", "--json", word, cwd=tmp_path))["total"] > 0, word
    assert json.loads(run(*fehrest, "status", "--json", cwd=tmp_path))["up_to_date"]
    command = [*map(str, fehrest), "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True
    ) as served:
        try:
            address = served.stdout.readline().split()[-1]
            with urlopen(f"{address}api/v1/search?q=bridge", timeout=120) as answer:
                assert json.load(answer)["total"] > 0
        finally:
            served.terminate()


def test_the_base_makes_the_index_again_from_the_archive(base, sample_data, tmp_path):
    fehrest = (base / "fehrest", "--data", tmp_path)
    shutil.copy(sample_data / "archive.sqlite3", tmp_path)
    assert "Index rebuilt" in run(*fehrest, "reindex", cwd=tmp_path)
    assert json.loads(run(*fehrest, "search", "--json", "bridge", cwd=tmp_path))["total"] > 0


def test_the_base_has_no_parser_and_no_install_has_dictionaries(base, installed, tmp_path):
    code = """
import importlib.util, sys
print(*[name for name in sys.argv[1:] if importlib.util.find_spec(name)])
"""
    extras = (
        "lxml",
        "bs4",
        "trafilatura",
        "langdetect",
        "warcio",
        "opensearchpy",
        "whoosh",
        "rich",
        "urllib3",
        "pebble",
        "feedparser",
    )
    build = ("hazm", "simplemma", "nltk", "numpy")
    assert run(base / "python", "-c", code, *extras, *build, cwd=tmp_path).split() == []
    assert run(installed / "python", "-c", code, *extras, *build, cwd=tmp_path).split() == [*extras]


@pytest.mark.parametrize(
    ("extra", "arguments"),
    [
        ("ingest", ("ingest", "pages/", "--json")),
        ("ingest", ("sync", "https://site.example")),
        ("ingest", ("detect", "a bridge")),
        ("whoosh", ("--engine", "whoosh", "search", "bridge")),
        ("cluster", ("--engine", "opensearch", "search", "bridge")),
    ],
)
def test_what_needs_an_extra_names_it(base, tmp_path, extra, arguments):
    command = [str(base / "fehrest"), *arguments]
    result = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True)
    assert result.returncode == 1
    assert f"pip install 'fehrest[{extra}]'" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "ingest" in run(base / "fehrest", "--help", cwd=tmp_path)


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_of_an_extra_is_known_by_its_module():
    modules = packages_distributions()
    for extra, names in EXTRAS.items():
        lines = PROJECT["project"]["optional-dependencies"][extra]
        wanted = {plain(re.match(r"[\w.-]+", line)[0]) for line in lines}
        assert wanted <= {plain(one) for name in names for one in modules[name]}, extra
