import pytest
from cli_support import fehrest

from search_app.cli.main import COMMANDS


def test_the_group_lists_every_command():
    text = fehrest("--help").stdout
    assert all(f"\n  {name} " in text for name in COMMANDS)
    assert "fehrest ingest" in text


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_explains_itself_and_its_options(name):
    result = fehrest(name, "--help")
    assert result.exit_code == 0
    explanation, _, options = result.stdout.partition("Options:")
    assert len(explanation.split("\n", 1)[1].split()) >= 12
    undescribed = [
        line for line in options.splitlines()
        if line.strip().startswith("--") and len(line.split()) < 3 and not line.strip().startswith("--help")
    ]  # fmt: skip
    assert not [line for line in undescribed if len(line.strip()) < 12]


def test_the_version_is_that_of_the_package():
    from importlib.metadata import version

    assert version("fehrest") in fehrest("--version").stdout


def test_an_unknown_command_is_no_traceback():
    result = fehrest("serach")
    assert result.exit_code == 2
    assert "No such command" in result.stderr
