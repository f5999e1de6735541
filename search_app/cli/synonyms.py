"""``fehrest synonyms``: checks the synonym files and shows their effect on queries."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from engines.registry import open_store
from search.comparison import Shift, compare
from search.searcher import Searcher
from search.synonyms import SynonymFiles, Synonyms, read_files
from search_app.cli.main import data_option, print_json, settings_of
from search_app.cli.shifts import print_shifts, read_queries
from search_app.settings import Settings


@click.group()
def synonyms() -> None:
    """Check the synonym files, which editors can change.

    \b
      fehrest synonyms check
      FEHREST_SYNONYMS=words fehrest synonyms check --queries typed.txt
    """


@synonyms.command()
@click.option(
    "--queries", type=click.Path(path_type=Path), metavar="FILE", help="Queries to run, one per line."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object per error or query.")
@data_option
@click.pass_context
def check(context: click.Context, /, queries: Path | None, as_json: bool, **given: object) -> None:
    """Print the errors in the synonym files, then the queries whose results they change.

    Checks the shipped files and the files in the folder FEHREST_SYNONYMS, which replace shipped files of the
    same name. Without --queries, the words in the files are used as queries. The exit code is 1 if there is
    an error.
    """
    settings = settings_of(context, **given)
    files = read_files(Path(settings.synonyms) if settings.synonyms else None)
    for fault in files.faults:
        if as_json:
            print_json(asdict(fault))
        else:
            click.echo(f"{fault.origin}: {fault.message}", err=True)
    if files.faults:
        sys.exit(1)
    asked = read_queries(queries) if queries else _words(files)
    if not as_json:
        count = sum(len(groups) for groups in files.groups.values())
        click.echo(f"{count} groups in {len(files.groups)} files, no errors")
    if queries or open_store(settings.engine, settings.data).exists():
        print_shifts(_shifts(settings, files, asked), as_json=as_json)


def _words(files: SynonymFiles) -> list[str]:
    words = (word for groups in files.groups.values() for group in groups for word in group.typed)
    return list(dict.fromkeys(words))


def _shifts(settings: Settings, files: SynonymFiles, asked: list[str]) -> Iterator[Shift]:
    engine = open_store(settings.engine, settings.data).open()
    try:
        yield from compare(Searcher(engine), Searcher(engine, synonyms=Synonyms(files.groups)), asked)
    finally:
        engine.close()
