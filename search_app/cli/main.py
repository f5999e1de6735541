"""The group of commands, and what they share: settings, errors, JSON."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from analyzers import FehrestError
from analyzers.extras import MissingExtraError, missing_extra
from search_app.settings import Settings

COMMANDS = {
    "analyze": "analysis:analyze",
    "backup": "backups:backup",
    "detect": "analysis:detect",
    "evaluate": "evaluation:evaluate",
    "extract": "ingestion:extract",
    "history": "decisions:history",
    "ingest": "ingestion:ingest",
    "pending": "decisions:pending",
    "reindex": "reindexing:reindex",
    "related": "searching:related",
    "restore": "backups:restore",
    "search": "searching:search",
    "serve": "serving:serve",
    "status": "searching:status",
    "stories": "stories:stories",
    "sync": "syncing:sync",
    "synonyms": "synonyms:synonyms",
}
"""The name of a command -> module and function; a module is imported when its command is called, so that
``fehrest search`` does not wait for what only ``fehrest ingest`` needs."""


class Commands(click.Group):
    """Loads commands late, and turns an error that a person can mend into one line and exit code 1."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The names, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """The command of a name."""
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
        """Run a command."""
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
            # The reader of our output has seen enough, as with `| head`.
            sys.stderr.close()
            sys.exit(0)


def _without_extra(name: str, error: MissingExtraError) -> click.Command:
    """In the place of a command that cannot be imported: it takes any arguments and raises the error."""

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
@click.option("--engine", help="tantivy (default), whoosh or opensearch.  [FEHREST_ENGINE]")
@click.version_option(package_name="fehrest")
@click.pass_context
def main(context: click.Context, /, data: Path | None, engine: str | None) -> None:
    """Full-text search for a news archive in English, Persian, Arabic and Albanian.

    \b
    A first walk:
      fehrest ingest saved-pages/ export.xml   take articles into the archive and index them
      fehrest sync https://your.site           read a site, and later what changed on it
      fehrest search 'bridge author:hoxha'     search from the command line
      fehrest serve                            the page and the API, http://127.0.0.1:8000
    """
    context.obj = lambda **given: Settings.load(**{"data": data, "engine": engine, **given})


def settings_of(context: click.Context, /, **given: object) -> Settings:
    """The settings, with what was given on the command line first."""
    found: Settings = context.obj(**{name: value for name, value in given.items() if value is not None})
    return found


def data_option(command: Any) -> Any:
    """``--data`` and ``--engine`` after the command as well as before it."""
    command = click.option("--engine", help="tantivy (default), whoosh or opensearch.  [FEHREST_ENGINE]")(
        command
    )
    return click.option(
        "--data", type=click.Path(path_type=Path), help="Folder of the archive and the index.  [FEHREST_DATA]"
    )(command)


def print_json(value: object, *, indent: int | None = None) -> None:
    """A value as JSON on standard output, in its own letters."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent))
