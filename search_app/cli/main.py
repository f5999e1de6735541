"""The group of commands, and what they share: settings, errors, JSON output."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from analyzers import FehrestError
from analyzers.extras import MissingExtraError, missing_extra
from search_app.cli.text import write_any_letter
from search_app.settings import Settings

COMMANDS = {
    "analyze": "analysis:analyze",
    "backup": "backups:backup",
    "categories": "categories:categories",
    "detect": "analysis:detect",
    "doctor": "doctor:doctor",
    "evaluate": "evaluation:evaluate",
    "extract": "ingestion:extract",
    "history": "decisions:history",
    "ingest": "ingestion:ingest",
    "keys": "keys:keys",
    "pending": "decisions:pending",
    "queries": "queries:queries",
    "reindex": "reindexing:reindex",
    "related": "searching:related",
    "restore": "backups:restore",
    "rules": "rules:rules",
    "search": "searching:search",
    "serve": "serving:serve",
    "status": "searching:status",
    "stories": "stories:stories",
    "sync": "syncing:sync",
    "synonyms": "synonyms:synonyms",
    "translations": "translations:translations",
    "vectors": "vectors:vectors",
}
"""Name of a command -> module and function. A module is imported when its command is called, so that
``fehrest search`` does not load what only ``fehrest ingest`` needs.
"""

ENGINE_HELP = "tantivy (default), whoosh or opensearch.  [FEHREST_ENGINE]"
"""Not from the registry of engines, which would load modules that ``--help`` does not need."""


class Commands(click.Group):
    """Loads commands when they are called. A FehrestError becomes a one-line message and exit code 1."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Names of the commands, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """The command with a name, or None if there is none."""
        if name not in COMMANDS:
            return None
        from importlib import import_module

        module, function = COMMANDS[name].split(":")
        try:
            command: click.Command = getattr(import_module(f"search_app.cli.{module}"), function)
        except ModuleNotFoundError as error:
            missing = missing_extra(error)
            if missing is None:
                raise
            return _without_extra(name, missing)
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run a command and handle its errors."""
        write_any_letter()
        try:
            return super().invoke(context)
        except FehrestError as error:
            raise click.ClickException(error.message) from error
        except ModuleNotFoundError as error:
            missing = missing_extra(error)
            if missing is None:
                raise
            raise click.ClickException(missing.message) from error
        except BrokenPipeError:
            # The program that reads our output has closed it, as `| head` does.
            sys.stderr.close()
            sys.exit(0)


def _without_extra(name: str, error: MissingExtraError) -> click.Command:
    """Replaces a command that cannot be imported: takes any arguments and raises the error."""

    def fail(**_: object) -> None:
        raise error

    return click.Command(
        name,
        callback=fail,
        params=[click.Argument(["anything"], nargs=-1, type=click.UNPROCESSED)],
        context_settings={"ignore_unknown_options": True},
        add_help_option=False,
        short_help=error.message,
    )


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of the archive and the index.  [FEHREST_DATA]"
)
@click.option("--engine", help=ENGINE_HELP)
@click.version_option(package_name="fehrest")
@click.pass_context
def main(context: click.Context, /, data: Path | None, engine: str | None) -> None:
    """Full-text search for a news archive in English, Persian, Arabic and Albanian.

    \b
    To get started:
      fehrest ingest saved-pages/ export.xml   add articles to the archive and index them
      fehrest sync https://your.site           read a site, and later what changed on it
      fehrest search 'bridge author:hoxha'     search from the command line
      fehrest serve                            serve the page and the API at http://127.0.0.1:8000
    """
    context.obj = lambda **given: Settings.load(**{"data": data, "engine": engine, **given})


def settings_of(context: click.Context, /, **given: object) -> Settings:
    """The settings; options of the command line take precedence over the environment."""
    found: Settings = context.obj(**{name: value for name, value in given.items() if value is not None})
    return found


def data_option(command: Any) -> Any:
    """Allow ``--data`` and ``--engine`` after the command as well as before it."""
    command = click.option("--engine", help=ENGINE_HELP)(command)
    return click.option(
        "--data", type=click.Path(path_type=Path), help="Folder of the archive and the index.  [FEHREST_DATA]"
    )(command)


def articles(number: int) -> str:
    """A number of articles in words: "1 article", "2 articles"."""
    return "1 article" if number == 1 else f"{number} articles"


def print_json(value: object, *, indent: int | None = None) -> None:
    """Print a value as JSON in UTF-8, without escapes."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent))
