import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NOT_SHIPPED = {"tests", "benchmarks"}


def environment():
    """Ours, without what would let the installed package find the checkout."""
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


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The folder of programs of an environment with the wheel and nothing else, outside the checkout."""
    folder = tmp_path_factory.mktemp("installed") / "env"
    run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    pip = folder / "bin" / "pip"
    run(pip, "install", "--quiet", "-c", ROOT / "constraints.txt", wheel, cwd=folder.parent)
    return folder / "bin"


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
