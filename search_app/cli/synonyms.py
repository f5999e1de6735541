"""``fehrest synonyms``: the files of synonyms, and what they do to queries."""

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
    """The words that stand for each other when a query is answered, in files that an editor changes.

    \b
      fehrest synonyms check
      FEHREST_SYNONYMS=words fehrest synonyms check --queries typed.txt
    """


@synonyms.command()
@click.option(
    "--queries", type=click.Path(path_type=Path), metavar="FILE", help="Queries to try, one a line."
)
@click.option("--json", "as_json", is_flag=True, help="A JSON object per fault or query.")
@data_option
@click.pass_context
def check(context: click.Context, /, queries: Path | None, as_json: bool, **given: object) -> None:
    """Name the faults in the files of synonyms, then the queries that find something else because of them.

    The files are those shipped, and those in the folder FEHREST_SYNONYMS in their places. Without --queries
    the words of the files themselves are asked. The exit code is 1 where there is a fault.
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
        click.echo(f"{count} groups in {len(files.groups)} files, no faults")
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
