import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from analyzers import LANGUAGES
from engines.opensearch.settings import ClusterSettings
from engines.registry import ENGINES
from search.query.fields import field_names
from search_app import create_app
from search_app.cli.main import COMMANDS, main
from search_app.settings import Settings

ROOT = Path(__file__).parents[1]
DOCS = "\n".join(path.read_text("utf-8") for path in [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))])


def routes():
    rules = create_app(Settings(data=Path("nowhere"))).url_map.iter_rules()
    return sorted(
        {re.sub(r"<[^>]*>.*", "", rule.rule) for rule in rules if rule.endpoint != "static"} - {"/"}
    )


def commands():
    """Pairs of a command's name and the command, or each command of a group."""
    for name in COMMANDS:
        command = main.get_command(None, name)
        yield from ((name, one) for one in (command, *getattr(command, "commands", {}).values()))


def options():
    return sorted(
        {
            (name, option)
            for name, command in commands()
            for parameter in command.params
            for option in parameter.opts
            if option.startswith("--")
        }
    )


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_told_of(name):
    assert f"fehrest {name}" in DOCS


@pytest.mark.parametrize("name", [f"FEHREST_{field.name.upper()}" for field in fields(Settings)])
def test_every_setting_is_told_of(name):
    assert name in DOCS


@pytest.mark.parametrize("field", fields(ClusterSettings), ids=lambda field: field.name)
def test_every_setting_of_a_cluster_stands_in_the_table_with_its_default(field):
    lines = (ROOT / "docs" / "cluster.md").read_text("utf-8").splitlines()
    [row] = [
        line
        for line in lines
        if line.startswith("| `") and f"`FEHREST_OPENSEARCH_{field.name.upper()}`" in line
    ]
    default = field.default if field.type is not float else f"{field.default:g}"
    assert row.split("|")[2].strip() == (f"`{default}`" if default != "" else "")


@pytest.mark.parametrize("route", routes())
def test_every_route_is_told_of(route):
    assert route in DOCS


@pytest.mark.parametrize("name", sorted(set(field_names().values()) - {"language"} | {"lang"}))
def test_every_field_of_the_query_language_is_told_of(name):
    assert f"{name}:" in DOCS


LANGUAGE_NAMES = {"en": "English", "fa": "Persian", "ar": "Arabic", "sq": "Albanian"}


@pytest.mark.parametrize("name", [*LANGUAGES, *ENGINES])
def test_every_language_and_engine_is_told_of(name):
    assert re.search(rf"\b{LANGUAGE_NAMES.get(name, name)}\b", DOCS, re.IGNORECASE)


def test_every_option_in_an_example_exists():
    known = {option for _, option in options()} | {"--data", "--engine", "--help", "--version"}
    written = {
        option
        for line in DOCS.splitlines()
        if (command := re.search(r"(?<!\bwp )\bfehrest [a-z]+\b.*", line))  # not the plugin of WP-CLI
        for option in re.findall(r"(?<=\s)--[a-z][a-z-]*", command[0])
    }
    assert written - known == set()


def test_every_command_in_an_example_exists():
    written = set(re.findall(r"^\s*(?:\$ )?fehrest (?:--\S+ \S+ )*([a-z]+)", DOCS, re.MULTILINE))
    assert written - COMMANDS.keys() == set()


def test_every_link_to_a_file_leads_somewhere():
    missing = [
        f"{path.name}: {target}"
        for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text("utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert missing == []


def tracked():
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in names.split("\0") if name]


def test_no_file_names_a_path_of_a_machine():
    # Built from parts, so that this file does not contain one.
    folder = re.compile(rb"(?<![\w.\-/*])/(?:" + b"|".join((b"wo" + b"rk", b"ro" + b"ot")) + b")/")
    named = [
        f"{path.relative_to(ROOT)}: {match[0].decode()}"
        for path in tracked()
        if path.is_file() and (match := folder.search(path.read_bytes()))
    ]
    assert named == []
