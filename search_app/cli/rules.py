"""``fehrest rules``: checks the editors' rules, and shows what they change."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from engines.registry import open_store
from search.comparison import compare
from search.rules import RuleError, Rules, read_rules, rules_in
from search.searcher import Searcher
from search_app.cli.main import data_option, print_json, settings_of
from search_app.cli.shifts import print_shifts, read_queries
from search_app.events.reports import Report, report
from search_app.events.store import EventStore
from search_app.generations import synonyms_of, weights_of
from search_app.settings import Settings

_TOP = 200
"""Number of frequent queries of the log that are previewed."""
_FILE = click.argument("file", required=False, type=click.Path(path_type=Path))


@click.group()
def rules() -> None:
    """Check the editors' rules: what is pinned, hidden, noted or redirected for a query.

    \b
      fehrest rules check                 the rules in use
      fehrest rules preview new.txt       what other rules would change

    The rules in use are in the file FEHREST_RULES, else in rules.txt of the data folder.
    """


@rules.command()
@_FILE
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object per error.")
@data_option
@click.pass_context
def check(context: click.Context, /, file: Path | None, as_json: bool, **given: object) -> None:
    """Print the errors in FILE, with their lines, and articles that do not exist. The exit code is 1 if there
    is an error.
    """
    settings = settings_of(context, **given)
    path = file or settings.rules_file
    found, faults = rules_in(_text(path), str(path))
    for fault in faults:
        print_json(asdict(fault)) if as_json else click.echo(f"{fault.origin}: {fault.message}", err=True)
    if faults:
        sys.exit(1)
    for origin, id_ in _missing(settings, Rules(found)):
        click.echo(f"{origin}: there is no article {id_!r} in the index; it is ignored", err=True)
    if not as_json:
        click.echo(f"{len(found)} rules for {len(Rules(found).queries)} queries, no errors")


@rules.command()
@_FILE
@click.option(
    "--queries", type=click.Path(path_type=Path), metavar="FILE", help="Queries to run, one per line."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object per query.")
@data_option
@click.pass_context
def preview(
    context: click.Context, /, file: Path | None, queries: Path | None, as_json: bool, **given: object
) -> None:
    """Print which hits FILE changes, compared with the rules in use; without FILE, compared with no rules.

    Runs the queries of both and the most frequent queries of the log.
    """
    settings = settings_of(context, **given)
    current = read_rules(settings.rules_file)
    before, after = (Rules(current), Rules(read_rules(file))) if file else (Rules(), Rules(current))
    asked = read_queries(queries) if queries else queries_of(settings, before, after)
    engine = open_store(settings.engine, settings.data).open()
    try:
        searchers = [
            Searcher(engine, weights_of(settings), synonyms_of(settings), rules=one)
            for one in (before, after)
        ]
        print_shifts(compare(searchers[0], searchers[1], asked), as_json=as_json)
    finally:
        engine.close()


def queries_of(settings: Settings, *tables: Rules) -> list[str]:
    """The queries that have rules, and the most frequent ones of the log."""
    frequent = report(EventStore(settings.data), Report.TOP, most=_TOP, days=3650)
    own = [query for rules in tables for query in rules.queries]
    return list(dict.fromkeys([*own, *(line.text for line in frequent)]))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path} cannot be read as UTF-8 text: {error}") from error


def _missing(settings: Settings, found: Rules) -> list[tuple[str, str]]:
    store = open_store(settings.engine, settings.data)
    if not store.exists():
        return []
    engine = store.open()
    try:
        named = [(rule.origin, id_) for rule in found.all for id_ in (*rule.pins, *rule.hides)]
        known = {one.document.id for one in engine.get(list(dict.fromkeys(id_ for _, id_ in named)))}
    finally:
        engine.close()
    return [(origin, id_) for origin, id_ in named if id_ not in known]
